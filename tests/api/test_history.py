"""What happened, for one draft and for the whole log."""

from __future__ import annotations

from tests.api.callers import SEATS, Callers
from tests.api.way import Way, found, problem

EVENT = {"recorded_at", "occurred_at", "stream", "version", "type", "actor", "data"}


def test_the_history_says_who_did_what_when(api: Callers) -> None:
    way = Way(api).submit().state("beirat-01").give_back()
    events = way.get("beirat-02", "/history")["items"]
    assert [event["type"] for event in events] == [
        "Draft.Authored",
        "Draft.Submitted",
        "Draft.BeiratStatementGiven",
        "Draft.ReturnedWithVorgaben",
    ]
    assert [event["version"] for event in events] == [1, 2, 3, 4]
    assert all(event.keys() == EVENT for event in events)
    assert {event["stream"] for event in events} == {way.id}
    assert [event["actor"]["body"] for event in events] == [
        "expertengruppe-bildung", "expertengruppe-bildung", "beirat-01", "lenkungsgruppe",
    ]  # fmt: skip
    said = {"person", "body", "role", "seat", "deputising"}
    assert all(event["actor"].keys() == said for event in events)
    assert events[2]["data"]["text"] == "Wir stimmen zu."
    assert events[3]["data"]["judged_by"]["source"] == "von der Vorlage nicht geregelt"
    assert not events[0]["data"].keys() & {"by", "timestamp", "occurred_at"}


def test_no_name_of_a_person_stands_in_an_event(api: Callers) -> None:
    way = Way(api).submit()
    for event in way.get("auditor", "/history")["items"]:
        assert len(event["actor"]["person"]) == 32
        assert event["actor"]["person"] not in SEATS


def test_auditors_see_positions_and_others_do_not(api: Callers) -> None:
    way = Way(api).submit()
    for name in SEATS:
        events = way.get(name, "/history")["items"]
        positions = [event.get("position") for event in events]
        if name == "auditor":
            assert positions[1] == positions[0] + 1
        else:
            assert positions == [None, None], name


def test_auditors_read_the_whole_log(api: Callers) -> None:
    before = found(api["auditor"].get("/api/events"))["items"]
    assert [event["position"] for event in before] == [*range(1, len(before) + 1)]
    first, second = Way(api), Way(api)
    first.submit()
    last = len(before)
    events = found(api["auditor"].get(f"/api/events?after={last}"))["items"]
    assert [event["position"] for event in events] == [last + 1, last + 2, last + 3]
    assert [event["stream"] for event in events] == [first.id, second.id, first.id]
    assert all(event.keys() == {*EVENT, "position"} for event in events)
    rest = found(api["auditor"].get(f"/api/events?after={last + 2}"))["items"]
    assert rest == events[2:]
    end = found(api["auditor"].get(f"/api/events?after={last + 3}"))
    assert end == {"items": [], "next": None}


def test_nobody_else_reads_the_log(api: Callers) -> None:
    for name in SEATS.keys() - {"auditor"}:
        answer = api[name].get("/api/events?after=x")
        assert (answer.status_code, problem(answer)["title"]) == (403, "Forbidden"), name


def test_a_part_of_the_log_or_of_a_history_ends_before_it_is_too_large(api: Callers) -> None:
    way = Way(api)
    for number in range(5):
        way.revise(number + 1, f"{number}. " + "Wir beraten.\n\n" * 290_000)  # 4 MB
    way.submit(6)
    for asked in (f"/api/drafts/{way.id}/history", "/api/events"):
        seen, part = [], f"{asked}?limit=1000"
        while part:
            answer = api["auditor"].get(part)
            assert len(answer.content) <= 16_100_000
            items, part = answer.json()["items"], answer.json()["next"]
            assert items
            seen += [item["version"] for item in items if item["stream"] == way.id]
        assert seen == [1, 2, 3, 4, 5, 6, 7]
