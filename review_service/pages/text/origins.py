"""Where the text comes from: beside each sentence the revision that brought it, who, when, why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, groupby
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup

from domain.text.blame import Part, Sentence, Vorgaben
from domain.text.blocks import Paragraph
from domain.text.passages import at_place
from projections import blame
from projections.blame import Blame
from review_service.access import NotVisible
from review_service.markup.marked import Span, marked
from review_service.markup.notes import linked
from review_service.markup.templating import quote
from review_service.pages.rendering import render
from review_service.pages.text.choosing import choice
from review_service.pages.text.headings import Outline
from review_service.pages.text.notes import at_the_end
from review_service.pages.text.portions import Parts, parts_of
from review_service.pages.visitor import Number, Seen, Visiting
from review_service.words.german import count, listed

router = APIRouter()

OPENING, WORDS = 32, 120
"""Characters quoted of a sentence to find it by, and of words from another revision, at most."""

AGAIN = 3
"""Seconds after which a page asks again for what is not worked off yet."""


@router.get("/entwuerfe/{id}/herkunft")
def origins_page(
    request: Request, visitor: Visiting, shown: Seen, fassung: Number | None = None,
    teil: Number = 1,
) -> Response:  # fmt: skip
    """Show a revision's text with the origin of each sentence in the margin."""
    revision = fassung or shown.revision
    if revision > shown.revision:
        raise NotVisible
    with visitor.database() as database:
        found = blame.of_revision(database, shown.draft, revision)
        revisions = choice(database, shown)
    answer = render(
        request, "origins.html", title=f"Herkunft – {shown.title}", shown=shown,
        revision=revision, revisions=revisions, sha256=found.text.sha256 if found else "",
        read=originating(found, teil) if found else None,
    )  # fmt: skip
    if found is None:
        answer.headers["Refresh"] = str(AGAIN)
    return answer


@dataclass(frozen=True)
class Source:
    """A revision as the margin names it: its Actor's fields, when, and what its words answer.

    `in_course` are Vorgaben it answered without saying where.
    """

    revision: int
    by: dict[str, Any]
    at: datetime
    answers: Vorgaben
    in_course: Vorgaben


@dataclass(frozen=True)
class Note:
    """A source beside the paragraph where it begins; `opening` are the words it begins with,
    where the paragraph has others too, `until` the last paragraph it reaches, if another."""

    source: Source
    opening: str
    until: int | None


@dataclass(frozen=True)
class Foreign:
    """Words inside a sentence that are from another revision than most of it."""

    words: str
    source: Source


@dataclass(frozen=True)
class Unit:
    """A paragraph as shown; `goes_on` where it goes on with the source of the one before.

    `summary` counts the words of other revisions, which `foreign` names.
    """

    number: int | None
    html: Markup
    goes_on: Source | None
    notes: tuple[Note, ...]
    summary: str
    foreign: tuple[Foreign, ...]


@dataclass(frozen=True)
class Origins:
    """A part, counted from 1, of a text that is parted so."""

    units: tuple[Unit, ...]
    part: int
    parts: Parts


def originating(found: Blame, part: int) -> Origins:
    """Give a part of a revision with where it comes from; a part too high gives the last one."""
    parts = parts_of(found.text.text)
    part = min(part, len(parts))
    units = list(_Margin(found, parts.units[part - 1]).units())
    units += _notes(parts, part)
    htmls = linked([unit.html for unit in units])
    shown = [replace(unit, html=html) for unit, html in zip(units, htmls, strict=True)]
    return Origins(tuple(shown), part, parts)


def _notes(parts: Parts, part: int) -> Iterator[Unit]:
    """Give the notes that a part cites and that stand in another one, without their origin."""
    here = parts.units[part - 1]
    for unit in at_the_end(here, chain.from_iterable(parts.units)):
        if not here[0].start <= unit.start <= here[-1].start:
            yield Unit(unit.number, _html(unit, ()), None, (), "", ())


class _Margin:
    """Walks through the paragraphs of a part; neighbouring sentences of one source are a group."""

    def __init__(self, found: Blame, part: Sequence[Paragraph]) -> None:
        self.found, self.part = found, part
        start, end = (part[0].start, part[-1].end) if part else (0, 0)
        sentences = list(found.sentences(start, end))
        self.groups = [list(run) for _, run in groupby(sentences, key=self._source)]
        self.begins = {group[0].start: group for group in self.groups}
        self.within = [[s for s in sentences if unit.start <= s.start < unit.end] for unit in part]

    def units(self) -> Iterator[Unit]:
        outline = Outline()
        for unit, sentences in zip(self.part, self.within, strict=True):
            foreign = [part for sentence in sentences for part in _foreign(sentence)]
            first = sentences[0] if sentences else None
            goes_on = first is not None and first.start not in self.begins
            beginning = [s for s in sentences if s.start in self.begins]
            alone = len(beginning) + goes_on == 1
            yield Unit(
                number=unit.number,
                html=outline.fit(_html(unit, foreign)),
                goes_on=self._source(first) if first and goes_on else None,
                notes=tuple(self._note(s, unit, alone) for s in beginning),
                summary=_summary(foreign),
                foreign=tuple(self._foreign(part) for part in foreign),
            )

    def _note(self, sentence: Sentence, unit: Paragraph, alone: bool) -> Note:
        last = self.begins[sentence.start][-1]
        ended = [one.number for one in self.part if one.start < last.end and one.number]
        until = ended[-1] if ended and ended[-1] != unit.number else None
        opening = "" if alone else self._quoted(sentence, OPENING)
        return Note(self._source(sentence), opening, until)

    def _foreign(self, part: Part) -> Foreign:
        return Foreign(self._quoted(part, WORDS), self._from(part.revision, part.answers))

    def _quoted(self, part: Sentence | Part, most: int) -> str:
        return quote(at_place(self.found.text.text, part.start, part.end), most)

    def _source(self, sentence: Sentence) -> Source:
        return self._from(sentence.revision, sentence.answers)

    def _from(self, revision: int, answers: Vorgaben) -> Source:
        origin = self.found.origins[revision]
        return Source(revision, origin.by, origin.at, answers, origin.answered)


def _foreign(sentence: Sentence) -> Iterator[Part]:
    """Give the parts from other revisions; a full stop that was left over is none."""
    for part in sentence.parts:
        if part.revision > sentence.revision or (part.words and part.revision < sentence.revision):
            yield part


def _summary(foreign: Sequence[Part]) -> str:
    """Count words by their revision: `zwei Wörter aus Fassung 7 und ein Wort aus Fassung 5`."""
    counts: dict[int, int] = {}
    for part in foreign:
        counts[part.revision] = counts.get(part.revision, 0) + part.words
    return listed(
        f"{count(many, 'ein Wort', 'Wörter') if many else 'Satzzeichen'} aus Fassung {revision}"
        for revision, many in sorted(counts.items())
    )


def _html(unit: Paragraph, foreign: Sequence[Part]) -> Markup:
    spans = [
        Span(part.start - unit.start, part.end - unit.start, str(part.revision))
        for part in foreign
        if part.words
    ]
    wear = {span.wear: _WORD.format(span.wear) for span in spans}
    return marked(unit.text, spans, wear, unit.notes)


_WORD = Markup(
    '<span class="herkunft__wort"><span class="kern-sr-only">[aus Fassung {}: </span>{{}}'
    '<span class="kern-sr-only">]</span></span>'
)
