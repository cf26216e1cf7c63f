"""Whoever has the application's role does not become the owner, whatever it puts in its way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg import errors

from review_service.cli.database import migrated
from review_service.database import migrate
from review_service.embedded_postgres import Addresses
from review_service.owning import OthersWereHere, as_owner
from tests.conftest import Server, Urls

TRAP = """
    CREATE FUNCTION {schema}.trap() RETURNS int LANGUAGE plpgsql AS $$ BEGIN
        IF current_user <> 'review_app' THEN
            EXECUTE 'GRANT UPDATE, DELETE ON ALL TABLES IN SCHEMA log TO review_app';
        END IF;
        RETURN 1;
    END $$
"""
YOYOS = ("_yoyo_migration", "_yoyo_log", "_yoyo_version", "yoyo_lock")


@pytest.fixture
def attacker(urls: Urls) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(urls.application, autocommit=True) as connection:
        yield connection


def trap(attacker: psycopg.Connection[Any], schema: str) -> None:
    """Put in a schema what migrations read, and functions that fit better than PostgreSQL's."""
    attacker.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    attacker.execute(f"GRANT ALL ON SCHEMA {schema} TO PUBLIC")
    attacker.execute(TRAP.format(schema=schema))
    for table in YOYOS:
        attacker.execute(
            f"CREATE VIEW {schema}.{table} AS SELECT * FROM public.{table}"
            f" WHERE {schema}.trap() = 1"
        )
        attacker.execute(f"GRANT ALL ON {schema}.{table} TO PUBLIC")
    better(attacker, schema)


def better(attacker: psycopg.Connection[Any], schema: str) -> None:
    """Functions and operators whose arguments are exactly those of the owner's questions."""
    for call in (
        "has_database_privilege(name, text)",
        "pg_has_role(oid, text)",
        "pg_advisory_lock(smallint, smallint)",
        "format(text, text)",
    ):
        name = call.partition("(")[0]
        kind = "boolean" if name.startswith(("has", "pg_has")) else "text"
        attacker.execute(
            f"CREATE FUNCTION {schema}.{call} RETURNS {kind} LANGUAGE sql"
            f" AS $$ SELECT ({schema}.trap() = 1)::{kind} $$"
        )
    attacker.execute(
        f"CREATE FUNCTION {schema}.same(name, text) RETURNS boolean LANGUAGE sql"
        f" AS $$ SELECT {schema}.trap() = 1 AND $1::text OPERATOR(pg_catalog.=) $2 $$"
    )
    attacker.execute(
        f"CREATE OPERATOR {schema}.= (FUNCTION = {schema}.same, LEFTARG = name, RIGHTARG = text)"
    )


def may_change_the_log(attacker: psycopg.Connection[Any]) -> bool:
    try:
        attacker.execute("DELETE FROM log.topic WHERE false")
    except errors.InsufficientPrivilege:
        return False
    return True


@pytest.mark.parametrize("schema", ["review_owner", "views", "cache"])
def test_nothing_in_a_schema_of_the_applications_is_run_as_the_owner(
    urls: Urls, attacker: psycopg.Connection[Any], schema: str
) -> None:
    trap(attacker, schema)
    migrated(Addresses(urls.owner, urls.application))
    assert not may_change_the_log(attacker)


def test_by_hand_too_the_owner_looks_into_no_schema_of_its_name(
    urls: Urls, attacker: psycopg.Connection[Any]
) -> None:
    migrate(urls.owner, urls.application)
    trap(attacker, "review_owner")
    with psycopg.connect(urls.owner) as owner:
        with pytest.raises(errors.UndefinedTable):
            owner.execute("SELECT FROM _yoyo_migration")
        owner.rollback()
        owner.execute("SELECT FROM public._yoyo_migration WHERE migration_id::name = 'x'::text")
    assert not may_change_the_log(attacker)


def test_the_application_creates_nothing_in_a_schema_the_owner_works_in(
    urls: Urls, attacker: psycopg.Connection[Any]
) -> None:
    with psycopg.connect(urls.superuser, autocommit=True) as superuser:
        superuser.execute("GRANT CREATE ON SCHEMA public TO review_app")
    migrate(urls.owner, urls.application)
    for schema in ("public", "log", "people", "jobs"):
        with pytest.raises(errors.InsufficientPrivilege):
            attacker.execute(f"CREATE FUNCTION {schema}.trap() RETURNS int RETURN 1")


@pytest.mark.parametrize(
    ("what", "name"),
    [
        ("FUNCTION public.trap() RETURNS int RETURN 1", "public.trap"),
        ("VIEW public.trap AS SELECT 1", "public.trap"),
        ("TYPE public.trap AS ENUM ('a')", "public.trap"),
        ("OPERATOR public.= (FUNCTION = texteq, LEFTARG = text, RIGHTARG = text)", "public.="),
    ],
)
def test_what_was_created_there_before_is_named_and_nothing_is_run(
    urls: Urls, attacker: psycopg.Connection[Any], what: str, name: str
) -> None:
    with psycopg.connect(urls.superuser, autocommit=True) as superuser:
        superuser.execute("GRANT CREATE ON SCHEMA public TO review_app")
    attacker.execute(f"CREATE {what}")
    with pytest.raises(OthersWereHere, match=f"{name} gehört der Rolle review_app"):
        migrate(urls.owner, urls.application)


def test_a_schema_that_is_not_the_owners_is_not_worked_in(server: Server) -> None:
    """Its name was free in a version before, and taken by the application."""
    with server.database("empty") as urls:
        name = psycopg.conninfo.conninfo_to_dict(urls.owner)["dbname"]
        with psycopg.connect(urls.superuser, autocommit=True) as superuser:
            superuser.execute(f"GRANT CREATE ON DATABASE {name} TO review_app")
        with psycopg.connect(urls.application, autocommit=True) as attacker:
            attacker.execute("CREATE SCHEMA jobs")
        with pytest.raises(OthersWereHere, match="jobs gehört der Rolle review_app"):
            migrate(urls.owner, urls.application)


def test_what_a_superuser_installed_is_no_trap(urls: Urls) -> None:
    with psycopg.connect(urls.superuser, autocommit=True) as superuser:
        superuser.execute("CREATE FUNCTION public.theirs() RETURNS int RETURN 1")
    migrate(urls.owner, urls.application)
    with as_owner(urls.owner) as owner:
        assert owner.execute("SELECT public.theirs()").fetchone() == (1,)
