from __future__ import annotations

from hashlib import sha256
from uuid import UUID, uuid4

from tests.api.callers import SEATS, Callers
from tests.api.way import DRAFT, SECOND, TEXT, Way, created, found, problem


def test_a_chair_authors_a_draft(api: Callers) -> None:
    answer = api["chair"].post("/api/drafts", DRAFT)
    draft = created(answer)
    assert answer.headers["location"] == f"/api/drafts/{draft['id']}"
    assert draft == {
        "id": str(UUID(draft["id"])),
        "paper": "grundsatzpapier",
        "theme": "bildung",
        "title": "Leitbild Bildung",
        "revision": 1,
        "version": 1,
        "status": "in_erarbeitung",
        "round": None,
        "equality_relevant": False,
    }
    assert found(api["chair"].get(answer.headers["location"])) == draft


def test_the_group_revises_its_draft(api: Callers) -> None:
    way = Way(api)
    body = {"text": SECOND, "base_revision": 1, "summary": "Kosten ergänzt", "answers": []}
    answer = api["management"].post(f"{way.path}/revisions", body)
    draft = created(answer)
    assert (draft["revision"], draft["version"], draft["status"]) == (2, 2, "in_erarbeitung")
    assert answer.headers["etag"] == '"2"'
    assert {**way.get("chair"), "merged": []} == draft


def test_summary_and_answers_are_optional(api: Callers) -> None:
    Way(api).revise(base=1)


def test_revisions_are_listed_without_their_texts(api: Callers) -> None:
    way = Way(api).revise(summary="Kosten ergänzt")
    listed = way.get("chair", "/revisions")
    assert listed["next"] is None
    first, second = listed["items"]
    assert first["revision"] == 1
    assert first["sha256"] == sha256(TEXT.encode()).hexdigest()
    assert first["parents"] == []
    assert second["parents"] == [{"revision": 1, "sha256": first["sha256"]}]
    assert second["summary"] == "Kosten ergänzt"
    assert len(second["by"].pop("person")) == 32
    assert second["by"] == {
        "body": "expertengruppe-bildung", "role": "chair", "seat": "vorsitz",
        "deputising": False,
    }  # fmt: skip
    assert second["at"].endswith("Z")
    assert "text" not in second


def test_one_revision_comes_with_its_text(api: Callers) -> None:
    way = Way(api).revise()
    listed = way.get("chair", "/revisions")["items"]
    assert way.get("chair", "/revisions/1") == {**listed[0], "text": TEXT}
    assert way.get("chair", "/revisions/2") == {**listed[1], "text": SECOND}


def test_a_revision_that_does_not_exist_is_not_found(api: Callers) -> None:
    way = Way(api)
    for number in ("0", "2", "-1", "99999999999999999999", "x"):
        answer = api["chair"].get(f"{way.path}/revisions/{number}")
        assert (answer.status_code, problem(answer)["title"]) == (404, "NotVisible")


def test_a_draft_that_does_not_exist_is_not_found(api: Callers) -> None:
    for unknown in (uuid4(), "keine-kennung"):
        answer = api["chair"].get(f"/api/drafts/{unknown}")
        assert (answer.status_code, problem(answer)["title"]) == (404, "NotVisible")
        assert "Diesen Entwurf gibt es nicht" in problem(answer)["detail"]


def test_an_unknown_address_and_method_are_problems_too(api: Callers) -> None:
    unknown = api["chair"].get("/api/nichts")
    assert (unknown.status_code, problem(unknown)["title"]) == (404, "NotFound")
    wrong = api["chair"].client.delete("/api/drafts")
    assert (wrong.status_code, problem(wrong)["title"]) == (405, "MethodNotAllowed")
    assert wrong.headers["allow"] == "GET, POST"


# Lists --------------------------------------------------------------------------------------


def test_drafts_are_listed_oldest_first_in_parts(api: Callers) -> None:
    ids = [Way(api, title=f"Entwurf {n}").id for n in range(5)]
    seen, address = [], "/api/drafts?limit=2"
    while address:
        part = found(api["chair"].get(address))
        assert part.keys() == {"items", "next"}
        assert len(part["items"]) <= 2
        seen += [item["id"] for item in part["items"]]
        address = part["next"]
    assert seen == ids


def test_the_rest_of_a_list_begins_after_what_was_seen(api: Callers) -> None:
    """Keyset, not numbers: what is authored meanwhile moves nothing."""
    ids = [Way(api).id for _ in range(3)]
    first = found(api["chair"].get("/api/drafts?limit=2"))
    late = Way(api).id
    rest = found(api["chair"].get(first["next"]))
    assert [item["id"] for item in first["items"] + rest["items"]] == [*ids, late]


def test_every_list_comes_in_parts(api: Callers) -> None:
    way = Way(api).revise().submit(2).state("beirat-01", 2).state("beirat-02", 2)
    way.give_back(2, {"text": "Kosten nennen"}, {"text": "Begriffe erklären"})
    for what in ("/revisions", "/statements", "/vorgaben", "/history"):
        whole = way.get("chair", what)["items"]
        assert len(whole) >= 2, what
        part = way.get("chair", f"{what}?limit=1")
        assert part["items"] == whole[:1]
        assert found(api["chair"].get(part["next"]))["items"] == whole[1:2]
    whole = found(api["auditor"].get("/api/events"))["items"]
    part = found(api["auditor"].get("/api/events?limit=3"))
    assert part["items"] == whole[:3]
    assert found(api["auditor"].get(part["next"]))["items"] == whole[3:6]


