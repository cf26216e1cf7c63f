"""A database as it was when it was prepared: what a test wrote is taken out again.

A new copy for each test takes most of the test's time; taking out what it wrote takes a tenth of
that. A test that changes more than rows (a schema, a right, a setting) leaves a database that is
not given again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, LiteralString, NamedTuple

import psycopg

LARGE = 1_000_000
"""Bytes from which on a table is emptied as a whole: what is deleted stays in it until a vacuum."""

_SHAPE: LiteralString = """
    SELECT md5(string_agg(line, ',' ORDER BY line)) FROM (
        SELECT format('%s.%s %s %s %s', relnamespace::regnamespace, relname, relkind, relacl,
                      reloptions) FROM pg_class
        WHERE relnamespace::regnamespace::text !~ '^pg_(toast|temp)'
        UNION ALL SELECT format('%s.%s %s %s %s', attrelid::regclass, attname, atttypid,
                                attnotnull, attisdropped) FROM pg_attribute
        WHERE attrelid >= 16384 AND attnum > 0 AND attrelid::regclass::text !~ '^pg_toast'
        UNION ALL SELECT format('%s %s %s %s', oid::regprocedure, md5(prosrc), proacl, proconfig)
        FROM pg_proc WHERE oid >= 16384
        UNION ALL SELECT format('%s %s %s', tgrelid::regclass, tgname, tgenabled)
        FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT format('%s %s %s', nspname, nspowner::regrole, nspacl)
        FROM pg_namespace WHERE nspname !~ '^pg_(toast|temp)'
        UNION ALL SELECT format('%s %s %s', rolname, rolconfig, rolsuper) FROM pg_roles
        WHERE rolname LIKE 'review%'
        UNION ALL SELECT format('%s %s', conrelid::regclass, pg_get_constraintdef(oid))
        FROM pg_constraint WHERE oid >= 16384
        UNION ALL SELECT format('%s %s', setrole, setconfig) FROM pg_db_role_setting
        WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
        UNION ALL SELECT format('%s', datacl) FROM pg_database WHERE datname = current_database()
    ) AS shape (line)
"""
_TABLES: LiteralString = """
    SELECT c.oid::regclass::text, (
        SELECT array_agg(quote_ident(attname) ORDER BY attnum) FROM pg_attribute
        WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''), (
        SELECT coalesce(array_agg(quote_ident(tgname)), '{}') FROM pg_trigger
        WHERE tgrelid = c.oid AND tgenabled = 'A')
    FROM pg_class c
    WHERE c.relkind = 'r' AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
    ORDER BY 1
"""
_OTHERS: LiteralString = """
    SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class Table(NamedTuple):
    """A table: its columns, the triggers that always fire, its rows when it was prepared."""

    name: str
    columns: list[str]
    triggers: list[str]
    rows: bytes

    @property
    def head(self) -> str:
        """Its name with the columns that hold what was written."""
        return f"{self.name} ({', '.join(self.columns)})"


@dataclass(frozen=True)
class Prepared:
    """What a database held when it was prepared, and of what shape it was."""

    shape: str
    tables: tuple[Table, ...]
    sequences: tuple[tuple[str, int | None], ...]

    @classmethod
    def of(cls, superuser: str) -> Prepared:
        """Read a database that was just prepared."""
        with psycopg.connect(superuser) as database:
            return cls(_shape(database), tuple(_tables(database)), tuple(_sequences(database)))

    def restore(self, superuser: str) -> bool:
        """Take out what was written since; False where more was changed, or cannot be undone."""
        try:
            with psycopg.connect(superuser) as database:
                database.execute("SET LOCAL lock_timeout = '5s'")
                database.execute(_OTHERS)
                database.execute("DROP SCHEMA IF EXISTS cache CASCADE")  # the service makes it anew
                if _shape(database) != self.shape:
                    return False
                database.execute("SET LOCAL session_replication_role = replica")
                for table, size in self._written(database):
                    _refill(database, table, size)
                for name, value in self.sequences:
                    database.execute("SELECT setval(%s, %s, %s)", (name, value or 1, bool(value)))
            return True
        except psycopg.Error:
            return False

    def _written(self, database: psycopg.Connection[Any]) -> Iterator[tuple[Table, int]]:
        """Give the tables that hold rows, or did, with their sizes in bytes."""
        asked = " UNION ALL ".join(
            f"SELECT {at}, pg_relation_size('{table.name}'), EXISTS (SELECT FROM {table.name})"
            for at, table in enumerate(self.tables)
        )
        for at, size, filled in database.execute(asked.encode()).fetchall():
            if filled or self.tables[at].rows:
                yield self.tables[at], size


def _refill(database: psycopg.Connection[Any], table: Table, size: int) -> None:
    """Give a table the rows it had."""
    for trigger in table.triggers:
        database.execute(f"ALTER TABLE {table.name} DISABLE TRIGGER {trigger}".encode())
    empty = "TRUNCATE" if size > LARGE else "DELETE FROM"
    database.execute(f"{empty} {table.name}".encode())
    if table.rows:
        with database.cursor().copy(
            f"COPY {table.head} FROM STDIN (FORMAT binary)".encode()
        ) as into:
            into.write(table.rows)
    for trigger in table.triggers:
        database.execute(f"ALTER TABLE {table.name} ENABLE ALWAYS TRIGGER {trigger}".encode())


def _shape(database: psycopg.Connection[Any]) -> str:
    row = database.execute(_SHAPE).fetchone()
    return str(row[0]) if row else ""


def _tables(database: psycopg.Connection[Any]) -> Iterator[Table]:
    for name, columns, triggers in database.execute(_TABLES).fetchall():
        (count,) = database.execute(f"SELECT count(*) FROM {name}".encode()).fetchone() or (0,)
        table = Table(name, columns, triggers, b"")
        if count:
            # In an order of its own: that in which rows lie changes when they are filled in anew.
            ordered = f"SELECT {', '.join(columns)} FROM {name} AS t ORDER BY t::text"
            with database.cursor().copy(
                f"COPY ({ordered}) TO STDOUT (FORMAT binary)".encode()
            ) as out:
                table = table._replace(rows=b"".join(map(bytes, out)))
        yield table


def _sequences(database: psycopg.Connection[Any]) -> Iterator[tuple[str, int | None]]:
    found = database.execute(
        "SELECT format('%I.%I', schemaname, sequencename), last_value FROM pg_sequences ORDER BY 1"
    )
    yield from found.fetchall()
