"""Elections in the states their pages are looked at in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import httpx

from domain.election.election import Election
from domain.election.values import Organisation
from domain.gremium import Actor, Role
from domain.naming import slug_of
from domain.procedure.termin import Termin, day_of
from review_service.people import accounts
from tests.browser.conftest import Site

CALLED, BEFORE, MEETS = (
    "2019-11-18T09:00:00+01:00", "2020-01-06T10:00:00+01:00", "2020-01-11T11:00:00+01:00",
)  # fmt: skip
MET_ON = date(2020, 1, 11)
NAMES = (
    "Verein für interkulturelle Nachbarschaft", "Deutsch-Türkische Gesellschaft Linden e. V.",
    "Afrikanischer Dachverband", "Frauen*treff Nordstadt", "Bildungsbrücke e. V.", "MiSO-Netz",
)  # fmt: skip


def elections(site: Site) -> dict[str, str]:
    """Hold elections beside the demo's, which is concluded; gives their ids: one with open
    nominations, one whose tellers differ, one before a lot, one that was called off."""
    items = site.ask("elections")["items"]
    until = "2999-01-01T12:00:00+01:00"
    return {
        "wahl-offen": _Election(site, deadline=until).nominate(2).id,
        "wahl-zaehlung": _Election(site).nominate(5).hold(1).count(2, 1, 1, 1, 1, last=-1).id,
        "wahl-los": _Election(site).nominate(3).hold(2).count(2, 2, 2).id,
        "wahl-abgebrochen": _Election(site).nominate(2).abandon().id,
        "wahl-fertig": next(one["id"] for one in items if one["stage"] == "concluded"),
    }


class _Election:
    def __init__(self, site: Site, deadline: str = "2020-01-10T12:00:00+01:00") -> None:
        self.site = site
        self.id = str(self._call(datetime.fromisoformat(deadline)))
        self.path = f"elections/{self.id}"

    def _call(self, deadline: datetime) -> UUID:
        """Record a call: through the API no second election runs for the same seats."""
        service = self.site.service
        terms = service.ordnung.elections["mso"]
        with service.pool.connection() as database:
            office = accounts.by_name(database, "oe-50-6", service.today)
        assert office
        roll = {slug_of(name, "organisation"): name for name in NAMES}
        election = Election.call(
            terms=terms, gremium=service.ordnung.bodies[terms.body].gremium,
            roll=[Organisation(slug=slug, name=name) for slug, name in roll.items()],
            meeting=Termin(words="in Halle 5", begins=max(MET_ON, day_of(deadline))),
            deadline=deadline,
            by=Actor(
                person=office.pseudonym, body=service.ordnung.bodies["oe-50-6"].gremium,
                role=Role.OFFICE,
            ),
            at=datetime.fromisoformat(CALLED),
        )  # fmt: skip
        service.reviews.record(election)
        return election.id

    def _post(self, act: str, at: str, **body: Any) -> Any:
        answer = httpx.post(
            f"{self.site.address}/api/{self.path}{act}", json={"occurred_at": at, **body},
            headers={"Authorization": "Bearer demo-oe-50-6"}, timeout=60,
        )  # fmt: skip
        assert answer.status_code == 201, answer.text
        return answer.json()

    @property
    def _now(self) -> Any:
        return self.site.ask(self.path)

    def nominate(self, many: int) -> _Election:
        people = ("Kim Yılmaz", "Lou Mbeki", "Mika Nowak", "Noa Haddad", "Oksana Bondar")
        for one, name in list(zip(self._now["roll"], people, strict=False))[:many]:
            body = {"organisation": one["slug"], "name": name, "consent": True}
            self._post("/nominations", BEFORE, **body)
        return self

    def hold(self, round: int) -> _Election:
        took_part = [one["slug"] for one in self._now["roll"]]
        tellers = ["Ada Roth", "Bo Lindner"]
        self._post("/rounds", MEETS, round=round, took_part=took_part, tellers=tellers)
        return self

    def abandon(self) -> _Election:
        self._post("/abandonment", MEETS, reason="Im Wählerverzeichnis fehlten Organisationen.")
        return self

    def count(self, *votes: int, last: int = 0) -> _Election:
        """Let two tellers count; the second counts so many more for the last one."""
        held = self._now["rounds"][-1]
        for teller, more in (("Ada Roth", 0), ("Bo Lindner", last)):
            told = [*votes[:-1], votes[-1] + more]
            given = dict(zip(held["candidates"], told, strict=True))
            body = {"round": held["round"], "teller": teller, "ballots": sum(told), "invalid": 0}
            self._post("/counts", MEETS, **body, votes=given)
        return self
