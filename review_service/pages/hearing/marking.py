"""Which passages someone marks in a form: whole paragraphs by number, or words pasted as a quote.

A long text is shown in portions; what is marked in another portion travels along in the form.
A form whose things point at passages each on their own, as Vorgaben do, has the fields once for
each of them, led by its name: `vorgabe-1-zitat` is a quote of `vorgabe-1-`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, islice, zip_longest
from typing import Any

from markupsafe import Markup

from domain.text.blocks import Paragraph, paragraphs
from domain.text.carrying import State, carry
from domain.text.passages import Passage, at_place, locate, of_paragraph
from domain.text.redline import Redline, redline
from domain.text.refusals import PassageIsMergedAway, PassageNotFound, UnusablePassage
from review_service.acts.requests.fields import MOST_PASSAGES, Quote, Remarked
from review_service.markup.markdown import render_paragraph
from review_service.markup.notes import linked
from review_service.pages.draft.acting import FASSUNG, Reviewing
from review_service.pages.fields import Reading
from review_service.pages.forms import Line
from review_service.pages.kinds import Field, Turned
from review_service.pages.text.notes import at_the_end
from review_service.pages.text.portions import parts_of
from review_service.pages.typed import MOST_FIELDS, Typed, whole_number

PARAGRAPH, QUOTE, PART = "absatz", "zitat", "teil"
BEFORE, BEHIND, WITHIN = "zitat-davor", "zitat-danach", "zitat-absatz"
REMARK, OF_PARAGRAPH = "zitat-bemerkung", "bemerkung-"
ANOTHER_QUOTE = "weitere-stelle"
HOW = (
    "Haken Sie einen Absatz an oder fügen Sie Wörter aus dem Text ein. Dieser Schritt ist"
    " freiwillig."
)


@dataclass(frozen=True)
class Portion:
    """A part of a text to choose from; parts are counted from 1.

    `marked` are the numbers marked in this part, `elsewhere` those marked in others; `html` is what
    is shown of each paragraph, by where it begins, `notes` the notes that stand in another part;
    `before` and `behind` name the parts beside it.
    """

    units: tuple[Paragraph, ...]
    part: int
    parts: int
    before: str
    behind: str
    marked: frozenset[int]
    elsewhere: tuple[int, ...]
    html: Mapping[int, Markup]
    notes: tuple[Markup, ...]

    @property
    def first(self) -> int:
        """The first paragraph's number; 0 where there is none."""
        return min((unit.number for unit in self.units if unit.number), default=0)

    @property
    def last(self) -> int:
        """The last paragraph's number."""
        return max((unit.number for unit in self.units if unit.number), default=0)


@dataclass(frozen=True)
class Pasted:
    """A quote as typed or as marked in the shown text: then with the words in front of it and
    behind it, and the number of the paragraph it was marked in; what is said of it alone."""

    words: str = ""
    before: str = ""
    behind: str = ""
    within: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Marked:
    """What was marked, as the acts take it, and what of it is not to be found."""

    quotes: list[Remarked]
    wrong: list[Line]


def numbers(typed: Typed, of: str = "") -> list[int]:
    """Give the marked paragraphs' numbers, each once, in order; 0 for words without a number."""
    found = (
        number
        for given in typed.all(f"{of}{PARAGRAPH}")
        if not given.isspace()
        for number in _numbers_in(given)
    )
    return sorted(set(islice(found, MOST_FIELDS)))


def _numbers_in(given: str) -> Iterator[int]:
    if not given:
        return
    if not re.search(r"[0-9]", given):
        yield 0  # no text has that one
    for number in re.finditer(r"[0-9]{1,9}", given):
        yield int(number[0])


def marked(typed: Typed, text: str) -> Marked:
    """Find what was marked in the text of the revision it is about."""
    return marked_each(typed, text, [""])[0]


def marked_each(
    typed: Typed, text: str, groups: Sequence[str], becomes: str | None = None
) -> list[Marked]:
    """Find what was marked for each of several things, whose fields' names begin as given; nothing
    is looked for where that is more than one request may name.

    `becomes` is the text that will be stored, where the text they see is merged: places are found
    where they stand there.
    """
    if sum(len(numbers(typed, of)) + len(_quotes(typed, of)) for of in groups) > MOST_PASSAGES:
        refused = Marked([], [Line(_TOO_MANY, f"{groups[0]}{PARAGRAPH}")])
        return [refused, *(Marked([], []) for _ in groups[1:])]
    source = _Source(text, becomes or text)
    return [_marked(typed, source, of) for of in groups]


