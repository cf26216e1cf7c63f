"""Choosing a person of the register for a form: found by words, then taken by a link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from projections.read_model import Database
from review_service.people import register
from review_service.people.register import Entry

SHOWN, LOOKED_AT = 20, 1000
"""Persons shown at once, and looked at for those who may be chosen, at most."""


@dataclass(frozen=True)
class Asked:
    """What the address of a form asks for: words to search for, or a person (pseudonym)."""

    words: str = ""
    person: str = ""


def asked(
    suche: Annotated[str, Query(max_length=200)] = "",
    person: Annotated[str, Query(max_length=64)] = "",
) -> Asked:
    """Read it from the address."""
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
