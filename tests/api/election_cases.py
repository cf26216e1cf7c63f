"""Each rule of an election, broken through the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from httpx import Response

from domain import rules
from domain.procedure import PROCEDURE, Procedure
from domain.procedure.content import Content, EndedSeat, Resolution
from domain.rules import RuleBroken
from review_service.acts.besetzungen import OPERATOR
from tests.api.callers import Callers
from tests.api.test_elections import BEFORE, CALLED, Electing, call, erased_elsewhere

Case = Callable[[Callers], Response]


def calling(**facts: Any) -> Case:
    return lambda api: api["office"].post("/api/elections", {**call(), **facts})


def trying(act: str, *nominated: int, **body: Any) -> Case:
    """Try an act after some nominations."""
    return lambda api: Electing(api).nominate(*nominated).tries(act, **body)


def counting(teller: str = "Ada", ballots: int = 3, invalid: int = 0, **votes: int) -> Case:
    """Enter a count of the run-off of two; votes are given as `one` and `two`, or to `nobody`."""

    def case(api: Callers) -> Response:
        election = Electing(api).nominate(1, 2).hold(2)
        return election.tries("counts", **count_of(election, teller, ballots, invalid, **votes))

    return case


def count_of(
    election: Electing, teller: str, ballots: int = 3, invalid: int = 0, **votes: int
) -> dict[str, Any]:
    ballot = election.now["rounds"][-1]["candidates"]
    of = {**dict(zip(("one", "two"), ballot, strict=False)), "nobody": "nobody"}
    given = {of[name]: number for name, number in votes.items()}
    counted = {"ballots": ballots, "invalid": invalid, "votes": given}
    return {"round": 2, "teller": teller, **counted}


def three_tellers(api: Callers) -> Response:
    election = Electing(api).nominate(1, 2).hold(2)
    for teller, one, two in (("Ada", 1, 2), ("Bo", 2, 1)):
        election.does("counts", **count_of(election, teller, one=one, two=two))
    return election.tries("counts", **count_of(election, "Cem", one=1, two=2))


def tied(api: Callers) -> Electing:
    return Electing(api).nominate(1, 2, 3).hold(2).counted(2, 1, 1, 1)


def drawing(*others: str, many: int = 2, witnesses: tuple[str, ...] = ("Cem", "Dana")) -> Case:
    """Draw so many of the tied, or others."""

    def case(api: Callers) -> Response:
        election = tied(api)
        names = others or election.now["rounds"][0]["tied"][:many]
        return election.tries("lots", drawn=list(names), witnesses=list(witnesses))

    return case


def held(act: str, **body: Any) -> Case:
    """Try an act while the run-off is counted."""
    return lambda api: Electing(api).nominate(1, 2).hold(2).tries(act, **body)


def concluding(**body: Any) -> Case:
    """Conclude after a run-off."""
    return lambda api: (
        Electing(api).nominate(1, 2).hold(2).counted(2, 2, 1).tries("conclusion", **body)
    )


def after_the_result(api: Callers) -> Response:
    election = Electing(api).nominate(1, 2).hold(2).counted(2, 2, 1).does("conclusion")
    return election.tries("roll", name="Spät", reason="Spät")


def nominated_twice(api: Callers) -> Response:
    election = Electing(api).nominate(1)
    again = {"person": election.now["candidates"][0]["person"], "consent": True}
    return election.tries("nominations", BEFORE, organisation="verein-2", **again)


def without_its_seat(api: Callers) -> Response:
    """Conclude an election after a resolution has ended one of its seats."""
    election = Electing(api).nominate(1, 2).hold(2).counted(2, 2, 1)
    reviews = api.service.reviews
    procedure = reviews.find(Procedure, PROCEDURE)
    assert procedure
    terms = api.service.ordnung.elections["mso"].model_copy(update={"seats": ("mso-2",)})
    content = Content(
        ended_seats=(EndedSeat(body="lenkungsgruppe", seat="mso-1"),), elections=(terms,)
    )
    number = Resolution(number="1/2021", title="Ein Sitz weniger", since=date(2021, 1, 1))
    now = api.service.now()
    procedure.amend(resolution=number, content=content, by=OPERATOR, at=now)
    reviews.record(procedure)
    return election.tries("conclusion", since="2021-01-01")


def called_twice(api: Callers) -> Response:
    Electing(api)
    return api["office"].post("/api/elections", call())


def after_it_was_abandoned(api: Callers) -> Response:
    election = Electing(api).does("abandonment", reason="Falsche Sitze.")
    return election.tries("roll", name="Spät", reason="Spät")


def naming(*tellers: str) -> Case:
    """Name tellers for the run-off of two."""
    clubs = [f"verein-{n}" for n in (1, 2, 3)]
    return trying("rounds", 1, 2, round=2, took_part=clubs, tellers=[*tellers])


def counted_by_ada(api: Callers) -> Electing:
    """Name two tellers, and let one of them count."""
    election = Electing(api).nominate(1, 2).hold(2, "Ada", "Bo")
    return election.does("counts", **count_of(election, "Ada", one=3))


def another_counts(api: Callers) -> Response:
    election = counted_by_ada(api)
    return election.tries("counts", **count_of(election, "Cem", one=3))


def replacing_who_counted(api: Callers) -> Response:
    clubs = [f"verein-{n}" for n in (1, 2, 3)]
    return counted_by_ada(api).tries("rounds", round=2, took_part=clubs, tellers=["Cem", "Bo"])


def seating_who_is_erased(api: Callers) -> Response:
    """Conclude where somebody was erased whom nobody struck off the ballot."""
    election = Electing(api).nominate(1, 2).hold(2).counted(2, 2, 1)
    erased_elsewhere(api, election.now["rounds"][0]["elected"][0])
    return election.tries("conclusion")


PERSON = {"name": "Kim", "consent": True}
MOVED = {"words": "18. Januar 2020", "begins": "2020-01-18", "ends": "2020-01-18"}
LATE = "2020-01-12T12:00:00+01:00"

CASES: dict[type[RuleBroken], Case] = {
    rules.OnlyTheOfficeHoldsElections: lambda api: api["steering"].post("/api/elections", call()),
    rules.ItHappenedBeforeTheElectionsLastEvent: trying(
        "withdrawals", 1, at=CALLED, organisation="verein-1", reason="Umzug."
    ),
    rules.TheElectionIsConcluded: after_the_result,
    rules.TheElectionIsAbandoned: after_it_was_abandoned,
    rules.AnAbandonmentNeedsAReason: trying("abandonment", reason=" "),
    rules.AnElectionForTheseSeatsRuns: called_twice,
    rules.TheProcedureKnowsNoSuchElection: calling(terms="rat"),
    rules.TheDeadlineLiesAhead: calling(deadline=CALLED),
    rules.NominationsEndBeforeTheMeeting: calling(deadline=LATE),
    rules.TheRollIsClosed: held("roll", name="Neu", reason="Vergessen."),
    rules.AChangeOfTheRollNeedsAReason: trying("roll", name="Neu", reason=" "),
    rules.AnOrganisationStandsOnceOnTheRoll: trying("roll", name="verein 1", reason="Doppelt."),
    rules.TheOrganisationIsNotOnTheRoll: trying("removals", organisation="x", reason="Weg."),
    rules.AnOrganisationIsNamedOnce: trying(
        "invitations", organisations=["verein-1", "verein-1"], on="2020-01-02"
    ),
    rules.ItsNominationStands: trying("removals", 1, organisation="verein-1", reason="Weg."),
    rules.SomebodyIsInvited: trying("invitations", organisations=[], on="2020-01-02"),
    rules.NominationsAreClosed: trying("nominations", organisation="verein-1", **PERSON),
    rules.AnOrganisationNominatesOne: trying(
        "nominations", 1, at=BEFORE, organisation="verein-1", **PERSON
    ),
    rules.ThePersonIsACandidate: nominated_twice,
    rules.ThePersonIsNotInTheRegister: trying(
        "nominations", at=BEFORE, organisation="verein-1", person="niemand", consent=True
    ),
    rules.ACandidateConsents: trying(
        "nominations", at=BEFORE, organisation="verein-1", name="Kim", consent=False
    ),
    rules.OnlyAMeetingToComeIsPostponed: held("postponements", meeting=MOVED, reason="Sturm."),
    rules.APostponementNeedsAReason: trying("postponements", meeting=MOVED, reason=""),
    rules.NobodyWasPutUp: trying("withdrawals", organisation="verein-1", reason="Umzug."),
    rules.ACandidateStaysInARound: held("withdrawals", organisation="verein-1", reason="Umzug."),
    rules.AWithdrawnNominationNeedsAReason: trying(
        "withdrawals", 1, organisation="verein-1", reason=" "
    ),
    rules.NominationsAreStillOpen: trying("rounds", 1, at=BEFORE, round=2, took_part=["verein-1"]),
    rules.NobodyStandsForElection: trying("rounds", round=2, took_part=["verein-1"]),
    rules.AnotherRoundIsDue: trying("rounds", 1, round=1, took_part=["verein-1"]),
    rules.SomebodyTakesPart: trying("rounds", 1, round=2, took_part=[]),
    rules.NoSuchRoundIsCounted: lambda api: (
        Electing(api)
        .nominate(1)
        .tries("counts", round=1, teller="Ada", ballots=0, invalid=0, votes={})
    ),
    rules.TwoTellersCount: three_tellers,
    rules.TwoPersonsCount: naming("Ada", "ada"),
    rules.OnlyTheNamedTellersCount: another_counts,
    rules.WhoCountedStaysATeller: replacing_who_counted,
    rules.CandidatesNeitherCountNorWitness: counting("Kandidatin 1", one=3),
    rules.TooManyBallots: counting(ballots=4, one=4),
    rules.MoreAreInvalidThanHandedIn: counting(ballots=1, invalid=2),
    rules.TheBallotDoesNotNameThem: counting(nobody=3),
    rules.TheVotesDoNotAddUp: counting(one=1),
    rules.TheLotComesFirst: lambda api: tied(api).tries("conclusion"),
    rules.NoLotIsDue: trying("lots", drawn=["x"], witnesses=["Cem", "Dana"]),
    rules.TheLotFillsThePlaces: drawing(many=1),
    rules.TheLotIsAmongTheTied: drawing("x", "y"),
    rules.ALotHasTwoWitnesses: drawing(witnesses=("Cem",)),
    rules.TheElectionIsNotDecided: trying("conclusion", 1),
    rules.TheElectedSeatHasEnded: without_its_seat,
    rules.NobodyErasedTakesASeat: seating_who_is_erased,
    rules.NobodyIsSeatedBeforeTheRunOff: concluding(since="2020-01-10"),
}
