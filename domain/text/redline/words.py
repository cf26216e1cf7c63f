"""The words of one paragraph compared: what stays, goes and comes, letter by letter the texts'.

`compare` has the rules of algorithm `paragraphs-2`.
"""

from __future__ import annotations

import re
from itertools import zip_longest

from domain.text.redline.affixes import shared_words
from domain.text.redline.cells import cells, is_row, paired
from domain.text.redline.ops import TextOp
from domain.text.redline.script import Script
from domain.text.redline.sequences import Work, edits_of_words
from domain.text.tokens import keys, tokens


def compare(old: str, new: str, work: Work) -> tuple[TextOp, ...]:
    """Give what changed from old to new, never within a word, in a table never across cells.

    Words count as equal however the white space around them is written; where it differs, that
    white space alone is the change.
    """
    if old == new:
        return (("=", new),) if new else ()
    script = Script()
    if is_row(old) and is_row(new):
        _add_row(script, old, new, work)
    else:
        _add_words(script, old, new, work)
    return script.ops()


def _add_row(script: Script, old: str, new: str, work: Work) -> None:
    old_row, new_row = old.strip(), new.strip()
    old_at, new_at = old.index(old_row), new.index(new_row)
    script.change(old[:old_at], new[:new_at])
    for here, there in paired(cells(old_row), cells(new_row), work):
        script.border()
        _add_words(script, here, there, work)
    script.border()
    script.change(old[old_at + len(old_row) :], new[new_at + len(new_row) :])


def _add_words(script: Script, old: str, new: str, work: Work) -> None:
    if old == new:
        script.same(new)
        return
    start, end = shared_words(old, new)
    script.same(old[:start])
    add_middle(script, old[start : len(old) - end], new[start : len(new) - end], work)
    script.same(old[len(old) - end :])


def add_middle(script: Script, old: str, new: str, work: Work) -> None:
    """Add what changed, word by word, where both neither begin nor end with the same word."""
    if not old or not new:
        script.change(old, new)
        return
    old_tokens, new_tokens = tokens(old), tokens(new)
    i = j = 0
    for op, count in edits_of_words(keys(old, old_tokens), keys(new, new_tokens), work):
        gone = old_tokens[i : i + count] if op != "+" else []
        come = new_tokens[j : j + count] if op != "-" else []
        i, j = i + len(gone), j + len(come)
        if op == "=":
            _add_equal(script, gone, come)
        else:
            script.change("".join(gone), "".join(come))


def _add_equal(script: Script, old: list[str], new: list[str]) -> None:
    """Add words that are equal by their keys, and may differ in the white space around them."""
    if old == new:
        script.same("".join(old))
        return
    begin = 0
    for at, (here, there) in enumerate(zip(old, new, strict=True)):
        if here != there:
            script.same("".join(old[begin:at]))
            _add_spaced(script, here, there)
            begin = at + 1
    script.same("".join(old[begin:]))


def _add_spaced(script: Script, old: str, new: str) -> None:
    """Add a word that is written with other white space, behind it or, in "§ 31a", inside it."""
    word = old.rstrip()
    if new.startswith(word):
        script.same(word)
        script.change(old[len(word) :], new[len(word) :])
        return
    for here, there in zip_longest(_SPACE.split(old), _SPACE.split(new), fillvalue=""):
        if here == there:
            script.same(here)
        else:
            script.change(here, there)


_SPACE = re.compile(r"(\s+)")
