"""Writing: an expert group's chair begins a draft, the group writes its next revision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from domain import rules
from domain.rules import RuleBroken
from domain.text.refusals import UnusableText
from projections import vorgaben
from projections.drafts import Shown
from projections.standing import Standing
from projections.vorgaben import Line as Vorgabe
from review_service import access
from review_service.access import Act
from review_service.acts import offering
from review_service.acts import writing as acts
from review_service.acts.doing import Doing
from review_service.acts.requests.drafts import NewAnswer, NewDraft, NewMergeDecision, NewRevision
from review_service.pages import forms
from review_service.pages.draft.offers import Door, Offer
from review_service.pages.forms import Form, Incomplete, Line, Opened, Posted, Refused
from review_service.pages.hearing import marking
from review_service.pages.typed import Typed, whole_number
from review_service.pages.visitor import Seen
from review_service.pages.writing import merging, previewing, uploading
from review_service.pages.writing.merging import Union

router = APIRouter()


def _offers(doing: Doing, standing: Standing) -> Iterator[Offer]:
    if offering.is_open(doing, Act.REVISE, standing.shown):
        missing = any(line.outcome is None for line in standing.vorgaben)
        label = "Vorgaben beantworten und überarbeiten" if missing else "Überarbeiten"
        yield Offer(label, REVISION.path)


BEGINNING = Door(
    "neu", "Neuer Entwurf",
    {"angelegt": "Der Entwurf ist angelegt. Eingereicht ist er noch nicht."},
)  # fmt: skip
REVISION = Door(
    "ueberarbeiten", "Überarbeitung",
    {
        "gespeichert": "Die Fassung ist gespeichert. Eingereicht ist sie noch nicht.",
        "zusammengefuehrt": "Die Fassung ist gespeichert, beide Texte sind zusammengeführt."
        " Eingereicht ist sie noch nicht.",
    },
    _offers,
)  # fmt: skip
PREVIEW = "vorschau"

# Beginning a draft ---------------------------------------------------------------------------


@router.get("/entwuerfe/neu")
def open_new_draft(form: Opened, papier: str = "", thema: str = "") -> Response:
    """Show the form to begin a draft, with what was typed earlier."""
    typed, kept_at = form.kept() or (_begun(papier, thema), None)
    return _new_draft_page(form, typed, kept_at=kept_at)


@router.post("/entwuerfe/neu")
def author(form: Posted) -> Response:
    """Begin a draft, or show how its text will read."""
    _themes(form)
    taken = uploading.take_in(form.sent)
    aside = form.set_aside(back_to="/entwuerfe", typed=taken.typed, stay=taken.stay)
    if aside:
        return aside
    if taken.look or form.sent.button == PREVIEW:
        return _new_draft_page(form, taken.typed, taken=taken)
    try:
        receipt = acts.author(form.doing(), _new_draft(taken.typed))
    except (Incomplete, *forms.RENDERED) as error:
        refused = forms.refusal(error, {"title": "titel", "text": "text"})
        return _new_draft_page(form, taken.typed, refused=refused)
    return form.done(receipt.stream, "angelegt")


def _begun(paper: str, theme: str) -> Typed:
    return Typed({"papier": [paper], "thema": [theme]})


def _themes(form: Form) -> dict[str, str]:
    """Give the Themenfelder the account chairs the groups of; raises Forbidden."""
    chairs = {seat.body.slug for seat in access.seats_for(form.visitor.account, Act.AUTHOR)}
    if not chairs:
        raise access.Forbidden
    themes = form.visitor.ordnung.themes.values()
    return {theme.slug: theme.name for theme in themes if theme.group in chairs}


def _new_draft(typed: Typed) -> NewDraft:
    missing = [
        Line(sentence, field) for field, sentence in _ASKED.items() if not typed.text(field).strip()
    ]
    if missing:
        raise Incomplete(*missing)
    return NewDraft(
        paper=typed.text("papier"),
        theme=typed.text("thema"),
        title=typed.text("titel"),
        text=typed.text("text"),
        equality_relevant=typed.text("gleichstellung") == "ja",
    )


_ASKED = {
    "papier": "Bitte wählen Sie das Papier, zu dem der Entwurf gehört.",
    "thema": "Bitte wählen Sie das Themenfeld.",
    "titel": "Bitte geben Sie dem Entwurf einen Titel.",
    "gleichstellung": "Bitte sagen Sie, ob das Thema für die Gleichstellung von Bedeutung ist.",
    "text": "Der Text ist leer. Schreiben Sie ihn in das Feld oder lesen Sie eine Datei ein.",
}


def _new_draft_page(
    form: Form, typed: Typed, *, refused: Refused | None = None,
    taken: uploading.TakenIn | None = None, kept_at: datetime | None = None,
) -> Response:  # fmt: skip
    themes = _themes(form)
    if len(themes) == 1:
        typed = typed.with_fields(thema=[*themes])
    return form.page(
        "author.html", title="Entwurf anlegen", typed=typed, kept_at=kept_at, themes_open=themes,
        **_about_text(form, typed, refused, taken),
    )  # fmt: skip


def _about_text(
    form: Form, typed: Typed, refused: Refused | None, taken: uploading.TakenIn | None
) -> dict[str, Any]:
    """Give what both forms say about the text in their field."""
    wrong, preview = taken.wrong if taken else None, None
    if form.sent.button == PREVIEW and not wrong:
        try:
            preview = previewing.of_text(typed.text("text"))
        except UnusableText as error:
            wrong = Line(error.sentence, "text")
    return {
        "refused": Refused(422, (wrong,)) if wrong else refused,
        "read": taken.read if taken else None,
        "preview": preview,
    }


# The next revision ---------------------------------------------------------------------------


@router.get("/entwuerfe/{id}/ueberarbeiten")
def open_revision(form: Opened, shown: Seen) -> Response:
    """Show the form to write the next revision, with what was typed earlier."""
    kept = form.kept()
    hindered = _hindered(form, shown)
    if hindered and not kept:
        raise hindered
    typed, kept_at = kept or (_unchanged(form, shown), None)
    return _revision_page(form, shown, typed, kept_at=kept_at)


@router.post("/entwuerfe/{id}/ueberarbeiten")
def revise(form: Posted, shown: Seen) -> Response:
    """Write the next revision, or show how it will read."""
    access.seat_for(form.visitor.account, Act.REVISE, body=shown.body)
    base = _text(form, shown, form.sent.number("basis") or shown.revision)
    taken = uploading.take_in(form.sent, base=base)
    back_to = f"/entwuerfe/{shown.draft}"
    aside = form.set_aside(back_to=back_to, typed=taken.typed, stay=taken.stay)
    if aside:
        return aside
    if taken.look or form.sent.button == PREVIEW or marking.turns(form.sent):
        return _revision_page(form, shown, taken.typed, taken=taken)
    try:
        receipt = acts.revise(form.doing(), shown.draft, _revision(form, shown, taken.typed))
    except (Incomplete, *forms.RENDERED) as error:
        refused = forms.refusal(error, {"text": "text", "summary": "kurz"})
        return _revision_page(form, shown, taken.typed, refused=refused)
    return form.done(receipt.stream, _saved(taken.typed, receipt.revision))


def _hindered(form: Form, shown: Shown) -> RuleBroken | None:
    """Say why the draft is not revised now; raises Forbidden where it is another body's."""
    return offering.hindered(form.visitor.doing(), Act.REVISE, shown)


