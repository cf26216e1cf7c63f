"""Giving a statement: a Beirat, the Runder Tisch or the Gleichstellungsbeauftragte speaks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from fastapi import APIRouter
from fastapi.responses import Response

from domain.draft import Status
from domain.gremium import Gremium, Kind
from domain.statement import Position
from projections import statements
from projections.drafts import Shown
from projections.standing import Standing
from projections.statements import Said
from review_service import access
from review_service.access import Act
from review_service.acts import hearing as acts
from review_service.acts import offering
from review_service.acts.doing import Doing
from review_service.acts.requests.drafts import NewStatement
from review_service.pages import forms
from review_service.pages.draft.offers import Door, Offer, speaking
from review_service.pages.forms import Form, Incomplete, Line, Opened, Posted, Refused
from review_service.pages.hearing import marking
from review_service.pages.typed import Typed
from review_service.pages.visitor import Seen

router = APIRouter()


def _offers(doing: Doing, standing: Standing) -> Iterator[Offer]:
    return speaking(doing, standing, Act.STATE, DOOR.path, _say, "Stellungnahme ändern")


def _say(kind: Kind) -> str:
    return "Einschätzung abgeben" if kind is Kind.COUNCIL else "Stellungnahme abgeben"


DOOR = Door(
    "stellungnahme", "Stellungnahme",
    {
        "stellungnahme": "Ihre Stellungnahme ist abgegeben.",
        "zaehlt-nicht": "Ihre Stellungnahme ist festgehalten. Sie kam nach dem Ende der Runde und"
        " zählt deshalb nicht mehr.",
    },
    _offers,
)  # fmt: skip
POSITIONS = (
    (Position.ZUSTIMMEND, "Wir stimmen zu"),
    (Position.ZUSTIMMEND_MIT_AENDERUNGEN, "Wir stimmen zu, möchten aber Änderungen"),
    (Position.BEDENKEN, "Wir haben Bedenken"),
    (Position.ABLEHNEND, "Wir lehnen den Entwurf ab"),
)
OF_ONE_PERSON = (
    (Position.ZUSTIMMEND, "Ich stimme zu"),
    (Position.ZUSTIMMEND_MIT_AENDERUNGEN, "Ich stimme zu, halte aber Änderungen für nötig"),
    (Position.BEDENKEN, "Ich habe Bedenken"),
    (Position.ABLEHNEND, "Ich lehne den Entwurf ab"),
    ("", "Ich lege mich nicht fest und äußere mich nur im Text"),
)


@router.get("/entwuerfe/{id}/stellungnahme")
def open_statement(form: Opened, shown: Seen, fuer: str = "") -> Response:
    """Show the form to give a statement, with what was typed or said before."""
    bodies = _bodies(form, shown)
    typed, kept_at = form.kept() or (_said_before(form, shown, bodies, fuer), None)
    return _statement_page(form, shown, typed, kept_at=kept_at)


@router.post("/entwuerfe/{id}/stellungnahme")
def state(form: Posted, shown: Seen) -> Response:
    """Record the statement, or turn to another part of the text."""
    _bodies(form, shown)
    aside = form.set_aside(back_to=f"/entwuerfe/{shown.draft}")
    if aside:
        return aside
    if marking.turns(form.sent):
        return _statement_page(form, shown, form.sent)
    try:
        receipt = acts.state(form.doing(), shown.draft, _statement(form, shown))
    except (Incomplete, *forms.RENDERED) as error:
        refused = forms.refusal(error, {"text": "text"})
        return _statement_page(form, shown, form.sent, refused=refused)
    return form.done(receipt.stream, "stellungnahme" if receipt.counts else "zaehlt-nicht")


def _bodies(form: Form, shown: Shown) -> list[Gremium]:
    """Give the bodies the account speaks for on this draft; raises Forbidden, and RuleBroken
    where none of them is heard."""
    seats = access.seats_for(form.visitor.account, Act.STATE, body=shown.body)
    bodies = list(dict.fromkeys(seat.body for seat in seats))
    if not bodies:
        raise access.Forbidden
    doing = form.visitor.doing()
    against = {body: offering.silenced(doing, shown, body.slug) for body in bodies}
    heard = [body for body in bodies if not against[body]]
    if not heard:
        raise next(rule for rule in against.values() if rule)
    return heard


def _said_before(form: Form, shown: Shown, bodies: list[Gremium], chosen: str) -> Typed:
    """Begin with the body's own statement in this round, which the new one replaces."""
    slugs = [body.slug for body in bodies]
    body = slugs[0] if len(slugs) == 1 else chosen if chosen in slugs else ""
    fields = {"fassung": [str(shown.submitted)], "fuer": [body]}
    said = _counting(form, shown).get(body)
    if said:
        fields |= {"text": [said.text], "haltung": [said.position or ""]}
        fields |= marking.as_typed(said.passages, _text(form, shown, shown.submitted))
    return Typed(fields)


