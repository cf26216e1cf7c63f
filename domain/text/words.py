"""The words of one paragraph compared: what stays, goes and comes, letter by letter the texts'."""

from __future__ import annotations

from domain.text.sequences import Op, Work, edits_of_words
from domain.text.tokens import key, tokens

TextOp = tuple[Op, str]
"""What happens to a piece of text."""


def compare(script: Script, old: str, new: str, work: Work) -> None:
    """Add to the script what changed from old to new, never within a word.

    Words count as equal however the white space around them is written; where it differs, that
    white space alone is the change.
    """
    if old == new:
        script.same(new)
        return
    old_tokens, new_tokens = tokens(old), tokens(new)
    i = j = 0
    for op, count in edits_of_words(
        [key(token) for token in old_tokens], [key(token) for token in new_tokens], work
    ):
        gone = old_tokens[i : i + count] if op != "+" else []
        come = new_tokens[j : j + count] if op != "-" else []
        i, j = i + len(gone), j + len(come)
        if op == "=":
            _add_equal(script, gone, come)
        else:
            script.change("".join(gone), "".join(come))


class Script:
    """Changes in the making: neighbours of one kind become one, "-" comes before "+"."""

    def __init__(self) -> None:
        self._parts: list[tuple[Op, list[str]]] = []
        self._gone: list[str] = []
        self._come: list[str] = []

    def same(self, text: str) -> None:
        """Add text that stands on both sides."""
        if text:
            if self._gone:
                self._settle()
            self._put("=", text)

    def change(self, gone: str, come: str) -> None:
        """Add text of the old side alone, and text of the new side alone."""
        self._gone.append(gone)
        self._come.append(come)

    def ops(self) -> tuple[TextOp, ...]:
        """Give what was added."""
        self._settle()
        return tuple((op, "".join(texts)) for op, texts in self._parts)

    def _settle(self) -> None:
        """Write the change that has come together, less the white space both sides share."""
        old, new = "".join(self._gone), "".join(self._come)
        self._gone, self._come = [], []
        lead = shared_lead(old, new)
        self._put("=", old[:lead])
        old, new = old[lead:], new[lead:]
        tail = shared_tail(old, new)
        self._put("-", old[: len(old) - tail])
        self._put("+", new[: len(new) - tail])
        self._put("=", old[len(old) - tail :])

    def _put(self, op: Op, text: str) -> None:
        if not text:
            return
        if self._parts and self._parts[-1][0] == op:
            self._parts[-1][1].append(text)
        else:
            self._parts.append((op, [text]))


def shared_lead(old: str, new: str) -> int:
    """Give how many characters of white space both texts begin with alike."""
    count = 0
    for here, there in zip(old, new, strict=False):
        if here != there or not here.isspace():
            break
        count += 1
    return count


def shared_tail(old: str, new: str) -> int:
    """Give how many characters of white space both texts end with alike."""
    count = 0
    for here, there in zip(reversed(old), reversed(new), strict=False):
        if here != there or not here.isspace():
            break
        count += 1
    return count


def _add_equal(script: Script, old: list[str], new: list[str]) -> None:
    """Add words that are equal by their keys, and may differ in the white space around them."""
    for here, there in zip(old, new, strict=True):
        if here == there:
            script.same(here)
            continue
        word = here.rstrip()
        if word != there.rstrip():  # "§ 31a" wrapped between its parts
            word = ""
        script.same(word)
        script.change(here[len(word) :], there[len(word) :])
