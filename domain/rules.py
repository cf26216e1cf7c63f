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
    """Um Rücksprache bitten nur die Expert*innengruppe, die Geschäftsstelle, die
    Lenkungsgruppe und die Gleichstellungsbeauftragte selbst."""


class OthersRemind(NotYours):
    """An Ausstehendes erinnern die Geschäftsstelle und Vorsitz oder Büro der Lenkungsgruppe; die
    Delegiertenkonferenz erinnert die Beiräte."""


class OnlyTheOfficeDatesBack(NotYours):
    """Einen anderen Zeitpunkt als jetzt tragen nur die Geschäftsstelle und das Büro der
    Lenkungsgruppe ein."""


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


class NothingIsAwaited(RuleBroken):
    """{body}: Zu diesem Entwurf steht nichts aus, woran zu erinnern ist."""


class OneReminderADay(RuleBroken):
    """{body} ist heute schon erinnert. Erinnert wird höchstens einmal am Tag."""


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
    """Wo eine verlorene Textstelle jetzt steht, bestätigt nur, wer auf sie gezeigt hat."""


class OnlyTheNewestRevisionTakesAPlace(RuleBroken):
    """Bestätigt wird der Platz einer Textstelle in der neuesten Fassung {current}, nicht in
    Fassung {revision}."""


class ThePassageHasItsPlace(RuleBroken):
    """Textstelle {passage} hat schon ihren Platz im Text."""


# Deciding -----------------------------------------------------------------------------------


class TheRevisionHasMovedOn(RuleBroken):
    """Zur Entscheidung steht Fassung {current}, nicht Fassung {revision}. Lesen Sie die aktuelle
    Fassung und entscheiden Sie dann."""


class AReturnNamesItsVorgaben(RuleBroken):
    """Eine Rückgabe nennt mindestens eine Vorgabe."""


class OpenPointsNeedAReason(RuleBroken):
    """Die Annahme braucht eine Begründung, weil noch Punkte offen sind: {points}"""


# Accepting by the procedure's own rules ------------------------------------------------------


class NothingMayBeOpen(RuleBroken):
    """Nach der Verfahrensregel wird ein Entwurf nur angenommen, wenn nichts offen ist. {points}"""


class NobodyIsConsulted(RuleBroken):
    """Das Verfahren kennt keine Gleichstellungsbeauftragte, die befragt werden könnte."""


# The procedure -------------------------------------------------------------------------------


class TheProcedureIsConstituted(RuleBroken):
    """Das Verfahren ist schon eingerichtet. Ein weiterer Beschluss ändert es."""


class TheResolutionIsKnown(RuleBroken):
    """Der Beschluss {number} ist schon eingetragen."""


class AnAmendmentFollows(RuleBroken):
    """Ein ändernder Beschluss gilt nicht vor dem {first}, an dem das Verfahren beginnt."""


class TheContentDoesNotFit(RuleBroken):
    """Das passt nicht zum Verfahren, wie es dann gilt. {why}"""


class NoSuchDate(RuleBroken):
    """Einen Termin „{milestone}“ kennt das Verfahren an diesem Tag nicht."""


class AMoveNamesADate(RuleBroken):
    """Bitte nennen Sie, wann es jetzt geplant ist oder wann es stattgefunden hat."""


class AMovedDateNeedsAReason(RuleBroken):
    """Bitte begründen Sie, warum sich der Termin ändert oder woher der Tag bekannt ist."""


class TheDateIsUnclear(RuleBroken):
    """Der Termin ist nicht klar. {why}"""


class WhatTookPlaceIsNotAhead(RuleBroken):
    """Stattgefunden hat nur, was schon war. Ein Termin, der noch kommt, ist geplant."""


class ARecutNeedsAReason(RuleBroken):
    """Bitte begründen Sie, warum das Themenfeld neu zugeschnitten werden soll."""


class ARecutIsProposed(RuleBroken):
    """Zum Themenfeld „{theme}“ liegt der Lenkungsgruppe schon ein Vorschlag vor."""


class TheGroupIsThereAlready(RuleBroken):
    """Ein Gremium mit diesem Slug gibt es schon. Wählen Sie für „{group}“ einen anderen."""