def _counting(form: Form, shown: Shown) -> dict[str, Said]:
    if shown.status is not Status.IN_BERATUNG or not shown.round:
        return {}
    with form.visitor.database() as database:
        return statements.counting(database, shown.draft, shown.round)


def _statement(form: Form, shown: Shown) -> NewStatement:
    typed = form.sent
    if typed.number("fassung") != shown.submitted:
        raise forms.of_another_revision(shown.submitted)
    found = marking.marked(typed, _text(form, shown, shown.submitted))
    wrong = [*_unsaid(typed, _bodies(form, shown)), *found.wrong]
    if wrong:
        raise Incomplete(*wrong)
    return NewStatement.model_validate(
        {
            "body": typed.text("fuer"),
            "revision": shown.submitted,
            "position": typed.text("haltung") or None,
            "text": typed.text("text"),
            "passages": found.quotes,
        }
    )


def _text(form: Form, shown: Shown, revision: int) -> str:
    return form.visitor.doing().text(shown, revision) or ""


def _unsaid(typed: Typed, bodies: list[Gremium]) -> list[Line]:
    lines = []
    if not typed.text("fuer"):
        lines.append(Line("Bitte wählen Sie, für wen Sie sprechen.", "fuer"))
    speaking = [body.kind for body in bodies if body.slug == typed.text("fuer")]
    optional = speaking == [Kind.EQUALITY]
    if not optional and not typed.text("haltung"):
        lines.append(Line("Bitte wählen Sie, wie Sie zum Entwurf stehen.", "haltung"))
    if not typed.text("text").strip():
        lines.append(Line("Bitte begründen Sie Ihre Haltung in eigenen Worten.", "text"))
    return lines


def _statement_page(
    form: Form, shown: Shown, typed: Typed, *, refused: Refused | None = None,
    kept_at: datetime | None = None,
) -> Response:  # fmt: skip
    bodies = _bodies(form, shown)
    written_on = typed.number("fassung") or shown.submitted
    if written_on != shown.submitted:
        typed = marking.carried(typed, _text(form, shown, written_on))
        typed = typed.with_fields(fassung=str(shown.submitted))
    with form.visitor.database() as database:
        asked = statements.questions(database, shown.draft)
    equality = [body for body in bodies if body.kind is Kind.EQUALITY]
    alone = bodies == equality
    council = bodies[0].kind is Kind.COUNCIL
    said, conference = _counting(form, shown), form.visitor.ordnung.only(Kind.CONFERENCE)
    return form.page(
        "state.html", title=f"Stellungnahme – {shown.title}", typed=typed, refused=refused,
        kept_at=kept_at, shown=shown, bodies=[body.slug for body in bodies],
        body_options=[(body.slug, form.visitor.ordnung.name_of(body.slug)) for body in bodies],
        positions=OF_ONE_PERSON if alone else POSITIONS, alone=alone,
        asked=[a for a in asked if a.round == shown.round and equality],
        said=said, written_on=written_on, council=council,
        transmitted=bool(council and conference and conference.slug in said),
        counts=shown.status is Status.IN_BERATUNG,
        portion=marking.portion(typed, _text(form, shown, shown.submitted)),
        quotes=marking.quote_fields(typed),
    )  # fmt: skip
