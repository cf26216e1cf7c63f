"""Templates and what every one of them knows: strict about names, escaping all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from domain.text import quoting
from review_service.markup.unseen import written
from review_service.words import german, signs
from review_service.words.chronicle import quoted


def environment(*packages: str) -> Environment:
    """Give an environment over the templates of some packages; those of this room come along."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in (*packages, __package__)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        date=german.date,
        day=german.day,
        long_day=german.long_day,
        weekday=german.weekday,
        clock=german.clock,
        moment=german.moment,
        number=german.number,
        listed=german.listed,
        size=german.size,
        capital=german.capital,
        quote=quote,
        written=written,
    )
    made.globals.update(count=german.count, signs=signs)
    return made


class Quoted(Protocol):
    """A passage, or what a request says of one."""

    @property
    def exact(self) -> str: ...
    @property
    def prefix(self) -> str: ...
    @property
    def suffix(self) -> str: ...


def quote(passage: Quoted | Mapping[str, Any], most: int) -> str:
    """Give the words of a passage, or how they begin, in German quotes: on one line, as they are
    read, without the signs of Markdown."""
    around = passage if isinstance(passage, Mapping) else _parts(passage)
    words = quoting.as_read(around["exact"], around["prefix"], around["suffix"], most=most)
    return quoted(words, most)


def _parts(passage: Quoted) -> dict[str, str]:
    return {"exact": passage.exact, "prefix": passage.prefix, "suffix": passage.suffix}
