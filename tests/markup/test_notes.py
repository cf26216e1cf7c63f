"""Numbers of notes are links where the note is on the page; every anchor is there once."""

from __future__ import annotations

import re

import pytest
from markupsafe import Markup

from domain.text.blocks import paragraphs
from domain.text.normalise import normalise
from domain.text.redline import redline
from review_service.markup.markdown import render_paragraph
from review_service.markup.marked import Span, marked
from review_service.markup.notes import linked
from review_service.markup.standalone import page
from review_service.pages.text.portions import parts_of
from review_service.pages.text.reading import reading
from review_service.pages.writing.previewing import of_text

NOTED = "Satz[^1] und mehr[^2].\n\n[^1]: Die *erste*.\n[^2]: Ebd.\n\nNochmal[^2] {}.\n"


def ids(html: str) -> list[str]:
    return re.findall(r' id="([^"]*)"', html)


def test_a_number_leads_to_its_note_and_the_note_back() -> None:
    html = "".join(linked([render_paragraph(unit) for unit in paragraphs(NOTED)]))
    assert '<a href="#fussnote-1" id="zu-fussnote-1" aria-label="Fußnote 1">1</a>' in html
    assert re.search(r'<p class="fussnote" id="fussnote-1" dir="auto"><sup>1</sup> Die <em>', html)
    assert 'href="#zu-fussnote-2" aria-label="Zurück zur Stelle der Fußnote 2"' in html
    assert sorted(ids(html)) == [
        *("fussnote-1", "fussnote-2", "zu-fussnote-1", "zu-fussnote-2", "zu-fussnote-2-2"),
    ]
    assert set(re.findall(r'href="#([^"]*)"', html)) <= {*ids(html)}


def test_what_leads_nowhere_is_no_link() -> None:
    words, *_ = paragraphs(NOTED)
    assert linked([render_paragraph(words)])[0] == (
        '<p dir="auto">Satz<sup>1</sup> und mehr<sup>2</sup>.</p>\n'
    )
    (alone,) = paragraphs("Satz[^7].")
    assert linked([render_paragraph(alone)])[0] == '<p dir="auto">Satz[^7].</p>\n'


def test_nobody_writes_a_link_of_a_page_himself() -> None:
    text = '<sup data-fussnote="1">x</sup> <p data-fussnote="1">y</p>'
    (html,) = linked([render_paragraph(unit) for unit in paragraphs(text)])
    assert "<sup" not in html and "<a" not in html


def test_words_are_marked_together_with_the_number_of_a_note() -> None:
    wear = {"a": Markup("<mark>{}</mark>")}
    words, *_ = paragraphs(NOTED)
    html = marked(words.text, [Span(0, 17, "a")], wear, words.notes)
    assert "<mark>Satz</mark><sup" in html and "<mark>1</mark></sup> <mark>und mehr</mark>" in html


@pytest.mark.parametrize("whole", [True, False])
def test_notes_stand_behind_what_is_shown_also_those_of_another_part(whole: bool) -> None:
    text = normalise(
        "# A\n\nSatz[^1].\n\n[^2]: Zweite.\n\n" + "Wort. " * 4_000 + "\n\n# B\n\nMehr[^2].\n\n"
        "[^1]: Erste."
    )
    assert len(parts_of(text)) == 3
    shown = reading(text, [], 1, whole=whole)
    html = "".join(unit.html for unit in shown.units)
    assert len(ids(html)) == len(set(ids(html)))
    behind = [unit.html.partition("<sup>")[2][:1] for unit in shown.units[-2:]]
    assert behind == ["2", "1"]
    if not whole:
        assert 'href="#fussnote-1"' in html and "zu-fussnote-2" not in html
        assert "Erste." in "".join(unit.html for unit in reading(text, [], 3).units)


def test_a_preview_shows_notes_under_names_of_its_own() -> None:
    html = "".join(html for _, html in of_text(NOTED).units)
    assert 'href="#vorschau-fussnote-1"' in html and "Die <em>erste</em>" in html


def test_a_redline_of_notes_shows_numbers_and_changes_in_them() -> None:
    old, new = NOTED.format("alt"), NOTED.format("neu").replace("erste", "zweite")
    html = page(redline(old, new), "T", "1", "2")
    assert "[^" not in html and len(ids(html)) == len(set(ids(html)))
    assert re.search(r"<em><del[^>]*>.*erste.*</del>", html)
