"""Deciding: the Lenkungsgruppe returns a draft with Vorgaben or accepts it.

Two steps: the form, then what will be recorded as one sentence. Nothing is recorded before that
sentence is confirmed; on the way everything typed travels along in the form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from fastapi import APIRouter
from fastapi.responses import Response

from domain import rules
from domain.rules import RuleBroken
from projections import consensus_state, vorgaben
from projections.consensus_state import Consensus
from projections.drafts import Shown
from projections.standing import Standing
from review_service import access
from review_service.access import Act
from review_service.acts import deciding as acts
from review_service.acts import offering
from review_service.acts.doing import Doing
from review_service.acts.requests.drafts import Acceptance, NewVorgabe, Return
from review_service.pages import forms
from review_service.pages.draft.offers import Door, Offer
from review_service.pages.forms import Form, Incomplete, Line, Opened, Posted, Refused
from review_service.pages.hearing import marking
from review_service.pages.hearing.marking import Pasted
from review_service.pages.typed import Typed
from review_service.pages.visitor import Seen
from review_service.words.german import count

router = APIRouter()


def _offers(doing: Doing, standing: Standing) -> Iterator[Offer]:
    if offering.is_open(doing, Act.DECIDE, standing.shown):
        yield Offer("Entscheidung festhalten", DOOR.path)


DOOR = Door(
    "entscheidung", "Entscheidung",
    {
        "angenommen": "Die Annahme ist festgehalten.",
        "zurueckgegeben": "Die Rückgabe mit Vorgaben ist festgehalten.",
    },
    _offers,
)  # fmt: skip
ANOTHER, REMOVE, CHECK, RECORD = "weitere", "entfernen-", "pruefen", "festhalten"
MOST_ROWS = 100


@dataclass(frozen=True)
class Row:
    """One Vorgabe as typed; its fields' names begin with `of`.

    `paragraphs` are the numbers of those it points at, `quotes` at least one field for words.
    """

    row: int
    text: str = ""
    weight: str = ""
    paragraphs: str = ""
    quotes: tuple[Pasted, ...] = (Pasted(),)

    @property
    def of(self) -> str:
        """What its fields' names begin with."""
        return _of(self.row)

    @property
    def empty(self) -> bool:
        """Whether nothing was typed in it."""
        quoted = any(quote.words.strip() for quote in self.quotes)
        return not (self.text.strip() or self.paragraphs.strip() or quoted)

    @property
    def binding(self) -> bool:
        """Whether it binds, or is a recommendation."""
        return self.weight != "empfehlung"


@router.get("/entwuerfe/{id}/entscheidung")
def open_decision(form: Opened, shown: Seen) -> Response:
    """Show the form to decide, with what was typed earlier."""
    kept = form.kept()
    hindered = _hindered(form, shown)
    if hindered and not kept:
        raise hindered
    typed, kept_at = kept or (Typed({"fassung": [str(shown.submitted)]}), None)
    return _decision_page(form, shown, typed, kept_at=kept_at)


@router.post("/entwuerfe/{id}/entscheidung")
def decide(form: Posted, shown: Seen) -> Response:
    """Record the decision where it is confirmed, else show what would be recorded."""
    access.seat_for(form.visitor.account, Act.DECIDE, body=shown.body)
    aside = form.set_aside(back_to=f"/entwuerfe/{shown.draft}")
    if aside:
        return aside
    if form.sent.button not in (CHECK, RECORD):
        return _decision_page(form, shown, form.sent)
    try:
        new = _decision(form, shown)
        if form.sent.button == CHECK:
            against = form.doing().would(lambda trying: acts.decide(trying, shown.draft, new))
            if against:
                raise against
            return _confirmation_page(form, shown, new)
        receipt = acts.decide(form.doing(), shown.draft, new)
    except (Incomplete, *forms.RENDERED) as error:
        places = {"despite": "trotz", rules.OpenPointsNeedAReason.__name__: "trotz"}
        refused = forms.refusal(error, places)
        return _decision_page(form, shown, form.sent, refused=refused)
    return form.done(receipt.stream, "angenommen" if new.outcome == "accept" else "zurueckgegeben")


def _hindered(form: Form, shown: Shown) -> RuleBroken | None:
    return offering.hindered(form.visitor.doing(), Act.DECIDE, shown)


def rows(typed: Typed) -> list[Row]:
    """Give the Vorgaben as typed, numbered from 1: one more, or one less, where asked; at least
    one."""
    found = [
        Row(
            row=number,
            text=typed.text(f"{of}text"),
            weight=typed.text(f"{of}gewicht"),
            paragraphs=typed.text(f"{of}absatz"),
            quotes=tuple(marking.quote_fields(typed, of)),
        )
        for number, of in enumerate(_groups(typed), start=1)
        if typed.button != f"{REMOVE}{number}"
    ]
    if typed.button == ANOTHER or not found:
        found.append(Row(0))
    return [replace(row, row=number) for number, row in enumerate(found, start=1)]


