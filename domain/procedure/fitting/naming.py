"""Slugs have their form and are there once; names can be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from domain.naming import refuse_commands
from domain.procedure.content import Content, Resolution
from domain.procedure.fitting.flaw import Flaw, Path
from domain.text import unseen
from domain.text.refusals import NameHoldsACommand

SLUG = re.compile(r"(?=.{1,100}\Z)[a-z0-9]+(?:-[a-z0-9]+)*")


def slugs(content: Content) -> Iterator[Flaw]:
    for field, values in _lists(content):
        yield from _slug_list((field,), [value.slug for value in values])
    for number, body in enumerate(content.bodies):
        path = ("bodies", number, "seats")
        yield from _slug_list(path, [seat.slug for seat in body.seats])
    named = [(of.body, of.seat.slug) for of in content.seats]
    for number, (_, slug) in enumerate(named):
        here: Path = ("seats", number, "slug")
        if not SLUG.fullmatch(slug):
            yield Flaw(here, _slug_form(slug))
        if named[number] in named[:number]:
            yield Flaw(here, f"Den Sitz „{slug}“ gibt es in dieser Datei schon.")


def _lists(content: Content) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for field in ("papers", "milestones", "themes", "bodies", "vote_groups", "elections"):
        yield field, getattr(content, field)


def _slug_list(path: Path, slugs: list[str]) -> Iterator[Flaw]:
    seen: set[str] = set()
    for number, slug in enumerate(slugs):
        if not SLUG.fullmatch(slug):
            yield Flaw((*path, number, "slug"), _slug_form(slug))
        if slug in seen:
            yield Flaw((*path, number, "slug"), f"Den Slug „{slug}“ gibt es hier schon.")
        seen.add(slug)


def _slug_form(slug: str) -> str:
    return (
        f"„{slug}“ ist kein Slug. Erlaubt sind kleine Buchstaben a bis z, Ziffern und einzelne "
        "Bindestriche dazwischen, zusammen höchstens 100 Zeichen."
    )


def unusable(content: Content, resolution: Resolution | None) -> Iterator[Flaw]:
    told = [(("resolution",), resolution, ("number", "title"))] if resolution else []
    entries: list[tuple[Path, Any, tuple[str, ...]]] = [*told]
    for field in ("papers", "milestones", "themes", "bodies", "elections"):
        for number, value in enumerate(getattr(content, field)):
            entries.append(((field, number), value, ("name",)))
    for number, body in enumerate(content.bodies):
        for place, seat in enumerate(body.seats):
            entries.append((("bodies", number, "seats", place), seat, ("title",)))
    for number, of in enumerate(content.seats):
        entries.append((("seats", number), of.seat, ("title",)))
    for path, value, names in entries:
        for name in names:
            told = getattr(value, name)
            if not unseen.without(told).strip():
                yield Flaw((*path, name), f"„{name}“ ist leer.")
            try:
                refuse_commands(told)
            except NameHoldsACommand as error:
                yield Flaw((*path, name), error.sentence)
