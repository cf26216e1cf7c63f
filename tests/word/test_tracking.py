"""Whoever takes all changes has the new text's document, whoever refuses them the old one's."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from itertools import groupby, pairwise
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.text import notes as noted
from domain.text.normalise import normalise
from domain.text.redline import redline
from domain.text.seen import seen
from review_service.word.changed import Fate, Paragraph, Words
from review_service.word.package import Source, docx
from review_service.word.parting import parted
from review_service.word.tracking import single, woven
from tests.text.laws import invented
from tests.text.samples import MARKDOWN, PARTS, SIGNS, joined
from tests.word.samples import NEW, OLD
from tests.word.taking import Element, Read, Rows, parts, taken

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SOURCE = Source(UUID(int=7), "Leitlinien", 2, "ab" * 32, AT, "Expertengruppe Bildung", since=1)


def document(text: str) -> bytes:
    return docx(single(normalise(text)), SOURCE)


def compared(old: str, new: str) -> bytes:
    return docx(woven(redline(normalise(old), normalise(new))), SOURCE)


def plain(found: list[Read | Rows]) -> list[str]:
    """Give the words of paragraphs with their list's signs, those of a table's rows in one."""
    said = []
    for one in found:
        if isinstance(one, Rows):
            said += [" | ".join(cell[0].text for cell in cells) for _, cells in one.rows]
        elif one.style != "Abstand":
            said.append(f"{one.label} {one.text}".strip())
    return said


def both_hold(old: str, new: str) -> None:
    data = compared(old, new)
    assert taken(data, "new") == taken(document(new), "new")
    assert taken(data, "old") == taken(document(old), "old")


PIECES = st.lists(PARTS, max_size=14)


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, str]:
    """Give a text, and the same after somebody worked at it: parts went, came and moved."""
    parts = draw(PIECES)
    kept = [part for part in parts if draw(st.integers(0, 4))]
    for part in draw(st.lists(PARTS, max_size=3)):
        kept.insert(draw(st.integers(0, len(kept))), part)
    if len(kept) > 3 and draw(st.booleans()):
        kept.append(kept.pop(0))
    return joined(parts), joined(kept)


@given(edits())
@settings(max_examples=400)
def test_a_text_and_what_became_of_it(texts: tuple[str, str]) -> None:
    both_hold(*texts)


@given(MARKDOWN, MARKDOWN)
def test_drafts_that_share_little(old: str, new: str) -> None:
    both_hold(old, new)


@given(SIGNS, SIGNS)
def test_signs_torn_apart(old: str, new: str) -> None:
    both_hold(old, new)


@pytest.mark.parametrize("seed", range(6))
def test_laws(seed: int) -> None:
    both_hold(*invented(seed))


# What it looks like ------------------------------------------------------------------------------


def signs(data: bytes) -> Counter[str]:
    """Count the signs of changes."""
    kinds = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange")
    body = parts(data)["word/document.xml"]
    return Counter(one for one in map(_name, body.iter()) if one in kinds)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def test_what_stayed_has_no_sign() -> None:
    assert not signs(compared(OLD, OLD))
    assert not signs(document(NEW))


def test_what_moved_left_one_place_for_another() -> None:
    body = parts(compared(OLD, NEW))["word/document.xml"]
    names = [one.attrib[f"{W}name"] for one in body.iter() if _name(one).endswith("RangeStart")]
    assert names == ["Verschiebung1"] * 2
    assert [len(list(body.iter(f"{W}{name}"))) for name in ("moveFrom", "moveTo")] == [3, 3]


def test_a_word_that_was_put_in_italics_is_neither_gone_nor_come() -> None:
    data = compared("Der letzte Absatz.", "Der *letzte* Absatz.")
    assert signs(data) == {"rPrChange": 1}


def test_another_level_of_a_heading_is_another_look() -> None:
    assert signs(compared("# Ziele", "## Ziele")) == {"pPrChange": 1}


def test_a_new_item_leaves_those_behind_it_as_they_are() -> None:
    old, new = "1. eins\n2. zwei\n3. drei", "1. eins\n2. neu\n3. zwei\n4. drei"
    data = compared(old, new)
    assert signs(data) == {"ins": 3}  # its number, its words, its end
    assert plain(taken(data, "new"))[-1] == "0 4. [4]drei"


def test_a_row_that_came_is_a_row_that_came() -> None:
    old = "| Ort | Kurse |\n| --- | --- |\n| Linden | 12 |"
    data = compared(old, f"{old}\n| List | 7 |")
    body = parts(data)["word/document.xml"]
    assert [len(row.findall(f"{W}trPr/{W}ins")) for row in body.iter(f"{W}tr")] == [0, 0, 1]


def test_a_cell_that_changed_is_a_change_within_its_row() -> None:
    old = "| Ort | Kurse |\n| --- | --- |\n| Linden | 12 |"
    data = compared(old, old.replace("12", "14"))
    assert signs(data) == {"ins": 1, "del": 1}


def test_a_split_is_an_end_that_came() -> None:
    old = "Der Beirat rät ab. Er nennt dafür viele gute Gründe, die alle hier stehen."
    data = compared(old, old.replace("ab. ", "ab.\n\n"))
    body = parts(data)["word/document.xml"]
    assert len(body.findall(f".//{W}pPr/{W}rPr/{W}ins")) == 1
    assert [len(body.findall(f".//{W}{name}/{W}r/{W}{text}")) for name, text in _WORDS] == [2, 1]


@given(edits())
def test_no_end_that_stays_lies_between_changes_of_one_kind(texts: tuple[str, str]) -> None:
    old, new = map(normalise, texts)
    found = list(parted(woven(redline(old, new))))
    for block, following in pairwise(found):
        if not isinstance(block, Paragraph) or not isinstance(following, Paragraph):
            continue
        if block.fate is Fate.KEPT and any(part.fate is Fate.KEPT for part in block.parts):
            ends = block.parts[-1].fate
            begins = following.parts[0].fate if following.parts else following.fate
            assert (ends, begins) not in _TAKEN_FOR_ONE


_TAKEN_FOR_ONE = (
    *((Fate.COME, Fate.COME), (Fate.COME, Fate.MOVED)),
    *((Fate.GONE, Fate.GONE), (Fate.GONE, Fate.LEFT)),
)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Er rät\n\n# Ziel", "Er rät ab\n\n# Neues Ziel", "=Er +rät ab -rät"),
        ("Er rät ab\n\n# Neues Ziel", "Er rät\n\n# Ziel", "=Er -rät ab +rät"),
        ("Er rät zu\n\n# Ziel", "Er rät ab\n\n# Neues Ziel", "=Er rät +ab -zu"),
    ],
)
def test_what_would_be_taken_for_one_is_turned(old: str, new: str, said: str) -> None:
    (first, *_) = parted(woven(redline(old, new)))
    assert isinstance(first, Paragraph)
    words = [part for part in first.parts if isinstance(part, Words)]
    runs = groupby(words, key=lambda part: part.fate)
    texts = (f"{fate.value}{''.join(part.text for part in run).strip()}" for fate, run in runs)
    assert " ".join(texts) == said
    both_hold(old, new)


_WORDS = (("ins", "t"), ("del", "delText"))  # the new paragraph's number; the gap between sentences


@given(edits())
def test_changes_have_numbers_of_their_own_and_say_whose_they_are(texts: tuple[str, str]) -> None:
    found = parts(compared(*texts))
    trees = [found[name] for name in ("word/document.xml", "word/footnotes.xml") if name in found]
    every = [one for tree in trees for one in tree.iter() if f"{W}id" in one.attrib]
    every = [one for one in every if not one.tag.endswith(("RangeEnd", "footnote", "Reference"))]
    numbers = [one.attrib[f"{W}id"] for one in every]
    assert len(set(numbers)) == len(numbers)
    assert {one.attrib[f"{W}author"] for one in every} <= {"Expertengruppe Bildung"}
    assert {one.attrib[f"{W}date"] for one in every} <= {"2026-03-02T09:30:00Z"}


ORDER = {
    "pPr": ["pStyle", "numPr", "ind", "jc", "rPr", "pPrChange"],
    "rPr": [
        *("ins", "del", "moveFrom", "moveTo"),
        *("rStyle", "b", "bCs", "i", "iCs", "rPrChange"),
    ],
    "trPr": ["cantSplit", "tblHeader", "ins", "del"],
    "tbl": ["tblPr", "tblGrid", "tr"],
}
"""What the schema wants in which order, of what is written."""


@given(edits())
def test_the_schemas_order_is_kept(texts: tuple[str, str]) -> None:
    for one in parts(compared(*texts))["word/document.xml"].iter():
        if order := ORDER.get(_name(one)):
            places = [order.index(_name(child)) for child in one]
            assert places == sorted(places)


# What it says -----------------------------------------------------------------------------------


@given(PIECES.map(joined) | MARKDOWN | SIGNS)
@settings(max_examples=200)
def test_a_document_says_what_its_page_says(text: str) -> None:
    """Of notes it has the words where they are cited."""
    found = " ".join(plain(taken(document(text), "new")))
    without = re.sub(r"\[\d+\]|(?:^| )\d (?=[•◦▪]|\d+[.)](?: |$))", " ", found)
    said, shown = _letters(without), _letters(noted.plain(seen(normalise(text)).text))
    if "^" not in text:
        assert said == shown
    # The number of a note follows a word at once.
    assert _without_numbers(said) == _without_numbers(shown)


def _letters(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def _without_numbers(words: list[str]) -> set[str]:
    return {word.rstrip("0123456789") for word in words} - {""}


def test_paragraphs_have_the_numbers_they_are_cited_by() -> None:
    found = plain(taken(document(NEW), "new"))
    assert found[:5] == [
        "Ziele",
        "[1]Die Stadt stellt 770 Euro bereit.",
        "0 1. [2]erstens",
        "0 2. [3]neu",
        "0 3. [4]zweitens",
    ]
    assert found[5:8] == ["[5]Ort | Kurse", "Linden | 14", "Ricklingen | 3"]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("3. drei\n4. vier", ["0 3.", "0 4."]),
        ("3. drei\n7. sieben", ["0 3.", "0 7."]),
        ("1) eins\n2) zwei", ["0 1)", "0 2)"]),
        ("1. eins\n   - a\n   - b\n2. zwei", ["0 1.", "1 ◦", "1 ◦", "0 2."]),
        ("1. eins\n   1. a\n2. zwei\n   1. b", ["0 1.", "1 1.", "0 2.", "1 1."]),
        ("1. eins\n\nDazwischen.\n\n2. zwei", ["0 1.", "", "0 2."]),
        ("05. fünf", [""]),
        ("99999. viel", [""]),
    ],
)
def test_items_have_the_numbers_they_are_written_with(text: str, labels: list[str]) -> None:
    found = [one for one in taken(document(text), "new") if isinstance(one, Read)]
    assert [one.label for one in found][:-1] == labels


def test_what_words_look_like_and_where_they_lead() -> None:
    text = "**fett** *kursiv* `Feld` [Quelle](https://a.example/q) ![Plan](https://a.example/p)"
    (first, *_) = taken(document(text), "new")
    assert isinstance(first, Read)
    looks = {words.strip(): look.strip() for words, look in first.words}
    assert looks == {
        "[1]": "Absatz", "fett": "b bCs", "kursiv": "i iCs", "Feld": "rStyle HTMLCode",
        "Quelle": "rStyle Hyperlink https://a.example/q", "": "", "Plan": "",
    }  # fmt: skip


def test_a_table_marks_its_head_and_sets_numbers_right() -> None:
    found = taken(document(OLD), "new")
    (table,) = [one for one in found if isinstance(one, Rows)]
    assert [is_head for is_head, _ in table.rows] == [True, False, False]
    assert [bool(cells[1][0].setting) for _, cells in table.rows] == [True] * 3


def test_the_same_words_are_the_same_bytes() -> None:
    assert compared(OLD, NEW) == compared(OLD, NEW)
    assert document(OLD) != document(NEW)


def test_it_says_what_it_is() -> None:
    found = parts(compared(OLD, NEW))
    custom = {one.attrib["name"]: "".join(one.itertext()) for one in found["docProps/custom.xml"]}
    assert custom == {
        "Entwurf": str(SOURCE.draft), "Fassung": "2", "SHA-256": "ab" * 32, "Seit Fassung": "1",
    }  # fmt: skip
    header = "".join(found["word/header1.xml"].itertext())
    assert header == "LeitlinienÄnderungen von Fassung 1 zu Fassung 2 · SHA-256 abababababababab"
    (size,) = found["word/document.xml"].iter(f"{W}pgSz")
    assert size.attrib == {f"{W}w": "11906", f"{W}h": "16838"}  # A4
    (language,) = found["word/styles.xml"].findall(f".//{W}rPrDefault//{W}lang")
    assert language.attrib[f"{W}val"] == "de-DE"


def test_what_no_document_may_have_is_shown_in_its_place() -> None:
    (first, *_) = taken(docx(single("Ein\x08Wort & <mehr>"), SOURCE), "new")
    assert isinstance(first, Read)
    assert first.text == "[1]Ein\ufffdWort & <mehr>"
