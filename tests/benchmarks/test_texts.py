"""The texts redlines are measured on: as large and as much changed as they are said to be."""

from __future__ import annotations

import re

from benchmarks import texts
from domain.text.redline import redline


def words(text: str) -> list[str]:
    return re.findall(r"\S+", text)


def test_a_tenth_of_the_words_changes_in_runs_the_same_every_time():
    old = texts.prose(1, 100_000)
    new = texts.edited(old, share=0.1)
    assert new == texts.edited(old, share=0.1) != texts.edited(old, share=0.1, seed=2)
    kept = sum(
        len(words(text))
        for block in redline(old, new).blocks
        for op, text in block.ops
        if op == "="
    )
    assert 0.88 < kept / len(words(old)) < 0.97  # what is inserted leaves all old words


def test_the_hard_texts_have_a_megabyte_and_differ():
    for old, new in texts.hard().values():
        assert 0.9 < len(old) / texts.MEGABYTE < 1.1
        assert 0.8 < len(new) / texts.MEGABYTE < 1.2
        assert old != new


def test_without_the_corpus_invented_texts_stand_in():
    old, new = texts.amended()
    assert len(new) > 1.2 * len(old) > 300_000
    assert len(texts.megabyte()) == texts.MEGABYTE
    assert {True: "laws", False: "invented prose"}[texts.HAS_CORPUS] == texts.SOURCE
