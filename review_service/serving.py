"""A running service from its start to its end: database, socket, web server, signals.

Whatever ends it, all that it started ends with it; after `kill -9` the next start cleans up. Its
own database is started again should it die.
"""

from __future__ import annotations

import errno
import gc
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, NamedTuple

import uvicorn
from psycopg import Connection
from psycopg.errors import InsufficientPrivilege, UndefinedTable

from projections import rebuild
from review_service.app import create_app, create_service
from review_service.connections import configuration
from review_service.database import connect, migrate, pending_in
from review_service.demo import accounts as demo_accounts
from review_service.demo.loader import load
from review_service.embedded_postgres import Addresses, EmbeddedPostgres, watched
from review_service.front_end import FrontEnd, NotBuilt
from review_service.health import checked
from review_service.observing import configure_logs
from review_service.service import Service
from review_service.settings import Settings
from review_service.worker.beside import worker_beside

GRACE_SECONDS = 5
"""How long requests that are being answered may take at the end."""

MANY_OBJECTS = 20_000
"""How many more objects there must be before Python looks which of them nobody reaches."""

CLOSE_SECONDS = 6
"""How long closing the connections may take then, and what threads are left."""

_LOOK_SECONDS = 0.2

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


class NotTheApplication(NotServed):
    """The role may not read what the application's role reads: it is another one."""

    def __init__(self) -> None:
        super().__init__(
            "DATABASE_URL nennt nicht die Rolle der Anwendung, für die `review-service migrate` "
            "diese Datenbank eingerichtet hat."
        )


class Ending:
    """What Ctrl-C, SIGTERM and a closed terminal do: they end the web server, or what comes before.

    No exception is thrown into a running server, whose parts might keep it. A second signal
    changes nothing, so that everything is stopped that was started.
    """

    def __init__(self, status: int) -> None:
        self.asked = False
        self._status = status
        self._server: uvicorn.Server | None = None
        self._cause: Exception | None = None

    def __call__(self, _: int, __: FrameType | None) -> None:
        first, self.asked = not self.asked, True
        if self._server:
            self._server.should_exit = True
        elif first:
            raise SystemExit(self._status)

    @property
    def over(self) -> bool:
        """Whether something has ended it."""
        return self.asked or self._cause is not None

    def lose(self, cause: Exception) -> None:
        """End the web server, and then the service with this cause."""
        self._cause = cause
        if self._server:
            self._server.should_exit = True

    def run(self, server: uvicorn.Server, listener: socket.socket) -> None:
        """Serve on a socket until a signal comes, or not at all where one has come already.

        Requests that are not over in time are left behind: some wait for what never comes, a commit
        for its standby. Raises the cause where one ended it.
        """
        self._server = server
        if not self.over:
            serving = threading.Thread(
                target=server.run, kwargs={"sockets": [listener]}, name="web", daemon=True
            )
            serving.start()
            while serving.is_alive() and not server.should_exit:
                serving.join(_LOOK_SECONDS)
            serving.join(GRACE_SECONDS + CLOSE_SECONDS)
        if self._cause:
            raise self._cause

    def leave(self) -> None:
        """Let the process end soon, whatever its threads still do; called when all is stopped."""
        overdue = threading.Timer(CLOSE_SECONDS, os._exit, [1 if self._cause else self._status])
        overdue.daemon = True
        overdue.start()


@contextmanager
def ended_by_signals(status: int = 0) -> Iterator[Ending]:
    """Let signals end what is done meanwhile, with this exit status.

    Under `nohup` the terminal may be closed.
    """
    ending = Ending(status)
    heeded = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        heeded.append(signal.SIGHUP)
    before = {number: signal.signal(number, ending) for number in heeded}
    try:
        yield ending
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if ending.over:
            ending.leave()


def demo(settings: Settings, listening: Listening) -> None:
    """Serve the demo from an embedded PostgreSQL of its own until a signal ends it.

    Raises NotStarted, AlreadyRunning, NotTheDemosOwn, AnEarlierDemo, NotServed.
    """
    _must_be_built(settings)
    with ended_by_signals() as ending, _own_database(settings, ending) as (urls, door):
        load(urls.owner, urls.application)
        _serve(_on(settings, urls.application), door, ending, listening)


def serve(settings: Settings, listening: Listening) -> None:
    """Serve the database of the settings, else an embedded one without demo, until a signal.

    Raises NotServed, also where the database is not ready; NotStarted, AlreadyRunning.
    """
    _must_be_built(settings)
    if settings.database_url:
        with ended_by_signals() as ending, _door(settings) as door:
            _serve(settings, door, ending, listening)
        return
    with ended_by_signals() as ending, _own_database(settings, ending) as (urls, door):
        _refuse_the_demo(urls.application)
        _serve(_on(settings, urls.application), door, ending, listening)


def _must_be_built(settings: Settings) -> None:
    """Look before anything is started."""
    try:
        FrontEnd(settings.static_files)
    except NotBuilt as error:
        raise NotServed(str(error)) from error


def must_be_migrated(database: Connection[Any]) -> None:
    """Raise NotMigrated unless tables and read models are those of this program.

    NotTheApplication where the role may not even ask.
    """
    try:
        behind = pending_in(database) or rebuild.outdated(database)
    except UndefinedTable as error:  # never set up
        raise NotMigrated from error
    except InsufficientPrivilege as error:
        raise NotTheApplication from error
    if behind:
        raise NotMigrated


class _Door(NamedTuple):
    """The socket the service listens on, and its address for a browser."""

    listener: socket.socket
    address: str


@contextmanager
def _door(settings: Settings) -> Iterator[_Door]:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listener = socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        raise NotServed(_port_refused(settings, error)) from error
    with listener:
        host = f"[{settings.host}]" if family is socket.AF_INET6 else settings.host
        yield _Door(listener, f"http://{host}:{listener.getsockname()[1]}")


@contextmanager
def _own_database(settings: Settings, ending: Ending) -> Iterator[tuple[Addresses, _Door]]:
    """Give the addresses of a migrated embedded database, and the door it is served through."""
    with EmbeddedPostgres(settings.data_dir) as server, _door(settings) as door:
        server.note(door.address)
        urls = server.addresses()
        migrate(urls.owner, urls.application)
        with watched(server, ending.lose):
            yield urls, door


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


class _Server(uvicorn.Server):
    """Leaves the signals to Ending."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _serve(settings: Settings, door: _Door, ending: Ending, listening: Listening) -> None:
    configure_logs(as_json=settings.log_json)
    assert settings.database_url
    with connect(settings.database_url) as database:  # a pool tries for seconds before it refuses
        must_be_migrated(database)
    if not settings.public_address:
        settings = settings.model_copy(update={"public_address": door.address})
    service = create_service(settings)
    _must_be_ready(service)
    server = _Server(
        configuration(
            create_app(service),
            settings,
            loop="uvloop",  # the plain loop adds 44 ms to every answer where there are workers
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
    )
    collect_rarely()
    with worker_beside(settings):
        listening(door.address)
        ending.run(server, door.listener)


def collect_rarely() -> None:
    """Let what is there for good never be looked through again, and what comes by the thousand less
    often: that held all requests for 90 ms, and was a tenth of a redline."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(MANY_OBJECTS, 20, 20)


def _must_be_ready(service: Service) -> None:
    wrong = {name: said for name, said in checked(service).items() if said != "ok"}
    if wrong:
        service.pool.close()
        found = "; ".join(f"{name}: {said}" for name, said in wrong.items())
        raise NotServed(f"Der Dienst ist nicht bereit ({found}).")