class TheRecutIsNotOpen(RuleBroken):
    """Über den Vorschlag {number} ist nichts mehr zu entscheiden."""


class ARecutDoesNotReachBack(RuleBroken):
    """Ein neuer Zuschnitt gilt nicht früher, als er vorgeschlagen wurde ({proposed})."""


class AnAnswerFollowsItsProposal(RuleBroken):
    """Der angegebene Zeitpunkt liegt vor dem Vorschlag. Die Lenkungsgruppe antwortet danach: Geben
    Sie einen späteren Zeitpunkt an."""


class ARefusedRecutNeedsAReason(RuleBroken):
    """Bitte begründen Sie, warum die Lenkungsgruppe nicht zustimmt."""


# Seats ---------------------------------------------------------------------------------------


class ASeatEndsAfterItBegins(RuleBroken):
    """Der letzte Tag liegt vor dem ersten. Prüfen Sie beide Daten."""


class AnElectedSeatIsFilledByItsElection(RuleBroken):
    """Dieser Sitz wird durch Wahl besetzt. Stellen Sie das Ergebnis der Wahl fest."""


class NobodyAppointsThemselvesToAnOffice(RuleBroken):
    """In ein Amt beruft sich niemand selbst. Das tut jemand anderes aus der
    Administration, oder der Betrieb an der Kommandozeile."""


class ThePersonHoldsTheSeat(RuleBroken):
    """Diese Person hat den Sitz in dieser Zeit schon inne."""


class TheSeatIsTaken(RuleBroken):
    """Der Sitz „{seat}“ ist in dieser Zeit besetzt. Beenden Sie zuerst die andere Besetzung."""


class ThePersonDoesNotHoldTheSeat(RuleBroken):
    """Diese Person hat den Sitz an diesem Tag nicht inne."""


class TheSeatIsLeftAlready(RuleBroken):
    """Für diesen Sitz ist schon ein früherer oder derselbe letzte Tag eingetragen."""


class OnlyWhatIsToBeginIsTakenBack(RuleBroken):
    """Was vor diesem Tag schon begonnen hat, lässt sich nicht zurücknehmen. Der letzte Tag ist
    frühestens der erste."""


class NobodyDeputisesForThemselves(RuleBroken):
    """Wer den Sitz selbst innehat, vertritt ihn nicht."""


class NoSuchDeputy(RuleBroken):
    """Diese Person ist für den Sitz in dieser Zeit nicht als Vertretung benannt."""


class ThePersonDeputisesAlready(RuleBroken):
    """Diese Person vertritt den Sitz in dieser Zeit schon."""


class SomebodyElseDeputises(RuleBroken):
    """Den Sitz „{seat}“ vertritt in dieser Zeit schon jemand anderes."""


class NothingHoldsOnThatDay(RuleBroken):
    """Am {day} galt noch kein Verfahren. Wählen Sie einen späteren Tag."""


class NoSuchSeatOnThatDay(RuleBroken):
    """Einen Sitz „{seat}“ hat dieses Gremium am {day} nicht."""


class ThePersonIsNotInTheRegister(RuleBroken):
    """Diese Person gibt es im Personenverzeichnis nicht. Geben Sie ihren Namen an."""


class CountsAreOfADayThatCame(RuleBroken):
    """Gezählt wird an einem Tag, der schon gekommen ist."""


class MoreAreCountedThanSit(RuleBroken):
    """Gezählt sind {counted}, die Gruppe hatte an diesem Tag aber {persons} Mitglieder."""


class SoFewAreNotCounted(RuleBroken):
    """Gemeldet wird nur, wenn die Gruppe an diesem Tag mindestens {least} Mitglieder hatte und
    mindestens {least} von ihnen etwas angegeben haben: Weniger Angaben verrieten etwas über
    einzelne Personen. Nur Nullen nehmen eine frühere Meldung zurück."""


class OnlyAGroupWithTargetsCounts(RuleBroken):
    """Für dieses Gremium nennt das Verfahren kein solches Ziel. Es wird nichts gezählt."""


