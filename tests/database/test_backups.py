"""What the guide says about backups holds: what it names suffices, and an older one is noticed."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from projections import deferred, rebuild
from review_service.database import connect, migrate, open_pool
from review_service.embedded_postgres.account import Account
from review_service.embedded_postgres.programs import programs
from review_service.health import checked
from review_service.reviews import Reviews
from review_service.service import Service
from review_service.settings import Settings
from tests.conftest import Server, Urls
from tests.store.acts import beirat, state, submitted
from tests.store.tables import contents

GUIDE = Path(__file__).parents[2] / "docs/operations.md"


def read_models(service: Service) -> str:
    return checked(service)["read_models"]


@contextmanager
def changed_by_hand(urls: Urls) -> Iterator[psycopg.Connection[Any]]:
    """As somebody who owns the log may, and as restoring a backup does."""
    with psycopg.connect(urls.owner, autocommit=True) as owner:
        owner.execute("ALTER TABLE log.event DISABLE TRIGGER USER")
        yield owner
        for trigger in ("event_is_immutable", "event_is_never_truncated"):
            owner.execute(f"ALTER TABLE log.event ENABLE ALWAYS TRIGGER {trigger}")


def put_back(urls: Urls, position: int) -> None:
    with changed_by_hand(urls) as owner:
        owner.execute("DELETE FROM log.event WHERE position > %s", (position,))


def test_a_log_older_than_what_was_made_of_it_is_noticed_and_a_rebuild_mends_it(
    urls: Urls, service: Service
) -> None:
    reviews = service.reviews
    draft = submitted(reviews)
    backed_up = reviews.recorder.max_notification_id() or 0
    for number in range(3):
        state(reviews, draft, beirat(number))
    assert read_models(service) == "ok"
    put_back(urls, backed_up)
    said = read_models(service)
    assert said.startswith("run rebuild: the log is from an older backup than ")
    assert "snapshot" in said
    with connect(urls.application) as database:
        rebuild.everything(database)
        deferred.catch_up(database)
    assert read_models(service) == "ok"
    assert state(reviews, draft, beirat(0)).version == 3


@pytest.mark.parametrize(
    ("table", "written"),
    [
        ("deferred", "UPDATE views.deferred SET position = 10000"),
        (
            "seats_held",
            "INSERT INTO views.seats_held VALUES"
            " (gen_random_uuid(), 2, 'b', 'k', 's', 'r', 'p', now(), NULL, false, '', '')",
        ),
        (
            "elections",
            "INSERT INTO views.elections (election, version, body, seats, called_at) VALUES"
            " (gen_random_uuid(), 1, 'b', '{}', now())",
        ),
    ],
)
def test_so_it_is_by_whatever_else_knows_more(
    urls: Urls, service: Service, table: str, written: str
) -> None:
    with psycopg.connect(urls.application, autocommit=True) as application:
        application.execute(written)
    said = read_models(service)
    assert said.startswith("run rebuild: the log is from an older backup than ")
    assert table in said or table == "deferred"


def test_the_documented_schemas_suffice_to_begin_again_beside(
    server: Server, urls: Urls, service: Service, tmp_path: Path
) -> None:
    draft = submitted(service.reviews)
    state(service.reviews, draft, beirat(0))
    tools = programs(Account.serving(server.postgres.cluster), server.postgres.folder)
    commands = re.findall(r"^pg_(?:dump|restore) .*$", GUIDE.read_text(), re.M)
    with server.database("empty") as beside:
        settings = {
            **os.environ,
            "PATH": f"{tools}:{os.environ['PATH']}",
            "OWNER_DATABASE_URL": urls.owner,
            "BESIDE": beside.owner,
        }
        for command in commands:
            subprocess.run(["sh", "-c", command], env=settings, cwd=tmp_path, check=True)
        migrate(beside.owner, beside.application)
        with connect(urls.application) as before, connect(beside.application) as after:
            assert contents(after) == contents(before)
        with open_pool(beside.application, size=2) as pool:
            reviews = Reviews(pool)
            assert checked(Service(Settings(), pool, reviews))["read_models"] == "ok"
            assert state(reviews, draft, beirat(1)).counts
            with (
                pytest.raises(psycopg.Error, match="append-only"),
                psycopg.connect(beside.owner) as owner,
            ):
                owner.execute("DELETE FROM log.event")
