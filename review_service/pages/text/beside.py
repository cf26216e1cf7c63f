"""What stands beside a text: the passages somebody pointed at, and what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from domain.procedure import Ordnung
from domain.vorgaben import Outcome
from projections import passages, statements
from projections.passages import Source, Standing
from projections.read_model import Database
from projections.vorgaben import Line
from review_service.pages.text.reading import Note
from review_service.words import signs
from review_service.words.chronicle import quoted
from review_service.words.signs import Sign

_ORDER = [Source.VORGABE, Source.ANSWER, Source.STATEMENT, Source.CONSULTATION]


@dataclass(frozen=True)
class Remark:
    """What was said of a passage: by whom or under which number, in which words, read where; in
    which round, by which body (slug), and whether it is still open."""

    sign: Sign
    heading: str
    words: str
    href: str
    round: int
    body: str
    open: bool


@dataclass(frozen=True)
class Spoken:
    """A passage as it stands in a revision, with what was said of it."""

    standing: Standing
    remark: Remark
    revision: int

    @property
    def became(self) -> Sign:
        """What became of it, as a sign."""
        return signs.PASSAGE[self.standing.state]

    @property
    def here(self) -> bool:
        """Whether its place in this very revision is known."""
        return self.standing.at is not None and self.standing.since == self.revision

    @property
    def reworded(self) -> bool:
        """Whether it stands here in other words than before."""
        at = self.standing.at
        return self.here and at is not None and _other(at["exact"], self.standing.last["exact"])


def _other(one: str, other: str) -> bool:
    return one.split() != other.split()


def spoken_of(
    database: Database, draft: UUID, lines: Iterable[Line], *, revision: int, upto: int,
    ordnung: Ordnung,
) -> list[Spoken]:  # fmt: skip
    """Give the passages pointed at until a revision; not those of a statement that was replaced.

    `lines` are the draft's Vorgaben, `upto` is the newest revision the reader sees.
    """
    found = passages.of_revision(database, draft, revision, upto=upto)
    remarks = _remarks(database, draft, found, {line.number: line for line in lines}, ordnung)
    return [Spoken(one, remarks[one.number], revision) for one in found if one.number in remarks]


def notes(spoken: Iterable[Spoken], draft: UUID) -> list[Note]:
    """Give the notes beside the text: Vorgaben and answers, then statements, the newest first."""
    ordered = sorted(
        spoken, key=lambda s: (_ORDER.index(s.standing.source), -s.standing.revision)
    )  # fmt: skip
    return [_note(one, draft) for one in ordered if one.here]


def _note(one: Spoken, draft: UUID) -> Note:
    standing, remark = one.standing, one.remark
    assert standing.at
    wear = standing.source in (Source.VORGABE, Source.ANSWER)
    return Note(
        "vorgabe" if wear else "statement", standing.at["start"], standing.at["end"],
        sign=remark.sign, heading=remark.heading, words=remark.words,
        href=f"/entwuerfe/{draft}{remark.href}",
        number=standing.number, became=one.became if standing.state != "named" else None,
        way=f"/entwuerfe/{draft}/textstellen/{standing.number}",
    )  # fmt: skip


def _remarks(
    database: Database, draft: UUID, found: Iterable[Standing], lines: Mapping[int, Line],
    ordnung: Ordnung,
) -> dict[int, Remark]:  # fmt: skip
    found = list(found)
    said = dict(_said(database, draft, found, ordnung))
    remarks: dict[int, Remark | None] = {}
    for one in found:
        if one.vorgabe is not None:
            remarks[one.number] = _of_vorgabe(one, lines[one.vorgabe])
        else:
            remarks[one.number] = _own(one, said.get(one.version))
    return {number: remark for number, remark in remarks.items() if remark}


def _own(one: Standing, remark: Remark | None) -> Remark | None:
    """Say what is said of a passage alone, where there is something, not of the whole text."""
    return replace(remark, words=quoted(one.remark, 120)) if remark and one.remark else remark


def _of_vorgabe(one: Standing, line: Line) -> Remark:
    href = f"/beratung?ansicht=vorgaben#vorgabe-{line.number}"
    unfulfilled = line.binding and line.outcome is not Outcome.ERFUELLT
    more = (href, line.round, one.body, unfulfilled)
    if one.source is Source.VORGABE:
        heading = f"Vorgabe {line.number}"
        return Remark(signs.VORGABE[line.state], heading, quoted(line.text, 120), *more)
    answer = next(answer for answer in line.answers if answer.revision == one.revision)
    words = quoted(answer.reason, 120) if answer.reason else f"In Fassung {answer.revision}"
    heading = f"Antwort auf Vorgabe {line.number}"
    return Remark(signs.VORGABE[answer.outcome], heading, words, *more)


def _said(
    database: Database, draft: UUID, found: Iterable[Standing], ordnung: Ordnung
) -> Iterator[tuple[int, Remark]]:
    """Give the remarks of statements that were not replaced, and of questions, by version."""
    base = "/beratung?runde="
    sources = {one.source: one.version for one in found}
    if Source.STATEMENT in sources:
        last = {voice.version for voice in statements.voices(database, draft)}
        for said in statements.of_versions(database, draft, last):
            href = f"{base}{said.round}#{said.body}"
            yield said.version, Remark(
                signs.POSITION[said.position], ordnung.name_of(said.body), quoted(said.text, 120),
                href, said.round, said.body, said.position in ordnung.rules.objections,
            )  # fmt: skip
    if Source.CONSULTATION in sources:
        for asked in statements.questions(database, draft):
            href = f"{base}{asked.round}#frage-{asked.version}"
            yield asked.version, Remark(
                signs.ASKED, "Rücksprache", quoted(asked.question, 120), href, asked.round,
                asked.by["body"]["slug"], open=False,
            )  # fmt: skip
