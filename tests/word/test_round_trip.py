"""Markdown, written as a .docx by hand and read again, is the same Markdown; and what is read of it
is what was written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.text.normalise import normalise
from domain.text.seen import seen as read
from review_service.word.as_markdown import escaped, inline, markdown
from review_service.word.content import Block, Document, Paragraph, Rule, Span, Table
from review_service.word.understanding import look_through
from tests.word.writing import as_docx

PIECES = st.sampled_from(
    ["Satz", "Bürger*innen", "ein*e", "*", "**", "_", "snake_case", "#", "##", "-", "+", "1.", "2)",
     "|", "||", "<b>", "&amp;", "&", "\\", "\\*", "[1](x)", "[^1]", "[a]: b", "`", "``", ">", "~~~",
     "=", "===", "---", "***", "§", "3", "„Wort“", "(1)", "a)", "http://a.example/_x_", "!", "🙂",
     "![a](b)", "<http://a.example>", "é", "Kita\u00a0Plätze"]
)  # fmt: skip
WORDS = st.lists(st.tuples(PIECES, st.sampled_from([" ", " ", ""])), min_size=1, max_size=6).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs).strip()
)
PLAIN = WORDS.map(Span)
LINK = st.just("https://a.example/weg?x=1")
DRESSED = st.builds(
    lambda words, bold, italic, link: Span(words, bold, italic, link=link),
    WORDS, st.booleans(), st.booleans(), st.one_of(st.just(""), st.just(""), LINK),
)  # fmt: skip
GAP = st.sampled_from([Span(" "), Span(" "), Span("\n"), Span("")])
SPANS = st.lists(st.tuples(st.one_of(PLAIN, DRESSED), GAP), min_size=1, max_size=4).map(
    lambda pairs: [span for pair in pairs for span in pair if span.text]
)
CELLS = st.lists(st.one_of(PLAIN, DRESSED), min_size=1, max_size=2)
TABLES = st.integers(1, 3).flatmap(
    lambda width: st.lists(
        st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=3
    ).map(Table)
)
HEADINGS = st.builds(
    lambda spans, level: Paragraph([Span("Titel "), *spans], heading=level),
    SPANS,
    st.integers(1, 6),
)
TEXTS = st.builds(lambda spans, kind: Paragraph(spans, kind=kind), SPANS,
                  st.sampled_from(["", "", "quote"]))  # fmt: skip
SIGNS = st.sampled_from(["-", "-", "1.", "2.", "7.", "1)", "3)"])
ITEMS = st.lists(st.tuples(SPANS, SIGNS, st.integers(0, 2), st.booleans()), min_size=1, max_size=5)
BLOCKS = st.lists(
    st.one_of(
        HEADINGS.map(lambda one: [one]), TEXTS.map(lambda one: [one]),
        TABLES.map(lambda one: [one]), st.just([Rule()]), ITEMS.map(lambda items: [*listed(items)]),
    ),
    min_size=1, max_size=5,
).map(lambda parts: [block for part in parts for block in part])  # fmt: skip


def listed(items: list[tuple[list[Span], str, int, bool]]) -> list[Block]:
    """Give items of which none stands more than one step further in than the one before."""
    found: list[Block] = []
    above = -1
    for spans, sign, depth, more in items:
        above = min(depth, above + 1)
        found.append(Paragraph(spans, sign=sign, depth=above))
        if more:
            found.append(Paragraph(spans, depth=above))
    return found


def bare(spans: list[Span]) -> str:
    return " ".join("".join(span.text for span in spans).split())


@given(WORDS, WORDS)
def test_words_are_read_as_they_stand(before: str, words: str) -> None:
    document = Document([Paragraph([Span(f"{before}\n{words}")])])
    assert seen(markdown(document)) == f"{before} {words}".split()


@given(SPANS)
def test_no_look_costs_a_word(spans: list[Span]) -> None:
    assert seen(markdown(Document([Paragraph(spans)]))) == bare(spans).split()


def seen(text: str) -> list[str]:
    return read(normalise(text)).text.split()


@settings(max_examples=40)
@given(BLOCKS)
def test_a_text_that_goes_out_as_docx_comes_in_as_the_same_text(blocks: list[Block]) -> None:
    once = markdown(Document(blocks))
    found = look_through("a.docx", as_docx(normalise(once)))
    assert found.text == normalise(once)


@pytest.mark.parametrize(
    ("spans", "said"),
    [
        ([Span("Satz", True, True), Span("_Satz", True)], "**_Satz_\\_Satz**"),
        ([Span("Satz", True, True), Span("Satz", True)], "**SatzSatz**"),
        ([Span("[1]", italic=True), Span("Satz")], "[1]Satz"),
        ([Span("[1]"), Span("(x)")], "[1\\](x)"),
        ([Span("[1]"), Span("(x)", bold=True), Span("a")], "[1\\](x)a"),
        ([Span("Ja!"), Span("Satz", link="https://a.example")], "Ja\\![Satz](https://a.example)"),
    ],
)
def test_words_glued_to_a_look_are_said_or_bare(spans: list[Span], said: str) -> None:
    assert inline(spans) == said
    assert look_through("a.docx", as_docx(said)).text == f"{said}\n"


def test_only_what_would_be_a_sign_is_escaped() -> None:
    plain = "Bürger*innen, snake_case, 3 * 4? [1] (a|b) R&D <3 §1 5-fach 1. Mai C# ~5"
    assert escaped(plain) == plain.replace(" * ", " \\* ")
    assert inline([Span("Kita"), Span("s", bold=True)]) == "Kitas"
