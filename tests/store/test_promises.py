"""What an auditor relies on: nothing acknowledged is lost, nothing recorded is changed."""

import json
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
import pytest
from psycopg import errors

from domain import rules
from domain.aggregate import DomainEvent
from domain.draft import Draft
from projections import history, stored
from review_service.database import migrate, open_pool
from review_service.embedded_postgres import EmbeddedPostgres
from review_service.event_store import Once
from review_service.reviews import KeyUsedForAnother, Receipt, Reviews
from tests import lip
from tests.conftest import Urls
from tests.scenario import CHAIR
from tests.store.acts import author, beirat, now, revise, state, submitted
from tests.store.cutting_proxy import cutting_proxy

ONCE = Once("beirat-01", "ein-schluessel", b"\x01" * 32)


def count(reviews: Reviews) -> int:
    return reviews.recorder.max_notification_id() or 0


# The same request twice ---------------------------------------------------------------------


def test_a_request_sent_twice_is_one_act_with_one_answer(reviews: Reviews):
    draft = submitted(reviews)
    first = state(reviews, draft, beirat(0), once=ONCE)
    again = state(reviews, draft, beirat(0), once=ONCE)
    assert again == first
    assert count(reviews) == first.version


def test_an_answer_that_an_older_version_kept_is_given_again(reviews: Reviews, urls: Urls):
    draft = submitted(reviews)
    kept = {"draft": str(draft), "version": 3, "revision": 1, "round": 1, "counts": True}
    kept |= {"status": "in_beratung", "merged": []}
    with psycopg.connect(urls.superuser) as connection:
        connection.execute(
            "INSERT INTO log.idempotency (account, key, request, answer) VALUES (%s, %s, %s, %s)",
            (ONCE.account, ONCE.key, ONCE.request, json.dumps(kept)),
        )
    again = state(reviews, draft, beirat(0), once=ONCE)
    assert (again.stream, again.version, again.counts) == (draft, 3, True)


def test_the_key_is_asked_before_the_rules_are(reviews: Reviews):
    draft = reviews.begin(author).stream

    def submit(once: Once):
        return reviews.change(
            Draft,
            draft,
            lambda d: d.submit(revision=1, by=CHAIR, at=now(), under=lip.ORDNUNG),
            once=once,
        )

    assert submit(ONCE) == submit(ONCE)


def test_another_request_under_the_same_key_is_refused(reviews: Reviews):
    draft = submitted(reviews)
    state(reviews, draft, beirat(0), once=ONCE)
    with pytest.raises(KeyUsedForAnother):
        state(reviews, draft, beirat(0), once=Once(ONCE.account, ONCE.key, b"\x02" * 32))


def test_the_second_of_two_simultaneous_requests_gets_the_firsts_answer(reviews: Reviews):
    draft = submitted(reviews)
    start = threading.Barrier(8)

    def send(_: int):
        start.wait()
        return state(reviews, draft, beirat(0), once=ONCE)

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(send, range(8)))
    assert set(answers) == {answers[0]}
    assert count(reviews) == 3


def submit(draft: Draft) -> None:
    draft.submit(revision=1, by=CHAIR, at=now(), under=lip.ORDNUNG)


def test_the_same_request_gets_the_receipt_where_the_rule_would_now_refuse_it(reviews: Reviews):
    draft = reviews.begin(author).stream
    first: list[Receipt] = []

    def overtaken(_: Draft) -> None:
        first.append(reviews.change(Draft, draft, submit, once=ONCE))
        submit(reviews.load(Draft, draft))

    assert reviews.change(Draft, draft, overtaken, once=ONCE) == first[0]
    with pytest.raises(rules.ARoundIsOpen):
        reviews.change(Draft, draft, submit)
    assert count(reviews) == 2


def test_so_does_a_request_that_begins_something(reviews: Reviews):
    first: list[Receipt] = []

    def overtaken() -> Draft:
        first.append(reviews.begin(author, once=ONCE))
        return author()

    assert reviews.begin(overtaken, once=ONCE) == first[0]
    assert count(reviews) == 1


def test_another_request_under_a_key_taken_meanwhile_is_told_so(reviews: Reviews):
    draft = reviews.begin(author).stream

    def overtaken(_: Draft) -> None:
        reviews.change(Draft, draft, submit, once=ONCE)
        submit(reviews.load(Draft, draft))

    with pytest.raises(KeyUsedForAnother):
        reviews.change(Draft, draft, overtaken, once=Once(ONCE.account, ONCE.key, b"\x02" * 32))


def test_a_refused_request_keeps_no_answer(reviews: Reviews):
    draft = reviews.begin(author).stream
    with pytest.raises(Exception, match="nicht eingereicht"):
        state(reviews, draft, beirat(0), once=ONCE)
    reviews.change(
        Draft, draft, lambda d: d.submit(revision=1, by=CHAIR, at=now(), under=lip.ORDNUNG)
    )
    assert state(reviews, draft, beirat(0), once=ONCE).counts


