"""One connection a request; one that is lost, or leads to a standby, stops nobody else."""

from __future__ import annotations

import psycopg
import pytest

from review_service.database import Pool, SecondConnection, Unreachable, open_pool, primary
from tests.conftest import Server, Urls


def test_a_thread_takes_no_second_connection_while_it_holds_one(pool: Pool) -> None:
    with pool.connection() as one:
        with pytest.raises(SecondConnection), pool.connection():
            raise AssertionError("it was given one")
        assert one.execute("SELECT 1").fetchone() == (1,)
    with pool.connection() as another:
        assert another.execute("SELECT 1").fetchone() == (1,)


def test_with_one_lost_connection_go_all_that_led_to_the_same_server(
    urls: Urls, server: Server
) -> None:
    pool = open_pool(urls.application, size=4)
    name = psycopg.conninfo.conninfo_to_dict(urls.application)["dbname"]
    with server.as_superuser() as superuser:
        superuser.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = %s",
            (name,),
        )
    with pytest.raises(Unreachable), pool.connection() as database:
        database.execute("SELECT 1")
    for _ in range(8):
        with pool.connection() as database:
            assert database.execute("SELECT 1").fetchone() == (1,)
    pool.close()


def test_it_stops_trying_by_itself_before_a_request_does_which_makes_it_try_at_once(
    pool: Pool,
) -> None:
    assert pool.reconnect_timeout < pool.timeout


def test_a_server_that_takes_no_writes_any_more_is_left(urls: Urls) -> None:
    """As a leader does that has become a standby, and keeps its connections."""
    pool = open_pool(urls.application, size=1)
    write = "UPDATE people.account SET name = name"
    with pool.connection() as database:
        before = database.info.backend_pid
        database.execute("SET default_transaction_read_only = on")
    with pytest.raises(Unreachable, match="read-only"), pool.connection() as database:
        database.execute(write)
    with pool.connection() as database:
        assert database.info.backend_pid != before
        database.execute(write)
    pool.close()


def test_an_error_of_a_statement_keeps_the_connection(pool: Pool) -> None:
    with pool.connection() as database:
        pid = database.info.backend_pid
        with pytest.raises(psycopg.errors.UndefinedTable):
            database.execute("SELECT FROM nichts")
        assert database.execute("SELECT 1").fetchone() == (1,)
        assert database.info.backend_pid == pid


def test_of_several_hosts_the_one_that_takes_writes_is_meant() -> None:
    several = primary("postgresql://app:geheim@a:5432,b:5433/review?connect_timeout=3")
    assert psycopg.conninfo.conninfo_to_dict(several) == {
        "user": "app", "password": "geheim", "host": "a,b", "port": "5432,5433",
        "dbname": "review", "connect_timeout": "3", "target_session_attrs": "read-write",
    }  # fmt: skip
    for as_it_is in (
        "postgresql://app@a/review",
        "postgresql://app@a,b/review?target_session_attrs=any",
    ):
        assert primary(as_it_is) == as_it_is
