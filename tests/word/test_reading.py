"""What people see of a .docx is what its Markdown says: numbers, notes, fields; what is left out is
counted and its words are named."""

from __future__ import annotations

import pytest

from review_service.word import telling
from review_service.word.content import MOST_PARAGRAPHS
from review_service.word.refusals import FileHasTooMuch
from review_service.word.understanding import Understood, look_through
from tests.word.making import docx, levels, num, outside, p, r, style, table


def read(body: str, **more: str) -> Understood:
    return look_through("a.docx", docx(body, **more))


def text(body: str, **more: str) -> str:
    return read(body, **more).text or ""


def field(said: str, shown: str) -> str:
    """Give a field as Word writes one: what it says, and what it showed last."""
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    code = f"<w:r><w:instrText>{said}</w:instrText></w:r>"
    return f"{char('begin')}{code}{char('separate')}{r(shown)}{char('end')}"


# Headings and lists ------------------------------------------------------------------------------


def test_headings_are_known_by_name_by_level_and_by_what_they_are_based_on() -> None:
    styles = (
        style("heading 2", ident="berschrift2")
        + style("Mein Titel", ident="mein", based="berschrift2")
        + style("Amt", ident="amt", more='<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
        + style("Title", ident="titel")
    )
    body = p("A", style="titel") + p("B", style="mein") + p("C", style="amt")
    own = p("D", more='<w:outlineLvl w:val="0"/>') + p(
        "E", style="amt", more='<w:outlineLvl w:val="9"/>'
    )

    assert text(body + own, styles=styles) == "# A\n\n## B\n\n### C\n\n# D\n\nE\n"


def test_styles_that_are_based_on_one_another_end() -> None:
    styles = style("a", ident="a", based="b") + style("b", ident="b", based="a")
    assert text(p("Wort", style="a"), styles=styles) == "Wort\n"


LAW = levels(("decimal", "§ %1"), ("decimal", "(%2)"), ("decimal", "%3."), ("lowerLetter", "%4)"))


def test_numbers_stand_as_people_see_them() -> None:
    body = (
        p("Zweck", style="h", number=(1, 0)) + p("Absatz", number=(1, 1)) + p("eins", number=(1, 2))
        + p("klein", number=(1, 3)) + p("zwei", number=(1, 2)) + p("Noch einer", number=(1, 1))
        + p("Ziel", style="h", number=(1, 0)) + p("Absatz", number=(1, 1))
    )  # fmt: skip
    assert text(body, numbering=LAW + num(1), styles=style("heading 1", ident="h")) == (
        "# § 1 Zweck\n\n(1) Absatz\n\n1. eins\n\n   a) klein\n\n2. zwei\n\n(2) Noch einer\n\n"
        "# § 2 Ziel\n\n(1) Absatz\n"
    )


def test_a_number_may_come_from_the_style_and_hold_those_above() -> None:
    counted = '<w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr></w:pPr>'.format
    styles = "".join(style(f"heading {n}", ident=f"h{n}", more=counted(n - 1)) for n in (1, 2))
    numbering = levels(("upperRoman", "%1."), ("decimal", "%1.%2")) + num(1)
    body = p("A", style="h1") + p("B", style="h2") + p("C", style="h2") + p("D", style="h1")
    assert text(body, styles=styles, numbering=numbering) == (
        "# I. A\n\n## I.1 B\n\n## I.2 C\n\n# II. D\n"
    )


def test_a_list_goes_on_where_it_was_left_and_begins_anew_where_the_file_says() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = levels(("decimal", "%1.")) + num(1) + num(2, 1, anew)
    body = p("a", number=(1, 0)) + p("Dazwischen.") + p("b", number=(1, 0)) + p("c", number=(2, 0))
    assert text(body, numbering=numbering) == "1. a\n\nDazwischen.\n\n2. b\n1. c\n"


def test_bullets_nest_and_hold_further_paragraphs() -> None:
    indented = '<w:ind w:left="720"/>'
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
        f'<w:lvlText w:val="•"/><w:pPr>{indented}</w:pPr></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>'
    ) + num(1)
    body = (
        p("a", number=(1, 0))
        + p("mehr", more=indented)
        + p("b", number=(1, 0))
        + p("c", number=(1, 1))
    )
    assert text(body + p("aus"), numbering=numbering) == "- a\n\n  mehr\n\n- b\n  - c\n\naus\n"


