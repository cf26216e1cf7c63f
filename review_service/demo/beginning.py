"""How the demo begins: the procedure is constituted, its seats are taken, it is amended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime

from domain.aggregate import Aggregate
from domain.besetzung import Besetzung
from domain.procedure import Ordnung, Procedure, day_of
from review_service.acts.staffing import OPERATOR
from review_service.demo.accounts import ACCOUNTS, DemoAccount
from review_service.verfahren.files import shipped

CONSTITUTED = datetime(2019, 11, 1, 9, 0, tzinfo=UTC)
AMENDED = datetime(2019, 12, 2, 9, 0, tzinfo=UTC)
SINCE = date(2019, 11, 1)
"""When the seats of the demo are taken."""

Act = tuple[datetime, Callable[[], Aggregate]]
"""When something happens, and what."""


class Beginning:
    """Plays the procedure's resolutions and who takes which seat."""

    def __init__(self, persons: Mapping[str, str]) -> None:
        """`persons` are pseudonyms by account name."""
        self._persons = persons
        self._procedure: Procedure
        self._besetzungen: dict[str, Besetzung] = {}

    def on_its_day(self, moment: datetime) -> Ordnung:
        """Give the procedure that held at a moment, as far as it has been played."""
        return self._procedure.on(day_of(moment))

    def acts(self) -> Iterator[Act]:
        """Give what happens, in order."""
        yield CONSTITUTED, self._constitute
        for demo in ACCOUNTS:
            yield CONSTITUTED, lambda demo=demo: self._appoint(demo)  # type: ignore[misc]
        yield AMENDED, self._amend

    def _constitute(self) -> Aggregate:
        file = shipped("lip-2472-2019")
        self._procedure = Procedure.constitute(
            resolution=file.resolution, content=file.content, by=OPERATOR, at=CONSTITUTED
        )
        return self._procedure

    def _amend(self) -> Aggregate:
        file = shipped("lip-2822-2019")
        self._procedure.amend(
            resolution=file.resolution, content=file.content, by=OPERATOR, at=AMENDED
        )
        return self._procedure

    def _appoint(self, demo: DemoAccount) -> Aggregate:
        slug, person = demo.body.slug, self._persons[demo.name]
        if slug not in self._besetzungen:
            self._besetzungen[slug] = Besetzung.open(demo.body, by=OPERATOR, at=CONSTITUTED)
        found = self._besetzungen[slug]
        found.appoint(demo.seat, person, since=SINCE, by=OPERATOR, at=CONSTITUTED)
        return found
