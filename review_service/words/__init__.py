"""What things are called in German: on pages, in the API and on the command line alike."""
