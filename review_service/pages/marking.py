"""Which passages someone marks in a form: whole paragraphs by number, or words pasted as a quote.

A long text is shown in portions; what is marked in another portion travels along in the form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from domain.text.blocks import Paragraph, paragraphs
from domain.text.passages import Passage, locate, of_paragraph
from domain.text.refusals import UnusablePassage
from review_service.acts.requests import Quote
from review_service.pages.forms import Line
from review_service.pages.portions import portions
from review_service.pages.typed import Typed, whole_number

PARAGRAPH, QUOTE, PART = "absatz", "zitat", "teil"
BEFORE, BEHIND, WITHIN = "zitat-davor", "zitat-danach", "zitat-absatz"
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
class Pasted:
    """A quote as typed or as marked in the shown text: then with the words in front of it and
    behind it, and the number of the paragraph it was marked in."""

    words: str = ""
    before: str = ""
    behind: str = ""
    within: str = ""


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
    for row, pasted in enumerate(_quotes(typed), start=1):
        try:
            found.append(quote_of(_found(pasted, text)))
        except ValueError as error:
            wrong.append(Line(sentence(error), f"{QUOTE}-{row}"))
    return Marked(list({(q.start, q.exact): q for q in found}.values()), wrong)


def _chosen(typed: Typed, text: str) -> dict[int, Paragraph | None]:
    """Give the marked paragraphs by number, None where the text has no such number.

    The text is read once, however many are marked in it.
    """
    return _units(text, numbers(typed))


def _units(text: str, wanted: Sequence[int]) -> dict[int, Paragraph | None]:
    units = {unit.number: unit for unit in paragraphs(text)} if any(wanted) else {}
    return {number: units.get(number) for number in wanted}


def _quote(unit: Paragraph) -> Quote:
    """Give a paragraph as a request names it: its words at their very place."""
    space = len(unit.text) - len(unit.text.lstrip())
    return Quote(exact=unit.text.strip(), start=unit.start + space)


def _quotes(typed: Typed) -> list[Pasted]:
    columns = (typed.all(name) for name in (QUOTE, BEFORE, BEHIND, WITHIN))
    rows = [Pasted(*row) for row in zip_longest(*columns, fillvalue="")]
    return [row for row in rows if row.words.strip()]


def _found(pasted: Pasted, text: str) -> Passage:
    """Find a quote where it was marked, else by its words alone: they may have been changed."""
    words = pasted.words.strip()
    unit = next(iter(_units(text, [whole_number(pasted.within) or 0]).values()))
    for prefix, suffix in ((pasted.before, pasted.behind), ("", "")):
        try:
            if unit:
                near = Quote(exact=words, prefix=prefix, suffix=suffix).found_in(unit.text)
                return locate(text, near.exact, start=unit.start + near.start)
        except UnusablePassage:
            continue
    try:
        return Quote(exact=words, prefix=pasted.before, suffix=pasted.behind).found_in(text)
    except UnusablePassage:
        return Quote(exact=words).found_in(text)


def carried(typed: Typed, text: str) -> Typed:
    """Turn marked paragraphs into quotes of the text they were marked in.

    Their numbers mean others in the next revision; their words may still be there.
    """
    whole = [Pasted(unit.text.strip()) for unit in _chosen(typed, text).values() if unit]
    rows = [*whole, *(replace(row, within="") for row in _quotes(typed))]
    return typed.with_fields(absatz=[], **_as_fields(rows))


def _as_fields(rows: Sequence[Pasted]) -> dict[str, list[str]]:
    return {
        "zitat": [row.words for row in rows],
        "zitat_davor": [row.before for row in rows],
        "zitat_danach": [row.behind for row in rows],
        "zitat_absatz": [row.within for row in rows],
    }


def as_typed(passages: list[dict[str, Any]], text: str) -> dict[str, list[str]]:
    """Give recorded passages of a text as a form's fields: paragraphs by number, else quotes."""
    units = paragraphs(text)
    whole: list[str] = []
    rows: list[Pasted] = []
    for passage in passages:
        start, exact = passage["start"], passage["exact"]
        unit = next((unit for unit in units if unit.end > start), None)
        number = str(unit.number or "") if unit else ""
        if unit and unit.number and (unit.start, unit.text.strip()) == (start, exact):
            whole.append(number)
        else:
            rows.append(Pasted(exact, passage["prefix"], passage["suffix"], number))
    return Typed().with_fields(absatz=whole, **_as_fields(rows)).fields


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


def quote_fields(typed: Typed) -> list[Pasted]:
    """Give the quotes as typed, with an empty field where one is asked for; at least one."""
    rows = _quotes(typed)
    return [*rows, Pasted()] if typed.button == ANOTHER_QUOTE or not rows else rows
