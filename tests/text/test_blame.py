"""Where words come from: revision by revision, whatever moves, and never half a word."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.text.blame import Runs, Sentence, answering, first, sentences, step
from domain.text.blocks import Paragraph, paragraphs
from domain.text.normalise import normalise
from domain.text.redline import ALGORITHM, Redline, RedlineBlock, redline
from domain.text.tokens import keys, tokens
from review_service.markup.markdown import render_paragraph
from tests.markup import eye
from tests.text.samples import MARKDOWN, PROSE, SIGNS, TEXTS, edited, prose

WORDS = st.lists(
    st.sampled_from(["Rat", "Stadt", "700", "770", "\n\n", "§ 31a", "Ort."]), max_size=12
)
SMALL = WORDS.map(" ".join)
HISTORIES = st.lists(SMALL | MARKDOWN, min_size=1, max_size=4)


def blamed(*texts: str) -> Runs[int]:
    """Give the runs of the last of some revisions."""
    runs = first(texts[0], 1)
    for revision, (old, new) in enumerate(pairwise(texts), start=2):
        runs = step(runs, redline(old, new), revision)
    return runs


def letter_by_letter(*texts: str) -> list[int]:
    """Do the same with one number a character, along the ops as they are written."""
    origins = [1] * len(texts[0])
    for revision, (old, new) in enumerate(pairwise(texts), start=2):
        origins = stepped(origins, redline(old, new), revision)
    return origins


def stepped(origins: list[int], found: Redline, revision: int) -> list[int]:
    left = list(origins)
    away: dict[int, list[int]] = {}
    for block in found.blocks:
        length = sum(len(text) for op, text in block.ops if op != "+")
        here, left = left[:length], left[length:]
        if block.kind == "moved_away":
            away[block.move] = here
    now: list[int] = []
    left = list(origins)
    for block in found.blocks:
        moved = block.kind == "moved_here"
        source = list(away[block.move]) if moved else left
        for op, text in block.inner if moved else block.ops:
            taken, source = (
                ([], source) if op == "+" else (source[: len(text)], source[len(text) :])
            )
            now += {"=": taken, "-": [], "+": [revision] * len(text)}[op]
        left = left if moved else source
    return now


def spread(runs: Runs[int]) -> list[int]:
    return [said for length, said in runs for _ in range(length)]


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_the_runs_are_as_long_as_the_text(texts: list[str]) -> None:
    runs = blamed(*texts)
    assert sum(length for length, _ in runs) == len(texts[-1])
    assert all(length > 0 for length, _ in runs)
    assert all(one[1] != other[1] for one, other in pairwise(runs))


@given(HISTORIES)
def test_two_ways_of_following_the_characters_agree(texts: list[str]) -> None:
    assert spread(blamed(*texts)) == letter_by_letter(*texts)


@given(HISTORIES)
def test_a_new_word_is_from_the_revision_that_brought_it(texts: list[str]) -> None:
    """And a word of an earlier one stood in that one's text."""
    words = [set(written(text)) for text in texts]
    for start, end, revision in words_of(texts[-1], blamed(*texts)):
        word = " ".join(texts[-1][start:end].split())
        assert word in words[revision - 1]
        before = [number for number, known in enumerate(words, start=1) if word in known]
        assert revision >= before[0]


def written(text: str) -> list[str]:
    return [key.strip() for key in keys(text, tokens(text))]


def words_of(text: str, runs: Runs[int]) -> list[tuple[int, int, int]]:
    origins = spread(runs)
    found, at = [], 0
    for token in tokens(text):
        end = at + len(token.rstrip())
        if end > at:
            signs = [place for place in range(at, end) if not text[place].isspace()]
            found.append((at, end, max(origins[place] for place in signs)))
        at += len(token)
    return found


@given(HISTORIES)
def test_what_is_shown_of_a_sentence_never_splits_a_word(texts: list[str]) -> None:
    text, runs = texts[-1], blamed(*texts)
    cut = {place for start, end, _ in words_of(text, runs) for place in range(start + 1, end)}
    for sentence in sentences(text, runs, first(text, ())):
        assert sentence.parts[0].start == sentence.start
        assert sentence.parts[-1].end == sentence.end
        for part in sentence.parts:
            assert not {part.start, part.end} & cut
        for one, other in pairwise(sentence.parts):
            assert one.end <= other.start and text[one.end : other.start].strip() == ""
            assert one.revision != other.revision


def only(text: str, runs: Runs[int]) -> Sentence:
    (sentence,) = sentences(text, runs, first(text, ()))
    return sentence


def test_a_sentence_is_from_the_revision_of_most_of_its_words() -> None:
    texts = [
        "Die Stadt stellt 700 Euro bereit.",
        "Die Stadt stellt 770 Euro bereit.",
        "Die Stadt stellt jährlich 770 Euro bereit.",
    ]
    found = only(texts[-1], blamed(*texts))
    assert (found.revision, found.newest) == (1, 3)
    assert found.shares == ((1, 5), (2, 1), (3, 1))
    assert [(texts[-1][p.start : p.end], p.revision) for p in found.parts] == [
        ("Die Stadt stellt", 1), ("jährlich", 3), ("770", 2), ("Euro bereit.", 1),
    ]  # fmt: skip


def test_a_word_of_two_revisions_is_the_newer_ones() -> None:
    found = only("Sprachkurse", [(6, 1), (5, 4)])
    assert [(part.start, part.end, part.revision) for part in found.parts] == [(0, 11, 4)]


def test_lines_wrapped_otherwise_bring_no_word() -> None:
    old, new = "Das gilt nach § 31a und\ngut.", "Das gilt nach §\n31a und gut."
    assert only(new, blamed(old, new)).shares == ((1, 6),)


