"""Two moments of a draft side by side: what was otherwise then."""

from __future__ import annotations

from typing import NamedTuple

from domain.draft import Status
from projections.standing import Standing
from review_service.pages.draft import verdict
from review_service.words import signs
from review_service.words.german import listed


class Difference(NamedTuple):
    """One thing to compare, as words: what, then, now."""

    what: str
    then: str
    now: str

    @property
    def same(self) -> bool:
        """Whether nothing changed."""
        return self.then == self.now


def differences(then: Standing, now: Standing) -> list[Difference]:
    """Compare how a draft stood with how it stands."""
    before, behind = _said(then), _said(now)
    return [Difference(what, words, behind[what]) for what, words in before.items()]


def _said(stands: Standing) -> dict[str, str]:
    missing = [line.number for line in stands.vorgaben if line.outcome is None]
    points = stands.consensus.open_points
    return {
        "Stand": _status(stands),
        "Fassung": str(stands.shown.revision),
        "Gehörte Stellen": _heard(stands),
        "Offene Punkte": " ".join(point.text for point in points) or "keine",
        "Unbeantwortete Vorgaben": listed(map(str, missing)) if missing else "keine",
    }


def _status(stands: Standing) -> str:
    word = signs.STATUS[stands.shown.status].word
    running = stands.shown.status is Status.IN_BERATUNG
    return f"{word}, {stands.shown.round}. Runde" if running else word


def _heard(stands: Standing) -> str:
    last = stands.consensus.last
    if last is None:
        return "–"
    spoke, asked = verdict.heard(last)
    return f"{spoke} von {asked} in der {last.row.round}. Runde"
