"""Files of word processors: a draft's text read from one, and written as one."""
