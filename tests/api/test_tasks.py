"""Who is told that something waits: on drafts, and beside them; and who is not."""

from __future__ import annotations

from typing import Any

from domain.gremium import Role
from tests.api.callers import SEATS, Caller, Callers
from tests.api.test_elections import BEFORE, DEADLINE, Electing
from tests.api.test_procedure import PATH, YOUTH
from tests.api.test_suggestions import collected, forwarded
from tests.api.way import Way, created, found

DECLINED = {"reason": "Alle Plätze besetzt."}


def tasks(caller: Caller) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = found(caller.get("/api/me/tasks"))["items"]
    return listed


def kinds(caller: Caller) -> list[str]:
    return [task["kind"] for task in tasks(caller)]


def told(api: Callers, kind: str) -> list[str]:
    """Give every account that has a task of this kind."""
    return [name for name in SEATS if kind in kinds(api[name])]


def dezernat(api: Callers, slug: str) -> Caller:
    return api.with_seats(f"of-{slug}", (slug, Role.OFFICE))


def test_a_task_on_a_draft_says_which_and_until_when(api: Callers) -> None:
    way = Way(api).submit()
    (task,) = tasks(api["beirat-01"])
    assert (task["kind"], task["draft"], task["revision"]) == ("state", way.id, 1)
    assert (task["title"], task["election"], task["late"]) == ("Leitbild Bildung", None, False)
    assert (task["stage"], task["waits_for"]) == ("ready", [])
    (task,) = tasks(api["steering"])
    assert (task["stage"], task["waits_for"]) == (
        "waiting",
        ["delegiertenkonferenz", "runder-tisch"],
    )


def test_the_dezernat_a_suggestion_lies_with_is_told_and_no_other(api: Callers) -> None:
    third, fourth = dezernat(api, "dezernat-3"), dezernat(api, "dezernat-4")
    path = forwarded(api, "dezernat-4")
    assert told(api, "answer_suggestion") == kinds(third) == []
    (task,) = tasks(fourth)
    assert (task["suggestion"], task["body"]) == (path.rpartition("/")[2], "dezernat-4")
    created(fourth.post(f"{path}/declination", DECLINED))
    assert kinds(fourth) == []


def test_oe_50_6_is_told_what_lies_with_no_dezernat(api: Callers) -> None:
    path = collected(api)
    assert told(api, "forward_suggestion") == ["office"]
    created(api["office"].post(f"{path}/forwarding", {"department": "dezernat-4"}))
    assert kinds(api["office"]) == []
    created(dezernat(api, "dezernat-4").post(f"{path}/declination", DECLINED))
    assert told(api, "forward_again") == ["office"]


def test_a_suggestion_that_everybody_declined_waits_for_nobody(api: Callers) -> None:
    path = collected(api)
    themes = found(api["office"].get(PATH))["themes"]
    leading = {slug for theme in themes for slug in (theme["lead"], *theme["jointly"])}
    for slug in sorted(leading):
        created(api["office"].post(f"{path}/forwarding", {"department": slug}))
        created(dezernat(api, slug).post(f"{path}/declination", DECLINED))
    assert kinds(api["office"]) == []


def test_the_lenkungsgruppes_chair_and_office_are_told_of_a_recut(api: Callers) -> None:
    head = api.with_seats("head", ("lenkungsgruppe", Role.CHAIR))
    created(api["office"].post(f"{PATH}/recuts", YOUTH))
    assert told(api, "answer_recut") == ["steering"]
    (task,) = tasks(head)
    assert (task["kind"], task["recut"], task["title"]) == ("answer_recut", 1, "Jugend")
    created(
        api["steering"].post(f"{PATH}/recuts/1/agreement", {"agreed": False, "reason": "Nein."})
    )
    assert kinds(api["steering"]) == kinds(head) == []


def test_oe_50_6_is_told_each_step_of_an_election_when_it_is_due(api: Callers) -> None:
    election = Electing(api)
    assert kinds(api["office"]) == ["invite", "conclude"]
    everybody = ["verein-1", "verein-2", "verein-3"]
    election.does("invitations", BEFORE, organisations=everybody, on="2019-11-20")
    election.nominate(1, 2, 3)
    assert told(api, "hold_round") == ["office"]
    (task,) = tasks(api["office"])
    assert (task["due"], task["late"], task["round"]) == ("2020-01-11", True, 2)
    assert (task["election"], task["body"]) == (election.id, "oe-50-6")
    election.hold(2)
    assert told(api, "enter_count") == ["office"]
    election.counted(2, 1, 1, 1)
    assert told(api, "draw_lot") == ["office"]
    drawn = election.now["rounds"][-1]["tied"][:2]
    election.does("lots", drawn=drawn, witnesses=["Cem", "Dana"])
    assert told(api, "conclude") == ["office"]
    election.does("conclusion", since="2020-01-11")
    assert kinds(api["office"]) == []


def test_before_the_deadline_only_the_invitation_is_due(api: Callers) -> None:
    election = Electing(api)
    later = {"meeting": {"words": "später"}, "deadline": "2999-01-01T12:00:00+01:00"}
    election.does("postponements", BEFORE, reason="Kein Saal.", **later)
    (task,) = tasks(api["office"])
    assert (task["kind"], task["due"], task["late"]) == ("invite", "2999-01-01", False)
    assert task["due"] > DEADLINE
