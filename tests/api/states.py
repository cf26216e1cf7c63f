"""The states a draft may be in, as far as it matters who may see and do what."""

from __future__ import annotations

from collections.abc import Callable

from tests.api.callers import SEATS, Callers
from tests.api.way import TEXT, Way

INSIDERS = ("chair", "management", "member", "office", "auditor")
"""Who sees revisions of the group Bildung that are not submitted."""
OUTSIDERS = tuple(name for name in SEATS if name not in INSIDERS)

SECRET = "Unveröffentlicht"
HIDDEN_TEXT = f"{TEXT}\n{SECRET}: eine Fassung, die noch niemand sehen soll.\n"
_ANSWER = {
    "vorgabe": 1, "outcome": "teilweise", "reason": f"{SECRET}: noch nicht.",
    "passages": [{"exact": SECRET}],
}  # fmt: skip


def hide(way: Way) -> Way:
    """Write a second revision that is not submitted."""
    vorgaben = way.get("chair", "/vorgaben")["items"]
    return way.revise(text=HIDDEN_TEXT, summary=SECRET, answers=[_ANSWER] if vorgaben else [])


def never_submitted(api: Callers) -> Way:
    return hide(Way(api))


def submitted(api: Callers) -> Way:
    return Way(api).submit().state("beirat-01", passages=[{"exact": "Ziele"}])


def returned(api: Callers) -> Way:
    return hide(submitted(api).give_back())


def withdrawn(api: Callers) -> Way:
    return hide(submitted(api).withdraw())


def accepted(api: Callers) -> Way:
    return submitted(api).accept()


STATES: dict[str, Callable[[Callers], Way]] = {
    "never submitted": never_submitted,
    "submitted": submitted,
    "returned, then revised": returned,
    "withdrawn, then revised": withdrawn,
    "accepted": accepted,
}
CURRENT = {"submitted": 1, "accepted": 1}
"""The number of the current revision; 2 elsewhere."""