@dataclass(frozen=True)
class _Source:
    """A text that marked passages are looked for in; it is read once, where one asks for it.

    `becomes` is what it is merged to; the same where it is stored as it is.
    """

    text: str
    becomes: str

    @cached_property
    def by_number(self) -> dict[int | None, Paragraph]:
        return {unit.number: unit for unit in paragraphs(self.text) if unit.number}

    @cached_property
    def _to_the_other(self) -> Redline:
        return redline(self.text, self.becomes)

    def stored(self, passage: Passage, *, reworded: bool = False) -> Quote:
        """Name a passage at its place in the text to be stored, `reworded` also where a merge gave
        it other words; raises PassageIsMergedAway."""
        if self.becomes == self.text:
            return quote_of(passage)
        (now,) = carry([(1, passage)], self.text, self.becomes, self._to_the_other)
        if now.at is None or (now.state is State.CHANGED and not reworded):
            raise PassageIsMergedAway
        return quote_of(at_place(self.becomes, now.at.start, now.at.end))


def _marked(typed: Typed, source: _Source, of: str) -> Marked:
    found, wrong = [], []
    chosen = numbers(typed, of)
    unknown = [number for number in chosen if number not in source.by_number]
    for number in [number for number in chosen if number in source.by_number] + unknown[:1]:
        try:
            unit = source.by_number.get(number)
            passage = (
                _quote(unit).found_in(source.text) if unit else of_paragraph(source.text, number)
            )
            place = source.stored(passage, reworded=True)
            found.append(_remarked(place, typed.text(f"{of}{OF_PARAGRAPH}{number}")))
        except ValueError as error:
            wrong.append(Line(sentence(error), f"{of}{PARAGRAPH}"))
    for row, pasted in enumerate(_quotes(typed, of), start=1):
        try:
            found.append(_remarked(_stored(pasted, source), pasted.remark))
        except ValueError as error:
            wrong.append(Line(sentence(error), f"{of}{QUOTE}-{row}"))
    return Marked(list({(q.start, q.exact): q for q in found}.values()), wrong)


def _remarked(quote: Quote, remark: str) -> Remarked:
    return Remarked(**quote.model_dump(), remark=remark)


def _quote(unit: Paragraph) -> Quote:
    """Give a paragraph as a request names it: its words at their very place."""
    space = len(unit.text) - len(unit.text.lstrip())
    return Quote(exact=unit.text.strip(), start=unit.start + space)


def _quotes(typed: Typed, of: str) -> list[Pasted]:
    columns = (typed.all(f"{of}{name}") for name in (QUOTE, BEFORE, BEHIND, WITHIN, REMARK))
    rows = [Pasted(*row) for row in zip_longest(*columns, fillvalue="")]
    return [row for row in rows if row.words.strip()]


def _stored(pasted: Pasted, source: _Source) -> Quote:
    """Find a quote in the text that was typed, else in what it is merged to."""
    try:
        return source.stored(_found(pasted, source))
    except PassageNotFound:
        return quote_of(Quote(exact=pasted.words.strip()).found_in(source.becomes))


def _found(pasted: Pasted, source: _Source) -> Passage:
    """Find a quote where it was marked, else by its words alone: they may have been changed."""
    words, text = pasted.words.strip(), source.text
    within = whole_number(pasted.within)
    unit = source.by_number.get(within) if within else None
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


def carried(typed: Typed, text: str, groups: Sequence[str] = ("",)) -> Typed:
    """Turn marked paragraphs into quotes of the text they were marked in.

    Their numbers mean others in the next revision; their words may still be there.
    """
    source = _Source(text, text)
    for of in groups:
        whole = [
            Pasted(unit.text.strip(), remark=typed.text(f"{of}{OF_PARAGRAPH}{number}"))
            for number in numbers(typed, of)
            if (unit := source.by_number.get(number))
        ]
        rows = [*whole, *(replace(row, within="") for row in _quotes(typed, of))]
        typed = typed.without(*(n for n in typed.fields if n.startswith(f"{of}{OF_PARAGRAPH}")))
        typed = typed.with_fields(**{f"{of}{PARAGRAPH}": [], **_as_fields(rows, of)})
    return typed


def _as_fields(rows: Sequence[Pasted], of: str = "") -> dict[str, list[str]]:
    return {
        f"{of}{QUOTE}": [row.words for row in rows],
        f"{of}{BEFORE}": [row.before for row in rows],
        f"{of}{BEHIND}": [row.behind for row in rows],
        f"{of}{WITHIN}": [row.within for row in rows],
        f"{of}{REMARK}": [row.remark for row in rows],
    }


