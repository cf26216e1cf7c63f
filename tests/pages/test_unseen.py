"""Signs that no reader sees and that came in before are shown by their code point."""

from __future__ import annotations

import re

import pytest

from review_service.markup.markdown import render
from review_service.markup.unseen import labelled
from review_service.service import Service
from tests.pages.hands import Hands
from tests.store.acts import author, revise

HIDDEN = (
    "Die Maß\u200bnahme \u202ekommt\u202c mit 5\u00ad0 \x1b[8mEuro.\x0b Klar: 👩\u200d💻 می\u200cخ"
)
LABELS = ["U+200B", "U+202E", "U+202C", "U+00AD", "U+001B", "U+000B"]


def labels(html: str) -> list[str]:
    return re.findall(r'<bdi class="verborgen" data-zeichen="(U\+[0-9A-F]+)">.</bdi>', html, re.S)


@pytest.mark.parametrize(
    "text", ["{}", "# {}", "- {}", "> {}", "| a |\n| - |\n| {} |", "**{}**", "    {}"]
)
def test_a_text_shows_them_in_every_block(text: str) -> None:
    html = render(text.format(HIDDEN.replace("\x0b", "")))
    assert labels(html) == LABELS[:-1]
    assert "👩\u200d💻 می\u200cخ" in html


def test_a_link_stays_one() -> None:
    html = render("[Hier\u200b](https://example.org/a\u200bb)")
    assert labels(html) == ["U+200B"] and html.count("<a ") == 1


@pytest.mark.parametrize(
    "path",
    ["/text", "/zeilen", "/aenderungen?von=1&bis=2",
     "/aenderungen?von=1&bis=2&ansicht=nebeneinander", "/aenderungen?von=1&bis=2&ansicht=stellen"],
)  # fmt: skip
def test_every_page_of_a_text_shows_them(service: Service, path: str) -> None:
    draft = service.reviews.begin(lambda: author("Anfang.\n")).stream
    revise(service.reviews, draft, f"Anfang.\n\n{HIDDEN}\n")
    sheet = Hands(service)["chair"].open(f"/entwuerfe/{draft}{path}")
    assert sheet.status == 200
    assert set(LABELS) <= set(labels(sheet.answer.text))


def test_a_title_and_a_name_that_came_in_before_show_them_on_every_page(service: Service) -> None:
    title = "Leit\u202ebild"
    draft = service.reviews.begin(lambda: author(title=title)).stream
    for path in ("", "/text", "/verlauf", "/fassungen", "/ueberarbeiten"):
        html = Hands(service)["chair"].open(f"/entwuerfe/{draft}{path}").answer.text
        assert "U+202E" in labels(html)
        (head,) = re.findall(r"<title>.*?</title>", html)
        assert "LeitU+202Ebild" in head
        seen = re.sub(r"<textarea.*?</textarea>|<[^>]*>", "", html, flags=re.DOTALL)
        assert seen.count("\u202e") == len(labels(html))


def test_what_a_form_sends_back_keeps_the_signs() -> None:
    kept = '<textarea name="text">a\u202eb</textarea><input value="a\u202eb">'
    assert labelled(kept) == kept
    once = labelled("<p>a\u202eb</p>")
    assert labels(once) == ["U+202E"] and labelled(once) == once
