"""Which passages someone marks in a form: whole paragraphs by number, or words pasted as a quote.

A long text is shown in portions; what is marked in another portion travels along in the form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from domain.text.blocks import Paragraph, paragraphs
from domain.text.passages import Passage, of_paragraph
from domain.text.refusals import UnusablePassage
from review_service.acts.requests import Quote
from review_service.pages.forms import Line
from review_service.pages.portions import portions
from review_service.pages.typed import Typed, whole_number

PARAGRAPH, QUOTE, PART = "absatz", "zitat", "teil"
ANOTHER_QUOTE = "weitere-stelle"


@dataclass(frozen=True)
class Portion:
    """A part of a text to choose from; parts are counted from 1.

    `marked` are the numbers marked in this part, `elsewhere` those marked in others.
    """

    units: tuple[Paragraph, ...]
    part: int
    parts: int
    marked: frozenset[int]
    elsewhere: tuple[int, ...]

    @property
    def first(self) -> int:
        """The first paragraph's number; 0 where there is none."""
        return next((unit.number for unit in self.units if unit.number), 0)

    @property
    def last(self) -> int:
        """The last paragraph's number."""
        return next((unit.number for unit in reversed(self.units) if unit.number), 0)


@dataclass(frozen=True)
class Marked:
    """What was marked, as the acts take it, and what of it is not to be found."""

    quotes: list[Quote]
    wrong: list[Line]


def numbers(typed: Typed) -> list[int]:
    """Give the marked paragraphs' numbers, each once, in order."""
    found = re.findall(r"\b[1-9][0-9]{0,8}\b", " ".join(typed.all(PARAGRAPH)))
    return sorted({int(number) for number in found})


def marked(typed: Typed, text: str) -> Marked:
    """Find what was marked in the text of the revision it is about."""
    found, wrong = [], []
    for number, unit in _chosen(typed, text).items():
        try:
            passage = _quote(unit).found_in(text) if unit else of_paragraph(text, number)
            found.append(quote_of(passage))
        except ValueError as error:
            wrong.append(Line(sentence(error), "stellen"))
    for row, words in enumerate(_quotes(typed), start=1):
        try:
            found.append(quote_of(Quote(exact=words.strip()).found_in(text)))
        except ValueError as error:
            wrong.append(Line(sentence(error), f"{QUOTE}-{row}"))
    return Marked(list({(q.start, q.exact): q for q in found}.values()), wrong)


def _chosen(typed: Typed, text: str) -> dict[int, Paragraph | None]:
    """Give the marked paragraphs by number, None where the text has no such number.

    The text is read once, however many are marked in it.
    """
    chosen = numbers(typed)
    units = {unit.number: unit for unit in paragraphs(text)} if chosen else {}
    return {number: units.get(number) for number in chosen}


def _quote(unit: Paragraph) -> Quote:
    """Give a paragraph as a request names it: its words at their very place."""
    space = len(unit.text) - len(unit.text.lstrip())
    return Quote(exact=unit.text.strip(), start=unit.start + space)


def _quotes(typed: Typed) -> list[str]:
    return [words for words in typed.all(QUOTE) if words.strip()]


def carried(typed: Typed, text: str) -> Typed:
    """Turn marked paragraphs into quotes of the text they were marked in.

    Their numbers mean others in the next revision; their words may still be there.
    """
    words = [unit.text.strip() for unit in _chosen(typed, text).values() if unit]
    return typed.with_fields(absatz=[], zitat=[*words, *_quotes(typed)])


def as_typed(passages: list[dict[str, Any]], text: str) -> dict[str, list[str]]:
    """Give recorded passages of a text as a form's fields: paragraphs by number, else quotes."""
    whole = {(unit.start, unit.text.strip()): unit.number for unit in paragraphs(text)}
    fields: dict[str, list[str]] = {PARAGRAPH: [], QUOTE: []}
    for passage in passages:
        number = whole.get((passage["start"], passage["exact"]))
        if number:
            fields[PARAGRAPH].append(str(number))
        else:
            fields[QUOTE].append(passage["exact"])
    return fields


def quote_of(passage: Passage) -> Quote:
    """Give a passage as a request names it, at its very place."""
    return Quote(
        exact=passage.exact, prefix=passage.prefix, suffix=passage.suffix, start=passage.start
    )


def sentence(error: ValueError) -> str:
    """Give the sentence about a passage that cannot be used."""
    return error.sentence if isinstance(error, UnusablePassage) else _TOO_LONG


_TOO_LONG = "Dieses Zitat ist zu lang. Nehmen Sie nur den Anfang der Stelle."


def portion(typed: Typed, text: str) -> Portion:
    """Give the part of a text that the form asks for: the one before, or the one turned to."""
    parts = portions(paragraphs(text))
    turned = whole_number(typed.button.removeprefix(f"{PART}-"))
    part = min(turned or typed.number(PART) or 1, len(parts))
    units = parts[part - 1]
    here = {unit.number for unit in units if unit.number}
    chosen = numbers(typed)
    return Portion(
        units=units,
        part=part,
        parts=len(parts),
        marked=frozenset(here.intersection(chosen)),
        elsewhere=tuple(number for number in chosen if number not in here),
    )


def turns(typed: Typed) -> bool:
    """Whether the button only shows another part, or one more field for a quote."""
    return typed.button == ANOTHER_QUOTE or typed.button.startswith(f"{PART}-")


def quote_fields(typed: Typed) -> list[str]:
    """Give the quotes as typed, with an empty field where one is asked for; at least one."""
    words = _quotes(typed)
    return [*words, ""] if typed.button == ANOTHER_QUOTE or not words else words