def test_a_number_a_person_typed_is_read_as_it_stands() -> None:
    assert text(p("1. Erstens") + p("- Strich") + p("# Raute")) == (
        "1\\. Erstens\n\n\\- Strich\n\n\\# Raute\n"
    )


# Words -------------------------------------------------------------------------------------------


def test_words_that_the_file_cut_into_pieces_are_whole() -> None:
    body = p(r("Expert"), r("*"), r("innen", "i"), r(" und "), r("fett", "b"), r("e Wörter"))
    assert text(body) == "Expert\\*_innen_ und fette Wörter\n"
    assert text(p(r("Expert"), r("*"), r("innen"))) == "Expert*innen\n"


def test_a_style_makes_bold_and_the_paragraph_unmakes_it() -> None:
    styles = style("Fett", ident="f", more="<w:rPr><w:b/></w:rPr>")
    body = p(r("Das "), r("nicht", '<w:b w:val="0"/>'), style="f")
    assert text(body, styles=styles) == "**Das** nicht\n"


def test_fields_show_what_they_showed_last() -> None:
    found = read(p("siehe Abschnitt ", field("REF _Ref1 \\r \\h", "3.2"), ", Tabelle ",
                   f'<w:fldSimple w:instr="SEQ Tabelle">{r("4")}</w:fldSimple>'))  # fmt: skip
    assert found.text == "siehe Abschnitt 3.2, Tabelle 4\n"
    assert found.tally["field"] == 2


def test_links_lead_where_they_led_and_others_are_words() -> None:
    links = outside("hyperlink", "https://a.example/x", "l1") + outside(
        "hyperlink", "file:///c", "l2"
    )
    body = p(f'<w:hyperlink r:id="l1">{r("hier")}</w:hyperlink>', " und ",
             f'<w:hyperlink r:id="l2">{r("dort")}</w:hyperlink>', " und ",
             field('HYPERLINK "https://b.example/"', "da"))  # fmt: skip
    assert (
        text(body, links=links)
        == "[hier](https://a.example/x) und dort und [da](https://b.example/)\n"
    )


def test_notes_stand_at_the_end_by_their_numbers() -> None:
    refer = '<w:r><w:{}Reference w:id="{}"/></w:r>'.format
    note = '<w:{0} w:id="{1}">{2}</w:{0}>'.format
    body = p("Eins", refer("footnote", 7), " zwei", refer("footnote", 2)) + p(
        "x", refer("endnote", 1)
    )
    found = read(
        body,
        footnotes=note("footnote", 2, p("Zweite.")) + note("footnote", 7, p("Erste.") + p("Noch.")),
        endnotes=note("endnote", 1, p("Am Ende.")),
    )  # fmt: skip
    assert found.text == (
        "Eins[^1] zwei[^2]\n\nx[^3]\n\n[^1]: Erste. Noch.\n\n[^2]: Zweite.\n\n[^3]: Am Ende.\n"
    )
    assert (found.tally["footnote"], found.tally["endnote"], found.tally["paragraph"]) == (2, 1, 2)


def test_a_note_that_has_a_mark_has_it_as_its_number_and_no_note_is_lost() -> None:
    marked = (
        '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="{}"/><w:t>{}</w:t></w:r>'.format
    )
    auto = '<w:r><w:footnoteReference w:id="{}"/></w:r>'.format
    note = '<w:footnote w:id="{}"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>'.format
    body = p("A", marked(1, "7"), "B", auto(2), "C", marked(3, "*"), "D", marked(4, "7"))
    body += p("E", marked(5, "7"), " und [^1] als Wörter")
    words = ("eins", "zwei", "drei", "eins", "anders")
    notes = "".join(note(at, said) for at, said in enumerate(words, start=1))
    found = read(body, footnotes=notes)
    assert found.text == (
        "A[^7]B[^1]C[^2]D[^7]\n\nE[^7] und \\[^1] als Wörter\n\n"
        "[^7]: eins anders\n\n[^1]: zwei\n\n[^2]: drei\n"
    )
    assert found.tally["footnote"] == 3


def test_breaks_raised_figures_and_signs_of_a_font_are_kept() -> None:
    raised = r("2", '<w:vertAlign w:val="superscript"/>')
    body = p(r("5 m"), raised, "<w:r><w:br/></w:r>", r("unten "),
             '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>')  # fmt: skip
    assert text(body) == "5 m²\\\nunten ☑\n"


# Tables ------------------------------------------------------------------------------------------


