"""A file of Word that went out is read into the form as what continues the revision it was."""

from __future__ import annotations

from review_service.service import Service
from tests.api.test_documents import WRITTEN, edited
from tests.api.way import Way
from tests.pages.hands import Hands


def went_out(hands: Hands, way: Way) -> bytes:
    address = f"/entwuerfe/{way.id}/text.docx?fassung=1"
    return edited(hands["chair"].open(address).answer.content, Ziele="Ziele und Kosten")


def test_a_file_comes_back_and_is_merged_with_what_was_written_meanwhile(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft(text=WRITTEN)
    data = went_out(hands, way)
    way.revise(text=WRITTEN.replace("Bildung\n", "Bildung und Sport\n"))
    form = hands["chair"].open(f"/entwuerfe/{way.id}/ueberarbeiten")
    asked = form.press("einlesen", file=("leitbild.docx", data))
    assert asked.value("text") != asked.press("aenderungen-annehmen").value("text")
    read = asked.press("aenderungen-annehmen")
    assert "Die Datei „leitbild.docx“ führt Fassung 1 fort" in read.words
    text = (read.value("text") or "").replace("\r\n", "\n")
    assert text == WRITTEN.replace("Ziele", "Ziele und Kosten")
    assert read.value("basis") == "1"
    merged = read.press("ueberarbeiten")
    assert merged.goes_to == f"/entwuerfe/{way.id}?ok=zusammengefuehrt"
    stored = way.get("chair", "/revisions/3")["text"]
    assert stored == text.replace("Bildung\n", "Bildung und Sport\n")


def test_a_file_of_another_draft_is_a_text_like_any(service: Service) -> None:
    hands = Hands(service)
    data = went_out(hands, hands.draft(text=WRITTEN))
    way = hands.draft()
    form = hands["chair"].open(f"/entwuerfe/{way.id}/ueberarbeiten")
    read = form.press("einlesen", file=("leitbild.docx", data)).press("aenderungen-annehmen")
    assert "führt Fassung" not in read.words
    assert (read.value("text") or "").startswith("# Leitbild")
