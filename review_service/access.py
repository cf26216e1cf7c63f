"""Who may do what: one table of rows (act, kind of body, roles, scope).

Rights follow from seats: those an account holds on the day of the request (Europe/Berlin), its own
and those it deputises on, which have the role of the seat it stands in for.

Access answers first: 401 without an account, 404 for what one may not see, 403 for what is another
body's to do. Whether it may be done now, the domain says (`acts.offering`): it hides the button of
what it would refuse.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from domain import rules
from domain.gremium import Gremium, Kind, Role
from domain.procedure import Ordnung
from domain.rules import NotYours
from projections import current_text, drafts
from projections.current_text import Text
from projections.drafts import Shown
from projections.read_model import Database
from review_service.people.accounts import Account, Seat


class Act(StrEnum):
    """What an account may do, in the words of docs/access.md."""

    words: str

    def __new__(cls, value: str, words: str) -> Act:
        act = str.__new__(cls, value)
        act._value_, act.words = value, words
        return act

    AUTHOR = "author", "author a draft"
    REVISE = "revise", "write a revision"
    SUBMIT = "submit", "submit"
    WITHDRAW = "withdraw", "take a submission back"
    STATE = "state", "give a statement for the own body"
    TRANSMIT = "transmit", "bundle and transmit"
    CONSULT = "consult", "consult Gleichstellung"
    REMIND = "remind", "remind of what is awaited; the Delegiertenkonferenz its Beiräte alone"
    DECIDE = "decide", "return or accept"
    PLACE = "place", "confirm where an orphaned passage of the own body stands"
    SEE_UNSUBMITTED = "see_unsubmitted", "see unsubmitted revisions"
    READ_LOG = "read_log", "read the log, positions included"
    DATE_BACK = "date_back", "say when it occurred"
    APPOINT = "appoint", "fill seats, end them, name deputies"
    REPORT_COUNTS = "report_counts", "report the counts of the own group"
    COLLECT = "collect", "collect and forward suggestions for expert seats"
    ANSWER_SUGGESTION = "answer_suggestion", "appoint who was suggested, or decline"
    ELECT = "elect", "hold an election"
    MOVE_DATES = "move_dates", "move the procedure's dates"
    PROPOSE_RECUT = "propose_recut", "propose another Themenzuschnitt"
    AGREE = "agree", "agree to another Themenzuschnitt, or decline"
    REGISTER = "register", "keep the register of persons, with contacts; erase a person"
    READ_REGISTER = "read_register", "read the register of persons, without contacts"
    ADMINISTER = "administer", "open and close accounts"


class Scope(StrEnum):
    """Which bodies, or drafts of which bodies, a row reaches."""

    ALL = "all"
    OWN = "own"
    LED = "led"
    OFFICES = "offices"
    OTHERS = "others"

    def reaches(self, seat: Gremium, body: str, ordnung: Ordnung | None) -> bool:
        """Whether it reaches a body (slug) from a seat in another, by the procedure of the day.

        LED, OFFICES and OTHERS reach nothing where the procedure, or the body in it, is unknown.
        """
        if self in (Scope.ALL, Scope.OWN):
            return self is Scope.ALL or body == seat.slug
        found = ordnung.bodies.get(body) if ordnung else None
        if ordnung is None or found is None:
            return False
        match self:
            case Scope.LED:
                return found.kind is Kind.EXPERT_GROUP and seat.slug in leading(ordnung, body)
            case Scope.OFFICES:
                return found.kind is Kind.OFFICE
            case _:
                return found.kind not in (Kind.EXPERT_GROUP, Kind.OFFICE)


def leading(ordnung: Ordnung, group: str) -> set[str]:
    """Give the slugs of the Dezernate that lead an expert group's Themenfeld, alone or jointly."""
    themes = [theme for theme in ordnung.themes.values() if theme.group == group]
    joint = {slug for theme in themes for slug in (theme.lead, *theme.jointly)}
    return joint or {ordnung.bodies[group].lead}


@dataclass(frozen=True)
class Row:
    """Seats of this kind and these roles may do the act, to the bodies and their drafts that
    `scope` reaches."""

    act: Act
    kind: Kind
    roles: tuple[Role, ...]
    scope: Scope = Scope.ALL


_SPEAKERS = (Role.CHAIR, Role.MEMBER, Role.OFFICE)
_WRITERS = (Role.CHAIR, Role.GESCHAEFTSFUEHRUNG)
_DEZERNAT = (Role.CHAIR, Role.OFFICE)

