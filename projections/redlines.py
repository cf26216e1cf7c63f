"""What changed between two revisions: computed once for each pair of texts, then kept.

Kept is where each piece begins and ends, never a word; the table may be dropped at any time.
"""

from __future__ import annotations

import json

from domain.text.redline import ALGORITHM, Redline, redline
from domain.text.redline.packed import packed, unpacked
from projections.caching import with_tables
from projections.current_text import Text
from projections.read_model import Database

KEPT_BYTES = 200_000_000
KEPT_ROWS = 10_000
"""How much is kept, as stored: beyond either, what was not asked for the longest goes."""

PRUNED_EVERY = 50
"""One in so many new rows looks whether there are too many."""

TABLES = """
CREATE TABLE IF NOT EXISTS cache.redline (
    old_sha256 text NOT NULL,
    new_sha256 text NOT NULL,
    algorithm  text NOT NULL,
    packed     text NOT NULL,
    number     bigint GENERATED ALWAYS AS IDENTITY,
    used_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (old_sha256, new_sha256, algorithm)
)
"""

_SELECT = """
    SELECT packed, used_at < clock_timestamp() - interval '1 hour' FROM cache.redline
    WHERE old_sha256 = %s AND new_sha256 = %s AND algorithm = %s
"""
_USED = """
    UPDATE cache.redline SET used_at = clock_timestamp()
    WHERE old_sha256 = %s AND new_sha256 = %s AND algorithm = %s
"""
_KEEP = """
    INSERT INTO cache.redline (old_sha256, new_sha256, algorithm, packed) VALUES (%s, %s, %s, %s)
    ON CONFLICT (old_sha256, new_sha256, algorithm)
    DO UPDATE SET packed = excluded.packed, used_at = excluded.used_at
    RETURNING number
"""
_PRUNE = """
    DELETE FROM cache.redline WHERE number IN (
        SELECT number FROM cache.redline NATURAL JOIN (
            SELECT number, row_number() OVER latest AS place,
                sum(pg_column_size(packed)) OVER latest AS size
            FROM cache.redline
            WINDOW latest AS (ORDER BY used_at DESC, number DESC)
        ) AS ordered WHERE place > %s OR size > %s FOR UPDATE OF redline SKIP LOCKED
    )
"""


def between(database: Database, old: Text, new: Text) -> Redline:
    """Give the redline of two texts: the one that is kept, else computed now and kept."""
    return kept(database, old, new) or keep(database, old, new, redline(old.text, new.text))


def kept(database: Database, old: Text, new: Text) -> Redline | None:
    """Give the redline that is kept, or None; one that does not fit the texts counts as none."""
    key = _key(old, new)
    row = with_tables(TABLES, database, lambda: database.execute(_SELECT, key).fetchone())
    if row is None:
        return None
    try:
        found = unpacked(json.loads(row[0]), old.text, new.text)
    except (ValueError, KeyError, TypeError):  # whatever someone wrote there
        return None
    if row[1]:
        database.execute(_USED, key)
    return found


def keep(database: Database, old: Text, new: Text, found: Redline) -> Redline:
    """Keep the redline of two texts; gives it back."""
    values = (*_key(old, new), json.dumps(packed(found), separators=(",", ":")))

    def write() -> None:
        row = database.execute(_KEEP, values).fetchone()
        if row and row[0] % PRUNED_EVERY == 0:
            prune(database)

    with_tables(TABLES, database, write)
    return found


def prune(database: Database, *, rows: int = KEPT_ROWS, size: int = KEPT_BYTES) -> None:
    """Drop what was not asked for the longest, beyond so many rows or bytes."""
    database.execute(_PRUNE, (rows, size))


def _key(old: Text, new: Text) -> tuple[str, str, str]:
    return old.sha256, new.sha256, ALGORITHM
