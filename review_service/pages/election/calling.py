"""Calling an election: by the procedure's terms, who may vote, until when nominations come."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from review_service import access
from review_service.access import Act
from review_service.acts import electing as acts
from review_service.acts.requests.elections import NewElection
from review_service.pages import forms
from review_service.pages.election.elections import CALLED
from review_service.pages.fields import WHEN, Reading
from review_service.pages.forms import Form, Incomplete, Opened, Posted, Refused
from review_service.pages.typed import Typed

router = APIRouter()
_FIELDS = {
    "organisations": "organisationen", "AnOrganisationStandsOnceOnTheRoll": "organisationen",
    "TheDeadlineLiesAhead": "frist", "NominationsEndBeforeTheMeeting": "frist",
    "meeting.words": "termin", "TheProcedureKnowsNoSuchElection": "wahl",
    "AnElectionForTheseSeatsRuns": "wahl",
}  # fmt: skip


@router.get("/wahlen/neu")
def open_call(form: Opened) -> Response:
    """Show the form to call an election, with what was typed earlier."""
    access.seat_for(form.visitor.account, Act.ELECT)
    typed, kept_at = form.kept() or (Typed(), None)
    return _page(form, typed, kept_at=kept_at)


@router.post("/wahlen/neu")
def call(form: Posted) -> Response:
    """Call an election."""
    access.seat_for(form.visitor.account, Act.ELECT)
    aside = form.set_aside(back_to="/wahlen")
    if aside:
        return aside
    try:
        done = acts.call(form.doing(), _read(form.sent))
    except (Incomplete, *forms.RENDERED) as error:
        return _page(form, form.sent, refused=forms.refusal(error, _FIELDS))
    form.drop()
    return RedirectResponse(f"/wahlen/{done.stream}?ok={CALLED}", 303)


def _read(typed: Typed) -> NewElection:
    reading = Reading(typed)
    terms = reading.words("wahl", "Bitte wählen Sie, welche Wahl ausgerufen wird.")
    asked = "Bitte geben Sie an, welche Organisationen wählen dürfen."
    organisations = reading.words("organisationen", asked).splitlines()
    deadline = reading.moment("frist", "Bitte geben Sie an, bis wann aufgestellt werden kann.")
    meeting = reading.termin("termin", "termin-tag")
    at = reading.moment(WHEN)
    if reading.wrong:
        raise Incomplete(*reading.wrong)
    assert deadline, "what is missing was said above"
    return NewElection(
        terms=terms, organisations=[name.strip() for name in organisations if name.strip()],
        deadline=deadline, meeting=meeting, occurred_at=at,
    )  # fmt: skip


def _page(form: Form, typed: Typed, *, refused: Refused | None = None, **facts: Any) -> Response:
    elections = form.visitor.ordnung.elections
    if len(elections) == 1:
        typed = typed.with_fields(wahl=next(iter(elections)))
    return form.page(
        "election_call.html",
        title="Wahl ausrufen",
        typed=typed,
        refused=refused,
        elections=elections,
        **facts,
    )
