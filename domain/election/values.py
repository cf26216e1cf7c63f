"""What stands in the events of an election."""

from __future__ import annotations

from domain.value import Value

RUN_OFF = 2
"""The number of the second round, the Stichwahl."""


class Organisation(Value):
    """An organisation on the roll: a legal person, whose name may stand in the log."""

    slug: str
    name: str


class Seated(Value):
    """Who was elected to which seat (slug)."""

    seat: str
    candidate: str
