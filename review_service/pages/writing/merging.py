"""Where a text and a later revision say different things: what the form shows, what it asks.

A form sends its choice as `theirs-1a2b3c4d`: what is taken, and the mark of the place as it was
shown, so that a place which has changed since is asked about again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate
from uuid import UUID

from domain.merge import Take, decide
from domain.text.blocks import Paragraph, paragraphs
from domain.text.merging import Asked, Conflict, Merged
from domain.text.merging.regions import Side
from domain.text.normalise import check, normalise
from domain.text.redline import redline
from domain.text.redline.ops import TextOp
from domain.text.refusals import UnusableText
from review_service.acts.merging import Merging, NewMergeDecision
from review_service.pages.typed import Typed
from review_service.service import Service
from review_service.words.german import capital, count

CHOICE, WORDS = "zusammen-", "worte-"
"""The fields of a place, followed by where it lies in the base."""

SHOWN = 300
"""Places asked about on one page at most; those behind them come once these are decided."""


@dataclass(frozen=True)
class Sheet:
    """One of the texts at a place: what of it went and came since the base."""

    title: str
    ops: tuple[TextOp, ...]


@dataclass(frozen=True)
class Question:
    """A place to decide: its name for the reader, its texts, what may be chosen, what was.

    `again`: it has changed since it was decided. `words` is what stands in the field.
    """

    at: int
    title: str
    moved: bool
    sheets: tuple[Sheet, ...]
    choices: tuple[tuple[str, str], ...]
    chosen: str
    again: bool
    words: str

    @property
    def field(self) -> str:
        """The id of its first choice."""
        return f"{CHOICE}{self.at}"

    @property
    def words_field(self) -> str:
        """The id of the field for own words."""
        return f"{WORDS}{self.at}"


@dataclass(frozen=True)
class Union:
    """The merge of a text written on revision `base` with revision `against`, for its form.

    `taken` are the changes that need no decision, `left` words for places that are there no more.
    """

    base: int
    against: int
    questions: tuple[Question, ...]
    more: int
    taken: tuple[str, ...]
    left: tuple[tuple[str, str], ...]
    merged: Merged

    @property
    def undecided(self) -> list[Question]:
        """The places without a choice."""
        return [question for question in self.questions if not question.chosen]

    @property
    def heading(self) -> str:
        """What there is to do, in a few words."""
        asked = len(self.questions) + self.more
        if not asked:
            return f"Inzwischen gilt Fassung {self.against}"
        return capital(count(asked, "eine Stelle ist", "Stellen sind")) + " gleichzeitig geändert"


def union(service: Service, draft: UUID, typed: Typed, *, base: int, against: int) -> Union | None:
    """Merge what is typed with a later revision; None where its text could not be stored."""
    text = stored(typed.text("text"))
    if text is None:
        return None
    merging = Merging.begin(service, draft, base=base, text=text)
    merged = merging.against(against)
    names = _Names(merging.base.text)
    questions: list[Question] = []
    open_ones = 0
    for place in merged.asked:
        if open_ones == SHOWN:
            break
        questions.append(_question(place, typed, names.of(place.at, place.base)))
        open_ones += not questions[-1].chosen
    return Union(
        base, against, tuple(questions), more=len(merged.asked) - len(questions),
        taken=tuple(f"{names.of(part.at, part.base)}: {_BY[part.side]}" for part in merged.clean),
        left=_left(typed, {place.at for place in merged.asked}),
        merged=merged,
    )  # fmt: skip


def decisions(found: Union, typed: Typed) -> list[NewMergeDecision]:
    """Give what was chosen at the places as they were shown."""
    made = []
    for question in found.questions:
        if question.chosen:
            take = Take(question.chosen.partition("-")[0])
            words = typed.text(question.words_field) if take is Take.TEXT else None
            made.append(NewMergeDecision(at=question.at, take=take, text=words))
    return made


def outcome(found: Union, decided: Sequence[NewMergeDecision]) -> str | None:
    """Give the text that would be stored, None while a place is undecided or it could not be."""
    if found.more or found.undecided:
        return None
    chosen = decide(found.merged, (decision.as_value() for decision in decided))
    return stored(found.merged.text({one.at: one.text for one in chosen}))


def carried_along(typed: Typed) -> list[tuple[str, str]]:
    """Give the fields of all places, for a form that cannot ask about them now."""
    return [
        (name, value)
        for name, values in typed.fields.items()
        if name.startswith((CHOICE, WORDS))
        for value in values
    ]


def stored(raw: str) -> str | None:
    """Give a typed text as it would be stored, None where it could not be."""
    try:
        text = normalise(raw)
        check(text)
    except UnusableText:
        return None
    return text


def _question(place: Asked, typed: Typed, title: str) -> Question:
    mark = sha256(repr(place).encode()).hexdigest()[:8]
    choices = tuple((f"{take}-{mark}", label) for take, label in _labels(place))
    sent = typed.text(f"{CHOICE}{place.at}")
    chosen = sent if sent in dict(choices) else ""
    words = typed.text(f"{WORDS}{place.at}", _suggested(place)).replace("\r\n", "\n")
    return Question(
        place.at, title, moved=isinstance(place, Conflict) and place.moved,
        sheets=(
            Sheet("Gemeinsame Grundlage", (("=", place.base.strip("\n")),)),
            Sheet("Jetzt gültige Fassung", _ops(place.base, place.theirs)),
            Sheet("Ihr Text", _ops(place.base, place.ours)),
        ),
        choices=choices, chosen=chosen, again=bool(sent) and not chosen, words=words,
    )  # fmt: skip


def _labels(place: Asked) -> list[tuple[Take, str]]:
    both = [] if isinstance(place, Conflict) else [(Take.MERGED, _both(place.merged))]
    return [
        *both,
        (Take.THEIRS, _or_nothing("Die jetzt gültige Fassung", place.theirs)),
        (Take.OURS, _or_nothing("Ihr Text", place.ours)),
        (Take.BASE, _or_nothing("Die gemeinsame Grundlage", place.base)),
        (Take.TEXT, "Selbst formulieren, im Feld darunter"),
    ]


def _both(merged: str) -> str:
    words = " ".join(merged.split())
    return f"Beide Änderungen: „{words}“" if words else "Beide Änderungen: Die Stelle entfällt"


def _or_nothing(label: str, text: str) -> str:
    return label if text.strip() else f"{label}: Hier steht nichts"


def _suggested(place: Asked) -> str:
    """Give what an author's own words may begin with."""
    if not isinstance(place, Conflict):
        return place.merged.strip("\n")
    both = [place.theirs, place.ours] if not place.base.strip() else [place.ours or place.theirs]
    return "\n\n".join(text.strip("\n") for text in both)


