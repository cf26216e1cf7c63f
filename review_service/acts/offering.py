"""What may be done to a draft now, whatever is said with it: the draft is asked."""

from __future__ import annotations

from domain.rules import RuleBroken
from projections.drafts import Shown
from review_service import access
from review_service.access import Act
from review_service.acts import deciding, hearing, writing
from review_service.acts.doing import Doing

_LEAST = {**writing.LEAST, **hearing.LEAST, **deciding.LEAST}


def hindered(doing: Doing, act: Act, shown: Shown) -> RuleBroken | None:
    """Give the rule that speaks against an act on a draft now, None where none does. Raises
    NotYours."""
    return doing.would(lambda trying: _LEAST[act](trying, shown))


def silenced(doing: Doing, shown: Shown, body: str) -> RuleBroken | None:
    """Give the rule that speaks against a statement of a body (slug), or its transmission, on what
    was submitted last; None where none does. Raises NotYours."""
    return doing.would(lambda trying: hearing.speak_now(trying, shown, body))


def open_acts(doing: Doing, shown: Shown) -> set[Act]:
    """Give the acts on a draft, but speaking for a body, that the account may do now."""
    return {
        act
        for act in _LEAST
        if any(access.seats_for(doing.account, act, body=shown.body))
        and not hindered(doing, act, shown)
    }
