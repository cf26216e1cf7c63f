"""Texts for the tests of text: any Unicode, and Markdown as drafts have it."""

from __future__ import annotations

import random
from collections.abc import Iterable

from hypothesis import strategies as st

ANY_TEXT = st.text(alphabet=st.characters(), max_size=200)
"""Any code points, lone surrogates and control characters included."""

PIECES = (
    "Die Stadt stellt 700 Euro bereit.",
    "Die Stadt stellt 770.000,00 Euro für Expert*innen bereit.",
    "Es gilt § 31a\nab dem 15.06.2025.",
    "# Leitbild",
    "## Ziele ##",
    "Leitbild\n========",
    "- Sprachkurse",
    "- Sprachkurse\n  für alle\n\n  in jedem Stadtteil\n  - auch abends",
    "* Sportkurse",
    "1. erstens\n2. zweitens",
    "3) drittens\n\n   mit Absatz",
    "| Ort | Kurse |\n| --- | ---: |\n| Linden | 12 |",
    "> Ein Zitat\n> aus dem Beirat",
    "```\n# kein Titel\n\n- kein Punkt\n```",
    "~~~\noffen",
    "---",
    "***",
    "    eingerückt",
    "(1) Der Rat beschließt.",
    "wie im\n14. Jahr",
)
SEPARATORS = ("\n", "\n\n", "\n\n\n", "\n \n", " ", "\r", "\u2028", "")

MARKDOWN = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from(SEPARATORS)), max_size=12
).map(lambda parts: "".join(piece + separator for piece, separator in parts))
"""Pieces of drafts, run together in every way."""

_SIGNS = (
    *("Wort", "zwei Wörter", "Bürger\\*innen", "Expert*innen", "a\\_b", "5 * 3", "1.", "§&nbsp;5"),
    *("*", "**", "_", "`", "``", "[", "](https://a.example/b)", ")", "![", "&amp;", "&shy;", "\\"),
    *("<https://a.example/c>", "<b>", "[x]: https://a.example", '(https://a.example "Titel")'),
    *("\n", "\n\n", "  \n", "\\\n", " ", " ", "> ", "\n- ", "\n2. ", "\n   ", "\n    ", "# "),
    *(
        "| A | B |\n|---|---|\n| 1 | 2 | 3 |",
        "|",
        "\\|",
        "```",
        "\n```\n",
        "``` py\n",
        "---",
        "[^1]",
    ),
)
_READ = (
    *(
        "Wort",
        "zwei Wörter",
        "Bürger\\*innen",
        "Expert*innen",
        "a\\_b",
        "5 * 3",
        "§&nbsp;5",
        "A &amp; B",
    ),
    *(
        "*betont*",
        "**sehr wichtig**",
        "`ein Feld`",
        "[der Bericht](https://a.example/b)",
        "Satz 1.",
    ),
    *(
        "<https://a.example/c>",
        "![ein Plan](https://a.example/d)",
        "Inte&shy;gration",
        "[sic]",
        "x < y",
    ),
)
_BLOCKS = (
    *("[^1]: Ebd.", "77 Euro", "| A | B |\n|---|---|\n| 1 | **fett** |\n| x | y \\| z |\n"),
    *("Satz[^1].", "*so[^2]* [^1]", "[^2]: Zweite _Note_\nvon zweien [^1]", "`[^1]`"),
    *("- eins\n  - zwei\n    - drei", "1. a\n2. b\n3. c", "### Titel\n", "```\nCode &amp;\n```\n"),
)
_PARTED = (" ", " ", " ", "\n", "\\\n", "  \n", "\n\n", "\n\n> ", "\n\n- ", "\n\n2. ", "\n\n# ")
PARTS = st.tuples(st.sampled_from((*_READ, *_BLOCKS)), st.sampled_from(_PARTED))
"""Words or a block, and what parts it from the next."""


def joined(parts: Iterable[tuple[str, str]]) -> str:
    """Give parts as one text."""
    return "".join(words + parted for words, parted in parts)


PROSE = st.lists(st.tuples(st.sampled_from(_READ), st.sampled_from(_PARTED)), max_size=12).map(
    joined
)
"""Words laid out in every way, as an author means them."""

NOTED = st.lists(
    st.tuples(
        st.sampled_from((*_READ, "so gilt es[^1]", "**Satz**[^12].")), st.sampled_from(_PARTED)
    ),
    max_size=8,
).map(lambda parts: f"{joined(parts)}\n\nBeide[^1] [^12]\n\n[^12]: Die *zweite*.\n[^1]: Ebd.")
"""Words with notes."""

SIGNS = st.lists(st.sampled_from(_SIGNS), max_size=16).map("".join)
"""Signs of Markdown, whole and torn, among words."""

TEXTS = ANY_TEXT | MARKDOWN


def prose(seed: int, paragraphs: int, words: int) -> str:
    """Give paragraphs of invented words, the same for the same seed."""
    chance = random.Random(seed)
    vocabulary = [
        "".join(chance.choices("abcdefghiklmnoprstuwz", k=chance.randint(2, 11)))
        for _ in range(3_000)
    ]
    return "\n\n".join(
        " ".join(chance.choices(vocabulary, k=words)).capitalize() + "." for _ in range(paragraphs)
    )


def edited(text: str, seed: int, share: float) -> str:
    """Give the text with about that share of its words gone, doubled or exchanged."""
    chance = random.Random(seed)
    changed = []
    for paragraph in text.split("\n\n"):
        words: list[str] = []
        for word in paragraph.split():
            fate = chance.random() / share
            words += [word] if fate >= 1 else [] if fate < 0.3 else [word, f"neu{len(words)}"]
        changed.append(" ".join(words))
    return "\n\n".join(changed)
