"""The cluster's roles and its one database: settled anew at every start, so none can drift."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
from psycopg import sql

from review_service.embedded_postgres.hold import NotStarted

SUPERUSER, OWNER, APPLICATION = "postgres", "review_owner", "review_app"
DATABASE = "review"
MAINTENANCE = "postgres"  # the database that initdb makes
NOTHING_MORE = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"


def answers(superuser_url: str) -> bool:
    """Say whether the server takes a connection and answers, within five seconds."""
    try:
        with psycopg.connect(superuser_url, connect_timeout=5) as connection:
            connection.execute("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


def settle(superuser_url: str, passwords: Mapping[str, str]) -> None:
    """Make the owner, who owns the database, and the application, who may only connect to it."""
    try:
        with psycopg.connect(superuser_url, autocommit=True) as connection:
            for role in (OWNER, APPLICATION):
                _settle_role(connection, role, passwords[role])
            _settle_database(connection)
    except psycopg.OperationalError as error:
        raise NotStarted(f"Der Datenbankserver weist uns ab: {error}") from error


def _settle_role(
    connection: psycopg.Connection[tuple[object, ...]], role: str, password: str
) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    statement = (
        "ALTER ROLE {} LOGIN {} PASSWORD {}" if known else "CREATE ROLE {} LOGIN {} PASSWORD {}"
    )
    connection.execute(
        sql.SQL(statement).format(
            sql.Identifier(role), sql.SQL(NOTHING_MORE), sql.Literal(password)
        )
    )


def _settle_database(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    database, owner = sql.Identifier(DATABASE), sql.Identifier(OWNER)
    known = connection.execute(
        "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
    ).fetchone()
    if not known:
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, owner))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    connection.execute(
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, sql.Identifier(APPLICATION))
    )
    connection.execute(f"REVOKE ALL ON DATABASE {MAINTENANCE}, template1 FROM PUBLIC")
