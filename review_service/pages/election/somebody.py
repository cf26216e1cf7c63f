"""A field for somebody: a name is typed, looked for in the register, and one of those found is
meant, or somebody new."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from domain.naming import compared
from review_service.pages.fields import Reading
from review_service.pages.kinds import Field, Options, Together, Turned
from review_service.pages.typed import Typed
from review_service.people.register import Entry

NAME_LIMIT = 300
NEW = "neu"
"""What is chosen where nobody of the register is meant."""


@dataclass(frozen=True)
class Somebody(Field):
    """Somebody: `look_up` finds entries of the register by words, or by a pseudonym; names that are
    `known` already are not asked about.

    What is typed leads: a choice counts while the words are those it was shown `for`.
    """

    kind = "somebody"
    look_up: Callable[[str, str], Sequence[Entry]] = lambda words, person: ()
    known: Collection[str] = ()

    @property
    def chosen(self) -> str:
        """The field that says who of those found is meant."""
        return f"{self.name}-person"

    @property
    def shown_for(self) -> str:
        """The field that says for which words those found are shown."""
        return f"{self.name}-fuer"

    @property
    def searches(self) -> str:
        """The button that looks for what is typed."""
        return f"suche-{self.name}"

    @property
    def places(self) -> dict[str, str]:
        """Whatever is wrong with who it is, is mended where a name is typed."""
        return super().places | {"person": self.name, "name": self.name}

    def options(self, typed: Typed) -> Options:
        """Give those to choose from, by name and office; none before anybody is found."""
        found = [
            (one.pseudonym, ", ".join(filter(None, (one.display_name, one.office))))
            for one in self._found(typed)
        ]
        return [*found, (NEW, "Eine neue Person mit diesem Namen")] if found else []

    def turned(self, typed: Typed) -> Turned | None:
        return Turned(typed, shown=True) if typed.button == self.searches else None

    def begun(self, typed: Typed) -> bool:
        return super().begun(typed) or bool(typed.text(self.chosen))

    def read(self, reading: Reading) -> dict[str, Any]:
        """Give the pseudonym of who is chosen, or the name of a new person. Whose name stands in
        the register already is asked about."""
        typed = reading.typed
        name, chosen = self._words(typed), self.chosen_of(typed)
        if chosen and chosen != NEW:
            return {"person": chosen, "name": None}
        if not name and self.ask:
            reading.mend(self.name, self.ask)
        elif not chosen and self._is_somebodys(name, self._found(typed)):
            reading.mend(self.name, _WHO)
        return {"person": None, "name": name or None}

    def chosen_of(self, typed: Typed) -> str:
        """Give the value that is chosen of the options, where it was for the words there are."""
        same = typed.text(self.shown_for).strip() == self._words(typed)
        return typed.text(self.chosen) if same else ""

    def _is_somebodys(self, name: str, found: Sequence[Entry]) -> bool:
        same = compared(name)
        asked = same not in map(compared, self.known)
        return asked and any(compared(one.display_name) == same for one in found)

    def _words(self, typed: Typed) -> str:
        return typed.text(self.name).strip()

    def _found(self, typed: Typed) -> Sequence[Entry]:
        chosen = self.chosen_of(typed)
        return self.look_up(self._words(typed), "" if chosen == NEW else chosen)


_WHO = "So heißt schon jemand im Verzeichnis. Bitte wählen Sie, wer gemeint ist."


def several(fact: str, parts: Sequence[Somebody], *broken: type[Exception]) -> Together:
    """Give fields for several persons, who are one list of pseudonyms and names."""

    def reads(reading: Reading) -> dict[str, Any]:
        read = [part.read(reading) for part in parts]
        return {fact: [found for one in read if (found := one["person"] or one["name"])]}

    first = parts[0].place
    return Several(first, "", fact, rules=broken, parts=parts, reads=reads)


@dataclass(frozen=True)
class Several(Together):
    """Several persons, each with a search of its own."""

    def turned(self, typed: Typed) -> Turned | None:
        turned: Iterator[Turned | None] = (part.turned(typed) for part in self.parts)
        return next(filter(None, turned), None)
