"""Choosing a person of the register for a form: found by words, then taken by a link; or naming
somebody new."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import Depends, Query, Request

from projections.read_model import Database
from review_service.pages.fields import Reading
from review_service.pages.kinds import Words
from review_service.pages.typed import Form as TypedForm
from review_service.people import register
from review_service.people.register import Entry

SHOWN, LOOKED_AT = 20, 1000
"""Persons shown at once, and looked at for those who may be chosen, at most."""


@dataclass(frozen=True)
class Asked:
    """What a form asks for: words to search for, or a person (pseudonym)."""

    words: str = ""
    person: str = ""


def asked(
    request: Request,
    typed: TypedForm,
    suche: Annotated[str, Query(max_length=200)] = "",
    person: Annotated[str, Query(max_length=64)] = "",
) -> Asked:
    """Read it from the address; once somebody is chosen, from the form that is sent."""
    if request.method == "POST":
        return Asked(person=typed.text("person"))
    return Asked(suche.strip(), person)


Asking = Annotated[Asked, Depends(asked)]


@dataclass(frozen=True)
class Choice:
    """What a form shows: the words, whom they find, whether there are more, who is chosen."""

    words: str = ""
    found: tuple[Entry, ...] = ()
    more: bool = False
    person: Entry | None = None


def choice(
    database: Database, asked: Asked, *, may: Callable[[Entry], bool] = lambda _: True
) -> Choice:
    """Look up what is asked for, among those who `may` be chosen; nobody else is named."""
    if asked.person:
        entry = register.find(database, asked.person)
        return Choice(person=entry if entry and may(entry) else None)
    if not asked.words:
        return Choice()
    found = [one for one in register.search(database, asked.words, limit=LOOKED_AT) if may(one)]
    return Choice(asked.words, tuple(found[:SHOWN]), len(found) > SHOWN)


def one_of_both(reading: Reading, place: str, new: str, ask: str, *, at: str) -> dict[str, Any]:
    """Give who is chosen (a pseudonym, in the field `place`) or the name of somebody new; where
    there is neither, `ask` for it at a field, if anything is asked."""
    person, name = (reading.typed.text(one).strip() for one in (place, new))
    if person and name:
        reading.mend(new, "Wählen Sie eine Person aus oder nennen Sie eine neue, nicht beides.")
    elif ask and not (person or name):
        reading.mend(at, ask)
    return {"person": person or None, "name": name or None}


@dataclass(frozen=True)
class Whom(Words):
    """Who it is: chosen above the form, or the name of somebody new. `about` says whom one finds,
    `accounts` that who has one cannot be chosen."""

    kind = "whom"
    name: str = "name"
    label: str = "Name einer neuen Person"
    hint: str = "Nur, wenn Sie die Person oben nicht finden. Sie wird ins Verzeichnis eingetragen."
    ask: str = "Bitte suchen Sie oben eine Person aus, oder nennen Sie eine neue."
    choice: Choice = field(default_factory=Choice)
    about: str = ""
    accounts: bool = False

    def read(self, reading: Reading) -> dict[str, Any]:
        """Give a pseudonym or a name, one of them."""
        return one_of_both(reading, "person", self.name, self.ask, at=self.name)

    @property
    def places(self) -> dict[str, str]:
        """Rules speak of whoever is chosen."""
        by_rule = {rule.__name__: "person" for rule in self.rules}
        return {"person": "person", "name": self.name, **by_rule}
