"""Submitting: the chair hands a revision in, or takes it back; each is confirmed on a page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from domain import rules
from domain.gremium import Kind
from domain.procedure import Ordnung
from domain.rules import RuleBroken
from projections import diff_history, vorgaben
from projections.drafts import Shown
from projections.vorgaben import Line as Vorgabe
from review_service.access import Act
from review_service.acts import writing as acts
from review_service.acts.writing import NewSubmission, NewWithdrawal
from review_service.pages.draft.acting import FASSUNG, DraftStep, OnRevision, Reviewing
from review_service.pages.kinds import Field, Text
from review_service.pages.steps import Told
from review_service.pages.writing import writing
from review_service.words import german, signs
from review_service.words.chronicle import quoted
from review_service.words.german import count, listed


@dataclass(frozen=True, kw_only=True)
class Submitting(Reviewing):
    """A draft to submit: answers that are missing are said in place of the form."""

    @cached_property
    def hindered(self) -> RuleBroken | None:
        found = super().hindered
        return None if isinstance(found, rules.VorgabenAreUnanswered) else found

    @cached_property
    def vorgaben(self) -> list[Vorgabe]:
        """The Vorgaben with their answers."""
        with self.visitor.database() as database:
            return vorgaben.of_draft(database, self.shown.draft, upto=self.on)


def _revision(desk: Reviewing) -> list[Field]:
    return [OnRevision(FASSUNG, "", "revision", value=desk.on, asks_again=None)]


def _unanswered(desk: Submitting) -> str:
    missing = [str(line.number) for line in desk.vorgaben if not line.answers]
    if not missing:
        return ""
    return f"Einreichen können Sie noch nicht: Es fehlt die Antwort auf Vorgabe {listed(missing)}."


def _submission(desk: Submitting) -> list[Told]:
    with desk.visitor.database() as database:
        last = diff_history.revisions(database, desk.shown.draft, upto=desk.on, after=desk.on - 1)[
            -1
        ]
    round, to = (desk.shown.round or 0) + 1, listed(_addressees(desk.shown, desk.visitor.ordnung))
    size = f"Fassung {desk.on} vom {german.date(last.at)}, {german.number(last.characters)} Zeichen"
    short = [
        (f"Vorgabe {one.number}: {quoted(one.text, 160)}", signs.VORGABE[one.state].word)
        for one in desk.vorgaben
        if one.binding and one.state in ("teilweise", "abgelehnt")
    ]
    return [
        Told("Das geschieht, wenn Sie einreichen", [
            (f"Die {round}. Beratungsrunde beginnt.", size),
            (f"Der Entwurf geht an {to}.",
             "Von da an sehen alle Beteiligten diese und jede frühere Fassung."),
            ("Bis zur Entscheidung der Lenkungsgruppe bleibt der Text, wie er ist.",
             "Sie können die Einreichung mit einem Grund zurückziehen."),
        ]),
        *([Told("Diese Vorgaben bleiben offen", short)] if short else []),
    ]  # fmt: skip


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


def _withdrawal(desk: Reviewing) -> list[Told]:
    round = desk.shown.round
    if not round:
        return []
    return [
        Told("Das geschieht, wenn Sie zurückziehen", [
            (f"Die {round}. Beratungsrunde endet sofort.",
             "Ihre Nummer ist verbraucht; nach der nächsten Einreichung folgt die"
             f" {round + 1}. Runde."),
            ("Die Stellungnahmen dieser Runde bleiben lesbar, zählen aber nicht mehr.", ""),
            ("Ihre Gruppe kann den Text wieder überarbeiten.", ""),
        ]),
    ]  # fmt: skip


def _reason(_: Reviewing) -> list[Field]:
    hint = "Der Grund steht im Verlauf, für alle Beteiligten lesbar."
    asked = "Warum ziehen Sie die Einreichung zurück?"
    return [Text("grund", asked, "reason", hint, rules=(rules.AWithdrawalNeedsAReason,))]


SUBMISSION = DraftStep(
    "einreichen", "Einreichen", lambda desk: f"Fassung {desk.on} einreichen",
    "Der Entwurf ist eingereicht. Die Beratungsrunde läuft.", Act.SUBMIT, _revision, NewSubmission,
    acts.submit, begun="Einreichung", desk=Submitting, newest=True,
    link=lambda standing: f"Fassung {standing.shown.revision} einreichen",
    heading=lambda desk: f"Fassung {desk.on} einreichen?", told=_submission,
    unsent="Der Entwurf ist nicht eingereicht", instead="Noch nicht einreichen",
    without=_unanswered, first=writing.REVISION,
)  # fmt: skip
WITHDRAWAL = DraftStep(
    "zurueckziehen", "Einreichung zurückziehen", "Einreichung zurückziehen",
    "Die Einreichung ist zurückgezogen.", Act.WITHDRAW, _reason, NewWithdrawal, acts.withdraw,
    begun="Rücknahme der Einreichung", link="Einreichung zurückziehen", expected=False,
    heading="Einreichung zurückziehen?", told=_withdrawal,
    unsent="Die Einreichung ist noch nicht zurückgezogen",
)  # fmt: skip
FORMS = (SUBMISSION, WITHDRAWAL)
