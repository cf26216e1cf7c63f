"""The tables a procedure's file may hold, read one by one: a broken one spoils none of the others.

What is wrong is told with its path in the file; whether the whole fits together is for the domain
to say (`domain.procedure.fitting`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import Field, ValidationError

from domain.election.terms import Terms
from domain.procedure.content import (
    Content,
    EndedSeat,
    Milestone,
    Paper,
    Resolution,
    Retention,
    RuleOfProcedure,
    SeatOf,
    Theme,
)
from domain.procedure.seats import MOST_PLACES, Body, Composition, Seat, Target, VoteGroup
from domain.value import Value
from review_service.procedure.lines import Path
from review_service.procedure.wording import unknown_key, value_sentence

V = TypeVar("V", bound=Value)


class _Seat(Seat):
    """A seat as a file says it: `unlimited` where any number may hold it."""

    places: int = Field(1, ge=1, le=MOST_PLACES)
    unlimited: bool = False

    def seat(self) -> Seat:
        """Give the seat as the domain has it."""
        told = self.model_dump(exclude={"unlimited", "body"})
        return Seat.model_validate({**told, "places": None if self.unlimited else self.places})


class _SeatOf(_Seat):
    """A seat for a Gremium that is there already."""

    body: str


TABLES: dict[str, tuple[str, type[Value]]] = {
    "paper": ("papers", Paper),
    "milestone": ("milestones", Milestone),
    "theme": ("themes", Theme),
    "gremium": ("bodies", Body),
    "seat": ("seats", _SeatOf),
    "ended_seat": ("ended_seats", EndedSeat),
    "vote_group": ("vote_groups", VoteGroup),
    "composition": ("composition", Composition),
    "target": ("targets", Target),
    "rule": ("rules", RuleOfProcedure),
    "election": ("elections", Terms),
}
"""Name of a table in the file → field of `Content` and what each entry is."""

_KEYS = ("resolution", *TABLES, "ended_vote_groups", "retention")


@dataclass
class Shaped:
    """What could be read: the parts, for each its path in the file, and what is wrong."""

    resolution: Resolution | None = None
    content: Content = field(default_factory=Content)
    paths: dict[Path, Path] = field(default_factory=dict)
    wrong: list[tuple[Path, str]] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    """Slugs of entries that could not be read: what names them is not wrong for that."""


def shape(told: dict[str, Any]) -> Shaped:
    """Read all tables of a parsed file."""
    return _Shaping(told).shaped


class _Shaping:
    def __init__(self, told: dict[str, Any]) -> None:
        self.shaped = Shaped()
        for key in told:
            if key not in _KEYS:
                self._wrong((key,), unknown_key(key, _KEYS))
        for path in _unstorable(told):
            self._wrong(path, "Der Text enthält ein Steuerzeichen (U+0000). Entfernen Sie es.")
        self.shaped.resolution = self._resolution(told)
        parts: dict[str, Any] = {
            plural: tuple(self._entries(name, told.get(name, []), of))
            for name, (plural, of) in TABLES.items()
        }
        if "retention" in told:
            parts["retention"] = self._one(("retention",), told["retention"], Retention)
        parts["ended_vote_groups"] = self._ended_vote_groups(told.get("ended_vote_groups", []))
        self.shaped.content = Content(**parts)

    def _resolution(self, told: dict[str, Any]) -> Resolution | None:
        if "resolution" not in told:
            self._wrong((), "Es fehlt der Beschluss: [resolution] mit number, title und since.")
            return None
        return self._one(("resolution",), told["resolution"], Resolution)

    def _ended_vote_groups(self, told: Any) -> tuple[str, ...]:
        if isinstance(told, list) and all(isinstance(slug, str) for slug in told):
            return tuple(told)
        self._wrong(
            ("ended_vote_groups",),
            '„ended_vote_groups“ muss eine Liste von Texten sein, etwa ["vorsitz"].',
        )
        return ()

    def _entries(self, name: str, told: Any, of: type[Value]) -> Iterator[Value]:
        plural = TABLES[name][0]
        count = 0
        for number, entry in enumerate(self._tables(name, told)):
            here: Path = (name, number)
            read = self._body(here, entry) if of is Body else self._one(here, entry, of)
            if read is None:
                self._remember(entry)
                continue
            self.shaped.paths[(plural, count)] = here
            if isinstance(read, _SeatOf):
                read = SeatOf(body=read.body, seat=read.seat())
            if isinstance(read, Body):
                self._place_seats((plural, count, "seats"), here)
            count += 1
            yield read

    def _tables(self, name: str, told: Any) -> list[Any]:
        if isinstance(told, list):
            return told
        self._wrong((name,), f"Mehrere Einträge stehen jeder unter [[{name}]].")
        return []

    def _body(self, here: Path, told: Any) -> Body | None:
        """Read a Gremium and each of its seats; only the seats that can be read are in it."""
        self._seats: list[tuple[Path, Seat]] = []
        seats: Any = []
        if isinstance(told, dict):
            if "seats" in told:
                self._wrong((*here, "seats"), "Jeder Sitz steht unter [[gremium.seat]].")
            seats = told.get("seat", [])
            told = {key: value for key, value in told.items() if key not in ("seat", "seats")}
        if not isinstance(seats, list):
            self._wrong((*here, "seat"), "Jeder Sitz steht unter [[gremium.seat]].")
            seats = []
        for number, entry in enumerate(seats):
            path = (*here, "seat", number)
            read = self._one(path, entry, _Seat)
            if read is None:
                self._remember(entry)
            else:
                self._seats.append((path, read.seat()))
        body = self._one(here, told, Body, ("seat",))
        return body and body.model_copy(update={"seats": tuple(s for _, s in self._seats)})

    def _place_seats(self, seats: Path, body: Path) -> None:
        self.shaped.paths[seats] = body
        for count, (path, _) in enumerate(self._seats):
            self.shaped.paths[(*seats, count)] = path

    def _one(self, here: Path, told: Any, of: type[V], also: tuple[str, ...] = ()) -> V | None:
        if not isinstance(told, dict):
            self._wrong(here, f"„{here[0]}“ muss eine Tabelle sein: [{here[0]}] oder "
                              f"[[{here[0]}]] in eigener Zeile.")  # fmt: skip
            return None
        told, unknown = _without_unknown(told, of, also)
        for path, known in unknown:
            self._wrong((*here, *path), unknown_key(str(path[-1]), known))
        try:
            return of.model_validate_json(_json(told), strict=True)
        except ValidationError as error:
            for wrong in error.errors():
                self._wrong((*here, *wrong["loc"]), value_sentence(wrong))
            return None

    def _remember(self, entry: Any) -> None:
        if isinstance(entry, dict):
            self.shaped.broken.update(str(entry[key]) for key in ("slug", "key") if key in entry)
            seats = entry.get("seat", [])
            for seat in seats if isinstance(seats, list) else []:
                self._remember(seat)

    def _wrong(self, path: Path, sentence: str) -> None:
        self.shaped.wrong.append((path, sentence))


def _json(told: dict[str, Any]) -> str:
    """Give a table as JSON, whose strict reading tells a number from a text."""
    return json.dumps(told, default=lambda day: day.isoformat())


def _without_unknown(
    told: dict[str, Any], of: type[Value], also: tuple[str, ...] = ()
) -> tuple[dict[str, Any], list[tuple[Path, list[str]]]]:
    """Give a table with the keys it may have, and where the others are and which there may be:
    one misspelt key does not hide what else is wrong."""
    known = [name for name in of.model_fields if of is not Body or name != "seats"]
    kept: dict[str, Any] = {}
    unknown: list[tuple[Path, list[str]]] = []
    for key, value in told.items():
        if key not in known:
            unknown.append(((key,), [*known, *also]))
            continue
        inner = _value_in(of.model_fields[key].annotation)
        if inner and isinstance(value, dict):
            value, within = _without_unknown(value, inner)
            unknown += [((key, *path), keys) for path, keys in within]
        kept[key] = value
    return kept, unknown


def _value_in(annotation: Any) -> type[Value] | None:
    return next(filter(_is_value, (annotation, *getattr(annotation, "__args__", ()))), None)


def _unstorable(told: Any, here: Path = ()) -> Iterator[Path]:
    """Give where a text holds what no database stores."""
    match told:
        case str() if "\x00" in told:
            yield here
        case dict():
            for key, value in told.items():
                yield from _unstorable(value, (*here, key))
        case list():
            for number, value in enumerate(told):
                yield from _unstorable(value, (*here, number))


def _is_value(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Value)
