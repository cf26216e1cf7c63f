"""An .odt gives the same content as a .docx: numbers, notes, what is left out, what is open."""

from __future__ import annotations

import pytest

from domain.source import Resolution
from review_service.word import telling
from review_service.word.refusals import FileIsEncrypted, FileIsNoDocument
from review_service.word.understanding import Understood, look_through
from tests.word.making import zipped

_NAMES = ("text", "office", "style", "table", "drawing", "xsl-fo-compatible", "svg-compatible")
NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in zip(
        ("text", "office", "style", "table", "draw", "fo", "svg"), _NAMES, strict=True
    )
)
NAMESPACES += (
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
KIND = "application/vnd.oasis.opendocument.text"


def odt(body: str, styles: str = "", automatic: str = "", **more: str) -> bytes:
    content = (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    parts = {
        "mimetype": KIND, "content.xml": content,
        "styles.xml": f"<office:document-styles {NAMESPACES}>{styles}</office:document-styles>",
    }  # fmt: skip
    return zipped({**parts, **more})


def read(body: str, **more: str) -> Understood:
    return look_through("a.odt", odt(body, **more))


def p(words: str) -> str:
    return f"<text:p>{words}</text:p>"


def item(*parts: str, start: int = 0) -> str:
    begin = f' text:start-value="{start}"' if start else ""
    return f"<text:list-item{begin}>{''.join(parts)}</text:list-item>"


def listed(*items: str, name: str = "L", more: str = "") -> str:
    return f'<text:list text:style-name="{name}"{more}>{"".join(items)}</text:list>'


LEVELS = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1"'
    ' style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2"'
    ' style:num-format="a" style:num-suffix=")"/></text:list-style>'
    '<text:list-style style:name="P"><text:list-level-style-bullet text:level="1"'
    ' text:bullet-char="•"/></text:list-style>'
)


def test_headings_and_lists_have_their_numbers() -> None:
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1"'
        ' style:num-prefix="§ "/></text:outline-style>'
    )
    body = (
        '<text:h text:outline-level="1">Zweck</text:h>'
        + listed(item(p("eins"), p("mehr"), listed(item(p("innen")))), item(p("zwei")))
        + p("Dazwischen")
        + listed(item(p("drei")), more=' text:continue-numbering="true"')
        + listed(item(p("fünf"), start=5)) + listed(item(p("Punkt")), name="P")
    )  # fmt: skip
    assert read(body, styles=outline, automatic=LEVELS).text == (
        "# § 1 Zweck\n\n1. eins\n\n   mehr\n\n   a) innen\n\n2. zwei\n\nDazwischen\n\n3. drei\n"
        "5. fünf\n\n- Punkt\n"
    )


def test_words_wear_what_their_styles_say() -> None:
    automatic = (
        '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="T2" style:parent-style-name="T1">'
        '<style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="T3"><style:text-properties style:text-position="super 58%"/>'
        "</style:style>"
    )
    span = '<text:span text:style-name="{}">{}</text:span>'.format
    body = p(
        f"Ein {span('T1', 'fetter')} Satz<text:s/>für 5 m{span('T3', '2')}<text:line-break/>"
        f'unten{span("T2", "geheim")} <text:a xlink:href="https://a.example/">Link</text:a>'
    )
    found = read(body, automatic=automatic)
    assert found.text == "Ein **fetter** Satz für 5 m²\\\nunten [Link](https://a.example/)\n"
    assert found.lost[0] == ("Ausgeblendeter Text", "geheim")


def test_notes_keep_the_numbers_people_see_and_fields_what_they_show() -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>3</text:note-citation>'
        f"<text:note-body>{p('Die Note.')}</text:note-body></text:note>"
    )
    found = read(p(f"Wort{note}, siehe <text:bookmark-ref>2.1</text:bookmark-ref>"))
    assert found.text == "Wort[^3], siehe 2.1\n\n[^3]: Die Note.\n"
    assert (found.tally["footnote"], found.tally["field"], found.tally["paragraph"]) == (1, 1, 1)


def test_tables_are_tables_and_pictures_and_boxes_are_named() -> None:
    cell = "<table:table-cell>{}</table:table-cell>".format
    row = "<table:table-row>{}</table:table-row>".format
    body = (
        f"<table:table><table:table-header-rows>{row(cell(p('A')) + cell(p('B')))}"
        f"</table:table-header-rows>{row(cell(p('1')) + cell(p('x') + p('y')))}</table:table>"
        + p("<draw:frame><draw:image/><svg:desc>Infografik</svg:desc></draw:frame>Text")
        + p(f"<draw:frame><draw:text-box>{p('Kasten')}</draw:text-box></draw:frame>")
    )
    found = read(body)
    assert found.text == "| A | B |\n| --- | --- |\n| 1 | x y |\n\nText\n"
    assert [*found.lost] == [("Bild", "Infografik"), ("Textfeld", "Kasten")]


