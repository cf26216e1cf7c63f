"""A flaw: where in a content something is wrong, what, and what to do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from domain.gremium import Kind
from domain.procedure.ordnung import Ordnung
from domain.procedure.seats import Body

Path = tuple[str | int, ...]
_FEW = 12
"""So many known words are listed where none is near."""


@dataclass(frozen=True)
class Flaw:
    """What is wrong at a path of the content; `missing` is the slug or kind it looked for."""

    path: Path
    sentence: str
    missing: str = ""


def is_body(here: Path, slug: str, after: Ordnung, kind: Kind | None = None) -> Iterator[Flaw]:
    body = after.bodies.get(slug)
    if body is None:
        known = [b.slug for b in after.bodies.values() if kind in (None, b.kind)]
        yield Flaw(here, f"Ein Gremium „{slug}“ gibt es nicht. {meant(slug, known)}", slug)
    elif kind and body.kind is not kind:
        yield Flaw(here, f"„{slug}“ ist ein Gremium der Art „{body.kind}“, nicht „{kind}“.")


def is_seat(here: Path, slug: str, body: Body) -> Iterator[Flaw]:
    if body.seat(slug) is None:
        known = [seat.slug for seat in body.seats]
        sentence = f"Einen Sitz „{slug}“ hat „{body.slug}“ nicht. {meant(slug, known)}"
        yield Flaw(here, sentence, slug)


def meant(word: str, known: Iterable[str]) -> str:
    """Say which known word may have been meant, or which there are if they are few."""
    words: Collection[str] = [str(one) for one in known]
    near = get_close_matches(word, words, n=1, cutoff=0.6)
    if near:
        return f"Meinten Sie „{near[0]}“?"
    if not words:
        return "Es gibt noch keine solchen Einträge."
    listed = ", ".join(f"„{one}“" for one in words)
    return f"Möglich ist {listed}." if len(words) <= _FEW else "Prüfen Sie die Schreibweise."
