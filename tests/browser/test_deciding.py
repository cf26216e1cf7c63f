"""Deciding: text, what is said and the Vorgaben side by side, the Vorgabe in hand in view."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit, Visitor
from tests.browser.test_marking import SELECT, whole_words

FORM = "/entwuerfe/{bildung}/entscheidung"
COLUMNS = ("#spalte-beschluss", "#spalte-text", "#spalte-gesagt")
WIDE = {"viewport": {"width": 1200, "height": 900}}


def opened(visit: Visit, **options: object) -> Visitor:
    """The Lenkungsgruppe about to return a draft, nothing written yet."""
    board = visit("lenkungsgruppe", **options)
    board.go(FORM.format(**board.site.drafts))
    if board.page.get_by_role("button", name="Verwerfen und neu beginnen").count():
        board.presses("Verwerfen und neu beginnen")
    board.chooses("Mit Vorgaben zurückgeben")
    return board


def scrolled(column: Locator) -> float:
    found: float = column.evaluate("column => column.scrollTop")
    return found


def marks(board: Visitor, text: Locator, start: int, end: int) -> str:
    """Mark words of a paragraph; gives them."""
    text.scroll_into_view_if_needed()
    text.evaluate(SELECT, [start, end])
    board.page.get_by_role("button", name="Auswahl zu").click()
    return whole_words(text.text_content() or "", start, end)


def test_three_columns_scroll_each_for_itself(visit: Visit) -> None:
    board = opened(visit, **WIDE)
    boxes = [board.page.locator(column).bounding_box() for column in COLUMNS]
    assert all(boxes)
    edges = [(box["x"], box["y"], box["y"] + box["height"]) for box in boxes if box]
    assert [x for x, _, _ in edges] == sorted({x for x, _, _ in edges})
    assert len({top for _, top, _ in edges}) == 1 and all(end <= 900 for *_, end in edges)
    text, said = (board.page.locator(column) for column in COLUMNS[1:])
    box = text.bounding_box()
    assert box
    board.page.mouse.move(box["x"] + 100, box["y"] + 100)
    board.page.mouse.wheel(0, 600)
    expect(text.get_by_text("Absatz 1", exact=True)).not_to_be_in_viewport()
    assert scrolled(said) == 0 and board.page.evaluate("scrollY") == 0
    expect(said.get_by_text("Bedenken", exact=True).first).to_be_in_viewport()


def test_the_vorgabe_in_hand_is_filled_and_stays_in_view(visit: Visit) -> None:
    board = opened(visit, **WIDE)
    board.presses("Weitere Vorgabe hinzufügen")
    first, second = (board.page.locator(f"#vorgabe-{row}-text") for row in (1, 2))
    expect(second).to_be_focused()
    board.page.keyboard.type("Fristen nennen.")
    texts = board.page.locator("[data-absatz]")
    words = marks(board, texts.nth(8), 3, 30)
    expect(board.page.locator("#vorgabe-2-zitat-1")).to_have_value(words)
    expect(second).to_be_in_viewport()
    expect(board.page.locator("#vorgabe-2-zitat-1")).to_be_in_viewport()
    first.fill("Kosten nennen.")
    expect(board.page.get_by_label("Markieren zu")).to_have_value("vorgabe-1-")
    words = marks(board, texts.nth(2), 3, 30)
    expect(board.page.locator("#vorgabe-1-zitat-1")).to_have_value(words)
    expect(first).to_be_in_viewport()
    assert board.page.evaluate("scrollY") == 0


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_another_vorgabe_has_the_cursor(visit: Visit, javascript: bool) -> None:
    board = opened(visit, java_script_enabled=javascript, **WIDE)
    board.page.locator("#vorgabe-1-text").fill("Kosten nennen.")
    board.presses("Weitere Vorgabe hinzufügen")
    expect(board.page.locator("#vorgabe-2-text")).to_be_focused()
    expect(board.page.locator("#vorgabe-2-text")).to_be_in_viewport()
    board.page.keyboard.type("Fristen nennen.")
    board.page.get_by_text("Stellen im Text").nth(1).click()
    board.presses("Noch ein Zitat zu Vorgabe 7")
    expect(board.page.locator("#vorgabe-2-text")).to_have_value("Fristen nennen.")
    board.page.get_by_role("button", name="Vorgabe 6 entfernen").click()
    expect(board.page.locator("#vorgabe-1-text")).to_have_value("Fristen nennen.")
    expect(board.page.locator("#vorgabe-1-text")).to_be_focused()


def test_marks_and_places_are_there_after_going_to_read(visit: Visit) -> None:
    board = opened(visit, **WIDE)
    board.page.locator("#vorgabe-1-text").fill("Kosten nennen.")
    words = marks(board, board.page.locator("[data-absatz]").nth(8), 3, 30)
    before = scrolled(board.page.locator("#spalte-text"))
    assert before > 0
    board.follows("Frühere Runden, Änderungen und Verlauf lesen")
    board.page.go_back()
    expect(board.page.locator("#vorgabe-1-text")).to_have_value("Kosten nennen.")
    expect(board.page.locator("#vorgabe-1-zitat-1")).to_have_value(words)
    assert abs(scrolled(board.page.locator("#spalte-text")) - before) < 2
    board.page.reload()
    off = board.page.get_by_role("button", name="zu Vorgabe 6 nicht mehr markieren")
    assert board.page.evaluate("CSS.highlights.get('markiert').size") == 1
    off.click()
    expect(board.page.locator("#vorgabe-1-zitat-1")).to_have_value("")
    assert board.page.evaluate("CSS.highlights.get('markiert').size") == 0


def test_by_keyboard_what_is_said_leads_to_its_paragraph(visit: Visit) -> None:
    board = opened(visit, **WIDE)
    link = board.page.locator("#spalte-gesagt").get_by_role("link", name="Absatz 5").first
    link.focus()
    board.page.keyboard.press("Enter")
    expect(board.page.locator("#text-5")).to_be_in_viewport()
    expect(board.page.locator("#spalte-beschluss")).to_be_in_viewport()


def test_on_a_phone_it_is_one_column_with_jumps(visit: Visit) -> None:
    board = opened(visit, viewport={"width": 320, "height": 640})
    jumps = board.page.get_by_role("navigation", name="Auf dieser Seite")
    for name, column in (("Text", 1), ("Was gesagt ist", 2), ("Beschluss", 0)):
        jumps.get_by_role("link", name=name).click()
        heading = board.page.locator(COLUMNS[column]).get_by_role("heading", level=2)
        expect(heading).to_be_in_viewport()
        expect(jumps).to_be_in_viewport()
    assert board.page.evaluate("document.documentElement.scrollWidth") <= 320
