"""What happened to a draft, event by event, and how it stood after any of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from domain.gremium import Actor
from domain.procedure import Ordnung
from domain.text.normalise import sha256_of
from projections import history, standing
from projections.drafts import Shown
from projections.history import Happened
from projections.standing import Standing
from review_service.access import NotVisible
from review_service.acts.besetzungen import OPERATOR
from review_service.pages.draft.drafts import facts
from review_service.pages.rendering import render
from review_service.pages.text.comparing import differences
from review_service.pages.text.reading import reading
from review_service.pages.visitor import Number, Seen, Visiting, Visitor
from review_service.people import register
from review_service.words import chronicle
from review_service.words.german import ZONE
from review_service.words.persons import person_named

router = APIRouter()

EVENTS = 60
"""Events on one page at most."""
EXCERPT = 300
"""Characters of one text in an event's data as shown at most; the file has all of it."""


@dataclass(frozen=True)
class Entry:
    """An event as the page tells it; `late` where it was recorded later than it happened."""

    happened: Happened
    sentence: str
    by: str
    late: bool
    data: str


@router.get("/entwuerfe/{id}/verlauf")
def history_page(
    request: Request, visitor: Visiting, shown: Seen, version: Number | None = None,
    tag: Annotated[str, Query(pattern=r"^(\d{4}-\d{2}-\d{2})?$")] = "",
    seite: Number | None = None, teil: Number = 1,
) -> Response:  # fmt: skip
    """Tell a draft's events; `version` or the end of a day (`tag`) shows how it stood then."""
    then = _then(visitor, shown, version, tag) if version or tag else None
    pages = -(-shown.version // EVENTS)
    page = seite or pages - (shown.version - (then.shown if then else shown).version) // EVENTS
    if page > pages:
        raise NotVisible
    return render(
        request, "history.html", title=f"Verlauf – {shown.title}", shown=shown, page=page,
        pages=pages, entries=_entries(visitor, shown, page, pages), day=tag,
        missed=bool(tag) and not then,
        **(_as_it_stood(visitor, shown, then, teil) if then else {"then": None}),
    )  # fmt: skip


@router.get("/entwuerfe/{id}/verlauf/{version}/daten")
def event_data(
    visitor: Visiting, shown: Seen, version: Annotated[int, Path(ge=1, le=2**31 - 2)]
) -> Response:
    """Give an event's data as they are stored, byte for byte."""
    with visitor.database() as database:
        found = history.of_draft(
            database, shown.draft, inside=visitor.inside(shown), after=version - 1, limit=1
        )
    if not found:
        raise NotVisible
    name = f"ereignis-{version}.json"
    return Response(
        found[0].data,
        media_type="application/json",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


def _then(visitor: Visitor, shown: Shown, version: int | None, day: str) -> Standing | None:
    procedures = visitor.service.procedures
    with visitor.database() as database:
        found = standing.then(
            database, shown.draft, lambda moment: procedures.at(moment, database),
            inside=visitor.inside(shown), version=version, at=None if version else _end_of(day),
        )  # fmt: skip
    if found is None and version:
        raise NotVisible
    return found


def _end_of(day: str) -> datetime:
    try:
        following = date.fromisoformat(day) + timedelta(days=1)
    except (ValueError, OverflowError) as error:
        raise NotVisible from error
    return datetime.combine(following, time(), ZONE) - timedelta(microseconds=1)


def _as_it_stood(visitor: Visitor, shown: Shown, then: Standing, part: int) -> dict[str, Any]:
    with visitor.database() as database:
        now = standing.now(database, shown, visitor.ordnung, visitor.service.now())
        at = history.of_draft(
            database, shown.draft, inside=visitor.inside(shown),
            after=then.shown.version - 1, limit=1,
        )[0]  # fmt: skip
    return {
        **facts(then),
        "then": then,
        "entry": _entry(at, {}, visitor.ordnung),
        "read": reading(then.text, [], part),
        "differences": differences(then, now),
        "then_sha256": sha256_of(then.text),
    }


def _entries(visitor: Visitor, shown: Shown, page: int, pages: int) -> list[Entry]:
    """Give a page of events; the last one is full, so that it always tells what was last."""
    last = shown.version - (pages - page) * EVENTS
    first = max(0, last - EVENTS)
    with visitor.database() as database:
        found = history.of_draft(
            database, shown.draft, inside=visitor.inside(shown), after=first, limit=last - first
        )
        names = register.names(database, {one.event.by.person for one in found})
    return [_entry(one, names, visitor.ordnung) for one in found]


def _entry(happened: Happened, names: dict[str, str], ordnung: Ordnung) -> Entry:
    event = happened.event
    return Entry(
        happened=happened,
        sentence=chronicle.sentence(event, ordnung),
        by=_who(event.by, names, ordnung),
        late=happened.recorded_at - event.timestamp > timedelta(minutes=1),
        data=shortened(happened.data),
    )


def _who(by: Actor, names: dict[str, str], ordnung: Ordnung) -> str:
    """Give a person's name, where the sentence does not name it already as the body's."""
    if by.person == OPERATOR.person:
        return ""
    name = person_named(ordnung, names, by.person, by.role, by.body.slug)
    return "" if name == ordnung.name_of(by.body.slug) else name


def shortened(data: bytes) -> str:
    """Give an event's data to read: indented, long texts cut, with their length."""
    return json.dumps(_cut(json.loads(data)), ensure_ascii=False, indent=2)


def _cut(value: Any) -> Any:
    match value:
        case str() if len(value) > EXCERPT:
            return f"{value[:EXCERPT]} … ({len(value)} Zeichen)"
        case dict():
            return {key: _cut(inner) for key, inner in value.items()}
        case list():
            return [_cut(inner) for inner in value]
        case _:
            return value
