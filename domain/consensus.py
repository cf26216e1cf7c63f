"""Judges: what is still open in a round. One pure function for the guard and for the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.gremium import Gremium, Kind
from domain.procedure import Ordnung, Rules, day_of
from domain.procedure.rules_of_procedure import Missing, NewText
from domain.round import Heard, Round
from domain.statement import Position
from domain.value import Value
from domain.vorgaben import Outcome, Vorgaben


class PointKind(StrEnum):
    """Why a point is open."""

    NOT_HEARD = "not_heard"
    OBJECTION = "objection"
    VORGABE = "vorgabe"


class OpenPoint(Value):
    """One thing that stands in the way: of which kind, of which body or Vorgabe, as a sentence."""

    kind: PointKind
    body: str | None = None
    vorgabe: int | None = None
    text: str


def open_points(
    round: Round, vorgaben: Vorgaben, under: Ordnung, at: datetime
) -> tuple[OpenPoint, ...]:
    """Give what is open in a round at a moment, by the procedure of its day: bodies first, then
    Vorgaben."""
    return (*_of_bodies(round, under, at), *_of_vorgaben(vorgaben, under.rules))


def due(opened_at: datetime | None, kind: Kind, rules: Rules) -> date | None:
    """Give the last day (Europe/Berlin) for the statements of a kind in a round that was opened
    at a moment; None without a deadline."""
    days = rules.days_for(kind)
    if days is None or opened_at is None:
        return None
    return day_of(opened_at) + timedelta(days=days)


def awaited(round: Round, under: Ordnung) -> tuple[Gremium, ...]:
    """Give the bodies that a round addresses and that have not been heard in it."""
    said = _said(round, under.rules)
    return tuple(body for body in round.addressees if body.slug not in said)


def _said(round: Round, rules: Rules) -> dict[str, Heard]:
    return round.so_far if rules.new_text is NewText.STAYS else round.heard


def _of_bodies(round: Round, under: Ordnung, at: datetime) -> Iterator[OpenPoint]:
    rules = under.rules
    said = _said(round, rules)
    for body in round.addressees:
        heard, name = said.get(body.slug), under.name_of(body.slug)
        if heard is None and body.kind in rules.must_be_heard:
            if not _waived(round, body.kind, rules, at):
                yield _not_heard(body, name, round.revision)
        elif heard and body.kind in rules.may_object and heard.position in rules.objections:
            yield _objection(body, name, heard)


def _waived(round: Round, kind: Kind, rules: Rules, at: datetime) -> bool:
    """Whether a missing statement counts as none objecting: its last day has passed."""
    last = due(round.opened_at, kind, rules)
    return rules.missing is Missing.NO_OBJECTION and last is not None and day_of(at) > last


def _of_vorgaben(vorgaben: Vorgaben, rules: Rules) -> Iterator[OpenPoint]:
    for asked in vorgaben.asked:
        if asked.binding and (asked.outcome is None or asked.outcome in rules.unfulfilled):
            yield OpenPoint(
                kind=PointKind.VORGABE,
                vorgabe=asked.number,
                text=f"Vorgabe {asked.number} ist {_SHORTFALL[asked.outcome]}.",
            )


_SHORTFALL = {
    None: "noch nicht beantwortet",
    Outcome.ERFUELLT: "erfüllt",
    Outcome.TEILWEISE: "nur teilweise erfüllt",
    Outcome.ABGELEHNT: "abgelehnt",
}
_OBJECTS = {
    Position.BEDENKEN: "hat Bedenken",
    Position.ABLEHNEND: "lehnt den Entwurf ab",
}


def _not_heard(body: Gremium, name: str, revision: int) -> OpenPoint:
    text = f"{name}: zu Fassung {revision} noch nicht gehört."
    return OpenPoint(kind=PointKind.NOT_HEARD, body=body.slug, text=text)


def _objection(body: Gremium, name: str, heard: Heard) -> OpenPoint:
    objects = _OBJECTS.get(heard.position, "hat Einwände") if heard.position else "hat Einwände"
    return OpenPoint(kind=PointKind.OBJECTION, body=body.slug, text=f"{name} {objects}.")
