"""Texts to compare: real laws where the corpus lies there, else invented ones of the same shape.

The corpus is the folder the environment variable REVIEW_CORPUS names, else `../shared/corpus`
beside the project.
"""

from __future__ import annotations

import os
import random
import re
from functools import cache
from pathlib import Path

from domain.text.normalise import normalise

CORPUS = Path(
    os.environ.get("REVIEW_CORPUS") or Path(__file__).parents[1].joinpath("../shared/corpus")
)
HAS_CORPUS = CORPUS.joinpath("aufenthg").is_dir()
SOURCE = "laws" if HAS_CORPUS else "invented prose"
"""What the texts are made of, for a figure to say."""

MEGABYTE = 1_000_000  # characters, nearly all of one byte
_LONGEST_RUN = 11  # words changed in a row


def amended() -> tuple[str, str]:
    """Give the seventh and the eighth version of the AufenthG, else 330 KB become 530 KB."""
    if HAS_CORPUS:
        old, new = revisions("aufenthg")[6:8]
        return old, new
    return prose(1, 330_000), edited(prose(1, 330_000), share=0.3) + prose(2, 200_000)


def revisions(law: str) -> list[str]:
    """Give all versions of a law, the oldest first."""
    return [
        normalise(file.read_text(encoding="utf-8"))
        for file in sorted(CORPUS.joinpath(law).iterdir())
    ]


@cache
def megabyte() -> str:
    """Give one megabyte of paragraphs."""
    if not HAS_CORPUS:
        return prose(3, MEGABYTE)
    latest = [revisions(law)[-1] for law in ("aufenthg", "asylg", "intv", "agg")]
    return "\n\n".join([*latest, *(text for text in revisions("aufenthg"))])[:MEGABYTE]


def edited(text: str, *, share: float, seed: int = 1) -> str:
    """Give the text with that share of its words deleted, inserted or replaced in runs.

    A run is 1 to 11 words with the white space behind them, so paragraphs are joined too.
    """
    chance = random.Random(seed)
    words = re.findall(r"\S+\s*", text)
    lengths = _runs(chance, round(share * len(words)))
    starts = sorted(chance.sample(range(len(words)), len(lengths)))
    found = []
    at = 0
    for start, length in zip(starts, lengths, strict=True):
        found += words[at:start]
        fate = chance.choice(("delete", "insert", "replace"))
        if fate != "delete":
            found += chance.choices(words, k=length)
        at = max(at, start) + (length if fate != "insert" else 0)
    return "".join(found + words[at:])


def _runs(chance: random.Random, words: int) -> list[int]:
    lengths: list[int] = []
    while sum(lengths) < words:
        lengths.append(min(chance.randint(1, _LONGEST_RUN), words - sum(lengths)))
    return lengths


def prose(seed: int, size: int) -> str:
    """Give paragraphs of invented words; two seeds share next to none."""
    chance = random.Random(seed)
    words = [
        "".join(chance.choices("abcdefghiklmnoprstuwz", k=chance.randint(2, 14)))
        for _ in range(20_000)
    ]
    paragraphs: list[str] = []
    length = 0
    while length < size:
        sentence = " ".join(chance.choices(words, k=chance.randint(5, 70))).capitalize() + "."
        paragraphs.append(sentence)
        length += len(sentence) + 2
    return "\n\n".join(paragraphs)[:size]


def hard() -> dict[str, tuple[str, str]]:
    """Give pairs of one megabyte each that are hard to compare, by name."""
    line = "Dies ist immer derselbe Satz, in jeder Zeile.\n"
    lines = MEGABYTE // len(line)
    one = prose(4, MEGABYTE).replace("\n\n", " ")
    text = prose(5, MEGABYTE)
    return {
        "one line repeated": (line * lines, line * (lines // 2) + "Neu.\n" + line * (lines // 3)),
        "nothing alike": (text, prose(6, MEGABYTE)),
        "one paragraph": (one, edited(one, share=0.1)),
        "one paragraph rewritten": (one, prose(7, MEGABYTE).replace("\n\n", " ")),
        "shuffled words": (one, _shuffled(one, " ")),
        "shuffled paragraphs": (text, _shuffled(text, "\n\n")),
        "half of it changed": (text, edited(text, share=0.5)),
    }


def _shuffled(text: str, separator: str) -> str:
    parts = text.split(separator)
    random.Random(8).shuffle(parts)
    return separator.join(parts)
