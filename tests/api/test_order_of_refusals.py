"""Who one is, what one may see, what one may do, what is malformed, what a rule forbids."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from domain.gremium import Role
from tests.api.callers import Callers
from tests.api.way import DRAFT, Way, problem

ACTS = ("revisions", "submission", "withdrawal", "statements", "consultation", "decisions")
MALFORMED = (b"", b"{", b"[]", b'{"x": 1}', b"\xff", b"null", b'{"text": "\\ud800"}', b"[" * 5000)
NOBODY = "admin"
"""May read what is submitted and do nothing."""


def refusal(answer: Any) -> int:
    problem(answer)
    return int(answer.status_code)


@pytest.mark.parametrize("act", ACTS)
def test_401_then_404_then_403_then_422_then_409(api: Callers, act: str) -> None:
    unseen, seen = Way(api), Way(api).submit()
    for raw in MALFORMED:
        bad = {"Idempotency_Key": "k" * 300, "If_Match": "x" * 2000}
        unsigned = api[NOBODY].client.post(
            f"{seen.path}/{act}", content=raw, headers={"Authorization": "Bearer falsch"}
        )
        assert refusal(unsigned) == 401, raw
        assert refusal(api[NOBODY].send(f"{unseen.path}/{act}", raw, **bad)) == 404, raw
        assert refusal(api[NOBODY].send(f"/api/drafts/{uuid4()}/{act}", raw, **bad)) == 404, raw
        assert refusal(api[NOBODY].send(f"/api/drafts/keine/{act}", raw, **bad)) == 404, raw
        assert refusal(api[NOBODY].send(f"{seen.path}/{act}", raw, **bad)) == 403, raw


def test_authoring_is_refused_before_its_body_is_read(api: Callers) -> None:
    for raw in MALFORMED:
        assert refusal(api["beirat-01"].send("/api/drafts", raw)) == 403, raw
        assert refusal(api["chair"].send("/api/drafts", raw)) == 422, raw
    large = b" " * 16_000_001
    assert refusal(api["beirat-01"].send("/api/drafts", large)) == 403


def test_a_malformed_request_is_said_before_a_rule_is_broken(api: Callers) -> None:
    way = Way(api).submit()
    decision = {"revision": 2, "outcome": "return", "vorgaben": []}
    assert refusal(way.post("steering", "decisions", **decision)) == 409
    assert refusal(way.post("steering", "decisions", **decision, mehr=1)) == 422
    statement = {"body": "beirat-01", "revision": 1, "position": "zustimmend", "text": "Ja."}
    quoted = {**statement, "passages": [{"exact": "steht nicht da"}]}
    office = api.with_seats("both", ("beirat-01", Role.MEMBER), ("oe-50-6", Role.OFFICE))
    future = {"occurred_at": "2999-01-01T00:00:00Z"}
    path = f"{way.path}/statements"
    assert refusal(office.post(path, {**statement, **future})) == 409
    assert refusal(office.post(path, {**quoted, **future})) == 422
    assert refusal(way.post("beirat-01", "statements", **quoted, **future)) == 403


def test_another_bodys_statement_is_refused_before_its_passages_are_sought(api: Callers) -> None:
    way = Way(api).submit()
    body = {"body": "beirat-02", "revision": 1, "position": "bedenken", "text": "Nein."}
    answer = way.post("beirat-01", "statements", **body, passages=[{"exact": "fehlt"}])
    assert (refusal(answer), problem(answer)["title"]) == (403, "OnlyTheBodySpeaksForItself")


def test_another_groups_theme_is_another_chairs(api: Callers) -> None:
    answer = api["other-chair"].post("/api/drafts", DRAFT)
    assert (refusal(answer), problem(answer)["title"]) == (403, "OnlyTheChairDoesThis")


def test_what_is_no_json_is_said_so(api: Callers) -> None:
    form = api["chair"].send("/api/drafts", b"paper=x", Content_Type="text/plain")
    assert (refusal(form), problem(form)["title"]) == (415, "NotJson")
    assert refusal(api["chair"].send("/api/drafts", b"{", Content_Type="application/json")) == 422
