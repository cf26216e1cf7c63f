"""Suggestions for expert seats in the states their pages are looked at in."""

from __future__ import annotations

from typing import Any

import httpx

from tests.browser.conftest import Site


def suggestions(site: Site) -> dict[str, str]:
    """Collect suggestions; gives their ids: one just collected, one that lies with Dezernat IV,
    one that it declined."""
    declined = _forwarded(site, "Lou Mbeki")
    _post(site, "dezernat-4", f"/{declined}/declination", reason="Alle Plätze sind besetzt.")
    return {
        "vorschlag-neu": _collected(site, "Noa Haddad"),
        "vorschlag-da": _forwarded(site, "Kim Yılmaz"),
        "vorschlag-nein": declined,
    }


def _collected(site: Site, name: str) -> str:
    found = _post(
        site, "oe-50-6", "", name=name, contact="kontakt@example.org", consent=True,
        organisation="Verein für interkulturelle Nachbarschaft und Bildung e. V.",
        themes=["bildung", "demokratie"], reason="Zwanzig Jahre Erwachsenenbildung.",
    )  # fmt: skip
    return str(found["id"])


def _forwarded(site: Site, name: str) -> str:
    found = _collected(site, name)
    _post(site, "oe-50-6", f"/{found}/forwarding", department="dezernat-4")
    return found


def _post(site: Site, account: str, act: str, **body: Any) -> Any:
    answer = httpx.post(
        f"{site.address}/api/suggestions{act}", json=body,
        headers={"Authorization": f"Bearer demo-{account}"}, timeout=60,
    )  # fmt: skip
    assert answer.status_code == 201, answer.text
    return answer.json()
