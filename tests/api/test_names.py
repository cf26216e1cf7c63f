"""Titles and names: none is invisible, turns the direction of writing or holds a control."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from httpx import Response

from tests.api.callers import Callers
from tests.api.test_elections import BEFORE, Electing, call
from tests.api.test_gremien import appoint
from tests.api.test_persons import NEW as PERSON
from tests.api.test_suggestions import NEW as SUGGESTION
from tests.api.way import DRAFT, problem

Naming = Callable[[Callers, str], Response]
SEEN_AS = {"\u202e": "U+202E", "\u2066": "U+2066", "\x1b": "U+001B", "\x9b": "U+009B"}


def _posting(who: str, path: str, body: dict[str, Any], field: str) -> Naming:
    return lambda api, name: api[who].post(path, {**body, field: name})


def _electing(act: str, **body: Any) -> Naming:
    def naming(api: Callers, name: str) -> Response:
        election = Electing(api)
        answer = election.tries(act, BEFORE, name=name, **body)
        election.does("abandonment", reason="Nur versucht.")
        return answer

    return naming


def _recutting(
    theme: str = "Jugend", group: str = "Gruppe Jugend"
) -> Callable[[Callers], Response]:
    body = {
        "theme": {"slug": "jugend", "name": theme, "lead": "dezernat-4", "group": "gruppe-jugend"},
        "new_group": group, "reason": "Es fehlt.",
    }  # fmt: skip
    return lambda api: api["office"].post("/api/procedure/recuts", body)


NAMES: dict[str, tuple[str, Naming]] = {
    "a draft": ("title", _posting("chair", "/api/drafts", DRAFT, "title")),
    "a person": ("name", _posting("office", "/api/persons", PERSON, "name")),
    "a suggesting organisation": (
        "organisation", _posting("office", "/api/suggestions", SUGGESTION, "organisation"),
    ),
    "a suggested person": ("name", _posting("office", "/api/suggestions", SUGGESTION, "name")),
    "an organisation that may vote": (
        "organisations.0",
        lambda api, name: api["office"].post("/api/elections", {**call(), "organisations": [name]}),
    ),
    "an organisation that comes later": ("name", _electing("roll", reason="Antrag.")),
    "a candidate": ("name", _electing("nominations", organisation="verein-1", consent=True)),
    "whoever takes a seat": ("name", lambda api, name: appoint(api["office"], name=name)),
    "a Themenfeld": ("theme.name", lambda api, name: _recutting(theme=name)(api)),
    "its group": ("new_group", lambda api, name: _recutting(group=name)(api)),
}  # fmt: skip


@pytest.mark.parametrize("of", NAMES)
def test_a_name_is_refused_at_its_field(api: Callers, of: str) -> None:
    field, naming = NAMES[of]
    for sign, said in SEEN_AS.items():
        answer = naming(api, f"Verein {sign}A")
        (error,) = problem(answer)["errors"]
        assert (answer.status_code, error["field"]) == (422, field)
        assert f"keine unsichtbaren Steuerzeichen, hier {said} hinter „Verein “" in error["message"]
    for invisible in ("\u200b", "\u3164 \u2800"):
        answer = naming(api, invisible)
        assert (answer.status_code, problem(answer)["errors"][0]["field"]) == (422, field)


@pytest.mark.parametrize(
    "roll",
    [
        ["Verein A", "Verein A\u200b", "Verein \u2060A"],
        ["Verein Brücke e.V.", "Verein Brücke e. V."],
        ["Verein A-B", "Verein A–B"],
        ["Mandela’s", "Mandela's"],
        ["Verein Bru\u0308cke", "Verein BRÜCKE"],
        ["Verein C", "Verein D", "Verein Brücke", "Verein  Bruecke"],
        ["Клуб", "клуб\u200e"],
    ],
)
def test_an_organisation_stands_once_on_the_roll_however_it_is_spelt(
    api: Callers, roll: list[str]
) -> None:
    answer = api["office"].post("/api/elections", {**call(), "organisations": roll})
    assert answer.status_code == 409
    assert problem(answer)["title"] == "AnOrganisationStandsOnceOnTheRoll"


def test_nor_does_it_come_onto_the_roll_later(api: Callers) -> None:
    election = Electing(api)
    for name in ("verein 1", "Verein\u200b 1", "Verein – 1"):
        answer = election.tries("roll", BEFORE, name=name, reason="Antrag.")
        assert problem(answer)["title"] == "AnOrganisationStandsOnceOnTheRoll"
        assert "steht schon im Wählerverzeichnis, als „Verein 1“." in problem(answer)["detail"]


def test_other_organisations_of_one_slug_are_told_apart(api: Callers) -> None:
    names = ["Verein C", "Verein C++", "Клуб", "Союз", "Союз A", "Клуб A"]
    answer = api["office"].post("/api/elections", {**call(), "organisations": names})
    assert answer.status_code == 201
    roll = api["office"].get(f"/api/elections/{answer.json()['id']}").json()["roll"]
    assert {one["name"] for one in roll} == set(names)
    assert len({one["slug"] for one in roll}) == len(names)
