"""Each act, posted once by its form and once by the API, makes the same event."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from review_service.service import Service
from tests.api.way import DRAFT, TEXT, Way, created
from tests.pages.hands import Hands

Before = Callable[[Way], object]
SAID = {"position": "bedenken", "text": "Die Mittel reichen bis Oktober.\nSo nicht."}
PARAGRAPH = {
    "exact": "Wir nennen Ziele.",
    "prefix": "",
    "suffix": "",
    "start": TEXT.index("Wir nennen"),
}
WORDS = {"exact": "von Anfang an"}


def _nothing(way: Way) -> None:
    pass


def _returned(way: Way) -> None:
    way.submit().give_back(1, {"text": "Kosten nennen"}, {"text": "Zeiten nennen"})


def _heard(way: Way) -> None:
    way.submit().state("beirat-01", **SAID).state("beirat-02")


def _form(path: str, button: str, who: str, **typed: str | list[str]) -> Any:
    return path, button, who, typed


ACTS: dict[str, tuple[Before, Any, tuple[str, dict[str, Any]]]] = {
    "revise": (
        _returned,
        _form(
            "ueberarbeiten", "ueberarbeiten", "management", text=TEXT + "\nNeu.\n", kurz="Neues",
            antwort_1="teilweise", grund_1="Zahlen folgen.", antwort_2="erfuellt",
        ),
        ("revisions", {
            "text": TEXT + "\nNeu.\n", "base_revision": 1, "summary": "Neues", "answers": [
                {"vorgabe": 1, "outcome": "teilweise", "reason": "Zahlen folgen."},
                {"vorgabe": 2, "outcome": "erfuellt"},
            ],
        }),
    ),
    "submit": (
        _nothing,
        _form("einreichen", "einreichen", "chair"),
        ("submission", {"revision": 1}),
    ),
    "withdraw": (
        lambda way: way.submit(),
        _form("zurueckziehen", "zurueckziehen", "chair", grund="Ein Absatz fehlt.\nLeider."),
        ("withdrawal", {"reason": "Ein Absatz fehlt.\nLeider."}),
    ),
    "state": (
        lambda way: way.submit(),
        _form(
            "stellungnahme", "stellungnahme", "beirat-01", haltung=SAID["position"],
            text=SAID["text"], absatz=["2"], zitat="von Anfang an",
        ),
        ("statements", {
            **SAID, "body": "beirat-01", "revision": 1, "passages": [PARAGRAPH, WORDS],
        }),
    ),
    "state at the Runder Tisch": (
        lambda way: way.submit(),
        _form("stellungnahme", "stellungnahme", "round-table", haltung="ablehnend", text="Nein."),
        ("statements", {
            "body": "runder-tisch", "revision": 1, "position": "ablehnend", "text": "Nein.",
        }),
    ),
    "respond": (
        lambda way: (way.submit(), way.post("office", "consultation", question="Und?")),
        _form("stellungnahme", "stellungnahme", "equality", text="Gut so."),
        ("statements", {"body": "gleichstellung", "revision": 1, "text": "Gut so."}),
    ),
    "transmit": (
        _heard,
        _form(
            "buendelung", "buendelung", "conference", haltung="zustimmend", text="Ja.",
            buendeln=["beirat-01", "beirat-02"], minderheit_beirat_01="So nicht.",
        ),
        ("statements", {
            "body": "delegiertenkonferenz", "revision": 1, "position": "zustimmend", "text": "Ja.",
            "bundles": ["beirat-01", "beirat-02"],
            "minority": [{"body": "beirat-01", "text": "So nicht."}],
        }),
    ),
    "consult": (
        lambda way: way.submit(),
        _form("ruecksprache", "ruecksprache", "office", frage="Und die Zeiten?", absatz="2"),
        ("consultation", {"question": "Und die Zeiten?", "passages": [PARAGRAPH]}),
    ),
}  # fmt: skip


def happened(way: Way) -> list[Any]:
    """What was recorded, without ids and times."""
    return [
        {
            key: value
            for key, value in event.items()
            if key not in ("position", "recorded_at", "occurred_at", "stream")
        }
        for event in way.get("auditor", "/history")["items"]
    ]


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_the_same_by_form_and_by_api(service: Service, act: str) -> None:
    before, (path, button, who, typed), (resource, body) = ACTS[act]
    hands = Hands(service)
    by_form, by_api = hands.draft(), hands.draft()
    before(by_form)
    before(by_api)
    sheet = hands[who].open(f"/entwuerfe/{by_form.id}/{path}")
    assert sheet.press(button, **typed).status == 303
    created(by_api.post(who, resource, **body))
    assert happened(by_form) == happened(by_api)
    assert len(happened(by_form)) > 1


def test_a_draft_is_begun_the_same_by_form_and_by_api(service: Service) -> None:
    hands = Hands(service)
    done = hands["chair"].open("/entwuerfe/neu").press(
        "ueberarbeiten", papier="grundsatzpapier", titel=DRAFT["title"], text=TEXT,
        gleichstellung="nein",
    )  # fmt: skip
    by_api = hands.draft()
    by_form = Way.__new__(Way)
    by_form.api = hands.api
    by_form.path = "/api/drafts/" + done.goes_to.split("/")[2].split("?")[0]
    assert happened(by_form) == happened(by_api)


@pytest.mark.parametrize(
    ("typed", "body"),
    [
        (
            {"beschluss": "zurueckgeben", "vorgabe_1_text": "Kosten", "vorgabe_1_absatz": "2"},
            {"outcome": "return", "vorgaben": [{"text": "Kosten", "passage": PARAGRAPH}]},
        ),
        (
            {"beschluss": "annehmen", "trotz": "Es eilt."},
            {"outcome": "accept", "despite": "Es eilt."},
        ),
    ],
    ids=["return", "accept"],
)
def test_a_decision_is_the_same_by_form_and_by_api(
    service: Service, typed: dict[str, str], body: dict[str, Any]
) -> None:
    hands = Hands(service)
    by_form, by_api = hands.draft().submit(), hands.draft().submit()
    sheet = hands["steering"].open(f"/entwuerfe/{by_form.id}/entscheidung")
    assert sheet.press("entscheidung", **typed).press("festhalten").status == 303
    created(by_api.post("steering", "decisions", revision=1, **body))
    assert happened(by_form) == happened(by_api)
