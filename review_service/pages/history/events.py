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
from projections import chronicle, history, standing
from projections.drafts import Shown
from projections.history import Happened
from projections.standing import Standing
from review_service.access import NotVisible
from review_service.acts.besetzungen import OPERATOR
from review_service.pages.draft.drafts import facts
from review_service.pages.history.choosing import Choice, Chosen, Options
from review_service.pages.rendering import render
from review_service.pages.text.comparing import differences
from review_service.pages.text.reading import reading
from review_service.pages.visitor import Number, Seen, Visiting, Visitor
from review_service.people import register
from review_service.words.chronicle import kinds, sentence
from review_service.words.german import ZONE
from review_service.words.persons import person_named

router = APIRouter()

EVENTS = 60
"""Events on one page at most."""
EXCERPT = 300
"""Characters of one text in an event's data as shown at most; the file has all of it."""


@dataclass(frozen=True)
class Entry:
    """An event as the page tells it."""

    happened: Happened
    sentence: str
    by: str


@router.get("/entwuerfe/{id}/verlauf")
def history_page(
    request: Request, visitor: Visiting, shown: Seen, chosen: Chosen,
    version: Number | None = None,
    tag: Annotated[str, Query(pattern=r"^(\d{4}-\d{2}-\d{2})?$")] = "",
    seite: Number | None = None, teil: Number = 1,
) -> Response:  # fmt: skip
    """Tell a draft's events, all or those `chosen`; `version` or the end of a day (`tag`) shows
    how it stood then."""
    then = _then(visitor, shown, version, tag) if version or tag else None
    page = seite or (_page_of(visitor, shown, chosen, then.shown.version) if then else 1)
    found, total, options = _found(visitor, shown, chosen, page)
    pages = max(1, -(-total // EVENTS))
    if page > pages:
        raise NotVisible
    return render(
        request, "history.html", title=f"Verlauf – {shown.title}", shown=shown, page=page,
        pages=pages, entries=found, total=total, chosen=chosen, options=options, day=tag,
        missed=bool(tag) and not then, shortened=shortened,
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


def _page_of(visitor: Visitor, shown: Shown, chosen: Choice, version: int) -> int:
    """Give on which page of those chosen an event is, or would be."""
    with visitor.database() as database:
        before = chronicle.before(
            database, shown.draft, version, inside=visitor.inside(shown), wanted=chosen.wanted,
            newest=not chosen.oldest,
        )  # fmt: skip
    return before // EVENTS + 1


def _found(
    visitor: Visitor, shown: Shown, chosen: Choice, page: int
) -> tuple[list[Entry], int, Options]:
    """Give a page of events, how many there are in all, and what else may be chosen."""
    inside, ordnung = visitor.inside(shown), visitor.ordnung
    with visitor.database() as database:
        found, total = chronicle.of_draft(
            database, shown.draft, inside=inside, wanted=chosen.wanted, newest=not chosen.oldest,
            after=(page - 1) * EVENTS, limit=EVENTS,
        )  # fmt: skip
        months, topics, bodies = chronicle.choices(database, shown.draft, inside=inside)
        names = register.names(database, {one.event.by.person for one in found})
    options = Options.of(kinds.among(topics), bodies, months, ordnung)
    return [_entry(one, names, ordnung) for one in found], total, options


def _entry(happened: Happened, names: dict[str, str], ordnung: Ordnung) -> Entry:
    event = happened.event
    return Entry(
        happened=happened,
        sentence=sentence(event, ordnung),
        by=_who(event.by, names, ordnung),
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
