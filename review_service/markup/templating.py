"""Templates and what every one of them knows: strict about names, escaping all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from domain.text import quoting
from review_service.markup.unseen import written
from review_service.words import german, signs


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
        as_read=as_read,
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


def as_read(passage: Quoted | Mapping[str, Any]) -> str:
    """Give the words of a passage in one line as they are read, without the signs of Markdown."""
    if isinstance(passage, Mapping):
        return quoting.as_read(passage["exact"], passage["prefix"], passage["suffix"])
    return quoting.as_read(passage.exact, passage.prefix, passage.suffix)