class SomebodyElseAppoints(NotYours):
    """Die Sitze einer Expert*innengruppe besetzt nur das Dezernat, das ihr Themenfeld leitet, die
    der Ämter nur die Administration, alle anderen nur die Geschäftsstelle."""


class OnlyTheGeschaeftsfuehrungReportsCounts(NotYours):
    """Die Zählung einer Expert*innengruppe meldet nur ihre Geschäftsführung."""


class OnlyTheOfficeCollectsSuggestions(NotYours):
    """Initiativvorschläge nimmt nur die Geschäftsstelle auf und leitet sie weiter."""


class OnlyTheDezernatAnswersSuggestions(NotYours):
    """Über einen Initiativvorschlag entscheidet nur das Dezernat, das die Gruppe besetzt."""


class OnlyTheOfficeMovesDates(NotYours):
    """Termine des Verfahrens ändert nur die Geschäftsstelle."""


class OnlyItsGroupProposesARecut(NotYours):
    """Einen anderen Zuschnitt eines Themenfelds schlagen nur seine Expert*innengruppe und die
    Geschäftsstelle vor."""


class OnlyTheLenkungsgruppeAgreesToARecut(NotYours):
    """Einem anderen Themenzuschnitt stimmen nur Vorsitz und Büro der Lenkungsgruppe zu, und nur sie
    lehnen ihn ab."""


# Suggestions -----------------------------------------------------------------------------------


class OnlyWhoHandlesSuggestionsReadsThem(NotYours):
    """Initiativvorschläge sehen nur die Geschäftsstelle, die Rechnungsprüfung und das
    Dezernat, dem sie vorliegen."""


class ASuggestedPersonConsents(RuleBroken):
    """Aufgenommen wird ein Vorschlag nur mit Einwilligung der vorgeschlagenen Person."""


class ASuggestionNamesATheme(RuleBroken):
    """Bitte wählen Sie mindestens ein Themenfeld aus, für das die Person vorgeschlagen ist."""


class ItHappenedBeforeTheSuggestionsLastEvent(RuleBroken):
    """Der angegebene Zeitpunkt liegt vor dem letzten Ereignis dieses Vorschlags.
    Geben Sie einen späteren Zeitpunkt an."""


class TheDezernatLeadsNoGroup(RuleBroken):
    """Dieses Dezernat leitet zurzeit kein Themenfeld und besetzt deshalb keine Gruppe."""


class TheSuggestionIsForwarded(RuleBroken):
    """Dieser Vorschlag liegt schon bei einem Dezernat, oder dieses hat ihn schon abgelehnt."""


class NoDezernatIsAsked(RuleBroken):
    """Dieser Vorschlag liegt gerade bei keinem Dezernat."""


class ADeclinedSuggestionNeedsAReason(RuleBroken):
    """Bitte begründen Sie, warum die Person nicht berufen wird."""


class TheSuggestionLedToASeat(RuleBroken):
    """Aus diesem Vorschlag ist schon eine Berufung geworden."""


class TheConsentIsWithdrawn(RuleBroken):
    """Die vorgeschlagene Person hat ihre Einwilligung zurückgenommen."""


# Electing ------------------------------------------------------------------------------------


class OnlyTheOfficeHoldsElections(NotYours):
    """Eine Wahl ruft nur die Geschäftsstelle aus, und nur sie trägt ein, was dabei geschieht."""


class ItHappenedBeforeTheElectionsLastEvent(RuleBroken):
    """Der angegebene Zeitpunkt liegt vor dem letzten Ereignis dieser Wahl.
    Geben Sie einen späteren Zeitpunkt an."""


class TheElectionIsConcluded(RuleBroken):
    """Das Ergebnis dieser Wahl ist festgestellt. Es wird nichts mehr eingetragen."""


class TheElectionIsAbandoned(RuleBroken):
    """Diese Wahl ist abgebrochen. Es wird nichts mehr eingetragen."""


class AnAbandonmentNeedsAReason(RuleBroken):
    """Bitte begründen Sie, warum die Wahl abgebrochen wird."""


