"""What may be done to a draft now, whatever is said with it: the draft is asked."""

from __future__ import annotations

from domain.rules import RuleBroken
from projections.drafts import Shown
from review_service import access
from review_service.access import Act
from review_service.acts import deciding, hearing, reminding, writing
from review_service.acts.doing import Doing

_LEAST = {**writing.LEAST, **hearing.LEAST, **reminding.LEAST, **deciding.LEAST}


def hindered(doing: Doing, act: Act, shown: Shown) -> RuleBroken | None:
    """Give the rule that speaks against an act on a draft now, None where none does. Raises
    NotYours."""
    return doing.would(lambda trying: _LEAST[act](trying, shown))


def silenced(doing: Doing, shown: Shown, body: str) -> RuleBroken | None:
    """Give the rule that speaks against a statement of a body (slug), or its transmission, on what
    was submitted last; None where none does. Raises NotYours."""
    return doing.would(lambda trying: hearing.speak_now(trying, shown, body))


def is_open(doing: Doing, act: Act, shown: Shown) -> bool:
    """Whether the account may do an act on a draft now."""
    holds = any(access.seats_for(doing.account, act, body=shown.body))
    return holds and hindered(doing, act, shown) is None
