"""Suggestions for expert seats: OE 50.6 collects and forwards them, the Dezernat answers.

Name and contact stand in the register alone; they leave it with the consent.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from domain import rules
from domain.gremium import Actor, Kind
from domain.person import Reason
from domain.rules import NotYours
from domain.suggestion import Suggestion, SuggestionStatus
from projections import persons, seats, suggestions
from projections.suggestions import Declined, Suggested
from review_service import access
from review_service.access import Act, NotVisible
from review_service.acts import besetzungen, registering
from review_service.acts.appointing import body_of_today, known, seat_on
from review_service.acts.doing import ANY_WORDS, Doing
from review_service.acts.entering import Entering
from review_service.acts.requests.fields import Dated
from review_service.acts.requests.persons import NewErasure
from review_service.acts.requests.suggestions import (
    NewConsentWithdrawal,
    NewDeclination,
    NewForwarding,
    NewRecall,
    NewSeating,
    NewSuggestion,
)
from review_service.people import register
from review_service.people.accounts import Account
from review_service.reviews import Did, Receipt


class NoSuchSuggestion(NotVisible):
    """Diesen Vorschlag gibt es nicht, oder er liegt nicht bei Ihnen."""


# Who sees what ---------------------------------------------------------------------------------


def departments(account: Account) -> list[str]:
    """Give the Dezernate (slugs) for which an account answers."""
    found = access.seats_for(account, Act.ANSWER_SUGGESTION)
    return [*dict.fromkeys(seat.body.slug for seat in found)]


def sees_all(account: Account) -> bool:
    """Whether the account sees every suggestion: OE 50.6, and auditors."""
    return any(
        any(access.seats_for(account, act)) for act in (Act.COLLECT, Act.READ_LOG)
    )  # fmt: skip


def must_see_some(account: Account) -> None:
    """Refuse whoever has nothing to do with suggestions; raises NotYours."""
    if not (sees_all(account) or departments(account)):
        raise rules.OnlyWhoHandlesSuggestionsReadsThem


def listed(doing: Doing, *, after: Suggested | None = None, limit: int = 1000) -> list[Suggested]:
    """Give the suggestions the account may see, as they came; raises NotYours."""
    must_see_some(doing.account)
    own = None if sees_all(doing.account) else departments(doing.account)
    with doing.service.pool.connection() as database:
        return suggestions.listed(database, departments=own, after=after, limit=limit)


def see(doing: Doing, suggestion: UUID) -> Suggested:
    """Give a suggestion the account may see; raises NotYours, NoSuchSuggestion."""
    must_see_some(doing.account)
    with doing.service.pool.connection() as database:
        found = suggestions.one(database, suggestion)
    if found is None:
        raise NoSuchSuggestion
    if not sees_all(doing.account) and not {*found.forwarded} & {*departments(doing.account)}:
        raise NoSuchSuggestion
    return found


def sees_name(account: Account, found: Suggested) -> bool:
    """Whether the account sees who is suggested: a Dezernat that declined until the suggestion
    goes to another."""
    return sees_all(account) or found.department in departments(account)


def sees_contact(account: Account, found: Suggested) -> bool:
    """Whether the account also sees how to reach the person: not who only audits."""
    collects = any(access.seats_for(account, Act.COLLECT))
    return collects or found.department in departments(account)


def declined(account: Account, found: Suggested) -> list[Declined]:
    """Give who declined and why: to whoever no longer sees who is suggested its own answer."""
    if sees_name(account, found):
        return found.declined
    own = departments(account)
    return [one for one in found.declined if one.department in own]


# OE 50.6 ---------------------------------------------------------------------------------------


def collect(doing: Doing, new: NewSuggestion) -> Receipt:
    """Enter a suggested person, who consents, and what speaks for it.

    Raises NotYours, ValidationError, RuleBroken.
    """
    by = doing.actor(doing.seat(Act.COLLECT))
    moment = doing.moment(new.occurred_at)
    new.must_fit(doing.ordnung)
    entering = Entering(by)
    person = known(doing, entering, new, new.contact)

    def begin(at: datetime) -> Suggestion:
        return Suggestion.collect(
            person, consent=new.consent, organisation=new.organisation,
            themes=tuple(dict.fromkeys(new.themes)), reason=new.reason,
            entered=new.person is None, by=by, at=at,
        )  # fmt: skip

    return doing.begin(begin, moment, did=entering.did)


def forward(doing: Doing, suggestion: UUID, new: NewForwarding) -> Receipt:
    """Hand a suggestion to a Dezernat that leads a group; once one declined, to another."""
    by = doing.actor(doing.seat(Act.COLLECT))
    found = doing.ordnung.gremium(new.department)

    def act(one: Suggestion, at: datetime) -> None:
        if found is None or found.slug not in leading(doing):
            raise rules.TheDezernatLeadsNoGroup
        one.forward(found, by=by, at=at)

    return _changed(doing, suggestion, new.occurred_at, act)


def recall(doing: Doing, suggestion: UUID, new: NewRecall) -> Receipt:
    """Call a suggestion back from the Dezernat it lies with, until that has answered."""
    by = doing.actor(doing.seat(Act.COLLECT))

    def act(one: Suggestion, at: datetime) -> None:
        one.recall(new.reason, by=by, at=at)

    return _changed(doing, suggestion, new.occurred_at, act)


def withdraw_consent(doing: Doing, suggestion: UUID, new: NewConsentWithdrawal) -> Receipt:
    """Note that the person no longer consents; name and contact leave the register."""
    by = doing.actor(doing.seat(Act.COLLECT))

    def act(one: Suggestion, at: datetime) -> None:
        one.withdraw_consent(by=by, at=at)

    done = _changed(doing, suggestion, new.occurred_at, act)
    if new.erase:
        _erase(doing, see(doing, suggestion).person)
    return done


def _erase(doing: Doing, person: str) -> None:
    """Erase a person whom a suggestion entered and who has no account, no seat, stands in for
    nobody and has no other suggestion that goes on."""
    with doing.service.pool.connection() as database:
        entry = register.find(database, person)
        made = suggestions.of_person(database, person)
        needed = (
            seats.of_person(database, person) or seats.deputies_of_person(database, person)
            or [one for one in made if not _is_over(one)]
        )  # fmt: skip
        erased = persons.erasure(database, person)
    came_by_it = any(one.entered for one in made)
    if entry and not entry.account and came_by_it and not needed and not erased:
        without_key = Doing(doing.service, doing.account, doing.ordnung)
        registering.erase(without_key, person, NewErasure(reason=Reason.CONSENT_WITHDRAWN))


def _is_over(one: Suggested) -> bool:
    return one.status is SuggestionStatus.CONSENT_WITHDRAWN


# The Dezernat ----------------------------------------------------------------------------------


def groups_of(doing: Doing, department: str) -> list[str]:
    """Give the expert groups (slugs) whose experts a Dezernat appoints today."""
    return [
        body.slug
        for body in doing.ordnung.bodies.values()
        if body.kind is Kind.EXPERT_GROUP and department in access.leading(doing.ordnung, body.slug)
    ]


def leading(doing: Doing) -> list[str]:
    """Give the Dezernate (slugs) that lead a group today."""
    departments = doing.ordnung.of_kind(Kind.DEPARTMENT)
    return [body.slug for body in departments if groups_of(doing, body.slug)]


def appoint(doing: Doing, suggestion: UUID, new: NewSeating) -> Receipt:
    """Give the suggested person a seat in a group of the Dezernat."""
    body_of_today(doing, new.gremium)
    by = _asked(doing, suggestion, new.gremium)

    def act(one: Suggestion, at: datetime) -> Did:
        body, seat = seat_on(doing.service, new.gremium, new.seat, new.since)
        one.appoint(body.gremium, seat.slug, by=by, at=at)
        with doing.service.pool.connection() as database:
            if persons.erasure(database, one.person):
                raise rules.ThePersonIsErased
        besetzung = besetzungen.of(doing.service.reviews, body.gremium, by=by, at=at)
        besetzung.appoint(
            seat, one.person, since=new.since, until=new.until, note=new.note, by=by,
            at=max(at, besetzung.modified_on),
        )  # fmt: skip
        return Did(also=[besetzung])

    return _changed(doing, suggestion, new.occurred_at, act)


def decline(doing: Doing, suggestion: UUID, new: NewDeclination) -> Receipt:
    """Say why the Dezernat does not appoint the person."""
    by = _asked(doing, suggestion)

    def act(one: Suggestion, at: datetime) -> None:
        one.decline(new.reason, by=by, at=at)

    return _changed(doing, suggestion, new.occurred_at, act)


def _asked(doing: Doing, suggestion: UUID, group: str | None = None) -> Actor:
    """Give who answers, for the Dezernat the suggestion lies with where the account has its seat.

    Raises OnlyTheDezernatAnswersSuggestions.
    """
    asked = see(doing, suggestion).department
    first = doing.seat(Act.ANSWER_SUGGESTION, body=group)
    mine = access.seats_for(doing.account, Act.ANSWER_SUGGESTION, body=group, ordnung=doing.ordnung)
    return doing.actor(next((seat for seat in mine if seat.body.slug == asked), first))


# What may be done now --------------------------------------------------------------------------


def is_open(doing: Doing, act: Callable[..., Receipt], found: Suggested) -> bool:
    """Whether the account may do an act to a suggestion now: it is asked with the least that can
    be said, forwarding with each Dezernat there is."""
    least: list[tuple[Callable[..., Receipt], Dated]] = [
        (decline, NewDeclination(reason=ANY_WORDS))  # who may decline may appoint to some seat
    ]
    if act is forward:
        least = [(forward, NewForwarding(department=slug)) for slug in leading(doing)]
    if act is recall:
        least = [(recall, NewRecall(reason=ANY_WORDS))]
    if act is withdraw_consent:
        least = [(withdraw_consent, NewConsentWithdrawal(erase=False))]
    tried = (partial(one, suggestion=found.suggestion, new=new) for one, new in least)
    try:
        return any(doing.would(one) is None for one in tried)
    except NotYours:
        return False


def _changed(
    doing: Doing, suggestion: UUID, occurred_at: datetime | None,
    act: Callable[[Suggestion, datetime], Did | None],
) -> Receipt:  # fmt: skip
    return doing.change(Suggestion, suggestion, act, doing.moment(occurred_at))
