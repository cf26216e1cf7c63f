"""The kinds of fields a form is made of. Each field is one object that says what it asks for, is
shown by the macro its `kind` names (`fields.html`), and reads itself from what was typed.

What several forms ask alike is here; what one subject alone asks stands with its forms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar

from domain.procedure.termin import moments_at
from review_service.pages.fields import CLOCK, SUMMER, WINTER, Reading, local_time
from review_service.pages.forms import Line, Refused
from review_service.pages.typed import Typed

YES, ALL = "ja", "alle"
Options = Sequence[tuple[str, str]]
"""What one can choose: values and their labels."""


@dataclass(frozen=True)
class Turned:
    """What is typed after a button of a field's own was pressed, or a file came along: `shown`
    before anything is recorded, and before it is put aside (`stays`); what is wrong, what is said
    of it."""

    typed: Typed
    shown: bool = False
    stays: bool = False
    wrong: Line | None = None
    said: str = ""

    def by(self, one: Field) -> Turned:
        """Give what becomes of it by one more field."""
        more = one.turned(self.typed)
        if more is None:
            return self
        return Turned(
            more.typed, self.shown or more.shown, self.stays or more.stays,
            self.wrong or more.wrong, self.said or more.said,
        )  # fmt: skip


@dataclass(frozen=True)
class Field:
    """A field: its name in the form, its label, what the request calls it (`fact`).

    `ask` is the sentence that asks for it where it is empty; `rules` are those whose refusal is
    shown at it.
    """

    kind: ClassVar[str] = ""
    kept: ClassVar[bool] = True
    """Whether something is typed or chosen in it, which is kept while it is not sent."""
    enter: ClassVar[str] = ""
    """The button the Enter key presses in a form with it, in place of the form's own."""
    script: ClassVar[str] = ""
    name: str
    label: str
    fact: str = ""
    hint: str = ""
    ask: str = ""
    optional: bool = False
    rules: tuple[type[Exception], ...] = ()

    def read(self, reading: Reading) -> dict[str, Any]:
        """Give what it says to the request, by the names it has there."""
        return {self.fact: self.said(reading)}

    def said(self, reading: Reading) -> Any:
        """Give what is typed in it; what is to be mended is noted."""
        typed = reading.typed.text(self.name)
        return reading.words(self.name, self.ask) if self.ask else typed

    @property
    def place(self) -> str:
        """The id of where it is mended."""
        return self.name

    @property
    def places(self) -> dict[str, str]:
        """Where it is mended, by its name in the request and by rule."""
        by_rule = {rule.__name__: self.place for rule in self.rules}
        return {self.fact: self.place, **by_rule} if self.fact else by_rule

    @property
    def shown(self) -> Iterator[Field]:
        """What is shown of it, in order: itself, or what it is made of."""
        yield self

    @property
    def asked(self) -> Iterator[Field]:
        """What is read of it, in order: itself, or what stands in it."""
        yield self

    def begun(self, typed: Typed) -> bool:
        """Whether something is said in it."""
        return bool("".join(typed.all(self.name)).strip())

    def turned(self, typed: Typed) -> Turned | None:
        """Give what becomes of what is typed by a button of its own; None for other buttons."""
        return None

    def carried(self, typed: Typed) -> Typed:
        """Give what is typed as it fits what is asked now."""
        return typed

    def mended(self, typed: Typed, refused: Refused) -> Refused:
        """Say more of what is to be mended in it, after the act was refused."""
        return refused


@dataclass(frozen=True)
class Words(Field):
    """One line; not `spelt` where it is no word of a language."""

    kind = "words"
    most: int | None = None
    required: bool = False
    spelt: bool = True


@dataclass(frozen=True)
class Text(Field):
    """Several lines."""

    kind = "text"


@dataclass(frozen=True)
class Lines(Text):
    """A list, one entry a line."""

    def said(self, reading: Reading) -> list[str]:
        lines = super().said(reading).splitlines()
        return [line.strip() for line in lines if line.strip()]


@dataclass(frozen=True)
class Day(Field):
    kind = "day"

    def said(self, reading: Reading) -> date | None:
        return reading.day(self.name, self.ask)