def as_typed(passages: list[dict[str, Any]], text: str) -> dict[str, list[str]]:
    """Give recorded passages of a text as a form's fields: paragraphs by number, else quotes."""
    units = paragraphs(text)
    whole: list[str] = []
    remarks: dict[str, list[str]] = {}
    rows: list[Pasted] = []
    for passage in passages:
        start, exact, remark = passage["start"], passage["exact"], passage["remark"]
        unit = next((unit for unit in units if unit.end > start), None)
        number = str(unit.number or "") if unit else ""
        if unit and unit.number and (unit.start, unit.text.strip()) == (start, exact):
            whole.append(number)
            remarks[f"{OF_PARAGRAPH}{number}"] = [remark]
        else:
            rows.append(Pasted(exact, passage["prefix"], passage["suffix"], number, remark))
    return {PARAGRAPH: whole, **remarks, **_as_fields(rows)}


def quote_of(passage: Passage) -> Quote:
    """Give a passage as a request names it, at its very place."""
    return Quote(
        exact=passage.exact, prefix=passage.prefix, suffix=passage.suffix, start=passage.start
    )


def sentence(error: ValueError) -> str:
    """Give the sentence about a passage that cannot be used."""
    return error.sentence if isinstance(error, UnusablePassage) else _TOO_LONG


_TOO_MANY = f"Markieren Sie höchstens {MOST_PASSAGES} Stellen auf einmal."
_TOO_LONG = "Dieses Zitat oder die Bemerkung dazu ist zu lang. Kürzen Sie bitte."


def portion(typed: Typed, text: str) -> Portion:
    """Give the part of a text that the form asks for: the one before, or the one turned to."""
    parts = parts_of(text)
    turned = whole_number(typed.button.removeprefix(f"{PART}-"))
    part = min(turned or typed.number(PART) or 1, len(parts))
    units = parts.units[part - 1]
    here = {unit.number for unit in units if unit.number}
    chosen = numbers(typed)
    shown = at_the_end(units, chain.from_iterable(parts.units))
    htmls = linked([render_paragraph(unit) for unit in shown])
    html = {unit.start: one for unit, one in zip(shown, htmls, strict=True)}
    return Portion(
        units=tuple(unit for unit in shown if unit in units),
        html=html,
        notes=tuple(html[unit.start] for unit in shown if unit not in units),
        part=part,
        parts=len(parts),
        before=parts.name(part - 1) if part > 1 else "",
        behind=parts.name(part + 1) if part < len(parts) else "",
        marked=frozenset(here.intersection(chosen)),
        elsewhere=tuple(number for number in chosen if number and number not in here),
    )


def turns(typed: Typed) -> bool:
    """Whether the button only shows another part, or one more field for a quote."""
    return typed.button.endswith(ANOTHER_QUOTE) or typed.button.startswith(f"{PART}-")


def quote_fields(typed: Typed, of: str = "") -> list[Pasted]:
    """Give the quotes as typed, with an empty field where one is asked for; at least one."""
    rows = _quotes(typed, of)
    return [*rows, Pasted()] if typed.button == f"{of}{ANOTHER_QUOTE}" or not rows else rows


@dataclass(frozen=True)
class Passages(Field):
    """Which passages are meant: paragraphs to tick, portion by portion, and quotes to paste; what
    was marked in another revision is looked for by its words."""

    kind = "passages"
    enter = ANOTHER_QUOTE
    script = "marking.js"
    fact: str = "passages"
    desk: Reviewing = field(kw_only=True)
    remarks: bool = False
    """Whether something may be said of each of them alone."""

    def said(self, reading: Reading) -> Sequence[Quote]:
        found = marked(reading.typed, self.desk.text())
        reading.wrong += found.wrong
        return found.quotes

    def begun(self, typed: Typed) -> bool:
        return bool(numbers(typed) or _quotes(typed, ""))

    def turned(self, typed: Typed) -> Turned | None:
        return Turned(typed, shown=True) if turns(typed) else None

    def carried(self, typed: Typed) -> Typed:
        return carried_to(self.desk, typed)

    def portion(self, typed: Typed) -> Portion:
        """Give the part of the text that is shown."""
        return portion(typed, self.desk.text())

    def quotes(self, typed: Typed) -> list[Pasted]:
        """Give the fields for quotes."""
        return quote_fields(typed)


def carried_to(desk: Reviewing, typed: Typed, groups: Sequence[str] = ("",)) -> Typed:
    """Turn paragraphs that were marked in another revision into quotes of it."""
    begun = typed.number(FASSUNG) or desk.on
    return typed if begun == desk.on else carried(typed, desk.text(begun), groups)


def to_mark(desk: Reviewing, *, remarks: bool = False) -> Passages:
    """Give the field that asks for passages of the revision a form is about, with what is said of
    each alone where `remarks` are taken."""
    return Passages(PARAGRAPH, f"Absätze der Fassung {desk.on}", desk=desk, remarks=remarks)
