"""One of two texts that are compared, as its blocks: where each lies, what is compared of it."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from domain.text.blocks import blocks


class Side:
    """`begins` has where each block begins and, last, where the text ends (code points)."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.contents: list[str] = []  # without the white space behind them
        self.begins = [0]
        at = 0
        for block in blocks(text):
            self.contents.append(block.text.rstrip())
            at += len(block.text)
            self.begins.append(at)
        self._words: dict[int, frozenset[str]] = {}

    def end(self, block: int) -> int:
        """Give where a block ends, without the white space behind it."""
        return self.begins[block] + len(self.contents[block])

    def words(self, block: int) -> AbstractSet[str]:
        """Give the different words of a block, with the signs at them."""
        found = self._words.get(block)
        if found is None:
            found = self._words[block] = frozenset(self.contents[block].split())
        return found
