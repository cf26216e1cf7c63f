"""A redline as units: counted changes, paragraphs of both texts, tables as one, words counted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.text.changes import (
    Unit,
    both_sides,
    cells,
    new_side,
    old_side,
    places,
    runs,
    tally,
    units,
    words,
)
from domain.text.redline import redline
from domain.text.redline.ops import Redline, RedlineBlock
from tests.text.samples import MARKDOWN, TEXTS

WANDERS = (
    "Schulen, die sich für den Stadtteil öffnen, erhalten Unterstützung durch das Bildungsbüro."
)
FIRST = "Bildung beginnt früh."
SECOND = "Die Stadt stellt 700.000 Euro bereit."
THIRD = "Der dritte Absatz bleibt stehen, wie er immer war."


def text(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs) + "\n"


def numbered(old: str, new: str) -> list[tuple[str, int, int | None, int | None]]:
    return [
        (
            unit.kind,
            unit.number,
            unit.old.number if unit.old else None,
            unit.new.number if unit.new else None,
        )
        for unit in units(redline(old, new))
    ]


def test_changes_are_counted_in_the_order_of_reading() -> None:
    old = text(FIRST, SECOND, THIRD)
    new = text(FIRST, "Neu ist dieser Absatz.", SECOND.replace("700", "770"), THIRD)
    assert numbered(old, new) == [
        ("same", 0, 1, 1),
        ("inserted", 1, None, 2),
        ("changed", 2, 2, 3),
        ("same", 0, 3, 4),
    ]


def test_a_move_is_one_change_and_both_ends_know_each_other() -> None:
    old, new = text(WANDERS, FIRST, SECOND, THIRD), text(FIRST, SECOND, THIRD, WANDERS)
    found = numbered(old, new)
    assert found[0] == ("moved_away", 1, 1, 4)
    assert found[-1] == ("moved_here", 1, 1, 4)
    assert {kind for kind, *_ in found[1:-1]} == {"same"}
    assert tally(units(redline(old, new)))._asdict() == {
        "changed": 0, "inserted": 0, "deleted": 0, "moved": 1,
        "words_added": 0, "words_removed": 0, "split": 0, "joined": 0,
    }  # fmt: skip


def test_what_moved_and_changed_on_the_way_shows_its_words() -> None:
    changed = WANDERS.replace("Bildungsbüro", "Schulamt")
    old, new = text(WANDERS, FIRST, SECOND, THIRD), text(FIRST, SECOND, THIRD, changed)
    here = units(redline(old, new))[-1]
    marked = [text.strip() for op, text in both_sides(here.ops) if op != "="]
    assert marked == ["Bildungsbüro", "Schulamt"]
    assert (tally([here]).words_added, tally([here]).words_removed) == (1, 1)


def test_the_rows_of_a_table_are_one_change() -> None:
    old = "| Ort | Zahl |\n| --- | --- |\n| Nord | 12 |\n| Süd | 9 |\n"
    new = old.replace("12", "15").replace("| Süd | 9 |\n", "")
    (found,) = units(redline(old, new))
    assert (found.kind, found.number, found.is_table) == ("changed", 1, True)


def test_two_tables_are_two_changes() -> None:
    table = "| Ort | Zahl |\n| --- | --- |\n| Nord | 12 |\n"
    old = f"{table}\n{table.replace('Nord', 'West')}"
    found = units(redline(old, old.replace("12", "15")))
    assert [(unit.kind, unit.number) for unit in found] == [("changed", 1), ("changed", 2)]


def test_line_ends_between_paragraphs_are_no_change_and_inside_them_formatting() -> None:
    assert [kind for kind, *_ in numbered("Eins\n\nZwei", "Eins\n\n\nZwei")] == ["same", "same"]
    (found,) = units(redline("Eins zwei drei vier", "Eins zwei\ndrei vier"))
    assert (found.kind, found.number, found.changed) == ("formatted", 0, False)


def test_where_most_words_are_others_it_says_so() -> None:
    block = RedlineBlock("changed", (("=", "Die "), ("-", "alte Fassung."), ("+", "neue Worte.")))
    (found,) = units(Redline("x", (block,)))
    assert found.rewritten
    few = RedlineBlock("changed", (("=", "Die ganze lange Fassung "), ("+", "gilt")))
    assert not units(Redline("x", (few,)))[0].rewritten


def test_a_run_of_what_did_not_change_is_left_out() -> None:
    many = [f"Absatz Nummer {n} bleibt stehen." for n in range(9)]
    old, new = text(*many), text(*many[:4], "Neu hier, ganz und gar.", *many[4:])
    lengths = [(shown, len(run)) for shown, run in runs(units(redline(old, new)), 1)]
    assert lengths == [(False, 3), (True, 3), (False, 4)]


def test_cells_and_words_are_counted_as_people_do() -> None:
    row = (("=", "| Nord | "), ("-", "12"), ("+", "15"), ("=", r" | a \| b |"))
    assert ["".join(t for _, t in cell).strip() for cell in cells(row)] == [
        "Nord", "1215", r"a \| b",
    ]  # fmt: skip
    assert words("Expert*innen zahlen 1.500,00 Euro – sofort!") == 5


@given(TEXTS | MARKDOWN, TEXTS | MARKDOWN)
def test_no_word_of_either_text_is_lost(old: str, new: str) -> None:
    found = units(redline(old, new))
    assert said(found, "old") == old.split()
    assert said(found, "new") == new.split()
    numbers = [unit.number for unit in found if unit.counted]
    assert numbers == list(range(1, len(numbers) + 1))


@given(MARKDOWN, MARKDOWN)
def test_the_sides_of_ops_are_the_texts_words(old: str, new: str) -> None:
    ops = [op for block in redline(old, new).blocks for op in block.ops]
    assert "".join(t for _, t in old_side(ops)) == old
    assert "".join(t for _, t in new_side(ops)) == new
    both = both_sides(ops)
    assert "".join("".join(t for op, t in both if op != "-").split()) == "".join(new.split())


@given(st.lists(st.sampled_from([FIRST, SECOND, THIRD, WANDERS]), max_size=6))
def test_every_block_has_its_places(paragraphs: list[str]) -> None:
    found = redline(text(*paragraphs), text(*reversed(paragraphs)))
    for block, (old, new) in zip(found.blocks, places(found), strict=True):
        assert (old is None) == (not "".join(t for op, t in block.ops if op != "+").strip())
        assert (new is None) == (not "".join(t for op, t in block.ops if op != "-").strip())


def said(found: tuple[Unit, ...], side: str) -> list[str]:
    other = {"old": "+", "new": "-"}[side]
    blocks = (block for unit in found for block in unit.blocks)
    return "".join(t for block in blocks for op, t in block.ops if op != other).split()
