"""Drafts on a terminal: all of them, one as it stands, one as it stood."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from domain.procedure import Ordnung, day_of
from domain.procedure.termin import moments_at
from projections import current_text, drafts, history, procedures, standing
from projections.current_text import Text
from projections.drafts import Shown
from review_service import documents, redlines
from review_service.answers.drafts import StoodAnswer
from review_service.cli.database import opened, serviced
from review_service.cli.refusals import (
    NoSuchDraft,
    NoSuchMoment,
    NoSuchRevision,
    NothingThen,
    NotOneMoment,
    UnwritableFile,
)
from review_service.cli.standing import print_standing, where
from review_service.cli.terminal import print_json, print_lines
from review_service.documents import Kind
from review_service.people.accounts import Database
from review_service.words import german

app = typer.Typer(help="Entwürfe zeigen.")
Ident = Annotated[str, typer.Argument(metavar="DRAFT", help="Kennung des Entwurfs.")]
MOST = 100_000


@app.command("list")
def list_all() -> None:
    """Alle Entwürfe zeigen, den ältesten zuerst."""
    with opened() as database:
        print_all(database)


@app.command()
def show(draft: Ident) -> None:
    """Einen Entwurf zeigen, wie er jetzt steht."""
    with opened() as database:
        shown = drafts.one(database, _ident(draft))
        if shown is None:
            raise NoSuchDraft(draft=draft)
        now = datetime.now(UTC)
        print_standing(standing.now(database, shown, ordnung_at(database, now), now))


@app.command()
def export(
    draft: Ident,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Datei, die geschrieben wird.")],
    revision: Annotated[
        int | None, typer.Option(min=1, help="Diese Fassung, sonst die neueste.")
    ] = None,
    since: Annotated[
        int | None, typer.Option(min=1, help="Mit allem, was sich seit dieser Fassung änderte.")
    ] = None,
    comments: Annotated[
        bool, typer.Option("--comments", help="Stellungnahmen und Vorgaben als Kommentare.")
    ] = False,
) -> None:
    """Eine Fassung schreiben, als .odt oder für Word, auf Wunsch mit Änderungen zum Annehmen."""
    kind: Kind = "odt" if file.suffix.lower() == ".odt" else "docx"
    with serviced() as service:
        with service.pool.connection() as database:
            shown = drafts.one(database, _ident(draft))
            if shown is None:
                raise NoSuchDraft(draft=draft)
            new = _revision(database, shown, revision or shown.revision)
            old = _revision(database, shown, since) if since else None
            ordnung = ordnung_at(database, datetime.now(UTC))
        if old is None:
            found = documents.of_revision(service, shown, new, ordnung, remarks=comments, kind=kind)
        else:
            compared = redlines.at_once(service, old, new)
            found = documents.of_compared(
                service, shown, (old, new), ordnung, compared, remarks=comments, kind=kind
            )
    try:
        file.write_bytes(found.content)
    except OSError as error:
        raise UnwritableFile(file=file) from error


def _revision(database: Database, shown: Shown, number: int) -> Text:
    found = current_text.of_revision(database, shown.draft, number)
    if found is None:
        raise NoSuchRevision(revision=number)
    return found


def replay(
    draft: Ident,
    version: Annotated[
        int | None, typer.Option(min=1, max=2**31 - 1, help="Nach so vielen Ereignissen.")
    ] = None,
    at: Annotated[
        str | None, typer.Option(help="Zu diesem Zeitpunkt, etwa 2020-02-05T18:30.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Wie die API antwortet.")] = False,
) -> None:
    """Einen Entwurf zeigen, wie er stand: aus seinen Ereignissen noch einmal berechnet."""
    moment = _moment(at) if at else None
    with opened() as database:
        ident = _ident(draft)
        stood = standing.then(
            database, ident, partial(ordnung_at, database), inside=True, version=version, at=moment
        )
        if stood is None:
            raise _nothing_then(database, ident)
    if json:
        print_json(StoodAnswer.then(stood))
    else:
        print_standing(stood)


def print_all(database: Database) -> None:
    """Print one line a draft, also for those that were never submitted."""
    rows = drafts.listed(database, own=[], everything=True, limit=MOST)
    themes = ordnung_at(database, datetime.now(UTC)).theme_names
    print_lines(
        ("Kennung", "Stand", "Fassung", "Themenfeld", "Titel"),
        *(
            (str(row.draft), where(row), str(row.revision), themes[row.theme], row.title)
            for row in rows
        ),
    )


def ordnung_at(database: Database, moment: datetime) -> Ordnung:
    """Give the procedure that held at a moment; an empty one where none did."""
    day = day_of(moment)
    procedure = procedures.found(database)
    return procedure.on(day) if procedure else Ordnung(day)


def _ident(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError as error:
        raise NoSuchDraft(draft=given) from error


def _moment(given: str) -> datetime:
    """Read a day and a time, with zone or as in Hannover; a day alone could mean its end too."""
    try:
        moment = datetime.fromisoformat(given)
    except ValueError as error:
        raise NoSuchMoment(moment=given) from error
    if ":" not in given:
        raise NoSuchMoment(moment=given)
    if moment.tzinfo:
        return moment
    try:
        shown = moments_at(moment)
    except OverflowError as error:
        raise NoSuchMoment(moment=given) from error
    if len(shown) != 1:
        raise NotOneMoment(moment=given, times="zweimal" if shown else "nicht")
    return shown[0]


def _nothing_then(database: Database, draft: UUID) -> Exception:
    events = history.upto(database, draft, inside=True)
    if not events:
        return NoSuchDraft(draft=draft)
    return NothingThen(versions=len(events), first=german.moment(events[0].recorded_at))
