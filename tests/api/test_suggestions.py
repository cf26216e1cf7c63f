"""Suggestions through the API: who collects, who answers, who sees what, and what is forgotten."""

from __future__ import annotations

from typing import Any

import pytest
from httpx import Response

from domain import rules
from domain.gremium import Role
from domain.rules import NotYours, RuleBroken
from review_service.people import own_data, register
from tests.api.callers import SEATS, Caller, Callers
from tests.api.way import problem

PATH, GROUP = "/api/suggestions", "expertengruppe-bildung"
NEW = {
    "name": "Ada Muster", "contact": "ada@example.org", "organisation": "Bildungsverein e. V.",
    "themes": ["bildung"], "reason": "Zwanzig Jahre Erwachsenenbildung.", "consent": True,
}  # fmt: skip
SEATING = {"gremium": GROUP, "seat": "extern", "since": "2020-01-13"}


def done(answer: Response) -> dict[str, Any]:
    assert answer.status_code == 201, answer.text
    return answer.json()


def refused(answer: Response, rule: type[RuleBroken]) -> None:
    said = problem(answer)
    expected = 403 if issubclass(rule, NotYours) else 409
    assert (said["status"], said["title"]) == (expected, rule.__name__)


def collected(api: Callers, **facts: Any) -> str:
    return f"{PATH}/{done(api['office'].post(PATH, {**NEW, **facts}))['id']}"


def forwarded(api: Callers, to: str = "dezernat-4") -> str:
    path = collected(api)
    done(api["office"].post(f"{path}/forwarding", {"department": to}))
    return path


def dezernat(api: Callers, number: int) -> Caller:
    return api.with_seats(f"dez-{number}", (f"dezernat-{number}", Role.OFFICE))


def test_the_dezernat_appoints_and_the_person_has_the_seat(api: Callers) -> None:
    path, fourth = forwarded(api), dezernat(api, 4)
    found = done(fourth.post(f"{path}/appointment", SEATING))
    assert (found["status"], found["gremium"], found["seat"]) == ("appointed", GROUP, "extern")
    seats = fourth.get(f"/api/gremien/{GROUP}?at=2020-01-13").json()["seats"]
    holders = next(seat["holders"] for seat in seats if seat["slug"] == "extern")
    assert [(one["person"], one["name"]) for one in holders] == [(found["person"], "Ada Muster")]


def test_where_the_seat_is_refused_the_suggestion_stays_open(api: Callers) -> None:
    path, fourth = forwarded(api), dezernat(api, 4)
    early = {**SEATING, "since": "2019-10-01"}
    refused(fourth.post(f"{path}/appointment", early), rules.NothingHoldsOnThatDay)
    assert fourth.get(path).json()["status"] == "forwarded"
    other = {**SEATING, "gremium": "expertengruppe-wirtschaft"}
    refused(fourth.post(f"{path}/appointment", other), rules.OnlyTheDezernatAnswersSuggestions)


def test_a_declined_suggestion_says_why_and_goes_on(api: Callers) -> None:
    path, fourth = forwarded(api), dezernat(api, 4)
    refused(
        fourth.post(f"{path}/declination", {"reason": " "}), rules.ADeclinedSuggestionNeedsAReason
    )
    found = done(fourth.post(f"{path}/declination", {"reason": "Alle Plätze besetzt."}))
    assert found["status"] == "declined"
    (answer,) = found["declined"]
    assert (answer["department"], answer["reason"]) == ("dezernat-4", "Alle Plätze besetzt.")
    again = done(api["office"].post(f"{path}/forwarding", {"department": "dezernat-3"}))
    assert (again["department"], again["forwarded"]) == ("dezernat-3", ["dezernat-4", "dezernat-3"])
    refused(
        fourth.post(f"{path}/declination", {"reason": "Nein."}),
        rules.OnlyTheDezernatAnswersSuggestions,
    )


def test_who_declined_sees_no_name_once_another_is_asked(api: Callers) -> None:
    path, fourth, third = forwarded(api), dezernat(api, 4), dezernat(api, 3)
    done(fourth.post(f"{path}/declination", {"reason": "Alle Plätze besetzt."}))
    assert fourth.get(path).json()["name"] == "Ada Muster"
    done(api["office"].post(f"{path}/forwarding", {"department": "dezernat-3"}))
    (listed,) = fourth.get(PATH).json()["items"]
    for seen in (fourth.get(path).json(), listed):
        assert (seen["status"], seen["name"], seen["contact"]) == ("forwarded", None, None)
    for caller in (third, api["office"]):
        seen = caller.get(path).json()
        assert (seen["name"], seen["contact"]) == ("Ada Muster", "ada@example.org")
    done(third.post(f"{path}/appointment", {**SEATING, "gremium": "expertengruppe-soziales"}))
    assert fourth.get(path).json()["name"] is None


