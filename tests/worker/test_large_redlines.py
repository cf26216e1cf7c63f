"""A large redline is a job of the worker: others go on meanwhile, and each account has one."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from domain.text.redline import Redline, redline
from projections import current_text
from projections.current_text import Text
from projections.read_model import Database
from review_service.app import create_app
from review_service.database import connect
from review_service.people import accounts
from review_service.people.accounts import Account
from review_service.redlines import (
    LARGE,
    AnotherIsRunning,
    Computing,
    NotComputed,
    ask,
    of_written,
)
from review_service.refusals import sentence_of, status_of
from review_service.service import Service
from review_service.worker.beside import worker_beside
from review_service.worker.jobs import do_waiting
from tests.conftest import Urls
from tests.store.acts import author, revise

WORDS = [
    "Wir",
    "fördern",
    "Bildung",
    "und",
    "Teilhabe",
    "in",
    "allen",
    "Stadtteilen",
    "der",
    "Stadt",
    "gemeinsam",
]


def large(seed: int) -> str:
    """Give a text of invented paragraphs that is large with any other."""
    chance = random.Random(seed)
    paragraphs = [" ".join(chance.choices(WORDS, k=60)) + "." for _ in range(400)]
    return "\n\n".join(paragraphs)


@pytest.fixture
def database(urls: Urls) -> Iterator[Database]:
    with connect(urls.application) as connection:
        connection.execute("SET search_path = views, jobs")  # whose triggers need it
        yield connection


@pytest.fixture
def texts(service: Service, database: Database) -> list[Text]:
    """Three revisions of a draft, each pair of which is large."""
    draft = service.reviews.begin(lambda: author(large(1))).stream
    revise(service.reviews, draft, large(2))
    revise(service.reviews, draft, large(3))
    return [_text(database, draft, revision) for revision in (1, 2, 3)]


def _text(database: Database, draft: UUID, revision: int) -> Text:
    found = current_text.of_revision(database, draft, revision)
    assert found
    return found


@pytest.fixture
def chair(database: Database) -> Account:
    return _account(database, "vorsitz")


@pytest.fixture
def beirat(database: Database) -> Account:
    return _account(database, "beirat")


def _account(database: Database, name: str) -> Account:
    accounts.add(database, name)
    found = accounts.by_name(database, name, date.today())
    assert found
    return found


def finished(service: Service, account: Account, old: Text, new: Text) -> Redline:
    """Ask until it is there."""
    until = time.monotonic() + 120
    while isinstance(answer := ask(service, account, old, new), Computing):
        assert time.monotonic() < until, "it never came"
        time.sleep(0.1)
    return answer


def jobs(database: Database) -> int:
    (count,) = database.execute("SELECT count(*) FROM jobs.procrastinate_jobs").fetchone()
    return count


def test_a_small_one_comes_at_once(service: Service, chair: Account, database: Database):
    draft = service.reviews.begin(author).stream
    revise(service.reviews, draft, "Wir fördern Bildung und Teilhabe.")
    old, new = _text(database, draft, 1), _text(database, draft, 2)

    assert ask(service, chair, old, new) == redline(old.text, new.text)
    assert jobs(database) == 0


def test_a_large_one_is_computed_by_the_worker_and_then_kept(
    service: Service, chair: Account, beirat: Account, texts: list[Text], database: Database,
    urls: Urls,
):  # fmt: skip
    old, new, _ = texts
    assert len(old.text) + len(new.text) >= LARGE

    assert ask(service, chair, old, new) == Computing(0, 0)
    assert ask(service, chair, old, new) == Computing(0, 0)
    assert jobs(database) == 1
    do_waiting(urls.application)

    answer = ask(service, beirat, old, new)
    assert answer == redline(old.text, new.text)
    assert jobs(database) == 0
    assert database.execute("SELECT FROM cache.redline_job").fetchall() == []


def test_a_text_being_written_is_a_job_only_where_much_of_it_is_different(
    service: Service, chair: Account, texts: list[Text], urls: Urls, database: Database
):
    old = texts[0]
    little = f"{old.text[:50_000]} Ein Satz dazwischen. {old.text[50_000:]}"
    assert of_written(service, chair, old, little) == redline(old.text, little)

    other = large(9)
    assert isinstance(of_written(service, chair, old, other), Computing)
    do_waiting(urls.application)
    found = of_written(service, chair, old, other)
    assert isinstance(found, Redline) and found == redline(old.text, other)
    assert database.execute("SELECT FROM cache.written_text").fetchall() == []


def test_a_text_being_written_that_was_never_compared_is_not_kept(
    service: Service, chair: Account, beirat: Account, texts: list[Text], database: Database
):
    of_written(service, chair, texts[0], large(9))
    with pytest.raises(AnotherIsRunning):
        of_written(service, chair, texts[0], large(8))
    database.execute("UPDATE cache.written_text SET written_at = now() - interval '2 hours'")
    of_written(service, beirat, texts[0], large(10))
    kept = database.execute("SELECT text FROM cache.written_text").fetchall()
    assert kept == [(large(10),)]


def test_an_account_has_one_at_a_time(
    service: Service, chair: Account, beirat: Account, texts: list[Text], urls: Urls
):
    first, second, third = texts
    ask(service, chair, first, second)

    with pytest.raises(AnotherIsRunning) as refused:
        ask(service, chair, second, third)
    assert status_of(refused.value) == 429
    assert "gerade schon ein anderer großer Vergleich" in sentence_of(refused.value)
    assert isinstance(ask(service, beirat, second, third), Computing)

    do_waiting(urls.application)
    assert isinstance(ask(service, chair, second, third), Redline)
    assert isinstance(ask(service, chair, first, third), Computing)


def test_the_same_one_asked_by_two_accounts_is_one_job_and_the_first_s_own(
    service: Service, chair: Account, beirat: Account, texts: list[Text], database: Database
):
    first, second, third = texts
    ask(service, chair, first, second)

    assert isinstance(ask(service, beirat, first, second), Computing)
    assert jobs(database) == 1
    assert isinstance(ask(service, beirat, second, third), Computing)


def test_others_are_answered_while_it_is_computed_and_its_progress_is_seen(
    service: Service, chair: Account, beirat: Account, texts: list[Text]
):
    first, second, third = texts
    client = TestClient(create_app(service))
    ask(service, chair, first, second)
    seen = []

    with worker_beside(service.settings):
        while isinstance(answer := ask(service, chair, first, second), Computing):
            seen.append(answer)
            assert client.get("/health/ready").status_code == 200
            assert isinstance(ask(service, beirat, second, third), Computing | Redline)
        finished(service, beirat, second, third)

    assert seen, "the requests did not wait for it"
    assert all(0 <= computing.done <= computing.total for computing in seen)


def test_a_job_a_worker_died_over_is_done_by_the_next(
    service: Service, chair: Account, texts: list[Text], database: Database, urls: Urls
):
    old, new, _ = texts
    ask(service, chair, old, new)
    database.execute("UPDATE jobs.procrastinate_jobs SET status = 'doing'")

    do_waiting(urls.application)

    assert isinstance(ask(service, chair, old, new), Redline)


def test_a_job_three_workers_died_over_is_given_up(
    service: Service, chair: Account, texts: list[Text], database: Database, urls: Urls
):
    old, new, _ = texts
    ask(service, chair, old, new)
    database.execute("UPDATE jobs.procrastinate_jobs SET status = 'doing', attempts = 2")

    do_waiting(urls.application)

    with pytest.raises(NotComputed):
        ask(service, chair, old, new)
    assert ask(service, chair, old, new) == Computing(0, 0)


@pytest.mark.parametrize(
    "loss",
    [
        "DELETE FROM jobs.procrastinate_jobs",
        "DROP SCHEMA cache CASCADE",
        "DELETE FROM jobs.procrastinate_jobs; DROP SCHEMA cache CASCADE",
    ],
)
def test_a_lost_queue_or_cache_only_means_that_it_is_asked_for_again(
    service: Service, chair: Account, texts: list[Text], database: Database, urls: Urls, loss: str
):
    old, new, _ = texts
    ask(service, chair, old, new)
    database.execute(loss.encode())

    assert ask(service, chair, old, new) == Computing(0, 0)
    do_waiting(urls.application)

    assert isinstance(ask(service, chair, old, new), Redline)


def test_one_that_fails_is_tried_three_times_then_said_once_then_begun_again(
    service: Service, chair: Account, texts: list[Text], database: Database, urls: Urls
):
    old = texts[0]
    nowhere = Text(revision=9, current=False, sha256="b" * 64, text=large(9))
    ask(service, chair, old, nowhere)

    for tried in (1, 2):
        do_waiting(urls.application)
        assert ask(service, chair, old, nowhere) == Computing(0, 0), f"after try {tried}"
        database.execute("UPDATE jobs.procrastinate_jobs SET scheduled_at = NULL")
    do_waiting(urls.application)

    with pytest.raises(NotComputed) as failed:
        ask(service, chair, old, nowhere)
    assert status_of(failed.value) == 503
    assert "nicht gelungen" in sentence_of(failed.value)
    assert ask(service, chair, old, nowhere) == Computing(0, 0)
    assert jobs(database) == 1
