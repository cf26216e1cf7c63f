"""Redlines for whoever asks: small ones at once, large ones by the worker, with their progress.

Whoever asks has been let in by `access.py`; here only the texts count.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

from procrastinate import JobContext
from procrastinate.exceptions import JobAborted

from domain.text.normalise import sha256_of
from domain.text.redline import ALGORITHM, Progress, Redline, redline
from domain.text.redline.affixes import shared_end, shared_start
from projections import current_text, redlines
from projections.caching import with_tables
from projections.current_text import Text
from projections.read_model import Database
from review_service import queue
from review_service.database import connect
from review_service.people.accounts import Account
from review_service.service import Service

LARGE = 200_000
"""From so many characters of both texts together on, a redline is a job."""

NOTED_EVERY = 0.5
"""Seconds between two notes of how far it is."""

TABLES = """
CREATE TABLE IF NOT EXISTS cache.redline_job (
    old_sha256 text NOT NULL,
    new_sha256 text NOT NULL,
    algorithm  text NOT NULL,
    account    text NOT NULL,
    job        bigint NOT NULL,
    done       bigint NOT NULL DEFAULT 0,
    total      bigint NOT NULL DEFAULT 0,
    failed     boolean NOT NULL DEFAULT false,
    PRIMARY KEY (old_sha256, new_sha256, algorithm)
);
CREATE TABLE IF NOT EXISTS cache.written_text (
    sha256     text PRIMARY KEY,
    text       text NOT NULL,
    written_at timestamptz NOT NULL DEFAULT clock_timestamp()
)
"""

_WRITE = """
    WITH old AS (DELETE FROM cache.written_text
        WHERE sha256 <> %(sha256)s AND written_at < clock_timestamp() - interval '1 hour')
    INSERT INTO cache.written_text (sha256, text) VALUES (%(sha256)s, %(text)s)
    ON CONFLICT (sha256) DO UPDATE SET written_at = clock_timestamp()
"""
_READ = "SELECT text FROM cache.written_text WHERE sha256 = %s"
_DROP = "DELETE FROM cache.written_text WHERE sha256 = %s"

Key = tuple[str, str, str]
_ASKING_LOCK = (2472, 8)
_WAITS = """EXISTS (SELECT FROM jobs.procrastinate_jobs AS waiting
    WHERE waiting.id = redline_job.job AND waiting.status IN ('todo', 'doing'))"""
_OF_PAIR = "old_sha256 = %s AND new_sha256 = %s AND algorithm = %s"
_STATE = f"SELECT done, total, failed, {_WAITS} FROM cache.redline_job WHERE {_OF_PAIR}"
_OTHERS = f"SELECT FROM cache.redline_job WHERE account = %s AND NOT failed AND {_WAITS}"
_BEGIN = """
    INSERT INTO cache.redline_job (old_sha256, new_sha256, algorithm, account, job)
    VALUES (%s, %s, %s, %s, %s)
