"""The procedure through the API: what holds on a day, dates that move, Themenfelder re-cut."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from domain.procedure import day_of
from tests.api.callers import Callers
from tests.api.way import problem

PATH = "/api/procedure"
JANUARY = {"words": "11. Januar 2020", "begins": "2020-01-11", "ends": "2020-01-11"}
MOVED = {"milestone": "mso-wahl", "planned": JANUARY, "reason": "Zu wenige Kandidaturen"}
YOUTH = {
    "theme": {
        "slug": "jugend", "name": "Jugend", "subthemes": ["Ausbildung"], "lead": "dezernat-4",
        "group": "expertengruppe-jugend",
    },
    "new_group": "Expert*innengruppe Jugend",
    "reason": "WIR 2.0 postmigrantisch",
}  # fmt: skip
CUT = {
    "theme": {
        "slug": "bildung", "name": "Bildung", "subthemes": ["Elementarbereich"],
        "lead": "dezernat-4", "group": "expertengruppe-bildung",
    },
    "reason": "Der Zuschnitt war zu weit",
}  # fmt: skip


def today(api: Callers) -> date:
    return api.service.today


def holding(api: Callers, at: str = "") -> dict[str, Any]:
    answer = api["beirat-01"].get(f"{PATH}?at={at}" if at else PATH)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def by_slug(entries: list[dict[str, Any]], slug: str) -> dict[str, Any]:
    return next(entry for entry in entries if entry["slug"] == slug)


@pytest.mark.parametrize(
    ("at", "persons", "votes", "numbers"),
    [
        ("2019-11-01", 24, 23, ["2472/2019"]),
        ("2019-11-30", 24, 23, ["2472/2019"]),
        ("2019-12-01", 25, 25, ["2472/2019", "2822/2019"]),
    ],
)
def test_what_holds_on_a_day(
    api: Callers, at: str, persons: int, votes: int, numbers: list[str]
) -> None:
    found = holding(api, at)
    assert [resolution["number"] for resolution in found["resolutions"]] == numbers
    assert all(resolution["assumed"] for resolution in found["resolutions"])
    steering = by_slug(found["bodies"], "lenkungsgruppe")
    assert (steering["persons"], steering["votes"]) == (persons, votes)


def test_the_whole_of_it(api: Callers) -> None:
    found = holding(api)
    assert [(paper["slug"], paper["stage"]) for paper in found["papers"]] == [
        ("grundsatzpapier", 1), ("massnahmenkatalog", 2),
    ]  # fmt: skip
    assert len(found["themes"]) == 6
    quorum = next(rule for rule in found["rules"] if rule["key"] == "quorum")
    assert quorum == {
        "key": "quorum", "meaning": "Wann die Lenkungsgruppe beschlussfähig ist", "value": "none",
        "since": "2019-11-01", "source": "von der Vorlage nicht geregelt",
    }  # fmt: skip
    assert found["elections"][0]["seats"] == ["mso-1", "mso-2"]
    assert found["elections"][0]["sources"]["run_off"] == "Drucksache 2472/2019"
    assert found["retention"]["named_years"] == 30


def test_before_the_first_day_there_is_nothing(api: Callers) -> None:
    for asked in (PATH, "/api/gremien", "/api/gremien/lenkungsgruppe"):
        for day in ("2019-10-31", "0001-01-01"):
            said = problem(api["beirat-01"].get(f"{asked}?at={day}"))
            assert said["status"] == 404
            assert said["detail"] == "An diesem Tag gilt noch kein Beschluss."
        for day in ("gestern", "", "2019-13-01", "20191201", "1575158400", "2019-12-01T00:00"):
            said = problem(api["beirat-01"].get(f"{asked}?at={day}"))
            assert said["status"] == 422
            assert "Bitte geben Sie einen Tag an" in said["detail"]
        assert api["beirat-01"].get(f"{asked}?at=9999-12-31").status_code == 200


def test_a_date_moves_and_what_was_said_stays(api: Callers) -> None:
    sent = api["office"].post(f"{PATH}/dates", MOVED)
    assert sent.status_code == 201
    held = {**MOVED, "planned": None, "actual": JANUARY, "source": "welt-in-hannover.de"}
    assert api["office"].post(f"{PATH}/dates", held).json() == {
        "version": sent.json()["version"] + 1
    }
    wahl = by_slug(holding(api)["milestones"], "mso-wahl")
    assert (wahl["planned"], wahl["actual"]) == (JANUARY, JANUARY)
    assert [one["reason"] for one in wahl["said"]] == ["", MOVED["reason"], MOVED["reason"]]
    assert wahl["said"][2]["source"] == "welt-in-hannover.de"
    earlier = by_slug(holding(api, "2019-11-20")["milestones"], "mso-wahl")
    assert earlier["planned"]["words"] == "Mitte November 2019"
    assert (earlier["actual"], len(earlier["said"])) == (None, 1)


def test_a_date_known_earlier_is_dated_back(api: Callers) -> None:
    then = {**MOVED, "occurred_at": "2019-12-05T10:00:00+01:00"}
    assert api["office"].post(f"{PATH}/dates", then).status_code == 201
    before = by_slug(holding(api, "2019-12-04")["milestones"], "mso-wahl")
    after = by_slug(holding(api, "2019-12-05")["milestones"], "mso-wahl")
    assert before["planned"]["words"] == "Mitte November 2019"
    assert after["planned"] == JANUARY


def test_a_youth_group_is_added_in_agreement_with_the_lenkungsgruppe(api: Callers) -> None:
    proposed = api["office"].post(f"{PATH}/recuts", YOUTH)
    assert (proposed.status_code, proposed.json()["number"]) == (201, 1)
    assert [recut["state"] for recut in holding(api)["recuts"]] == ["open"]
    since = today(api) + timedelta(days=10)
    agreed = api["steering"].post(
        f"{PATH}/recuts/1/agreement", {"agreed": True, "since": since.isoformat()}
    )
    assert agreed.status_code == 201
    found = holding(api)
    assert "jugend" not in [theme["slug"] for theme in found["themes"]]
    (recut,) = found["recuts"]
    assert (recut["state"], recut["since"]) == ("agreed", since.isoformat())
    assert recut["answered_by"]["body"] == "lenkungsgruppe"
    then = holding(api, since.isoformat())
    assert by_slug(then["themes"], "jugend")["group"] == "expertengruppe-jugend"
    group = by_slug(then["bodies"], "expertengruppe-jugend")
    assert (group["name"], group["lead"]) == ("Expert*innengruppe Jugend", "dezernat-4")
    model = api.service.procedures.on(since).bodies["expertengruppe-bildung"]
    assert api.service.procedures.on(since).bodies["expertengruppe-jugend"].seats == model.seats


def test_a_group_re_cuts_its_own_theme_and_may_be_declined(api: Callers) -> None:
    for name in ("other-chair", "member", "steering", "beirat-01", "admin"):
        assert problem(api[name].post(f"{PATH}/recuts", CUT))["status"] == 403, name
    assert api["management"].post(f"{PATH}/recuts", CUT).status_code == 201
    declined = {"agreed": False, "reason": "Erst die Mittel klären"}
    assert api["steering"].post(f"{PATH}/recuts/1/agreement", declined).status_code == 201
    (recut,) = holding(api)["recuts"]
    assert (recut["state"], recut["answer"]) == ("declined", "Erst die Mittel klären")


def test_401_then_404_then_403_then_422_then_409(api: Callers) -> None:
    api["office"].post(f"{PATH}/recuts", CUT)
    dates, recuts, agreement = (f"{PATH}/{call}" for call in (
        "dates", "recuts", "recuts/1/agreement",
    ))  # fmt: skip
    for raw in (b"", b"{", b"[]", b'{"x": 1}', b"\xff", b"null"):
        for path in (dates, recuts, agreement):
            unsigned = api["admin"].client.post(
                path, content=raw, headers={"Authorization": "Bearer falsch"}
            )
            assert problem(unsigned)["status"] == 401
            assert problem(api["admin"].send(path, raw))["status"] == 403
        for number in ("2", "0", "x", "١", "9" * 30):
            nowhere = f"{PATH}/recuts/{number}/agreement"
            assert problem(api["admin"].send(nowhere, raw))["status"] == 404
        assert problem(api["office"].send(dates, raw))["status"] == 422
        assert problem(api["office"].send(recuts, raw))["status"] == 422
        assert problem(api["steering"].send(agreement, raw))["status"] == 422
    late = {"agreed": True, "since": "2019-11-01"}
    assert problem(api["steering"].post(agreement, late))["status"] == 409
    silent = problem(api["steering"].post(agreement, {"agreed": True}))
    assert (silent["status"], "ab welchem Tag" in silent["detail"]) == (422, True)


def test_a_key_stands_for_one_proposal(api: Callers) -> None:
    first = api["office"].post(f"{PATH}/recuts", YOUTH, Idempotency_Key="jugend-1")
    again = api["office"].post(f"{PATH}/recuts", YOUTH, Idempotency_Key="jugend-1")
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert len(holding(api)["recuts"]) == 1
    moved = [api["office"].post(f"{PATH}/dates", MOVED, Idempotency_Key="m").json() for _ in "12"]
    assert moved[0] == moved[1]


def test_what_was_proposed_later_is_not_seen_on_an_earlier_day(api: Callers) -> None:
    api["office"].post(f"{PATH}/recuts", YOUTH)
    yesterday = day_of(datetime.fromisoformat(f"{today(api)}T12:00:00+00:00") - timedelta(days=1))
    assert holding(api, yesterday.isoformat())["recuts"] == []
