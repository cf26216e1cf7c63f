"""One exception a rule; its docstring is the sentence the user reads.

A sentence may name facts in braces; whoever raises the rule gives them.
"""

from __future__ import annotations

import inspect
from typing import Any


class RuleBroken(Exception):
    """Das lässt das Verfahren nicht zu."""

    def __init__(self, **facts: object) -> None:
        self.facts: dict[str, Any] = facts
        super().__init__((inspect.getdoc(type(self)) or "").replace("\n", " ").format(**facts))

    @property
    def sentence(self) -> str:
        """The German sentence for the user."""
        return str(self.args[0])


class NotYours(RuleBroken):
    """Das ist Aufgabe einer anderen Stelle."""


# Who may do what ---------------------------------------------------------------------------


class OnlyTheChairDoesThis(NotYours):
    """Das kann nur der Vorsitz der Expert*innengruppe, die den Entwurf schreibt."""


class OnlyTheGroupWrites(NotYours):
    """Am Entwurf schreiben nur der Vorsitz und die Geschäftsführung seiner Expert*innengruppe."""


class OnlyTheBodySpeaksForItself(NotYours):
    """Jede Stelle spricht nur für sich selbst. Sie können nicht für diese Stelle sprechen."""


class OnlyTheLenkungsgruppeDecides(NotYours):
    """Über einen Entwurf entscheidet nur die Lenkungsgruppe."""


class OthersConsult(NotYours):
    """Um Rücksprache bitten nur die Expert*innengruppe, OE 50.6, die Lenkungsgruppe
    und die Gleichstellungsbeauftragte selbst."""


class OnlyTheOfficeDatesBack(NotYours):
    """Einen anderen Zeitpunkt als jetzt tragen nur OE 50.6 und das Büro der Lenkungsgruppe ein."""


# When it happened --------------------------------------------------------------------------


class ItLiesInTheFuture(RuleBroken):
    """Der angegebene Zeitpunkt liegt in der Zukunft. Geben Sie an, wann es geschehen ist."""


class ItHappenedBeforeTheLastEvent(RuleBroken):
    """Der angegebene Zeitpunkt liegt vor dem letzten Ereignis dieses Entwurfs.
    Geben Sie einen späteren Zeitpunkt an."""


# Writing and submitting ---------------------------------------------------------------------


class ADraftUnderReviewIsNotRevised(RuleBroken):
    """Der Entwurf ist eingereicht und wird beraten. Bis zur Entscheidung bleibt sein Text, wie
    er ist; der Vorsitz kann die Einreichung zurückziehen."""


class TheDraftIsAccepted(RuleBroken):
    """Der Entwurf ist angenommen. Er wird nicht mehr geändert, eingereicht oder entschieden."""


class TheTextHasMovedOn(RuleBroken):
    """Inzwischen gilt Fassung {current}; Sie haben auf Fassung {base} aufgebaut. Ihr Text ist
    noch da: Lesen Sie Fassung {current} und speichern Sie ihn noch einmal."""


class TheTextsMustBeMerged(RuleBroken):
    """Inzwischen gilt Fassung {against}. Wo darin und in Ihrem Text dieselbe Stelle anders lautet,
    entscheiden Sie; alles andere wird zusammengeführt. Es ist nichts verloren."""


class NothingIsAskedAtThisPlace(RuleBroken):
    """An der Stelle {at} gibt es nichts zu entscheiden. Nennen Sie nur Stellen, nach denen gefragt
    ist."""


class APlaceIsDecidedOnce(RuleBroken):
    """Die Stelle {at} ist zweimal entschieden. Geben Sie eine Entscheidung."""


class AConflictHasNoProposal(RuleBroken):
    """Für die Stelle {at} gibt es keinen Vorschlag zum Bestätigen. Wählen Sie eine der Fassungen
    oder formulieren Sie selbst."""


class ThePassagesHaveMovedOn(RuleBroken):
    """Während Sie gespeichert haben, ist eine Textstelle dazugekommen. Ihr Text ist noch da:
    Speichern Sie ihn noch einmal."""


