"""Bundling: the Delegiertenkonferenz makes one statement of the Beiräte's assessments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter
from fastapi.responses import Response

from domain import rules
from domain.draft import Status
from domain.gremium import Kind
from domain.procedure import Ordnung
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
from review_service.pages.hearing.stating import POSITIONS
from review_service.pages.typed import Typed
from review_service.pages.visitor import Seen

router = APIRouter()


def _offers(doing: Doing, standing: Standing) -> Iterator[Offer]:
    again = "Bündelung ändern und neu übermitteln"
    return speaking(doing, standing, Act.TRANSMIT, DOOR.path, _say, again)


def _say(_: Kind) -> str:
    return "Einschätzungen bündeln und übermitteln"


DOOR = Door(
    "buendelung", "Bündelung",
    {"uebermittelt": "Ihre Stellungnahme ist an die Lenkungsgruppe übermittelt."}, _offers,
)  # fmt: skip
BUNDLED, MINORITY, SEEN = "buendeln", "minderheit-", "gesehen-"


@dataclass(frozen=True)
class Assessment:
    """A Beirat in the form: what it said and counts, if anything; whether it is bundled."""

    body: str
    said: Said | None
    bundled: bool
    minority: str
    changed: bool
    """Whether it spoke again since the form was opened."""


@router.get("/entwuerfe/{id}/buendelung")
def open_bundle(form: Opened, shown: Seen) -> Response:
    """Show the form to bundle, with what was typed or transmitted before."""
    _must_be_the_conference(form, shown)
    typed, kept_at = form.kept() or (_transmitted_before(form, shown), None)
    return _bundle_page(form, shown, typed, kept_at=kept_at)


@router.post("/entwuerfe/{id}/buendelung")
def transmit(form: Posted, shown: Seen) -> Response:
    """Transmit the bundle to the Lenkungsgruppe, or turn to another part of the text."""
    _must_be_the_conference(form, shown)
    aside = form.set_aside(back_to=f"/entwuerfe/{shown.draft}")
    if aside:
        return aside
    if marking.turns(form.sent):
        return _bundle_page(form, shown, form.sent)
    try:
        receipt = acts.state(form.doing(), shown.draft, _bundle(form, shown))
    except (Incomplete, *forms.RENDERED) as error:
        refused = forms.refusal(error, {"text": "text"})
        return _bundle_page(form, shown, form.sent, refused=refused)
    return form.done(receipt.stream, "uebermittelt" if receipt.counts else "zaehlt-nicht")


def _conference(form: Form) -> str:
    """Give the slug of the conference the account speaks for; raises NotYours."""
    return access.seat_for(form.visitor.account, Act.TRANSMIT).body.slug


def _must_be_the_conference(form: Form, shown: Shown) -> None:
    against = offering.silenced(form.visitor.doing(), shown, _conference(form))
    if against:
        raise against


def _counting(form: Form, shown: Shown) -> dict[str, Said]:
    if shown.status is not Status.IN_BERATUNG or not shown.round:
        return {}
    with form.visitor.database() as database:
        return statements.counting(database, shown.draft, shown.round)


def _transmitted_before(form: Form, shown: Shown) -> Typed:
    """Begin with the transmission of this round, which the new one replaces."""
    counting = _counting(form, shown)
    fields = {"fassung": [str(shown.submitted)]}
    before = counting.get(_conference(form))
    if before:
        bundled = {b["body"]: b["version"] for b in before.bundles}
        fields |= {
            "text": [before.text],
            "haltung": [before.position or ""],
            BUNDLED: [body for body in bundled if body in counting],
            **{f"{SEEN}{body}": [str(version)] for body, version in bundled.items()},
            **{f"{MINORITY}{m['body']}": [m["text"]] for m in before.minority},
            **marking.as_typed(before.passages, _text(form, shown)),
        }
    return Typed(fields)


def _text(form: Form, shown: Shown) -> str:
    return form.visitor.doing().text(shown, shown.submitted) or ""


def _bundle(form: Form, shown: Shown) -> NewStatement:
    typed = form.sent
    if typed.number("fassung") != shown.submitted:
        raise forms.of_another_revision(shown.submitted)
    assessments = _assessments(form, typed, _counting(form, shown))
    found = marking.marked(typed, _text(form, shown))
    wrong = [
        *_not_bundled_as_read(assessments, form.visitor.ordnung),
        *_unsaid(typed),
        *found.wrong,
    ]
    if wrong:
        raise Incomplete(*wrong)
    return NewStatement.model_validate(
        {
            "body": _conference(form),
            "revision": shown.submitted,
            "position": typed.text("haltung"),
            "text": typed.text("text"),
            "passages": found.quotes,
            "bundles": [a.body for a in assessments if a.bundled],
            "minority": [
                {"body": a.body, "text": a.minority}
                for a in assessments
                if a.bundled and a.minority.strip()
            ],
        }
    )


def _assessments(form: Form, typed: Typed, counting: dict[str, Said]) -> list[Assessment]:
    return [
        Assessment(
            body=beirat.slug,
            said=counting.get(beirat.slug),
            bundled=beirat.slug in typed.all(BUNDLED),
            minority=typed.text(f"{MINORITY}{beirat.slug}"),
            changed=_changed(typed.text(f"{SEEN}{beirat.slug}"), counting.get(beirat.slug)),
        )
        for beirat in form.visitor.ordnung.of_kind(Kind.COUNCIL)
    ]


def _changed(seen: str, said: Said | None) -> bool:
    return bool(seen) and seen != (str(said.version) if said else "")


def _not_bundled_as_read(assessments: list[Assessment], ordnung: Ordnung) -> list[Line]:
    """Name what would be bundled unread, quoted without its Beirat, or not in its own words."""
    lines = []
    for a in assessments:
        name, field = ordnung.name_of(a.body), f"{MINORITY}{a.body}"
        if a.bundled and (a.said is None or a.changed):
            sentence = rules.TheBundledStatementDoesNotCount(body=name).sentence
            lines.append(Line(sentence, f"{BUNDLED}-{a.body}"))
        if a.minority.strip() and not a.bundled:
            sentence = rules.TheMinorityIsNotBundled(body=name).sentence
            lines.append(Line(sentence, f"{BUNDLED}-{a.body}"))
        elif a.minority.strip() and a.said and not _quotes(a.said.text, a.minority):
            lines.append(Line(rules.TheMinorityIsNotAQuote(body=name).sentence, field))
    return lines


def _quotes(text: str, quote: str) -> bool:
    return " ".join(quote.split()) in " ".join(text.split())


def _unsaid(typed: Typed) -> list[Line]:
    lines = []
    if not typed.text("haltung"):
        lines.append(Line("Bitte wählen Sie die Haltung der Delegiertenkonferenz.", "haltung"))
    if not typed.text("text").strip():
        lines.append(Line("Bitte schreiben Sie die gemeinsame Stellungnahme.", "text"))
    return lines


def _bundle_page(
    form: Form, shown: Shown, typed: Typed, *, refused: Refused | None = None,
    kept_at: datetime | None = None,
) -> Response:  # fmt: skip
    counting = _counting(form, shown)
    written_on = typed.number("fassung") or shown.submitted
    assessments = _assessments(form, typed, counting)
    return form.page(
        "bundle.html", title=f"Einschätzungen bündeln – {shown.title}",
        typed=typed.with_fields(fassung=str(shown.submitted)), refused=refused, kept_at=kept_at,
        shown=shown, assessments=assessments, written_on=written_on,
        heard=sum(1 for a in assessments if a.said),
        positions=POSITIONS, before=counting.get(_conference(form)),
        counts=shown.status is Status.IN_BERATUNG,
        portion=marking.portion(typed, _text(form, shown)),
        quotes=marking.quote_fields(typed),
    )  # fmt: skip
