"""A draft's way: its events, how it stood at any of them, its revisions and how it grew."""
