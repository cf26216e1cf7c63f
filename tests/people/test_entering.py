"""A person an act enters in the register, and the event that tells of it: both or neither."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from psycopg import DatabaseError

from review_service.acts import admitting, appointing, registering, suggesting
from review_service.acts.doing import Doing
from review_service.acts.requests.persons import NewPerson
from review_service.acts.requests.seats import NewAppointment
from review_service.acts.requests.suggestions import NewSuggestion
from review_service.people import accounts
from review_service.service import Service
from tests.api.callers import Callers
from tests.conftest import Urls

NAME = "Neue Person"


def appoint(service: Service) -> object:
    new = NewAppointment(seat="mitglied", name=NAME, since=service.today)
    return appointing.appoint(doing(service, "office"), "beirat-05", new)


def suggest(service: Service) -> object:
    new = NewSuggestion(name=NAME, organisation="Verein", themes=["bildung"], consent=True)
    return suggesting.collect(doing(service, "office"), new)


def enter(service: Service) -> object:
    return registering.enter(doing(service, "office"), NewPerson(name=NAME))


def open_account(service: Service) -> object:
    return admitting.open_for_new(doing(service, "admin"), "neu", NewPerson(name=NAME))


ENTERING = (appoint, suggest, enter, open_account)


def doing(service: Service, name: str) -> Doing:
    with service.pool.connection() as database:
        account = accounts.by_name(database, name, service.today)
    assert account
    return Doing(service, account, service.ordnung)


def stored(service: Service) -> tuple[list[Any], list[Any]]:
    """Give the names in the register, and the events of persons."""
    with service.pool.connection() as database:
        names = database.execute(
            "SELECT display_name FROM people.register WHERE display_name = %s", (NAME,)
        )
        events = database.execute("SELECT topic FROM log.event WHERE topic LIKE 'Person.%%'")
        return names.fetchall(), events.fetchall()


@contextmanager
def failing(urls: Urls, table: str) -> Iterator[None]:
    """Let the database refuse every row of a table, as a disk does that is full."""
    with psycopg.connect(urls.superuser, autocommit=True) as connection:
        connection.execute(
            "CREATE FUNCTION public.full_disk() RETURNS trigger LANGUAGE plpgsql AS"
            " $$BEGIN RAISE disk_full; END$$"
        )
        connection.execute(
            f"CREATE TRIGGER full_disk BEFORE INSERT ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION public.full_disk()"
        )
        yield
        connection.execute("DROP FUNCTION public.full_disk CASCADE")


@pytest.mark.parametrize("table", ["log.event", "people.register"])
@pytest.mark.parametrize("act", ENTERING)
def test_where_one_of_both_cannot_be_saved_nobody_is_entered_and_nothing_is_told(
    service: Service, urls: Urls, act: Any, table: str
):
    Callers(service)
    before = stored(service)
    with failing(urls, table), pytest.raises(DatabaseError):
        act(service)
    assert stored(service) == before == ([], before[1])
    act(service)
    names, events = stored(service)
    assert len(names) == 1 and len(events) > len(before[1])
