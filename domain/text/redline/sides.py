"""One of two texts that are compared, as its blocks: where each lies, what is compared of it."""

from __future__ import annotations

from itertools import pairwise

from domain.text.blocks import borders


class Words(dict[str, frozenset[str]]):
    """The different words of paragraphs, with the signs at them, by their text; split once."""

    def __missing__(self, text: str) -> frozenset[str]:
        found = self[text] = frozenset(text.split())
        return found


class Side:
    """`begins` has where each block begins and, last, where the text ends (code points).

    `contents` are the blocks without the white space behind them.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.begins = borders(text)
        self.contents = [text[begin:end].rstrip() for begin, end in pairwise(self.begins)]

    def end(self, block: int) -> int:
        """Give where a block ends, without the white space behind it."""
        return self.begins[block] + len(self.contents[block])
