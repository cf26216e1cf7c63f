"""`review-service migrate`, `rebuild`, `status`, and the one sentence for what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from projections import DEFERRED, rebuild
from review_service.cli import operating
from review_service.database import connect
from review_service.demo import accounts as demo_accounts
from review_service.embedded_postgres import EmbeddedPostgres
from review_service.worker.working import WORKER_LOCK
from tests.cli.conftest import Terminal
from tests.conftest import Server, Urls
from tests.demo.running import data_folder
from tests.store.tables import contents

NOBODY = "postgresql://review_app@127.0.0.1:1/review?connect_timeout=5"
"""An address where no server listens."""


@pytest.fixture
def folder() -> Iterator[Path]:
    with data_folder() as path:
        yield path


@pytest.fixture
def new_urls(server: Server) -> Iterator[Urls]:
    """A database in which nothing is set up yet."""
    with server.database("empty") as urls:
        yield urls


def test_status_says_what_was_checked_and_where_each_draft_stands(on_demo: Terminal):
    answer = on_demo("status")

    assert answer.status == 0
    assert answer.said.count("in Ordnung") == 4
    assert "Angenommen, 2. Runde" in answer.said


def test_status_says_whether_a_worker_works_and_how_far_it_is(on_demo: Terminal, demo: Urls):
    away = on_demo("status")
    with connect(demo.application) as database:
        database.execute("SELECT pg_advisory_lock(%s, %s)", WORKER_LOCK)
        works = on_demo("status")

    assert re.search(r"Worker +läuft nicht", away.said)
    assert re.search(r"Worker +arbeitet", works.said)
    assert (away.status, works.status) == (0, 0)
    assert away.said.count("auf dem Stand\n") == len(DEFERRED)


def test_status_is_an_error_where_something_is_not_as_it_must_be(terminal: Terminal, demo: Urls):
    answer = terminal("status", DATABASE_URL=demo.superuser)

    assert answer.status == 1
    assert "Rollen       DATABASE_URL names a role that owns the log" in answer.said


def test_migrate_sets_a_new_database_up_and_again_changes_nothing(
    terminal: Terminal, new_urls: Urls
):
    settings = {"DATABASE_URL": new_urls.application, "OWNER_DATABASE_URL": new_urls.owner}
    first, second = terminal("migrate", **settings), terminal("migrate", **settings)

    assert "Neu aufgebaut: drafts" in first.said
    assert (second.status, "Neu aufgebaut" in second.said) == (0, False)
    assert terminal("status", **settings).status == 0


def test_only_the_owner_migrates(terminal: Terminal, new_urls: Urls):
    answer = terminal("migrate", DATABASE_URL=new_urls.application)

    assert answer.status == 1
    assert "OWNER_DATABASE_URL ist nicht gesetzt." in answer.error


@pytest.mark.parametrize("set_up", [False, True])
def test_the_application_s_role_is_refused_as_owner(
    terminal: Terminal, urls: Urls, new_urls: Urls, set_up: bool
):
    role = urls.application if set_up else new_urls.application
    answer = terminal("migrate", DATABASE_URL=role, OWNER_DATABASE_URL=role)

    assert answer.status == 1
    assert "Die Rolle in OWNER_DATABASE_URL darf diese Datenbank nicht einrichten" in answer.error


def test_rebuild_says_how_many_events_and_gives_equal_tables(terminal: Terminal, demo: Urls):
    with connect(demo.application) as database:
        before = contents(database)
        (events,) = database.execute("SELECT count(*) FROM log.event").fetchone()
        answer = terminal("rebuild", DATABASE_URL=demo.application)

        assert answer.said == f"Alle Lesemodelle sind aus {events} Ereignissen neu aufgebaut.\n"
        assert contents(database) == before


def test_two_rebuilds_at_once_are_refused_with_a_sentence(on: Terminal, urls: Urls):
    with connect(urls.application) as database:
        database.execute("SELECT pg_advisory_lock(%s, %s)", rebuild._ONE_REBUILD_LOCK)
        answer = on("rebuild")

    assert answer.status == 1
    assert "Lesemodelle werden gerade schon neu aufgebaut" in answer.error


COMMANDS = [
    ("status",),
    ("rebuild",),
    ("account", "list"),
    ("draft", "list"),
    ("replay", "00000000-0000-0000-0000-000000000000"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
class TestOneSentence:
    def test_where_there_is_no_database(
        self, terminal: Terminal, folder: Path, command: tuple[str, ...]
    ):
        answer = terminal(*command, DATA_DIR=str(folder))

        assert (answer.status, answer.said) == (1, "")
        assert answer.error.startswith("Es gibt noch keine Datenbank: DATABASE_URL")
        assert list(folder.iterdir()) == []

    def test_where_the_server_does_not_answer(self, terminal: Terminal, command: tuple[str, ...]):
        answer = terminal(*command, DATABASE_URL=NOBODY)

        assert (answer.status, answer.said) == (1, "")
        assert answer.error.startswith("Der Datenbankserver ist nicht erreichbar:")
        assert answer.error.count("\n") == 1

    def test_where_the_database_is_not_migrated(
        self, terminal: Terminal, new_urls: Urls, command: tuple[str, ...]
    ):
        answer = terminal(*command, DATABASE_URL=new_urls.application)

        assert (answer.status, answer.said) == (1, "")
        assert answer.error.endswith("Bitte zuerst: review-service migrate\n")


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"DATABASE_URL": "review"}, "keine gültige Adresse"),
        ({"DATABASE_URL": NOBODY, "PORT": "achttausend"}, "Eine Einstellung passt nicht: port"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused(
    terminal: Terminal, settings: dict[str, str], sentence: str
):
    answer = terminal("status", **settings)

    assert answer.status == 1
    assert sentence in answer.error


def test_without_an_address_migrate_makes_a_database_of_its_own_and_stops_it(
    terminal: Terminal, folder: Path
):
    made = terminal("migrate", DATA_DIR=str(folder))
    asked = terminal("status", DATA_DIR=str(folder))

    assert (made.status, asked.status) == (0, 0)
    assert EmbeddedPostgres(folder).pid is None


def test_the_demo_names_every_account() -> None:
    def named(pattern: str) -> list[str]:
        several = re.fullmatch(r"(\D+)(\d+) … \D+(\d+)", pattern)
        if several:
            stem, first, last = several.groups()
            numbers = range(int(first), int(last) + 1)
            return [f"{stem}{number:0{len(first)}}" for number in numbers]
        return [pattern.replace("THEMA", theme) for theme in demo_accounts.THEMES]

    said = {name for pattern, _ in operating.WHO for name in named(pattern)}
    assert said == {account.name for account in demo_accounts.ACCOUNTS}
