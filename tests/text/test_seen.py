"""Every word of a text is read, at its place; what is read is found again as it is read."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable
from contextlib import suppress
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.text.normalise import normalise
from domain.text.notes import plain
from domain.text.passages import locate
from domain.text.quoting import as_read
from domain.text.refusals import PassageFoundTwice
from domain.text.seen import seen
from tests.text.effort import calls
from tests.text.samples import MARKDOWN, NOTED, PARTS, PROSE, SIGNS, joined

TEXTS = (MARKDOWN | PROSE | SIGNS | NOTED | st.lists(PARTS, max_size=8).map(joined)).map(normalise)


def read(text: str) -> str:
    return " ".join(seen(text).text.split())


def words(text: str) -> set[str]:
    """Give the words of a source which a reader is to see: all but those of addresses and codes."""
    text = re.sub(r"\]\(https://[^)]*\)", " ", text)
    return set(re.findall(r"[^\W_]+", re.sub(r"&#?\w+;", " ", text)))


@given(TEXTS)
def test_every_word_of_a_text_is_read(text: str) -> None:
    said = plain(seen(text).text)
    assert all(word in said for word in words(text))


@given(TEXTS, st.data())
def test_what_is_read_stands_in_the_source_where_it_is_said_to(
    text: str, data: st.DataObject
) -> None:
    shown = seen(text)
    for at, sign in enumerate(shown.text):
        start, end = shown.source(at, at + 1)
        if end - start == 1 and not sign.isspace():
            assert text[start:end] == plain(sign)


@given((PROSE | NOTED).map(normalise), st.data())
def test_a_run_of_words_that_is_read_is_found_and_comes_back_as_it_was_read(
    text: str, data: st.DataObject
) -> None:
    every = [*re.finditer(r"\S+", seen(text).text)]
    if not every:
        return
    first = data.draw(st.integers(0, len(every) - 1))
    last = data.draw(st.integers(first, len(every) - 1))
    start, end = every[first].start(), every[last].end()
    around = seen(text).text[:start][-40:], seen(text).text[end:][:40]
    quote = seen(text).text[start:end]
    with suppress(PassageFoundTwice):
        found = locate(text, quote, *around)
        said = as_read(found.exact, found.prefix, found.suffix)
        assert normalise(said).split() == normalise(quote).split()


LINKED = """\
# P

