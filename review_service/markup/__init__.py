"""Texts and redlines as HTML that is safe to show, on a page or by itself."""
