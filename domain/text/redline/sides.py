"""One of two texts that are compared, as its blocks: where each lies, what is compared of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from domain.text.blocks import Block
from domain.text.markup import is_between, leads, may_mark


class Words(dict[str, frozenset[str]]):
    """The words of paragraphs, without the signs of Markdown, by their text; split once."""

    def __missing__(self, text: str) -> frozenset[str]:
        if text[:1] in "|:-" and "|" in text and is_between(text):
            found = self[text] = _BETWEEN
            return found
        words = text if text[:1].isalpha() else text[len(leads(text)) :]  # for speed alone
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

    def __init__(self, text: str, found: Sequence[Block]) -> None:
        self.text = text
        self.begins = [*accumulate([len(block.text) for block in found], initial=0)]
        self.contents = [block.text.rstrip() for block in found]
        self.kinds = [block.kind for block in found]

    def end(self, block: int) -> int:
        """Give where a block ends, without the white space behind it."""
        return self.begins[block] + len(self.contents[block])
