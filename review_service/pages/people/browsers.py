"""Which kind of browser it is: its family at most, so that its owner knows it again."""

from __future__ import annotations

FAMILIES = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""What a browser says of itself, and its family: those that also claim to be another come first."""


def family(user_agent: str) -> str:
    """Give the family of a browser from its User-Agent; empty for an unknown one."""
    return next((name for said, name in FAMILIES if said in user_agent), "")
