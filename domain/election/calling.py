"""What an election is called with: who calls it, the roll, deadline and meeting."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from domain import rules
from domain.election.values import Organisation
from domain.gremium import Actor, Kind, Role
from domain.naming import compared
from domain.procedure.termin import Termin, day_of


def must_be_the_office(by: Actor) -> None:
    """Refuse everybody but OE 50.6."""
    if by.body.kind is not Kind.OFFICE or by.role is not Role.OFFICE:
        raise rules.OnlyTheOfficeHoldsElections


def must_be_new(added: Iterable[Organisation], others: Iterable[Organisation] = ()) -> None:
    """Refuse an organisation that stands on the roll already, by slug or by name (`naming`)."""
    known = {key: one for one in others for key in _keys(one)}
    for organisation in added:
        for key in _keys(organisation):
            if key in known:
                raise rules.AnOrganisationStandsOnceOnTheRoll(
                    name=organisation.name, other=known[key].name
                )
        known |= dict.fromkeys(_keys(organisation), organisation)


def _keys(organisation: Organisation) -> tuple[tuple[str, str], ...]:
    return ("slug", organisation.slug), ("name", compared(organisation.name))


def must_be_on_the_roll(organisations: Collection[str], roll: Mapping[str, Organisation]) -> None:
    """Refuse whom the roll does not know, and who is named twice."""
    for slug in organisations:
        if slug not in roll:
            raise rules.TheOrganisationIsNotOnTheRoll(slug=slug)
    if len(set(organisations)) < len(organisations):
        raise rules.AnOrganisationIsNamedOnce


def must_lie_between(at: datetime, deadline: datetime, meeting: Termin) -> None:
    """Refuse a deadline that is over, or after the day of the meeting."""
    if deadline <= at:
        raise rules.TheDeadlineLiesAhead
    last = meeting.ends or meeting.begins
    if last is not None and day_of(deadline) > last:
        raise rules.NominationsEndBeforeTheMeeting
