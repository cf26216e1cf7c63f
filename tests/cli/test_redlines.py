"""`review-service redline`: two files compared, for a terminal, a browser, a program."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from domain.text.redline import redline
from domain.text.redline.ops import Redline
from review_service.cli.redlines import lines
from tests.cli.conftest import Terminal

OLD = """# Leitbild

Bildung beginnt früh.

Die Stadt stellt 700.000 Euro bereit.

Das bleibt, wie es ist.

Auch dieser Satz bleibt.

Dieser hier bleibt ebenso.
"""
NEW = OLD.replace("700.000", "770.000").replace("früh.\n", "früh.\n\nGanz neu ist das hier.\n")


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    old, new = tmp_path / "alt.md", tmp_path / "neu.md"
    old.write_text(OLD, "utf-8")
    new.write_text(NEW, "utf-8")
    return str(old), str(new)


def printed(found: Redline, *, whole: bool = False) -> list[str]:
    return [line.plain for line in lines(found, "alt", "neu", whole=whole)]


def test_the_terminal_shows_changes_with_their_numbers_and_a_little_around_them(
    terminal: Terminal, files: tuple[str, str]
):
    answer = terminal("redline", *files)

    assert answer.status == 0
    assert answer.said.splitlines() == [
        "alt.md → neu.md",
        "Ein Absatz ist geändert und einer ist neu. Sechs Wörter kamen hinzu, eines entfiel.",
        "",
        "Absatz 1",
        "    Bildung beginnt früh.",
        "",
        "1. Absatz neu (Absatz 2)",
        "    {+Ganz neu ist das hier.+}",
        "",
        "2. Zahl geändert (Absatz 3, früher 2)",
        "    Die Stadt stellt [-700.000-]{+770.000+} Euro bereit.",
        "",
        "Absatz 4, früher 3",
        "    Das bleibt, wie es ist.",
        "",
        "Absätze 5 und 6 sind unverändert.",
    ]


def test_what_did_not_change_is_shown_on_demand(terminal: Terminal, files: tuple[str, str]):
    said = terminal("redline", *files, "--whole").said

    assert "Dieser hier bleibt ebenso." in said and "unverändert" not in said


def test_equal_files_have_no_change_and_end_well_too(terminal: Terminal, files: tuple[str, str]):
    answer = terminal("redline", files[0], files[0])

    assert (answer.status, answer.said) == (0, "alt.md → alt.md\nKein Wort hat sich geändert.\n")


def test_moves_and_formatting_are_said_in_words():
    moving = "Schulen, die sich für den Stadtteil öffnen, erhalten Unterstützung durch das Büro."
    stay = [f"Der Absatz Nummer {n} steht immer noch da." for n in range(4)]
    wrapped = [stay[0].replace("Nummer", "\nNummer"), *stay[1:]]
    said = printed(redline("\n\n".join([moving, *stay]), "\n\n".join([*wrapped, moving])))

    assert "Früher Absatz 1 ist verschoben, siehe Änderung 1." in said
    assert "1. Absatz verschoben (Absatz 5, früher 1)" in said
    assert "Nur Formatierung, Absatz 1." in said


def test_json_is_what_the_api_answers_less_the_revisions(
    terminal: Terminal, files: tuple[str, str]
):
    answer = json.loads(terminal("redline", *files, "--format", "json").said)

    assert answer.keys() == {"from_sha256", "to_sha256", "algorithm", "blocks"}
    ops = [op for block in answer["blocks"] for op in block["ops"]]
    assert "".join(text for op, text in ops if op in "=-") == OLD
    assert "".join(text for op, text in ops if op in "=+") == NEW


def test_html_is_a_whole_page(terminal: Terminal, files: tuple[str, str]):
    said = terminal("redline", *files, "--format", "html").said

    assert said.startswith("<!doctype html>") and said.rstrip().endswith("</html>")
    assert "[gestrichen: </span>700.000" in said and "[eingefügt: </span>770.000" in said


def test_html_is_refused_where_one_page_would_be_too_long(
    terminal: Terminal, files: tuple[str, str]
):
    for file, word in zip(files, ("Alt", "Neu"), strict=True):
        Path(file).write_text("".join(f"{word} {n}.\n\n" for n in range(10_000)), "utf-8")
    answer = terminal("redline", *files, "--format", "html")

    assert (answer.status, answer.said) == (1, "")
    assert "hat sich zu viel geändert" in answer.error


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (None, "Die Datei {} gibt es nicht."),
        (b"ab\0cd", "Die Datei {} ist kein Text in UTF-8."),
        ("Köln".encode("latin-1"), "Die Datei {} ist kein Text in UTF-8."),
        (
            "Für alle\nund für ".encode() + b"\xfc.",
            "{}: Die Datei ist in UTF-8, aber in Zeile 2, Spalte 9 steht hinter „und für “ etwas,"
            " das kein Zeichen ergibt (Byte 20: FC).",
        ),
        (b"a" * 5_000_001, "Die Datei {} ist größer als 5 MB."),
        (("a" + "\u0301" * 40).encode(), "mehr als 30 Akzente auf einem einzigen Buchstaben"),
    ],
)
def test_a_file_that_cannot_be_compared_is_refused_in_a_sentence(
    terminal: Terminal, files: tuple[str, str], tmp_path: Path, data: bytes | None, expected: str
):
    file = tmp_path / "anders"
    if data is not None:
        file.write_bytes(data)
    answer = terminal("redline", files[0], str(file))

    assert (answer.status, answer.said) == (1, "")
    assert expected.format(file) in answer.error


def test_a_folder_is_no_file(terminal: Terminal, files: tuple[str, str], tmp_path: Path):
    assert "lässt sich nicht lesen" in terminal("redline", files[0], str(tmp_path)).error


def test_a_file_cannot_command_the_terminal(terminal: Terminal, files: tuple[str, str]):
    old, new = map(Path, files)
    old = old.rename(old.with_name("alt\x1b[31m\u202e.md"))
    new.write_text("Alt \x1b[2J und \x9b31m \u202ebleibt.", "utf-8")
    for format in ("text", "html", "json"):
        said = terminal("redline", str(old), str(new), "--format", format).said
        assert "[2J und 31m " in said
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", said)


@pytest.mark.parametrize(("colours", "expected"), [("standard", True), (None, False)])
def test_colours_only_add_to_the_marks(colours: str | None, expected: bool):
    console = Console(
        force_terminal=expected, color_system="standard" if colours else None, width=200,
        no_color=not expected, _environ={},
    )  # fmt: skip
    with console.capture() as caught:
        for line in lines(redline(OLD, NEW), "alt", "neu"):
            console.print(line)

    assert ("\x1b[" in caught.get()) == expected
    assert "[-700.000-]" in re.sub(r"\x1b\[[\d;]*m", "", caught.get())


SENTENCES = st.lists(
    st.lists(st.sampled_from(["eins", "zwei", "drei", "vier", "fünf"]), min_size=1, max_size=12),
    max_size=8,
)


@given(SENTENCES, SENTENCES)
def test_the_words_not_marked_as_gone_are_the_new_text(
    before: list[list[str]], behind: list[list[str]]
):
    old, new = ("\n\n".join(" ".join(part) for part in side) for side in (before, behind))
    said = [line for line in printed(redline(old, new), whole=True) if line.startswith("    ")]
    if old.split() != new.split() or said:
        left = re.sub(r"\[-.*?-\]", " ", " ".join(said))
        assert re.sub(r"\{\+|\+\}", " ", left).split() == new.split()
