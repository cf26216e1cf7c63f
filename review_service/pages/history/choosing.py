"""Which events a reader wants: by kind, body and month, each or all of them, in an address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query

from domain.procedure import Ordnung
from projections.chronicle import Wanted
from review_service.access import NotVisible
from review_service.words.chronicle.kinds import KINDS, Kind
from review_service.words.german import ZONE
from review_service.words.german import month as month_in_words

Option = tuple[str, str]


@dataclass(frozen=True)
class Choice:
    """What was chosen; `oldest` is for the oldest first."""

    art: str = ""
    von: str = ""
    monat: str = ""
    oldest: bool = False

    @property
    def filtered(self) -> bool:
        """Whether not everything is wanted."""
        return bool(self.art or self.von or self.monat)

    @property
    def wanted(self) -> Wanted:
        """What is asked of the log; raises NotVisible for a month that never is."""
        begins, ends = _month(self.monat) if self.monat else (None, None)
        topics = KINDS[self.art].topics if self.art else []
        return Wanted(topics=topics, body=self.von, begins=begins, ends=ends)

    def query(self, *, turned: bool = False) -> str:
        """Give it as it ends an address, beginning with `&`; `turned` in the other order."""
        values = {"art": self.art, "von": self.von, "monat": self.monat}
        if self.oldest is not turned:
            values["reihenfolge"] = "aelteste"
        said = urlencode({name: value for name, value in values.items() if value})
        return f"&{said}" if said else ""


def choice(
    art: str = "",
    von: Annotated[str, Query(pattern=r"^[a-z0-9-]{0,80}$")] = "",
    monat: Annotated[str, Query(pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$")] = "",
    reihenfolge: Annotated[str, Query(pattern=r"^(neueste|aelteste)?$")] = "",
) -> Choice:
    """Read it from an address; raises NotVisible for a kind there is not."""
    if art and art not in KINDS:
        raise NotVisible
    return Choice(art, von, monat, reihenfolge == "aelteste")


Chosen = Annotated[Choice, Depends(choice)]


@dataclass(frozen=True)
class Options:
    """What a form offers, each with its word for all."""

    kinds: list[Option]
    bodies: list[Option]
    months: list[Option]

    @classmethod
    def of(
        cls, kinds: dict[str, Kind], bodies: Iterable[str], months: Iterable[str], ordnung: Ordnung
    ) -> Options:
        """Give them in words, bodies by name."""
        named = sorted((ordnung.name_of(slug), slug) for slug in bodies)
        return cls(
            [("", "alles"), *((key, kind.label) for key, kind in kinds.items())],
            [("", "alle Stellen"), *((slug, name) for name, slug in named)],
            [("", "alle Monate"), *((one, month_in_words(one)) for one in months)],
        )

    def words(self, chosen: Choice) -> str:
        """Say what was chosen, empty where everything was: `März 2020, Runder Tisch`."""
        of = ((self.months, chosen.monat), (self.bodies, chosen.von), (self.kinds, chosen.art))
        return ", ".join(dict(options).get(value, value) for options, value in of if value)


def _month(month: str) -> tuple[datetime, datetime]:
    year, number = int(month[:4]), int(month[5:])
    try:
        begins = datetime(year, number, 1, tzinfo=ZONE)
        ends = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=ZONE)
    except ValueError as error:
        raise NotVisible from error
    return begins, ends
