"""Proposals to cut a Themenfeld anew, for the pages that ask for an answer."""

from __future__ import annotations

import httpx

from tests.browser.conftest import Site

YOUTH = {
    "theme": {
        "slug": "jugend", "name": "Jugend", "subthemes": ["Ausbildung", "Freizeit"],
        "lead": "dezernat-4", "group": "expertengruppe-jugend",
    },
    "new_group": "Expert*innengruppe Jugend",
    "reason": "Junge Menschen sollen für sich selbst sprechen. (Für die Demo erdacht.)",
}  # fmt: skip


def recuts(site: Site) -> dict[str, str]:
    """Propose a youth group; gives the number of the proposal."""
    answer = httpx.post(
        f"{site.address}/api/procedure/recuts", json=YOUTH,
        headers={"Authorization": "Bearer demo-oe-50-6"}, timeout=60,
    )  # fmt: skip
    assert answer.status_code == 201, answer.text
    return {"vorschlag": str(answer.json()["number"])}