def test_an_answer_lost_after_the_commit_is_given_again(urls: Urls):
    with cutting_proxy(urls.application) as (address, proxy):
        pool = open_pool(address, size=4)
        reviews = Reviews(pool)
        draft = submitted(reviews)
        proxy.cut_next_commit = True
        with pytest.raises(psycopg.OperationalError):
            state(reviews, draft, beirat(0), once=ONCE)
        assert proxy.cuts == 1
        recorded = count(reviews)
        again = state(reviews, draft, beirat(0), once=ONCE)
        pool.close()
    assert recorded == 3, "the event was stored although its answer was lost"
    assert (again.version, again.counts) == (3, True)


# A crash ------------------------------------------------------------------------------------


def test_every_acknowledged_event_survives_a_killed_server():
    with TemporaryDirectory(prefix="review-") as folder:
        server = EmbeddedPostgres(Path(folder))
        addresses = server.start()
        migrate(addresses.owner, addresses.application)
        pool = open_pool(addresses.application, size=8, timeout=5)
        reviews = Reviews(pool)
        drafts = [submitted(reviews) for _ in range(4)]
        acknowledged: list[tuple[str, int]] = []
        enough = threading.Event()

        def save(number: int) -> None:
            try:
                for k in range(10_000):
                    receipt = state(reviews, drafts[number], beirat(k % 11))
                    acknowledged.append((str(receipt.stream), receipt.version))
                    if len(acknowledged) > 200:
                        enough.set()
            except psycopg.OperationalError:
                return

        with ThreadPoolExecutor(4) as threads:
            for number in range(4):
                threads.submit(save, number)
            assert enough.wait(30)
            pid = server.pid
            assert pid
            os.kill(pid, signal.SIGKILL)
        pool.close()
        try:
            again = server.start()
            with psycopg.connect(again.application) as connection:
                stored_events = set(
                    connection.execute("SELECT stream::text, version FROM log.event").fetchall()
                )
                shown = dict(
                    connection.execute("SELECT draft::text, version FROM views.drafts").fetchall()
                )
                last = dict(
                    connection.execute(
                        "SELECT stream::text, max(version) FROM log.event GROUP BY stream"
                    ).fetchall()
                )
        finally:
            server.stop()
    assert len(acknowledged) > 200
    assert set(acknowledged) <= stored_events
    assert shown == last, "a read model never shows more or less than the log"


@pytest.mark.parametrize("setting", ["fsync", "synchronous_commit", "full_page_writes"])
def test_the_server_writes_to_disk_before_it_acknowledges(urls: Urls, setting: str):
    with psycopg.connect(urls.application) as connection:
        assert connection.execute(f"SHOW {setting}").fetchone() == ("on",)


# Cheating -----------------------------------------------------------------------------------

REFUSED_TO_THE_APPLICATION = [
    "UPDATE log.event SET data = '{}'",
    "DELETE FROM log.event",
    "TRUNCATE log.event",
    "INSERT INTO log.event SELECT position + 100, gen_random_uuid(), 1, topic, recorded_at, data"
    " FROM log.event LIMIT 1",
    "INSERT INTO log.topic VALUES ('Draft.Forged')",
    "INSERT INTO log.idempotency VALUES ('a', 'b', '', '{}')",
    "UPDATE log.idempotency SET answer = '{}'",
    "ALTER TABLE log.event DISABLE TRIGGER ALL",
    "DROP TABLE log.event",
    "CREATE TABLE log.forged (a int)",
    "SET session_replication_role = replica",
    "CREATE TEMPORARY TABLE event (a int)",
    "SELECT log.write(ARRAY[gen_random_uuid()], ARRAY[1], ARRAY['Draft.Authored'],"
    " ARRAY['{}'::json], now())",
    "SELECT log.load(ARRAY[gen_random_uuid()], ARRAY[1], ARRAY['Draft.Authored'],"
    " ARRAY['{}'::json], now())",
    "SET ROLE review_owner",
]


@pytest.mark.parametrize("statement", REFUSED_TO_THE_APPLICATION)
def test_the_application_cannot_change_the_log(urls: Urls, reviews: Reviews, statement: str):
    submitted(reviews)
    before = _log(urls)
    with (
        psycopg.connect(urls.application, autocommit=True) as connection,
        pytest.raises(errors.InsufficientPrivilege),
    ):
        connection.execute(statement)
    assert _log(urls) == before


