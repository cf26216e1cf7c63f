"""A procedure's file: readable TOML, checked before anything is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from domain.procedure.content import Content, Resolution
from review_service.procedure.checking import Complaint, NotInOrder, parse, shape_complaints
from review_service.procedure.shapes import shape

SHIPPED = ("lip-2472-2019", "lip-2822-2019")
"""The files that come along: the LIP of Hannover and its amendment."""


@dataclass(frozen=True)
class File:
    """What a file says: the resolution and its content."""

    resolution: Resolution
    content: Content

    @property
    def amends(self) -> bool:
        """Whether it changes a procedure: one that constitutes says what is written."""
        return not self.content.papers


def shipped_text(name: str) -> str:
    """Give the text of a file that comes along, by its name without ending."""
    folder = files("review_service.procedure")
    return (folder / f"{name}.toml").read_text(encoding="utf-8")


@cache
def shipped(name: str) -> File:
    """Give a file that comes along, by its name without ending."""
    return read(shipped_text(name))


def read(text: str) -> File:
    """Read a file's text; NotInOrder where it cannot be read. Whether it fits the procedure is
    for `checking.check` and for the procedure itself to say."""
    parsed = parse(text)
    if isinstance(parsed, Complaint):
        raise NotInOrder([parsed])
    shaped = shape(parsed)
    if shaped.wrong or shaped.resolution is None:
        raise NotInOrder(shape_complaints(text, shaped))
    return File(shaped.resolution, shaped.content)
