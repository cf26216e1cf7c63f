"""Headings made by hand: bold lines, numbered lines. They are proposed, a person confirms them."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from review_service.word.as_markdown import inline, written
from review_service.word.content import Block, Document, Paragraph, Rule

MOST_LETTERS = 120
MOST = 300
"""Proposals at most."""
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)\.?\s+[A-ZÄÖÜ„»(]")
_NAMED = re.compile(r"(?:§+ ?\d+\w?|Artikel \d+|Kapitel \w+|Abschnitt \w+|Teil \w+|Anlage \w+)\b")
_SENTENCE_ENDS = (".", ":", ";", ",", "!", "?")


class Proposal(NamedTuple):
    """A line that looks like a heading: its words, the level it would have, how it is written now
    and how as a heading; `likely` where it is bold or has a number, not only short."""

    words: str
    level: int
    written: str
    heading: str
    likely: bool = True


def propose(document: Document) -> list[Proposal]:
    """Give the lines that look like headings, in their order, and remember it of each."""
    behind = [*document.blocks[1:], Rule()]
    looks = {
        id(one): likely
        for one, following in zip(document.blocks, behind, strict=False)
        if isinstance(one, Paragraph) and (likely := _looks_like_one(one, following)) is not None
    }
    lines = [one for one in document.paragraphs if id(one) in looks]
    sizes = sorted({one.size for one in lines if one.size}, reverse=True)
    found: list[Proposal] = []
    for one in lines[:MOST]:
        level = _level(one, sizes)
        words = [span._replace(bold=False) for span in one.spans]
        heading = inline(words, before=one.before).replace("\\\n", " ")
        line = written(one)
        if "\n" not in line:
            one.proposed = len(found) + 1
            marked = f"{'#' * level} {heading}"
            found.append(Proposal(one.words, level, line, marked, looks[id(one)]))
    return found


def confirm(document: Document, proposals: list[Proposal], numbers: Collection[int]) -> list[str]:
    """Make headings of those proposed lines, by their number; gives their words."""
    confirmed = []
    for one in document.paragraphs:
        if one.proposed and one.proposed in numbers:
            confirmed.append(one.words)
            one.heading = proposals[one.proposed - 1].level
            one.spans = [span._replace(bold=False) for span in one.spans]
            document.tally["heading"] += 1
            document.tally["item" if one.sign or one.before else "paragraph"] -= 1
            one.before = one.before or one.sign.strip("-")
            one.sign, one.depth, one.kind = "", -1, ""
    return confirmed


def _looks_like_one(one: Paragraph, following: Block) -> bool | None:
    """Whether it is likely one; None where it does not look like one at all."""
    words = one.words
    if one.heading or one.kind or not words or len(words) > MOST_LETTERS:
        return None
    if words.endswith(_SENTENCE_ENDS) or one.sign == "-":
        return None
    if all(span.bold or not span.text.strip() for span in one.spans):
        return True
    named = _NUMBERED.match(words) or _NAMED.match(words)
    if one.depth >= 0 or len(words) > MOST_LETTERS * 2 / 3:
        return None
    return True if named else _stands_above(words, following)


def _stands_above(words: str, following: Block) -> bool | None:
    """A short line above a paragraph that is much longer may be one."""
    if not (words[0].isupper() or words[0] in "(„»") or not isinstance(following, Paragraph):
        return None
    longer = following.depth < 0 and len(following.words) > max(2 * len(words), 60)
    return False if longer else None


def _level(one: Paragraph, sizes: list[float]) -> int:
    """By its number `1.2` the second level below the first; else by the size of its letters."""
    numbered = _NUMBERED.match(one.words)
    if numbered:
        return min(numbered["number"].count(".") + 2, 6)
    if one.size and len(sizes) > 1:
        return min(sizes.index(one.size) + 2, 4)
    return 2
