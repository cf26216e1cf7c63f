from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from domain.text.blocks import paragraphs
from domain.text.markdown import LIMIT
from review_service.markup.markdown import render, render_paragraph
from tests.text.samples import PIECES, TEXTS

TAGS = {
    *("h3", "h4", "h5", "p", "br", "hr", "strong", "em", "a", "code", "pre", "blockquote"),
    *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "span", "bdi"),
}
ATTRIBUTES = {"href", "rel", "start", "value", "scope", "class", "dir", "data-zeichen"}
CLASSES = {"zahl", "text-tabelle", "wie-geschrieben", "eigene-nummer", "verborgen"}
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JAVASCRIPT&colon;alert(1))",
    "[a](data:text/html;base64,PHN2Zz4=)",
    '[a](https://example.org "\\" onclick=\\"alert(1)")',
    "<javascript:alert(1)>",
    "![a](https://example.org/bild.png)",
    "![a](/bild.png)",
    "[![a](x)](vbscript:x)",
    "[a]: javascript:alert(1)\n\n[a]",
    '<div hx-get="/x" style="color: red">',
    "&lt;b&gt; <b>",
    "| <svg/onload=alert(1)> | `<b>` |\n|---|:-:|\n| ![a](b) | x |",
    '```" onload="alert(1)\n</code></pre><b>\n```',
)


class Page(HTMLParser):
    """Reads HTML as a browser would: its tags with their attributes, its visible text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(str(html))  # a Markup would escape what is added to it
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def visible(html: str) -> str:
    return "".join(Page(html).text.split())


@given(st.lists(TEXTS | st.sampled_from(HOSTILE), max_size=6).map("\n\n".join))
def test_nothing_loads_and_nothing_runs(raw: str) -> None:
    text = raw.encode(errors="ignore").decode()  # half a character is refused before it is stored
    for tag, attributes in Page(render(text)).tags:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES
        assert (attributes.get("href") or "https:").startswith(("http:", "https:", "mailto:"))
        assert attributes.get("class", "zahl") in CLASSES


@given(st.lists(st.sampled_from(["Expert*innen", "ein*e", "**Bürger*innen**", "*sehr*", "und",
                                 "jede*r,", "Kolleg_innen", "der*die", "– Rat**innen –"]),
                min_size=1).map(" ".join))  # fmt: skip
def test_no_genderstern_is_lost(text: str) -> None:
    stars = re.findall(r"\w[*_]+\w", text)
    assert re.findall(r"\w[*_]+\w", Page(render(text)).text) == stars


@given(st.lists(st.sampled_from([*PIECES, *HOSTILE]), max_size=8).map("\n\n".join))
def test_the_paragraphs_one_by_one_read_as_the_whole(text: str) -> None:
    apart = "".join(render_paragraph(unit) for unit in paragraphs(text))
    assert visible(apart) == visible(render(text))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# Leitbild", "<h3>Leitbild</h3>\n"),
        ("## Ziele", "<h4>Ziele</h4>\n"),
        ("###### klein", "<h5>klein</h5>\n"),
        ("Ziele\n=====", "<h3>Ziele</h3>\n"),
        (
            "**Bürger*innen** und *alle* Expert*innen",
            "<p><strong>Bürger*innen</strong> und <em>alle</em> Expert*innen</p>\n",
        ),
        ("3. drittens", '<ol start="3">\n<li>drittens</li>\n</ol>\n'),
        (
            "[Stadt](https://example.org/?a=1&b=2)",
            '<p><a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer nofollow">'
            "Stadt</a></p>\n",
        ),
        ("![Plan *der* Stadt](https://example.org/plan.png)", "<p>Plan der Stadt</p>\n"),
        ("![](plan.png)", "<p>![](plan.png)</p>\n"),
        ("<b>fett</b>", "<p>&lt;b&gt;fett&lt;/b&gt;</p>\n"),
        (
            "| Ort | Kurse |\n|:--|--:|\n| Linden | 12 |",
            '<table class="text-tabelle">\n<thead>\n<tr>\n<th scope="col">Ort</th>\n'
            '<th class="zahl" scope="col">Kurse</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n'
            '<td>Linden</td>\n<td class="zahl">12</td>\n</tr>\n</tbody>\n</table>\n',
        ),
    ],
)
def test_markdown_becomes_html_that_fits_into_a_page(text: str, html: str) -> None:
    found = render(text)
    assert isinstance(found, Markup)
    assert found.replace(' dir="auto"', "") == html


@pytest.mark.parametrize("address", ["javascript:alert(1)", "/intern", "//example.org", "ftp://a"])
def test_a_link_to_elsewhere_leads_nowhere(address: str) -> None:
    assert not [
        tag for tag, attributes in Page(render(f"[a]({address})")).tags if attributes.get("href")
    ]


def test_a_mail_address_is_a_link() -> None:
    (_, link) = Page(render("<mailto:integration@example.org>")).tags[1]
    assert link["href"] == "mailto:integration@example.org"


def test_a_piece_too_long_to_lay_out_is_shown_as_it_is() -> None:
    text = "[<b>" * (LIMIT // 4) + "!"
    shown = "[&lt;b&gt;" * (LIMIT // 4) + "!"
    assert render(text) == f'<p class="wie-geschrieben" dir="auto">{shown}</p>\n'


@pytest.mark.parametrize("sign", ["[", "![", "[a](", "a**b", "*_", "_a_ ", "<", "`", "> ", "|"])
def test_signs_without_end_are_laid_out_in_bounded_time(sign: str) -> None:
    assert render(sign * (20_000 // len(sign)))  # unbounded, they would meet a test's time limit


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("# خطة الاندماج", "h3"),
        ("تدعم المدينة التعليم منذ البداية (انظر الفصل 3).", "p"),
        ("- النقطة الأولى.\n- الثانية", "ul li li"),
        ("> اقتباس من المجلس", "blockquote p"),
        ("| العمود | B |\n|---|---|\n| قيمة | 1 |", "table th th td td"),
        ("[x]: https://a.example/" + " y" * LIMIT, "p"),
    ],
)
def test_every_block_is_set_in_the_direction_of_its_first_letter(text: str, tags: str) -> None:
    directed = [tag for tag, attributes in Page(render(text)).tags if "dir" in attributes]
    assert directed == tags.split()


@pytest.mark.parametrize("number", ["05.", "3)", "05)"])
def test_a_number_that_no_browser_writes_so_stands_in_the_items_words(number: str) -> None:
    assert f'class="eigene-nummer">{number} Sport</li>' in render(f"{number} Sport")
    assert "eigene-nummer" not in render("5. Sport\n6. Spiel\n- und mehr")