def test_a_changed_full_stop_is_told_and_is_no_word() -> None:
    found = only("Reicht das?", blamed("Reicht das.", "Reicht das?"))
    assert found.shares == ((1, 2), (2, 0)) and found.newest == 2


def test_a_paragraph_that_moved_brings_its_origins_along() -> None:
    old = "Eins und zwei.\n\nDrei und vier.\n\n"
    new = "Drei und vier.\n\nEins oder zwei.\n\n"
    moved = Redline(
        ALGORITHM,
        (
            RedlineBlock("moved_away", (("-", "Eins und zwei.\n\n"),), 1),
            RedlineBlock("same", (("=", "Drei und vier.\n\n"),)),
            RedlineBlock(
                "moved_here",
                (("+", "Eins oder zwei.\n\n"),),
                1,
                (("=", "Eins "), ("-", "und"), ("+", "oder"), ("=", " zwei.\n\n")),
            ),
        ),
    )
    runs = [(5, 1), (11, 2), (len(old) - 16, 3)]
    after = step(runs, moved, 4)
    assert after == [(16, 3), (5, 1), (4, 4), (8, 2)]
    assert spread(after) == stepped(spread(runs), moved, 4)
    assert sum(length for length, _ in after) == len(new)


def test_what_goes_and_comes_again_is_from_the_revision_it_came_back_with() -> None:
    text = "Eins.\n\nZwei.\n"
    assert blamed(text, "Zwei.\n", text) == [(7, 3), (6, 1)]


def test_a_place_answers_a_vorgabe_as_long_as_its_words_stand() -> None:
    text = "Die Stadt zahlt. Sie nennt Ziele."
    answers = answering(first(text, ()), [(17, 33)], 2)
    answers = answering(answers, [(21, 26)], 1)
    assert answers == [(17, ()), (4, (2,)), (5, (1, 2)), (7, (2,))]
    new = "Die Stadt zahlt. Sie nennt klare Ziele."
    after = step(answers, redline(text, new), ())
    one, other = sentences(new, first(new, 1), after)
    assert (one.answers, other.answers) == ((), (1, 2))
    assert [(new[p.start : p.end], p.answers) for p in other.parts] == [
        ("Sie", (2,)), ("nennt", (1, 2)), ("klare", ()), ("Ziele.", (2,)),
    ]  # fmt: skip


def test_a_place_without_words_answers_nothing() -> None:
    assert answering(first("Eins.", ()), [(5, 9), (2, 2)], 1) == [(5, ())]
    assert answering(first("", ()), [(0, 4)], 1) == []


@pytest.mark.parametrize("share", [0.05, 0.5])
def test_only_the_paragraphs_asked_for_are_given(share: float) -> None:
    old = prose(3, 12, 30)
    new = edited(old, 4, share)
    runs = blamed(old, new)
    everything = list(sentences(new, runs, first(new, ())))
    middle = new.index("\n\n", len(new) // 2) + 2
    some = list(sentences(new, runs, first(new, ()), start=middle))
    assert some == [sentence for sentence in everything if sentence.start >= middle]
    rest = list(sentences(new, runs, first(new, ()), end=middle))
    assert rest + some == everything


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Die Bürger*innen kommen.", "Die Bürger\\*innen kommen."),
        ("Nach § 5 gilt das.", "Nach §&nbsp;5 gilt das."),
        ("Die Stadt zahlt alles.", "Die **Stadt** zahlt alles."),
        ("Es sind 1.500 Euro im Jahr.", "Es sind 1.500&nbsp;Euro im Jahr."),
        ("Der Rat zahlt. Die Stadt auch.", "Der Rat zahlt.\n\nDie Stadt auch."),
        ("Am Ende\n\nsteht alles.", "Am Ende steht alles."),
        ("Kurse, Lotsen und Geld", "1. Kurse,\n2. Lotsen\n3. und Geld"),
    ],
)
def test_who_only_formats_or_splits_wrote_no_word(old: str, new: str) -> None:
    for before, after in ((old, new), (new, old)):
        origins = step(first(before, 1), redline(before, after), 2)
        found = list(sentences(after, origins, first(after, ())))
        assert {revision for one in found for revision, words in one.shares if words} == {1}


def read_off(unit: Paragraph) -> str:
    """Give what an eye reads off a page, without the numbers of items: nobody wrote those."""
    html = render_paragraph(unit)
    said = eye.text(html, numbers=False)
    is_written = unit.kind == "item" and '<p class="wie-geschrieben"' in html
    return re.sub(r"(?m)^\s*\d+[.)]\s", "", said) if is_written else said


@given((MARKDOWN | PROSE | SIGNS).map(normalise))
def test_the_words_that_are_counted_are_those_that_a_reader_sees(text: str) -> None:
    counted = sum(
        part.words for one in sentences(text, first(text, 1), first(text, ())) for part in one.parts
    )
    parts = map(read_off, paragraphs(text))
    assert counted == sum(any(map(str.isalnum, word)) for part in parts for word in tokens(part))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Siehe [Bericht](https://a.example/b) dort.", 3),
        ("Rat &amp; Stadt", 2),
        ("Der **Stadt**teil zahlt.", 4),  # no emphasis: its stars are seen, and part words
        ("*Der Stadt*-Teil zahlt.", 3),
        ("[Anlage](anlage.pdf)", 2),
    ],
)
def test_an_address_an_entity_and_a_sign_are_no_words(text: str, words: int) -> None:
    (one,) = sentences(text, first(text, 1), first(text, ()))
    assert one.shares == ((1, words),)
    assert (one.parts[0].start, one.parts[-1].end) == (0, len(text))
