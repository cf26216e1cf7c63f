"""Marked passages, headings in order, long texts in parts: no word is changed or lost."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from domain.text.blocks import paragraphs
from review_service.markup import markdown
from review_service.markup.marked import Span, marked
from review_service.pages.text.headings import Outline
from review_service.pages.text.portions import CHARACTERS, PARAGRAPHS, parts_of, portions
from review_service.pages.text.reading import WHOLE, Note, reading
from review_service.pages.text.searching import HITS, find
from review_service.words.signs import Sign

WEAR = {"a": Markup("<mark>{}</mark>"), "b": Markup("<ins>{}</ins>")}


def visible(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def mark(text: str, words: str) -> str:
    start = text.index(words)
    html = marked(text, [Span(start, start + len(words), "a")], WEAR)
    return html.replace(' dir="auto"', "")


@pytest.mark.parametrize(
    ("text", "words", "html"),
    [
        ("Eins zwei drei.", "zwei", "<p>Eins <mark>zwei</mark> drei.</p>\n"),
        (
            "Eins **zwei** drei.",
            "**zwei**",
            "<p>Eins <strong><mark>zwei</mark></strong> drei.</p>\n",
        ),
        (
            "Eins **zwei drei** vier.",
            "drei** vier",
            "<p>Eins <strong>zwei <mark>drei</mark></strong> <mark>vier</mark>.</p>\n",
        ),
        (
            "- Eins\n- Zwei\n",
            "- Eins\n",
            "<ul>\n<li><mark>Eins</mark></li>\n<li>Zwei</li>\n</ul>\n",
        ),
        ("## Titel", "## Titel", "<h4><mark>Titel</mark></h4>\n"),
        ("Expert*innen und", "Expert*innen", "<p><mark>Expert*innen</mark> und</p>\n"),
    ],
)
def test_a_passage_is_marked_in_its_words_and_tags_stay_whole(
    text: str, words: str, html: str
) -> None:
    assert mark(text, words) == html


def test_where_passages_overlap_the_first_kind_wins() -> None:
    spans = [Span(0, 8, "b"), Span(5, 12, "a")]
    assert marked("Eins zwei drei", spans, WEAR) == (
        '<p dir="auto"><ins>Eins</ins> <mark>zwei dr</mark>ei</p>\n'
    )


def test_words_of_a_link_are_marked_and_its_address_stays_whole() -> None:
    link = '<a href="https://a.example/b" rel="noopener noreferrer nofollow">'
    assert mark("Siehe [die Seite](https://a.example/b).", "Seite](https") == (
        f"<p>Siehe {link}die <mark>Seite</mark></a>.</p>\n"
    )


@given(st.text(st.sampled_from("ab *_[]()#-|`\n<>&\ue000"), max_size=40), st.data())
def test_marking_never_changes_what_is_read(text: str, data: st.DataObject) -> None:
    places = st.integers(0, len(text))
    start, end = sorted((data.draw(places), data.draw(places)))
    html = marked(text, [Span(start, end, "a")], WEAR)
    assert visible(html) == visible(markdown.render(text))
    assert len(re.findall("<mark>", html)) == len(re.findall("</mark>", html))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("112", "334"), ("2342", "3453"), ("44", "33"), ("3212", "3334"), ("123456", "345666")],
)
def test_no_heading_skips_a_level(typed: str, shown: str) -> None:
    outline = Outline()
    found = [outline.fit(Markup(f"<h{level}>Titel</h{level}>")) for level in typed]
    assert found == [f"<h{level}>Titel</h{level}>" for level in shown]


def note(start: int, end: int) -> Note:
    sign = Sign("Zustimmend", "check")
    return Note("statement", start, end, sign, "Beirat", "„Ja“", "#", number=1, way="#")


def test_a_note_stands_beside_the_paragraph_in_which_its_passage_begins() -> None:
    text = "Eins.\n\nZwei.\n\nDrei."
    first, second, third = reading(text, [note(1, 10)], 1).units
    assert (len(first.notes), len(second.notes), len(third.notes)) == (1, 0, 0)
    assert "mark" in first.html and "mark" in second.html and "mark" not in third.html


LINES = ["# Titel", "## Unter", "Satz.", "- Punkt", "---", "Wort " * 900]


@given(st.lists(st.sampled_from(LINES), max_size=60))
def test_the_parts_of_a_text_are_the_whole_text_and_none_ends_with_a_heading(
    lines: list[str],
) -> None:
    units = paragraphs("\n\n".join(lines))
    parts = portions(units)
    assert [unit for part in parts.units for unit in part] == list(units)
    for part, behind in pairwise(parts.units):
        assert part[-1].kind != "heading" or all(unit.kind == "heading" for unit in behind)
    headings = [unit for unit in units if unit.kind == "heading"]
    assert [one.number for one in parts.contents] == [*range(1, len(headings) + 1)]
    assert all(
        any(unit.text.lstrip("# ") == one.words for unit in parts.units[one.part - 1])
        for one in parts.contents
    )


def test_a_part_holds_so_many_paragraphs_and_so_many_characters() -> None:
    short = paragraphs("\n\n".join(["Satz."] * (PARAGRAPHS * 2 + 1)))
    assert [len(part) for part in portions(short).units] == [PARAGRAPHS, PARAGRAPHS, 1]
    long = paragraphs("\n\n".join(["x" * (CHARACTERS // 2)] * 3 + ["y" * (CHARACTERS * 2)]))
    assert [len(part) for part in portions(long).units] == [2, 1, 1]


def test_a_text_is_cut_before_a_heading_and_each_part_has_its_name() -> None:
    section = "## § {}\n\n" + "Satz.\n\n" * (PARAGRAPHS // 2)
    parts = parts_of("# Gesetz\n\n" + "".join(section.format(n) for n in range(1, 4)))
    assert [part[0].text for part in parts.units] == ["# Gesetz", "## § 2", "## § 3"]
    assert [parts.name(part) for part in (1, 2, 3)] == ["Gesetz", "§ 2", "§ 3"]
    assert [(one.level, one.words, one.part) for one in parts.contents] == [
        (1, "Gesetz", 1), (2, "§ 1", 1), (2, "§ 2", 2), (2, "§ 3", 3),
    ]  # fmt: skip
    assert (parts.of_heading(4), parts.of_heading(5), parts.of_heading(0)) == (3, None, None)


def test_a_section_that_is_too_long_goes_on_in_the_next_part() -> None:
    parts = parts_of("# Anfang\n\n" + "Satz.\n\n" * PARAGRAPHS)
    assert [parts.name(part) for part in (1, 2)] == ["Anfang", "Anfang, Fortsetzung"]
    assert parts_of("Satz.").name(1) == "Teil 1"


def test_a_heading_is_named_as_it_is_read() -> None:
    text = "# **Ziele** für Bürger\\*innen #\n\nSatz.\n\nMittel\n---\n\n#\n"
    assert [one.words for one in parts_of(text).contents] == [
        "Ziele für Bürger*innen", "Mittel", "…",
    ]  # fmt: skip


def test_a_passage_is_found_in_its_paragraph_and_part() -> None:
    text = "# Titel\n\n" + "\n\n".join(f"Satz {n}." for n in range(1, 200))
    parts = parts_of(text)
    assert parts.of_place(text.index("Satz 5.")) == (5, 1)
    assert parts.of_place(text.index("Satz 150.") + 3) == (150, 2)
    assert parts.of_place(0) == (None, 1)
    assert parts.of_place(len(text) + 5) == (None, 1)
    assert (parts.of_paragraph(150), parts.of_paragraph(200)) == (2, None)


SOUGHT = "# Kosten\n\nDie **Kosten** der Bürger\\*innen.\n\n| A | B |\n|---|---|\n| kosten | 1 |\n"


def test_words_are_found_as_they_are_read() -> None:
    found = find(parts_of(SOUGHT), "KOSTEN")
    assert [(hit.number, SOUGHT[hit.start : hit.end]) for hit in found.hits] == [
        (None, "Kosten"), (1, "Kosten"), (2, "kosten"),
    ]  # fmt: skip
    assert [hit.words for hit in find(parts_of(SOUGHT), "bürger*innen").hits] == ["Bürger*innen"]
    assert find(parts_of(SOUGHT), "kosten  der bürger").total == 1
    assert find(parts_of(SOUGHT), "** ").total == find(parts_of(SOUGHT), "Ausgaben").total == 0


def test_what_was_found_is_marked_where_it_stands_and_the_list_has_an_end() -> None:
    text = "Ja. " * 80
    found = find(parts_of(text), "ja")
    assert (len(found.hits), found.total) == (HITS, 80)
    (unit,) = reading(text, [], 1, found.hits).units
    assert unit.html.count('<mark class="treffer">Ja</mark>') == HITS


def test_a_text_is_shown_whole_up_to_a_bound() -> None:
    text = "Satz.\n\n" * (2 * PARAGRAPHS)
    assert len(reading(text, [], 1, whole=True).units) == 2 * PARAGRAPHS
    long = text + "x" * WHOLE
    assert len(reading(long, [], 1, whole=True).units) == PARAGRAPHS
    assert not reading(long, [], 1, whole=True).whole
