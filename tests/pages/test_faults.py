"""A fault nobody foresaw: the form comes back with what was typed, and the request ends."""

from __future__ import annotations

import asyncio

from httpx import ASGITransport, AsyncClient

from tests.api.loops import finished
from tests.api.way import DRAFT
from tests.pages.hands import Hands


def test_a_fault_behind_a_form_gives_back_what_was_typed(hands: Hands) -> None:
    with hands.service.pool.connection() as database:
        database.execute("ALTER TABLE views.current_text ADD CHECK (text <> 'Geheimtext')")
    person = hands["chair"]
    form = person.open("/entwuerfe/neu")
    typed = {
        **dict(form.fields), "text": "Geheimtext", "titel": "Leitbild", "knopf": "anlegen",
        "themenfeld": DRAFT["theme"], "papier": DRAFT["paper"], "gleichstellung": "nein",
    }  # fmt: skip

    async def send() -> tuple[int, str]:
        transport = ASGITransport(hands.api.app)
        cookies = dict(person.client.cookies)
        async with AsyncClient(transport=transport, base_url="http://t", cookies=cookies) as http:
            parts = {name: (None, str(value)) for name, value in typed.items()}
            sent = http.post("/entwuerfe/neu", files=parts)
            answer = await asyncio.wait_for(sent, timeout=20)
            return answer.status_code, answer.text

    status, page = finished(send())
    assert status == 500
    assert "Geheimtext" in page


def test_what_was_never_submitted_is_not_withdrawn_but_said_so(hands: Hands) -> None:
    way = hands.draft()
    person = hands["chair"]
    csrf = person.open(f"/entwuerfe/{way.id}/einreichen").value("csrf")
    sent = person.send(
        f"/entwuerfe/{way.id}/zurueckziehen", [("csrf", csrf or ""), ("grund", "Nein.")]
    )
    assert sent.status == 409
    assert sent.value("grund") == "Nein."
