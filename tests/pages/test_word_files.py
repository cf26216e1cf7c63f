"""A .docx read into the form: looked through, decided on, recorded with where it came from."""

from __future__ import annotations

from hashlib import sha256

import pytest

from review_service.service import Service
from tests.api.way import TEXT, Way
from tests.pages.hands import Hands, Sheet
from tests.word.making import docx, p, r, style
from tests.word.test_opening import REFUSED
from tests.word.test_tracked import CASES

NOTE = (
    f'<w:comment w:id="3" w:author="Erika" w:date="2026-05-04T10:00:00Z">{p("Woher?")}</w:comment>'
)
HEADED = docx(
    p("Leitbild", style="h") + p(r("Ziele", "b")) + p("Ein Satz für Bürger*innen.")
    + p(r("geheim", "vanish")),
    styles=style("heading 1", ident="h"), comments=NOTE,
)  # fmt: skip
READ = "# Leitbild\n\n**Ziele**\n\nEin Satz für Bürger*innen.\n"
CHANGED = docx(CASES["words"][0])


def revising(hands: Hands, way: Way) -> Sheet:
    return hands["chair"].open(f"/entwuerfe/{way.id}/ueberarbeiten")


def text(sheet: Sheet) -> str:
    return (sheet.value("text") or "").replace("\r\n", "\n")


def source(way: Way) -> dict[str, object]:
    return way.get("chair", "/history")["items"][-1]["data"]["source"]


def test_what_was_understood_is_shown_before_anything_is_saved(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft()
    for button in ("einlesen", "ueberarbeiten", "zwischenspeichern"):
        sheet = revising(hands, way).press(button, file=("entwurf.docx", HEADED))
        assert sheet.status == 200 and text(sheet) == READ
        assert "Eine Überschrift und zwei Absätze. Eine ausgeblendete Stelle wird" in sheet.words
        assert "Ausgeblendeter Text: geheim" in sheet.words
        assert "Erika, 04.05.2026: Woher?" in sheet.words
    assert way.get("chair")["revision"] == 1


def test_the_preview_stands_below_what_was_read(service: Service) -> None:
    hands = Hands(service)
    sheet = revising(hands, hands.draft()).press("einlesen", file=("a.docx", HEADED))
    assert "Vorschau: zwei Absätze" in sheet.words


def test_proposed_headings_are_ticked_and_confirmed_in_what_was_written_on(
    service: Service,
) -> None:
    hands = Hands(service)
    way = hands.draft()
    sheet = revising(hands, way).press("einlesen", file=("a.docx", HEADED))
    assert sheet.values("ueberschrift") == ["0", "1"]
    done = sheet.press("ueberschriften", text=READ + "\nNoch ein Absatz.\n")
    assert text(done) == READ.replace("**Ziele**", "## Ziele") + "\nNoch ein Absatz.\n"
    assert "Sind das Überschriften?" not in done.words
    assert done.press("ueberarbeiten").goes_to
    assert source(way) == {
        "format": "docx", "sha256": sha256(HEADED).hexdigest(), "changes": None,
        "headings": ["Ziele"],
    }  # fmt: skip


def test_what_is_not_ticked_stays_as_it_is(service: Service) -> None:
    hands = Hands(service)
    sheet = revising(hands, hands.draft()).press("einlesen", file=("a.docx", HEADED))
    kept = sheet.press("ueberschriften", ueberschrift=["0"])
    assert text(kept) == READ and "Angekreuzt ist keine." in kept.words


@pytest.mark.parametrize(
    ("button", "expected", "choice"),
    [("aenderungen-annehmen", "Die neuen Wege\n", "accepted"),
     ("aenderungen-ablehnen", "Die alten Wege\n", "rejected")],
)  # fmt: skip
def test_open_changes_are_listed_and_decided_before_the_text_is_taken(
    service: Service, button: str, expected: str, choice: str
) -> None:
    hands = Hands(service)
    way = hands.draft()
    listed = revising(hands, way).press("einlesen", file=("a.docx", CHANGED))
    assert text(listed) == TEXT
    assert "Zwei Änderungen sind noch offen." in listed.words
    assert "Gestrichen (Erika, 04.05.2026): „alten“" in listed.words

    stopped = listed.press("ueberarbeiten", text="Anders getippt.")
    assert stopped.status == 422 and text(stopped) == "Anders getippt."
    assert "sind zwei Änderungen offen" in stopped.words

    taken = stopped.press(button)
    assert text(taken) == expected and "Text von vorher zurückholen" in taken.words
    assert taken.press("ueberarbeiten").goes_to
    assert source(way)["changes"] == choice


def test_the_file_outlives_leaving_and_can_be_put_away(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft()
    revising(hands, way).press("einlesen", file=("a.docx", CHANGED)).press("zwischenspeichern")
    again = revising(hands, way)
    assert "Zwei Änderungen sind noch offen." in again.words
    away = again.press("datei-weglassen")
    assert "noch offen" not in away.words and away.value("datei-inhalt") is None
    assert away.press("ueberarbeiten", text="Getippt.").goes_to and source(way) is None


def test_comments_are_taken_along_into_the_summary(service: Service) -> None:
    hands = Hands(service)
    sheet = revising(hands, hands.draft()).press("einlesen", file=("a.docx", HEADED), kurz="Neu.")
    assert sheet.press("kommentare").value("kurz") == "Neu.\r\n\r\nErika, 04.05.2026: Woher?"


def test_the_text_of_before_comes_back_without_the_file(service: Service) -> None:
    hands = Hands(service)
    sheet = revising(hands, hands.draft()).press("einlesen", file=("a.docx", HEADED), text="Lang.")
    back = sheet.press("zurueckholen")
    assert text(back) == "Lang." and back.value("datei-sha256") is None


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_file_leaves_what_was_typed(service: Service, name: str) -> None:
    data, refusal = REFUSED[name]
    hands = Hands(service)
    way = hands.draft()
    for button in ("einlesen", "ueberarbeiten"):
        sheet = revising(hands, way).press(button, file=("a.docx", data), text="Lange getippt.")
        assert sheet.status == 422 and text(sheet) == "Lange getippt."
        assert (refusal.__doc__ or "").split("{")[0].split("\n")[0][:30] in sheet.words
    assert way.get("chair")["revision"] == 1


def test_a_file_whose_packed_text_was_tampered_with_is_none(service: Service) -> None:
    hands = Hands(service)
    sheet = revising(hands, hands.draft()).press("einlesen", file=("a.docx", CHANGED))
    sent = sheet.press("vorschau", datei_inhalt="kein Base64!", text="Getippt.")
    assert sent.status == 200 and "noch offen" not in sent.words


def test_a_draft_begins_with_a_file(service: Service) -> None:
    hands = Hands(service)
    facts = {"papier": "grundsatzpapier", "titel": "Neu", "gleichstellung": "nein"}
    sheet = (
        hands["chair"].open("/entwuerfe/neu").press("einlesen", file=("a.docx", HEADED), **facts)
    )
    assert "Unter „Was haben Sie geändert?“" not in sheet.words
    done = sheet.press("neu")
    assert done.goes_to
    draft = done.goes_to.split("?")[0].split("/")[-1]
    way = hands.draft()
    way.path = f"/api/drafts/{draft}"
    assert source(way)["sha256"] == sha256(HEADED).hexdigest()
