"""Gremien through the API: who sits where on which day, who may seat whom, when rights end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from httpx import Response

from domain import rules
from domain.gremium import Role
from domain.procedure import PROCEDURE, Procedure
from domain.procedure.content import Content, EndedSeat, Resolution
from domain.rules import NotYours, RuleBroken
from review_service.acts import proceeding
from review_service.acts.besetzungen import OPERATOR
from review_service.people import register
from review_service.procedure.files import File
from review_service.service import Service
from tests.api.callers import SEATS, Caller, Callers
from tests.api.way import problem

LG, BILDUNG = "lenkungsgruppe", "expertengruppe-bildung"
KULTUR = "expertengruppe-stadtleben-und-kultur"
BEFORE, AFTER = "2019-11-30", "2019-12-01"


def gremium(caller: Caller, slug: str = LG, at: str = "") -> dict[str, Any]:
    answer = caller.get(f"/api/gremien/{slug}{f'?at={at}' if at else ''}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def seat(found: dict[str, Any], slug: str) -> dict[str, Any]:
    return next(one for one in (*found["seats"], *found["offices"]) if one["slug"] == slug)


def holders(caller: Caller, slug: str, of: str, at: str = "") -> list[str | None]:
    return [one["name"] for one in seat(gremium(caller, slug, at), of)["holders"]]


def appoint(caller: Caller, slug: str = LG, **facts: Any) -> Response:
    body = {"seat": "dgb", "name": "Ada Muster", "since": "2020-01-01", **facts}
    return caller.post(f"/api/gremien/{slug}/appointments", body)


def done(answer: Response) -> dict[str, Any]:
    assert answer.status_code == 201, answer.text
    return answer.json()


def refused(answer: Response, rule: type[RuleBroken]) -> str:
    said = problem(answer)
    expected = 403 if issubclass(rule, NotYours) else 409
    assert (said["status"], said["title"]) == (expected, rule.__name__)
    return said["detail"]


def pseudonym(service: Service, name: str) -> str:
    with service.pool.connection() as database:
        found = register.search(database, name)
    return found[0].pseudonym


def without_dgb(service: Service, since: str) -> None:
    """Let a resolution end the seat of the DGB."""
    procedure = service.reviews.find(Procedure, PROCEDURE)
    assert procedure
    number = Resolution(number="1/2021", title="Ein Sitz weniger", since=date.fromisoformat(since))
    ended = Content(ended_seats=(EndedSeat(body=LG, seat="dgb"),))
    procedure.amend(resolution=number, content=ended, by=OPERATOR, at=service.now())
    service.reviews.record(procedure)


# Asking --------------------------------------------------------------------------------------


def test_23_votes_before_and_25_after_the_amendment(api: Callers) -> None:
    before, after = (gremium(api["beirat-01"], at=day) for day in (BEFORE, AFTER))
    assert (before["persons"], before["votes"], len(before["seats"])) == (24, 23, 24)
    assert (after["persons"], after["votes"], len(after["seats"])) == (25, 25, 25)
    assert before["arithmetic"] == (
        "24 Personen; Vorsitz und Fachbereich Soziales haben gemeinsam eine Stimme;"
        " also 23 Stimmen."
    )
    assert after["arithmetic"] == "25 Personen mit je einer Stimme, also 25 Stimmen."
    assert [group["seats"] for group in before["vote_groups"]] == [
        ["vorsitz", "fachbereich-soziales"]
    ]
    assert after["vote_groups"] == []
    assert seat(after, "aghu")["source"] == "Drucksache 2822/2019"
    assert [one["slug"] for one in after["offices"]] == ["buero"]
    assert (before["at"], before["kind"]) == (BEFORE, "steering")


def test_without_a_day_it_is_today_in_berlin(service: Service) -> None:
    late = datetime(2019, 11, 30, 23, 30, tzinfo=UTC)  # 00.30 in Berlin, the day after
    api = Callers(replace(service, now=lambda: late))
    assert (gremium(api["office"])["at"], gremium(api["office"])["votes"]) == (AFTER, 25)


def test_every_account_may_ask(api: Callers) -> None:
    for who in SEATS:
        assert api[who].get(f"/api/gremien/{LG}").status_code == 200, who
        assert api[who].get("/api/gremien").status_code == 200, who


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("lenkungsgruppe?at=2019-10-31", 404),
        ("lenkungsgruppe?at=0001-01-01", 404),
        ("?at=2019-10-31", 404),
        ("gibt-es-nicht", 404),
        ("lenkungsgruppe?at=2019-13-01", 422),
        ("lenkungsgruppe?at=1575158400", 422),
        ("lenkungsgruppe?at=", 422),
        ("?at=morgen", 422),
    ],
)
def test_days_and_bodies_that_are_none(api: Callers, path: str, status: int) -> None:
    address = f"/api/gremien{'' if path.startswith('?') else '/'}{path}"
    assert problem(api["office"].get(address))["status"] == status


def test_the_list_has_every_gremium_with_what_it_lacks(api: Callers) -> None:
    listed = {one["slug"]: one for one in api["auditor"].get("/api/gremien").json()["items"]}
    assert len(listed) == len(api.service.ordnung.bodies)
    assert (listed[LG]["persons"], listed[LG]["votes"]) == (25, 25)
    assert listed[BILDUNG]["violations"] == 4  # one internal, one Geschäftsführung, no others
    assert listed[BILDUNG]["filled"] == 2


# Seats ---------------------------------------------------------------------------------------


def test_a_seat_is_taken_and_left_each_on_its_day(api: Callers) -> None:
    office = api["office"]
    new = done(appoint(office, until=None, note="entsandt"))
    assert (new["name"], new["since"], new["until"]) == ("Ada Muster", "2020-01-01", None)
    assert holders(office, LG, "dgb", "2019-12-31") == []
    assert holders(office, LG, "dgb", "2020-01-01") == ["Ada Muster"]
    left = {"seat": "dgb", "person": new["person"], "until": "2020-02-29", "reason": "Umzug"}
    done(office.post(f"/api/gremien/{LG}/departures", left))
    assert holders(office, LG, "dgb", "2020-02-29") == ["Ada Muster"]
    assert holders(office, LG, "dgb", "2020-03-01") == []
    assert gremium(office, at="2020-02-29")["filled"] == gremium(office, at="2020-03-01")[
        "filled"
    ] + 1  # fmt: skip


def test_a_person_of_the_register_takes_a_second_seat(api: Callers) -> None:
    office = api["office"]
    person = done(appoint(office))["person"]
    again = done(appoint(office, "runder-tisch", seat="mitglied", person=person, name=None))
    assert (again["person"], again["name"]) == (person, "Ada Muster")
    found = gremium(office, "runder-tisch")
    assert found["persons"] == len(seat(found, "mitglied")["holders"]) == 2  # places without limit


def test_an_erased_person_has_no_name(api: Callers) -> None:
    office = api["office"]
    person = done(appoint(office))["person"]
    with api.service.pool.connection() as database:
        register.remove(database, person)
    assert holders(office, LG, "dgb") == [None]


def test_what_is_asked_twice_under_one_key_is_done_once(api: Callers) -> None:
    path, body = f"/api/gremien/{LG}/appointments", {
        "seat": "dgb", "name": "Ada Muster", "since": "2020-01-01",
    }  # fmt: skip
    first = api["office"].post(path, body, Idempotency_Key="eins")
    again = api["office"].post(path, body, Idempotency_Key="eins")
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    with api.service.pool.connection() as database:
        assert len(register.search(database, "Muster")) == 1
    other = api["office"].post(path, {**body, "name": "Bea"}, Idempotency_Key="eins")
    assert problem(other)["title"] == "KeyUsedForAnother"


def test_who_is_refused_is_not_in_the_register(api: Callers) -> None:
    done(appoint(api["office"]))
    detail = refused(appoint(api["office"], name="Bea Beispiel"), rules.TheSeatIsTaken)
    assert "Deutscher Gewerkschaftsbund" in detail
    with api.service.pool.connection() as database:
        assert register.search(database, "Beispiel") == []


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"since": "2019-10-31"}, rules.NothingHoldsOnThatDay),
        ({"seat": "aghu", "since": BEFORE}, rules.NoSuchSeatOnThatDay),
        ({"seat": "thron"}, rules.NoSuchSeatOnThatDay),
        ({"seat": "mso-1"}, rules.AnElectedSeatIsFilledByItsElection),
        ({"until": "2019-12-31"}, rules.ASeatEndsAfterItBegins),
        ({"name": None, "person": "f" * 32}, rules.ThePersonIsNotInTheRegister),
        ({"occurred_at": "2999-01-01T00:00:00Z"}, rules.ItLiesInTheFuture),
    ],
)
def test_what_the_rules_refuse(api: Callers, facts: dict[str, Any], rule: type[RuleBroken]) -> None:
    refused(appoint(api["office"], **facts), rule)
    assert done(appoint(api["office"], seat="aghu", since=AFTER))["seat"] == "aghu"


@pytest.mark.parametrize(
    "facts",
    [
        {"person": "p-1"}, {"name": None}, {"name": " "}, {"since": "gestern"},
        {"since": None}, {"places": 3},
    ],
)  # fmt: skip
def test_what_is_malformed(api: Callers, facts: dict[str, Any]) -> None:
    assert problem(appoint(api["office"], **facts))["status"] == 422


def test_of_two_at_once_one_takes_the_seat(api: Callers) -> None:
    with ThreadPoolExecutor(6) as hands:
        answers = [*hands.map(lambda n: appoint(api["office"], name=f"Nummer {n}"), range(6))]
    assert sorted(answer.status_code for answer in answers) == [201, *[409] * 5]
    with api.service.pool.connection() as database:
        assert len(register.search(database, "Nummer")) == 1


# Rights --------------------------------------------------------------------------------------


def test_who_may_appoint_where(api: Callers) -> None:
    callers = {
        "office": api["office"],
        "admin": api["admin"],
        **{f"dez-{n}": api.with_seats(f"d-{n}", (f"dezernat-{n}", Role.OFFICE)) for n in (4, 6)},
    }
    bodies = {
        LG: ("miso", {"office"}),
        "beirat-01": ("mitglied", {"office"}),
        "dezernat-4": ("buero", {"office"}),
        BILDUNG: ("extern", {"dez-4"}),
        KULTUR: ("extern", {"dez-6"}),  # jointly
        "rechnungspruefung": ("pruefung", {"admin"}),
        "oe-50-6": ("sachgebiet", {"admin"}),
    }
    for slug, (wanted, may) in bodies.items():
        for who, caller in callers.items():
            answer = appoint(caller, slug, seat=wanted, name=f"{who} für {slug}")
            if who in may:
                done(answer)
            else:
                refused(answer, rules.SomebodyElseAppoints)


def test_everybody_else_appoints_nobody(api: Callers) -> None:
    paths = ("appointments", "departures", "deputies", "deputies/dismissals", "deputisings")
    for who in SEATS:
        if who in ("office", "admin"):
            continue
        for slug, path in zip((LG, BILDUNG, "oe-50-6", LG, LG), paths, strict=True):
            answer = api[who].post(f"/api/gremien/{slug}/{path}", {})  # before what is malformed
            refused(answer, rules.SomebodyElseAppoints)


def test_who_is_left_on_a_seat_that_ended_is_named(api: Callers) -> None:
    person = done(appoint(api["office"]))["person"]
    without_dgb(api.service, "2021-01-01")
    before, after = (gremium(api["beirat-01"], at=day) for day in ("2020-12-31", "2021-01-01"))
    assert before["unseated"] == []
    (left,) = after["unseated"]
    assert (left["person"], left["name"], left["seat"]) == (person, "Ada Muster", "dgb")
    assert (left["since"], left["until"], left["deputising"]) == ("2020-01-01", None, False)


def test_an_unknown_gremium_comes_before_rights(api: Callers) -> None:
    assert appoint(api["beirat-01"], "gibt-es-nicht").status_code == 404


def test_only_the_office_dates_back(api: Callers) -> None:
    admin = appoint(
        api["admin"], "oe-50-6", seat="sachgebiet", occurred_at="2020-01-01T09:00:00+01:00"
    )
    refused(admin, rules.OnlyTheOfficeDatesBack)
    done(appoint(api["office"], occurred_at="2020-01-01T09:00:00+01:00"))


MIDNIGHTS = {
    "winter": datetime(2020, 1, 31, 23, 0, tzinfo=UTC),
    "summer": datetime(2020, 7, 31, 22, 0, tzinfo=UTC),
}


@pytest.mark.parametrize("season", MIDNIGHTS)
def test_a_right_ends_at_midnight_in_berlin(service: Service, season: str) -> None:
    midnight, moment = MIDNIGHTS[season], [datetime(2020, 1, 7, tzinfo=UTC)]
    api = Callers(replace(service, now=lambda: moment[0]))
    person = pseudonym(service, "beirat-02")
    last = (midnight - timedelta(hours=1)).date()
    done(
        appoint(api["admin"], "oe-50-6", seat="sachgebiet", name=None, person=person,
                since="2020-01-07", until=str(last))
    )  # fmt: skip
    moment[0] = midnight - timedelta(seconds=1)
    done(appoint(api["beirat-02"], name="Vor Mitternacht", since="2020-01-02"))
    moment[0] = midnight
    refused(appoint(api["beirat-02"], seat="ihk"), rules.SomebodyElseAppoints)


@pytest.mark.parametrize("season", MIDNIGHTS)
def test_a_right_begins_at_midnight_in_berlin(service: Service, season: str) -> None:
    midnight, moment = MIDNIGHTS[season], [datetime(2020, 1, 7, tzinfo=UTC)]
    api = Callers(replace(service, now=lambda: moment[0]))
    person = pseudonym(service, "beirat-02")
    first = (midnight + timedelta(hours=3)).date()
    done(
        appoint(
            api["admin"], "oe-50-6", seat="sachgebiet", name=None, person=person, since=str(first)
        )
    )
    moment[0] = midnight - timedelta(seconds=1)
    refused(appoint(api["beirat-02"]), rules.SomebodyElseAppoints)
    moment[0] = midnight
    done(appoint(api["beirat-02"]))


# Deputies ------------------------------------------------------------------------------------


def deputy(caller: Caller, path: str = "", **facts: Any) -> Response:
    return caller.post(f"/api/gremien/{LG}/deputies{path}", {"seat": "dgb", **facts})


def stand_in(caller: Caller, **facts: Any) -> Response:
    days = {"seat": "dgb", "since": "2020-01-14", "until": "2020-01-14"}
    return caller.post(f"/api/gremien/{LG}/deputisings", {**days, **facts})


def test_a_deputy_stands_in_and_is_not_counted(api: Callers) -> None:
    office = api["office"]
    done(appoint(office))
    second = done(deputy(office, name="Bea Beispiel", since="2020-01-01"))["person"]
    done(stand_in(office, person=second, occasion="3. Sitzung"))
    found = gremium(office, at="2020-01-14")
    dgb = seat(found, "dgb")
    assert [(one["name"], one["deputising"]) for one in dgb["holders"]] == [
        ("Ada Muster", False), ("Bea Beispiel", True),
    ]  # fmt: skip
    assert dgb["holders"][1]["occasion"] == "3. Sitzung"
    assert [one["name"] for one in dgb["deputies"]] == ["Bea Beispiel"]
    assert found["filled"] == gremium(office, at="2020-01-13")["filled"]
    assert len(seat(gremium(office, at="2020-01-15"), "dgb")["holders"]) == 1


def test_nobody_stands_in_who_is_not_named(api: Callers) -> None:
    stranger = pseudonym(api.service, "beirat-01")
    refused(stand_in(api["office"], person=stranger), rules.NoSuchDeputy)
    body = {"person": stranger, "until": "2020-01-14"}
    refused(deputy(api["office"], "/dismissals", **body), rules.NoSuchDeputy)


def test_whoever_is_dismissed_stands_in_no_more(api: Callers) -> None:
    office = api["office"]
    second = done(deputy(office, name="Bea Beispiel", since="2020-01-01"))["person"]
    done(stand_in(office, person=second, until="2020-01-31"))
    done(deputy(office, "/dismissals", person=second, until="2020-01-20"))
    assert holders(office, LG, "dgb", "2020-01-20") == ["Bea Beispiel"]
    assert holders(office, LG, "dgb", "2020-01-21") == []
    refused(stand_in(office, person=second, since="2020-02-01", until="2020-02-01"),
            rules.NoSuchDeputy)  # fmt: skip


def test_fachbereich_soziales_stands_in_for_the_chair_unnamed(service: Service) -> None:
    moment = [datetime(2020, 1, 14, 12, tzinfo=UTC)]
    api = Callers(replace(service, now=lambda: moment[0]))
    soziales = pseudonym(service, "steering-member")  # holds that seat
    found = gremium(api["office"])
    assert seat(found, "vorsitz")["deputy"] == "fachbereich-soziales"
    assert [h["person"] for h in seat(found, "fachbereich-soziales")["holders"]] == [soziales]
    done(stand_in(api["office"], seat="vorsitz", person=soziales))
    decides = api["steering-member"].post(f"/api/gremien/{LG}/departures", {})
    refused(decides, rules.SomebodyElseAppoints)
    with service.pool.connection() as database:
        rows = database.execute(
            "SELECT role, deputising FROM seats_held WHERE person = %s AND seat = 'vorsitz'",
            (soziales,),
        ).fetchall()
    assert rows == [("chair", True)]


# Counts --------------------------------------------------------------------------------------


def count(caller: Caller, **facts: Any) -> Response:
    numbers = {"women": 5, "men": 4, "divers": 0, "no_answer": 0}
    body = {"quality": "gender", **numbers, "day": "2020-01-07", **facts}
    return caller.post(f"/api/gremien/{BILDUNG}/counts", body)


def fill(api: Callers, persons: int) -> None:
    """Seat so many in the group Bildung, one and the Geschäftsführung are there."""
    dezernat = api.with_seats("dez-4", ("dezernat-4", Role.OFFICE))
    seats = ["intern"] * 3 + ["extern"] * 4 + ["fachberatung", "begleitung"]
    for number, slug in enumerate(seats[: persons - 2]):
        done(appoint(dezernat, BILDUNG, seat=slug, name=f"Person {number}"))


def recorded_topics(service: Service) -> set[str]:
    with service.pool.connection() as database:
        return {topic for (topic,) in database.execute("SELECT topic FROM log.event")}


def parity(caller: Caller, quality: str = "gender") -> dict[str, Any]:
    return next(one for one in gremium(caller, BILDUNG)["parity"] if one["quality"] == quality)


def test_met_or_not_is_all_that_others_see(api: Callers) -> None:
    fill(api, 9)
    assert parity(api["beirat-01"])["outcome"] == "not_reported"
    done(count(api["management"]))
    for who in ("beirat-01", "office", "auditor", "chair"):
        found = gremium(api[who], BILDUNG)
        assert found["counts"] is None
        assert parity(api[who])["outcome"] == "met"
    own = gremium(api["management"], BILDUNG)["counts"]
    assert own == [
        {"quality": "gender", "day": "2020-01-07",
         "counts": {"women": 5, "men": 4, "divers": 0, "no_answer": 0}}
    ]  # fmt: skip
    done(count(api["management"], women=6, men=3))
    assert parity(api["beirat-01"])["outcome"] == "not_met"
    assert parity(api["beirat-01"])["source"] == "Drucksache 2472/2019"
    assert parity(api["beirat-01"])["reading_source"] == "von der Vorlage nicht geregelt"


def test_of_few_nothing_is_kept(api: Callers) -> None:
    refused(count(api["management"], women=1, men=0), rules.SoFewAreNotCounted)
    fill(api, 9)
    said = refused(count(api["management"], women=2, men=2, no_answer=5), rules.SoFewAreNotCounted)
    assert "mindestens 5 von ihnen" in said
    assert parity(api["office"])["outcome"] == "not_reported"
    assert "Besetzung.CountsReported" not in recorded_topics(api.service)


def test_zeros_take_a_report_back(api: Callers) -> None:
    fill(api, 9)
    done(count(api["management"]))
    done(count(api["management"], women=0, men=0))
    assert parity(api["office"])["outcome"] == "hidden"


def test_each_target_is_reported_by_itself(api: Callers) -> None:
    fill(api, 9)
    backgrounds = {"with_background": 5, "without_background": 4, "no_answer": 0}
    body = {"quality": "migration", **backgrounds, "day": "2020-01-07"}
    done(api["management"].post(f"/api/gremien/{BILDUNG}/counts", body))
    assert parity(api["office"], "migration")["outcome"] == "met"


def test_a_small_group_is_hidden(api: Callers) -> None:
    assert parity(api["office"])["outcome"] == "hidden"


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"no_answer": 1}, rules.MoreAreCountedThanSit),
        ({"day": "2999-01-01"}, rules.CountsAreOfADayThatCame),
        ({"day": "2019-10-31"}, rules.NothingHoldsOnThatDay),
    ],
)
def test_counts_that_cannot_be(api: Callers, facts: dict[str, Any], rule: type[RuleBroken]) -> None:
    fill(api, 9)
    refused(count(api["management"], **facts), rule)
    done(count(api["management"]))


def test_only_what_the_procedure_aims_at_is_counted(api: Callers) -> None:
    gender, migration = api.service.ordnung.targets
    assert migration.quality == "migration"
    later = Resolution(number="0001/2020", title="Ohne Ziel", since=date(2020, 1, 7))
    proceeding.amend(api.service, File(later, Content(targets=(gender,))))
    body = {
        "quality": "migration", "with_background": 0, "without_background": 0, "no_answer": 0,
    }  # fmt: skip
    path = f"/api/gremien/{BILDUNG}/counts"
    done(api["management"].post(path, {**body, "day": "2020-01-06"}))
    again = api["management"].post(path, {**body, "day": "2020-01-07"})
    refused(again, rules.OnlyAGroupWithTargetsCounts)


def test_only_the_geschaeftsfuehrung_of_the_group_counts(api: Callers) -> None:
    for who in SEATS:
        if who != "management":
            refused(count(api[who]), rules.OnlyTheGeschaeftsfuehrungReportsCounts)
    kultur = api["management"].post(f"/api/gremien/{KULTUR}/counts", {})
    refused(kultur, rules.OnlyTheGeschaeftsfuehrungReportsCounts)


def test_no_person_has_such_an_attribute_anywhere_in_the_database(api: Callers) -> None:
    """Every column and every stored event: what is counted stands in counts of a group alone."""
    fill(api, 9)
    done(count(api["management"]))
    words = ("gender", "geschlecht", "women", "men", "divers", "background", "herkunft", "quality")
    with api.service.pool.connection() as database:
        columns = database.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        events = database.execute("SELECT topic, data::text FROM log.event").fetchall()
    telling = {table for table, column in columns if any(word in column for word in words[:2])}
    assert telling == set()
    assert {table for table, column in columns if column in words} == {"reported_counts"}
    of = {
        table: {column for one, column in columns if one == table}
        for table in ("reported_counts", "register")
    }
    assert of == {
        "reported_counts": {"stream", "version", "body", "quality", "day", "counts"},
        "register": {"pseudonym", "display_name", "contact", "office", "created_at", "found_by"},
    }
    counted = {topic for topic, data in events if any(f'"{word}":' in data for word in words[:6])}
    assert counted == {"Besetzung.CountsReported"}
