"""What is done as the owner of the log: on the way nothing is run that somebody else put there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from typing import Any

import psycopg
import yoyo
from psycopg import Connection, sql
from yoyo.backends.core.postgresql import PostgresqlPsycopgBackend
from yoyo.connections import parse_uri

from projections.read_model import Database

_NOTHING_BUT_POSTGRES = "SET search_path = pg_catalog, pg_temp"
_YOYOS_TABLES = "SET search_path = public, pg_temp"

_OF_OTHERS = """
    WITH places AS (
        SELECT oid, nspname AS name, nspowner AS owner FROM pg_catalog.pg_namespace
        WHERE nspname IN ('public', 'log', 'people', 'jobs')
    ), found AS (
        SELECT name, owner FROM places
        UNION ALL SELECT name || '.' || relname, relowner
            FROM pg_catalog.pg_class JOIN places ON relnamespace = places.oid
        UNION ALL SELECT name || '.' || proname, proowner
            FROM pg_catalog.pg_proc JOIN places ON pronamespace = places.oid
        UNION ALL SELECT name || '.' || oprname, oprowner
            FROM pg_catalog.pg_operator JOIN places ON oprnamespace = places.oid
        UNION ALL SELECT name || '.' || typname, typowner
            FROM pg_catalog.pg_type JOIN places ON typnamespace = places.oid
            WHERE typelem = 0
    )
    SELECT name, rolname FROM found JOIN pg_catalog.pg_roles AS role ON role.oid = owner
    WHERE NOT rolsuper AND rolname NOT IN (current_user, 'pg_database_owner')
        AND role.oid <> (SELECT datdba FROM pg_catalog.pg_database
                         WHERE datname = current_database())
    ORDER BY name LIMIT 1
"""


class OthersWereHere(Exception):
    """Something of another role lies where the owner works: a German sentence for a terminal."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__(
            f"{name} gehört der Rolle {role} und liegt, wo der Eigentümer der Datenbank arbeitet: "
            "Es liefe mit seinen Rechten. Bitte prüfen Sie, woher es kommt, und entfernen Sie es."
        )


@contextmanager
def as_owner(url: str) -> Iterator[Database]:
    """Give an autocommit connection that finds nothing but what PostgreSQL brings along.

    By default a role looks first into the schema of its own name, which the application may create:
    whatever stood there would be run with the owner's rights.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_NOTHING_BUT_POSTGRES)
        yield connection


def must_be_alone(owner: Database) -> None:
    """Raise OthersWereHere where a schema the owner works in, or something in it, is another's.

    What a superuser put there, an extension say, is nobody's trap.
    """
    found = owner.execute(_OF_OTHERS).fetchone()
    if found:
        raise OthersWereHere(*found)


def apply_pending(owner: Database) -> None:
    """Apply each migration and note it as applied in one transaction: both or neither."""
    backend = _Backend(owner)
    backend.init_database()
    backend.ensure_internal_schema_updated()
    with _migrations() as migrations:
        for migration in backend.to_apply(migrations):
            with backend.transaction():
                migration.process_steps(backend, "apply")
                backend.mark_one(migration, log=False)
    owner.execute(_NOTHING_BUT_POSTGRES)


def pending(database: Database) -> list[str]:
    """Give the ids of migrations that are not applied yet, less those of the queue."""
    with _migrations() as migrations:
        rows = database.execute("SELECT migration_id FROM public._yoyo_migration").fetchall()
        applied = {row[0] for row in rows}
        return [migration.id for migration in migrations if migration.id not in applied]


def grant(owner: Connection[Any], application: str) -> None:
    """Give the application's role what it needs and nothing else; safe to repeat."""
    script = (files("review_service") / "migrations" / "rights.sql.template").read_text()
    database = owner.info.dbname
    owner.execute(
        sql.SQL(script).format(
            application=sql.Identifier(application), database=sql.Identifier(database)
        )
    )


class _Backend(PostgresqlPsycopgBackend):  # type: ignore[misc]
    """yoyo on the owner's one connection: its own would know nothing of search paths, and of
    several hosts it understands no address."""

    def __init__(self, owner: Database) -> None:
        self._owner = owner
        super().__init__(parse_uri("postgresql+psycopg:///"), "_yoyo_migration")

    def connect(self, _: object) -> Database:
        return self._owner

    def init_connection(self, connection: Database) -> None:
        connection.execute(_YOYOS_TABLES)


@contextmanager
def _migrations() -> Iterator[Any]:
    with as_file(files("review_service") / "migrations") as folder:
        yield yoyo.read_migrations(str(folder))
