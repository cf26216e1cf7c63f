"""What is printed shows what is stored, sign for sign, and commands no terminal."""

from __future__ import annotations

import json
import re

import pytest
from rich.console import Console

from review_service.cli.terminal import ANSWERS, ERRORS, print_lines, table
from review_service.service import Service
from tests.api.way import Way
from tests.cli.conftest import Terminal
from tests.pages.hands import Hands
from tests.store.acts import submitted

CODES = "Das Verhältnis ist 1:m:n, siehe Teil:a: und Nr.:o:5. Die Ampel :x: steht. :smile: :100:"
HOSTILE = "Sichtbar \x1b[8mverborgen\x1b[0m \x9b31m \u202etug\u202c \u200b\u2066b"
TAMED = "Sichtbar \ufffd[8mverborgen\ufffd[0m \ufffd31m \ufffdtug\ufffd \ufffd\ufffdb"
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("console", [ANSWERS, ERRORS])
@pytest.mark.parametrize("style", [None, "bold"])
def test_words_are_printed_as_they_are_but_for_what_a_terminal_obeys(
    console: Console, style: str | None
) -> None:
    with console.capture() as caught:
        console.print(CODES, style=style)
        console.print(HOSTILE, style=style)
        console.print("a\x85b\u2028c\ud800", style=style)
    assert caught.get() == f"{CODES}\n{TAMED}\na\ufffdb\ufffdc\ufffd\n"


def test_tables_and_lines_are_too() -> None:
    rows = table("Vorgabe")
    rows.add_row(HOSTILE)
    rows.add_row("[red]:x:[/red] 👨\u200d👩\u200d👧")
    with ANSWERS.capture() as caught:
        ANSWERS.print(rows)
        print_lines((HOSTILE, ":m:"))
    assert [line.rstrip() for line in caught.get().splitlines()[1:]] == [
        TAMED, "[red]:x:[/red] 👨\u200d👩\u200d👧", f"{TAMED}  :m:",
    ]  # fmt: skip


def test_what_came_in_before_is_replayed_tamed_and_as_json_right(
    on: Terminal, service: Service
) -> None:
    draft = str(submitted(service.reviews, f"# T\n\n{CODES}\n\n{HOSTILE}\n"))
    for command in (("replay", draft), ("draft", "show", draft), ("draft", "list")):
        assert not OBEYED.search(on(*command).said)
    assert f"# T\n\n{CODES}\n\n{TAMED}\n" in on("replay", draft).said

    said = on("replay", draft, "--json").said
    assert not OBEYED.search(said)
    assert json.loads(said)["text"] == f"# T\n\n{CODES}\n\n{HOSTILE}\n"


def test_a_title_is_listed_sign_for_sign(on: Terminal, service: Service) -> None:
    way = Way(Hands(service).api, title="Teil:b: offen", text=CODES)
    way.submit()
    assert "Teil:b: offen" in on("draft", "list").said
    assert CODES in on("replay", way.id).said


@pytest.mark.parametrize("name", ["\x1b[31mrot", "a\u202eb", "\x9b2J"])
def test_a_refusal_repeats_nothing_a_terminal_obeys(terminal: Terminal, name: str) -> None:
    answer = terminal("redline", name, name)
    assert answer.status == 1 and "\ufffd" in answer.error
    assert not OBEYED.search(answer.error)
