"""What counts as one word when two texts are compared.

One word are `Expert*innen`, `Bürger:innen`, `1.500,00`, `12,5`, `§ 31a`, `15.06.2025` and
`und/oder`: an amount, a date or a form of address changes whole or not at all.
"""

from __future__ import annotations

import re
import unicodedata


def tokens(text: str) -> list[str]:
    """Split into words and single signs, each with the white space behind it.

    White space that nothing precedes is a token too; all tokens, joined, are the text again.
    """
    return _TOKEN.findall(text)


def key(token: str) -> str:
    """Give what is compared of a token: without regard to how lines are wrapped."""
    return " ".join(token.split())


def _marks() -> str:
    """Give every combining mark: `\\w` leaves them out, and NFC cannot compose them all."""
    planes = map(chr, range(0x300, 0x20000))
    return "".join(char for char in planes if unicodedata.category(char).startswith("M"))


_MARK = f"[{_marks()}\u200c\u200d]"  # with the joiners that stand inside words and emoji
_JOIN = r"""
    (?: \\?[*:_'’/.·\u2010\u2011-]    # Expert*innen, 15.06.2025, 23\.3.2016
      | (?<=\d)[,\u00a0\u202f](?=\d)  # 12,5 and 1 500
    )(?=\w)"""
_TOKEN = re.compile(
    rf"""(?: (?:§+\s?(?=\d))? \w+ (?: (?:{_JOIN}|{_MARK}) \w* )* | [^\w\s]{_MARK}* ) \s* | \s+""",
    re.VERBOSE,
)
