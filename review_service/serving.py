"""A running service from its start to its end: database, socket, web server, signals.

Whatever ends it, all that it started ends with it; after `kill -9` the next start cleans up.
"""

from __future__ import annotations

import errno
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import uvicorn
from psycopg import Connection
from psycopg.errors import InsufficientPrivilege, UndefinedTable

from projections import rebuild
from review_service.app import create_app, create_service
from review_service.database import connect, migrate, pending_in
from review_service.demo import accounts as demo_accounts
from review_service.demo.loader import load
from review_service.embedded_postgres import Addresses, EmbeddedPostgres
from review_service.health import checked
from review_service.observing import configure_logs
from review_service.service import Service
from review_service.settings import Settings

GRACE_SECONDS = 5
"""How long requests that are being answered may take at the end."""

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

Listening = Callable[[str], None]
"""Told the service's address once it listens there."""


class NotServed(Exception):
    """Why the service does not start: a German sentence for a terminal."""


class NotMigrated(NotServed):
    """The database is of another version than this program."""

    def __init__(self) -> None:
        super().__init__(
            "Die Datenbank ist nicht auf dem Stand dieses Programms. Bitte zuerst: "
            "review-service migrate"
        )


def demo(settings: Settings, listening: Listening) -> None:
    """Serve the demo from an embedded PostgreSQL of its own until a signal ends it.

    Raises NotStarted, AlreadyRunning, NotTheDemosOwn, NotServed.
    """
    with _own_database(settings) as (urls, listener, address):
        load(urls.owner, urls.application)
        _serve(_on(settings, urls.application), listener, lambda: listening(address))


def serve(settings: Settings, listening: Listening) -> None:
    """Serve the database of the settings, else an embedded one without demo, until a signal.

    Raises NotServed, also where the database is not ready; NotStarted, AlreadyRunning.
    """
    if settings.database_url:
        with ended_by_signals(), _listening_socket(settings) as (listener, address):
            _serve(settings, listener, lambda: listening(address))
        return
    with _own_database(settings) as (urls, listener, address):
        _refuse_the_demo(urls.application)
        _serve(_on(settings, urls.application), listener, lambda: listening(address))


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Turn Ctrl-C, SIGTERM and a closed terminal into one orderly exit; a second changes nothing.

    What was ignored before, as under `nohup`, stays ignored.
    """
    before = {number: signal.getsignal(number) for number in _ENDING}
    heeded = [number for number in _ENDING if before[number] is not signal.SIG_IGN]

    def end(_: int, __: FrameType | None) -> None:
        for number in heeded:
            signal.signal(number, signal.SIG_IGN)
        raise SystemExit(0)

    for number in heeded:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in heeded:
            signal.signal(number, before[number])


def must_be_migrated(database: Connection[Any]) -> None:
    """Raise NotMigrated unless tables and read models are those of this program."""
    try:
        behind = pending_in(database) or rebuild.outdated(database)
    except (UndefinedTable, InsufficientPrivilege) as error:  # never set up
        raise NotMigrated from error
    if behind:
        raise NotMigrated


@contextmanager
def _listening_socket(settings: Settings) -> Iterator[tuple[socket.socket, str]]:
    """Give the socket, taken before anything else is done, and the service's address on it."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listener = socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        raise NotServed(_port_refused(settings, error)) from error
    with listener:
        host = f"[{settings.host}]" if family is socket.AF_INET6 else settings.host
        yield listener, f"http://{host}:{listener.getsockname()[1]}"


@contextmanager
def _own_database(settings: Settings) -> Iterator[tuple[Addresses, socket.socket, str]]:
    """Give a migrated embedded database, a socket and the service's address; ends what it began."""
    with (
        ended_by_signals(),
        EmbeddedPostgres(settings.data_dir) as server,
        _listening_socket(settings) as (listener, address),
    ):
        server.note(address)
        urls = server.addresses()
        migrate(urls.owner, urls.application)
        yield urls, listener, address


def _port_refused(settings: Settings, error: OSError) -> str:
    if error.errno != errno.EADDRINUSE:
        return f"Auf {settings.host}, Port {settings.port}, geht es nicht: {error.strerror}."
    return (
        f"Auf Port {settings.port} läuft schon ein anderes Programm. Beenden Sie es oder wählen "
        f"Sie einen anderen Port, zum Beispiel: make run PORT={settings.port + 1}"
    )


def _on(settings: Settings, url: str) -> Settings:
    return settings.model_copy(update={"database_url": url})


def _refuse_the_demo(url: str) -> None:
    with connect(url) as database:
        if demo_accounts.are_in(database):
            raise NotServed(
                "In diesem Datenordner liegt die Demo, deren Passwort alle kennen. "
                "Wählen Sie für den Betrieb einen anderen (DATA_DIR)."
            )


def _serve(settings: Settings, listener: socket.socket, listening: Callable[[], None]) -> None:
    configure_logs(as_json=settings.log_json)
    assert settings.database_url
    with connect(settings.database_url) as database:  # a pool tries for seconds before it refuses
        must_be_migrated(database)
    service = create_service(settings)
    _must_be_ready(service)
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(service),
            loop="uvloop",  # the plain loop adds 44 ms to every answer where there are workers
            timeout_graceful_shutdown=GRACE_SECONDS,
            access_log=False,  # Observed writes one line a request, without query strings
            log_level="warning",
        )
    )
    listening()
    server.run(sockets=[listener])


def _must_be_ready(service: Service) -> None:
    wrong = {name: said for name, said in checked(service).items() if said != "ok"}
    if wrong:
        service.pool.close()
        found = "; ".join(f"{name}: {said}" for name, said in wrong.items())
        raise NotServed(f"Der Dienst ist nicht bereit ({found}).")
