"""What a member is told who may not do what their body is to do with a draft: who does, and what
they may do themselves."""

from __future__ import annotations

from domain.draft import Status
from domain.gremium import Gremium, Kind
from projections.drafts import Shown
from review_service import access
from review_service.access import Act
from review_service.people.accounts import Account
from review_service.words import signs

_IN_REVIEW = {
    Kind.STEERING: (Act.DECIDE, "Über den Entwurf entscheidet für die Lenkungsgruppe: {who}."),
    Kind.CONFERENCE: (Act.TRANSMIT, "Für die Delegiertenkonferenz übermittelt: {who}."),
    Kind.COUNCIL: (Act.STATE, "Für Ihren Beirat äußert sich: {who}."),
    Kind.ROUND_TABLE: (Act.STATE, "Für den Runden Tisch äußert sich: {who}."),
    Kind.EQUALITY: (Act.STATE, "Für die Gleichstellungsbeauftragte äußert sich: {who}."),
}
_WRITING = (
    "Am Text Ihrer Expert*innengruppe schreibt: {who}. Sie lesen jede Fassung, auch bevor sie"
    " eingereicht ist."
)
_CONSULTS = "Sie können um Rücksprache mit der Gleichstellungsbeauftragten bitten und alles lesen."
_READS = "Sie lesen Text, Beratung und Verlauf."


def told(account: Account, shown: Shown) -> str:
    """Give what an account is told of who acts for its body now; empty where it acts itself, or
    nothing is awaited of its bodies."""
    bodies = dict.fromkeys(seat.body for seat in account.seats)
    for body in bodies:
        act, words = _awaited(body, shown)
        seats = access.seats_for(account, act, body=shown.body) if act else ()
        if act and not any(seat.body == body for seat in seats):
            who = " oder ".join(signs.ROLE[role] for role in access.roles(act, body.kind))
            return f"{words.format(who=who)}{_may(account, shown, body)}"
    return ""


def _awaited(body: Gremium, shown: Shown) -> tuple[Act | None, str]:
    """Give what is to be done for a body now, and how it is said who does it."""
    if shown.status is Status.IN_BERATUNG:
        return _IN_REVIEW.get(body.kind, (None, ""))
    writing = shown.status is not Status.ANGENOMMEN and body.slug == shown.body
    return (Act.REVISE, _WRITING) if writing else (None, "")


def _may(account: Account, shown: Shown, body: Gremium) -> str:
    if body.slug == shown.body:
        return ""
    consults = any(access.seats_for(account, Act.CONSULT, body=shown.body))
    return f" {_CONSULTS if consults else _READS}"
