"""Links to take a text, and what changed in it, along as files of Word."""

from __future__ import annotations

import re
from html import unescape

from domain.source import Resolution
from review_service.redlines import LARGE
from review_service.word.package import MEDIA_TYPE
from review_service.word.understanding import look_through
from tests.pages.hands import Hands
from tests.word.taking import Read, taken


def links(html: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'href="([^"]*\.docx[^"]*)"', html)]


def test_the_text_and_what_changed_are_files_behind_a_link(hands: Hands) -> None:
    way = hands.draft().submit().state("beirat-01", passages=[{"exact": "Ziele"}]).give_back()
    way.revise(answers=[{"vorgabe": 1, "outcome": "erfuellt"}])
    chair = hands["chair"]
    found = links(chair.open(f"/entwuerfe/{way.id}/text").answer.text)
    found += links(chair.open(f"/entwuerfe/{way.id}/aenderungen").answer.text)
    assert len(found) == 4
    for address in found:
        answer = chair.open(address).answer
        assert (answer.status_code, answer.headers["content-type"]) == (200, MEDIA_TYPE)
        assert answer.headers["content-disposition"].startswith("attachment;")
        read = [one.text for one in taken(answer.content, "new") if isinstance(one, Read)]
        assert "[2]Wir nennen Ziele und Kosten." in read


def test_both_are_files_for_libreoffice_too(hands: Hands) -> None:
    way, chair = hands.draft().revise(), hands["chair"]
    for page in ("text", "aenderungen"):
        sheet = chair.open(f"/entwuerfe/{way.id}/{page}")
        (address,) = re.findall(r'href="([^"]*\.odt[^"]*)"', sheet.answer.text)
        answer = chair.open(unescape(address)).answer
        assert answer.headers["content-disposition"].startswith("attachment;")
        found = look_through("a.odt", answer.content, resolution=Resolution.ACCEPTED)
        assert "Wir nennen Ziele" in found.must_be_decided()


def test_a_long_comparison_says_how_far_it_is_and_comes_back_to_the_file(hands: Hands) -> None:
    long = "Ein Satz, der sich wiederholt und lang ist.\n\n" * (LARGE // 60)
    way = hands.draft(text=long).revise(text=f"{long}Noch einer.")
    path = f"/entwuerfe/{way.id}/aenderungen.docx?von=1&bis=2"
    sheet = hands["chair"].open(path)
    assert sheet.answer.headers["refresh"] == "2"
    assert path in unescape(sheet.answer.text)


def test_without_another_revision_there_is_nothing_that_changed(hands: Hands) -> None:
    way = hands.draft()
    assert not links(hands["chair"].open(f"/entwuerfe/{way.id}/aenderungen").answer.text)
