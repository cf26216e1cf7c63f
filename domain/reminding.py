"""Reminding: who may be reminded by whom of what is awaited from them, at most once a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from domain import rules
from domain.gremium import Actor, Gremium, Kind, Role
from domain.procedure import Ordnung


class Expected(StrEnum):
    """What a draft waits for: the word of a body in the open round, or, once it was returned, the
    group's next revision."""

    STATEMENT = "statement"
    REVISION = "revision"


def reached(by: Actor, awaited: Sequence[Gremium]) -> tuple[Gremium, ...]:
    """Give those bodies, of the awaited, that somebody may remind: OE 50.6 (the Geschäftsführung),
    chair and office of the Lenkungsgruppe all of them, the Delegiertenkonferenz its Beiräte.

    Raises OthersRemind for whoever reminds nobody.
    """
    match by.body.kind, by.role:
        case (Kind.OFFICE, Role.OFFICE) | (Kind.STEERING, Role.CHAIR | Role.OFFICE):
            return tuple(awaited)
        case Kind.CONFERENCE, Role.CHAIR | Role.MEMBER | Role.OFFICE:
            return tuple(body for body in awaited if body.kind is Kind.COUNCIL)
        case _:
            raise rules.OthersRemind


def to_remind(
    named: Sequence[str], awaited: Sequence[Gremium], last: Mapping[str, date], *, by: Actor,
    on: date, under: Ordnung,
) -> tuple[Gremium, ...]:  # fmt: skip
    """Give the bodies to be reminded: those `named` (slugs), else all that were not yet reminded
    on that day. `last` is the day of each one's last reminder.

    Raises OthersRemind, NothingIsAwaited and OneReminderADay.
    """
    within = {body.slug: body for body in reached(by, awaited)}
    for slug in named:
        if slug not in within:
            if any(body.slug == slug for body in awaited):
                raise rules.OthersRemind
            raise rules.NothingIsAwaited(body=under.name_of(slug))
        if last.get(slug) == on:
            raise rules.OneReminderADay(body=under.name_of(slug))
    if named:
        return tuple(within[slug] for slug in dict.fromkeys(named))
    if not within:
        raise rules.NothingIsAwaited(body="Alle Stellen")
    left = tuple(body for body in within.values() if last.get(body.slug) != on)
    if not left:
        raise rules.OneReminderADay(body="Jede Stelle")
    return left