Siehe [Bericht](https://example.org/b) der Stadt.

Nach §&nbsp;5 gilt das.

> Die Stadt zahlt
> alle Kosten.

Erste Zeile\\
zweite Zeile

Das `Feld` gilt. Text eins für Bürger\\*innen und Gäste. Das Feld a\\_b gilt.

Siehe <https://example.org/x> dort.

A &amp; B gilt. Inte&shy;gration.

3. Drittens
4. Viertens

| Ort | Kurse \\| Plätze |
|:---|---:|
| Linden | **12** |

# ![ein Plan](https://example.org/d) am Schluss\\
Ende
"""


@pytest.mark.parametrize(
    ("copied", "exact"),
    [
        ("Siehe Bericht der", "Siehe [Bericht](https://example.org/b) der"),
        ("§ 5 gilt", "§&nbsp;5 gilt"),
        ("Die Stadt zahlt alle Kosten", "Die Stadt zahlt\n> alle Kosten"),
        ("Erste Zeile zweite Zeile", "Erste Zeile\\\nzweite Zeile"),
        ("Das Feld gilt", "Das `Feld` gilt"),
        ("Siehe https://example.org/x dort", "Siehe <https://example.org/x> dort"),
        ("A & B gilt", "A &amp; B gilt"),
        ("Bürger*innen", "Bürger\\*innen"),
        ("a_b", "a\\_b"),
        ("Text eins für Bürger\\*innen und Gäste", "Text eins für Bürger\\*innen und Gäste"),
        ("Bericht", "Bericht"),
        ("Inte\u00adgration.", "Inte&shy;gration."),
        ("3. Drittens 4. Viertens", "3. Drittens\n4. Viertens"),
        ("Drittens\nViertens", "Drittens\n4. Viertens"),
        ("Kurse | Plätze", "Kurse \\| Plätze"),
        ("Linden\t12", "Linden | **12**"),
        ("Schluss\\", "Schluss\\"),
    ],
)
def test_what_a_reader_copies_from_a_page_is_found(copied: str, exact: str) -> None:
    assert locate(LINKED, copied).exact == exact


@pytest.mark.parametrize(
    ("piece", "said"),
    [
        ("- Die **Stadt** fördert", "Die Stadt fördert"),
        ("Stadt** fördert *Expert*innen*", "Stadt fördert Expert*innen"),
        ("## Titel\n\nText", "Titel Text"),
        ("| Kurs | 500 |\n|---|---:|\n| Sport | 700 |", "Kurs 500 Sport 700"),
        ("siehe [die Satzung](https://example.org)", "siehe die Satzung"),
        ("Nummer 23\\.3 – 1.500,00 Euro", "Nummer 23.3 – 1.500,00 Euro"),
        ("für Bürger\\*innen und Gäste", "für Bürger*innen und Gäste"),
        ("Bericht](https://example.org/b) der Stadt", "Bericht der Stadt"),
        ("Kosten |\n| 1.500 Euro", "Kosten 1.500 Euro"),
        ("Preis* inkl. 5 * 3 [sic]", "Preis* inkl. 5 * 3 [sic]"),
    ],
)
def test_a_piece_of_a_text_is_quoted_as_it_is_read(piece: str, said: str) -> None:
    assert as_read(piece) == said


def test_a_piece_is_read_with_what_stands_around_it() -> None:
    assert as_read("+ 5 Euro", "10 ", "") == "+ 5 Euro"
    assert as_read("lange* Wort", "das *sehr ", " gilt") == "lange Wort"


def test_a_stroke_that_is_read_breaks_no_line_where_its_block_ends() -> None:
    lost = "[ein Plan](https://a.example/d) "  # cut out of a heading
    assert as_read("innen\\", lost, "\nWort ") == "innen\\"
    assert as_read("Wort\\\nWort\\", "Wort\n\n# ", "\n") == "Wort\\ Wort\\"
    assert as_read("Wort\\\nWort", "Wort\n\n", "\n") == "Wort Wort"


def test_a_code_that_ends_before_a_piece_begins_none_in_it() -> None:
    cut = "ein Feld` Wort zwei Wörter zwei "
    assert as_read("Wörter `ein Feld`", cut, "\n") == "Wörter ein Feld"
    assert as_read("Wort` zwei", "das `eine ", " gilt") == "Wort zwei"


@pytest.mark.parametrize(
    "swallowed",
    [
        "[^1]: Ebd.",
        "[Anlage]: Kostenplan\nDieser Satz folgt.",
        "[//]: # (Diese Notiz sieht niemand)",
        "| A | B |\n|---|---|\n| x | 1 | 77000 Euro |",
        "- Punkt\n\n  | A |\n  |---|\n  | x | 77000 Euro |",
        '[Satzung](https://example.org "Stand 2019")',
        "[](https://example.org/kosten)",
        "![](https://example.org/plan.png)",
        "[Anlage](anlage-3.pdf)",
        "``` Hinweis an den Rat\nText\n```",
        ">" * 30 + " tief",
    ],
)
def test_what_markdown_would_swallow_is_read_as_written(swallowed: str) -> None:
    signs = re.sub(r"(?m)^[> -]+(?=[\w|])", "", swallowed)
    assert "".join(signs.split()) in "".join(seen(swallowed).text.split())


@pytest.mark.parametrize(
    "sign",
    ["[", "![", "[a](", "](", "a**b", "*_", "_a_ ", "<", "`", "> ", "|", "\\|", "&#", "- ", "[[]("],
)
def test_twice_as_many_signs_are_at_most_two_and_a_half_times_the_work(sign: str) -> None:
    assert growth(lambda length: as_read(sign * (length // len(sign)))) <= 2.5
    assert growth(lambda length: seen(sign * (length // len(sign)))) <= 2.5


@pytest.mark.parametrize("sign", ["[", "![", "a**b", "_a_ ", "Wort ", "[a](https://a.example/b) "])
def test_of_a_long_piece_no_more_is_read_than_is_shown(sign: str) -> None:
    short, long = (sign * (length // len(sign)) for length in (5_000, 20_000))
    assert calls(lambda: as_read(long, most=400)) <= 1.1 * calls(lambda: as_read(short, most=400))
    assert as_read(long).startswith(as_read(long, most=400)[:400].removesuffix(" …"))


def test_a_piece_of_which_signs_take_up_the_most_says_that_it_goes_on() -> None:
    linked = "".join(f"[{number}](https://a.example/{'b' * 900}) " for number in range(20))
    assert as_read(linked, most=50) == "0 …"
    assert as_read(linked[:40], most=400) == as_read(linked[:40])


def growth(work: Callable[[int], object]) -> float:
    """Give how much longer twice as much takes, at the best of some attempts."""

    def taken(length: int) -> float:
        gc.collect()
        gc.disable()  # its rounds grow with what is kept, not with what is read
        try:
            begun = process_time()
            work(length)
            return process_time() - begun
        finally:
            gc.enable()

    found = 4.0
    for attempt in range(8):
        length = 8_000 + attempt  # another text each time: what was read once is known
        found = min(found, taken(2 * length) / taken(length))
        if found <= 2.5:
            break
    return found