def test_an_answer_has_a_hundred_items_unless_told_and_a_thousand_at_most(api: Callers) -> None:
    way = Way(api)
    way.submit()
    for _ in range(101):
        way.state()
    listed = way.get("chair", "/statements")
    assert len(listed["items"]) == 100
    assert len(found(api["chair"].get(listed["next"]))["items"]) == 1
    assert len(way.get("chair", "/statements?limit=1000")["items"]) == 101
    for wrong in ("0", "1001", "x"):
        refused = api["chair"].get(f"{way.path}/statements?limit={wrong}")
        assert refused.status_code == 422
        assert problem(refused)["errors"][0]["field"] == "limit"


# Entity tags --------------------------------------------------------------------------------


def test_a_draft_that_has_not_changed_is_not_sent_again(api: Callers) -> None:
    way = Way(api)
    tag = api["chair"].get(way.path).headers["etag"]
    for known in (tag, f"W/{tag}", f'"7", {tag}', "*"):
        answer = api["chair"].get(way.path, If_None_Match=known)
        assert (answer.status_code, answer.content) == (304, b""), known
        assert answer.headers["etag"] == tag
    way.revise()
    answer = api["chair"].get(way.path, If_None_Match=tag)
    assert found(answer)["version"] == 2
    assert answer.headers["etag"] != tag


def test_an_act_on_a_draft_that_has_changed_meanwhile_is_refused(api: Callers) -> None:
    way = Way(api)
    old = api["chair"].get(way.path).headers["etag"]
    way.revise()
    now = api["chair"].get(way.path).headers["etag"]
    for stale in (old, f"W/{now}", '"nicht von uns"', now.strip('"')):
        answer = api["chair"].post(f"{way.path}/submission", {"revision": 2}, If_Match=stale)
        assert (answer.status_code, problem(answer)["title"]) == (412, "Changed"), stale
    assert way.get("chair")["status"] == "in_erarbeitung"
    created(api["chair"].post(f"{way.path}/submission", {"revision": 2}, If_Match=f"{old}, {now}"))


def test_a_star_matches_every_version(api: Callers) -> None:
    way = Way(api)
    created(api["chair"].post(f"{way.path}/submission", {"revision": 1}, If_Match="*"))


# As it stood --------------------------------------------------------------------------------


def test_a_draft_is_given_as_it_stood_at_a_version(api: Callers) -> None:
    way = Way(api).revise().submit(2).state("beirat-01", 2).give_back(2)
    stood = way.get("chair", "?version=3")
    assert (stood["version"], stood["revision"], stood["status"]) == (3, 2, "in_beratung")
    assert stood["text"] == SECOND
    assert stood["round"] == stood["consensus"]["round"] == 1
    assert {point["kind"] for point in stood["consensus"]["open_points"]} == {"not_heard"}
    assert stood["vorgaben"] == []
    assert way.get("chair", "?version=1")["text"] == TEXT
    last = way.get("chair", "?version=5")
    assert [vorgabe["state"] for vorgabe in last["vorgaben"]] == ["unanswered"]
    now = way.get("chair")
    assert {name: last[name] for name in now} == now


def test_a_draft_is_given_as_it_stood_at_a_time(api: Callers) -> None:
    way = Way(api).revise().submit(2)
    times = [event["recorded_at"] for event in way.get("chair", "/history")["items"]]
    stood = found(api["chair"].client.get(way.path, params={"at": times[1]}))
    assert (stood["version"], stood["revision"], stood["at"]) == (2, 2, times[1])
    before = api["chair"].client.get(way.path, params={"at": "2019-11-04T09:00:00+01:00"})
    assert (before.status_code, problem(before)["title"]) == (404, "NotVisible")


def test_a_version_that_is_not_there_yet_is_not_found(api: Callers) -> None:
    way = Way(api)
    answer = api["chair"].get(f"{way.path}?version=2")
    assert (answer.status_code, problem(answer)["title"]) == (404, "NotVisible")


def test_a_time_needs_its_zone(api: Callers) -> None:
    way = Way(api)
    for unclear in ("2019-11-04T09:00:00", "2019-11-04", "gestern", "1572858000"):
        answer = api["chair"].client.get(way.path, params={"at": unclear})
        assert answer.status_code == 422
        assert "Zeitzone" in problem(answer)["detail"]


# Who one is ---------------------------------------------------------------------------------


def test_without_a_valid_token_nothing_is_answered(api: Callers) -> None:
    way = Way(api)
    for sent in ({}, {"Authorization": "Bearer falsch"}, {"Authorization": "Basic YTpi"}):
        for path in ("/api/drafts", way.path, f"{way.path}/history", "/api/events"):
            api["chair"].client.headers.pop("Authorization", None)
            answer = api["chair"].client.get(path, headers=sent)
            assert (answer.status_code, problem(answer)["title"]) == (401, "NotSignedIn")
            assert answer.headers["www-authenticate"] == "Bearer"


def test_every_account_may_ask_for_drafts(api: Callers) -> None:
    way = Way(api).submit()
    for name in SEATS:
        assert way.get(name)["status"] == "in_beratung"
