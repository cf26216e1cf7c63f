"""The page for integrators does what it says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from review_service.app import create_app
from review_service.database import open_pool
from review_service.demo.loader import load
from review_service.reviews import Reviews
from review_service.service import Service
from review_service.settings import Settings
from tests.api.callers import Caller, Callers
from tests.conftest import Server

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
REQUEST = re.compile(
    r"```http\n(?P<method>[A-Z]+) (?P<path>\S+)\n(?P<headers>.*?)\n\n(?P<body>.*?)```", re.DOTALL
)


@pytest.fixture
def demo(server: Server) -> Iterator[FastAPI]:
    """The service with the demo in it."""
    with server.database("migrated") as urls:
        load(urls.owner, urls.application)
        with open_pool(urls.application, size=4) as pool:
            yield create_app(Service(Settings(), pool, Reviews(pool)))


def test_its_requests_lead_a_draft_the_way_it_tells(demo: FastAPI) -> None:
    id = ""
    sent = list(REQUEST.finditer(PAGE))
    for request in sent:
        headers = dict(line.split(": ", 1) for line in request["headers"].splitlines())
        caller = Caller(demo, headers.pop("Authorization").removeprefix("Bearer "))
        answer = caller.client.request(
            request["method"], request["path"].format(id=id), json=json.loads(request["body"]),
            headers=headers,
        )  # fmt: skip
        assert answer.status_code == 201, (request[0], answer.text)
        id = id or answer.json()["id"]
    assert len(sent) == 10


def test_it_names_every_call(api: Callers) -> None:
    told = set(re.findall(r"(GET|POST|DELETE) (/api/[^\s`?]+)", PAGE))
    paths = api.app.openapi()["paths"]
    calls = {(method.upper(), path) for path, methods in paths.items() for method in methods}
    assert told == calls


def references(schema: Any) -> Iterator[str]:
    """Every `$ref` in a document, and every one a discriminator maps to."""
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"]
        if isinstance(schema.get("discriminator"), dict):
            yield from schema["discriminator"].get("mapping", {}).values()
        for inner in schema.values():
            yield from references(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from references(inner)


def test_whatever_its_document_refers_to_is_in_it(api: Callers) -> None:
    document = api.app.openapi()
    there = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    meant = set(references(document))
    assert len(meant) > 100
    assert meant - there == set()
    assert there - meant == set(), "described and never used"