@dataclass(frozen=True)
class Moment(Field):
    kind = "moment"
    clock: ClassVar[str] = CLOCK
    clocks: ClassVar[Options] = (
        (SUMMER, "Sommerzeit, bevor die Uhren zurückgestellt werden"),
        (WINTER, "Winterzeit, danach"),
    )

    def comes_twice(self, typed: Typed) -> bool:
        """Whether clocks show the time that is typed twice."""
        local = local_time(typed.text(self.name))
        return local is not None and len(moments_at(local)) > 1

    def said(self, reading: Reading) -> datetime | None:
        return reading.moment(self.name, self.ask)


@dataclass(frozen=True)
class Number(Field):
    kind = "number"
    ask: str = "Bitte geben Sie eine Zahl an, auch 0."

    def said(self, reading: Reading) -> int:
        return reading.number(self.name, self.ask)


@dataclass(frozen=True)
class Choice(Field):
    """One of several options; `first` is what a list of them says before one is chosen."""

    kind = "choice"
    options: Options = ()
    first: str = "Bitte wählen"


@dataclass(frozen=True)
class Pair(Choice):
    """A choice whose values are two facts of the request, with a space between them."""

    facts: tuple[str, str] = ("", "")

    def read(self, reading: Reading) -> dict[str, Any]:
        first, _, second = reading.words(self.name, self.ask).partition(" ")
        if first and not second:
            reading.mend(self.name, self.ask)
        return dict(zip(self.facts, (first, second), strict=True))

    @property
    def places(self) -> dict[str, str]:
        return super().places | dict.fromkeys(self.facts, self.name)


@dataclass(frozen=True)
class Radios(Choice):
    """One of several options, all in sight."""

    kind = "radios"


@dataclass(frozen=True)
class Boxes(Field):
    """Any number of options; `every` is the label of a button that ticks them all."""

    kind = "boxes"
    options: Options = ()
    every: str = ""

    def said(self, reading: Reading) -> list[str]:
        chosen = reading.typed.all(self.name)
        if self.ask and not chosen:
            reading.mend(self.name, self.ask)
        return chosen

    def turned(self, typed: Typed) -> Turned | None:
        if not (self.every and typed.button == ALL):
            return None
        ticked = typed.with_fields(**{self.name: [value for value, _ in self.options]})
        return Turned(ticked, shown=True)


@dataclass(frozen=True)
class Tick(Field):
    """A box to tick."""

    kind = "tick"

    def said(self, reading: Reading) -> bool:
        ticked = reading.typed.text(self.name) == YES
        if self.ask and not ticked:
            reading.mend(self.name, self.ask)
        return ticked


@dataclass(frozen=True)
class Given(Field):
    """What there is no choice about: told, and sent with the form."""

    kind = "given"
    kept = False
    value: str = ""
    words: str = ""


@dataclass(frozen=True)
class Together(Field):
    """Several fields that are read as one; its rules are mended at the one it is named by, `at`
    leads from a name in the request to the one that is mended."""

    parts: Sequence[Field] = ()
    reads: Callable[[Reading], dict[str, Any]] = lambda _: {}
    at: Mapping[str, str] = field(default_factory=dict)

    @property
    def shown(self) -> Iterator[Field]:
        for part in self.parts:
            yield from part.shown

    def read(self, reading: Reading) -> dict[str, Any]:
        return self.reads(reading)

    @property
    def places(self) -> dict[str, str]:
        return {**super().places, **self.at}


@dataclass(frozen=True)
class Fixed(Field):
    """What the form is about: not shown, and not to be typed."""

    kept = False
    value: Any = None

    @property
    def shown(self) -> Iterator[Field]:
        yield from ()

    def said(self, reading: Reading) -> Any:
        return self.value


@dataclass(frozen=True)
class Section(Field):
    """Fields under a heading of their own, its label; `wide` where a text stands beside them.

    Where `folded` says what opens them, they are folded while nothing is asked of them.
    """

    kind = "section"
    parts: Sequence[Field] = ()
    lead: str = ""
    wide: bool = False
    folded: str = ""

    def begun(self, typed: Typed) -> bool:
        return any(one.begun(typed) for one in self.asked)

    def leafed(self, typed: Typed) -> bool:
        """Whether a button in it was pressed."""
        return any(one.turned(typed) for one in self.asked)

    @property
    def asked(self) -> Iterator[Field]:
        for part in self.parts:
            yield from part.asked

    @property
    def inside(self) -> Iterator[Field]:
        """What is shown under the heading."""
        for part in self.parts:
            yield from part.shown
