"""Elections: all of them, where one stands, and its forms for OE 50.6."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from domain.election.course import Course
from domain.election.election import Election
from projections import elections
from projections.stored import Recorded
from review_service.acts import electing as acts
from review_service.pages import after
from review_service.pages.course import Before
from review_service.pages.course import Course as Verlauf
from review_service.pages.course import course as recorded
from review_service.pages.election.calling import CALL
from review_service.pages.election.polling import Polling
from review_service.pages.election.steps import STEPS, offered
from review_service.pages.forms import KEPT
from review_service.pages.rendering import render
from review_service.pages.steps import Step, serve
from review_service.pages.visitor import Visiting, Visitor
from review_service.people import register
from review_service.words import chronicle
from review_service.words import election as election_words
from review_service.words.chronicle.election import said
from review_service.words.election import Names
from review_service.words.german import capital

router = APIRouter()
MOST_LISTED = 200
NOTICES = {
    CALL.path: CALL.done,
    KEPT: "Was Sie geschrieben haben, ist zwischengespeichert und noch nicht eingetragen."
    " Sie finden es unter „Meine Aufgaben“.",
    **{path: step.done for path, step in STEPS.items()},
}


def course(id: UUID, visitor: Visiting) -> Course:
    """Give the election of the path; raises NoSuchElection."""
    return acts.see(visitor.doing(), id)


SeenElection = Annotated[Course, Depends(course)]


@router.get("/wahlen")
def list_elections(request: Request, visitor: Visiting, ok: str = "") -> Response:
    """Show all elections."""
    with visitor.database() as database:
        found = elections.listed(database, limit=MOST_LISTED)
    listed = [(one, desk(visitor, one).standing) for one in reversed(found)]
    kept = {KEPT: NOTICES[KEPT]}
    return render(
        request, "elections.html", title="Wahlen", listed=listed, may_elect=CALL.may(visitor),
        words=election_words, done=after.done(visitor, kept, ok),
    )  # fmt: skip


@router.get("/wahlen/{id}")
def show(
    request: Request, visitor: Visiting, seen: SeenElection, ok: str = "", vor: Before = None
) -> Response:
    """Show where an election stands, what comes next and what was recorded; `vor` asks for the
    older part of that."""
    verlauf = _verlauf(visitor, seen, vor)
    return render(
        request, "election.html", title=seen.name, may_elect=CALL.may(visitor), verlauf=verlauf,
        done=after.done(visitor, NOTICES, ok, at=verlauf.newest, href="#verlauf"),
        steps=list(offered(seen, visitor.service.now())), **desk(visitor, seen).facts,
    )  # fmt: skip


def _verlauf(visitor: Visitor, seen: Course, before: int | None) -> Verlauf:
    ordnung, known = visitor.ordnung, organisations(seen)

    def say(one: Recorded, _: object) -> str:
        event = one.event
        if isinstance(event, Election.Event | Election.Called):
            return capital(said(event, ordnung, known))
        return chronicle.sentence(event, ordnung)

    with visitor.database() as database:
        return recorded(database, seen.election, ordnung, say, before=before)


def organisations(seen: Course) -> Names:
    """Give the names of all that are or were on the roll, by slug."""
    removed = {one.organisation: one.name for one in seen.changes if one.kind == "removed"}
    return Names({**removed, **{one.slug: one.name for one in seen.roll.values()}})


def desk(visitor: Visitor, seen: Course, teller: str = "") -> Polling:
    """Give what the pages and forms of an election are made from; `teller` where one counts
    again."""
    ordnung = visitor.ordnung
    with visitor.database() as database:
        names = Names(register.names(database, seen.persons))
    standing = election_words.standing(seen, names, ordnung, visitor.service.now())
    return Polling(
        visitor=visitor, id=seen.election, name=seen.name, course=seen, names=names,
        organisations=organisations(seen), standing=standing, teller=teller,
        over=f"{seen.name} · {ordnung.name_of(seen.body)}",
        trail=(("Wahlen", "/wahlen"), (seen.name, f"/wahlen/{seen.election}")),
    )  # fmt: skip


def _found(
    schritt: str, seen: SeenElection, visitor: Visiting, zaehlt: str = ""
) -> tuple[Step[Polling], Polling]:
    """Give a form of an election; with a teller chosen, for the figures entered before.

    Of a teller's count nothing is kept: nobody is shown what somebody else counted.
    """
    if schritt not in STEPS:
        raise acts.NoSuchElection
    STEPS[schritt].must(visitor)
    return STEPS[schritt], desk(visitor, seen, zaehlt)


serve(router, "/wahlen/{id}/{schritt}", _found)
