"""Each rule of suggestions, broken through the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from httpx import Response

from domain import rules
from domain.rules import RuleBroken
from tests.api.callers import Caller, Callers
from tests.api.test_suggestions import NEW, PATH, SEATING, collected, dezernat, done, forwarded

Case = Callable[[Callers], Response]
REASON = {"reason": "Alle Plätze besetzt."}


def collecting(who: str = "office", **facts: Any) -> Case:
    return lambda api: api[who].post(PATH, {**NEW, **facts})


def forwarding(to: str, start: Callable[[Callers], str] = collected) -> Case:
    return lambda api: api["office"].post(f"{start(api)}/forwarding", {"department": to})


def declining(who: Callable[[Callers], Caller], **facts: str) -> Case:
    """Decline a suggestion that lies with a Dezernat."""
    return lambda api: who(api).post(f"{forwarded(api)}/declination", {**REASON, **facts})


def fourth(api: Callers) -> Caller:
    return dezernat(api, 4)


def declined_twice(api: Callers) -> Response:
    path, asked = forwarded(api), fourth(api)
    done(asked.post(f"{path}/declination", REASON))
    return asked.post(f"{path}/declination", REASON)


def appointed_and_withdrawn(api: Callers) -> Response:
    path = forwarded(api)
    done(fourth(api).post(f"{path}/appointment", SEATING))
    return api["office"].post(f"{path}/consent-withdrawal", {})


def withdrawn_and_appointed(api: Callers) -> Response:
    path = forwarded(api)
    done(api["office"].post(f"{path}/consent-withdrawal", {}))
    return fourth(api).post(f"{path}/appointment", SEATING)


def forwarded_before_it_came(api: Callers) -> Response:
    forwarding = {"department": "dezernat-4", "occurred_at": "2019-12-05T10:00:00+01:00"}
    return api["office"].post(f"{collected(api)}/forwarding", forwarding)


CASES: dict[type[RuleBroken], Case] = {
    rules.OnlyTheOfficeCollectsSuggestions: collecting("steering"),
    rules.OnlyTheDezernatAnswersSuggestions: declining(lambda api: api["office"]),
    rules.OnlyWhoHandlesSuggestionsReadsThem: lambda api: api["chair"].get(PATH),
    rules.ASuggestedPersonConsents: collecting(consent=False),
    rules.ASuggestionNamesATheme: collecting(themes=[]),
    rules.TheDezernatLeadsNoGroup: forwarding("lenkungsgruppe"),
    rules.ItHappenedBeforeTheSuggestionsLastEvent: forwarded_before_it_came,
    rules.TheSuggestionIsForwarded: forwarding("dezernat-3", start=forwarded),
    rules.NoDezernatIsAsked: declined_twice,
    rules.ADeclinedSuggestionNeedsAReason: declining(fourth, reason=" "),
    rules.TheSuggestionLedToASeat: appointed_and_withdrawn,
    rules.TheConsentIsWithdrawn: withdrawn_and_appointed,
}
