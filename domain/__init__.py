"""The procedure itself: drafts, rounds, Vorgaben, consensus. No I/O, no clock, no web framework."""
