"""The queue's tables are procrastinate's own; `migrate` creates them and brings them up to date."""

from __future__ import annotations

import psycopg
import pytest
from psycopg import errors

from review_service import queue
from review_service.database import connect, migrate
from tests.conftest import Urls

SHAPE = """
    SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns
    WHERE table_schema = 'jobs' ORDER BY 1, 2
"""


def shape(urls: Urls) -> list[tuple[str, ...]]:
    with psycopg.connect(urls.owner) as owner:
        return owner.execute(SHAPE).fetchall()


def test_migrating_again_changes_nothing(urls: Urls):
    before = shape(urls)

    migrate(urls.owner, urls.application)

    assert shape(urls) == before
    assert {"applied", "procrastinate_jobs"} <= {row[0] for row in before}


def test_an_older_queue_is_brought_up_to_date_by_its_own_migrations(urls: Urls):
    before = shape(urls)
    with psycopg.connect(urls.owner, autocommit=True) as owner:
        owner.execute("DROP SCHEMA jobs CASCADE; CREATE SCHEMA jobs")
        owner.execute("CREATE TABLE jobs.applied (name text PRIMARY KEY)")
        owner.execute("SET search_path = jobs")
        (name, script), *_ = queue._migrations()
        owner.execute(script.encode())
        owner.execute("INSERT INTO applied VALUES (%s)", (name,))
    with connect(urls.owner) as owner:
        assert len(queue.pending(owner)) > 30

    migrate(urls.owner, urls.application)

    assert shape(urls) == before
    with connect(urls.application) as application:
        assert queue.pending(application) == []
        with application.transaction():
            assert queue.defer(application, "redline", old="a", new="b", algorithm="c") == 1


def test_a_job_is_deferred_with_the_transaction_or_not_at_all(urls: Urls):
    with connect(urls.application) as application:
        with pytest.raises(ZeroDivisionError), application.transaction():
            queue.defer(application, "redline", old="a", new="b", algorithm="c")
            raise ZeroDivisionError
        rows = application.execute("SELECT FROM jobs.procrastinate_jobs").fetchall()
        found = application.execute("SHOW search_path").fetchone()

    assert rows == []
    assert found == ("views",)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO jobs.applied VALUES ('future.sql')",
        "DELETE FROM jobs.applied",
        "DROP TABLE jobs.procrastinate_jobs",
        "CREATE TABLE jobs.mine (word text)",
    ],
)
def test_the_application_puts_jobs_in_and_takes_them_out_and_changes_nothing_else(
    urls: Urls, statement: str
):
    with connect(urls.application) as application, pytest.raises(errors.InsufficientPrivilege):
        application.execute(statement.encode())
