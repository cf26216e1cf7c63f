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


def keys(text: str, found: list[str]) -> list[str]:
    """Give what is compared of a text's tokens: without regard to how lines are wrapped."""
    if "\u00a0" in text or "\u202f" in text:  # as in 1 500
        return [" ".join(token.split()) for token in found]
    words = list(map(str.rstrip, found))
    if "§" in text:
        return [" ".join(word.split()) if word[:1] == "§" else word for word in words]
    return words


def spaced(text: str) -> str:
    """Give a text of the same length in which a space written as an entity is white space."""
    return text.replace("&nbsp;", "      ") if "&nbsp;" in text else text


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
    rf"""
      \w++ (?=[ \n\t,;.)]) (?![,.]\w) \s*           # most words, and most signs: for speed alone
    | [^\w\s§] [ \n\t]++ \s*
    | \w+ (?: (?:{_JOIN}|{_MARK}) \w* )* \s*
    | §{{1,2}}\s?\d \w* (?: (?:{_JOIN}|{_MARK}) \w* )* \s*
    | [^\w\s] {_MARK}* \s*
    | \s+""",
    re.VERBOSE,
)
