"""Law-like texts whose sentences recur under every §, and the real ones where they are there."""

from __future__ import annotations

import os
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from domain.text.normalise import normalise
from domain.text.passages import Passage, at_place

CORPUS = Path(os.environ.get("REVIEW_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))

_RECURRING = [
    "Das Nähere regelt eine Satzung der Stadt.",
    "Die Stadt fördert die Angebote nach Maßgabe ihres Haushalts.",
    "Über Ausnahmen entscheidet der zuständige Ausschuss.",
    "Satz 1 gilt für die Fälle des Absatzes 2 entsprechend.",
]
_WORDS = [
    *("Angebot", "Treff", "Kurs", "Schule", "Eltern", "Bildung", "Sprache", "Mittel", "Antrag"),
    *("Frist", "Gebühr", "Gruppe", "Träger", "Verein", "Haus", "Jahr", "Bericht", "Beirat"),
    *("Kind", "Plan", "Zugang", "Arbeit", "Amt", "Recht", "Pflicht"),
]


class Repeated(NamedTuple):
    """A sentence that stands in the new text several times, and where it is under the same §."""

    passage: Passage
    start: int


def invented(seed: int) -> tuple[str, str]:
    """Give a law and a later state of it: § amended, inserted, repealed, one moved."""
    source = random.Random(seed)
    sections = {number: _section(source) for number in range(1, 121)}
    old = _law(sections)
    for number in source.sample(sorted(sections), 12):
        del sections[number]
    for number in source.sample(sorted(sections), 30):
        sections[number][source.randrange(len(sections[number]))] = _sentence(source)
        sections[number].insert(source.randrange(len(sections[number])), _sentence(source))
    sections |= {number + 1000: _section(source) for number in range(8)}
    return old, _law(sections)


def _law(sections: dict[int, list[str]]) -> str:
    return "\n\n".join(f"### § {n}\n\n" + "\n\n".join(parts) for n, parts in sections.items())


def _section(source: random.Random) -> list[str]:
    paragraphs = [[_sentence(source) for _ in range(3)] for _ in range(3)]
    for words in source.sample(_RECURRING, 2):
        paragraphs[source.randrange(3)].append(words)
    return [" ".join(paragraph) for paragraph in paragraphs]


def _sentence(source: random.Random) -> str:
    words = " ".join(source.choices(_WORDS, k=source.randint(5, 12)))
    return f"{words} {source.randint(1, 9999)}."


def real() -> Iterator[tuple[str, str]]:
    """Give all pairs of consecutive states of the corpus, none where it is absent."""
    for folder in sorted(CORPUS.glob("*/")):
        texts = [normalise(file.read_text()) for file in sorted(folder.glob("*.md"))]
        yield from pairwise(texts)


def repeated(old: str, new: str) -> list[Repeated]:
    """Give the sentences of the old text whose place in the new one the § alone tells."""
    before, after = _sentences(old), _sentences(new)
    found = []
    for words, places in after.items():
        here = before.get(words, {})
        if sum(map(len, places.values())) < 2:
            continue
        for section, starts in here.items():
            if len(starts) == 1 == len(places.get(section, ())):
                (start, end), (there, _) = starts[0], places[section][0]
                found.append(Repeated(at_place(old, start, end), there))
    return found


_Places = dict[str, list[tuple[int, int]]]


def _sentences(text: str) -> dict[str, _Places]:
    """Give where each sentence stands, white space aside, by the § above it."""
    found: dict[str, _Places] = defaultdict(lambda: defaultdict(list))
    heads = [*re.finditer(r"^#+ .*$", text, re.MULTILINE)]
    ends = [head.start() for head in heads[1:]] + [len(text)]
    for head, end in zip(heads, ends, strict=True):
        number = re.search(r"§ \w+", head[0])
        for sentence in re.finditer(r"[^\s.;][^.;]{24,}[.;]", text[head.end() : end]):
            place = (head.end() + sentence.start(), head.end() + sentence.end())
            key = " ".join(sentence[0].split())
            found[key][number[0] if number else head[0]].append(place)
    return found