def _groups(typed: Typed) -> list[str]:
    """Give what the names of each sent Vorgabe's fields begin with."""
    return [_of(row) for row in range(1, min(typed.number("zeilen") or 1, MOST_ROWS) + 1)]


def _of(row: int) -> str:
    return f"vorgabe-{row}-"


def _decision(form: Form, shown: Shown) -> Return | Acceptance:
    typed = form.sent
    revision = typed.number("fassung") or shown.submitted
    if revision != shown.submitted:
        raise rules.TheRevisionHasMovedOn(current=shown.submitted, revision=revision)
    match typed.text("beschluss"):
        case "annehmen":
            return Acceptance(revision=revision, outcome="accept", despite=typed.text("trotz"))
        case "zurueckgeben":
            demands = _vorgaben(typed, _text(form, shown, revision))
            return Return(revision=revision, outcome="return", vorgaben=demands)
        case _:
            raise Incomplete(Line("Bitte wählen Sie, was beschlossen ist.", "zurueck"))


def _text(form: Form, shown: Shown, revision: int) -> str:
    return form.visitor.doing().text(shown, revision) or ""


def _vorgaben(typed: Typed, text: str) -> list[NewVorgabe]:
    """Read the Vorgaben; rows without anything in them are left out."""
    filled = [row for row in rows(typed) if not row.empty]
    if not filled:
        raise Incomplete(Line(rules.AReturnNamesItsVorgaben().sentence, "vorgabe-1-text"))
    read, wrong = [], []
    found = marking.marked_each(typed, text, [row.of for row in filled])
    for row, places in zip(filled, found, strict=True):
        wrong += places.wrong
        if not row.text.strip():
            field = f"{row.of}text"
            wrong.append(Line("Bitte schreiben Sie, was die Gruppe ändern soll.", field))
        elif not places.wrong:
            read.append(NewVorgabe(text=row.text, binding=row.binding, passages=places.quotes))
    if wrong:
        raise Incomplete(*wrong)
    return read


def _consensus(form: Form, shown: Shown) -> Consensus:
    with form.visitor.database() as database:
        return consensus_state.of_draft(
            database,
            shown.draft,
            upto=shown.revision,
            under=form.visitor.ordnung,
            at=form.visitor.service.now(),
        )


def _issued(form: Form, shown: Shown) -> int:
    with form.visitor.database() as database:
        return len(vorgaben.of_draft(database, shown.draft, upto=shown.revision))


def _decision_page(
    form: Form, shown: Shown, typed: Typed, *, refused: Refused | None = None,
    kept_at: datetime | None = None,
) -> Response:  # fmt: skip
    with form.visitor.database() as database:
        shown = access.visible(database, form.visitor.account, shown.draft)
    written_on = typed.number("fassung") or shown.submitted
    if written_on != shown.submitted:
        typed = marking.carried(typed, _text(form, shown, written_on), _groups(typed))
    listed = rows(typed)
    issued = _issued(form, shown)
    return form.page(
        "decide.html", title=f"Entscheiden – {shown.title}",
        typed=typed.with_fields(fassung=str(shown.submitted), zeilen=str(len(listed))),
        refused=refused, kept_at=kept_at, shown=shown, hindered=_hindered(form, shown),
        rows=listed, issued=issued, written_on=written_on, consensus=_consensus(form, shown),
        portion=marking.portion(typed, _text(form, shown, shown.submitted)),
        targets=[(row.of, f"Vorgabe {issued + row.row}") for row in listed],
        aim=listed[-1].of if typed.button == ANOTHER else typed.text("ziel"),
    )  # fmt: skip


def _confirmation_page(form: Form, shown: Shown, new: Return | Acceptance) -> Response:
    points = _consensus(form, shown).open_points
    return form.page(
        "decide_confirm.html", title=f"Beschluss bestätigen – {shown.title}", typed=form.sent,
        shown=shown, new=new, points=points, sentence=sentence_of(new, len(points)),
        issued=_issued(form, shown),
    )  # fmt: skip


def sentence_of(new: Return | Acceptance, points: int) -> str:
    """Say what will be recorded: who decides what on which revision."""
    begin = "Die Lenkungsgruppe"
    if isinstance(new, Return):
        many = len(new.vorgaben)
        demands = "einer Vorgabe" if many == 1 else f"{many} Vorgaben"
        return f"{begin} gibt Fassung {new.revision} mit {demands} zurück."
    if not points:
        return f"{begin} nimmt Fassung {new.revision} an."
    open_points = count(points, "ein Punkt offen ist", "Punkte offen sind")
    return f"{begin} nimmt Fassung {new.revision} an, obwohl noch {open_points}."
