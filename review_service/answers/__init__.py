"""What the API answers, in its documented shapes; the command line as JSON too."""
