"""Files under /static: kept for good by browsers, compressed as they can read it, no others."""

from __future__ import annotations

import gzip
import re

import pytest
from fastapi.testclient import TestClient

from review_service.app import create_app
from review_service.service import Service


@pytest.fixture
def client(service: Service) -> TestClient:
    return TestClient(create_app(service))


def address(client: TestClient, name: str) -> str:
    stem, end = name.split(".")
    (found,) = re.findall(rf'"(/static/{stem}-\w{{8}}\.{end})"', client.get("/anmelden").text)
    return str(found)


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("BR", "br"),
        ("identity", None),
        ("br;q=0.0, gzip; q=0", None),
        ("", None),
    ],
)
def test_a_browser_gets_what_it_can_read(
    client: TestClient, accepted: str, coding: str | None
) -> None:
    asked = address(client, "app.css")
    with client.stream("GET", asked, headers={"accept-encoding": accepted}) as answer:
        raw = b"".join(answer.iter_raw())
    assert answer.headers.get("content-encoding") == coding
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert int(answer.headers["content-length"]) == len(raw)
    plain = client.get(asked, headers={"accept-encoding": ""}).content
    if coding == "gzip":
        assert gzip.decompress(raw) == plain
    assert (len(raw) < len(plain)) == (coding is not None)


def test_each_encoding_has_a_tag_of_its_own_that_spares_its_bytes(client: TestClient) -> None:
    asked = address(client, "kern.css")
    tags = {}
    for accepted in ("br", "gzip", ""):
        tags[accepted] = client.head(asked, headers={"accept-encoding": accepted}).headers["etag"]
    assert len(set(tags.values())) == 3
    for accepted, tag in tags.items():
        said = {"accept-encoding": accepted, "if-none-match": f'"other", {tag}'}
        answer = client.get(asked, headers=said)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == tag
    other = client.get(asked, headers={"accept-encoding": "br", "if-none-match": tags[""]})
    assert other.status_code == 200


def test_nothing_else_is_answered(client: TestClient) -> None:
    asked = address(client, "app.css")
    wrong = (
        re.sub(r"-\w{8}", "-AAAAAAAA", asked), asked + ".br", "/static/sources", "/static/app.css",
        "/static/..%2Fsources", "/static/", "/static/kern/kern.min.css",
    )  # fmt: skip
    for path in wrong:
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert answer.headers["cache-control"] == "no-store", path
    assert client.post(asked).status_code == 405


def test_fonts_come_as_they_are(client: TestClient) -> None:
    style = client.get(address(client, "app.css")).text
    fonts = set(re.findall(r"fira-sans-latin-\S+?\.woff2", style))
    assert len(fonts) == 4
    for font in fonts:
        answer = client.get(f"/static/{font}", headers={"accept-encoding": "br"})
        assert (answer.status_code, answer.headers["content-type"]) == (200, "font/woff2")
        assert "content-encoding" not in answer.headers


def test_the_imprint_leads_to_the_licences(client: TestClient) -> None:
    (found,) = re.findall(
        r'href="(/static/licences-\w+\.txt)"', client.get("/hinweise/impressum").text
    )
    assert "fira-sans" in client.get(found).text
