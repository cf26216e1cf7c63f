"""Verlauf of a Gremium: what was recorded about its seats."""

from __future__ import annotations

from collections.abc import Mapping

from domain.besetzung import Besetzung
from projections.read_model import Database
from projections.stored import Recorded
from review_service import access
from review_service.access import Act
from review_service.pages.course import Course, course
from review_service.pages.visitor import Visitor
from review_service.words import chronicle
from review_service.words.chronicle.gremien import said
from review_service.words.german import capital

ERASED = "gelöschte Person"


def of_seats(
    visitor: Visitor, database: Database, slug: str, titles: Mapping[str, str], before: int | None
) -> Course:
    """Give what was recorded about the seats of a Gremium; `titles` are those of its seats.

    Reasons and notes are read by who staffs the Gremium or reads the log: they may be private.
    """
    ordnung = visitor.ordnung
    staffs = access.seats_for(visitor.account, Act.APPOINT, body=slug, ordnung=ordnung)
    reasons = visitor.audits() or any(staffs)

    def say(one: Recorded, names: Mapping[str, str]) -> str:
        event = one.event
        if not isinstance(event, Besetzung.Event | Besetzung.Opened):
            return chronicle.sentence(event, ordnung)
        who = names.get(getattr(event, "person", ""), ERASED)
        return capital(said(event, ordnung, who, titles, reasons=reasons))

    return course(database, Besetzung.id_of(slug), ordnung, say, before=before)
