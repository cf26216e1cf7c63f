"""Forms about the procedure: moving a date, proposing a re-cut, the Lenkungsgruppe's answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from fastapi import APIRouter

from domain import rules
from domain.gremium import Kind
from domain.naming import slug_of
from domain.procedure import Procedure
from domain.procedure.content import Theme
from domain.procedure.recut import Recut, RecutState
from review_service.access import Act, NotVisible
from review_service.acts import proceeding
from review_service.acts.doing import Doing
from review_service.acts.requests.elections import NewTermin
from review_service.acts.requests.procedures import NewAgreement, NewDate, NewRecut
from review_service.pages.fields import Reading
from review_service.pages.forms import leave_for
from review_service.pages.kinds import (
    YES,
    Boxes,
    Choice,
    Day,
    Field,
    Fixed,
    Lines,
    Options,
    Radios,
    Text,
    Together,
    Words,
)
from review_service.pages.procedure.dates import said
from review_service.pages.steps import Desk, Step, serve
from review_service.pages.visitor import Visiting, Visitor
from review_service.words import german

router = APIRouter()
NEW = "neu"
"""Stands for a Themenfeld, or a group, that there is not yet."""
_TRAIL = (("Verfahren", "/verfahren"),)


class NoSuchForm(NotVisible):
    """Diesen Termin, dieses Themenfeld oder diesen Vorschlag gibt es nicht."""


def _procedure(visitor: Visitor) -> Procedure:
    found = visitor.service.procedures.found()
    if found is None:
        raise proceeding.NotConstituted
    return found


# Dates -----------------------------------------------------------------------------------------


def _to_move(desk: Desk) -> list[Field]:
    known = [("geplant", "Es ist neu geplant"), ("stattgefunden", "Es hat stattgefunden")]
    when = (
        Radios("art", "Was wissen Sie jetzt?", options=known),
        Day("tag", "Tag, oder der erste Tag", optional=True),
        Day("bis", "Letzter Tag", hint="Wo es mehrere Tage sein können.", optional=True),
        Words("worte", "Wie die Quelle es nennt", optional=True,
              hint="Zum Beispiel „Mitte November 2019“ oder „voraussichtlich Anfang 2021“."),
    )  # fmt: skip
    return [
        Fixed("", "", "milestone", value=desk.id),
        Together("tag", "", parts=when, reads=_dating,
                 rules=(rules.WhatTookPlaceIsNotAhead, rules.TheDateIsUnclear)),
        Text("grund", "Warum?", "reason", "Der Grund steht beim Termin, für alle lesbar.",
             rules=(rules.AMovedDateNeedsAReason,)),
        Words("quelle", "Quelle", "source", "Zum Beispiel eine Drucksache oder ein Protokoll.",
              optional=True),
    ]  # fmt: skip


def _dating(reading: Reading) -> dict[str, Any]:
    """Give when it is planned, or when it was."""
    kind = {"geplant": "planned", "stattgefunden": "actual"}.get(reading.typed.text("art"))
    if kind is None:
        reading.mend("art", "Bitte geben Sie an, ob es geplant ist oder stattgefunden hat.")
    begins, ends = reading.day("tag"), reading.day("bis")
    words = reading.typed.text("worte").strip()
    if not (words or begins or reading.wrong):
        reading.mend("tag", "Bitte geben Sie einen Tag an, oder wie die Quelle es nennt.")
    if begins and ends and ends < begins:
        reading.mend("bis", "Der letzte Tag liegt vor dem ersten.")
    if kind is None or reading.wrong:
        return {}
    last = ends or (begins if not words else None)
    return {kind: NewTermin(words=words or _words(begins, ends), begins=begins, ends=last)}


def _so_far(desk: Desk) -> dict[str, Any]:
    told = _procedure(desk.visitor).dates(desk.visitor.ordnung.day)[desk.id]
    return {"said": list(said(told)), "words": german.termin}


def _words(begins: date | None, ends: date | None) -> str:
    days = [german.long_day(day) for day in dict.fromkeys((begins, ends)) if day]
    return " bis ".join(days)


MOVE = Step(
    "termin", "Termin ändern", "Termin ändern",
    "Der Termin ist geändert. Was vorher galt, steht weiter dabei.", Act.MOVE_DATES, _to_move,
    NewDate, lambda doing, _, new: proceeding.move_date(doing, new),
    lead="Was bisher galt, bleibt mit seinem Grund stehen.",
    heading=lambda desk: f"{desk.name}: Termin ändern",
    unsent="Der Termin ist noch nicht geändert", template="procedure_date.html",
    facts=_so_far,
)  # fmt: skip


def _milestone(slug: str, visitor: Visiting) -> tuple[Step[Desk], Desk]:
    """Give the form of a date; raises NoSuchForm, NotYours."""
    found = visitor.ordnung.milestones.get(slug)
    if found is None:
        raise NoSuchForm
    MOVE.must(visitor)
    return MOVE, Desk(visitor=visitor, id=slug, name=found.name, trail=_TRAIL)


serve(router, "/verfahren/termine/{slug}", _milestone)


# Themenfelder ----------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Cutting(Desk):
    """A Themenfeld as it is cut now, None for a new one."""

    theme: Theme | None

    def bodies(self, kind: Kind) -> Options:
        """Give the bodies of a kind to choose from."""
        today = self.visitor.ordnung
        return [(one.slug, today.name_of(one.slug)) for one in today.of_kind(kind)]


def _to_cut(desk: Cutting) -> list[Field]:
    departments, groups = desk.bodies(Kind.DEPARTMENT), desk.bodies(Kind.EXPERT_GROUP)
    writers = (
        Choice("gruppe", "Wer schreibt", first="", options=[*groups, (NEW, "eine neue Gruppe")]),
        Words("neue-gruppe", "Name der neuen Gruppe",
              hint="Nur für eine neue Gruppe. Sie bekommt dieselben Sitze wie die anderen."),
    )  # fmt: skip
    return [
        Together("name", "", parts=(Words("name", "Name des Themenfelds"),),
                 reads=partial(_naming, desk), at={"theme.name": "name"}),
        Lines("unterthemen", "Unterthemen", "subthemes", "Jedes in einer eigenen Zeile.",
              optional=True),
        Choice("leitung", "Leitendes Dezernat", "lead", "",
               "Bitte wählen Sie das leitende Dezernat.", options=departments, first=""),
        Boxes("gemeinsam", "Gemeinsam mit", "jointly", optional=True, options=departments),
        Together("neue-gruppe", "", "new_group", parts=writers, reads=partial(_writers, groups),
                 rules=(rules.TheGroupIsThereAlready,)),
        Text("grund", "Warum soll das Themenfeld anders zugeschnitten werden?", "reason",
             "Der Grund steht beim Vorschlag, für alle lesbar.", rules=(rules.ARecutNeedsAReason,)),
    ]  # fmt: skip


def _naming(desk: Cutting, reading: Reading) -> dict[str, Any]:
    """Give the name, and the slug that follows from a new one."""
    name = reading.words("name", "Bitte geben Sie den Namen des Themenfelds an.")
    slug = desk.theme.slug if desk.theme else slug_of(name, "themenfeld")
    if desk.theme is None and slug in desk.visitor.ordnung.themes:
        reading.mend("name", "Ein Themenfeld dieses Namens gibt es schon.")
    return {"slug": slug, "name": name}


def _writers(groups: Options, reading: Reading) -> dict[str, Any]:
    """Give which group writes, and its name where it is new."""
    group = reading.typed.text("gruppe")
    if group == NEW:
        asked = "Bitte geben Sie den Namen der neuen Expert*innengruppe an."
        name = reading.words("neue-gruppe", asked)
        return {"group": slug_of(name, "gruppe"), "new_group": name}
    if group not in dict(groups):
        reading.mend("gruppe", "Bitte wählen Sie, welche Gruppe das Themenfeld bearbeitet.")
    return {"group": group, "new_group": None}


def _as_it_is(desk: Cutting) -> dict[str, list[str]]:
    now = desk.theme
    if now is None:
        return {"gruppe": [NEW]}
    return {
        "name": [now.name], "unterthemen": ["\n".join(now.subthemes)], "leitung": [now.lead],
        "gemeinsam": list(now.jointly), "gruppe": [now.group],
    }  # fmt: skip


def _recut(*, new_group: str | None, reason: str, **theme: Any) -> NewRecut:
    theme["jointly"] = [one for one in theme["jointly"] if one != theme["lead"]]
    facts = {"theme": theme, "new_group": new_group, "reason": reason}
    return NewRecut.model_validate(facts)


CUT = Step(
    "vorgeschlagen", "Zuschnitt vorschlagen", "Zuschnitt vorschlagen",
    "Der Vorschlag liegt der Lenkungsgruppe vor.", Act.PROPOSE_RECUT, _to_cut, _recut,
    lambda doing, _, new: proceeding.propose_recut(doing, new),
    lead="Der Vorschlag geht an die Lenkungsgruppe. Er gilt erst, wenn sie zustimmt, und"
    " von dem Tag an, den sie nennt.",
    heading=lambda desk: f"{desk.name}: anderen Zuschnitt vorschlagen",
    unsent="Der Vorschlag ist noch nicht gemacht", begins=_as_it_is,
)  # fmt: skip
ADD = replace(CUT, title="Neues Themenfeld vorschlagen", heading="")


def _theme(slug: str, visitor: Visiting) -> tuple[Step[Cutting], Cutting]:
    """Give the form of a Themenfeld, or of a new one; raises NoSuchForm, NotYours."""
    found = visitor.ordnung.themes.get(slug)
    if found is None and slug != NEW:
        raise NoSuchForm
    proceeding.proposing_seat(visitor.doing(), slug)
    name = found.name if found else ""
    desk = Cutting(visitor=visitor, name=name, trail=_TRAIL, theme=found)
    return CUT if found else ADD, desk


serve(router, "/verfahren/zuschnitt/{slug}", _theme)


# The Lenkungsgruppe's answer -------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Proposed(Desk):
    """A proposal."""

    recut: Recut


def _to_answer(_: Desk) -> list[Field]:
    options = [(YES, "Sie stimmt zu"), ("nein", "Sie stimmt nicht zu")]
    parts = (
        Radios("antwort", "Was hat die Lenkungsgruppe entschieden?", options=options),
        Day("ab", "Gilt ab", hint="Nur bei Zustimmung."),
    )
    return [
        Together("ab", "", parts=parts, reads=_agreement, rules=(rules.ARecutDoesNotReachBack,)),
        Text("grund", "Warum stimmt sie nicht zu?", "reason", "Nur bei Ablehnung. Der Grund steht"
             " beim Vorschlag, für alle lesbar.", rules=(rules.ARefusedRecutNeedsAReason,)),
    ]  # fmt: skip


def _agreement(reading: Reading) -> dict[str, Any]:
    answer, since = reading.typed.text("antwort"), None
    if answer == YES:
        since = reading.day("ab", "Bitte geben Sie an, ab welchem Tag der Zuschnitt gilt.")
    elif answer != "nein":
        reading.mend("antwort", "Bitte wählen Sie, ob die Lenkungsgruppe zustimmt.")
    return {"agreed": answer == YES, "since": since}


def _beside(desk: Proposed) -> dict[str, Any]:
    now = desk.visitor.ordnung.themes.get(desk.recut.theme.slug)
    return {"recut": desk.recut, "now": now, "open": desk.recut.state is RecutState.OPEN}


def _answered(doing: Doing, number: int, new: NewAgreement) -> str:
    proceeding.answer_recut(doing, number, new)
    return "zugestimmt" if new.agreed else "abgelehnt"


ANSWER = Step(
    "antwort", "Zuschnitt", "Entscheidung festhalten", "", Act.AGREE, _to_answer, NewAgreement,
    _answered, heading=lambda desk: f"{desk.name}: neuer Zuschnitt",
    unsent="Die Antwort ist noch nicht festgehalten", template="procedure_answer.html",
    facts=_beside, ends=lambda _, desk, answer: leave_for(desk.back, answer),
)  # fmt: skip


def _proposal(number: str, visitor: Visiting) -> tuple[Step[Proposed], Proposed]:
    """Give the form of a proposal; raises NoSuchRecut, NotYours."""
    found = _procedure(visitor).recuts[proceeding.see_recut(visitor.doing(), number)]
    ANSWER.must(visitor)
    name = found.theme.name
    return ANSWER, Proposed(visitor=visitor, id=found.number, name=name, trail=_TRAIL, recut=found)


serve(router, "/verfahren/vorschlaege/{number}", _proposal)


NOTICES = {
    MOVE.path: MOVE.done,
    CUT.path: CUT.done,
    "zugestimmt": "Die Zustimmung der Lenkungsgruppe ist festgehalten.",
    "abgelehnt": "Die Ablehnung der Lenkungsgruppe ist festgehalten.",
    "gesichert": "Was Sie geschrieben haben, ist zwischengespeichert.",
}
"""What the page of the procedure says when a form is done, or kept."""
