"""Two short strings compared with the fewest edits: by diff-match-patch, or faster the same way."""

from __future__ import annotations

from collections.abc import Callable

from diff_match_patch import diff_match_patch

from domain.text.redline.ops import Edit, Op

try:
    import fast_diff_match_patch
except ImportError:  # an extra: the answers are the same without it, later
    fast_diff_match_patch = None

Engine = Callable[[str, str], list[Edit]]
"""Gives what happens to how many characters; no answer depends on the time it takes."""

_PLAIN = diff_match_patch()
_PLAIN.Diff_Timeout = 0  # no time limit: with one, the result would depend on the machine
_OPS: dict[int, Op] = {0: "=", -1: "-", 1: "+"}


def plain(old: str, new: str) -> list[Edit]:
    """Compare in Python."""
    return [(_OPS[op], len(text)) for op, text in _PLAIN.diff_main(old, new, False)]


def accelerated(old: str, new: str) -> list[Edit]:
    """Compare in C++, where the extra `fast` is installed; else as `plain` does."""
    if fast_diff_match_patch is None:
        return plain(old, new)
    found: list[Edit] = fast_diff_match_patch.diff(
        old, new, timelimit=0, checklines=False, cleanup="No", counts_only=True
    )
    return found
