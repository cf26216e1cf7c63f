"""The redline of two texts is computed once; what is kept may be lost or wrong without harm."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

from domain.text.normalise import sha256_of
from domain.text.redline import redline
from projections import redlines
from projections.current_text import Text
from projections.read_model import Database
from review_service.database import connect
from tests.conftest import Urls


@pytest.fixture
def database(urls: Urls) -> Iterator[Database]:
    with connect(urls.application) as connection:
        yield connection


def text(content: str) -> Text:
    return Text(revision=1, current=False, sha256=sha256_of(content), text=content)


OLD = text("# Leitbild\n\nWir fördern Bildung.\n\n- 700 Euro\n")
NEW = text("# Leitbild\n\nWir fördern Bildung und Teilhabe.\n\n- 770 Euro\n")
SQL_KEPT = "SELECT count(*) FROM cache.redline"


def test_what_is_kept_is_what_was_computed(database: Database):
    assert redlines.kept(database, OLD, NEW) is None

    computed = redlines.between(database, OLD, NEW)

    assert computed == redline(OLD.text, NEW.text)
    assert redlines.kept(database, OLD, NEW) == computed
    assert redlines.between(database, OLD, NEW) == computed
    assert database.execute(SQL_KEPT).fetchone() == (1,)


def test_no_word_of_a_text_is_kept(database: Database):
    redlines.between(database, OLD, NEW)
    (row,) = database.execute("SELECT r::text FROM cache.redline AS r").fetchall()
    assert not any(word in row[0] for word in ("Leitbild", "Bildung", "Teilhabe", "700"))


@pytest.mark.parametrize("loss", ["DROP TABLE cache.redline", "DROP SCHEMA cache CASCADE"])
def test_the_table_may_be_dropped_at_any_time(database: Database, loss: str):
    computed = redlines.between(database, OLD, NEW)
    database.execute(loss.encode())

    assert redlines.between(database, OLD, NEW) == computed
    assert database.execute(SQL_KEPT).fetchone() == (1,)


def test_it_may_be_missing_in_the_middle_of_a_transaction(database: Database):
    with database.transaction():
        database.execute("CREATE TABLE views.mine (word text)")
        redlines.between(database, OLD, NEW)
        database.execute("INSERT INTO views.mine VALUES ('bleibt')")

    assert database.execute("SELECT word FROM views.mine").fetchone() == ("bleibt",)
    assert redlines.kept(database, OLD, NEW)


@pytest.mark.parametrize(
    "wrong",
    ['{"algorithm": "x", "blocks": ["s0=3"]}', '{"blocks": 7}', "kein JSON", "[]", "{}"],
)
def test_what_does_not_fit_the_texts_is_computed_again(database: Database, wrong: str):
    computed = redlines.between(database, OLD, NEW)
    database.execute("UPDATE cache.redline SET packed = %s", (wrong,))

    assert redlines.kept(database, OLD, NEW) is None
    assert redlines.between(database, OLD, NEW) == computed
    assert redlines.kept(database, OLD, NEW) == computed


def test_many_who_ask_at_once_for_what_is_not_there_get_the_same(urls: Urls):
    start = threading.Barrier(8)

    def compute(_: int) -> object:
        with connect(urls.application) as own:
            start.wait()
            return redlines.between(own, OLD, NEW)

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(compute, range(8)))

    assert answers == [redline(OLD.text, NEW.text)] * 8


def test_what_was_not_asked_for_the_longest_goes_first(database: Database):
    texts = [text(f"Fassung {number}") for number in range(6)]
    for older, newer in pairwise(texts):
        redlines.between(database, older, newer)
    database.execute("UPDATE cache.redline SET used_at = used_at - interval '2 hours'")
    redlines.between(database, texts[0], texts[1])

    redlines.prune(database, rows=2)

    assert redlines.kept(database, texts[0], texts[1])
    assert redlines.kept(database, texts[4], texts[5])
    assert database.execute(SQL_KEPT).fetchone() == (2,)


def test_what_is_kept_is_bounded_in_bytes(database: Database):
    texts = [text("Absatz.\n\n" * number) for number in range(1, 40)]
    for older, newer in pairwise(texts):
        redlines.between(database, older, newer)

    redlines.prune(database, size=1000)

    (size,) = database.execute("SELECT sum(pg_column_size(packed)) FROM cache.redline").fetchone()
    assert 0 < size <= 1000


def test_the_bound_is_looked_at_while_redlines_come(database: Database):
    for number in range(redlines.PRUNED_EVERY + 5):
        redlines.between(database, OLD, text(f"Fassung {number}"))
        if number == 0:
            database.execute(
                "INSERT INTO cache.redline (old_sha256, new_sha256, algorithm, packed, used_at)"
                " SELECT 'x', i::text, 'x', '', now() - interval '1 day'"
                " FROM generate_series(1, %s) AS i",
                (redlines.KEPT_ROWS,),
            )

    (rows,) = database.execute(SQL_KEPT).fetchone()
    assert rows <= redlines.KEPT_ROWS + redlines.PRUNED_EVERY
