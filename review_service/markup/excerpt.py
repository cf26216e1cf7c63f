"""Of a long block whose words changed only what stands around the changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from markdown_it.token import Token

from review_service.markup.markdown import WORN, Words

AROUND, LEFT_OUT = 120, "[…]"
"""Characters left around a change; what stands for the rest."""


def excerpt(tokens: Sequence[Token], around: int = AROUND) -> list[Token]:
    """Shorten what wears nothing to some words around what does; a block without words goes."""
    words = [(token, one) for token in _clad(tokens) for one in token.meta[WORN]]
    runs = [(bool(key), list(run)) for key, run in groupby(words, key=lambda item: item[1].wear)]
    if len(runs) < 2:
        return list(tokens)
    for token in _clad(tokens):
        token.meta[WORN] = []
    for at, (is_worn, run) in enumerate(runs):
        text = "".join(one.text for _, one in run)
        head, tail = _kept(text, around * (at > 0), around * (at < len(runs) - 1))
        _put_back(run, (len(text), 0) if is_worn else (head, tail))
    return list(_without_empty(tokens))


def _kept(text: str, lead: int, tail: int) -> tuple[int, int]:
    """Give how many characters stay at the beginning and at the end, whole words."""
    if len(text) <= 2 * (lead + tail):
        return len(text), 0
    head = text[:lead].rpartition(" ")[0]
    end = text[len(text) - tail :].partition(" ")[2] if tail else ""
    return len(head) + bool(head), len(end) + bool(end)


def _put_back(run: Sequence[tuple[Token, Words]], kept: tuple[int, int]) -> None:
    head, tail = kept
    length = sum(len(one.text) for _, one in run)
    at, left_out = 0, False
    for token, one in run:
        first = one.text[: max(head - at, 0)]
        last = one.text[max(length - tail - at, len(first)) :]
        if len(first) + len(last) < len(one.text) and not left_out:
            first, left_out = f"{first}{LEFT_OUT}", True
        token.meta[WORN] += [one._replace(text=part) for part in (first, last) if part]
        at += len(one.text)


def _clad(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        if WORN in token.meta:
            yield token
        yield from _clad(token.children or ())


def _without_empty(tokens: Sequence[Token]) -> Iterator[Token]:
    gone = {at for at, token in enumerate(tokens) if _is_empty(token)}
    gone |= {at + step for at in gone if tokens[at].type == "inline" for step in (-1, 1)}
    return (token for at, token in enumerate(tokens) if at not in gone)


def _is_empty(token: Token) -> bool:
    clad = list(_clad([token]))
    return bool(clad) and not any(one.meta[WORN] for one in clad)