TABLE: tuple[Row, ...] = (
    Row(Act.AUTHOR, Kind.EXPERT_GROUP, (Role.CHAIR,), scope=Scope.OWN),
    Row(Act.REVISE, Kind.EXPERT_GROUP, _WRITERS, scope=Scope.OWN),
    Row(Act.SUBMIT, Kind.EXPERT_GROUP, (Role.CHAIR,), scope=Scope.OWN),
    Row(Act.WITHDRAW, Kind.EXPERT_GROUP, (Role.CHAIR,), scope=Scope.OWN),
    Row(Act.STATE, Kind.COUNCIL, _SPEAKERS),
    Row(Act.STATE, Kind.ROUND_TABLE, _SPEAKERS),
    Row(Act.STATE, Kind.EQUALITY, _SPEAKERS),
    Row(Act.TRANSMIT, Kind.CONFERENCE, _SPEAKERS),
    Row(Act.CONSULT, Kind.EXPERT_GROUP, _WRITERS, scope=Scope.OWN),
    Row(Act.CONSULT, Kind.STEERING, _SPEAKERS),
    Row(Act.CONSULT, Kind.EQUALITY, _SPEAKERS),
    Row(Act.CONSULT, Kind.OFFICE, (Role.OFFICE,)),
    Row(Act.REMIND, Kind.STEERING, (Role.CHAIR, Role.OFFICE)),
    Row(Act.REMIND, Kind.CONFERENCE, _SPEAKERS),
    Row(Act.REMIND, Kind.OFFICE, (Role.OFFICE,)),
    Row(Act.DECIDE, Kind.STEERING, (Role.CHAIR, Role.OFFICE)),
    Row(Act.PLACE, Kind.EXPERT_GROUP, _WRITERS, scope=Scope.OWN),
    Row(Act.PLACE, Kind.STEERING, _SPEAKERS),
    Row(Act.PLACE, Kind.COUNCIL, _SPEAKERS),
    Row(Act.PLACE, Kind.CONFERENCE, _SPEAKERS),
    Row(Act.PLACE, Kind.ROUND_TABLE, _SPEAKERS),
    Row(Act.PLACE, Kind.EQUALITY, _SPEAKERS),
    Row(Act.PLACE, Kind.OFFICE, (Role.OFFICE,)),
    Row(
        Act.SEE_UNSUBMITTED,
        Kind.EXPERT_GROUP,
        (*_WRITERS, Role.MEMBER, Role.OFFICE),
        scope=Scope.OWN,
    ),
    Row(Act.SEE_UNSUBMITTED, Kind.OFFICE, (Role.OFFICE, Role.AUDITOR)),
    Row(Act.READ_LOG, Kind.OFFICE, (Role.AUDITOR,)),
    Row(Act.DATE_BACK, Kind.OFFICE, (Role.OFFICE,)),
    Row(Act.DATE_BACK, Kind.STEERING, (Role.OFFICE,)),
    Row(Act.APPOINT, Kind.DEPARTMENT, _DEZERNAT, scope=Scope.LED),
    Row(Act.APPOINT, Kind.OFFICE, (Role.OFFICE,), scope=Scope.OTHERS),
    Row(Act.APPOINT, Kind.OFFICE, (Role.ADMINISTRATOR,), scope=Scope.OFFICES),
    Row(Act.REPORT_COUNTS, Kind.EXPERT_GROUP, (Role.GESCHAEFTSFUEHRUNG,), scope=Scope.OWN),
    Row(Act.COLLECT, Kind.OFFICE, (Role.OFFICE,)),
    Row(Act.ANSWER_SUGGESTION, Kind.DEPARTMENT, _DEZERNAT, scope=Scope.LED),
    Row(Act.ELECT, Kind.OFFICE, (Role.OFFICE,)),
    Row(Act.MOVE_DATES, Kind.OFFICE, (Role.OFFICE,)),
    Row(Act.PROPOSE_RECUT, Kind.EXPERT_GROUP, _WRITERS, scope=Scope.OWN),
    Row(Act.PROPOSE_RECUT, Kind.OFFICE, (Role.OFFICE,)),
    Row(Act.AGREE, Kind.STEERING, (Role.CHAIR, Role.OFFICE)),
    Row(Act.REGISTER, Kind.OFFICE, (Role.OFFICE,)),
    Row(Act.READ_REGISTER, Kind.OFFICE, (Role.OFFICE, Role.AUDITOR)),
    Row(Act.ADMINISTER, Kind.OFFICE, (Role.ADMINISTRATOR,)),
)


class Forbidden(Exception):
    """Das ist Aufgabe einer anderen Stelle."""


class NotVisible(Exception):
    """Diesen Entwurf gibt es nicht, oder er ist noch nicht eingereicht."""


