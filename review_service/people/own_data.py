"""All that is stored about one person, as JSON for that person (Art. 15 of the GDPR)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from psycopg import Connection

from domain.gremium import Kind, Role
from domain.value import Value
from projections import elections, persons, seats, suggestions
from review_service.people import register, sessions, sign_ins, working_copies

Database = Connection[Any]


class Registered(Value):
    """The entry in the register; `pseudonym` is what the log has instead of the name."""

    pseudonym: str
    name: str
    contact: str
    office: str
    registered_at: datetime


class HeldSeat(Value):
    """A seat held, with first and last day (dates as text; None: open end)."""

    body: str
    kind: Kind
    seat: str
    role: Role
    since: str
    until: str | None
    deputising: bool
    note: str = ""


class NamedAsDeputy(Value):
    """For which seat the person may stand in, with first and last day (as in HeldSeat), and on
    which occasion."""

    body: str
    seat: str
    since: str
    until: str | None
    occasion: str


class OwnDeclined(Value):
    """A Dezernat that did not appoint the person, why, and when (UTC)."""

    department: str
    reason: str
    at: datetime


class OwnSuggestion(Value):
    """A suggestion of the person for an expert seat, and how far it has come; times in UTC."""

    organisation: str
    themes: tuple[str, ...]
    reason: str
    collected_at: datetime
    status: str
    department: str
    declined: tuple[OwnDeclined, ...]


class OwnElection(Value):
    """What the person did in an election: stood as `candidate`, was a `teller`, a `witness`."""

    election: str
    name: str
    part: str
    at: datetime


class OwnAct(Value):
    """Something done: the kind of event, in which stream of the log, when, for which body."""

    kind: str
    stream: str
    occurred_at: datetime
    body: str
    role: Role


class OwnSession(Value):
    """A session; times in UTC."""

    id: str
    browser: str
    begun_at: datetime
    used_at: datetime


class OwnToken(Value):
    """A token without its secret; times in UTC."""

    id: str
    label: str
    purpose: str
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None


class OwnSignIn(Value):
    """A try to sign in during the last 30 days."""

    at: datetime
    address: str
    outcome: str


class OwnCopy(Value):
    """What was typed into a form and not sent; `others` was typed in other windows."""

    act: str
    subject: str
    saved_at: datetime
    fields: dict[str, Any]
    others: tuple[dict[str, Any], ...]


class OwnAccount(Value):
    """The account; times in UTC. The password is stored as a hash only and is not given."""

    name: str
    created_at: datetime
    seen_at: datetime | None
    sessions: tuple[OwnSession, ...]
    tokens: tuple[OwnToken, ...]
    sign_ins: tuple[OwnSignIn, ...]
    working_copies: tuple[OwnCopy, ...]


class OwnData(Value):
    """All of it; `account` is None for a person without one."""

    entry: Registered | None
    seats: tuple[HeldSeat, ...]
    suggestions: tuple[OwnSuggestion, ...]
    acts: tuple[OwnAct, ...]
    account: OwnAccount | None
    elections: tuple[OwnElection, ...] = ()
    deputy_for: tuple[NamedAsDeputy, ...] = ()


def collect(database: Database, pseudonym: str, *, idle: timedelta | None = None) -> OwnData:
    """Give all that is stored about a person; what is the account's to the person itself only,
    with the time after which a session idled too long (`idle`)."""
    entry = register.find(database, pseudonym)
    name = entry.account if entry else None
    return OwnData(
        entry=_registered(entry) if entry else None,
        seats=tuple(map(_seat, seats.of_person(database, pseudonym))),
        suggestions=tuple(map(_suggestion, suggestions.of_person(database, pseudonym))),
        acts=tuple(map(_act, persons.acts(database, pseudonym))),
        account=_account(database, name, pseudonym, idle) if name and idle else None,
        elections=tuple(map(_election, elections.of_person(database, pseudonym))),
        deputy_for=tuple(map(_deputy, seats.deputies_of_person(database, pseudonym))),
    )


def _registered(entry: register.Entry) -> Registered:
    return Registered(
        pseudonym=entry.pseudonym, name=entry.display_name, contact=entry.contact,
        office=entry.office, registered_at=entry.created_at,
    )  # fmt: skip


def _seat(held: seats.Holder) -> HeldSeat:
    return HeldSeat(
        body=held.body, kind=held.kind, seat=held.seat, role=held.role,
        since=held.since.isoformat(), until=held.until.isoformat() if held.until else None,
        deputising=held.deputising, note=held.occasion,
    )  # fmt: skip


def _deputy(named: seats.Deputy) -> NamedAsDeputy:
    return NamedAsDeputy(
        body=named.body, seat=named.seat, since=named.since.isoformat(),
        until=named.until.isoformat() if named.until else None, occasion=named.occasion,
    )  # fmt: skip


def _suggestion(one: suggestions.Suggested) -> OwnSuggestion:
    return OwnSuggestion(
        organisation=one.organisation, themes=tuple(one.themes), reason=one.reason,
        collected_at=one.collected_at, status=one.status, department=one.department,
        declined=tuple(OwnDeclined(**asdict(answer)) for answer in one.declined),
    )  # fmt: skip


def _election(did: elections.Part) -> OwnElection:
    return OwnElection(election=str(did.election), name=did.name, part=did.part, at=did.at)


def _act(acted: persons.Acted) -> OwnAct:
    return OwnAct(
        kind=acted.topic, stream=str(acted.stream), occurred_at=acted.occurred_at,
        body=acted.body, role=acted.role,
    )  # fmt: skip


def _account(database: Database, name: str, pseudonym: str, idle: timedelta) -> OwnAccount | None:
    row = database.execute(
        "SELECT created_at, seen_at FROM people.account WHERE name = %s", (name,)
    ).fetchone()
    if row is None:
        return None
    return OwnAccount(
        name=name, created_at=row[0], seen_at=row[1],
        sessions=tuple(
            OwnSession(id=str(s.id), browser=s.browser, begun_at=s.begun_at, used_at=s.used_at)
            for s in sessions.of_account(database, name, idle=idle)
        ),
        tokens=tuple(
            OwnToken(**{**asdict(token), "id": str(token.id)})
            for token in sessions.tokens_of(database, name)
        ),
        sign_ins=tuple(
            OwnSignIn(at=one.at, address=one.address, outcome=one.outcome)
            for one in sign_ins.of_person(database, pseudonym)
        ),
        working_copies=_copies(database, name),
    )  # fmt: skip


def _copies(database: Database, account: str) -> tuple[OwnCopy, ...]:
    found = []
    for act, subject, saved_at in working_copies.all_of(database, account):
        copy = working_copies.find(database, account, act, subject)
        if copy:
            others = tuple((copy.others or {}).values())
            found.append(
                OwnCopy(
                    act=act, subject=subject, saved_at=saved_at, fields=copy.fields, others=others
                )
            )
    return tuple(found)
