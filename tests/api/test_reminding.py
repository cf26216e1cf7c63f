"""Reminding whoever is awaited: recorded, told, and beside the task."""

from __future__ import annotations

from tests.api.callers import Callers
from tests.api.way import Way, created, found


def reminded(way: Way, who: str, *bodies: str) -> int:
    return way.post(who, "reminders", bodies=[*bodies]).status_code


def test_a_reminder_is_recorded_and_stands_beside_the_task_and_the_body(api: Callers) -> None:
    way = Way(api).submit()
    assert created(way.post("office", "reminders", bodies=["beirat-01"])) == {"round": 1}
    last = way.get("beirat-02", "/history")["items"][-1]
    assert last["type"] == "Draft.Reminded"
    assert [body["slug"] for body in last["data"]["bodies"]] == ["beirat-01"]
    (task,) = found(api["beirat-01"].get("/api/me/tasks"))["items"]
    (other,) = found(api["beirat-02"].get("/api/me/tasks"))["items"]
    assert task["reminded_at"] and other["reminded_at"] is None
    bodies = {one["body"]: one for one in way.get("auditor", "/consensus")["bodies"]}
    assert bodies["beirat-01"]["reminded_at"] == task["reminded_at"]
    assert bodies["beirat-02"]["reminded_at"] is None


def test_a_group_is_reminded_of_the_revision_until_it_submits_again(api: Callers) -> None:
    way = Way(api).submit().give_back()
    assert reminded(way, "steering", "expertengruppe-bildung") == 201
    (task,) = found(api["chair"].get("/api/me/tasks"))["items"]
    assert task["kind"] == "answer_vorgaben" and task["reminded_at"]
    way.revise(answers=[{"vorgabe": 1, "outcome": "erfuellt"}])
    (task,) = found(api["chair"].get("/api/me/tasks"))["items"]
    assert task["kind"] == "submit" and task["reminded_at"]
    way.submit(2)
    assert reminded(way, "office", "expertengruppe-bildung") == 409


def test_in_the_next_round_nobody_was_reminded_yet(api: Callers) -> None:
    way = Way(api).submit()
    assert reminded(way, "office") == 201
    assert reminded(way, "office") == 409
    way.withdraw().submit()
    (task,) = found(api["beirat-01"].get("/api/me/tasks"))["items"]
    assert task["reminded_at"] is None
    assert reminded(way, "office") == 201
