"""The procedure on a terminal: check a file, constitute, amend, show what holds on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from domain.procedure import Ordnung, Procedure
from domain.procedure.folding import changed
from domain.rules import TheResolutionIsKnown
from review_service.acts import proceeding
from review_service.cli.database import serviced
from review_service.cli.refusals import (
    FileAmendsSomething,
    FileIsNoText,
    FileIsNotInOrder,
    FileIsTooLarge,
    NoDatabase,
    NoProcedure,
    NoSuchDay,
    NoSuchFile,
    NothingHoldsThen,
    UnreadableFile,
)
from review_service.cli.terminal import ANSWERS, ERRORS, print_lines
from review_service.procedure.checking import NOTHING, Complaint, check, parse
from review_service.procedure.files import SHIPPED, File, read, shipped_text
from review_service.procedure.shapes import shape
from review_service.words import german
from review_service.words.rules_of_procedure import in_words

LIMIT = 1_000_000
"""Bytes of a file at most."""

app = typer.Typer(help="Das Verfahren: Dateien prüfen, einrichten, ändern, zeigen.")
Given = Annotated[
    str,
    typer.Argument(metavar="FILE", help=f"Datei (TOML), oder ein Name: {', '.join(SHIPPED)}."),
]


@app.command("check")
def check_file(
    file: Given,
    amends: Annotated[
        list[str] | None,
        typer.Option("--amends", help="Datei, die geändert wird; mehrfach, in ihrer Reihenfolge."),
    ] = None,
) -> None:
    """Eine Datei prüfen: sagt zu jeder Zeile, was nicht stimmt."""
    text = _text(file)
    before = _before(text, amends or [])
    _refuse(file, check(text, before))
    told = read(text)
    after = changed(replace(before, resolutions=(told.resolution,)), told.content)
    ANSWERS.print(f"In Ordnung: {_summary(told, after)}")


@app.command()
def constitute(file: Given = SHIPPED[0]) -> None:
    """Das Verfahren einer neuen Installation einrichten."""
    text = _text(file)
    _refuse(file, check(text))
    told = read(text)
    with serviced() as service:
        left = proceeding.constitute(service, told)
        after = service.procedures.on(told.resolution.since)
    ANSWERS.print(f"Eingerichtet: {_summary(told, after)}")
    for one in left:
        ERRORS.print(
            f"{one.account}: Für {one.body}:{one.role} hat das Verfahren keinen freien Sitz."
        )


@app.command()
def amend(file: Given) -> None:
    """Das Verfahren durch einen weiteren Beschluss ändern."""
    text = _text(file)
    with serviced() as service:
        found = service.procedures.found()
        if found is None:
            raise NoProcedure
        _refuse(file, check(text, _holding(found, text)))
        told = read(text)
        proceeding.amend(service, told)
        after = service.procedures.on(told.resolution.since)
    ANSWERS.print(f"Geändert: {_summary(told, after)}")


@app.command()
def show(
    at: Annotated[str | None, typer.Option(help="An diesem Tag, etwa 2019-12-01.")] = None,
) -> None:
    """Zeigen, was heute oder an einem Tag gilt."""
    with serviced() as service:
        if service.procedures.found() is None:
            raise NoProcedure
        ordnung = service.procedures.on(_day(at) if at else service.today)
    if not ordnung.constituted:
        raise NothingHoldsThen(day=german.day(ordnung.day))
    for line in _head(ordnung):
        ANSWERS.print(line)
    print_lines(("Gremium", "Art", "Personen", "Stimmen", "Name"), *_bodies(ordnung))
    ANSWERS.print()
    print_lines(
        ("Regel", "gilt ab", "Wert", "Quelle"),
        *(
            (rule.key, german.day(rule.since or ordnung.day), in_words(rule.key, rule.value),
             rule.source)
            for rule in ordnung.resolved.values()
        ),
    )  # fmt: skip


def _before(text: str, amends: list[str]) -> Ordnung:
    """Give what a file amends: the files named, or the installation's procedure where the file
    changes one and none is named."""
    before = NOTHING
    for name in amends:
        earlier = _text(name)
        _refuse(name, check(earlier, before))
        told = read(earlier)
        before = replace(
            changed(before, told.content), resolutions=(*before.resolutions, told.resolution)
        )
    if amends or not _is_amendment(text):
        return before
    try:
        with serviced() as service:
            found = service.procedures.found()
    except NoDatabase as error:
        raise FileAmendsSomething from error
    if found is None:
        raise FileAmendsSomething
    return _holding(found, text)


def _holding(found: Procedure, text: str) -> Ordnung:
    """Give what holds on the day from which a file's resolution shall hold."""
    told = parse(text)
    resolution = shape(told).resolution if isinstance(told, dict) else None
    if resolution is None:
        return found.on(date.max)
    if any(known.number == resolution.number for known in found.resolutions):
        raise TheResolutionIsKnown(number=resolution.number)
    return found.on(resolution.since)


def _is_amendment(text: str) -> bool:
    """Whether a file changes a procedure: one that constitutes says what is written."""
    told = parse(text)
    return isinstance(told, dict) and "paper" not in told


def _refuse(file: str, complaints: Iterable[Complaint]) -> None:
    found = list(complaints)
    for complaint in found:
        ANSWERS.print(f"{file}:{complaint.line}: {complaint.sentence}")
    if found:
        raise FileIsNotInOrder(
            file=file, count=german.count(len(found), "eine Stelle ist", "Stellen sind")
        )


def _summary(told: File, after: Ordnung) -> str:
    steering = [body for body in after.bodies.values() if body.kind == "steering"]
    votes = ", ".join(
        f"{body.name} {_persons(after, body.slug)} Personen und {after.votes(body.slug)} Stimmen"
        for body in steering
    )
    return (
        f"Beschluss {told.resolution.number}, gilt ab {german.day(told.resolution.since)};"
        f" {len(after.papers)} Papiere, {len(after.themes)} Themenfelder, {len(after.bodies)}"
        f" Gremien; {votes}."
    )


def _persons(ordnung: Ordnung, slug: str) -> int:
    return sum(seat.places or 0 for seat in ordnung.bodies[slug].members)


def _head(ordnung: Ordnung) -> Iterator[str]:
    yield f"Verfahren am {german.day(ordnung.day)}"
    for resolution in ordnung.resolutions:
        assumed = " (angenommen)" if resolution.assumed else ""
        since = f"gilt ab {german.day(resolution.since)}{assumed}"
        yield f"Beschluss {resolution.number}, {since}: {resolution.title}"
    yield ""


def _bodies(ordnung: Ordnung) -> Iterator[tuple[str, str, str, str, str]]:
    for body in ordnung.bodies.values():
        persons, votes = _persons(ordnung, body.slug), ordnung.votes(body.slug)
        yield body.slug, body.kind, str(persons or ""), str(votes or ""), body.name


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise NoSuchDay(day=given) from error


def _text(given: str) -> str:
    """Give the text of a file, or of one that comes along by its name."""
    file = Path(given)
    if given in SHIPPED and not file.exists():
        return shipped_text(given)
    try:
        if file.stat().st_size > LIMIT:
            raise FileIsTooLarge(file=file, limit=LIMIT // 1_000_000)
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise NoSuchFile(file=file) from error
    except UnicodeDecodeError as error:
        raise FileIsNoText(file=file) from error
    except (OSError, ValueError) as error:
        raise UnreadableFile(file=file) from error