def _text(form: Form, shown: Shown, revision: int) -> str:
    return form.visitor.doing().text(shown, revision) or ""


def _saved(typed: Typed, revision: int) -> str:
    """Give the name of what the draft's page says then."""
    merged = (typed.number("basis") or 1) < revision - 1
    return "zusammengefuehrt" if merged else "gespeichert"


def _unchanged(form: Form, shown: Shown) -> Typed:
    text = _text(form, shown, shown.revision)
    return Typed({"basis": [str(shown.revision)], "text": [text]})


def _revision(form: Form, shown: Shown, typed: Typed) -> NewRevision:
    """Read the form, and what was decided on the merge it showed."""
    base, against = typed.number("basis") or 1, typed.number("gegen")
    answers, wrong = _answers(typed, merging.stored(typed.text("text")))
    if not typed.text("text").strip():
        wrong.insert(0, Line(_ASKED["text"], "text"))
    if wrong:
        raise Incomplete(*wrong)
    decided: list[NewMergeDecision] = []
    if against and base < against <= shown.revision:
        service = form.visitor.service
        found = merging.union(service, shown.draft, typed, base=base, against=against)
        decided = merging.decisions(found, typed) if found else []
    return NewRevision(
        text=typed.text("text"), base_revision=base, summary=typed.text("kurz"), answers=answers,
        against=against, decisions=decided,
    )  # fmt: skip


