"""The database a command works on: the one of DATABASE_URL, else the embedded one of DATA_DIR."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from review_service.app import create_service
from review_service.cli.refusals import NoDatabase, NoOwner, NotTheOwner
from review_service.database import connect, migrate, primary
from review_service.embedded_postgres import Addresses, AlreadyRunning, EmbeddedPostgres
from review_service.owning import as_owner
from review_service.people.accounts import Database
from review_service.service import Service
from review_service.serving import ended_by_signals, must_be_migrated
from review_service.settings import Settings

INTERRUPTED = 130
"""Exit status of a command that a signal ended before it was done."""

_MAY_MIGRATE = """
    SELECT has_database_privilege(current_database(), 'CREATE') AND coalesce(
        (SELECT pg_has_role(nspowner, 'USAGE') FROM pg_namespace WHERE nspname = 'log'), true)
"""


def migrated(urls: Addresses) -> list[str]:
    """Bring a database up to date; gives the read models rebuilt, raises NotTheOwner."""
    with as_owner(primary(urls.owner)) as database:  # the migrations would try for seconds
        row = database.execute(_MAY_MIGRATE).fetchone()
    if not row or not row[0]:
        raise NotTheOwner
    return migrate(urls.owner, urls.application)


@contextmanager
def opened() -> Iterator[Database]:
    """Give a connection of the application's role to a database of this program's version."""
    with addresses() as found, connect(found.application) as database:
        must_be_migrated(database)
        yield database


@contextmanager
def serviced() -> Iterator[Service]:
    """Give a service on a database of this program's version, for what is recorded."""
    with addresses() as found:
        with connect(found.application) as database:
            must_be_migrated(database)
        changed = {"database_url": found.application, "pool_size": 4}
        service = create_service(Settings().model_copy(update=changed))
        try:
            yield service
        finally:
            service.pool.close()


@contextmanager
def addresses(*, new: bool = False) -> Iterator[Addresses]:
    """Give the roles' addresses (the owner's empty where it is not set).

    An embedded server that runs, in another terminal, is used as it is; one that does not is
    started for the time of the command, on a new cluster only where `new` allows it.
    """
    settings = Settings()
    if settings.database_url:
        owner = settings.owner_database_url or ""
        if new and not owner:
            raise NoOwner
        yield Addresses(owner=owner, application=settings.database_url)
        return
    server = EmbeddedPostgres(settings.data_dir)
    if not new and not server.cluster.exists():
        raise NoDatabase(folder=settings.data_dir)
    with ended_by_signals(INTERRUPTED):
        try:
            yield _started_or_running(server)
        finally:
            server.stop()  # where it was running it is not ours, and this does nothing


def _started_or_running(server: EmbeddedPostgres) -> Addresses:
    try:
        return server.start()
    except AlreadyRunning:
        return server.addresses()
