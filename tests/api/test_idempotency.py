"""One key, one act: whoever is not sure that a request arrived sends it again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from tests.api.callers import Callers
from tests.api.way import DRAFT, SECOND, Way, created, found, problem, said


def test_the_same_key_gives_the_same_answer_and_one_act(api: Callers) -> None:
    first, again = (api["chair"].post("/api/drafts", DRAFT, Idempotency_Key="k1") for _ in "12")
    assert created(first) == created(again)
    assert first.headers["location"] == again.headers["location"]
    assert first.headers["etag"] == again.headers["etag"]
    assert len(found(api["chair"].get("/api/drafts"))["items"]) == 1


def test_the_first_answer_stays_whatever_happens_after_it(api: Callers) -> None:
    way = Way(api)
    body = {"text": SECOND, "base_revision": 1}
    path = f"{way.path}/revisions"
    first = api["chair"].post(path, body, Idempotency_Key="k1")
    way.submit(2).give_back(2)
    again = api["chair"].post(path, body, Idempotency_Key="k1")
    assert created(first) == created(again)
    assert again.json()["status"] == "in_erarbeitung"


def test_a_key_is_known_before_a_guard_or_if_match_speaks(api: Callers) -> None:
    way = Way(api)
    headers = {"Idempotency_Key": "k1", "If_Match": '"1"'}
    answers = [
        api["chair"].post(f"{way.path}/submission", {"revision": 1}, **headers) for _ in "12"
    ]
    assert [created(answer) for answer in answers] == [{"round": 1}] * 2


def test_another_request_under_the_same_key_is_refused(api: Callers) -> None:
    way = Way(api)
    created(api["chair"].post("/api/drafts", DRAFT, Idempotency_Key="k1"))
    other_body = api["chair"].post("/api/drafts", {**DRAFT, "title": "B"}, Idempotency_Key="k1")
    other_path = api["chair"].post(f"{way.path}/submission", {"revision": 1}, Idempotency_Key="k1")
    for answer in (other_body, other_path):
        assert (answer.status_code, problem(answer)["title"]) == (422, "KeyUsedForAnother")


def test_a_key_belongs_to_its_account(api: Callers) -> None:
    way = Way(api).submit()
    for who in ("beirat-01", "beirat-02"):
        created(api[who].post(f"{way.path}/statements", said(who), Idempotency_Key="k1"))
    assert len(way.get("chair", "/statements")["items"]) == 2


def test_a_refused_request_leaves_its_key_free(api: Callers) -> None:
    way = Way(api)
    refused = api["chair"].post(f"{way.path}/submission", {"revision": 2}, Idempotency_Key="k1")
    assert refused.status_code == 409
    created(api["chair"].post(f"{way.path}/submission", {"revision": 1}, Idempotency_Key="k1"))


def test_the_same_key_in_parallel_is_one_act(api: Callers) -> None:
    way = Way(api).submit()

    def send(_: int) -> object:
        path = f"{way.path}/statements"
        return created(api["beirat-01"].post(path, said("beirat-01"), Idempotency_Key="k1"))

    def author(_: int) -> object:
        return created(api["chair"].post("/api/drafts", DRAFT, Idempotency_Key="k2"))["id"]

    with ThreadPoolExecutor(8) as threads:
        assert len({str(answer) for answer in threads.map(send, range(8))}) == 1
        assert len(set(threads.map(author, range(8)))) == 1
    assert len(way.get("chair", "/statements")["items"]) == 1


def test_the_same_key_in_parallel_is_one_act_also_where_a_rule_refuses_a_second(
    api: Callers,
) -> None:
    for _ in range(5):
        way = Way(api)

        def submit(_: int, way: Way = way) -> object:
            path = f"{way.path}/submission"
            return created(api["chair"].post(path, {"revision": 1}, Idempotency_Key=way.id))

        def accept(_: int, way: Way = way) -> object:
            body = {"revision": 1, "outcome": "accept", "despite": "Es eilt."}
            path = f"{way.path}/decisions"
            answer = api["steering"].post(path, body, Idempotency_Key=way.id)
            return created(answer)

        with ThreadPoolExecutor(8) as threads:
            assert len({str(answer) for answer in threads.map(submit, range(8))}) == 1
            assert len({str(answer) for answer in threads.map(accept, range(8))}) == 1


def test_a_key_is_short_and_not_empty(api: Callers) -> None:
    for key in ("", "k" * 201):
        answer = api["chair"].post("/api/drafts", DRAFT, Idempotency_Key=key)
        assert answer.status_code == 422
        assert problem(answer)["errors"][0]["field"] == "idempotency-key"
