"""A database that is given again is as it was, or it is not given again."""

from __future__ import annotations

import psycopg
import pytest

from review_service.database import open_pool
from review_service.reviews import Reviews
from tests.conftest import Kind, Server, Urls
from tests.prepared import Prepared
from tests.store.acts import author


def held(urls: Urls) -> Prepared:
    """All a database holds, its rows and how far its sequences are."""
    return Prepared.of(urls.superuser)


def write(urls: Urls) -> None:
    with open_pool(urls.application, size=2) as pool:
        Reviews(pool).begin(author)


@pytest.mark.parametrize("kind", ["migrated", "constituted", "staffed"])
def test_what_a_test_wrote_is_gone(server: Server, kind: Kind) -> None:
    with server.database(kind) as urls:
        before, name = held(urls), urls.name
        write(urls)
        assert held(urls) != before
    with server.database(kind) as urls:
        assert (urls.name, held(urls)) == (name, before)
        write(urls)  # the log takes events, and from the same position on


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TABLE public.mine (a integer)",
        "ALTER TABLE log.event ADD COLUMN mine text",
        "ALTER TABLE log.event DISABLE TRIGGER event_is_immutable",
        "GRANT DELETE ON log.event TO PUBLIC",
        "CREATE FUNCTION public.mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "ALTER TABLE views.drafts DROP CONSTRAINT drafts_pkey",
        "DROP SCHEMA views CASCADE",
    ],
)
def test_who_changed_more_than_rows_leaves_a_database_to_nobody(
    server: Server, change: str
) -> None:
    with server.database("migrated") as urls:
        name = urls.name
        with psycopg.connect(urls.superuser) as superuser:
            superuser.execute(change.encode())
    with server.database("migrated") as urls:
        assert urls.name != name


def test_two_at_once_are_two(server: Server) -> None:
    with server.database("migrated") as one, server.database("migrated") as other:
        write(one)
        assert one.name != other.name and held(one) != held(other)


def test_a_large_table_is_emptied_too(server: Server) -> None:
    filled = """
        INSERT INTO views.current_text
        SELECT gen_random_uuid(), n, true, 'x', repeat('x', 900) FROM generate_series(1, 3000) n
    """
    with server.database("migrated") as urls:
        name = urls.name
        with psycopg.connect(urls.superuser) as superuser:
            superuser.execute(filled.encode())
    with server.database("migrated") as urls, psycopg.connect(urls.superuser) as superuser:
        row = superuser.execute("SELECT count(*) FROM views.current_text").fetchone()
        assert (urls.name, row) == (name, (0,))
