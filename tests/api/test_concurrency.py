"""Many at the same time, through HTTP."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

import httpx
import pytest

from domain.draft import Draft
from domain.gremium import Actor, Role
from domain.statement import Position
from domain.text.normalise import sha256_of
from projections.stored import encode
from review_service.reviews import Reviews
from review_service.service import Service
from tests import lip
from tests.api.callers import Callers, token
from tests.api.live import serving
from tests.api.way import SECOND, TEXT, Way, created, problem, said
from tests.staff import staff
from tests.store.acts import now

CLIENTS = 8


@pytest.fixture
def clients(api: Callers) -> Iterator[list[httpx.Client]]:
    """Eight Beiräte, each with a client of its own."""
    beiraete = [beirat.slug for beirat in lip.BEIRAETE[:CLIENTS]]
    staff(api.service, {f"c-{slug}": [(slug, Role.MEMBER)] for slug in beiraete})
    tokens = [token(api.service, f"c-{slug}") for slug in beiraete]
    with serving(api.app) as address:
        opened = [
            httpx.Client(base_url=address, timeout=30, headers={"Authorization": f"Bearer {t}"})
            for t in tokens
        ]
        yield opened
        for client in opened:
            client.close()


def at_once(send: Callable[[int], httpx.Response]) -> list[httpx.Response]:
    with ThreadPoolExecutor(CLIENTS) as threads:
        return list(threads.map(send, range(CLIENTS)))


def beirat(number: int) -> str:
    return f"beirat-{number + 1:02}"


def test_eight_bodies_state_on_eight_drafts(api: Callers, clients: list[httpx.Client]) -> None:
    ways = [Way(api).submit() for _ in range(CLIENTS)]
    for _ in range(5):
        answers = at_once(
            lambda n: clients[n].post(f"{ways[n].path}/statements", json=said(beirat(n)))
        )
        assert [answer.status_code for answer in answers] == [201] * CLIENTS
    for way in ways:
        assert [event["version"] for event in way.get("chair", "/history")["items"]] == [
            1, 2, 3, 4, 5, 6, 7,
        ]  # fmt: skip


def test_eight_bodies_state_on_one_draft(api: Callers, clients: list[httpx.Client]) -> None:
    way = Way(api).submit()
    for _ in range(3):
        answers = at_once(lambda n: clients[n].post(f"{way.path}/statements", json=said(beirat(n))))
        assert [answer.status_code for answer in answers] == [201] * CLIENTS
    assert way.get("chair")["version"] == 2 + 3 * CLIENTS
    heard = [c["body"] for c in way.get("chair", "/consensus")["bodies"] if c["state"] == "heard"]
    assert heard == [beirat(n) for n in range(CLIENTS)]
    positions = [e["position"] for e in way.get("auditor", "/history")["items"]]
    assert positions == list(range(positions[0], positions[0] + 2 + 3 * CLIENTS))


def test_of_many_who_change_the_same_words_one_does(
    api: Callers, clients: list[httpx.Client]
) -> None:
    way = Way(api)
    chair = api["chair"].client.headers["Authorization"]
    answers = at_once(
        lambda n: clients[n].post(
            f"{way.path}/revisions",
            json={"text": TEXT.replace("Ziele", f"Ziele {n}"), "base_revision": 1},
            headers={"Authorization": chair},
        )
    )
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [201] + [409] * (CLIENTS - 1)
    refused = {problem(answer)["title"] for answer in answers if answer.status_code == 409}
    assert refused <= {"LostRace", "TheTextsMustBeMerged"}
    assert way.get("chair")["revision"] == 2


def test_a_body_that_is_too_large_is_answered_over_a_socket_too(
    clients: list[httpx.Client], api: Callers
) -> None:
    chair = {"Authorization": api["chair"].client.headers["Authorization"]}
    parts = (b" " * 1_000_000 for _ in range(40))
    kind = {"Content-Type": "application/json"}
    answer = clients[0].post("/api/drafts", content=parts, headers={**chair, **kind})
    assert (answer.status_code, problem(answer)["title"]) == (413, "TooLarge")
    assert clients[0].get("/health/live").status_code == 200


# A race that is lost --------------------------------------------------------------------------

SOMEONE = Actor(person="0" * 16, body=lip.BEIRAETE[9], role=Role.MEMBER)
CHAIR = Actor(person="0" * 16, body=lip.GROUPS["bildung"], role=Role.CHAIR)
_APPEND = "SELECT log.append(%s::uuid[], %s::int[], %s::text[], %s::json[], NULL, NULL, NULL, NULL)"
_WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


@contextmanager
def saving_first(service: Service, draft: str, act: Callable[[Draft], None]) -> Iterator[None]:
    """Someone else's save on the draft, committed when all who came later wait for it."""
    found = service.reviews.load(Draft, UUID(draft))
    act(found)
    (event,) = found.pending_events
    row = ([found.id], [event.originator_version], [event.TOPIC], [encode(event).decode()])
    with service.pool.connection() as connection, connection.transaction():
        connection.execute(_APPEND, row)
        yield
        give_up = time.monotonic() + 30
        while connection.execute(_WAITING).fetchone() == (0,):
            assert time.monotonic() < give_up
            time.sleep(0.01)


