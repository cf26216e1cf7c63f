from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
from collections.abc import Callable
from itertools import groupby
from operator import itemgetter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.text.redline import ALGORITHM, Redline, redline
from domain.text.redline.engine import accelerated, fast_diff_match_patch, plain
from domain.text.redline.looks import looks
from domain.text.redline.ops import Edit
from domain.text.redline.sequences import SMALL, Work, edits_of_blocks, edits_of_words, tidied
from domain.text.tokens import tokens
from tests.text.samples import TEXTS, edited, prose


def marked(old: str, new: str) -> str:
    """Give a redline as a line of text: [-gone-] and {+come+}."""
    forms = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    blocks = redline(old, new).blocks
    return "".join(forms[op].format(text) for block in blocks for op, text in block.ops)


def kinds(old: str, new: str) -> list[str]:
    return [block.kind for block in redline(old, new).blocks]


def sides(found: Redline) -> tuple[str, str]:
    ops = [op for block in found.blocks for op in block.ops]
    return (
        "".join(text for op, text in ops if op != "+"),
        "".join(text for op, text in ops if op != "-"),
    )


@given(TEXTS, TEXTS)
@settings(max_examples=300)
def test_a_redline_holds_both_texts_to_the_letter(old: str, new: str) -> None:
    assert sides(redline(old, new)) == (old, new)


@given(TEXTS, TEXTS)
def test_every_block_is_what_its_kind_says(old: str, new: str) -> None:
    ops_of = {"same": "=", "deleted": "-", "moved_away": "-", "inserted": "+", "moved_here": "+"}
    for block in redline(old, new).blocks:
        changes = [text for op, text in block.ops if op != "="]
        assert all(text for _, text in (*block.ops, *block.inner))
        assert bool(block.move) == block.kind.startswith("moved")
        assert bool(block.inner) == (block.kind == "moved_here")
        if block.kind in ops_of:
            assert [op for op, _ in block.ops] == [ops_of[block.kind]]
        else:
            assert changes
            unseen = [
                op == "=" or bool(look)
                for (op, _), look in zip(block.ops, looks(block.ops), strict=True)
            ]
            assert all(unseen) or block.kind != "formatted"


@given(TEXTS, TEXTS)
def test_no_word_is_cut(old: str, new: str) -> None:
    for block in redline(old, new).blocks:
        for unwanted in "+-":
            pieces = [text for op, text in block.ops if op != unwanted]
            words = [word for token in tokens("".join(pieces)) for word in token.split()]
            assert [word for piece in pieces for word in words_of(piece)] == words


def words_of(text: str) -> list[str]:
    return [word for token in tokens(text) for word in token.split()]


@given(TEXTS, TEXTS)
def test_the_engine_makes_no_difference(old: str, new: str) -> None:
    assert redline(old, new, engine=plain) == redline(old, new, engine=accelerated)


@given(st.text(alphabet="abcd", max_size=60), st.text(alphabet="abcd", max_size=60))
@settings(max_examples=500)
def test_both_engines_answer_alike(old: str, new: str) -> None:
    assert fast_diff_match_patch  # else plain stands in, and this would prove nothing
    assert _joined(accelerated(old, new)) == _joined(plain(old, new))


def _joined(edits: list[Edit]) -> list[Edit]:
    return [(op, sum(count for _, count in group)) for op, group in groupby(edits, itemgetter(0))]


@given(TEXTS, TEXTS)
def test_what_is_told_of_the_progress_changes_nothing(old: str, new: str) -> None:
    told: list[tuple[int, int]] = []
    found = redline(old, new, progress=lambda done, total: told.append((done, total)))
    assert found == redline(old, new)
    assert told == ([(len(old + new), len(old + new))] if old + new else [])


def test_the_progress_of_a_long_redline_is_told_now_and_then() -> None:
    old = prose(1, 1_000, 60)
    new = edited(old, 2, share=0.1)
    told: list[int] = []
    redline(old, new, progress=lambda done, total: told.append(done))
    assert len(told) > 5
    assert told == sorted(told)
    assert told[-1] == len(old) + len(new)


def test_there_is_no_redline_by_rules_nobody_released() -> None:
    with pytest.raises(KeyError):
        redline("alt", "neu", "paragraphs-1")


