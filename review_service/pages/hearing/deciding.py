"""Deciding: the Lenkungsgruppe returns a draft with Vorgaben or accepts it.

Two steps: the form, then what will be recorded as one sentence. Nothing is recorded before that
sentence is confirmed; on the way everything typed travels along in the form.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from fastapi.responses import Response
from markupsafe import Markup

from domain import rules
from domain.statement import Position
from projections import consensus_state, statements, vorgaben
from projections.consensus_state import Consensus
from review_service.access import Act
from review_service.acts import deciding as acts
from review_service.acts.deciding import Acceptance, NewVorgabe, Return
from review_service.pages.draft.acting import FASSUNG, DraftStep, OnRevision, Reviewing
from review_service.pages.fields import Reading
from review_service.pages.forms import Form, leave_for
from review_service.pages.hearing import marking
from review_service.pages.hearing.marking import Pasted
from review_service.pages.hearing.statements import Voice, voices
from review_service.pages.kinds import Field, Turned
from review_service.pages.typed import Typed
from review_service.reviews import Receipt
from review_service.words.german import count

ANOTHER, REMOVE, CHANGE, RECORD = "weitere", "entfernen-", "aendern", "festhalten"
MOST_ROWS = 100
_OBJECTIONS_FIRST = (*reversed(Position), None)


@dataclass(frozen=True, kw_only=True)
class Deciding(Reviewing):
    """A draft to decide on."""

    @cached_property
    def consensus(self) -> Consensus:
        """What is open now."""
        visitor = self.visitor
        with visitor.database() as database:
            return consensus_state.of_draft(
                database, self.shown.draft, upto=self.shown.revision, under=visitor.ordnung,
                at=visitor.service.now(),
            )  # fmt: skip

    @cached_property
    def issued(self) -> int:
        """How many Vorgaben there are already."""
        with self.visitor.database() as database:
            return len(vorgaben.of_draft(database, self.shown.draft, upto=self.shown.revision))

    @cached_property
    def voices(self) -> list[Voice]:
        """What counts in the round that runs: objections first."""
        view = self.consensus.last
        if view is None:
            return []
        with self.visitor.database() as database:
            said = statements.of_round(database, self.shown.draft, view.row.round)
        found = voices(view, said, self.text(view.row.revision), self.visitor.ordnung)
        counting = [voice for voice in found if not voice.why_not]
        return sorted(counting, key=lambda one: _OBJECTIONS_FIRST.index(one.said.position))


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


@dataclass(frozen=True)
class Verdict(Field):
    """What is decided: the acceptance with its reason, or the Vorgaben, each with its passages."""

    enter = "entscheidung"
    script = "marking.js"
    desk: Deciding = field(kw_only=True)

    @property
    def places(self) -> dict[str, str]:
        return {"despite": "trotz", rules.OpenPointsNeedAReason.__name__: "trotz"}

    def read(self, reading: Reading) -> dict[str, Any]:
        match reading.typed.text(self.name):
            case "annehmen":
                return {"outcome": "accept", "despite": reading.typed.text("trotz")}
            case "zurueckgeben":
                return {"outcome": "return", "vorgaben": self._vorgaben(reading)}
            case _:
                reading.mend("zurueck", self.ask)
                return {}

    def _vorgaben(self, reading: Reading) -> list[NewVorgabe]:
        """Read the Vorgaben; rows without anything in them are left out."""
        filled = [row for row in rows(reading.typed) if not row.empty]
        if not filled:
            reading.mend("vorgabe-1-text", rules.AReturnNamesItsVorgaben().sentence)
        found = marking.marked_each(reading.typed, self.desk.text(), [row.of for row in filled])
        for row, places in zip(filled, found, strict=True):
            reading.wrong += places.wrong
            reading.words(f"{row.of}text", "Bitte schreiben Sie, was die Gruppe ändern soll.")
        if reading.wrong:
            return []
        return [
            NewVorgabe(text=row.text, binding=row.binding, passages=places.quotes)
            for row, places in zip(filled, found, strict=True)
        ]

    def turned(self, typed: Typed) -> Turned | None:
        button = typed.button
        mine = button in (ANOTHER, CHANGE) or button.startswith(REMOVE) or marking.turns(typed)
        return Turned(typed, shown=True) if mine else None

    def carried(self, typed: Typed) -> Typed:
        return marking.carried_to(self.desk, typed, _groups(typed))

    def rows(self, typed: Typed) -> list[Row]:
        """Give the Vorgaben as typed."""
        return rows(typed)

    def portion(self, typed: Typed) -> marking.Portion:
        """Give the part of the text that is shown."""
        return marking.portion(typed, self.desk.text())

    def aim(self, typed: Typed) -> str:
        """Give the Vorgabe in hand, which is marked for."""
        known = [row.of for row in rows(typed)]
        in_hand = self.begun_by(typed) or typed.text("ziel")
        return in_hand if in_hand in known else known[0]

    def begun_by(self, typed: Typed) -> str:
        """Give the Vorgabe that a button leads to: the one it began, or one beside that it took
        away; none for another button."""
        known = [row.of for row in rows(typed)]
        if typed.button.startswith(REMOVE):
            number = typed.button.removeprefix(REMOVE)
            return next((of for of in known if of == f"vorgabe-{number}-"), known[-1])
        return known[-1] if typed.button == ANOTHER else ""


def _moved_on(current: int, begun: int) -> Exception:
    return rules.TheRevisionHasMovedOn(current=current, revision=begun)


def _fields(desk: Deciding) -> list[Field]:
    ask = "Bitte wählen Sie, was beschlossen ist."
    return [
        OnRevision(FASSUNG, "", "revision", value=desk.on, asks_again=_moved_on),
        Verdict("beschluss", "", ask=ask, desk=desk),
    ]


def _decision(**facts: Any) -> Return | Acceptance:
    return Return(**facts) if facts["outcome"] == "return" else Acceptance(**facts)


def _confirm(form: Form, desk: Deciding, new: Return | Acceptance) -> Response | None:
    """Show what would be recorded, before it is."""
    if form.sent.button == RECORD:
        return None
    against = form.doing().would(lambda trying: acts.decide(trying, desk.shown.draft, new))
    if against:
        raise against
    points = desk.consensus.open_points
    return form.page(
        "decide_confirm.html", title=f"Beschluss bestätigen – {desk.name}", typed=form.sent,
        desk=desk, new=new, points=points, sentence=sentence_of(new, len(points)), **desk.facts,
    )  # fmt: skip


def _ended(form: Form, desk: Deciding, done: Receipt) -> Response:
    accepted = form.sent.text("beschluss") == "annehmen"
    return leave_for(desk.back, "angenommen" if accepted else "entscheidung")


DECISION = DraftStep(
    "entscheidung", "Entscheiden", "Beschluss prüfen",
    "Die Rückgabe mit Vorgaben ist festgehalten.", Act.DECIDE, _fields, _decision, acts.decide,
    begun="Entscheidung", link="Entscheidung festhalten", desk=Deciding, asks=_confirm,
    also={"angenommen": "Die Annahme ist festgehalten."}, ends=_ended, template="decide.html",
    heading=lambda desk: Markup("Beschluss zu „<bdi>{}</bdi>“").format(desk.name),
    unsent="Der Beschluss ist noch nicht festgehalten",
    facts=lambda desk: {"consensus": desk.consensus, "issued": desk.issued},
)  # fmt: skip
FORMS = (DECISION,)


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
