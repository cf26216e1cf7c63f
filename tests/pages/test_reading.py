"""Marked passages, headings in order, long texts in parts: no word is changed or lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from domain.text.blocks import paragraphs
from review_service.markup import markdown
from review_service.markup.marked import Span, marked
from review_service.pages.text.headings import Outline
from review_service.pages.text.portions import CHARACTERS, PARAGRAPHS, portions
from review_service.pages.text.reading import NOTES, Note, Places, reading
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


def test_more_notes_than_fit_are_counted() -> None:
    (unit,) = reading("Eins.", [note(0, 2)] * (NOTES + 3), 1).units
    assert (len(unit.notes), unit.more) == (NOTES, 3)


@given(st.lists(st.sampled_from(["# Titel", "Satz.", "- Punkt", "---"]), max_size=30))
def test_the_parts_of_a_text_are_the_whole_text(lines: list[str]) -> None:
    units = paragraphs("\n\n".join(lines))
    assert [unit for part in portions(units) for unit in part] == list(units)


def test_a_part_holds_so_many_paragraphs_and_so_many_characters() -> None:
    short = paragraphs("\n\n".join(["Satz."] * (PARAGRAPHS * 2 + 1)))
    assert [len(part) for part in portions(short)] == [PARAGRAPHS, PARAGRAPHS, 1]
    long = paragraphs("\n\n".join(["x" * (CHARACTERS // 2)] * 3 + ["y" * (CHARACTERS * 2)]))
    assert [len(part) for part in portions(long)] == [2, 1, 1]


def test_a_passage_is_found_in_its_paragraph_and_part() -> None:
    text = "# Titel\n\n" + "\n\n".join(f"Satz {n}." for n in range(1, 300))
    places = Places(text)
    assert places.of({"start": text.index("Satz 5.")}) == (5, 1)
    assert places.of({"start": text.index("Satz 250.") + 3}) == (250, 2)
    assert places.of({"start": 0}) == (None, 1)
    assert places.of({"start": len(text) + 5}) == (None, 1)