@given(TEXTS)
def test_a_text_against_itself_is_all_the_same(text: str) -> None:
    assert set(kinds(text, text)) <= {"same"}
    assert redline(text, text).algorithm == ALGORITHM == "paragraphs-3"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "Für Sprachkurse stehen 700.000,00 Euro bereit.",
            "Für Sprachkurse stehen 770.000,00 Euro bereit.",
            "Für Sprachkurse stehen [-700.000,00-]{+770.000,00+} Euro bereit.",
        ),
        (
            "Es gilt § 31a vom 15.06.2025 an; die Stadt trägt 12,5 %.",
            "Es gilt § 31b vom 16.06.2025 an; die Stadt trägt 12,75 %.",
            "Es gilt [-§ 31a vom 15.06.2025-]{+§ 31b vom 16.06.2025+} an; die Stadt trägt "
            "[-12,5-]{+12,75+} %.",
        ),
        (
            "Sechs Expertengruppen schreiben für die Bürger.",
            "Sechs Expert*innengruppen schreiben für die Bürger*innen.",
            "Sechs [-Expertengruppen-]{+Expert*innengruppen+} schreiben für die "
            "[-Bürger-]{+Bürger*innen+}.",
        ),
        (
            "Wer eine Vergütung erhält, haftet der Stadt.",
            "Wer eine Vergütung, haftet der Stadt.",
            "Wer eine Vergütung[- erhält-], haftet der Stadt.",
        ),
        (
            "Die Stadt fördert Kurse für alle.\n",
            "Die Stadt fördert Kurse für alle. Sie nennt jedes Jahr die Kosten dafür.\n",
            "Die Stadt fördert Kurse für alle.{+ Sie nennt jedes Jahr die Kosten dafür.+}\n",
        ),
        (
            "| Ort | Kurse |\n|---|---|\n| Linden | 12 |\n",
            "| Ort | Kurse |\n|---|---|\n| Linden | 15 |\n",
            "| Ort | Kurse |\n|---|---|\n| Linden | [-12-]{+15+} |\n",
        ),
        (
            "Die Stadt fördert Kurse. Die Kosten nennt sie.",
            "Die Stadt fördert Kurse. Die Stadt zahlt. Die Kosten nennt sie.",
            "Die Stadt fördert Kurse. {+Die Stadt zahlt. +}Die Kosten nennt sie.",
        ),
        (
            "Die Kosten nennt sie.",
            "Die Stadt zahlt. Die Kosten nennt sie.",
            "{+Die Stadt zahlt. +}Die Kosten nennt sie.",
        ),
        (
            "Nach § 3 gilt es. Nach § 4 gilt es nicht.",
            "Nach § 3 gilt es. Nach § 31a nie. Nach § 4 gilt es nicht.",
            "Nach § 3 gilt es. {+Nach § 31a nie. +}Nach § 4 gilt es nicht.",
        ),
    ],
)
def test_words_change_whole(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


def test_lines_wrapped_otherwise_change_white_space_alone() -> None:
    old = "Hannover ist eine Stadt der\nEinwanderung, nach §\n31a."
    new = "Hannover ist eine Stadt\nder Einwanderung, nach § 31a."
    assert marked(old, new) == (
        "Hannover ist eine Stadt[- -]{+\n+}der[-\n-]{+ +}Einwanderung, nach §[-\n-]{+ +}31a."
    )
    assert kinds(old, new) == ["formatted"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Eins.\n", "Eins.\n\nZwei.\n", "Eins.\n{+\nZwei.\n+}"),
        ("Eins.\n\nZwei.", "Eins.", "Eins.[-\n\nZwei.-]"),
        ("Eins.\n", "Neu hier.\n\nEins.\n", "{+Neu hier.\n\n+}Eins.\n"),
        ("- a\n- b\n\nText", "- a\n- b\n- c\n\nText", "- a\n- b\n{+- c\n+}\nText"),
        ("- a\n- b\n\nText", "- a\n\nText", "- a\n[-- b\n-]\nText"),
        ("Eins.\n\nZwei.", "Eins.\n\n\nZwei.", "Eins.\n\n{+\n+}Zwei."),
        ("", "Eins.", "{+Eins.+}"),
        ("Eins.", "", "[-Eins.-]"),
        ("", "", ""),
    ],
)
def test_what_comes_and_goes_leaves_its_neighbours_alone(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


def test_paragraphs_with_nothing_in_common_are_replaced_whole() -> None:
    assert kinds("Die Stadt fördert Sprache.", "Kosten nennt niemand hier.") == [
        "deleted",
        "inserted",
    ]


def test_among_many_rewritten_paragraphs_each_finds_its_own() -> None:
    old = prose(2, 60, 40)  # 3,600 possible pairs: found by rare words
    new = edited(old, 3, share=0.1)
    assert set(kinds(old, new)) == {"same", "changed"}
    assert len(redline(old, new).blocks) == 60


def test_a_long_paragraph_is_compared_word_by_word() -> None:
    old = prose(4, 1, 4_000)
    found = redline(old, edited(old, 5, share=0.02)).blocks
    assert [block.kind for block in found] == ["changed"]
    assert sum(len(text) for op, text in found[0].ops if op == "=") > 0.95 * len(old)


def shuffled(text: str) -> str:
    words = text.split(" ")
    random.Random(6).shuffle(words)
    return " ".join(words)


LINE = "Dies ist immer derselbe Satz.\n"
PATHOLOGICAL: list[tuple[str, Callable[[], tuple[str, str]]]] = [
    ("a line again and again", lambda: (LINE * 9_000, LINE * 4_000 + "Neu.\n" + LINE * 4_000)),
    ("an item again and again", lambda: (f"- {LINE}" * 9_000, f"- {LINE}" * 8_000 + "- Neu\n")),
    ("nothing alike", lambda: (prose(7, 500, 80), prose(8, 500, 80))),
    ("nothing alike, in capitals", lambda: (prose(7, 500, 80), prose(8, 500, 80).upper())),
    ("one paragraph", lambda: (prose(9, 1, 40_000), edited(prose(9, 1, 40_000), 1, 0.1))),
    ("shuffled words", lambda: (prose(9, 1, 30_000), shuffled(prose(9, 1, 30_000)))),
    ("one word again and again", lambda: ("ja " * 60_000, "ja " * 50_000 + "nein " * 500)),
    ("one long word", lambda: ("a" * 500_000, "a" * 500_000 + "b")),
    ("many tiny paragraphs", lambda: ("a\n\nb\n\nc\n\n" * 9_000, "c\n\na\n\nd\n\n" * 9_000)),
]


@pytest.mark.parametrize(("name", "texts"), PATHOLOGICAL, ids=[name for name, _ in PATHOLOGICAL])
def test_hard_texts_are_compared_in_bounded_time(
    name: str, texts: Callable[[], tuple[str, str]]
) -> None:
    old, new = texts()  # unbounded, each would meet the time limit of a test
    assert sides(redline(old, new)) == (old, new)


def test_what_would_take_more_work_than_is_left_is_matched_in_passing() -> None:
    old, new = list("xababab"), list("ybababa")  # no word that occurs once on both sides
    enough, too_little = Work(cells=49), Work(cells=48)
    assert edits_of_words(old, new, enough)
    assert edits_of_words(old, new, too_little) == [("-", 2), ("+", 1), ("=", 5), ("+", 1)]
    assert (enough.cells, too_little.cells) == (0, 48)


def test_what_is_too_large_is_not_begun() -> None:
    old, new = list("ab" * 500), list("ca" * 500)
    work = Work(cells=2 * len(old) * len(new))
    assert len(old) * len(new) > SMALL
    assert edits_of_words(old, new, work)
    assert work.cells == 2 * len(old) * len(new)


def test_scattered_words_between_changes_change_with_them() -> None:
    edits: list[Edit] = [("=", 9), ("-", 2), ("+", 1), ("=", 1), ("+", 3), ("=", 2), ("-", 1)]
    assert tidied(edits) == [("=", 9), ("-", 3), ("+", 5), ("=", 2), ("-", 1)]


def test_the_work_is_counted() -> None:
    work = Work(cells=100)
    assert edits_of_blocks(list("abcdefgh"), list("hgfedcba"), work)
    assert work.cells == 100 - 8 * 8
    assert not work.take(37)


def test_the_result_does_not_depend_on_the_order_of_hashes() -> None:
    program = (
        "import hashlib; from domain.text.redline import redline;"
        "from tests.text.samples import edited, prose;"
        "old = prose(1, 80, 50) + chr(10) * 2 + prose(2, 1, 900);"
        "found = [redline(old, edited(old, 3, share)) for share in (0.05, 0.5, 0.9)];"
        "print(hashlib.sha256(repr(found).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("0", "1", "77")
    }
    assert len(digests) == 1
    assert len(digests.pop()) == hashlib.sha256().digest_size * 2


def test_without_the_accelerator_the_same_comes_out() -> None:
    program = (
        "import sys; sys.modules['fast_diff_match_patch'] = None\n"  # as if not installed
        "from domain.text.redline import redline\n"
        "from domain.text.redline.engine import fast_diff_match_patch\n"
        "from tests.text.samples import edited, prose\n"
        "assert fast_diff_match_patch is None\n"
        "print(redline(prose(1, 9, 60), edited(prose(1, 9, 60), 3, 0.3)))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert found.stdout.strip() == str(redline(prose(1, 9, 60), edited(prose(1, 9, 60), 3, 0.3)))
