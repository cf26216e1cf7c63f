from __future__ import annotations

import pytest
from hypothesis import given

from domain.text.blocks import blocks, paragraphs
from tests.text.samples import TEXTS

DRAFT = """\

# Leitbild

Hannover ist eine Stadt
der Einwanderung.
- Sprache
  und Schrift

  in allen Stadtteilen
  - auch abends
- Sport

Ziele
-----
| Ort | Kurse |
|---|---|
| Linden | 12 |

| neu |
Ein Absatz
```
# kein Titel

- kein Punkt
```
***
1. erstens
2. zweitens

   1. darunter
"""


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text.strip()) for block in blocks(text)]


@given(TEXTS)
def test_the_blocks_joined_are_the_text(text: str) -> None:
    assert "".join(block.text for block in blocks(text)) == text
    assert all(block.text for block in blocks(text))


@given(TEXTS)
def test_a_paragraph_says_where_it_stands(text: str) -> None:
    end = 0
    for unit in paragraphs(text):
        assert unit.start >= end
        assert text[unit.start : unit.end] == unit.text
        assert unit.text.strip()
        end = unit.end


@given(TEXTS)
def test_paragraphs_leave_out_nothing_but_white_space(text: str) -> None:
    units = paragraphs(text)
    ends, starts = [0, *(unit.end for unit in units)], [*(unit.start for unit in units), len(text)]
    assert not "".join(text[a:b] for a, b in zip(ends, starts, strict=True)).strip()


@given(TEXTS)
def test_numbers_count_from_one_and_headings_have_none(text: str) -> None:
    units = paragraphs(text)
    numbers = [unit.number for unit in units if unit.number is not None]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all((unit.number is None) == (unit.kind in ("heading", "rule")) for unit in units)


def test_a_draft_falls_into_its_blocks() -> None:
    assert [(block.kind, block.nested) for block in blocks(DRAFT)] == [
        ("heading", False),
        ("paragraph", False),
        ("item", False),
        ("paragraph", True),
        ("item", True),
        ("item", False),
        ("heading", False),
        ("row", False),
        ("row", False),
        ("row", False),
        ("paragraph", False),
        ("code", False),
        ("rule", False),
        ("item", False),
        ("item", False),
        ("item", True),
    ]


def test_a_draft_is_cited_by_whole_items_and_whole_tables() -> None:
    assert [(unit.number, unit.kind, unit.text) for unit in paragraphs(DRAFT)] == [
        (None, "heading", "# Leitbild"),
        (1, "paragraph", "Hannover ist eine Stadt\nder Einwanderung."),
        (2, "item", "- Sprache\n  und Schrift\n\n  in allen Stadtteilen\n  - auch abends"),
        (3, "item", "- Sport"),
        (None, "heading", "Ziele\n-----"),
        (4, "table", "| Ort | Kurse |\n|---|---|\n| Linden | 12 |"),
        (5, "paragraph", "| neu |\nEin Absatz"),
        (6, "code", "```\n# kein Titel\n\n- kein Punkt\n```"),
        (None, "rule", "***"),
        (7, "item", "1. erstens"),
        (8, "item", "2. zweitens\n\n   1. darunter"),
    ]


@pytest.mark.parametrize(
    "text", ["Beschluss vom\n14. Juni", "Beschluss vom\n  14. Juni", "1. vom\n   14. Juni", "a\n-"]
)
def test_a_date_at_the_start_of_a_line_begins_no_list(text: str) -> None:
    assert len(blocks(text)) == 1


def test_a_list_may_follow_a_sentence_without_an_empty_line() -> None:
    assert [kind for kind, _ in kinds("Ziele sind:\n- Sprache\n- Sport")] == [
        "paragraph",
        "item",
        "item",
    ]
    assert [kind for kind, _ in kinds("Ziele sind:\n1. Sprache\n2. Sport")] == [
        "paragraph",
        "item",
        "item",
    ]


def test_an_item_may_be_a_block_of_code() -> None:
    assert kinds("- ```\n  a\n\n  - b\n  ```\n- c") == [
        ("item", "- ```\n  a\n\n  - b\n  ```"),
        ("item", "- c"),
    ]


def test_code_without_an_end_goes_to_the_end() -> None:
    assert kinds("~~~\noffen\n\n# kein Titel") == [("code", "~~~\noffen\n\n# kein Titel")]


def test_a_genderstern_at_the_start_of_a_line_begins_no_list() -> None:
    assert kinds("Expert\n*innen und\n**Bürger*innen**") == [
        ("paragraph", "Expert\n*innen und\n**Bürger*innen**")
    ]


@pytest.mark.parametrize(
    ("piece", "times"),
    [("\n", 300_000), (" \n", 200_000), ("- ", 200_000), ("- ```a\n", 50_000), ("|\n", 30_000)],
)
def test_no_line_is_read_again_and_again(piece: str, times: int) -> None:
    text = piece * times  # a scan in the square of its length would meet the time limit of a test
    assert "".join(block.text for block in blocks(text)) == text


@pytest.mark.parametrize(
    "table",
    [
        "| A | B |\n--|--\n| x | 1 |",
        "A | B\n--|--\nx | 1",
        "| Maßnahme | Kosten\n|---|---\n| Deutschkurs | 100",
        "A | B\n:-:|---\nnur eine Zelle",
    ],
)
def test_a_table_needs_no_bars_at_its_ends(table: str) -> None:
    found = paragraphs(f"Davor.\n\n{table}\n\nDanach.")
    assert [(unit.kind, unit.text) for unit in found][1] == ("table", table)
    assert len(found) == 3


@pytest.mark.parametrize("text", ["|x| ist\n|y| auch", "A | B\n--|--|--\nx | 1", "A\n|---|---|"])
def test_bars_without_a_line_of_as_many_cells_are_no_table(text: str) -> None:
    assert [unit.kind for unit in paragraphs(text)] == ["paragraph"]


def test_a_fence_far_indented_closes_no_code() -> None:
    text = "```\na\n    ```\nb\n```\nDanach."
    assert [unit.kind for unit in paragraphs(text)] == ["code", "paragraph"]
    assert kinds("- ```\n  a\n  ```\n- b")[1] == ("item", "- b")
