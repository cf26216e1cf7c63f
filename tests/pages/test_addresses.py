"""What a request says its host is stands in no link: whoever makes it could send others there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from review_service.app import create_app
from review_service.service import Service
from tests.api.asking import routes
from tests.pages.hands import Hands

ELSEWHERE = "boese.example"
HOST = {"host": ELSEWHERE, "x-forwarded-host": ELSEWHERE, "forwarded": f"host={ELSEWHERE}"}


def at(service: Service, address: str) -> Service:
    changed = {"public_address": address}
    return replace(service, settings=service.settings.model_copy(update=changed))


@pytest.mark.parametrize(
    ("address", "begins"),
    [
        ("https://beratung.example.org", "https://beratung.example.org/erstes-passwort/"),
        ("", "http://127.0.0.1:8000/erstes-passwort/"),
    ],
)
def test_a_one_time_link_begins_with_the_address_of_the_settings(
    service: Service, address: str, begins: str
) -> None:
    admin = Hands(at(service, address))["admin"]
    csrf = admin.open("/konten/office").value("csrf")
    issued = admin.send("/konten/office/link", [("csrf", csrf or "")], **HOST).answer
    assert issued.status_code == 200
    assert begins in issued.text and ELSEWHERE not in issued.text


def test_no_answer_leads_to_the_host_a_request_names(service: Service) -> None:
    hands = Hands(at(service, "https://beratung.example.org"))
    client = hands["admin"].client
    paths = sorted({path for _, path in routes(hands.api.app) if "{" not in path})
    assert len(paths) > 20
    for path in [path + end for path in paths for end in ("", "/")]:
        for method in ("GET", "POST"):
            answer = client.request(method, path, headers=HOST)
            said = answer.text + answer.headers.get("location", "")
            assert ELSEWHERE not in said, f"{method} {path}"


def test_static_folders_lead_nowhere_else(service: Service) -> None:
    client = TestClient(create_app(service), follow_redirects=False, headers=HOST)
    for path in ("/static", "/static/", "//boese.example/static"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert ELSEWHERE not in answer.headers.get("location", "")
