"""The procedure on any day: resolutions, dates, Themenfelder, rules."""
