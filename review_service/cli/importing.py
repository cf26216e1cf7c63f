"""A file of a word processor on a terminal: what was understood of it, its text as Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from domain.source import Resolution
from review_service.answers.files import UnderstoodAnswer
from review_service.cli.refusals import FileHasAFault, NoSuchFile, UnreadableFile
from review_service.cli.terminal import ERRORS, harmless, print_json
from review_service.limits import MOST_BYTES
from review_service.word import telling
from review_service.word.refusals import FileUnpacksTooLarge, UnusableFile
from review_service.word.understanding import Understood, look_through

Changes = Annotated[
    Resolution | None,
    typer.Option(help="Offene Änderungen: accepted (alle) oder rejected (keine)."),
]


def import_file(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Datei (.docx, .odt, .md, .txt).")],
    changes: Changes = None,
    headings: Annotated[
        bool, typer.Option("--headings", help="Alle vorgeschlagenen Überschriften übernehmen.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Wie die API antwortet.")] = False,
) -> None:
    """Eine Datei einlesen: ihr Text als Markdown, und was von ihr verstanden wurde."""
    try:
        found = look_through(
            Path(file).name, _bytes(file), resolution=changes, confirmed="all" if headings else ()
        )
        if json:
            print_json(UnderstoodAnswer.of(found))
            return
        _tell(found)
        text = found.must_be_decided()
    except UnusableFile as error:
        raise FileHasAFault(file=file, reason=error.sentence) from error
    print(harmless(text), end="")


def _bytes(file: str) -> bytes:
    path = Path(file)
    if not path.exists():
        raise NoSuchFile(file=file)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FileUnpacksTooLarge(what=f"mehr als {MOST_BYTES // 1_000_000} MB")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(file=file) from error


def _tell(found: Understood) -> None:
    for line in telling.lines(found):
        ERRORS.print(line)
