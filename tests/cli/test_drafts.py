"""`review-service draft` and `replay`: how drafts stand, and how they stood."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from domain.source import Resolution
from review_service.app import create_app, create_service
from review_service.settings import Settings
from review_service.word.understanding import look_through
from tests.cli.conftest import Terminal
from tests.conftest import Urls
from tests.word.taking import Read, parts, taken


@pytest.fixture
def bildung(on_demo: Terminal) -> str:
    """The id of the draft that is in its third round."""
    (line,) = (
        line for line in on_demo("draft", "list").said.splitlines() if "Bildung in der" in line
    )
    return line.split()[0]


def test_the_list_has_one_line_a_draft_with_status_round_and_revision(on_demo: Terminal):
    lines = [re.split(r" {2,}", line)[1:4] for line in on_demo("draft", "list").said.splitlines()]

    assert lines == [
        ["Stand", "Fassung", "Themenfeld"],
        ["In Beratung, 3. Runde", "3", "Bildung"],
        ["Angenommen, 2. Runde", "2", "Wirtschaft"],
        ["Zurückgegeben, 1. Runde", "1", "Soziales"],
        ["In Beratung, 2. Runde", "2", "Stadtverwaltung und Diversität"],
        ["In Erarbeitung", "2", "Stadtleben und Kultur"],
        ["In Beratung, 1. Runde", "1", "Demokratie"],
    ]


def test_a_draft_is_shown_with_matrix_open_points_vorgaben_and_text(
    on_demo: Terminal, bildung: str
):
    said = on_demo("draft", "show", bildung).said

    assert "In Beratung, 3. Runde, Fassung 3, nach 51 Ereignissen" in said
    assert re.search(r"Integrationsbeirat Ricklingen +Ablehnend, als Minderheit +Bedenken", said)
    assert re.search(r"Runder Tisch.+Wird erwartet \(zu Fassung 2: Bedenken, zählt nicht\)", said)
    assert "- Vorgabe 4 ist nur teilweise erfüllt." in said
    assert "jährlich 770.000 Euro" in said


def test_a_revision_is_written_as_a_file_of_word(on_demo: Terminal, bildung: str, tmp_path: Path):
    file = tmp_path / "bildung.docx"
    assert on_demo("draft", "export", bildung, str(file), "--since", "2", "--comments").said == ""
    data = file.read_bytes()
    said = {
        choice: "".join(one.text for one in taken(data, choice) if isinstance(one, Read))
        for choice in ("new", "old")
    }
    assert said["new"] != said["old"] and "jährlich 770.000 Euro" in said["new"]
    assert len(parts(data)["word/comments.xml"]) > 3
    on_demo("draft", "export", bildung, str(file), "--revision", "2")
    assert (
        "".join(one.text for one in taken(file.read_bytes(), "new") if isinstance(one, Read))
        == said["old"]
    )


def test_a_revision_is_written_for_libreoffice(on_demo: Terminal, bildung: str, tmp_path: Path):
    file = tmp_path / "bildung.odt"
    assert on_demo("draft", "export", bildung, str(file), "--comments").said == ""
    found = look_through("bildung.odt", file.read_bytes())
    assert found.origin and found.origin.revision == 3 and len(found.comments) > 3
    assert "jährlich 770.000 Euro" in found.must_be_decided()
    on_demo("draft", "export", bildung, str(file), "--since", "2")
    changed = look_through("bildung.odt", file.read_bytes(), resolution=Resolution.ACCEPTED)
    assert changed.changes and changed.text == found.text


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["{tmp}/a.docx", "--revision", "9"], "Eine Fassung 9 hat dieser Entwurf nicht."),
        (["{tmp}/a.docx", "--since", "8"], "Eine Fassung 8 hat dieser Entwurf nicht."),
        (["{tmp}/keiner/a.docx"], "{tmp}/keiner/a.docx lässt sich nicht schreiben."),
    ],
)
def test_what_cannot_be_written_is_said(
    on_demo: Terminal, bildung: str, tmp_path: Path, options: list[str], sentence: str
):
    options = [option.format(tmp=tmp_path) for option in options]
    ended = on_demo("draft", "export", bildung, *options)
    assert ended.status == 1
    assert sentence.format(tmp=tmp_path) in " ".join(ended.error.split())


def test_nothing_outstanding_is_said_as_such(on_demo: Terminal):
    (ready,) = (
        line.split()[0]
        for line in on_demo("draft", "list").said.splitlines()
        if "Stadtverwaltung" in line
    )

    assert "Nichts steht mehr aus." in on_demo("draft", "show", ready).said


def test_a_draft_is_replayed_to_a_version(on_demo: Terminal, bildung: str):
    said = on_demo("replay", bildung, "--version", "2").said

    assert "In Beratung, 1. Runde, Fassung 1, nach zwei Ereignissen" in said
    assert "Das letzte Ereignis ist vom 20.01.2020, 11.02\u00a0Uhr." in said


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2020-02-05T18:09", "In Beratung, 1. Runde"),
        ("2020-02-05T18:10", "Zurückgegeben, 1. Runde"),
        ("2020-02-05T17:10:00+00:00", "Zurückgegeben, 1. Runde"),
        ("2020-02-05T17:10+02:00", "In Beratung, 1. Runde"),
    ],
)
def test_a_draft_is_replayed_to_a_moment_in_hannover_s_time_unless_it_names_a_zone(
    on_demo: Terminal, bildung: str, moment: str, expected: str
):
    assert expected in on_demo("replay", bildung, "--at", moment).said


def test_a_replay_to_no_moment_gives_what_stands_now(on_demo: Terminal, bildung: str):
    replayed = on_demo("replay", bildung).said.replace(
        "Das letzte Ereignis ist vom 18.03.2020, 19.30\u00a0Uhr.\n", ""
    )

    assert replayed == on_demo("draft", "show", bildung).said


@pytest.mark.parametrize("version", [1, 17, 30, 51])
def test_a_replay_as_json_is_what_the_api_answers(
    on_demo: Terminal, demo: Urls, bildung: str, version: int
):
    printed = json.loads(on_demo("replay", bildung, "--version", str(version), "--json").said)

    service = create_service(Settings(database_url=demo.application))
    with TestClient(create_app(service)) as api:
        answered = api.get(
            f"/api/drafts/{bildung}?version={version}",
            headers={"Authorization": "Bearer demo-auditor"},
        )
    assert printed == answered.json()


@pytest.mark.parametrize("unknown", ["bildung", "00000000-0000-0000-0000-000000000000"])
@pytest.mark.parametrize("command", [("draft", "show"), ("replay",)])
def test_an_unknown_draft_is_said_to_be_unknown(
    on_demo: Terminal, command: tuple[str, ...], unknown: str
):
    answer = on_demo(*command, unknown)

    assert (answer.status, answer.said) == (1, "")
    assert f"Einen Entwurf {unknown} gibt es nicht." in answer.error


@pytest.mark.parametrize(
    "until", [("--version", "52"), ("--at", "2019-11-26T10:19"), ("--at", "2018-01-01T00:00")]
)
def test_a_version_or_moment_outside_the_history_is_refused_with_its_extent(
    on_demo: Terminal, bildung: str, until: tuple[str, str]
):
    answer = on_demo("replay", bildung, *until)

    assert answer.status == 1
    assert "Versionen 1 bis 51, die erste vom 26.11.2019, 10.20" in answer.error


@pytest.mark.parametrize(
    ("moment", "times"), [("2020-03-29T02:30", "nicht"), ("2019-10-27T02:30", "zweimal")]
)
def test_a_moment_that_clocks_do_not_show_once_is_asked_about(
    on_demo: Terminal, bildung: str, moment: str, times: str
):
    answer = on_demo("replay", bildung, "--at", moment)

    assert answer.status == 1
    assert f"{moment} gibt es in Hannover {times}" in answer.error
    with_zone = on_demo("replay", bildung, "--at", f"{moment}+01:00")
    assert "kein Zeitpunkt" not in with_zone.error and "Hannover" not in with_zone.error


@pytest.mark.parametrize("moment", ["gestern", "2020-02-05", "5.2.2020 18:30", "0001-01-01T00:00"])
def test_a_moment_needs_day_and_time(on_demo: Terminal, bildung: str, moment: str):
    answer = on_demo("replay", bildung, "--at", moment)

    assert answer.status == 1
    assert f"„{moment}“ ist kein Zeitpunkt." in answer.error
