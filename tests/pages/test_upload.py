"""Reading a draft's text in from a file."""

from __future__ import annotations

import pytest

from review_service.service import Service
from tests.api.way import TEXT, Way
from tests.pages.hands import Hands, Sheet

MARKDOWN = "## Förderung\n\nFür Gründer*innen – 700 €.\n"


def opened(hands: Hands, way: Way) -> Sheet:
    return hands["chair"].open(f"/entwuerfe/{way.id}/ueberarbeiten")


MIXED = (MARKDOWN + "Nachtrag: f").encode() + "ür alle.".encode("cp1252")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac-roman"])
def test_a_file_is_read_into_the_field_and_not_saved(service: Service, encoding: str) -> None:
    hands = Hands(service)
    way = hands.draft()
    data = MARKDOWN.replace("\n", "\r\n").encode(encoding)
    sheet = opened(hands, way).press("einlesen", file=("entwurf.md", data))
    assert sheet.status == 200 and "„entwurf.md“" in sheet.words
    assert sheet.value("text") == MARKDOWN.replace("\n", "\r\n")
    assert way.get("chair")["revision"] == 1


def test_what_stood_in_the_field_can_be_brought_back(service: Service) -> None:
    hands = Hands(service)
    sheet = opened(hands, hands.draft()).press(
        "einlesen", file=("entwurf.md", MARKDOWN.encode()), text="Lange getippt."
    )
    back = sheet.press("zurueckholen")
    assert back.value("text") == "Lange getippt."
    assert back.press("zurueckholen").value("text") == MARKDOWN.replace("\n", "\r\n")


def test_an_unchanged_text_is_replaced_without_asking(service: Service) -> None:
    hands = Hands(service)
    sheet = opened(hands, hands.draft()).press("einlesen", file=("a.md", MARKDOWN.encode()))
    assert sheet.value("text-davor") is None


def test_a_file_sent_with_the_saving_button_is_saved_where_nothing_was_typed(
    service: Service,
) -> None:
    hands = Hands(service)
    way = hands.draft()
    done = opened(hands, way).press("ueberarbeiten", file=("entwurf.txt", MARKDOWN.encode()))
    assert done.goes_to == f"/entwuerfe/{way.id}?ok=ueberarbeiten"
    assert way.get("chair", "/revisions/2")["text"] == MARKDOWN


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1252", "Windows-1252"), ("mac-roman", "Mac OS Roman")]
)
def test_a_file_that_is_not_in_utf8_comes_back_to_look_at_before_it_is_saved(
    service: Service, encoding: str, name: str
) -> None:
    hands = Hands(service)
    way = hands.draft()
    file = ("alt.txt", MARKDOWN.encode(encoding))
    for button in ("ueberarbeiten", "zwischenspeichern"):
        sheet = opened(hands, way).press(button, file=file)
        assert sheet.status == 200 and way.get("chair")["revision"] == 1
        assert f"nicht in UTF-8. Im Feld steht, was sie als {name} gelesen ergibt." in sheet.words
        assert sheet.value("text") == MARKDOWN.replace("\n", "\r\n")
    assert sheet.press("ueberarbeiten").goes_to == f"/entwuerfe/{way.id}?ok=ueberarbeiten"
    assert way.get("chair", "/revisions/2")["text"] == MARKDOWN


@pytest.mark.parametrize("button", ["einlesen", "ueberarbeiten", "zwischenspeichern"])
@pytest.mark.parametrize("data", [MIXED, MARKDOWN.encode() + b"M\xc3", MARKDOWN.encode() + b"\x9f"])
def test_a_file_with_a_wrong_byte_is_refused_with_its_place(
    service: Service, data: bytes, button: str
) -> None:
    hands = Hands(service)
    way = hands.draft()
    sheet = opened(hands, way).press(button, file=("entwurf.md", data))
    assert sheet.status == 422 and "Die Datei ist in UTF-8, aber in Zeile 4, Spalte" in sheet.words
    assert sheet.value("text") == TEXT.replace("\n", "\r\n")
    assert way.get("chair")["revision"] == 1


def test_a_draft_does_not_begin_with_a_file_that_was_not_looked_at(service: Service) -> None:
    hands = Hands(service)
    sheet = hands["chair"].open("/entwuerfe/neu?papier=grundsatzpapier&thema=bildung")
    sent = sheet.press("ueberarbeiten", file=("a.md", MIXED), titel="Neu", gleichstellung="nein")
    assert sent.status == 422 and "Zeile 4, Spalte 12 steht hinter „Nachtrag: f“" in sent.words
    sent = sheet.press("ueberarbeiten", file=("a.md", MARKDOWN.encode("mac-roman")), titel="Neu")
    assert sent.status == 200 and sent.value("text") == MARKDOWN.replace("\n", "\r\n")


def test_a_file_never_replaces_unseen_what_was_typed(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft()
    sheet = opened(hands, way).press(
        "ueberarbeiten", file=("entwurf.txt", MARKDOWN.encode()), text=TEXT + "Getippt.\n"
    )
    assert sheet.status == 200 and way.get("chair")["revision"] == 1
    assert sheet.value("text-davor") == (TEXT + "Getippt.\n").replace("\n", "\r\n")


def test_a_file_that_is_no_text_is_refused_and_the_field_stays(service: Service) -> None:
    hands = Hands(service)
    sheet = opened(hands, hands.draft()).press(
        "einlesen", file=("entwurf.png", b"\x89PNG\0\0\0\x81"), text="Getippt."
    )
    assert sheet.status == 422 and "Diese Datei ist kein reiner Text" in sheet.words
    assert sheet.value("text") == "Getippt."


def test_the_button_without_a_file_says_so(service: Service) -> None:
    hands = Hands(service)
    sheet = opened(hands, hands.draft()).press("einlesen")
    assert sheet.status == 422 and "Bitte wählen Sie zuerst eine Datei aus." in sheet.words


def test_a_file_over_the_limit_is_refused_when_it_is_saved(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft()
    sheet = opened(hands, way).press("ueberarbeiten", file=("lang.txt", b"Zu lang. " * 600_000))
    assert sheet.status == 422 and "5,4 MB zu groß" in sheet.words
    assert way.get("chair")["revision"] == 1


def test_a_file_is_kept_where_one_writes_on_later(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft()
    opened(hands, way).press("zwischenspeichern", file=("a.md", MARKDOWN.encode()))
    assert opened(hands, way).value("text") == MARKDOWN.replace("\n", "\r\n")


def test_a_file_that_is_no_text_is_said_before_one_leaves(service: Service) -> None:
    hands = Hands(service)
    sheet = opened(hands, hands.draft()).press("zwischenspeichern", file=("a.pdf", b"%PDF\0\x81"))
    assert sheet.status == 422 and "Das ist ein PDF, kein Textdokument." in sheet.words
