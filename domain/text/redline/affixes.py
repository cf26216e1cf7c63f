"""What two texts begin and end with alike, compared by the slice and not by the character."""

from __future__ import annotations

import re
from sys import maxsize

_STEP = 32
_SPACE = re.compile(r"[ \n](?!\s)")


def shared_start(old: str, new: str) -> int:
    """Give how many characters both texts begin with alike."""
    most = min(len(old), len(new))
    if old[:1] != new[:1]:
        return 0
    count, step = 0, _STEP
    while count + step <= most and old[count : count + step] == new[count : count + step]:
        count += step
        step *= 2
    while step := step // 2:
        end = count + step
        if end <= most and old[count:end] == new[count:end]:
            count = end
    return count


def shared_end(old: str, new: str, most: int) -> int:
    """Give how many characters both texts end with alike, at most so many."""
    if old[-1:] != new[-1:]:
        return 0
    here, there = len(old), len(new)
    count, step = 0, _STEP
    while count + step <= most and (
        old[here - count - step : here - count] == new[there - count - step : there - count]
    ):
        count += step
        step *= 2
    while step := step // 2:
        end = count + step
        if end <= most and old[here - end : here - count] == new[there - end : there - count]:
            count = end
    return count


def shared_lead(old: str, new: str) -> int:
    """Give how many characters of white space both texts begin with alike."""
    if old[:1] != new[:1]:
        return 0
    count = 0
    for here, there in zip(old, new, strict=False):
        if here != there or not here.isspace():
            break
        count += 1
    return count


def shared_tail(old: str, new: str) -> int:
    """Give how many characters of white space both texts end with alike."""
    if old[-1:] != new[-1:]:
        return 0
    count = 0
    for here, there in zip(reversed(old), reversed(new), strict=False):
        if here != there or not here.isspace():
            break
        count += 1
    return count


def shared_words(
    old: str, new: str, head: int | None = None, tail: int = maxsize
) -> tuple[int, int]:
    """Give how many characters of whole words both texts begin and end with alike, at most `tail`.

    Between the two, words are compared; neither border lies in a word or in "§ 31a". Of the
    beginning no more is looked at than `head`, where it is known so far to be the same.
    """
    start = _word_start(old, shared_start(old, new) if head is None else head)
    most = min(len(old) - start, len(new) - start, tail)
    return start, _word_end(old, new, shared_end(old, new, most))


def _word_start(old: str, shared: int) -> int:
    """Give the last place of the shared beginning where a word begins."""
    while shared > 0:
        space = old.rfind(" ", 0, shared - 1)
        space = max(space, old.rfind("\n", space + 1, shared - 1))
        if space < 0 or begins_word(old, space + 1):
            return space + 1
        shared = space + 1
    return 0


def _word_end(old: str, new: str, shared: int) -> int:
    """Give how long the shared end is from the first place where a word begins."""
    shift = len(new) - len(old)
    at = len(old) - shared
    while at < len(old):
        if begins_word(old, at) and begins_word(new, at + shift):
            return len(old) - at
        space = _SPACE.search(old, at)
        at = space.end() if space else len(old)
    return 0


def begins_word(text: str, at: int) -> bool:
    """Whether a word begins here, behind a space or at a new line; not the number of a "§"."""
    return (
        at > 0 and text[at - 1] in " \n" and not text[at].isspace() and text[at - 2 : at - 1] != "§"
    )
