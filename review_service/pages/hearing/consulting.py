"""Asking the Gleichstellungsbeauftragte in the open round (Rücksprache)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from fastapi import APIRouter
from fastapi.responses import Response

from domain.gremium import Kind
from domain.rules import RuleBroken
from projections import statements
from projections.consensus_state import HeardState
from projections.drafts import Shown
from projections.standing import Standing
from review_service import access
from review_service.access import Act
from review_service.acts import hearing as acts
from review_service.acts import offering
from review_service.acts.doing import Doing
from review_service.acts.requests.drafts import NewConsultation
from review_service.pages import forms
from review_service.pages.draft.offers import Door, Offer
from review_service.pages.forms import Form, Incomplete, Line, Opened, Posted, Refused
from review_service.pages.hearing import marking
from review_service.pages.typed import Typed
from review_service.pages.visitor import Seen

router = APIRouter()


def _offers(doing: Doing, standing: Standing) -> Iterator[Offer]:
    """The Gleichstellungsbeauftragte brings herself in once; others may ask her again."""
    shown = standing.shown
    if not offering.is_open(doing, Act.CONSULT, shown):
        return
    seats = access.seats_for(doing.account, Act.CONSULT, body=shown.body)
    if any(seat.body.kind is not Kind.EQUALITY for seat in seats):
        label = "Rücksprache mit der Gleichstellungsbeauftragten"
        yield Offer(label, DOOR.path, expected=False)
    elif not _is_asked(standing):
        yield Offer("Von mir aus Rücksprache beginnen", DOOR.path)


def _is_asked(standing: Standing) -> bool:
    last = standing.consensus.last
    return last is not None and any(
        cell.kind is Kind.EQUALITY and cell.state is not HeardState.NOT_ADDRESSED
        for cell in last.cells.values()
    )


DOOR = Door(
    "ruecksprache", "Bitte um Rücksprache",
    {"gefragt": "Die Gleichstellungsbeauftragte ist um Rücksprache gebeten."}, _offers,
)  # fmt: skip


@router.get("/entwuerfe/{id}/ruecksprache")
def open_consultation(form: Opened, shown: Seen) -> Response:
    """Show the form to ask, with what was typed earlier."""
    kept = form.kept()
    hindered = _hindered(form, shown)
    if hindered and not kept:
        raise hindered
    typed, kept_at = kept or (Typed({"fassung": [str(shown.submitted)]}), None)
    return _consultation_page(form, shown, typed, kept_at=kept_at)


@router.post("/entwuerfe/{id}/ruecksprache")
def consult(form: Posted, shown: Seen) -> Response:
    """Ask the question, or turn to another part of the text."""
    access.seat_for(form.visitor.account, Act.CONSULT, body=shown.body)
    aside = form.set_aside(back_to=f"/entwuerfe/{shown.draft}")
    if aside:
        return aside
    if marking.turns(form.sent):
        return _consultation_page(form, shown, form.sent)
    try:
        receipt = acts.consult(form.doing(), shown.draft, _question(form, shown))
    except (Incomplete, *forms.RENDERED) as error:
        refused = forms.refusal(error, {"question": "frage"})
        return _consultation_page(form, shown, form.sent, refused=refused)
    return form.done(receipt.stream, "gefragt")


def _hindered(form: Form, shown: Shown) -> RuleBroken | None:
    return offering.hindered(form.visitor.doing(), Act.CONSULT, shown)


def _text(form: Form, shown: Shown, revision: int) -> str:
    return form.visitor.doing().text(shown, revision) or ""


def _question(form: Form, shown: Shown) -> NewConsultation:
    typed = form.sent
    if typed.number("fassung") != shown.submitted:
        raise forms.of_another_revision(shown.submitted)
    found = marking.marked(typed, _text(form, shown, shown.submitted))
    wrong = list(found.wrong)
    if not typed.text("frage").strip():
        wrong.insert(0, Line("Bitte schreiben Sie Ihre Frage.", "frage"))
    if wrong:
        raise Incomplete(*wrong)
    return NewConsultation(question=typed.text("frage"), passages=found.quotes)


def _consultation_page(
    form: Form, shown: Shown, typed: Typed, *, refused: Refused | None = None,
    kept_at: datetime | None = None,
) -> Response:  # fmt: skip
    with form.visitor.database() as database:
        shown = access.visible(database, form.visitor.account, shown.draft)
        asked = statements.questions(database, shown.draft)
    written_on = typed.number("fassung") or shown.submitted
    if written_on != shown.submitted:
        typed = marking.carried(typed, _text(form, shown, written_on))
        typed = typed.with_fields(fassung=str(shown.submitted))
    return form.page(
        "consult.html", title=f"Rücksprache – {shown.title}", typed=typed, refused=refused,
        kept_at=kept_at, shown=shown, hindered=_hindered(form, shown),
        asked=[question for question in asked if question.round == shown.round],
        portion=marking.portion(typed, _text(form, shown, shown.submitted)),
        quotes=marking.quote_fields(typed),
    )  # fmt: skip