RULES: dict[Act, type[NotYours]] = {
    Act.AUTHOR: rules.OnlyTheChairDoesThis,
    Act.REVISE: rules.OnlyTheGroupWrites,
    Act.SUBMIT: rules.OnlyTheChairDoesThis,
    Act.WITHDRAW: rules.OnlyTheChairDoesThis,
    Act.STATE: rules.OnlyTheBodySpeaksForItself,
    Act.TRANSMIT: rules.OnlyTheBodySpeaksForItself,
    Act.CONSULT: rules.OthersConsult,
    Act.REMIND: rules.OthersRemind,
    Act.DECIDE: rules.OnlyTheLenkungsgruppeDecides,
    Act.PLACE: rules.OnlyItsBodyPlacesAPassage,
    Act.DATE_BACK: rules.OnlyTheOfficeDatesBack,
    Act.APPOINT: rules.SomebodyElseAppoints,
    Act.REPORT_COUNTS: rules.OnlyTheGeschaeftsfuehrungReportsCounts,
    Act.COLLECT: rules.OnlyTheOfficeCollectsSuggestions,
    Act.ANSWER_SUGGESTION: rules.OnlyTheDezernatAnswersSuggestions,
    Act.ELECT: rules.OnlyTheOfficeHoldsElections,
    Act.MOVE_DATES: rules.OnlyTheOfficeMovesDates,
    Act.PROPOSE_RECUT: rules.OnlyItsGroupProposesARecut,
    Act.AGREE: rules.OnlyTheLenkungsgruppeAgreesToARecut,
    Act.REGISTER: rules.OnlyTheRegistrarKeepsTheRegister,
    Act.READ_REGISTER: rules.OnlyTheRegistrarReadsTheRegister,
    Act.ADMINISTER: rules.OnlyTheAdministratorKeepsAccounts,
}
"""The rule with which the domain would refuse an act to whoever has no seat for it."""


def roles(act: Act, kind: Kind) -> tuple[Role, ...]:
    """Give the roles that do an act in bodies of a kind."""
    return tuple(role for row in TABLE if (row.act, row.kind) == (act, kind) for role in row.roles)


def seated(account: Account, ordnung: Ordnung) -> Account:
    """Give the account with those of its seats that the procedure of the day has, in the roles it
    gives them: a seat ends with the resolution that ends it, whoever holds it, and so does standing
    in for its holder by the procedure with the resolution that says so no more."""
    held = []
    for seat in account.seats:
        body = ordnung.bodies.get(seat.body.slug)
        place = body.seat(seat.slug) if body else None
        if body and place and seat.through in ("", place.deputy):
            held.append(replace(seat, body=body.gremium, role=place.role))
    return replace(account, seats=tuple(held))


def refused(act: Act) -> Exception:
    """Give the error for whoever may not do the act: the domain's own rule where it has one."""
    return RULES[act]() if act in RULES else Forbidden()


def seats_for(
    account: Account,
    act: Act,
    *,
    body: str | None = None,
    ordnung: Ordnung | None = None,
) -> Iterator[Seat]:
    """Give the account's seats that may do the act to `body` (slug), or to a draft of it.

    Without `body`: to any body at all. Acts whose rows reach bodies by the procedure (APPOINT,
    ANSWER_SUGGESTION) need the `ordnung` of the day of the request beside `body`; without it they
    are nobody's.
    """
    for seat in account.seats:
        for row in TABLE:
            if (
                row.act is act
                and row.kind is seat.body.kind
                and seat.role in row.roles
                and (body is None or row.scope.reaches(seat.body, body, ordnung))
            ):
                yield seat


def seat_for(
    account: Account,
    act: Act,
    *,
    body: str | None = None,
    speaking_for: str | None = None,
    ordnung: Ordnung | None = None,
) -> Seat:
    """Give the seat the account does the act from, in any state; raises NotYours or Forbidden.

    `body` and `ordnung` as in `seats_for`; `speaking_for` asks for the seat in one particular body.
    """
    for seat in seats_for(account, act, body=body, ordnung=ordnung):
        if speaking_for in (None, seat.body.slug):
            return seat
    raise refused(act)


def sees_unsubmitted(account: Account, body: str) -> bool:
    """Whether the account sees unsubmitted revisions of the group with this slug."""
    return any(seats_for(account, Act.SEE_UNSUBMITTED, body=body))


def sees_everything(account: Account) -> bool:
    """Whether the account sees unsubmitted revisions of every group."""
    return any(
        row.act is Act.SEE_UNSUBMITTED and row.scope is Scope.ALL
        for seat in account.seats
        for row in TABLE
        if row.kind is seat.body.kind and seat.role in row.roles
    )


def own_groups(account: Account) -> list[str]:
    """Give the slugs of the groups whose unsubmitted revisions the account sees."""
    slugs = dict.fromkeys(seat.body.slug for seat in account.seats)
    return [slug for slug in slugs if sees_unsubmitted(account, slug)]


def visible(database: Database, account: Account, draft: UUID) -> Shown:
    """Give the draft as this account may see it; raises NotVisible."""
    shown = drafts.shown_to(database, draft, lambda body: sees_unsubmitted(account, body))
    if shown is None:
        raise NotVisible
    return shown


def revision(database: Database, shown: Shown, number: int) -> Text:
    """Give a revision of a draft to whom it is shown so; raises NotVisible."""
    found = current_text.of_revision(database, shown.draft, number)
    if found is None or number > shown.revision:
        raise NotVisible
    return found
