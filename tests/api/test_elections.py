"""An election through the API: from the call to the seats, and whom it is refused to."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from httpx import Response

from domain import rules
from domain.person import Person, Reason
from review_service.acts.besetzungen import OPERATOR
from review_service.people import register
from tests.api.callers import SEATS, Callers
from tests.api.way import Way, created, found, problem

CALLED, DEADLINE = "2019-11-18T09:00:00+01:00", "2020-01-10T12:00:00+01:00"
BEFORE, MEETS = "2020-01-06T10:00:00+01:00", "2020-01-11T11:00:00+01:00"
MEETING = {"words": "11. Januar 2020", "begins": "2020-01-11", "ends": "2020-01-11"}


def call(many: int = 3) -> dict[str, Any]:
    return {
        "terms": "mso", "organisations": [f"Verein {n}" for n in range(1, many + 1)],
        "deadline": DEADLINE, "meeting": MEETING, "occurred_at": CALLED,
    }  # fmt: skip


class Electing:
    """One election, called; each step must succeed. `meets` is when, None for now."""

    meets: str | None = MEETS

    def __init__(self, api: Callers, many: int = 3) -> None:
        self.api = api
        self.id = created(api["office"].post("/api/elections", call(many)))["id"]
        self.path = f"/api/elections/{self.id}"

    @property
    def now(self) -> Any:
        return found(self.api["beirat-01"].get(self.path))

    def tries(self, act: str, at: str = "", **body: Any) -> Response:
        when = {"occurred_at": at or self.meets}
        return self.api["office"].post(f"{self.path}/{act}", {**when, **body})

    def does(self, act: str, at: str = "", **body: Any) -> Electing:
        created(self.tries(act, at, **body))
        return self

    def nominate(self, *numbers: int) -> Electing:
        for n in numbers:
            person = {"name": f"Kandidatin {n}", "contact": f"k{n}@example.org", "consent": True}
            self.does("nominations", BEFORE, organisation=f"verein-{n}", **person)
        return self

    def hold(self, round: int, *tellers: str) -> Electing:
        took_part = [one["slug"] for one in self.now["roll"]]
        return self.does("rounds", round=round, took_part=took_part, tellers=[*tellers])

    def counted(
        self, round: int, *votes: int, tellers: tuple[str, ...] = ("Ada", "Bo")
    ) -> Electing:
        ballot = self.now["rounds"][-1]["candidates"]
        for teller in tellers:
            body = {
                "ballots": sum(votes),
                "invalid": 0,
                "votes": dict(zip(ballot, votes, strict=True)),
            }
            self.does("counts", round=round, teller=teller, **body)
        return self

    def named(self, pseudonym: str) -> str:
        names = {one["person"]: one["name"] for one in self.now["candidates"]}
        return str(names[pseudonym])


def test_the_elected_take_their_seats(api: Callers) -> None:
    election = Electing(api, 31).nominate(*range(1, 16)).hold(1)
    election.counted(1, 6, 5, 4, 3, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 0)
    assert election.now["next_round"] == 2
    election.hold(2).counted(2, 9, 10, 7, 5).does("conclusion", since="2020-01-11")
    now = election.now
    assert now["stage"] == "concluded"
    assert [election.named(one["candidate"]) for one in now["seated"]] == [
        "Kandidatin 2", "Kandidatin 1",
    ]  # fmt: skip
    with api.service.pool.connection() as database:
        held = database.execute(
            "SELECT seat, person, since::text FROM views.seats_held WHERE seat LIKE 'mso-%'"
            " ORDER BY seat"
        ).fetchall()
    assert held == [(one["seat"], one["candidate"], "2020-01-11") for one in now["seated"]]


def test_a_result_that_cannot_be_seated_is_not_recorded(api: Callers) -> None:
    first = Electing(api).nominate(1, 2).hold(2).counted(2, 2, 1).does("conclusion")
    assert len(first.now["seated"]) == 2
    second = Electing(api).nominate(1).hold(2).counted(2, 3)
    refused = second.tries("conclusion")
    assert problem(refused)["title"] == "TheSeatIsTaken"
    assert second.now["stage"] == "decided"
    second.does("conclusion", since="2020-01-12", end_terms=True)
    held = found(api["auditor"].get("/api/gremien/lenkungsgruppe"))
    assert "2020-01-12" in str(held) and len(second.now["seated"]) == 1


def test_names_stand_in_the_register_and_never_in_the_log(api: Callers) -> None:
    election = Electing(api).nominate(1, 2).hold(2).counted(2, 2, 1)
    with api.service.pool.connection() as database:
        log = database.execute("SELECT string_agg(data::text, ' ') FROM log.event").fetchone()
    assert log
    for secret in ("Kandidatin", "k1@example.org", "Ada"):
        assert secret not in log[0]
    told = election.now["rounds"][0]["counts"]
    assert [one["teller"]["name"] for one in told] == ["Ada", "Bo"]
    assert "example.org" not in str(election.now)


def test_an_erased_person_has_no_name_and_keeps_the_votes(api: Callers) -> None:
    election = Electing(api).nominate(1, 2).hold(2).counted(2, 2, 1)
    person = election.now["candidates"][0]["person"]
    with api.service.pool.connection() as database:
        database.execute("DELETE FROM people.register WHERE pseudonym = %s", (person,))
    now = election.now
    assert now["candidates"][0]["name"] is None
    assert now["rounds"][0]["count"]["votes"][person] == 2


def test_a_refused_nomination_leaves_nobody_in_the_register(api: Callers) -> None:
    election = Electing(api).nominate(1)
    again = {"organisation": "verein-1", "name": "Zweite", "consent": True}
    assert problem(election.tries("nominations", BEFORE, **again))["title"] == (
        "AnOrganisationNominatesOne"
    )
    with api.service.pool.connection() as database:
        rows = database.execute(
            "SELECT count(*) FROM people.register WHERE display_name = 'Zweite'"
        ).fetchone()
    assert rows == (0,)


def test_the_same_request_is_one_nomination_of_one_person(api: Callers) -> None:
    election = Electing(api)
    body = {
        "organisation": "verein-1", "name": "Einmal", "consent": True, "occurred_at": BEFORE,
    }  # fmt: skip
    path = f"{election.path}/nominations"
    first = created(api["office"].post(path, body, Idempotency_Key="einmal"))
    assert created(api["office"].post(path, body, Idempotency_Key="einmal")) == first
    assert len(election.now["candidates"]) == 1
    with api.service.pool.connection() as database:
        rows = database.execute(
            "SELECT count(*) FROM people.register WHERE display_name = 'Einmal'"
        ).fetchone()
    assert rows == (1,)


def test_who_counted_before_is_known_by_name(api: Callers) -> None:
    election = Electing(api).nominate(1, 2).hold(2).counted(2, 2, 1, tellers=("Ada",))
    ballot = election.now["rounds"][0]["candidates"]
    count = {
        "round": 2,
        "ballots": 3,
        "invalid": 1,
        "votes": dict(zip(ballot, (1, 1), strict=True)),
    }
    election.does("counts", teller="ada", **count)
    (told,) = election.now["rounds"][0]["counts"]
    assert (told["teller"]["name"], told["count"]) == ("Ada", None)  # not before the other's
    election.does("counts", teller="Bo", **{**count, "ballots": 2, "invalid": 0})
    told, _ = election.now["rounds"][0]["counts"]
    assert told["count"]["invalid"] == 1
    candidate = election.tries("counts", teller="Kandidatin 2", **count)
    assert problem(candidate)["title"] == "CandidatesNeitherCountNorWitness"


def test_the_roll_changes_with_a_reason(api: Callers) -> None:
    election = Electing(api)
    election.does("roll", BEFORE, name="Verein 1 e. V.", reason="War vergessen.")
    election.does("removals", BEFORE, organisation="verein-3", reason="Aufgelöst.")
    election.does("invitations", BEFORE, organisations=["verein-1"], on="2020-01-02")
    now = election.now
    assert [(one["slug"], one["invited"]) for one in now["roll"]] == [
        ("verein-1", "2020-01-02"), ("verein-2", None), ("verein-1-e-v", None),
    ]  # fmt: skip
    assert [(one["kind"], one["organisation"], one["reason"]) for one in now["changes"]] == [
        ("added", "Verein 1 e. V.", "War vergessen."), ("removed", "Verein 3", "Aufgelöst."),
    ]  # fmt: skip


def test_a_postponement_moves_meeting_and_deadline(api: Callers) -> None:
    election = Electing(api)
    meeting = {"words": "18. Januar 2020", "begins": "2020-01-18", "ends": "2020-01-18"}
    deadline = "2020-01-17T12:00:00+01:00"
    election.does("postponements", BEFORE, meeting=meeting, deadline=deadline, reason="Sturm.")
    now = election.now
    assert (now["meeting"], now["deadline"]) == (meeting, "2020-01-17T11:00:00Z")
    assert now["changes"][0]["reason"] == "Sturm."


def test_a_lot_and_a_withdrawal_are_shown(api: Callers) -> None:
    election = Electing(api, 9).nominate(1, 2, 3, 4, 5).hold(1).counted(1, 3, 2, 2, 1, 1)
    assert sum(one["standing"] for one in election.now["candidates"]) == 5
    election.does("withdrawals", organisation="verein-2", reason="Krank.").hold(2)
    election.counted(2, 5, 2, 2, 0)
    assert election.now["stage"] == "lot"
    tied = election.now["rounds"][1]["tied"]
    one = election.tries("lots", drawn=tied[:1], witnesses=["Cem", "cem"])
    assert problem(one)["title"] == "ALotHasTwoWitnesses"
    election.does("lots", drawn=tied[:1], witnesses=["Cem", "Dana"])
    (lot,) = election.now["rounds"][1]["drawn"]
    assert (lot["among"], lot["drawn"]) == (tied, tied[:1])
    assert [one["name"] for one in lot["witnesses"]] == ["Cem", "Dana"]
    election.does("conclusion", since="2020-01-11")
    assert [one["candidate"] for one in election.now["seated"]][1:] == tied[:1]


ACTS = (
    "roll", "removals", "invitations", "nominations", "withdrawals", "postponements",
    "abandonment", "rounds", "counts", "lots", "conclusion",
)  # fmt: skip


def test_everybody_reads_and_only_the_office_acts(api: Callers) -> None:
    election = Electing(api)
    for name in SEATS:
        assert found(api[name].get(election.path))["id"] == election.id
        assert [one["id"] for one in found(api[name].get("/api/elections"))["items"]] == [
            election.id
        ]
        if name != "office":
            answers = {api[name].post(f"{election.path}/{act}", {}).status_code for act in ACTS}
            assert answers == {403}, name
            assert api[name].post("/api/elections", call()).status_code == 403


@pytest.mark.parametrize("act", ACTS)
def test_401_then_404_then_403_then_422(api: Callers, act: str) -> None:
    election = Electing(api)
    member, office = api["member"], api["office"]
    unsigned = member.client.post(
        f"{election.path}/{act}", content=b"{", headers={"Authorization": "Bearer falsch"}
    )
    assert unsigned.status_code == 401
    for nowhere in (uuid4(), "keine"):
        answer = member.send(f"/api/elections/{nowhere}/{act}", b"{")
        assert answer.status_code == 404
        assert problem(answer)["detail"] == "Diese Wahl gibt es nicht."
    assert member.send(f"{election.path}/{act}", b"{").status_code == 403
    assert office.send(f"{election.path}/{act}", b"{").status_code == 422
    assert office.post(f"{election.path}/{act}", {"mehr": 1}).status_code == 422


def test_elections_come_in_parts(api: Callers) -> None:
    ids = [Electing(api).does("abandonment", reason="Irrtum.").id for _ in range(3)]
    first = found(api["auditor"].get("/api/elections?limit=2"))
    rest = found(api["auditor"].get(first["next"]))
    assert {one["id"] for one in (*first["items"], *rest["items"])} == set(ids)
    assert rest["next"] is None
    assert api["auditor"].get(f"/api/elections?after={uuid4()}").status_code == 404


def test_the_procedure_names_its_elections(api: Callers) -> None:
    answer = api["office"].post("/api/elections", {**call(), "terms": "rat"})
    assert problem(answer)["title"] == "TheProcedureKnowsNoSuchElection"
    backwards = {"words": "bald", "begins": "2020-01-11", "ends": "2020-01-10"}
    answer = api["office"].post("/api/elections", {**call(), "meeting": backwards})
    assert answer.status_code == 422


def test_somebody_of_the_register_is_put_up_by_pseudonym(api: Callers) -> None:
    election = Electing(api)
    with api.service.pool.connection() as database:
        person = register.register(database, "Schon da")
    body = {"organisation": "verein-1", "person": person, "consent": True}
    election.does("nominations", BEFORE, **body)
    assert election.named(person) == "Schon da"
    unknown = election.tries("nominations", BEFORE, **{**body, "person": "niemand"})
    assert problem(unknown)["title"] == "ThePersonIsNotInTheRegister"
    assert election.tries("nominations", BEFORE, **body, name="Beides").status_code == 422


def test_nobody_who_is_erased_is_put_up(api: Callers) -> None:
    election = Electing(api)
    entered = created(api["office"].post("/api/persons", {"name": "Bald gelöscht"}))
    person = entered["person"]
    election.does("nominations", BEFORE, organisation="verein-1", person=person, consent=True)
    assert election.named(person) == "Bald gelöscht"
    erased = api["office"].post(f"/api/persons/{person}/erasure", {"reason": "request"})
    assert erased.status_code == 201, erased.text
    again = election.tries(
        "nominations", BEFORE, organisation="verein-2", person=person, consent=True
    )
    assert problem(again)["title"] in ("ThePersonIsErased", "ThePersonIsNotInTheRegister")
    assert election.now["candidates"][0]["name"] is None


def erase(api: Callers, person: str) -> None:
    assert created(api["office"].post(f"/api/persons/{person}/erasure", {"reason": "request"}))


def erased_elsewhere(api: Callers, pseudonym: str) -> None:
    """Erase somebody without a word to the election."""
    person = api.service.reviews.find(Person, Person.id_of(pseudonym))
    assert person
    person.erase(Reason.REQUEST, named_until=None, by=OPERATOR, at=api.service.now())
    api.service.reviews.record(person)


def test_nobody_erased_is_seated_until_it_is_said_who_stands_no_longer(api: Callers) -> None:
    election = Electing(api, 6).nominate(1, 2, 3).hold(2).counted(2, 3, 2, 1)
    ballot = election.now["rounds"][0]["candidates"]
    erased_elsewhere(api, ballot[0])
    refused = election.tries("conclusion")
    assert problem(refused)["title"] == rules.NobodyErasedTakesASeat.__name__
    assert election.now["stage"] == "decided"
    election.does("withdrawals", organisation="verein-1", reason="Gelöscht.").does("conclusion")
    assert [one["candidate"] for one in election.now["seated"]] == ballot[1:]


def test_one_election_runs_for_the_same_seats(api: Callers) -> None:
    first = Electing(api)
    second = api["office"].post("/api/elections", call())
    assert problem(second)["title"] == rules.AnElectionForTheseSeatsRuns.__name__
    first.does("abandonment", reason="Falsche Frist.")
    now = first.now
    assert (now["stage"], now["abandoned"]) == ("abandoned", "Falsche Frist.")
    assert Electing(api).now["stage"] == "called"


def test_whoever_is_erased_stands_no_longer(api: Callers) -> None:
    election = Electing(api).nominate(1, 2, 3)
    gone = election.now["candidates"][0]["person"]
    erase(api, gone)
    election.meets = None  # an erasure has its own moment, and nothing happens before it
    before = election.now["candidates"][0]
    assert (before["standing"], before["reason"]) == (False, "Die Person ist gelöscht.")
    election.hold(2)
    counted = election.now["candidates"][1]["person"]
    erase(api, counted)
    # The ballots name the one erased meanwhile; the votes stay, the seat goes to the next.
    assert len(election.now["rounds"][0]["candidates"]) == 2
    election.counted(2, 2, 1)
    (held,) = election.now["rounds"]
    assert held["count"]["votes"][counted] == 2
    assert [election.named(one) for one in held["elected"]] == ["Kandidatin 3"]
    erase(api, held["elected"][0])
    election.does("conclusion")
    assert (election.now["seated"], election.now["vacant"]) == ([], ["mso-1", "mso-2"])


def test_who_moves_up_is_told(api: Callers) -> None:
    election = Electing(api, 9).nominate(1, 2, 3).hold(2).counted(2, 4, 3, 2)
    ballot = election.now["rounds"][0]["candidates"]
    election.does("withdrawals", organisation="verein-1", reason="Nimmt den Sitz nicht an.")
    now = election.now
    assert now["candidates"][0]["moves_up"] == ballot[2:]
    assert now["rounds"][0]["inside"] == ballot[1:]
    assert now["rounds"][0]["elected"] == ballot[:2]
    election.does("conclusion")
    assert [one["candidate"] for one in election.now["seated"]] == ballot[1:]


def test_the_rest_of_a_lot_is_told(api: Callers) -> None:
    election = Electing(api, 9).nominate(1, 2, 3).hold(2).counted(2, 3, 3, 3)
    assert (election.now["stage"], election.now["rounds"][0]["lot_places"]) == ("lot", 2)
    election.does("withdrawals", organisation="verein-2", reason="Nimmt den Sitz nicht an.")
    now = election.now
    assert (now["stage"], now["rounds"][0]["lot_places"]) == ("decided", 0)
    assert len(now["rounds"][0]["inside"]) == 2


def test_tellers_are_persons_of_the_register_or_new_ones(api: Callers) -> None:
    election = Electing(api).nominate(1, 2)
    with api.service.pool.connection() as database:
        person = register.register(database, "Schon da")
    election.hold(2, person, "Neu Dabei")
    (held,) = election.now["rounds"]
    assert [one["name"] for one in held["tellers"]] == ["Schon da", "Neu Dabei"]
    assert held["tellers"][0]["person"] == person
    election.counted(2, 2, 1, tellers=("schon da", held["tellers"][1]["person"]))
    assert election.now["stage"] == "decided"


def test_the_elected_have_the_rights_of_their_seats(api: Callers) -> None:
    people = {name: api.with_seats(name) for name in ("kim", "lou")}
    with api.service.pool.connection() as database:
        found_ = {one.account: one.pseudonym for one in register.search(database)}
    election = Electing(api)
    for n, name in enumerate(people, start=1):
        body = {"organisation": f"verein-{n}", "person": found_[name], "consent": True}
        election.does("nominations", BEFORE, **body)
    way = Way(api, theme="bildung", equality_relevant=True).submit()
    ask = {"question": "Wie wirkt das?"}
    for caller in people.values():
        assert caller.post(f"{way.path}/consultation", ask).status_code == 403
    election.hold(2).counted(2, 1, 2).does("conclusion")
    for name, seat in (("lou", "mso-1"), ("kim", "mso-2")):
        (held,) = found(people[name].get("/api/me"))["seats"]
        assert (held["body"], held["seat"]) == ("lenkungsgruppe", seat)
        created(people[name].post(f"{way.path}/consultation", ask))


def test_two_tellers_at_the_same_moment_decide_the_round_once(api: Callers) -> None:
    election = Electing(api).nominate(1, 2).hold(2)
    ballot = election.now["rounds"][0]["candidates"]
    count = {"round": 2, "ballots": 3, "invalid": 0, "votes": dict.fromkeys(ballot, 1)}
    count["votes"][ballot[0]] = 2
    with ThreadPoolExecutor(2) as hands:
        answers = list(
            hands.map(lambda teller: election.tries("counts", teller=teller, **count), ("A", "B"))
        )
    assert [answer.status_code for answer in answers] == [201, 201]
    now = election.now
    assert (now["stage"], len(now["rounds"][0]["counts"])) == ("decided", 2)