@pytest.mark.parametrize(
    "statement",
    ["UPDATE log.event SET topic = topic", "DELETE FROM log.event", "TRUNCATE log.event CASCADE"],
)
@pytest.mark.parametrize("role", ["owner", "superuser"])
def test_not_even_the_owner_changes_what_is_recorded(
    urls: Urls, reviews: Reviews, statement: str, role: str
):
    submitted(reviews)
    before = _log(urls)
    with psycopg.connect(getattr(urls, role), autocommit=True) as connection:
        if role == "superuser":
            connection.execute("SET session_replication_role = replica")
        with pytest.raises(errors.RaiseException, match="append-only"):
            connection.execute(statement)
    assert _log(urls) == before


APPEND = """
    SELECT log.append(ARRAY[%s]::uuid[], ARRAY[%s], ARRAY[%s], ARRAY['{}'::json],
        NULL, NULL, NULL, NULL)
"""


def test_the_append_function_itself_refuses_a_gap_and_an_unknown_topic(urls: Urls):
    with psycopg.connect(urls.application, autocommit=True) as connection:
        with pytest.raises(errors.UniqueViolation, match="Wrong version 7"):
            connection.execute(APPEND, (uuid4(), 7, "Draft.Authored"))
        with pytest.raises(errors.ForeignKeyViolation):
            connection.execute(APPEND, (uuid4(), 1, "Draft.Forged"))


def _log(urls: Urls) -> list[tuple[object, ...]]:
    with psycopg.connect(urls.owner) as connection:
        return connection.execute(
            "SELECT position, stream, version, topic, recorded_at, data::text FROM log.event"
            " ORDER BY position"
        ).fetchall()


# Reading ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("UPDATE log.event SET topic = 'Draft.FromTomorrow' WHERE version = 2", "unknown topic"),
        ("UPDATE log.event SET data = (data::jsonb || '{\"mood\": 1}')::json"
         " WHERE version = 2", "mood"),
        ("UPDATE log.event SET data = (data::jsonb - 'round')::json WHERE version = 2", "round"),
    ],
)  # fmt: skip
def test_an_unknown_topic_or_field_is_refused_loudly(
    urls: Urls, reviews: Reviews, change: str, message: str
):
    draft = submitted(reviews)
    with psycopg.connect(urls.superuser, autocommit=True) as connection:
        connection.execute("INSERT INTO log.topic VALUES ('Draft.FromTomorrow')")
        connection.execute("ALTER TABLE log.event DISABLE TRIGGER ALL")
        connection.execute(change)
        connection.execute("DELETE FROM views.snapshot")
    with pytest.raises(stored.UnreadableEvent, match=message):
        reviews.load(Draft, draft)
    with reviews.pool.connection() as database, pytest.raises(stored.UnreadableEvent):
        history.of_draft(database, draft, inside=True)


def test_data_is_stored_as_canonical_json_under_a_stable_topic(urls: Urls, reviews: Reviews):
    text = "Bürger*innen — 1.500,00 €\n„Zitat“"
    draft = reviews.begin(lambda: author(text)).stream
    (row,) = _log(urls)
    topic, data = row[3], str(row[5])
    assert topic == "Draft.Authored"
    facts = json.loads(data)
    assert data == json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert facts["text"] == text
    assert set(facts) & {"originator_id", "originator_version", "originator_topic"} == set()
    assert str(draft) not in data


def test_recorded_times_never_run_backwards(urls: Urls, reviews: Reviews):
    for _ in range(3):
        submitted(reviews)
    times = [row[4] for row in _log(urls)]
    assert times == sorted(times)


def test_only_the_owners_loader_sets_the_time_of_recording(urls: Urls):
    at = now().replace(year=2019)
    (event,) = author().pending_events
    assert isinstance(event, DomainEvent)
    with psycopg.connect(urls.owner, autocommit=True) as owner:
        owner.execute(
            "SELECT log.load(ARRAY[%s], ARRAY[1], ARRAY[%s], ARRAY[%s]::json[], %s)",
            (event.originator_id, event.TOPIC, stored.encode(event).decode(), at),
        )
    assert _log(urls)[0][4] == at


# Snapshots ----------------------------------------------------------------------------------


def test_a_snapshot_of_another_fold_is_ignored(urls: Urls, reviews: Reviews):
    draft = submitted(reviews)
    revision = reviews.load(Draft, draft).revision
    with psycopg.connect(urls.application, autocommit=True) as connection:
        connection.execute("UPDATE views.snapshot SET fold = fold + 1, version = 1")
    loaded = reviews.load(Draft, draft)
    assert (loaded.version, loaded.revision) == (2, revision)


def test_a_draft_loaded_from_its_snapshot_is_the_draft_folded_from_its_events(
    urls: Urls, reviews: Reviews
):
    draft = reviews.begin(author).stream
    for n in range(2, 30):
        revise(reviews, draft, f"Fassung {n}")
    from_snapshot = reviews.load(Draft, draft)
    with psycopg.connect(urls.application, autocommit=True) as connection:
        connection.execute("DELETE FROM views.snapshot")
    folded = reviews.load(Draft, draft)
    assert vars(folded) == vars(from_snapshot)