class AnElectionForTheseSeatsRuns(RuleBroken):
    """Für diese Sitze läuft schon eine Wahl. Brechen Sie sie ab oder stellen Sie ihr Ergebnis
    fest, bevor Sie eine neue ausrufen."""


class TheProcedureKnowsNoSuchElection(RuleBroken):
    """Das Verfahren kennt keine Wahl „{slug}“."""


class TheDeadlineLiesAhead(RuleBroken):
    """Die Frist für Aufstellungen liegt schon zurück. Geben Sie einen späteren Zeitpunkt an."""


class NominationsEndBeforeTheMeeting(RuleBroken):
    """Aufgestellt wird im Vorfeld: Die Frist für Aufstellungen liegt nach der Wahlveranstaltung.
    Geben Sie einen früheren Zeitpunkt an."""


class TheRollIsClosed(RuleBroken):
    """Es ist schon gewählt worden. Das Wählerverzeichnis ändert sich nicht mehr."""


class AChangeOfTheRollNeedsAReason(RuleBroken):
    """Bitte begründen Sie die Änderung des Wählerverzeichnisses."""


class AnOrganisationStandsOnceOnTheRoll(RuleBroken):
    """„{name}“ steht schon im Wählerverzeichnis, als „{other}“.
    Jede Organisation hat eine Stimme."""


class TheOrganisationIsNotOnTheRoll(RuleBroken):
    """Die Organisation „{slug}“ steht nicht im Wählerverzeichnis."""


class AnOrganisationIsNamedOnce(RuleBroken):
    """Eine Organisation ist zweimal genannt. Nennen Sie jede einmal."""


class ItsNominationStands(RuleBroken):
    """„{name}“ hat eine Person aufgestellt. Tragen Sie zuerst ein, dass diese Person nicht mehr
    zur Wahl steht."""


class SomebodyIsInvited(RuleBroken):
    """Bitte wählen Sie aus, wen Sie eingeladen haben."""


class NominationsAreClosed(RuleBroken):
    """Die Frist für Aufstellungen ist abgelaufen. Ging die Aufstellung rechtzeitig ein, geben Sie
    an, wann."""


class AnOrganisationNominatesOne(RuleBroken):
    """„{name}“ hat schon eine Person aufgestellt. Jede Organisation stellt höchstens eine auf."""


class ThePersonIsACandidate(RuleBroken):
    """Diese Person ist schon von einer anderen Organisation aufgestellt."""


class ACandidateConsents(RuleBroken):
    """Eine Person wird nur mit ihrer Einwilligung aufgestellt."""


class OnlyAMeetingToComeIsPostponed(RuleBroken):
    """Es ist schon gewählt worden. Die Wahlveranstaltung lässt sich nicht mehr verlegen."""


class APostponementNeedsAReason(RuleBroken):
    """Bitte begründen Sie, warum die Wahlveranstaltung verlegt wird."""


class NobodyWasPutUp(RuleBroken):
    """Für „{name}“ steht niemand zur Wahl."""


class ACandidateStaysInARound(RuleBroken):
    """Dieser Wahlgang wird gerade ausgezählt. Wer nicht mehr zur Wahl steht, wird eingetragen,
    sobald er entschieden ist."""


class AWithdrawnNominationNeedsAReason(RuleBroken):
    """Bitte geben Sie an, warum diese Person nicht mehr zur Wahl steht."""


class NominationsAreStillOpen(RuleBroken):
    """Die Frist für Aufstellungen läuft noch. Gewählt wird, wenn sie abgelaufen ist."""


class NobodyStandsForElection(RuleBroken):
    """Es gibt nichts mehr zu wählen. Stellen Sie das Ergebnis fest."""


class AnotherRoundIsDue(RuleBroken):
    """An der Reihe ist {round}."""


class SomebodyTakesPart(RuleBroken):
    """Bitte wählen Sie aus, welche Organisationen an diesem Wahlgang teilgenommen haben."""


class NoSuchRoundIsCounted(RuleBroken):
    """Ausgezählt wird {round} zurzeit nicht."""


