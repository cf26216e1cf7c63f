"""Was geschah: what happened to all a reader may see, by month, body and kind; also as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from domain.besetzung import Besetzung
from domain.draft import Draft
from domain.election.election import Election
from domain.procedure import Procedure
from projections import chronicle, elections, overview
from projections.chronicle import Reader
from projections.history import Happened
from projections.read_model import Database
from review_service import access
from review_service.access import NotVisible
from review_service.pages.course import recorder
from review_service.pages.election.elections import organisations
from review_service.pages.history.choosing import Choice, Chosen, Options
from review_service.pages.rendering import render
from review_service.pages.visitor import Number, Visiting, Visitor
from review_service.people import register
from review_service.words.chronicle import election as election_chronicle
from review_service.words.chronicle import gremien as gremien_chronicle
from review_service.words.chronicle import kinds, sentence
from review_service.words.german import ZONE, capital, clock, date

router = APIRouter()

EVENTS = 100
"""Events on one page."""
ROWS = 500
"""Rows of the table that are asked for at once."""
COLUMNS = ("Tag", "Uhrzeit", "Festgehalten", "Gegenstand", "Themenfeld", "Art", "Was geschah",
           "Wer", "Adresse")  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Entry:
    """An event as the log tells it: what it is about, with its address."""

    happened: Happened
    about: str
    theme: str
    href: str
    kind: str
    sentence: str
    by: str
    late: bool

    @property
    def day(self) -> str:
        """The day it happened."""
        return date(self.happened.event.timestamp)


@router.get("/was-geschah")
def log_page(request: Request, visitor: Visiting, chosen: Chosen, seite: Number = 1) -> Response:
    """Tell what happened, the newest first."""
    with visitor.database() as database:
        found, total = _found(database, visitor, chosen, (seite - 1) * EVENTS, EVENTS)
        begins = chronicle.begins(database)
    pages = max(1, -(-total // EVENTS))
    if seite > pages:
        raise NotVisible
    ordnung = visitor.ordnung
    options = Options.of(
        kinds.KINDS, ordnung.bodies, months(begins, visitor.service.now()), ordnung
    )
    return render(
        request, "log.html", title="Was geschah", total=total, page=seite, pages=pages,
        days=[[*told] for _, told in groupby(found, attrgetter("day"))], chosen=chosen,
        options=options, words=options.words(chosen),
    )  # fmt: skip


@router.get("/was-geschah.csv")
def log_table(visitor: Visiting, chosen: Chosen) -> Response:
    """Give what happened as a table, whole, for a spreadsheet."""
    chosen.wanted  # noqa: B018  a month that never is is refused before the answer begins
    return StreamingResponse(
        _table(visitor, chosen),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": 'attachment; filename="was-geschah.csv"'},
    )


def months(begins: datetime | None, now: datetime) -> Iterator[str]:
    """Give every month from now back to when it began, as `2020-03`."""
    if begins is None:
        return
    first, last = begins.astimezone(ZONE), now.astimezone(ZONE)
    for at in range(last.year * 12 + last.month - 1, first.year * 12 + first.month - 2, -1):
        yield f"{at // 12:04}-{at % 12 + 1:02}"


def _table(visitor: Visitor, chosen: Choice) -> Iterator[str]:
    yield "\ufeff" + _row(COLUMNS)
    after, total = 0, 1
    while after < total:
        with visitor.database() as database:
            found, total = _found(database, visitor, chosen, after, ROWS)
        for one in found:
            at = one.happened.event.timestamp
            yield _row((
                one.day, clock(at), date(one.happened.recorded_at), one.about, one.theme, one.kind,
                one.sentence, one.by, visitor.service.settings.link(one.href),
            ))  # fmt: skip
        after += ROWS


def _row(cells: tuple[str, ...]) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=";", lineterminator="\r\n").writerow(map(harmless, cells))
    return written.getvalue()


def harmless(cell: str) -> str:
    """Give a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _found(
    database: Database, visitor: Visitor, chosen: Choice, after: int, limit: int
) -> tuple[list[Entry], int]:
    reader = Reader(access.own_groups(visitor.account), access.sees_everything(visitor.account))
    found, total = chronicle.of_all(
        database, reader, wanted=chosen.wanted, newest=not chosen.oldest, after=after,
        limit=limit,
    )  # fmt: skip
    about = _About(database, visitor, found)
    return [about.entry(one) for one in found], total


class _About:
    """What names and addresses the events of a page are told with, asked for all of them at once.

    Reasons of a departure and notes on an appointment are left to the Gremium's own page.
    """

    def __init__(self, database: Database, visitor: Visitor, found: list[Happened]) -> None:
        self.ordnung = visitor.ordnung
        self.names = register.names(database, {one.event.by.person for one in found})
        self.heads = overview.heads(database, {one.stream for one in found})
        held = {one.stream for one in found if isinstance(one.event, Election.Event)}
        self.elections = {id: course for id in held if (course := elections.of(database, id))}

    def entry(self, one: Happened) -> Entry:
        """Tell an event."""
        about, theme, href = self._about(one)
        return Entry(
            one, about, theme, href, kinds.of(one.event).one, self._said(one),
            recorder(one.event.by, self.names, self.ordnung), one.late,
        )  # fmt: skip

    def _about(self, one: Happened) -> tuple[str, str, str]:
        match one.event:
            case Draft.Event():
                head = self.heads[one.stream]
                return head.title, self.ordnung.theme_names[head.theme], _draft(one.stream)
            case Election.Event():
                return self.elections[one.stream].name, "", f"/wahlen/{one.stream}"
            case Besetzung.Event(gremium=gremium):
                return self.ordnung.name_of(gremium.slug), "", f"/gremien/{gremium.slug}"
            case Procedure.Event():
                return "Verfahren", "", "/verfahren"
            case event:
                raise LookupError(event.TOPIC)

    def _said(self, one: Happened) -> str:
        match one.event:
            case Election.Event() as event:
                roll = organisations(self.elections[one.stream])
                return capital(election_chronicle.said(event, self.ordnung, roll))
            case Besetzung.Event() as event:
                return capital(gremien_chronicle.said(event, self.ordnung, reasons=False))
            case event:
                return sentence(event, self.ordnung)


def _draft(draft: UUID) -> str:
    return f"/entwuerfe/{draft}/verlauf"
