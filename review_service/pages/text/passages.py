"""One passage: its way through the revisions; an orphaned one is found again by hand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Request

from domain.procedure import Ordnung
from domain.text.carrying import State
from domain.text.passages import Passage
from projections import passages, vorgaben
from projections.passages import Source, Standing
from review_service import access
from review_service.access import Act
from review_service.acts import placing
from review_service.acts.doing import Doing
from review_service.acts.placing import NewPlace
from review_service.acts.requests.fields import REVISION_LIMIT
from review_service.markup.templating import quote
from review_service.pages.draft.acting import FASSUNG, DraftStep, Reviewing
from review_service.pages.fields import Reading
from review_service.pages.hearing import marking
from review_service.pages.kinds import Field
from review_service.pages.text.beside import spoken_of
from review_service.pages.visitor import Seen, Visiting
from review_service.reviews import Receipt
from review_service.words import signs
from review_service.words.signs import Sign

CONFIRM = "bestaetigen"
PassageNumber = Annotated[int, Path(ge=1, le=REVISION_LIMIT)]


@dataclass(frozen=True, kw_only=True)
class Placing(Reviewing):
    """A passage of a draft, by the number the reader counts."""

    number: int
    hindered = None

    @cached_property
    def standing(self) -> Standing:
        """Where it stands; raises NotVisible."""
        return placing.standing(self.visitor.doing(), self.shown, self.number)

    @property
    def may_place(self) -> bool:
        """Whether it is orphaned, and the reader's to place."""
        account, shown = self.visitor.account, self.shown
        seats = access.seats_for(account, Act.PLACE, body=shown.body)
        return self.standing.orphaned and self.standing.body in {seat.body.slug for seat in seats}

    @cached_property
    def guess(self) -> Passage | None:
        """Where it may stand."""
        return placing.suggestion(self.visitor.doing(), self.shown, self.standing)


@dataclass(frozen=True)
class Place(marking.Passages):
    """Where it stands: as guessed, or the one passage that is marked."""

    def read(self, reading: Reading) -> dict[str, Any]:
        typed = reading.typed
        revision = typed.number(FASSUNG) or self.desk.on
        if typed.button == CONFIRM:
            at = typed.text("vermutung-ab")
            start = int(at) if at.isdigit() else 0
            return {"exact": typed.text("vermutung"), "start": start, "revision": revision}
        found = marking.marked(typed, self.desk.text(revision))
        reading.wrong += found.wrong
        if not found.wrong and len(found.quotes) != 1:
            reading.mend(self.name, self.ask)
        quotes = [quote.model_dump(exclude={"remark"}) for quote in found.quotes]
        return {"revision": revision} | (quotes[0] if quotes else {})


def _fields(desk: Placing) -> list[Field]:
    ask = "Bitte markieren Sie die eine Stelle, an der sie steht."
    return [Place(marking.PARAGRAPH, f"Absätze der Fassung {desk.on}", ask=ask, desk=desk)]


def _facts(desk: Placing) -> dict[str, Any]:
    """Give the passage's way, and what was said of it."""
    ordnung, shown = desk.visitor.ordnung, desk.shown
    with desk.visitor.database() as database:
        way = passages.way(database, shown.draft, desk.number, upto=shown.revision)
        lines = vorgaben.of_draft(database, shown.draft, upto=shown.revision)
        spoken = spoken_of(
            database, shown.draft, lines, revision=shown.revision, upto=shown.revision,
            ordnung=ordnung,
        )  # fmt: skip
    standing = desk.standing
    return {
        "standing": standing, "sign": signs.PASSAGE[standing.state],
        "who": _who(standing, ordnung), "steps": _steps(standing, way),
        "remark": next((one.remark for one in spoken if one.standing.number == desk.number), None),
    }  # fmt: skip


def _found(
    request: Request, visitor: Visiting, shown: Seen, n: PassageNumber
) -> tuple[DraftStep[Placing], Placing]:
    """Give a passage to whoever sees its draft; only its body places it."""
    desk = PLACE.desk_for(visitor, shown, id=(shown.draft, n), number=n)
    if request.method == "POST":
        visitor.doing().seat(Act.PLACE, shown, speaking_for=desk.standing.body)
    return PLACE, desk


def _place(doing: Doing, passage: tuple[UUID, int], new: NewPlace) -> Receipt:
    return placing.place(doing, *passage, new)


PLACE = DraftStep(
    "textstellen", "Textstelle", "Diesen Platz bestätigen",
    "Der Platz der Textstelle ist bestätigt.", Act.PLACE, _fields, NewPlace,
    _place, begun="Platz einer Textstelle",
    desk=Placing, newest=True, unsent="Der Platz ist noch nicht bestätigt",
    heading=lambda desk: f"Textstelle {desk.number}", template="passage.html", facts=_facts,
    address="textstellen/{n}", found=_found,
)  # fmt: skip
FORMS = (PLACE,)


@dataclass(frozen=True)
class Stage:
    """What became of a passage: `words` as they read then, `before` where they were others.

    In one revision; where it stayed as it was, in all of them from `first` to `revision`.
    """

    first: int
    revision: int
    sign: Sign
    words: str
    before: str
    before_revision: int


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


def _steps(standing: Standing, way: list[passages.Became]) -> list[Stage]:
    """Give the passage's way, beginning where it was pointed at."""
    words, revision = quote(standing.place, _MOST), standing.revision
    steps = [Stage(revision, revision, signs.PASSAGE["named"], words, "", revision)]
    for became in way:
        now = quote(became.place, _MOST) if became.place else ""
        sign, before = signs.PASSAGE[became.state], words if now != words else ""
        stays = became.state == State.UNCHANGED and steps[-1].sign == sign
        first = steps.pop().first if stays else became.revision
        steps.append(Stage(first, became.revision, sign, now, before, revision))
        if now:
            words, revision = now, became.revision
    return steps
