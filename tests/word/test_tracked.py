"""Open changes stop, are listed, and hold all or not at all."""

from __future__ import annotations

from datetime import date

import pytest

from domain.source import Resolution
from review_service.word import telling
from review_service.word.refusals import FileHasOpenChanges
from review_service.word.understanding import Understood, look_through
from tests.word.making import docx, p, r, table

BY = 'w:id="1" w:author="Erika" w:date="2026-05-04T10:00:00Z"'


def came(*runs: str, tag: str = "ins") -> str:
    return f"<w:{tag} {BY}>{''.join(run if run[0] == '<' else r(run) for run in runs)}</w:{tag}>"


def went(text: str, tag: str = "del") -> str:
    gone = r(text).replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
    return f"<w:{tag} {BY}>{gone}</w:{tag}>"


def mark(tag: str) -> str:
    """Mark the end of a paragraph as come or gone."""
    return f"<w:rPr><w:{tag} {BY}/></w:rPr>"


def row(tag: str) -> str:
    return f"<w:tr><w:trPr><w:{tag} {BY}/></w:trPr><w:tc>{p('neu')}</w:tc></w:tr>"


def read(body: str, resolution: Resolution | None = None) -> Understood:
    return look_through("a.docx", docx(body), resolution=resolution)


BOLD_NOW = f"<w:rPr><w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange></w:rPr><w:t>fett</w:t>"
LIST_BEFORE = f'<w:pPrChange {BY}><w:pPr><w:pStyle w:val="x"/></w:pPr></w:pPrChange>'
NESTED = came(went("kam und ging"))
CASES = {
    "words": (p("Die ", went("alten"), came("neuen"), " Wege"),
              "Die neuen Wege\n", "Die alten Wege\n"),
    "a paragraph that came": (p("A") + p(came("B"), more=mark("ins")) + p("C"),
                              "A\n\nB\n\nC\n", "A\n\nC\n"),
    "a paragraph that went": (p("A") + p(went("B"), more=mark("del")) + p("C"),
                              "A\n\nC\n", "A\n\nB\n\nC\n"),
    "joined": (p("A ", more=mark("del")) + p("B"), "A B\n", "A\n\nB\n"),
    "split": (p("A ", more=mark("ins")) + p("B"), "A\n\nB\n", "A B\n"),
    "moved": (p(went("X", "moveFrom"), more=mark("moveFrom")) + p("A")
              + p(came("X", tag="moveTo"), more=mark("moveTo")) + p("B"),
              "A\n\nX\n\nB\n", "X\n\nA\n\nB\n"),
    "the last paragraph": (p("A") + p(came("B"), more=mark("ins")), "A\n\nB\n", "A\n"),
    "a row": (table(("a",)).replace("</w:tbl>", row("ins") + "</w:tbl>"),
              "| a |\n| --- |\n| neu |\n", "| a |\n| --- |\n"),
    "a row that went": (table(("a",)).replace("</w:tbl>", row("del") + "</w:tbl>"),
                        "| a |\n| --- |\n", "| a |\n| --- |\n| neu |\n"),
    "a look": (p(f"<w:r>{BOLD_NOW}</w:r>", " da"), "**fett** da\n", "fett da\n"),
    "a style": (p("A", more=LIST_BEFORE), "A\n", "A\n"),
    "within one another": (p("A", NESTED), "A\n", "A\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_accepted_the_new_text_holds_and_rejected_the_old(name: str) -> None:
    body, accepted, rejected = CASES[name]
    assert read(body, Resolution.ACCEPTED).text == accepted
    assert read(body, Resolution.REJECTED).text == rejected


def test_nothing_is_taken_over_before_it_is_decided() -> None:
    found = read(CASES["words"][0])
    assert found.text is None
    assert [telling.change(one) for one in found.changes] == [
        "Gestrichen (Erika, 04.05.2026): „alten“", "Eingefügt (Erika, 04.05.2026): „neuen“",
    ]  # fmt: skip
    assert found.changes[0].day == date(2026, 5, 4)
    with pytest.raises(FileHasOpenChanges, match="sind zwei Änderungen offen"):
        found.must_be_decided()


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        (p(came("a"), came("b"), "Mitte", came("c")), ["eingefügt", "eingefügt"]),
        (CASES["a row"][0], ["Zeile eingefügt"]),
        (CASES["joined"][0], ["Absatz gestrichen"]),
        (CASES["a look"][0], ["Format"]),
        (CASES["a style"][0], ["Format"]),
    ],
)
def test_each_kind_of_change_is_one_however_many_pieces_it_has(body: str, kinds: list[str]) -> None:
    assert [one.kind for one in read(body).changes] == kinds


def test_what_was_decided_is_part_of_where_the_text_came_from() -> None:
    body = CASES["words"][0]
    assert read(body, Resolution.REJECTED).source.changes is Resolution.REJECTED
    assert read(p("Nichts offen."), Resolution.REJECTED).source.changes is None


def test_a_note_has_changes_too() -> None:
    note = f'<w:footnote w:id="1">{p("Alt", came(" neu"))}</w:footnote>'
    body = p("A", '<w:r><w:footnoteReference w:id="1"/></w:r>')
    data = docx(body, footnotes=note)
    assert look_through("a.docx", data).text is None
    assert (
        look_through("a.docx", data, resolution=Resolution.REJECTED).text == "A[^1]\n\n[^1]: Alt\n"
    )


def test_a_note_that_came_is_one_and_its_words_are_said_once() -> None:
    cited = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    own, words = came("<w:r><w:footnoteRef/></w:r>"), came("Siehe Anlage.")
    note = f'<w:footnote w:id="2"><w:p>{own}{words}</w:p></w:footnote>'
    data = docx(p("Ein langer Absatz", came(cited), "."), footnotes=note)
    found = look_through("a.docx", data).changes
    assert [(one.kind, one.words) for one in found] == [
        ("Fußnote eingefügt", ""),
        ("eingefügt", "Siehe Anlage."),
    ]
    accepted = look_through("a.docx", data, resolution=Resolution.ACCEPTED)
    assert accepted.text == "Ein langer Absatz[^1].\n\n[^1]: Siehe Anlage.\n"
    rejected = look_through("a.docx", data, resolution=Resolution.REJECTED)
    assert rejected.text == "Ein langer Absatz.\n"
