"""What the API answers about passages and their way through the revisions."""

from __future__ import annotations

from typing import Literal

from domain.text.carrying import State
from domain.text.passages import Passage
from projections.passages import Became, Source, Standing
from review_service.answers.shape import Shape


class PassageAnswer(Shape):
    """A passage and where it stands in a revision: `at`, null where it is orphaned.

    `source` says in what `body` pointed at it, in which `revision`: `passage` is its place there,
    `remark` what a statement says of it alone.
    `state` was recorded in revision `since`; before that it stood at `last`, in `last_revision`.
    """

    number: int
    source: Source
    vorgabe: int | None
    body: str
    revision: int
    passage: Passage
    remark: str
    state: Literal["named", "placed"] | State
    since: int
    at: Passage | None
    last: Passage
    last_revision: int

    @classmethod
    def of(cls, one: Standing) -> PassageAnswer:
        """Give a passage as it stands."""
        return cls.read(one, passage=one.place)


class PassageStep(Shape):
    """What became of a passage in a revision; no algorithm where a person found it again."""

    revision: int
    state: Literal["placed"] | State
    at: Passage | None
    algorithm: str


class PassageWay(PassageAnswer):
    """A passage with what became of it; `suggestion` is a guess at where it may stand now."""

    way: list[PassageStep]
    suggestion: Passage | None

    @classmethod
    def along(cls, one: Standing, way: list[Became], guess: Passage | None) -> PassageWay:
        """Give a passage with its way through the revisions."""
        steps = [PassageStep.read(became, at=became.place) for became in way]
        return cls.read(one, passage=one.place, way=steps, suggestion=guess)
