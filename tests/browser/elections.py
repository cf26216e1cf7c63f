"""Elections in the states their pages are looked at in."""

from __future__ import annotations

from typing import Any

import httpx

from tests.browser.conftest import Site

CALLED, BEFORE, MEETS = (
    "2019-11-18T09:00:00+01:00", "2020-01-06T10:00:00+01:00", "2020-01-11T11:00:00+01:00",
)  # fmt: skip
NAMES = (
    "Verein für interkulturelle Nachbarschaft", "Deutsch-Türkische Gesellschaft Linden e. V.",
    "Afrikanischer Dachverband", "Frauen*treff Nordstadt", "Bildungsbrücke e. V.", "MiSO-Netz",
)  # fmt: skip


def elections(site: Site) -> dict[str, str]:
    """Hold elections beside the demo's, which is concluded; gives their ids: one with open
    nominations, one whose tellers differ, one before a lot."""
    items = site.ask("elections")["items"]
    until = "2999-01-01T12:00:00+01:00"
    return {
        "wahl-offen": _Election(site, deadline=until).nominate(2).id,
        "wahl-zaehlung": _Election(site).nominate(5).hold(1).count(2, 1, 1, 1, 1, last=-1).id,
        "wahl-los": _Election(site).nominate(3).hold(2).count(2, 2, 2).id,
        "wahl-fertig": next(one["id"] for one in items if one["stage"] == "concluded"),
    }


class _Election:
    def __init__(self, site: Site, deadline: str = "2020-01-10T12:00:00+01:00") -> None:
        self.site = site
        self.path = "elections"
        meeting = {"words": "Samstag, 11.01.2020"}
        called = {"terms": "mso", "organisations": NAMES, "deadline": deadline, "meeting": meeting}
        self.id = str(self._post("", CALLED, **called)["id"])
        self.path = f"elections/{self.id}"

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
        self._post("/rounds", MEETS, round=round, took_part=took_part)
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
