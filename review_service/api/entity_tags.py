"""Entity tags (RFC 9110, section 8.8): a draft's is the version its reader sees, in quotes."""

from __future__ import annotations

import re

_VERSION = re.compile(r'"([1-9]\d{0,9})"')


def tag(version: int) -> str:
    """Give the entity tag of a draft at a version."""
    return f'"{version}"'


def versions(if_match: str) -> frozenset[int] | None:
    """Give the versions an If-Match names, None for `*`; other tags are of nothing of ours.

    Weak tags never match here.
    """
    if if_match.strip() == "*":
        return None
    found = (_VERSION.fullmatch(part.strip()) for part in if_match.split(","))
    return frozenset(int(match[1]) for match in found if match)


def is_named(version: int, if_none_match: str | None) -> bool:
    """Whether an If-None-Match names this version; weak tags do too."""
    return names(tag(version), if_none_match)


def names(wanted: str, if_none_match: str | None) -> bool:
    """Whether an If-None-Match names this entity tag, quotes included; weak tags do too."""
    if if_none_match is None:
        return False
    if if_none_match.strip() == "*":
        return True
    return wanted in (part.strip().removeprefix("W/") for part in if_none_match.split(","))
