"""What only forms of an election ask: somebody who may be new, a teller's figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from review_service.pages.fields import Reading
from review_service.pages.kinds import Choice, Field, Number, Options, Together, Words

NAME_LIMIT = 300


@dataclass(frozen=True)
class Somebody(Field):
    """Somebody of the register, or a new person: the fields `…-person` and `…`."""

    persons: Options = ()

    @property
    def place(self) -> str:
        """Where one chooses of the register."""
        return f"{self.name}-person"

    @property
    def shown(self) -> Iterator[Field]:
        """The register, then the name of somebody new."""
        nobody = "Niemand" if self.optional else "Neue Person, ihr Name steht unten"
        yield Choice(
            self.place, self.label, optional=self.optional, options=self.persons, first=nobody
        )
        new = "Name einer neuen Person"
        yield Words(self.name, new, hint=self.hint, optional=True, most=NAME_LIMIT)

    def read(self, reading: Reading) -> dict[str, Any]:
        """Give the pseudonym of who is chosen from the register, or the name of a new person."""
        person, name = (reading.typed.text(one).strip() for one in (self.place, self.name))
        if person and name:
            sentence = "Wählen Sie eine Person aus oder nennen Sie eine neue, nicht beides."
            reading.mend(self.name, sentence)
        elif self.ask and not (person or name):
            reading.mend(self.place, self.ask)
        return {"person": person or None, "name": name or None}

    @property
    def places(self) -> dict[str, str]:
        """A name is mended where it is typed."""
        return super().places | {"name": self.name}


def several(fact: str, parts: Sequence[Somebody], *broken: type[Exception]) -> Together:
    """Give fields for several persons, who are one list of pseudonyms and names."""

    def reads(reading: Reading) -> dict[str, Any]:
        read = [part.read(reading) for part in parts]
        return {fact: [found for one in read if (found := one["person"] or one["name"])]}

    first = parts[0].place
    return Together(first, "", fact, rules=broken, parts=parts, reads=reads)


@dataclass(frozen=True)
class Figures(Field):
    """A number for each of several things (`of`, with their names)."""

    kind = "group"
    of: Options = ()

    @property
    def parts(self) -> list[Number]:
        """One field each, numbered."""
        return [
            Number(f"{self.name}-{number}", label) for number, (_, label) in enumerate(self.of, 1)
        ]

    def said(self, reading: Reading) -> dict[str, int]:
        """Give each its number."""
        read = [part.said(reading) for part in self.parts]
        return dict(zip((thing for thing, _ in self.of), read, strict=True))
