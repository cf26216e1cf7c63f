"""What things are called in German."""