class ThisVorgabeDoesNotExist(RuleBroken):
    """Eine Vorgabe {vorgabe} gibt es zu diesem Entwurf nicht."""


class AVorgabeIsAnsweredOnce(RuleBroken):
    """Vorgabe {vorgabe} ist in dieser Fassung zweimal beantwortet. Geben Sie eine Antwort."""


class AShortfallNeedsAReason(RuleBroken):
    """Bitte begründen Sie, warum Vorgabe {vorgabe} nicht oder nur teilweise erfüllt ist."""


class VorgabenAreUnanswered(RuleBroken):
    """Vor dem Einreichen fehlt noch die Antwort auf Vorgabe {vorgaben}. Beantworten Sie jede
    Vorgabe in einer neuen Fassung."""


class ARoundIsOpen(RuleBroken):
    """Der Entwurf ist schon eingereicht; die {round}. Beratungsrunde läuft."""


class OnlyTheCurrentRevisionIsSubmitted(RuleBroken):
    """Einreichen lässt sich nur die aktuelle Fassung {current}, nicht Fassung {revision}."""


class AWithdrawalNeedsAReason(RuleBroken):
    """Bitte begründen Sie, warum die Einreichung zurückgezogen wird."""


# Being heard --------------------------------------------------------------------------------


class NoRoundIsOpen(RuleBroken):
    """Zu diesem Entwurf läuft keine Beratungsrunde. Er muss zuerst eingereicht werden."""


class TheRevisionWasNeverSubmitted(RuleBroken):
    """Fassung {revision} ist nicht eingereicht. Stellung genommen wird zu eingereichten
    Fassungen."""


class TheBodyIsNotAddressed(RuleBroken):
    """Diese Stelle ist in der {round}. Beratungsrunde nicht beteiligt. Die
    Gleichstellungsbeauftragte kann selbst um Rücksprache bitten."""


class TheBundledStatementDoesNotCount(RuleBroken):
    """Von {body} zählt in dieser Beratungsrunde keine Einschätzung, oder sie hat sich inzwischen
    geändert. Prüfen Sie die Bündelung und senden Sie sie noch einmal."""


class TheMinorityIsNotBundled(RuleBroken):
    """Eine Minderheitsposition stammt aus einer gebündelten Einschätzung; {body} ist nicht
    dabei. Nehmen Sie die Einschätzung in die Bündelung auf."""


class TheMinorityIsNotAQuote(RuleBroken):
    """Die Minderheitsposition von {body} steht nicht wörtlich in der Einschätzung. Übernehmen Sie
    die eigenen Worte des Beirats."""


class ABodyPointsAtSoMany(RuleBroken):
    """Eine Stelle zeigt in einem Entwurf auf höchstens {limit} Textstellen, über alle Runden
    gezählt. Nehmen Sie einige heraus oder fassen Sie benachbarte zu einer zusammen."""


class OnlyItsBodyPlacesAPassage(NotYours):
    """Wo eine verwaiste Textstelle jetzt steht, bestätigt nur, wer auf sie gezeigt hat."""


class OnlyTheNewestRevisionTakesAPlace(RuleBroken):
    """Bestätigt wird der Platz einer Textstelle in der neuesten Fassung {current}, nicht in
    Fassung {revision}."""


class ThePassageHasItsPlace(RuleBroken):
    """Textstelle {passage} ist nicht verwaist. Sie hat schon ihren Platz im Text."""


# Deciding -----------------------------------------------------------------------------------


class TheRevisionHasMovedOn(RuleBroken):
    """Zur Entscheidung steht Fassung {current}, nicht Fassung {revision}. Lesen Sie die aktuelle
    Fassung und entscheiden Sie dann."""


class AReturnNamesItsVorgaben(RuleBroken):
    """Eine Rückgabe nennt mindestens eine Vorgabe."""


class OpenPointsNeedAReason(RuleBroken):
    """Die Annahme braucht eine Begründung, weil noch Punkte offen sind: {points}"""
