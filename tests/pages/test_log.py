"""Was geschah: all a reader may see, by month, body and kind, on a page and as a table."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest

from domain.aggregate import EVENTS
from projections import chronicle
from review_service.pages.history.log import harmless, months
from review_service.words.chronicle import kinds
from review_service.words.german import ZONE
from tests.api.states import SECRET, hide
from tests.pages.hands import Hands


def table(hands: Hands, query: str = "", name: str = "beirat-01") -> list[list[str]]:
    answer = hands[name].client.get(f"/was-geschah.csv{query}")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="was-geschah.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbfTag;Uhrzeit;")
    return [*csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")][1:]


def test_the_log_tells_all_drafts_and_the_procedure_the_newest_first(hands: Hands) -> None:
    hands.draft(title="Erster Entwurf").submit().state("beirat-01")
    hands.draft(title="Zweiter Entwurf").submit()
    said = hands["beirat-01"].open("/was-geschah").words
    told = [
        "Erster Entwurf", "hat Fassung 1 eingereicht", "hat Fassung 1 zugestimmt",
        "Zweiter Entwurf",
    ]  # fmt: skip
    newest = [said.rindex("Zweiter Entwurf"), said.index("hat Fassung 1 zugestimmt")]
    assert all(words in said for words in told) and newest == sorted(newest)
    oldest = hands["beirat-01"].open("/was-geschah?reihenfolge=aelteste").words
    assert oldest.index("hat Fassung 1 zugestimmt") < oldest.index("Zweiter Entwurf")


def test_it_is_chosen_by_month_body_and_kind(hands: Hands) -> None:
    hands.draft(title="Mein Entwurf").submit().state("beirat-01").state("round-table")
    month = f"{datetime.now(ZONE):%Y-%m}"
    rows = table(hands, f"?art=einschaetzung&von=runder-tisch&monat={month}")
    assert [(row[3], row[5]) for row in rows] == [("Mein Entwurf", "Einschätzung")]
    assert table(hands, "?monat=2019-01&art=einschaetzung") == []
    page = hands["beirat-01"].open("/was-geschah?art=einschaetzung&von=runder-tisch").words
    assert "Einschätzungen: Ein Ereignis" in page and "eingereicht" not in page
    for refused in ("?art=nichts", "?monat=0000-01", "?von=%00", "?seite=99"):
        assert hands["beirat-01"].open(f"/was-geschah{refused}").status == 404, refused
    assert hands["beirat-01"].open("/was-geschah.csv?monat=9999-12").status == 404


def test_a_reader_is_told_of_what_it_may_see_alone(hands: Hands) -> None:
    hide(hands.draft().submit().give_back())
    hands.draft(title="Noch geheim")
    for name, insider in (("beirat-01", False), ("other-chair", False), ("chair", True)):
        person = hands[name]
        page, rows = person.open("/was-geschah").words, table(hands, name=name)
        assert ("Noch geheim" in page) == insider, name
        assert ("hat Fassung 2 gespeichert" in page) == insider, name
        assert ("Noch geheim" in {row[3] for row in rows}) == insider, name
        assert SECRET not in page


def test_persons_and_suggestions_are_not_told_here(hands: Hands) -> None:
    told = {topic for topic, event in EVENTS.items() if issubclass(event, chronicle.EVENTS)}
    assert {topic.partition(".")[0] for topic in told} == {
        "Draft", "Procedure", "Besetzung", "Election",
    }  # fmt: skip
    assert "Verzeichnis" not in hands["auditor"].open("/was-geschah").words


def test_every_event_that_is_told_is_of_one_kind() -> None:
    told = sorted(topic for topic, event in EVENTS.items() if issubclass(event, chronicle.EVENTS))
    assert sorted(topic for kind in kinds.KINDS.values() for topic in kind.topics) == told


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-3", "@sum", "\tx", "\rx"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert harmless(f"a{cell}") == f"a{cell}"


def test_a_title_that_looks_like_a_formula_is_none_in_the_table(hands: Hands) -> None:
    hands.draft(title='=HYPERLINK("http://example.org")').submit()
    assert {row[3] for row in table(hands, "?art=einreichung")} == {
        '\'=HYPERLINK("http://example.org")'
    }


def test_months_lead_back_to_the_first() -> None:
    begun = datetime(2019, 11, 30, 23, 30, tzinfo=UTC)  # December here
    assert [*months(begun, datetime(2020, 2, 1, tzinfo=ZONE))] == ["2020-02", "2020-01", "2019-12"]
    assert [*months(None, begun)] == []


def test_the_log_comes_in_pages_and_the_table_whole(hands: Hands) -> None:
    way = hands.draft().submit()
    for _ in range(101):
        way.state("beirat-01")
    person = hands["beirat-01"]
    first = person.open("/was-geschah?art=einschaetzung")
    assert "101 Ereignisse, die neuesten zuerst; Seite 1 von 2" in first.words
    assert first.words.count("hat Fassung 1 zugestimmt") == 100
    second = person.open("/was-geschah?art=einschaetzung&seite=2")
    assert second.words.count("hat Fassung 1 zugestimmt") == 1
    assert len(table(hands, "?art=einschaetzung")) == 101
