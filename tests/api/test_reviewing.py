"""Being heard and decided on, as the table of calls has it."""

from __future__ import annotations

from typing import Any

from tests.api.callers import Callers
from tests.api.way import TEXT, Way, created, said

BODIES = [f"beirat-{n:02}" for n in range(1, 12)]
BODIES += ["delegiertenkonferenz", "runder-tisch", "gleichstellung"]


def bodies(way: Way, who: str = "chair") -> dict[str, Any]:
    return {cell["body"]: cell for cell in way.get(who, "/consensus")["bodies"]}


def test_a_submission_opens_a_round(api: Callers) -> None:
    way = Way(api)
    assert created(way.post("chair", "submission", revision=1)) == {"round": 1}
    draft = way.get("beirat-01")
    assert (draft["status"], draft["round"], draft["version"]) == ("in_beratung", 1, 2)


def test_a_withdrawal_leads_back_and_uses_the_round_up(api: Callers) -> None:
    way = Way(api).submit()
    assert created(way.post("chair", "withdrawal", reason="Ein Fehler.")) == {"round": 1}
    assert way.get("chair")["status"] == "in_erarbeitung"
    assert created(way.post("chair", "submission", revision=1)) == {"round": 2}


def test_a_body_is_heard(api: Callers) -> None:
    way = Way(api).submit()
    quote = {"exact": "Bildung von Anfang an"}
    body = {**said("beirat-01"), "position": "bedenken", "passages": [quote]}
    answer = created(way.post("beirat-01", "statements", **body))
    assert answer == {"body": "beirat-01", "revision": 1, "round": 1, "counts": True}
    (statement,) = way.get("conference", "/statements")["items"]
    assert statement["text"] == "Wir stimmen zu."
    (passage,) = statement["passages"]
    assert TEXT[passage["start"] : passage["end"]] == passage["exact"] == quote["exact"]
    assert bodies(way)["beirat-01"] == {
        "body": "beirat-01", "state": "heard", "position": "bedenken", "revision": 1,
        "counts": True, "reminded_at": None,
    }  # fmt: skip


def test_a_marked_passage_has_a_remark_of_its_own(api: Callers) -> None:
    way = Way(api).submit()
    spoken = [{"exact": "von Anfang an", "remark": " Ab wann? "}, {"exact": "Ziele"}]
    way.state("beirat-01", passages=spoken)
    (said,) = way.get("auditor", "/statements")["items"]
    assert [one["remark"] for one in said["passages"]] == ["Ab wann?", ""]
    assert [one["remark"] for one in way.get("auditor", "/passages")["items"]] == ["Ab wann?", ""]
    event = way.get("auditor", "/history")["items"][-1]
    assert event["data"]["passages"][0]["remark"] == "Ab wann?"
    demand = {"text": "Kosten nennen", "passages": [spoken[0]]}
    refused = way.post("steering", "decisions", outcome="return", revision=1, vorgaben=[demand])
    assert refused.status_code == 422 and "remark" in refused.text


def test_the_conference_bundles_and_keeps_minority_positions(api: Callers) -> None:
    way = Way(api).submit().state("beirat-01").state("beirat-02", position="ablehnend")
    bundle = {
        **said("conference"),
        "bundles": ["beirat-01", "beirat-02"],
        "minority": [{"body": "beirat-02", "text": "stimmen zu"}],
    }
    created(way.post("conference", "statements", **bundle))
    statement = way.get("steering", "/statements")["items"][-1]
    assert statement["bundles"] == [
        {"body": "beirat-01", "version": 3},
        {"body": "beirat-02", "version": 4},
    ]
    assert statement["minority"] == bundle["minority"]


def test_a_statement_on_an_older_revision_is_recorded_and_does_not_count(api: Callers) -> None:
    way = Way(api).submit().give_back()
    way.revise(answers=[{"vorgabe": 1, "outcome": "erfuellt"}]).submit(2)
    answer = created(way.post("beirat-01", "statements", **said("beirat-01", 1)))
    assert answer == {"body": "beirat-01", "revision": 1, "round": 1, "counts": False}
    cell = bodies(way)["beirat-01"]
    assert (cell["state"], cell["revision"], cell["counts"]) == ("awaited", 1, False)


def test_gleichstellung_may_answer_without_a_position(api: Callers) -> None:
    way = Way(api, equality_relevant=True).submit()
    body = {"body": "gleichstellung", "revision": 1, "text": "Nichts anzumerken."}
    assert created(way.post("equality", "statements", **body))["counts"] is True
    assert bodies(way)["gleichstellung"]["state"] == "heard"


