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
from review_service.pages.typed import Typed

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
    for number in numbers(typed):
        try:
            found.append(quote_of(of_paragraph(text, number)))
        except UnusablePassage as error:
            wrong.append(Line(error.sentence, "stellen"))
    for row, words in enumerate(typed.all(QUOTE), start=1):
        if not words.strip():
            continue
        try:
            found.append(quote_of(Quote(exact=words.strip()).found_in(text)))
        except ValueError as error:
            wrong.append(Line(sentence(error), f"{QUOTE}-{row}"))
    return Marked(list({(q.start, q.exact): q for q in found}.values()), wrong)


def carried(typed: Typed, text: str) -> Typed:
    """Turn marked paragraphs into quotes of the text they were marked in.

    Their numbers mean others in the next revision; their words may still be there.
    """
    last = max((unit.number or 0 for unit in paragraphs(text)), default=0)
    words = [of_paragraph(text, number).exact for number in numbers(typed) if number <= last]
    return typed.with_fields(absatz=[], zitat=[*words, *typed.all(QUOTE)])


def as_typed(passages: list[dict[str, Any]], text: str) -> dict[str, list[str]]:
    """Give recorded passages of a text as a form's fields: paragraphs by number, else quotes."""
    starts = {unit.start: unit.number for unit in paragraphs(text) if unit.number}
    marked_numbers, quotes = [], []
    for passage in passages:
        number = starts.get(passage["start"])
        if number and of_paragraph(text, number).exact == passage["exact"]:
            marked_numbers.append(str(number))
        else:
            quotes.append(passage["exact"])
    return {PARAGRAPH: marked_numbers, QUOTE: quotes}


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
    turned = typed.button.removeprefix(f"{PART}-")
    wanted = int(turned) if turned.isdecimal() else typed.number(PART) or 1
    part = min(wanted, len(parts))
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
    typed_in = [words for words in typed.all(QUOTE) if words.strip()]
    return [*typed_in, ""] if typed.button == ANOTHER_QUOTE or not typed_in else typed_in
