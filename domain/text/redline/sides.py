"""One of two texts that are compared, as its blocks: where each lies, what is compared of it."""

from __future__ import annotations

from itertools import pairwise

from domain.text.blocks import Borders
from domain.text.markup import is_between, leads, may_mark


class Words(dict[str, frozenset[str]]):
    """The words of paragraphs, without the signs of Markdown, by their text; split once."""

    def __missing__(self, text: str) -> frozenset[str]:
        if text[:1] in "|:-" and "|" in text and is_between(text):
            found = self[text] = _BETWEEN
            return found
        words = text[len(leads(text)) :]
        if may_mark(words):
            words = words.replace("&nbsp;", " ")
            for sign in _SIGNS:
                words = words.replace(sign, "")
        found = self[text] = frozenset(words.split())
        return found


_BETWEEN = frozenset(("|-",))  # a table's head and body: of all tables alike
_SIGNS = ("*", "_", "`", "\\")


class WordsAsWritten(Words):
    """The same with all signs, as algorithm `paragraphs-2` has them."""

    def __missing__(self, text: str) -> frozenset[str]:
        found = self[text] = frozenset(text.split())
        return found


class Side:
    """`begins` has where each block begins and, last, where the text ends (code points).

    `contents` are the blocks without the white space behind them, `kinds` what they are.
    """

    def __init__(self, text: str, found: Borders) -> None:
        self.text = text
        self.begins, self.kinds = found.places, found.kinds
        self.contents = [text[begin:end].rstrip() for begin, end in pairwise(found.places)]

    def end(self, block: int) -> int:
        """Give where a block ends, without the white space behind it."""
        return self.begins[block] + len(self.contents[block])