def test_a_consultation_brings_gleichstellung_into_the_round(api: Callers) -> None:
    way = Way(api).submit()
    assert bodies(way)["gleichstellung"]["state"] == "not_addressed"
    body = {"question": "Was fehlt?", "passages": [{"exact": "Ziele"}]}
    assert created(way.post("office", "consultation", **body)) == {"round": 1}
    assert bodies(way)["gleichstellung"]["state"] == "awaited"


def test_the_lenkungsgruppe_returns_a_draft_with_vorgaben(api: Callers) -> None:
    way = Way(api).submit()
    decision = {
        "revision": 1,
        "outcome": "return",
        "vorgaben": [
            {"text": "Kosten nennen", "binding": True, "passage": {"exact": "Wir nennen Ziele"}},
            {"text": "Begriffe erklären", "binding": False},
        ],
    }
    answer = api["steering"].post(f"{way.path}/decisions", decision)
    draft = created(answer)
    assert (draft["status"], draft["version"]) == ("zurueckgegeben", 3)
    assert answer.headers["etag"] == '"3"'
    first, second = way.get("auditor", "/vorgaben")["items"]
    start = TEXT.index("Wir nennen Ziele")
    assert first["passage"]["start"] == start
    assert first["passages"] == [first["passage"]]
    assert {**first, "passage": None, "passages": []} == {
        "number": 1, "round": 1, "text": "Kosten nennen", "binding": True, "passage": None,
        "passages": [], "answers": [], "state": "unanswered",
    }  # fmt: skip
    assert (second["number"], second["binding"]) == (2, False)


def test_a_vorgabe_is_answered_by_a_revision(api: Callers) -> None:
    way = Way(api).submit().give_back()
    answer = {"vorgabe": 1, "outcome": "teilweise", "reason": "Zahlen liegen noch nicht vor."}
    way.revise(answers=[answer])
    (vorgabe,) = way.get("chair", "/vorgaben")["items"]
    assert vorgabe["state"] == "teilweise"
    (given,) = vorgabe["answers"]
    assert {**given, "at": None} == {
        "revision": 2, "at": None, "outcome": "teilweise", "reason": answer["reason"],
        "passages": [],
    }  # fmt: skip
    assert way.get("chair", "/revisions/2")["answers"] == [{**answer, "passages": []}]


def test_acceptance_despite_open_points_gives_its_reason(api: Callers) -> None:
    way = Way(api).submit()
    decision = {"revision": 1, "outcome": "accept", "despite": "Der Rat tagt morgen."}
    draft = created(way.post("steering", "decisions", **decision))
    assert draft == way.get("steering")
    assert draft["status"] == "angenommen"


def test_the_consensus_names_every_body_and_open_point(api: Callers) -> None:
    way = Way(api).submit().state("conference", position="bedenken")
    consensus = way.get("beirat-01", "/consensus")
    assert (consensus["round"], consensus["revision"], consensus["ready"]) == (1, 1, False)
    assert [cell["body"] for cell in consensus["bodies"]] == BODIES
    assert [(point["kind"], point["body"]) for point in consensus["open_points"]] == [
        ("objection", "delegiertenkonferenz"),
        ("not_heard", "runder-tisch"),
    ]
    assert consensus["open_points"][0].keys() == {"kind", "body", "vorgabe", "text"}


def test_a_binding_vorgabe_not_fulfilled_is_an_open_point(api: Callers) -> None:
    way = Way(api).submit().give_back()
    way.revise(answers=[{"vorgabe": 1, "outcome": "abgelehnt", "reason": "Zu teuer."}]).submit(2)
    points = way.hear_all(2).get("steering", "/consensus")["open_points"]
    assert [(point["kind"], point["vorgabe"]) for point in points] == [("vorgabe", 1)]


def test_ready_where_nothing_is_open(api: Callers) -> None:
    way = Way(api)
    before = way.get("chair", "/consensus")
    assert (before["round"], before["open_points"], before["ready"]) == (None, [], False)
    assert {cell["state"] for cell in before["bodies"]} == {"not_addressed"}
    assert way.submit().hear_all().get("chair", "/consensus")["ready"] is True


def test_a_draft_goes_its_whole_way(api: Callers) -> None:
    way = Way(api, equality_relevant=True).submit().state("beirat-01")
    way.give_back().revise(answers=[{"vorgabe": 1, "outcome": "erfuellt"}]).submit(2)
    way.state("equality", 2).state("conference", 2).state("round-table", 2)
    assert way.get("steering", "/consensus")["ready"] is True
    way.accept(2, despite="")
    assert way.get("admin")["status"] == "angenommen"
