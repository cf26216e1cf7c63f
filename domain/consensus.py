"""Judges: what is still open in a round. One pure function for the guard and for the page."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from domain.gremium import Gremium
from domain.lip import name_of
from domain.procedure import Rules
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


def open_points(round: Round, vorgaben: Vorgaben, rules: Rules) -> tuple[OpenPoint, ...]:
    """Give what is open in a round under these rules: bodies first, then Vorgaben."""
    return (*_of_bodies(round, rules), *_of_vorgaben(vorgaben, rules))


def _of_bodies(round: Round, rules: Rules) -> Iterator[OpenPoint]:
    for body in round.addressees:
        heard = round.heard.get(body.slug)
        if heard is None and body.kind in rules.must_be_heard:
            yield _not_heard(body, round.revision)
        elif heard and body.kind in rules.may_object and heard.position in rules.objections:
            yield _objection(body, heard)


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


def _not_heard(body: Gremium, revision: int) -> OpenPoint:
    text = f"{name_of(body.slug)}: zu Fassung {revision} noch nicht gehört."
    return OpenPoint(kind=PointKind.NOT_HEARD, body=body.slug, text=text)


def _objection(body: Gremium, heard: Heard) -> OpenPoint:
    objects = _OBJECTS.get(heard.position, "hat Einwände") if heard.position else "hat Einwände"
    return OpenPoint(
        kind=PointKind.OBJECTION, body=body.slug, text=f"{name_of(body.slug)} {objects}."
    )