def test_who_sees_a_suggestion(api: Callers) -> None:
    path = collected(api)
    fourth, third = dezernat(api, 4), dezernat(api, 3)
    assert problem(fourth.get(path))["status"] == 404  # not yet forwarded
    done(api["office"].post(f"{path}/forwarding", {"department": "dezernat-4"}))
    assert fourth.get(path).json()["contact"] == "ada@example.org"
    assert problem(third.get(path))["status"] == 404
    assert third.get(PATH).json()["items"] == []
    audited = api["auditor"].get(path).json()
    assert (audited["name"], audited["contact"]) == ("Ada Muster", None)
    for who in SEATS:
        if who not in ("office", "auditor"):
            for address in (path, PATH):
                refused(api[who].get(address), rules.OnlyWhoHandlesSuggestionsReadsThem)
            refused(api[who].post(PATH, {}), rules.OnlyTheOfficeCollectsSuggestions)


def test_an_auditor_and_a_dezernat_collect_and_forward_nothing(api: Callers) -> None:
    path, fourth = forwarded(api), dezernat(api, 4)
    for caller in (api["auditor"], fourth):
        for act in ("forwarding", "consent-withdrawal"):
            refused(caller.post(f"{path}/{act}", {}), rules.OnlyTheOfficeCollectsSuggestions)
    for act in ("appointment", "declination"):
        answer = api["office"].post(f"{path}/{act}", {})
        refused(answer, rules.OnlyTheDezernatAnswersSuggestions)


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"consent": False}, rules.ASuggestedPersonConsents),
        ({"themes": []}, rules.ASuggestionNamesATheme),
    ],
)
def test_what_is_not_collected(api: Callers, facts: dict[str, Any], rule: type[RuleBroken]) -> None:
    refused(api["office"].post(PATH, {**NEW, **facts}), rule)
    assert problem(api["office"].post(PATH, {**NEW, "themes": ["x"]}))["status"] == 422
    with api.service.pool.connection() as database:
        assert register.search(database, "Muster") == []


def test_it_goes_to_a_dezernat_that_leads_a_group(api: Callers) -> None:
    path = collected(api)
    for nowhere in ("lenkungsgruppe", "gibt-es-nicht"):
        answer = api["office"].post(f"{path}/forwarding", {"department": nowhere})
        refused(answer, rules.TheDezernatLeadsNoGroup)
    done(api["office"].post(f"{path}/forwarding", {"department": "dezernat-6"}))  # jointly
    twice = api["office"].post(f"{path}/forwarding", {"department": "dezernat-3"})
    refused(twice, rules.TheSuggestionIsForwarded)


def test_with_the_consent_name_and_contact_are_gone(api: Callers) -> None:
    path = forwarded(api)
    found = done(api["office"].post(f"{path}/consent-withdrawal", {}))
    assert (found["status"], found["name"], found["contact"]) == ("consent_withdrawn", None, None)
    with api.service.pool.connection() as database:
        assert register.find(database, found["person"]) is None
    refused(dezernat(api, 4).post(f"{path}/appointment", SEATING), rules.TheConsentIsWithdrawn)


def test_who_is_appointed_leaves_a_seat_not_a_suggestion(api: Callers) -> None:
    path = forwarded(api)
    done(dezernat(api, 4).post(f"{path}/appointment", SEATING))
    answer = api["office"].post(f"{path}/consent-withdrawal", {})
    refused(answer, rules.TheSuggestionLedToASeat)


def test_nothing_that_tells_who_it_is_stands_in_the_log(api: Callers) -> None:
    collected(api)
    with api.service.pool.connection() as database:
        rows = database.execute("SELECT data::text FROM log.event").fetchall()
    assert any("Bildungsverein" in data for (data,) in rows)
    assert not any(word in data for (data,) in rows for word in ("Muster", "ada@example.org"))


