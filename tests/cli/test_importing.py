"""`review-service draft import`: a file's text, and what was understood of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Terminal
from tests.word.making import docx, p, r, style
from tests.word.test_tracked import CASES


@pytest.fixture
def put(tmp_path: Path) -> Path:
    body = p("Titel", style="h") + p(r("Von Hand", "b")) + p("Text für Bürger*innen.")
    (tmp_path / "a.docx").write_bytes(docx(body, styles=style("heading 1", ident="h")))
    (tmp_path / "offen.docx").write_bytes(docx(CASES["words"][0]))
    (tmp_path / "kein.docx").write_text("Nur Text.")
    (tmp_path / "a.md").write_text("## Text\n")
    return tmp_path


def test_the_text_goes_out_and_what_was_understood_is_said_beside_it(
    terminal: Terminal, put: Path
) -> None:
    answer = terminal("draft", "import", str(put / "a.docx"))
    assert (answer.status, answer.said) == (
        0, "# Titel\n\n**Von Hand**\n\nText für Bürger*innen.\n",
    )  # fmt: skip
    assert "Eine Überschrift und zwei Absätze." in answer.error
    assert "Überschrift? 1: Von Hand" in answer.error


def test_proposed_headings_are_taken_where_that_is_wanted(terminal: Terminal, put: Path) -> None:
    assert "## Von Hand" in terminal("draft", "import", str(put / "a.docx"), "--headings").said
    assert terminal("draft", "import", str(put / "a.md")).said == "## Text\n"


def test_open_changes_stop_until_it_is_said_what_becomes_of_them(
    terminal: Terminal, put: Path
) -> None:
    file = str(put / "offen.docx")
    stopped = terminal("draft", "import", file)
    assert (stopped.status, stopped.said) == (1, "")
    assert "Eingefügt (Erika, 04.05.2026): „neuen“" in stopped.error
    assert terminal("draft", "import", file, "--changes", "rejected").said == "Die alten Wege\n"


def test_the_answer_of_the_api_is_there_too(terminal: Terminal, put: Path) -> None:
    told = json.loads(terminal("draft", "import", str(put / "offen.docx"), "--json").said)
    assert told["text"] is None and len(told["changes"]) == 2
    assert told["source"]["format"] == "docx" and len(told["source"]["sha256"]) == 64


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("kein.docx", "endet auf .docx, ihr Inhalt ist aber etwas anderes"),
     ("fehlt.docx", "gibt es nicht"), (".", "lässt sich nicht lesen")],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_a_sentence(
    terminal: Terminal, put: Path, name: str, sentence: str
) -> None:
    answer = terminal("draft", "import", str(put / name))
    assert answer.status == 1 and sentence in " ".join(answer.error.split())
