"""What became of the statement a body gave in an earlier round, for the form of its next one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from markupsafe import Markup

from projections import passages, statements, vorgaben
from projections.passages import Standing
from projections.read_model import Database
from projections.statements import Said
from projections.vorgaben import Line
from review_service.markup.templating import quote
from review_service.words import german, signs


@dataclass(frozen=True)
class Since:
    """A statement of an earlier round; where its passages stand now; the Vorgaben, with their
    answers, that point at the same places."""

    said: Said
    own: list[Standing]
    touching: list[Line]
    on: int

    @property
    def lines(self) -> Iterator[tuple[str, str]]:
        """Tell it, line by line: what, and what is said small below it."""
        said = self.said
        base = f"aenderungen?von={said.revision}&bis={self.on}"
        position = signs.POSITION[said.position].word
        yield position, f"{german.date(said.at)}, zu Fassung {said.revision}: {said.text}"
        for one in self.own:
            yield _words(one), signs.PASSAGE[one.state].word
        for line in self.touching:
            yield f"Vorgabe {line.number}: {line.text}", _answer(line)
        if self.on != said.revision:
            link = Markup(
                '<a class="kern-link" href="{}">Änderungen von Fassung {} zu {} lesen</a>'
            )
            yield link.format(base, said.revision, self.on), ""


def of(database: Database, draft: UUID, body: str, round: int, on: int) -> Since | None:
    """Give what became of a body's last statement before a round in a revision, if there is one."""
    before = [
        one
        for one in statements.of_draft(database, draft)
        if one.body == body and one.round < round
    ]
    if not before:
        return None
    said = before[-1]
    standing = passages.of_revision(database, draft, on, upto=on)
    own = [one for one in standing if (one.body, one.version) == (body, said.version)]
    met = {one.vorgabe for one in standing if one.vorgabe and any(_meet(one, mine) for mine in own)}
    lines = vorgaben.of_draft(database, draft, upto=on)
    return Since(said, own, [line for line in lines if line.number in met], on)


_CHANGES = Markup('<a class="kern-link" href="{}">Änderungen von Fassung {} zu {} lesen</a>')


def _meet(one: Standing, other: Standing) -> bool:
    """Whether two passages have words in common, now or where they were last."""
    if one.at and other.at:
        return _overlap(one.at, other.at)
    return one.last_revision == other.last_revision and _overlap(one.last, other.last)


def _overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(
        one["start"] < other["start"] + len(other["exact"])
        and other["start"] < one["start"] + len(one["exact"])
    )


def _words(one: Standing) -> str:
    old = quote(one.place, 200)
    if one.at is None or one.at["exact"] == one.place["exact"]:
        return str(old)
    return f"{old} – jetzt: {quote(one.at, 200)}"


def _answer(line: Line) -> str:
    if not line.answers:
        return "Noch nicht beantwortet"
    last = line.answers[-1]
    word = signs.VORGABE[last.outcome].word
    return f"{word} in Fassung {last.revision}{': ' + last.reason if last.reason else ''}"