def _answers(typed: Typed, text: str | None) -> tuple[list[NewAnswer], list[Line]]:
    """Read the answers by Vorgabe, their places found in the new text; None: it cannot be stored.

    One without an outcome is none, unless a reason or a place was typed.
    """
    answers, wrong = [], []
    found = (whole_number(name.removeprefix("grund-")) for name in typed.fields)
    asked = sorted(number for number in found if number)
    groups = [_of(number) for number in asked]
    for number, places in zip(asked, marking.marked_each(typed, text or "", groups), strict=True):
        outcome, reason = typed.text(f"antwort-{number}"), typed.text(f"grund-{number}")
        if not outcome:
            if reason.strip():
                wrong.append(Line(_NO_OUTCOME.format(number), f"antwort-{number}"))
            elif places.quotes or places.wrong:
                wrong.append(Line(_NO_OUTCOME_FOR_PLACES.format(number), f"antwort-{number}"))
            continue
        if outcome != "erfuellt" and not reason.strip():
            sentence = rules.AShortfallNeedsAReason(vorgabe=number).sentence
            wrong.append(Line(sentence, f"grund-{number}"))
        if text is not None:
            wrong += places.wrong
        answer = {"vorgabe": number, "outcome": outcome, "reason": reason}
        passages = [{"exact": quote.exact, "start": quote.start} for quote in places.quotes]
        answers.append(NewAnswer.model_validate({**answer, "passages": passages}))
    return answers, wrong


def _of(number: int) -> str:
    """Give what the names of the fields begin with that say where an answer's words stand."""
    return f"antwort-{number}-"


_NO_OUTCOME = "Zu Vorgabe {0} steht eine Begründung, aber keine Antwort. Bitte wählen Sie eine."
_NO_OUTCOME_FOR_PLACES = (
    "Zu Vorgabe {0} steht eine Stelle, aber keine Antwort. Bitte wählen Sie eine."
)


def _revision_page(
    form: Form, shown: Shown, typed: Typed, *, refused: Refused | None = None,
    taken: uploading.TakenIn | None = None, kept_at: datetime | None = None,
) -> Response:  # fmt: skip
    with form.visitor.database() as database:
        shown = access.visible(database, form.visitor.account, shown.draft)
        lines = vorgaben.of_draft(database, shown.draft, upto=shown.revision)
    hindered = _hindered(form, shown)
    union = None if hindered else _union(form, shown, typed)
    if union and refused:
        refused = _about_places(union, typed, refused)
    return form.page(
        "revise.html", title=f"Überarbeiten – {shown.title}", typed=typed, kept_at=kept_at,
        shown=shown, on=shown.revision, vorgaben=_unanswered_first(lines),
        quotes={line.number: marking.quote_fields(typed, _of(line.number)) for line in lines},
        missing=_missing(lines, typed), hindered=hindered,
        union=union, carried_along=merging.carried_along(typed),
        **_about_text(form, typed, refused, taken),
    )  # fmt: skip


def _union(form: Form, shown: Shown, typed: Typed) -> Union | None:
    """Give the merge with the current revision, where the text was written on an older one."""
    base = typed.number("basis") or shown.revision
    if base >= shown.revision:
        return None
    service = form.visitor.service
    return merging.union(service, shown.draft, typed, base=base, against=shown.revision)


def _about_places(union: Union, typed: Typed, refused: Refused) -> Refused:
    """Say of each place left open that it is, once it was asked about."""
    if not isinstance(refused.error, rules.TheTextsMustBeMerged):
        return refused
    asked = typed.number("gegen") == union.against
    lines = [Line(_UNDECIDED.format(q.title), q.field) for q in union.undecided] if asked else []
    return Refused(refused.status, tuple(lines), refused.error)


_UNDECIDED = "{0}: Bitte wählen Sie, was gelten soll."


def _unanswered_first(lines: list[Vorgabe]) -> list[Vorgabe]:
    return sorted(lines, key=lambda line: (bool(line.answers), line.number))


def _missing(lines: list[Vorgabe], typed: Typed) -> list[int]:
    """Give the Vorgaben that have no answer yet, neither recorded nor typed."""
    return [
        line.number
        for line in lines
        if not line.answers and not typed.text(f"antwort-{line.number}")
    ]
