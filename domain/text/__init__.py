"""What is done with a draft's words: pure functions of text, the same result on every machine."""
