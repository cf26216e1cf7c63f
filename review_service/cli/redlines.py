"""`review-service redline`: what changed between two files, for a terminal, browser or program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from domain.text.changes import Unit, both_sides, new_side, old_side, tally, units
from domain.text.decoding import decode
from domain.text.normalise import LIMIT, normalise, sha256_of
from domain.text.redline import redline
from domain.text.redline.ops import Op, Redline, TextOp
from domain.text.refusals import UploadHasAFault, UploadIsNotText
from review_service.answers.redlines import RedlineBlock, RedlineOfTexts
from review_service.cli.refusals import (
    FileHasAFault,
    FileIsNoText,
    FileIsTooLarge,
    NoSuchFile,
    UnreadableFile,
)
from review_service.cli.terminal import ANSWERS, harmless, print_json
from review_service.markup.redlining import Row, rows
from review_service.markup.standalone import page
from review_service.words import changes as change_names


class Format(StrEnum):
    """How a redline is written."""

    TEXT = "text"
    HTML = "html"
    JSON = "json"


def compare(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="Datei mit dem alten Text (UTF-8).")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Datei mit dem neuen Text (UTF-8).")],
    format: Annotated[
        Format, typer.Option(help="Für das Terminal, als HTML-Seite, oder wie die API antwortet.")
    ] = Format.TEXT,
    whole: Annotated[
        bool, typer.Option("--whole", help="Auch zeigen, was gleich geblieben ist (nur Text).")
    ] = False,
) -> None:
    """Zeigen, was sich von einer Datei zur anderen geändert hat, Absatz für Absatz."""
    before, behind = _read(old), _read(new)
    found = redline(before, behind)
    match format:
        case Format.JSON:
            answer = RedlineOfTexts(
                from_sha256=sha256_of(before), to_sha256=sha256_of(behind),
                algorithm=found.algorithm, blocks=RedlineBlock.all_of(found),
            )  # fmt: skip
            print_json(answer)
        case Format.HTML:
            was, now = harmless(old.name), harmless(new.name)
            print(page(found, f"Änderungen von {was} zu {now}", was, now))
        case Format.TEXT:
            for line in lines(found, old.name, new.name, whole=whole):
                ANSWERS.print(line)


def lines(found: Redline, old: str, new: str, *, whole: bool = False) -> Iterable[Text]:
    """Give a redline for a terminal: what went as `[-…-]`, what came as `{+…+}`."""
    every = units(found)
    yield Text(f"{old} → {new}", "bold")
    yield Text(change_names.summed_up(tally(every)) or "Kein Wort hat sich geändert.")
    for row in rows(every, "im-text", whole=whole):
        yield from _row(row, whole)


def _row(row: Row, whole: bool) -> Iterable[Text]:
    unit = row.units[0]
    match row.kind:
        case "folded":
            said = change_names.unchanged(row.units)
            yield from [Text(), Text(said, "dim")] if said else []
        case "formatted":
            where = change_names.span(row.units)
            said = change_names.formatting(row.units) + f", {where}" * bool(where)
            yield from [Text(), Text(f"{said}.", "dim")]
            yield from (line for one in row.units if whole for line in _body(new_side(one.ops)))
        case "moved_away":
            where = change_names.place(unit._replace(new=None)) or "Eine Überschrift"
            moved = f"{where[:1].upper()}{where[1:]} ist verschoben, siehe Änderung {unit.number}."
            yield from [Text(), Text(moved)]
        case "same":
            yield from [Text(), *_head(change_names.place(unit), "dim"), *_body(unit.ops)]
        case _:
            where = change_names.place(unit)
            title = change_names.numbered(unit) + (f" ({where})" if where else "")
            yield from [Text(), *_head(title, "bold"), *_words(unit)]


def _head(words: str, style: str) -> list[Text]:
    return [Text(words, style)] if words else []


def _words(unit: Unit) -> Iterable[Text]:
    if unit.rewritten and unit.kind not in ("deleted", "inserted"):
        yield from _body([("-", "".join(text for _, text in old_side(unit.ops)))])
        yield from _body([("+", "".join(text for _, text in new_side(unit.ops)))])
    else:
        yield from _body([op for ops in unit.ops_by_block for op in both_sides(ops)])


_MARKS: dict[Op, tuple[str, str, str]] = {
    "=": ("", "", ""),
    "-": ("[-", "-]", "red strike"),
    "+": ("{+", "+}", "green underline"),
}


def _body(ops: Sequence[TextOp]) -> list[Text]:
    """Give the lines of a paragraph that say something, indented; no mark spans two lines."""
    found = [Text("    ")]
    for op, text in ops:
        for at, part in enumerate(text.split("\n")):
            if at:
                found.append(Text("    "))
            _add(found[-1], op, part)
    return [line for line in found if line.plain.strip()]


def _add(line: Text, op: Op, part: str) -> None:
    opening, closing, style = _MARKS[op]
    words = part.strip()
    lead = part[: len(part) - len(part.lstrip())] if words else part
    line.append(lead)
    if words:
        line.append(f"{opening}{words}{closing}", style)
        line.append(part[len(part.rstrip()) :])


def _read(file: Path) -> str:
    try:
        if file.stat().st_size > LIMIT:
            raise FileIsTooLarge(file=file, limit=LIMIT // 1_000_000)
        return _text(file, file.read_bytes())
    except FileNotFoundError as error:
        raise NoSuchFile(file=file) from error
    except OSError as error:
        raise UnreadableFile(file=file) from error


def _text(file: Path, data: bytes) -> str:
    try:
        text, guessed = decode(data)
    except UploadHasAFault as error:
        raise FileHasAFault(file=file, reason=error) from error
    except UploadIsNotText as error:
        raise FileIsNoText(file=file) from error
    if guessed:
        raise FileIsNoText(file=file)
    return normalise(text)