INFO = (
    "<office:change-info><dc:creator>Erika</dc:creator><dc:date>2026-05-04T10:00:00</dc:date>"
    "</office:change-info>"
)
CHANGED = (
    f'<text:tracked-changes><text:changed-region text:id="c1"><text:insertion>{INFO}'
    '</text:insertion></text:changed-region><text:changed-region text:id="c2"><text:deletion>'
    f"{INFO}{p('alten')}</text:deletion></text:changed-region></text:tracked-changes>"
    + p('Die <text:change text:change-id="c2"/><text:change-start text:change-id="c1"/>neuen'
        '<text:change-end text:change-id="c1"/> Wege')
)  # fmt: skip


def test_open_changes_are_listed_and_may_be_accepted() -> None:
    found = read(CHANGED)
    assert found.text is None
    assert [telling.change(one) for one in found.changes] == [
        "Eingefügt (Erika, 04.05.2026): „neuen“", "Gestrichen (Erika, 04.05.2026): „alten“",
    ]  # fmt: skip
    accepted = look_through("a.odt", odt(CHANGED), resolution=Resolution.ACCEPTED)
    assert accepted.text == "Die neuen Wege\n"


def test_open_changes_may_be_rejected() -> None:
    rejected = look_through("a.odt", odt(CHANGED), resolution=Resolution.REJECTED)
    assert rejected.text == "Die alten Wege\n"


BY = "<office:change-info><dc:creator>Erika</dc:creator></office:change-info>"


def tracked(kind: str, body: str, content: str = "") -> str:
    """Give a text with one change, as LibreOffice writes it."""
    region = f'<text:changed-region text:id="c"><text:{kind}>{BY}{content}</text:{kind}>'
    return f"<text:tracked-changes>{region}</text:changed-region></text:tracked-changes>{body}"


MARK, BEGIN, END = (f'<text:change{name} text:change-id="c"/>' for name in ("", "-start", "-end"))


def items(*words: str) -> str:
    inside = "".join(f"<text:list-item>{p(one)}</text:list-item>" for one in words)
    return f"<text:list>{inside}</text:list>"


@pytest.mark.parametrize(
    ("text", "new", "old"),
    [
        (tracked("insertion", p(f"Eins{BEGIN}") + p("Zwei") + p(f"{END}Drei")),
         "Eins\n\nZwei\n\nDrei\n", "EinsDrei\n"),
        (tracked("insertion", p("Eins") + p(f"{BEGIN}Zwei") + p(f"{END}Drei")),
         "Eins\n\nZwei\n\nDrei\n", "Eins\n\nDrei\n"),
        (tracked("deletion", p(f"Eins{MARK} und zwei"), p(" halb") + p("und")),
         "Eins und zwei\n", "Eins halb\n\nund und zwei\n"),
        (tracked("deletion", p("Eins") + items(f"{MARK}b", "c"), items("a", "")),
         "Eins\n\n1. b\n2. c\n", "Eins\n\n1. a\n2. b\n3. c\n"),
        (tracked("deletion", items("a", f"{MARK}c"), items("b", "")),
         "1. a\n2. c\n", "1. a\n2. b\n3. c\n"),
    ],
)  # fmt: skip
def test_changes_of_whole_paragraphs_hold_or_do_not(text: str, new: str, old: str) -> None:
    for said, choice in ((new, Resolution.ACCEPTED), (old, Resolution.REJECTED)):
        assert look_through("a.odt", odt(text), resolution=choice).text == said


def test_comments_are_listed() -> None:
    by = "<dc:creator>Erika</dc:creator><dc:date>2026-05-04T10:00:00</dc:date>"
    note = f'<office:annotation office:name="n">{by}{p("Wirklich?")}</office:annotation>'
    found = read(p(f'Das {note}ist so<office:annotation-end office:name="n"/>.'))
    assert found.text == "Das ist so.\n"
    assert [telling.comment(one) for one in found.comments] == [
        "Erika, 04.05.2026 zu „ist so“: Wirklich?"
    ]


def test_an_encrypted_or_another_kind_of_file_is_refused() -> None:
    manifest = {"META-INF/manifest.xml": "<a><encryption-data/></a>"}
    with pytest.raises(FileIsEncrypted):
        look_through("a.odt", odt(p("a"), **manifest))
    with pytest.raises(FileIsNoDocument, match="eine Tabelle"):
        look_through("a.odt", odt(p("a"), mimetype=KIND.replace("text", "spreadsheet")))