def test_a_table_has_its_first_row_as_head_and_what_it_has_not_is_told() -> None:
    assert text(table(("A", "B"), ("1|2", p("x") + p("y")))) == (
        "| A | B |\n| --- | --- |\n| 1\\|2 | x y |\n"
    )
    headless = read(table(("A",), ("B",), head=False))
    assert "Eine Tabelle nennt keine Kopfzeile, ihre erste Zeile gilt als solche." in (
        telling.remarks(headless)
    )


def test_merged_cells_and_tables_in_tables_are_told() -> None:
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + p("breit")
    found = read(table((wide,), ("a", table(("i", "j")))))
    assert found.text == "| breit | |\n| --- | --- |\n| a | i j |\n"
    assert (found.tally["merged"], found.tally["nested"]) == (1, 1)


# What is left out --------------------------------------------------------------------------------

_INLINE = '<wp:inline><wp:docPr id="1" descr="Infografik 1"/></wp:inline>'
PICTURE = f"<w:r><w:drawing>{_INLINE}</w:drawing></w:r>"
BOX = (
    "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{0}"
    "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>"
    "<w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_what_cannot_be_kept_is_counted_and_its_words_are_named() -> None:
    found = read(
        p("Text", PICTURE, r("geheim", "vanish")) + p(BOX.format(p("Kasten"))),
        header1=p("Stadt"), footer1=p("Seite"),
    )  # fmt: skip
    assert found.text == "Text\n"
    assert telling.left_out(found) == (
        "Ein Bild, ein Textfeld, eine Kopfzeile, eine Fußzeile und eine ausgeblendete Stelle werden"
        " weggelassen."
    )
    assert [*found.lost] == [
        ("Bild", "Infografik 1"), ("Ausgeblendeter Text", "geheim"), ("Textfeld", "Kasten"),
        ("Kopfzeile", "Stadt"), ("Fußzeile", "Seite"),
    ]  # fmt: skip


def test_words_struck_through_by_hand_are_kept_and_told() -> None:
    found = read(p("Das gilt ", r("nicht", "strike")))
    assert found.text == "Das gilt nicht\n"
    assert ("Durchgestrichen", "nicht") in found.lost


def test_a_table_of_contents_is_left_out() -> None:
    toc = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
    )
    toc += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    found = read(p(toc, "Eins 1") + p("Zwei 2") + p(end) + p("Text"))
    assert found.text == "Text\n" and found.tally["Inhaltsverzeichnis"] == 1


def test_comments_are_listed_with_the_words_they_are_about() -> None:
    by = 'w:id="3" w:author="Erika" w:date="2026-05-04T10:00:00Z"'
    note = f"<w:comment {by}>{p('Wirklich?')}</w:comment>"
    body = p(
        "Das ", '<w:commentRangeStart w:id="3"/>', r("ist so"), '<w:commentRangeEnd w:id="3"/>'
    )
    (comment,) = read(body, comments=note).comments
    assert telling.comment(comment) == "Erika, 04.05.2026 zu „ist so“: Wirklich?"


# Headings made by hand ---------------------------------------------------------------------------


def test_bold_lines_and_numbered_lines_are_proposed_and_become_headings_once_confirmed() -> None:
    body = (
        p(r("Präambel", "b")) + p("Ein Satz.") + p("1.2 Ziele der Stadt") + p("Noch einer.")
        + p(r("Ganz fett, aber ein Satz.", "b")) + p("2019 begann alles.")
    )  # fmt: skip
    found = read(body)
    assert [(one.words, one.level, one.written, one.heading) for one in found.proposals] == [
        ("Präambel", 2, "**Präambel**", "## Präambel"),
        ("1.2 Ziele der Stadt", 3, "1.2 Ziele der Stadt", "### 1.2 Ziele der Stadt"),
    ]
    assert not found.source.headings and "## " not in (found.text or "")

    confirmed = look_through("a.docx", docx(body), confirmed={2})
    assert "### 1.2 Ziele der Stadt" in (confirmed.text or "")
    assert "**Präambel**" in (confirmed.text or "")
    assert confirmed.source.headings == ("1.2 Ziele der Stadt",)


def test_more_paragraphs_than_anybody_reads_are_refused() -> None:
    body = "".join(p(str(n * 7919)) for n in range(MOST_PARAGRAPHS + 1))
    with pytest.raises(FileHasTooMuch, match=r"50\.000 Absätze"):
        read(body)