"""
_NOTE = f"UPDATE cache.redline_job SET done = %s, total = %s WHERE {_OF_PAIR}"
_FAIL = f"UPDATE cache.redline_job SET failed = true WHERE {_OF_PAIR}"
_FORGET = f"DELETE FROM cache.redline_job WHERE {_OF_PAIR}"


class Computing(NamedTuple):
    """A redline that is being computed: how much of how much; of 0 while it waits for its turn."""

    done: int
    total: int


class AnotherIsRunning(Exception):
    """Für Ihr Konto wird gerade schon ein anderer großer Vergleich berechnet. Bitte warten Sie, bis
    er fertig ist, und rufen Sie diesen dann noch einmal auf."""


class NotComputed(Exception):
    """Der Vergleich dieser beiden Fassungen ist nicht gelungen. Rufen Sie ihn bitte noch einmal
    auf; er wird dann neu berechnet."""


def ask(service: Service, account: Account, old: Text, new: Text) -> Redline | Computing:
    """Give the redline of two texts, or how far it is where the worker computes it.

    Asked again meanwhile, by whomever, it is the same job. Raises AnotherIsRunning where the
    account has another large one being computed; NotComputed, once, where all tries failed.
    """
    if len(old.text) + len(new.text) < LARGE:
        return at_once(service, old, new)
    return _by_the_worker(service, account, old, new)


def of_written(service: Service, account: Account, old: Text, text: str) -> Redline | Computing:
    """Give the redline from a revision to a text that is being written, like `ask`.

    Where little of a large text is different it is no job: its time goes by what is.
    """
    if _different(old.text, text) < LARGE:
        return redline(old.text, text)
    new = Text(old.revision + 1, current=False, sha256=sha256_of(text), text=text)
    return _by_the_worker(service, account, old, new, unsaved=True)


def _by_the_worker(
    service: Service, account: Account, old: Text, new: Text, *, unsaved: bool = False
) -> Redline | Computing:
    def asked() -> Redline | Computing | None:
        found = _asked(database, account.name, old, new)
        if unsaved and isinstance(found, Computing):
            database.execute(_WRITE, {"sha256": new.sha256, "text": new.text})
        return found

    with service.pool.connection() as database:
        found = redlines.kept(database, old, new) or with_tables(TABLES, database, asked)
    if found is None:
        raise NotComputed
    return found


def _different(old: str, new: str) -> int:
    """Give how many characters of both texts are not in what they begin and end with alike."""
    start = shared_start(old, new)
    alike = start + shared_end(old, new, min(len(old), len(new)) - start)
    return len(old) + len(new) - 2 * alike


def at_once(service: Service, old: Text, new: Text) -> Redline:
    """Give the redline of two texts, however large; no connection is held while it is computed."""
    with service.pool.connection() as database:
        found = redlines.kept(database, old, new)
    if found is None:
        found = redline(old.text, new.text)
        with service.pool.connection() as database:
            redlines.keep(database, old, new, found)
    return found


def _asked(database: Database, account: str, old: Text, new: Text) -> Redline | Computing | None:
    """Give how far the job is, begun now where there is none; None, once, where it failed."""
    database.execute("SELECT pg_advisory_xact_lock(%s, %s)", _ASKING_LOCK)
    pair = (old.sha256, new.sha256, ALGORITHM)
    row = database.execute(_STATE, pair).fetchone()
    if row and row[3]:
        return Computing(row[0], row[1])
    database.execute(_FORGET, pair)
    if row and row[2]:
        return None
    return redlines.kept(database, old, new) or _begun(database, account, pair)


def _begun(database: Database, account: str, pair: Key) -> Computing:
    if database.execute(_OTHERS, (account,)).fetchone() is not None:
        raise AnotherIsRunning
    old, new, algorithm = pair
    job = queue.defer(database, TASK.name, old=old, new=new, algorithm=algorithm)
    database.execute(_BEGIN, (*pair, account, job))
    return Computing(0, 0)


def compute(context: JobContext, old: str, new: str, algorithm: str) -> None:
    """Compute the redline of two texts, named by their sha256, and keep it."""
    if algorithm != ALGORITHM:  # asked of the program before this one
        return
    with connect(context.additional_context["url"]) as database:
        progress = _Noting(database, (old, new, algorithm), context.should_abort)
        if context.job.attempts >= TASK.tries:  # whoever tried it died of it
            progress.note(_FAIL)
            return
        try:
            _compute(database, old, new, progress)
        except JobAborted:
            raise
        except Exception:  # whatever it was: who asked is told of it, and the queue keeps it
            if TASK.is_last_try(context):
                progress.note(_FAIL)
            raise
        progress.note(_FORGET)


TASK = queue.Task("redline", compute, tries=3)


def _compute(database: Database, old: str, new: str, progress: Progress) -> None:
    before = current_text.of_content(database, old)
    after = current_text.of_content(database, new) or _written(database, new)
    if before is None or after is None:
        raise LookupError("one of the texts is not there")
    found = redline(before.text, after.text, progress=progress)
    redlines.keep(database, before, after, found)
    with_tables(TABLES, database, lambda: database.execute(_DROP, (new,)))


def _written(database: Database, sha256: str) -> Text | None:
    """Give the text that somebody is writing; it is not kept longer than for this."""
    found = with_tables(TABLES, database, lambda: database.execute(_READ, (sha256,)).fetchone())
    return Text(0, current=False, sha256=sha256, text=found[0]) if found else None


class _Noting:
    """Notes now and then how far a redline is, and ends it where the worker is to end."""

    def __init__(self, database: Database, pair: Key, ended: Callable[[], bool]) -> None:
        self._database, self._pair, self._ended = database, pair, ended
        self._noted = 0.0

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() - self._noted < NOTED_EVERY:
            return
        self._noted = time.monotonic()
        if self._ended():
            raise JobAborted
        self.note(_NOTE, done, total)

    def note(self, statement: str, *values: int) -> None:
        """Change the row of this pair, where there is one."""
        database, parameters = self._database, (*values, *self._pair)
        with_tables(TABLES, database, lambda: database.execute(statement.encode(), parameters))