class TwoTellersCount(RuleBroken):
    """Zwei Personen haben diesen Wahlgang schon ausgezählt. Wo sie voneinander abweichen, zählt
    eine von ihnen noch einmal."""


class TwoPersonsCount(RuleBroken):
    """Einen Wahlgang zählen zwei Personen aus. Nennen Sie zwei verschiedene."""


class OnlyTheNamedTellersCount(RuleBroken):
    """Diesen Wahlgang zählen die beiden Personen aus, die bei der Teilnahme genannt sind. Zählt
    jemand anderes, berichtigen Sie es dort."""


class WhoCountedStaysATeller(RuleBroken):
    """Wer schon gezählt hat, bleibt dabei. Ersetzen lässt sich nur, wer noch nicht gezählt hat."""


class CandidatesNeitherCountNorWitness(RuleBroken):
    """Wer zur Wahl steht, zählt nicht aus und bezeugt kein Los."""


class TooManyBallots(RuleBroken):
    """Eingetragen sind mehr Stimmzettel ({ballots}) als Organisationen, die teilgenommen haben
    ({took_part}). Jede hat eine Stimme."""


class MoreAreInvalidThanHandedIn(RuleBroken):
    """Von {ballots} Stimmzetteln können nicht {invalid} ungültig sein."""


class TheBallotDoesNotNameThem(RuleBroken):
    """Es sind Stimmen für eine Person eingetragen, die in diesem Wahlgang nicht auf dem
    Stimmzettel steht."""


class TheVotesDoNotAddUp(RuleBroken):
    """Die Stimmen ergeben zusammen {total}; bei {valid} gültigen Stimmzetteln müssen es {votes}
    sein."""


class TheLotComesFirst(RuleBroken):
    """Es herrscht Stimmengleichheit: Zuerst wird das Los gezogen."""


class NoLotIsDue(RuleBroken):
    """Es ist kein Los zu ziehen."""


class TheLotFillsThePlaces(RuleBroken):
    """Wählen Sie so viele Personen aus, wie das Los bestimmt, jede einmal (Anzahl: {places})."""


class TheLotIsAmongTheTied(RuleBroken):
    """Das Los entscheidet nur unter denen, die gleich viele Stimmen haben."""


class ALotHasTwoWitnesses(RuleBroken):
    """Ein Los wird vor mindestens zwei Zeug*innen gezogen. Nennen Sie sie."""


class TheElectionIsNotDecided(RuleBroken):
    """Das Ergebnis lässt sich noch nicht feststellen: An der Reihe ist {round}."""


class TheElectedSeatHasEnded(RuleBroken):
    """Einen der gewählten Sitze gibt es an diesem Tag nicht. Geben Sie einen anderen Tag an."""


class NobodyErasedTakesASeat(RuleBroken):
    """Eine gewählte Person ist aus dem Verzeichnis gelöscht. Tragen Sie zuerst ein, dass sie nicht
    mehr zur Wahl steht."""


class NobodyIsSeatedBeforeTheRunOff(RuleBroken):
    """Vor dem Tag der Stichwahl nimmt niemand einen gewählten Sitz ein."""


# Persons -------------------------------------------------------------------------------------


class OnlyTheRegistrarKeepsTheRegister(NotYours):
    """Das Personenverzeichnis führt nur die Geschäftsstelle."""


class OnlyTheRegistrarReadsTheRegister(NotYours):
    """Das Personenverzeichnis lesen nur die Geschäftsstelle und die Rechnungsprüfung."""


class OnlyTheAdministratorKeepsAccounts(NotYours):
    """Konten eröffnet und schließt nur die Administration."""


class OnlyTheRegistrarErasesWhoSits(NotYours):
    """Diese Person hat Sitze inne. Dann löscht sie nur die Geschäftsstelle."""


class ThePersonIsErased(RuleBroken):
    """Diese Person ist schon gelöscht."""


class TheNameStaysOnRecord(RuleBroken):
    """Der Name bleibt bis zum {until} in den Unterlagen, weil die Person ein Amt ausgeübt hat."""


class NoNameIsKept(RuleBroken):
    """Von dieser Person ist kein Name mehr aufbewahrt."""