def _ops(base: str, text: str) -> tuple[TextOp, ...]:
    if not text.strip():
        return (("-", base.strip("\n")),) if base.strip() else ()
    return tuple(op for block in redline(base, text).blocks for op in block.ops)


def _left(typed: Typed, asked: set[int]) -> tuple[tuple[str, str], ...]:
    """Give own words that were chosen for a place which is there no more."""
    there = {f"{CHOICE}{at}" for at in asked}
    found = []
    for name, values in typed.fields.items():
        if name.startswith(CHOICE) and name not in there and values[0].startswith(Take.TEXT):
            field = name.replace(CHOICE, WORDS, 1)
            if typed.text(field).strip():
                found.append((field, typed.text(field)))
    return tuple(found)


_BY = {
    Side.THEIRS: "aus der jetzt gültigen Fassung",
    Side.OURS: "aus Ihrem Text",
    Side.BOTH: "in beiden gleich",
}


class _Names:
    """What the places of a text are called: by their paragraph's number, as it is cited."""

    def __init__(self, text: str) -> None:
        self.units: tuple[Paragraph, ...] = paragraphs(text)
        self.starts = [unit.start for unit in self.units]
        self.numbers = [*accumulate((unit.number for unit in self.units), _last)]

    def of(self, at: int, words: str) -> str:
        """Give the name of a place and of the words that stand there."""
        lead = len(words) - len(words.lstrip()) if words.strip() else 0
        before = bisect_right(self.starts, at + lead)
        if not words.strip():
            before = bisect_right(self.starts, at - 1)
            number = self._number(before)
            return f"Nach Absatz {number}" if number else "Am Anfang"
        unit = self.units[before - 1] if before else None
        if unit and unit.kind == "heading":
            return f"Überschrift „{' '.join(unit.text.strip('#=- ').split())}“"
        return f"Absatz {self._number(before) or 1}"

    def _number(self, before: int) -> int | None:
        """Give the number of the last numbered paragraph among the first ones."""
        return self.numbers[before - 1] if before else None


def _last(number: int | None, following: int | None) -> int | None:
    return following or number
