"""One passage: its way through the revisions; an orphaned one is found again by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi.responses import Response

from domain.procedure import Ordnung
from domain.text.carrying import State
from projections import passages, vorgaben
from projections.drafts import Shown
from projections.passages import Source, Standing
from review_service import access
from review_service.access import Act
from review_service.acts import placing
from review_service.acts.requests.drafts import NewPlace
from review_service.acts.requests.fields import REVISION_LIMIT
from review_service.markup.templating import quote
from review_service.pages import forms
from review_service.pages.draft.offers import Door
from review_service.pages.forms import Form, Incomplete, Line, Opened, Posted, Refused
from review_service.pages.hearing import marking
from review_service.pages.text.beside import spoken_of
from review_service.pages.typed import Typed
from review_service.pages.visitor import Seen
from review_service.words import signs
from review_service.words.signs import Sign

router = APIRouter()
CONFIRM, PUT = "bestaetigen", "einsetzen"
PassageNumber = Annotated[int, Path(ge=1, le=REVISION_LIMIT)]
DOOR = Door(
    "textstellen", "Platz einer Textstelle",
    {"gefunden": "Der Platz der Textstelle ist bestätigt."},
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    """What became of a passage: `words` as they read then, `before` where they were others.

    In one revision; where it stayed as it was, in all of them from `first` to `revision`.
    """

    first: int
    revision: int
    sign: Sign
    words: str
    before: str
    before_revision: int


@router.get("/entwuerfe/{id}/textstellen/{n}")
def passage_page(form: Opened, shown: Seen, n: PassageNumber) -> Response:
    """Show a passage's way, and how to place it where it is orphaned."""
    typed, kept_at = form.kept() or (Typed({"fassung": [str(shown.revision)]}), None)
    return _page(form, shown, n, typed, kept_at=kept_at)


@router.post("/entwuerfe/{id}/textstellen/{n}")
def place(form: Posted, shown: Seen, n: PassageNumber) -> Response:
    """Confirm where an orphaned passage stands: at the place guessed, or where the words are."""
    standing = placing.standing(form.visitor.doing(), shown, n)
    form.visitor.doing().seat(Act.PLACE, shown, speaking_for=standing.body)
    aside = form.set_aside(back_to=f"/entwuerfe/{shown.draft}")
    if aside:
        return aside
    try:
        receipt = placing.place(form.doing(), shown.draft, n, _place(form, shown))
    except (Incomplete, *forms.RENDERED) as error:
        return _page(form, shown, n, form.sent, refused=forms.refusal(error))
    return form.done(receipt.stream, "gefunden")


def _place(form: Form, shown: Shown) -> NewPlace:
    """Read the form: the guess that was shown, else the one passage that is marked."""
    typed = form.sent
    revision = typed.number("fassung") or shown.revision
    if typed.button == CONFIRM:
        start = int(typed.text("vermutung-ab") or 0) if typed.text("vermutung-ab").isdigit() else 0
        return NewPlace(exact=typed.text("vermutung"), start=start, revision=revision)
    found = marking.marked(typed, form.visitor.doing().text(shown, revision) or "")
    if found.wrong:
        raise Incomplete(*found.wrong)
    if len(found.quotes) != 1:
        raise Incomplete(Line("Bitte markieren Sie die eine Stelle, an der sie steht.", "absatz"))
    return NewPlace(revision=revision, **found.quotes[0].model_dump())


def _page(
    form: Form, shown: Shown, number: int, typed: Typed, *, refused: Refused | None = None,
    kept_at: datetime | None = None,
) -> Response:  # fmt: skip
    doing = form.visitor.doing()
    standing = placing.standing(doing, shown, number)
    with form.visitor.database() as database:
        way = passages.way(database, shown.draft, number, upto=shown.revision)
        lines = vorgaben.of_draft(database, shown.draft, upto=shown.revision)
        spoken = spoken_of(
            database,
            shown.draft,
            lines,
            revision=shown.revision,
            upto=shown.revision,
            ordnung=form.visitor.ordnung,
        )
    remark = next((one.remark for one in spoken if one.standing.number == number), None)
    return form.page(
        "passage.html", title=f"Textstelle {number} – {shown.title}", typed=typed,
        refused=refused, kept_at=kept_at, shown=shown, on=shown.revision, standing=standing,
        sign=signs.PASSAGE[standing.state], who=_who(standing, form.visitor.ordnung), remark=remark,
        steps=_steps(standing, way), **_to_place(form, shown, standing, typed),
    )  # fmt: skip


def _to_place(form: Form, shown: Shown, standing: Standing, typed: Typed) -> dict[str, Any]:
    """Give what the form to place an orphaned passage needs; nothing where there is none."""
    seats = access.seats_for(form.visitor.account, Act.PLACE, body=shown.body)
    if not standing.orphaned or standing.body not in {seat.body.slug for seat in seats}:
        return {"may_place": False, "guess": None}
    doing = form.visitor.doing()
    text = doing.text(shown, shown.revision) or ""
    return {
        "may_place": True,
        "guess": placing.suggestion(doing, shown, standing),
        "portion": marking.portion(typed, text),
        "quotes": marking.quote_fields(typed),
    }


def _who(standing: Standing, ordnung: Ordnung) -> str:
    """Say who pointed at a passage, and in what."""
    body, what = ordnung.name_of(standing.body), _IN_WHAT[standing.source]
    number = f" {standing.vorgabe}" if standing.vorgabe else ""
    return f"{body}, {what}{number}"


_IN_WHAT = {
    Source.STATEMENT: "in der Stellungnahme",
    Source.CONSULTATION: "in der Bitte um Rücksprache",
    Source.VORGABE: "in Vorgabe",
    Source.ANSWER: "in der Antwort auf Vorgabe",
}


_MOST = 2_000  # characters of a passage on its own page


def _steps(standing: Standing, way: list[passages.Became]) -> list[Step]:
    """Give the passage's way, beginning where it was pointed at."""
    words, revision = quote(standing.place, _MOST), standing.revision
    steps = [Step(revision, revision, signs.PASSAGE["named"], words, "", revision)]
    for became in way:
        now = quote(became.place, _MOST) if became.place else ""
        sign, before = signs.PASSAGE[became.state], words if now != words else ""
        stays = became.state == State.UNCHANGED and steps[-1].sign == sign
        first = steps.pop().first if stays else became.revision
        steps.append(Step(first, became.revision, sign, now, before, revision))
        if now:
            words, revision = now, became.revision
    return steps
