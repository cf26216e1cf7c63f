"""An errand in German: what is to be done beside the drafts, why, and where."""

from __future__ import annotations

from domain.procedure import Ordnung
from projections.errands import Errand, ErrandKind
from review_service.words.election import IN_ROUND, ROUND, THE_ROUND
from review_service.words.german import capital, count


def said(errand: Errand, ordnung: Ordnung) -> tuple[str, str, str, str]:
    """Give what is to be done, the words of its button, why, and the address."""
    place, button = _PLACES[errand.kind]
    what, why = _words(errand, ordnung)
    return what, button, why, place.format(errand.subject, errand.round)


_PLACES = {
    ErrandKind.ANSWER_SUGGESTION: ("/vorschlaege/{}", "Vorschlag lesen"),
    ErrandKind.FORWARD_SUGGESTION: ("/vorschlaege/{}/weiterleiten", "Vorschlag weiterleiten"),
    ErrandKind.FORWARD_AGAIN: ("/vorschlaege/{}", "Vorschlag lesen"),
    ErrandKind.ANSWER_RECUT: ("/verfahren/vorschlaege/{}", "Über den Zuschnitt entscheiden"),
    ErrandKind.INVITE: ("/wahlen/{}/einladung", "Einladungen eintragen"),
    ErrandKind.HOLD_ROUND: ("/wahlen/{}/wahlgang-{}", "Teilnahme eintragen"),
    ErrandKind.ENTER_COUNT: ("/wahlen/{}/auszaehlung-{}", "Auszählung eingeben"),
    ErrandKind.DRAW_LOT: ("/wahlen/{}/los", "Los eintragen"),
    ErrandKind.CONCLUDE: ("/wahlen/{}/ergebnis", "Ergebnis feststellen"),
}


def _words(errand: Errand, ordnung: Ordnung) -> tuple[str, str]:
    name, round = f"„{errand.title}“", errand.round or 1
    match errand.kind:
        case ErrandKind.ANSWER_SUGGESTION:
            return f"Initiativvorschlag von {name} beantworten", _ANSWER
        case ErrandKind.FORWARD_SUGGESTION:
            return f"Initiativvorschlag von {name} weiterleiten", _FORWARD
        case ErrandKind.FORWARD_AGAIN:
            declined = f"{ordnung.name_of(errand.origin)} beruft die Person nicht. {_ASK_ANOTHER}"
            return f"Abgelehnten Initiativvorschlag von {name} weiterleiten", declined
        case ErrandKind.ANSWER_RECUT:
            proposed = f"Vorgeschlagen von: {ordnung.name_of(errand.origin)}. {_RECUT}"
            return f"Über den Zuschnitt des Themenfelds {name} entscheiden", proposed
        case ErrandKind.INVITE:
            return f"Zu {name} einladen", _to_invite(errand)
        case ErrandKind.HOLD_ROUND:
            return f"{name}: Teilnahme eintragen", f"Jetzt folgt {THE_ROUND[round]}."
        case ErrandKind.ENTER_COUNT:
            return f"{name}: {ROUND[round]} auszählen", _to_count(errand)
        case ErrandKind.DRAW_LOT:
            tied = f"{capital(IN_ROUND[round])} haben mehrere gleich viele Stimmen."
            return f"{name}: Los ziehen", f"{tied} Das Los wird von Hand gezogen, vor Zeug*innen."
        case ErrandKind.CONCLUDE:
            return f"{name}: Ergebnis feststellen", _CONCLUDE


_ANSWER = (
    "Die Geschäftsstelle hat ihn an Sie weitergeleitet. Berufen Sie die Person, oder lehnen Sie ab."
)
_FORWARD = "Er ist aufgenommen und liegt noch bei keinem Dezernat."
_ASK_ANOTHER = "Sie können noch ein anderes Dezernat fragen."
_RECUT = "Der Zuschnitt gilt erst, wenn die Lenkungsgruppe zustimmt."
_CONCLUDE = "Alle Wahlgänge sind entschieden. Mit der Feststellung werden die Sitze besetzt."


def _to_invite(errand: Errand) -> str:
    missing = count(errand.many, "Eine Organisation ist", "Organisationen sind")
    return f"{capital(missing)} noch nicht als eingeladen eingetragen."


def _to_count(errand: Errand) -> str:
    match errand.many:
        case 0:
            return "Es fehlen beide Auszählungen."
        case 1:
            return "Es fehlt die zweite Auszählung."
        case _:
            return "Die beiden Auszählungen weichen voneinander ab. Bitte zählen Sie nach."
