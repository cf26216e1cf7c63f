"""A suggestion's way: collected with consent, forwarded, answered by the Dezernat it went to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from domain import rules
from domain.aggregate import fold
from domain.gremium import Actor, Gremium, Role
from domain.rules import RuleBroken
from domain.suggestion import Suggestion, SuggestionStatus
from tests import lip

AT = datetime(2020, 1, 7, 12, tzinfo=UTC)
THIRD, FOURTH = lip.GREMIEN["dezernat-3"], lip.GREMIEN["dezernat-4"]
GROUP = lip.GROUPS["bildung"]
BY = {"by": Actor(person="p-oe", body=lip.OE_50_6, role=Role.OFFICE), "at": AT}
Act = Callable[[Suggestion], None]


def department(body: Gremium) -> Actor:
    return Actor(person=f"p-{body.slug}", body=body, role=Role.OFFICE)


def collected(consent: bool = True, themes: tuple[str, ...] = ("bildung",)) -> Suggestion:
    return Suggestion.collect(
        "p-1", consent=consent, organisation="Verein", themes=themes, reason="Fachfrau.", **BY
    )


def forwarded(to: Gremium = FOURTH) -> Suggestion:
    found = collected()
    found.forward(to, **BY)
    return found


def appoint(by: Gremium = FOURTH) -> Act:
    return lambda found: found.appoint(GROUP, "extern", by=department(by), at=AT)


def decline(by: Gremium = FOURTH, reason: str = "Besetzt.") -> Act:
    return lambda found: found.decline(reason, by=department(by), at=AT)


def withdraw(found: Suggestion) -> None:
    found.withdraw_consent(**BY)


def breaks(found: Suggestion, act: Act, rule: type[RuleBroken]) -> None:
    with pytest.raises(rule):
        act(found)


def test_nobody_is_suggested_without_consent_or_for_nothing():
    with pytest.raises(rules.ASuggestedPersonConsents):
        collected(consent=False)
    with pytest.raises(rules.ASuggestionNamesATheme):
        collected(themes=())


def test_the_dezernat_asked_appoints():
    found = forwarded()
    breaks(found, appoint(THIRD), rules.OnlyTheDezernatAnswersSuggestions)
    appoint()(found)
    assert found.status is SuggestionStatus.APPOINTED
    for act in (appoint(), decline(), withdraw, lambda s: s.forward(THIRD, **BY)):
        breaks(found, act, rules.TheSuggestionLedToASeat)


def test_nobody_answers_before_it_is_asked():
    breaks(collected(), appoint(), rules.NoDezernatIsAsked)
    breaks(collected(), decline(), rules.NoDezernatIsAsked)


def test_what_one_dezernat_declined_goes_to_another():
    found = forwarded()
    breaks(found, lambda s: s.forward(THIRD, **BY), rules.TheSuggestionIsForwarded)
    breaks(found, decline(reason=" "), rules.ADeclinedSuggestionNeedsAReason)
    decline()(found)
    breaks(found, lambda s: s.forward(FOURTH, **BY), rules.TheSuggestionIsForwarded)
    breaks(found, appoint(), rules.NoDezernatIsAsked)
    found.forward(THIRD, **BY)
    breaks(found, appoint(FOURTH), rules.OnlyTheDezernatAnswersSuggestions)
    appoint(THIRD)(found)


@pytest.mark.parametrize("before", [collected, forwarded])
def test_after_consent_is_withdrawn_nothing_happens(before: Callable[[], Suggestion]):
    found = before()
    withdraw(found)
    for act in (appoint(), decline(), withdraw, lambda s: s.forward(THIRD, **BY)):
        breaks(found, act, rules.TheConsentIsWithdrawn)


def test_it_says_whether_the_person_came_into_the_register_with_it():
    for entered in (True, False):
        found = Suggestion.collect(
            "p-1", consent=True, organisation="Verein", themes=("bildung",), entered=entered, **BY
        )
        (event,) = found.collect_events()
        assert isinstance(event, Suggestion.Collected) and event.entered is entered


def test_nothing_happens_to_a_suggestion_before_what_happened_last():
    found, before = forwarded(), AT - timedelta(minutes=1)
    for act in (
        lambda: found.decline("Besetzt.", by=department(FOURTH), at=before),
        lambda: found.appoint(GROUP, "extern", by=department(FOURTH), at=before),
        lambda: found.withdraw_consent(by=BY["by"], at=before),
        lambda: collected().forward(FOURTH, by=BY["by"], at=before),
    ):
        with pytest.raises(rules.ItHappenedBeforeTheSuggestionsLastEvent):
            act()


def test_a_replay_remembers_the_same():
    found = forwarded()
    decline()(found)
    found.forward(THIRD, **BY)
    again = fold(None, found.collect_events())
    assert isinstance(again, Suggestion)
    assert (again.person, again.status, again.department, again.declined_by) == (
        "p-1", SuggestionStatus.FORWARDED, THIRD, (FOURTH,),
    )  # fmt: skip


def test_it_is_called_back_until_it_is_answered_and_forwarded_anew():
    found = forwarded(THIRD)
    found.recall("Falsches Dezernat.", **BY)
    assert (found.status, found.department) == (SuggestionStatus.COLLECTED, None)
    breaks(found, appoint(THIRD), rules.NoDezernatIsAsked)
    found.forward(THIRD, **BY)
    found.recall("Falsches Dezernat.", **BY)
    found.forward(FOURTH, **BY)
    found.decline("Besetzt.", by=department(FOURTH), at=AT)
    breaks(found, recall, rules.NoDezernatIsAsked)


def test_nothing_is_called_back_that_nobody_has_or_somebody_answered():
    breaks(collected(), recall, rules.NoDezernatIsAsked)
    seated, consented = forwarded(), forwarded()
    appoint()(seated)
    breaks(seated, recall, rules.TheSuggestionLedToASeat)
    withdraw(consented)
    breaks(consented, recall, rules.TheConsentIsWithdrawn)


def recall(found: Suggestion) -> None:
    found.recall("Falsches Dezernat.", **BY)
