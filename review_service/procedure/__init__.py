"""The procedure of an installation: the files it is read from, and what holds on a day."""
