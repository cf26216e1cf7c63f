"""Gremien, who sits in them, and suggestions for expert seats."""
