"""The shipped procedure, and accounts with seats in it: what a measured service needs to let act.

Only what asks a running service needs it; drafts alone are measured on an empty log.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from benchmarks.server import Database
from domain.gremium import Gremium, Kind, Role
from domain.procedure import Ordnung, Procedure
from review_service.acts import besetzungen
from review_service.acts.besetzungen import OPERATOR, Wish
from review_service.people import accounts
from review_service.procedure.files import shipped
from review_service.reviews import Reviews

CONSTITUTED = datetime(2019, 11, 1, 9, 0, tzinfo=UTC)
SINCE = date(2019, 11, 1)


def procedure() -> Procedure:
    """Give the shipped procedure as it was constituted; its event is pending."""
    file = shipped("lip-2472-2019")
    return Procedure.constitute(
        resolution=file.resolution, content=file.content, by=OPERATOR, at=CONSTITUTED
    )


ORDNUNG: Ordnung = procedure().on(date(2020, 1, 7))
BEIRAETE = ORDNUNG.of_kind(Kind.COUNCIL)
GROUPS = {slug: ORDNUNG.bodies[theme.group].gremium for slug, theme in ORDNUNG.themes.items()}


def only(kind: Kind) -> Gremium:
    """Give the body of a kind there is one of."""
    found = ORDNUNG.only(kind)
    assert found, f"the shipped procedure has a {kind}"
    return found


def constitute(database: Database) -> None:
    """Let a database know the procedure; its seats are empty."""
    with database.pool(1) as pool:
        Reviews(pool).record(procedure())


def seat(database: Database, *wanted: tuple[Gremium, Role]) -> None:
    """Add an account for each body, named by its slug, and give it a seat there in a role."""
    with database.as_application() as connection:
        wishes = [
            Wish(accounts.add(connection, body.slug).pseudonym, body.slug, role)
            for body, role in wanted
        ]
    with database.pool(1) as pool:
        reviews = Reviews(pool)
        changed = besetzungen.fill(
            reviews, ORDNUNG, wishes, since=SINCE, by=OPERATOR, at=CONSTITUTED
        )  # fmt: skip
        reviews.record(*changed)
