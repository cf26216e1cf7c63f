"""Each rule of seats, deputies and counts, broken through the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from httpx import Response

from domain import rules
from domain.procedure.content import Content, Resolution
from domain.rules import RuleBroken
from review_service.acts import proceeding
from review_service.procedure.files import File
from tests.api.callers import Callers
from tests.api.test_gremien import LG, appoint, count, deputy, done, fill, stand_in

Case = Callable[[Callers], Response]
FIRST = "2020-01-01"
OTHERS = "f" * 32


def appointing(who: str = "office", **facts: Any) -> Case:
    return lambda api: appoint(api[who], **facts)


def counting(who: str = "management", **facts: Any) -> Case:
    """Report counts of a group of nine."""

    def case(api: Callers) -> Response:
        fill(api, 9)
        return count(api[who], **facts)

    return case


def holder(api: Callers) -> str:
    """Seat a person; gives the pseudonym."""
    return str(done(appoint(api["office"]))["person"])


def again(api: Callers) -> Response:
    return appoint(api["office"], name=None, person=holder(api))


def taken(api: Callers) -> Response:
    holder(api)
    return appoint(api["office"], name="Bea Beispiel")


def departing(api: Callers, person: str, until: str) -> Response:
    body = {"seat": "dgb", "person": person, "until": until}
    return api["office"].post(f"/api/gremien/{LG}/departures", body)


def left_twice(api: Callers) -> Response:
    person = holder(api)
    done(departing(api, person, "2020-02-29"))
    return departing(api, person, "2020-02-29")


def taken_back(api: Callers) -> Response:
    return departing(api, holder(api), "2019-12-31")


def oneself(api: Callers) -> Response:
    """Let the administrator be the auditor."""
    me = api["admin"].get("/api/me").json()["person"]
    new = {"seat": "pruefung", "person": me, "since": FIRST}
    return api["admin"].post("/api/gremien/rechnungspruefung/appointments", new)


def named(api: Callers, name: str = "Bea Beispiel") -> str:
    """Name a deputy; gives the pseudonym."""
    return str(done(deputy(api["office"], name=name, since=FIRST))["person"])


def for_oneself(api: Callers) -> Response:
    return deputy(api["office"], person=holder(api), since=FIRST)


def standing_in_twice(api: Callers) -> Response:
    person = named(api)
    done(stand_in(api["office"], person=person))
    return stand_in(api["office"], person=person)


def two_standing_in(api: Callers) -> Response:
    first, second = named(api), named(api, "Cem Dritter")
    done(stand_in(api["office"], person=first))
    return stand_in(api["office"], person=second)


def without_targets(api: Callers) -> Response:
    """Count women and men where a resolution has left no such target."""
    resolution = Resolution(number="0001/2020", title="Ohne Ziel", since=date(2020, 1, 7))
    others = tuple(t for t in api.service.ordnung.targets if t.quality != "gender")
    proceeding.amend(api.service, File(resolution, Content(targets=others)))
    return count(api["management"], women=0, men=0)


CASES: dict[type[RuleBroken], Case] = {
    rules.ASeatEndsAfterItBegins: appointing(until="2019-12-31"),
    rules.AnElectedSeatIsFilledByItsElection: appointing(seat="mso-1"),
    rules.ThePersonHoldsTheSeat: again,
    rules.TheSeatIsTaken: taken,
    rules.ThePersonDoesNotHoldTheSeat: lambda api: departing(api, OTHERS, FIRST),
    rules.TheSeatIsLeftAlready: left_twice,
    rules.OnlyWhatIsToBeginIsTakenBack: taken_back,
    rules.NobodyAppointsThemselvesToAnOffice: oneself,
    rules.NobodyDeputisesForThemselves: for_oneself,
    rules.NoSuchDeputy: lambda api: stand_in(api["office"], person=OTHERS),
    rules.ThePersonDeputisesAlready: standing_in_twice,
    rules.SomebodyElseDeputises: two_standing_in,
    rules.NothingHoldsOnThatDay: appointing(since="2019-10-31"),
    rules.NoSuchSeatOnThatDay: appointing(seat="thron"),
    rules.CountsAreOfADayThatCame: counting(day="2999-01-01"),
    rules.MoreAreCountedThanSit: counting(no_answer=1),
    rules.SoFewAreNotCounted: counting(women=2, men=2, no_answer=5),
    rules.OnlyAGroupWithTargetsCounts: without_targets,
    rules.SomebodyElseAppoints: appointing("steering"),
    rules.OnlyTheGeschaeftsfuehrungReportsCounts: counting("chair"),
}