def late(
    send: Callable[[], httpx.Response], service: Service, draft: str, first: Callable[[Draft], None]
) -> httpx.Response:
    with ThreadPoolExecutor(1) as threads:
        with saving_first(service, draft, first):
            answer: Future[httpx.Response] = threads.submit(send)
        return answer.result()


def speak(draft: Draft) -> None:
    draft.give_statement(revision=1, position=Position.BEDENKEN, text="Nein.", by=SOMEONE, at=now())


def revise(draft: Draft) -> None:
    draft.revise(text="Anders.", sha256=sha256_of("Anders."), base=1, by=CHAIR, at=now())


def test_a_revision_that_comes_a_moment_later_is_refused(api: Callers) -> None:
    way = Way(api)
    body = {"text": SECOND, "base_revision": 1}
    answer = late(
        lambda: api["chair"].post(f"{way.path}/revisions", body), api.service, way.id, revise
    )
    assert (answer.status_code, problem(answer)["title"]) == (409, "LostRace")
    assert "Lesen Sie ihn noch einmal" in problem(answer)["detail"]


def test_a_statement_that_comes_a_moment_later_is_taken(api: Callers) -> None:
    way = Way(api).submit()
    path = f"{way.path}/statements"
    created(
        late(lambda: api["beirat-01"].post(path, said("beirat-01")), api.service, way.id, speak)
    )
    assert [event["version"] for event in way.get("chair", "/history")["items"]] == [1, 2, 3, 4]


def test_a_statement_on_what_was_read_is_refused_after_a_lost_race(api: Callers) -> None:
    way = Way(api).submit()
    tag = api["beirat-01"].get(way.path).headers["etag"]
    path = f"{way.path}/statements"
    created(api["beirat-02"].post(path, said("beirat-02")))
    answer = api["beirat-01"].post(path, said("beirat-01"), If_Match=tag)
    assert (answer.status_code, problem(answer)["title"]) == (412, "Changed")


def test_who_loses_too_often_is_told_to_come_again(service: Service) -> None:
    hasty = replace(service, reviews=Reviews(service.pool, patience=0))
    api = Callers(hasty)
    way = Way(api).submit()
    path = f"{way.path}/statements"
    answer = late(
        lambda: api["beirat-01"].post(path, said("beirat-01")), api.service, way.id, speak
    )
    assert (answer.status_code, problem(answer)["title"]) == (503, "Busy")
    assert answer.headers["retry-after"] == "1"
    assert "gleich noch einmal" in problem(answer)["detail"]
