"""big: saving a text of 4 MB, and the redline of two such texts that have nothing in common."""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import drafts
from benchmarks.figures import Bar, Figure
from benchmarks.rounds import ratio, seconds
from benchmarks.server import Server
from domain.text.blocks import blocks
from domain.text.redline import redline
from review_service.database import Pool
from review_service.reviews import Reviews

SIZE = 4_000_000  # bytes of UTF-8
ROUNDS = 9
_RAW = "CREATE TABLE public.raw (text text NOT NULL)"


def save(server: Server) -> float:
    """Give the time of saving a new draft, whole, over that of one INSERT of the same bytes."""
    text = rewritten(0)
    with server.database() as database:
        with database.as_owner() as owner:
            owner.execute(_RAW)
        with database.pool(1) as pool, database.owners_pool(1) as raw:
            reviews = Reviews(pool)
            return ratio(
                lambda: seconds(lambda: reviews.begin(lambda: drafts.author(text))),
                lambda: seconds(partial(_insert, raw, text)),
                rounds=ROUNDS,
            )


def _insert(pool: Pool, text: str) -> None:
    with pool.connection() as connection:
        connection.execute("INSERT INTO public.raw (text) VALUES (%s)", (text,))


def compare(_: Server) -> float:
    """Give the time of a redline over that of reading both texts from files and splitting them."""
    with TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("old", "new")]
        texts = [rewritten(0), rewritten(1)]
        for file, text in zip(files, texts, strict=True):
            file.write_text(text, encoding="utf-8")
        return ratio(
            lambda: seconds(lambda: redline(*texts)),
            lambda: seconds(lambda: [blocks(file.read_text(encoding="utf-8")) for file in files]),
            rounds=ROUNDS,
        )


def rewritten(edition: int) -> str:
    """Give 4 MB of paragraphs; two editions share no word."""
    chosen = random.Random(edition)
    words = [_word(chosen, "aeiou"[edition]) for _ in range(20_000)]
    paragraphs = []
    size = 0
    while size < SIZE:
        paragraph = " ".join(chosen.choices(words, k=chosen.randint(10, 120))) + ".\n\n"
        paragraphs.append(paragraph)
        size += len(paragraph)
    return "".join(paragraphs)[:SIZE]


def _word(chosen: random.Random, vowel: str) -> str:
    consonants = chosen.choices("bdfghklmnprstvwz", k=chosen.randint(2, 6))
    return "".join(consonant + vowel for consonant in consonants)


FIGURES = (
    Figure(
        "big/save",
        "saving a text of 4 MB : one INSERT of the same bytes (seconds)",
        Bar(5, at_least=False),
        save,
    ),
    Figure(
        "big/redline",
        "redline of two unlike texts of 4 MB : reading and splitting both (seconds)",
        Bar(10, at_least=False),
        compare,
    ),
)
