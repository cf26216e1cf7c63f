"""Submitting: the chair hands a revision in, or takes it back; each is confirmed on a page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from fastapi import APIRouter
from fastapi.responses import Response

from domain import rules
from domain.gremium import Kind
from domain.procedure import Ordnung
from domain.rules import RuleBroken
from projections import diff_history, vorgaben
from projections.drafts import Shown
from projections.standing import Standing
from projections.vorgaben import Line as Vorgabe
from review_service import access
from review_service.access import Act
from review_service.acts import offering
from review_service.acts import writing as acts
from review_service.acts.doing import Doing
from review_service.acts.requests.drafts import NewSubmission, NewWithdrawal
from review_service.pages import forms
from review_service.pages.draft.offers import Door, Offer
from review_service.pages.forms import Form, Opened, Posted, Refused
from review_service.pages.typed import Typed
from review_service.pages.visitor import Seen
from review_service.words.german import count

router = APIRouter()


def _offers_submission(doing: Doing, standing: Standing) -> Iterator[Offer]:
    if offering.is_open(doing, Act.SUBMIT, standing.shown):
        yield Offer(f"Fassung {standing.shown.revision} einreichen", SUBMISSION.path)


def _offers_withdrawal(doing: Doing, standing: Standing) -> Iterator[Offer]:
    if offering.is_open(doing, Act.WITHDRAW, standing.shown):
        yield Offer("Einreichung zurückziehen", WITHDRAWAL.path, expected=False)


SUBMISSION = Door(
    "einreichen", "Einreichung",
    {"eingereicht": "Der Entwurf ist eingereicht. Die Beratungsrunde läuft."}, _offers_submission,
)  # fmt: skip
WITHDRAWAL = Door(
    "zurueckziehen", "Rücknahme der Einreichung",
    {"zurueckgezogen": "Die Einreichung ist zurückgezogen."}, _offers_withdrawal,
)  # fmt: skip


@router.get("/entwuerfe/{id}/einreichen")
def ask_submission(form: Opened, shown: Seen) -> Response:
    """Say what submitting does, and ask for it."""
    hindered = _submission_hindered(form, shown)
    if hindered:
        raise hindered
    return _submission_page(form, shown)


@router.post("/entwuerfe/{id}/einreichen")
def submit(form: Posted, shown: Seen) -> Response:
    """Submit the revision that was asked about."""
    access.seat_for(form.visitor.account, Act.SUBMIT, body=shown.body)
    try:
        new = NewSubmission(revision=form.sent.number("fassung") or 0)
        receipt = acts.submit(form.doing(), shown.draft, new)
    except forms.RENDERED as error:
        return _submission_page(form, shown, refused=forms.refusal(error))
    return form.done(receipt.stream, "eingereicht")


def _submission_hindered(form: Form, shown: Shown) -> RuleBroken | None:
    """Say why nothing is submitted now, whatever was answered; raises Forbidden where it is
    another body's."""
    found = offering.hindered(form.visitor.doing(), Act.SUBMIT, shown)
    return None if isinstance(found, rules.VorgabenAreUnanswered) else found


def _submission_page(form: Form, shown: Shown, *, refused: Refused | None = None) -> Response:
    with form.visitor.database() as database:
        shown = access.visible(database, form.visitor.account, shown.draft)
        lines = vorgaben.of_draft(database, shown.draft, upto=shown.revision)
        last = diff_history.revisions(
            database, shown.draft, upto=shown.revision, after=shown.revision - 1
        )
    unanswered = [line.number for line in lines if not line.answers]
    return form.page(
        "submit.html", title=f"Einreichen – {shown.title}", typed=Typed(), refused=refused,
        shown=shown, on=shown.revision, revision=last[-1], unanswered=unanswered,
        shortfalls=[line for line in lines if _falls_short(line)],
        hindered=_submission_hindered(form, shown), round=(shown.round or 0) + 1,
        addressees=_addressees(shown, form.visitor.ordnung),
    )  # fmt: skip


def _falls_short(line: Vorgabe) -> bool:
    return line.binding and line.state in ("teilweise", "abgelehnt")


def _addressees(shown: Shown, ordnung: Ordnung) -> list[str]:
    """Give whom a submission goes to, as they stand behind `geht an`; each kind once."""
    addressed = ordnung.addressees(equality_relevant=shown.equality_relevant)
    kinds = dict.fromkeys(body.kind for body in addressed)
    councils = len(ordnung.of_kind(Kind.COUNCIL))
    named = {**_TO, Kind.COUNCIL: count(councils, "den Integrationsbeirat", "Integrationsbeiräte")}
    if councils > 1:
        named[Kind.COUNCIL] = f"die {named[Kind.COUNCIL]}"
    return [*(named[kind] for kind in kinds), "die Lenkungsgruppe"]


_TO = {
    Kind.CONFERENCE: "die Delegiertenkonferenz",
    Kind.ROUND_TABLE: "den Runden Tisch",
    Kind.EQUALITY: "die Gleichstellungsbeauftragte",
}


@router.get("/entwuerfe/{id}/zurueckziehen")
def ask_withdrawal(form: Opened, shown: Seen) -> Response:
    """Say what withdrawing does, and ask for the reason."""
    kept = form.kept()
    hindered = _withdrawal_hindered(form, shown)
    if hindered and not kept:
        raise hindered
    typed, kept_at = kept or (Typed(), None)
    return _withdrawal_page(form, shown, typed, kept_at=kept_at)


@router.post("/entwuerfe/{id}/zurueckziehen")
def withdraw(form: Posted, shown: Seen) -> Response:
    """Take the submission back."""
    access.seat_for(form.visitor.account, Act.WITHDRAW, body=shown.body)
    aside = form.set_aside(back_to=f"/entwuerfe/{shown.draft}")
    if aside:
        return aside
    try:
        new = NewWithdrawal(reason=form.sent.text("grund"))
        receipt = acts.withdraw(form.doing(), shown.draft, new)
    except forms.RENDERED as error:
        places = {"reason": "grund", rules.AWithdrawalNeedsAReason.__name__: "grund"}
        refused = forms.refusal(error, places)
        return _withdrawal_page(form, shown, form.sent, refused=refused)
    return form.done(receipt.stream, "zurueckgezogen")


def _withdrawal_hindered(form: Form, shown: Shown) -> RuleBroken | None:
    return offering.hindered(form.visitor.doing(), Act.WITHDRAW, shown)


def _withdrawal_page(
    form: Form, shown: Shown, typed: Typed, *, refused: Refused | None = None,
    kept_at: datetime | None = None,
) -> Response:  # fmt: skip
    with form.visitor.database() as database:
        shown = access.visible(database, form.visitor.account, shown.draft)
    return form.page(
        "withdraw.html", title=f"Einreichung zurückziehen – {shown.title}", typed=typed,
        refused=refused, kept_at=kept_at, shown=shown, hindered=_withdrawal_hindered(form, shown),
    )  # fmt: skip
