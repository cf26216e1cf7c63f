"""Templates and what every one of them knows: strict about names, escaping all."""

from __future__ import annotations

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from review_service.markup import markdown
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
        as_read=markdown.as_read,
    )
    made.globals.update(count=german.count, signs=signs)
    return made