def test_what_is_sent_twice_under_one_key_is_collected_once(api: Callers) -> None:
    answers = [api["office"].post(PATH, NEW, Idempotency_Key="eins") for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert len(api["office"].get(PATH).json()["items"]) == 1
    with api.service.pool.connection() as database:
        assert len(register.search(database, "Muster")) == 1


def test_the_list_comes_in_parts(api: Callers) -> None:
    paths = [collected(api, name=f"Person {n}") for n in range(3)]
    first = api["office"].get(f"{PATH}?limit=2").json()
    rest = api["office"].get(first["next"]).json()
    assert [f"{PATH}/{one['id']}" for one in (*first["items"], *rest["items"])] == paths


def test_an_id_that_is_none(api: Callers) -> None:
    assert problem(api["office"].get(f"{PATH}/x"))["status"] == 404


def test_ones_own_data_have_what_was_suggested(api: Callers) -> None:
    path = forwarded(api)
    person = api["office"].get(path).json()["person"]
    with api.service.pool.connection() as database:
        (found,) = own_data.collect(database, person).suggestions
    assert (found.organisation, found.status) == ("Bildungsverein e. V.", "forwarded")
    assert (found.themes, found.department) == (("bildung",), "dezernat-4")


# Somebody of the register ----------------------------------------------------------------------


def registered(api: Callers, **facts: str) -> str:
    entry = {"name": "Bo Bekannt", "contact": "bo@example.org", **facts}
    return str(done(api["office"].post("/api/persons", entry))["person"])


def known(person: str) -> dict[str, Any]:
    return {"name": None, "contact": "", "person": person}


def names(api: Callers) -> list[str]:
    with api.service.pool.connection() as database:
        return [entry.display_name for entry in register.search(database, "Bo")]


def test_somebody_of_the_register_is_suggested_and_stays_one_person(api: Callers) -> None:
    person = registered(api)
    found = api["office"].get(collected(api, **known(person))).json()
    assert (found["person"], found["name"], found["contact"]) == (
        person, "Bo Bekannt", "bo@example.org",
    )  # fmt: skip
    assert names(api) == ["Bo Bekannt"]
    erasure = api["office"].post(f"/api/persons/{person}/erasure", {"reason": "request"})
    assert erasure.status_code == 201
    assert api["office"].get(f"{PATH}/{found['id']}").json()["name"] is None


@pytest.mark.parametrize(
    "who",
    [
        {"name": None}, {"name": "Ada", "person": "p"}, {"name": None, "person": "\0"},
        {"name": None, "person": "p", "contact": "ada@example.org"},
    ],
)  # fmt: skip
def test_one_person_is_named_in_one_way(api: Callers, who: dict[str, Any]) -> None:
    facts = {**NEW, "contact": "", **who}
    assert problem(api["office"].post(PATH, facts))["status"] == 422


def test_nobody_who_is_not_there_or_erased_is_suggested(api: Callers) -> None:
    unknown = api["office"].post(PATH, {**NEW, **known("gibt-es-nicht")})
    refused(unknown, rules.ThePersonIsNotInTheRegister)
    person = registered(api)
    done(api["office"].post(f"/api/persons/{person}/erasure", {"reason": "mistake"}))
    refused(api["office"].post(PATH, {**NEW, **known(person)}), rules.ThePersonIsErased)


def test_who_was_in_the_register_before_stays_there_without_the_consent(api: Callers) -> None:
    path = collected(api, **known(registered(api)))
    found = done(api["office"].post(f"{path}/consent-withdrawal", {}))
    assert (found["status"], found["name"]) == ("consent_withdrawn", "Bo Bekannt")
    assert names(api) == ["Bo Bekannt"]


def test_who_came_by_a_suggestion_goes_with_the_last_one(api: Callers) -> None:
    first = collected(api, name="Bo Neu")
    person = api["office"].get(first).json()["person"]
    second = collected(api, **known(person))
    done(api["office"].post(f"{first}/consent-withdrawal", {}))
    assert names(api) == ["Bo Neu"]
    done(api["office"].post(f"{second}/consent-withdrawal", {}))
    assert names(api) == []


def test_who_may_stand_in_for_somebody_stays(api: Callers) -> None:
    path = collected(api, name="Bo Vertritt")
    person = api["office"].get(path).json()["person"]
    deputy = {"seat": "dgb", "person": person, "since": "2020-01-01"}
    done(api["office"].post("/api/gremien/lenkungsgruppe/deputies", deputy))
    done(api["office"].post(f"{path}/consent-withdrawal", {}))
    assert names(api) == ["Bo Vertritt"]


# Several answers -------------------------------------------------------------------------------


def test_every_answer_is_listed_and_a_dezernat_keeps_its_own(api: Callers) -> None:
    path, third, fourth = forwarded(api), dezernat(api, 3), dezernat(api, 4)
    done(fourth.post(f"{path}/declination", {"reason": "Alle Plätze besetzt."}))
    done(api["office"].post(f"{path}/forwarding", {"department": "dezernat-3"}))
    for who in (api["office"], api["auditor"], third):
        (told,) = who.get(path).json()["declined"]
        assert (told["department"], told["reason"]) == ("dezernat-4", "Alle Plätze besetzt.")
    done(third.post(f"{path}/declination", {"reason": "Andere Erfahrung gesucht."}))
    told = api["office"].get(path).json()["declined"]
    assert [(one["department"], one["reason"]) for one in told] == [
        ("dezernat-4", "Alle Plätze besetzt."), ("dezernat-3", "Andere Erfahrung gesucht."),
    ]  # fmt: skip
    assert all(one["at"] for one in told)
    assert [one["department"] for one in fourth.get(path).json()["declined"]] == ["dezernat-4"]
    person = api["office"].get(path).json()["person"]
    with api.service.pool.connection() as database:
        (own,) = own_data.collect(database, person).suggestions
    assert [one.reason for one in own.declined] == [one["reason"] for one in told]
