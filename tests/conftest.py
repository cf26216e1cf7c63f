"""A real PostgreSQL for all tests, a migrated database of its own for each that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal
from uuid import uuid4

import psycopg
import pytest
from anyio.from_thread import start_blocking_portal
from fastapi.testclient import TestClient
from hypothesis import settings

from review_service.database import Pool, migrate, open_pool
from review_service.embedded_postgres import EmbeddedPostgres, roles
from review_service.owning import grant
from review_service.reviews import Reviews
from review_service.service import Service
from review_service.settings import Settings
from tests.api.callers import SEATS
from tests.lip import procedure
from tests.prepared import Prepared
from tests.staff import staff

# What takes how long is measured by `make bench`: a test never fails because others are at work.
settings.register_profile("without-a-clock", deadline=None)
settings.load_profile("without-a-clock")

# Wherever a test leads, no thread takes a second connection while it holds one.
Pool.ONE_EACH = True

Kind = Literal["empty", "migrated", "constituted", "staffed"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run what needs no database first: a mistake is told in seconds."""
    items.sort(key=lambda item: "server" in getattr(item, "fixturenames", ()))


@dataclass(frozen=True)
class Urls:
    """Addresses of one database: as its owner, as the application, as the server's superuser."""

    name: str
    owner: str
    application: str
    superuser: str


class Server:
    """The tests' own PostgreSQL; gives databases copied from one that is prepared."""

    def __init__(self, folder: Path) -> None:
        self.postgres = EmbeddedPostgres(folder)
        self.idle: dict[Kind, list[Urls]] = {}
        self.prepared: dict[Kind, Prepared] = {}
        self.addresses = self.postgres.start()
        with self.as_superuser() as connection:
            connection.execute("ALTER ROLE review_owner CREATEDB")
        migrate(self.addresses.owner, self.addresses.application)
        self._keep("migrated")
        _constitute(self.addresses.application)
        self._keep("constituted")
        _staff(self.addresses.application)
        self._keep("staffed")

    @contextmanager
    def as_superuser(self) -> Iterator[psycopg.Connection]:
        with psycopg.connect(self.postgres.superuser, autocommit=True) as connection:
            yield connection

    def _keep(self, name: str) -> None:
        """Keep the database as it is now, to be copied."""
        with self.as_superuser() as connection:
            connection.execute(f"CREATE DATABASE {name} OWNER review_owner TEMPLATE review")

    @contextmanager
    def database(self, kind: Kind = "constituted") -> Iterator[Urls]:
        """Give a database as if it were new: empty, migrated and no more, with the shipped
        procedure, or with the accounts of the API's tests in its seats too."""
        idle = self.idle.setdefault(kind, [])
        urls = idle.pop() if idle else self._copied(kind)
        try:
            yield urls
        finally:
            if kind != "empty" and self.prepared[kind].restore(urls.superuser):
                idle.append(urls)
            else:
                self._drop(urls)

    def _copied(self, kind: Kind) -> Urls:
        name = f"test_{uuid4().hex[:12]}"
        template = "template1" if kind == "empty" else kind
        with self.as_superuser() as connection:
            connection.execute(f"CREATE DATABASE {name} OWNER review_owner TEMPLATE {template}")
        urls = Urls(
            name,
            owner=_named(self.addresses.owner, name),
            application=_named(self.addresses.application, name),
            superuser=_named(self.postgres.superuser, name),
        )
        if kind != "empty":
            with psycopg.connect(urls.owner) as owner:
                grant(owner, roles.APPLICATION)  # a copy has the rights in it, not those to it
            if kind not in self.prepared:
                self.prepared[kind] = Prepared.of(urls.superuser)
        return urls

    def _drop(self, urls: Urls) -> None:
        with self.as_superuser() as connection:
            connection.execute(f"DROP DATABASE {urls.name} WITH (FORCE)")


def _constitute(url: str) -> None:
    """Let the database know the shipped procedure; its seats are empty."""
    with open_pool(url, size=2) as pool:
        Reviews(pool).record(procedure())


def _staff(url: str) -> None:
    """Seat the accounts of the API's tests."""
    with open_pool(url, size=2) as pool:
        staff(
            Service(Settings(database_url=url), pool, Reviews(pool)),
            {name: [seat] for name, seat in SEATS.items()},
        )


def _named(url: str, name: str) -> str:
    head, _, query = url.partition("?")
    return f"{head.rpartition('/')[0]}/{name}?{query}"


@pytest.fixture(scope="session", autouse=True)
def one_loop() -> Iterator[None]:
    """Let all requests of a process share an event loop, as they do when it serves: a loop and a
    thread of its own for each would take as long as the answer."""
    with start_blocking_portal() as portal:
        TestClient.portal = portal
        yield
        TestClient.portal = None


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    # Not under pytest's own folder: as root the server runs as another user, who must get there.
    with TemporaryDirectory(prefix="review-") as folder:
        running = Server(Path(folder))
        yield running
        running.postgres.stop()


@pytest.fixture
def urls(server: Server) -> Iterator[Urls]:
    with server.database() as found:
        yield found


@pytest.fixture
def pool(urls: Urls) -> Iterator[Pool]:
    opened = open_pool(urls.application, size=20)
    yield opened
    opened.close()


@pytest.fixture
def reviews(pool: Pool) -> Reviews:
    return Reviews(pool)


@pytest.fixture
def service(urls: Urls, pool: Pool) -> Service:
    settings = Settings(database_url=urls.application, plain_cookie=True)
    return Service(settings, pool, Reviews(pool))
