"""Paragraphs of two texts as one sequence, by the words that stand in both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from domain.text.redline.ops import RedlineBlock
from review_service.word.changed import Cited, Fate, Paragraph, Part, Words
from review_service.word.elements import Face, Leaf, Run


def paragraph(leaf: Leaf, fate: Fate) -> Paragraph:
    """Give a paragraph that has one fate."""
    number = tuple(Cited(fate, one) for one in _cited(leaf))
    words = tuple(_words(run, leaf.origin, fate) for run in leaf.runs)
    old, new = fate not in (Fate.COME, Fate.MOVED), fate not in (Fate.GONE, Fate.LEFT)
    return Paragraph((*number, *words), fate, leaf if new else None, leaf if old else None)


def _cited(leaf: Leaf) -> list[int]:
    """Give the numbers at the beginning of a paragraph: its own, 0 for those that are skipped."""
    return [0] * leaf.skipped + ([] if leaf.number is None else [leaf.number])


def _words(run: Run, origin: int, fate: Fate) -> Words:
    at = origin + run.start if _by_letter(run) and not run.face.note else None
    old, new = (at, None) if fate in (Fate.GONE, Fate.LEFT) else (None, at)
    return Words(fate, run.text, run.face, run.face, old, new)


def _by_letter(run: Run) -> bool:
    return len(run.text) == run.end - run.start


class _Atom(NamedTuple):
    """Of a side: words (`run`, at their place in the text), a number to cite, that of a note, or a
    mark."""

    kind: str
    leaf: Leaf
    text: str = ""
    face: Face = Face()
    place: int | None = None
    pair: int = -1


def leaves(
    old: Sequence[Leaf], new: Sequence[Leaf], same: Callable[[], Iterable[Stretch]]
) -> Iterator[Paragraph]:
    """Give paragraphs of both texts in one, by the words that stand in both."""
    if not old or not new:
        yield from (paragraph(leaf, Fate.GONE) for leaf in old)
        yield from (paragraph(leaf, Fate.COME) for leaf in new)
    elif _are_alike(old, new):
        for was, now in zip(old, new, strict=True):
            yield paragraph(now, Fate.KEPT)._replace(old=was)
    else:
        yield from merged(old, new, list(same()))


def _are_alike(old: Sequence[Leaf], new: Sequence[Leaf]) -> bool:
    """Whether nothing but places and how paragraphs as a whole look may differ."""
    return len(old) == len(new) and all(
        len(_cited(was)) == len(_cited(now)) and was.runs == now.runs
        for was, now in zip(old, new, strict=True)
    )


Stretch = tuple[int, int, int]
"""Where letters stand in the old and the new text that both have, and how many."""


def stretches(blocks: Iterable[RedlineBlock], old: int, new: int) -> Iterator[Stretch]:
    """Give what blocks have in both texts, in which they begin at these places."""
    for block in blocks:
        for op, text in block.ops:
            if op == "=":
                yield old, new, len(text)
            old += len(text) * (op != "+")
            new += len(text) * (op != "-")


class _Found(NamedTuple):
    """Letters of a run that stand in a run of the other text: where they begin in both."""

    old_run: int
    old_at: int
    new_run: int
    new_at: int
    length: int


def _found(old: Sequence[_Placed], new: Sequence[_Placed], same: Sequence[Stretch]) -> list[_Found]:
    """Give the words that both texts say, in their order."""
    found: list[_Found] = []
    i = j = 0
    for begin, target, length in same:
        while i and old[i - 1].end > begin:
            i -= 1
        while j and new[j - 1].end > target:
            j -= 1
        shift, end = target - begin, begin + length
        while i < len(old) and j < len(new):
            here, there = old[i], new[j]
            first = max(begin, here.start, there.start - shift)
            stop = min(end, here.end, there.end - shift)
            if first < stop:
                pair = _pair(i, here, j, there, (first, stop, shift))
                if pair:
                    found.append(pair)
            if here.end >= end and there.end - shift >= end:
                break
            if here.end <= there.end - shift:
                i += 1
            else:
                j += 1
    return found


class _Placed(NamedTuple):
    run: Run
    start: int
    end: int


def _pair(
    i: int, old: _Placed, j: int, new: _Placed, stretch: tuple[int, int, int]
) -> _Found | None:
    first, stop, shift = stretch
    if old.run.face.note or new.run.face.note:
        return None
    if old.run.face.link != new.run.face.link:
        return None
    if _by_letter(old.run) and _by_letter(new.run):
        here, there = first - old.start, first + shift - new.start
        length = stop - first
        alike = old.run.text[here : here + length] == new.run.text[there : there + length]
        return _Found(i, here, j, there, length) if alike else None
    whole = (first, stop) == (old.start, old.end) == (new.start - shift, new.end - shift)
    alike = whole and old.run.text == new.run.text
    return _Found(i, 0, j, 0, len(old.run.text)) if alike else None


def merged(
    old: Sequence[Leaf], new: Sequence[Leaf], same: Sequence[Stretch]
) -> Iterator[Paragraph]:
    """Give paragraphs of both texts in one."""
    return _ended(_atoms_of_both(old, new, same))


def _atoms_of_both(
    old: Sequence[Leaf], new: Sequence[Leaf], same: Sequence[Stretch]
) -> Iterator[tuple[Fate, _Atom, _Atom]]:
    """Give the atoms of both sides in one order, those that stand in both once."""
    found = _found(_placed(old), _placed(new), same)
    here = _atoms(old, [(one.old_run, one.old_at, one.length) for one in found])
    there = _atoms(new, [(one.new_run, one.new_at, one.length) for one in found])
    i = j = 0
    for pair in range(len(found)):
        first, second = i, j
        while here[i].pair != pair:
            i += 1
        while there[j].pair != pair:
            j += 1
        yield from _gap(here[first:i], there[second:j])
        yield Fate.KEPT, here[i], there[j]
        i, j = i + 1, j + 1
    yield from _gap(here[i:], there[j:])


def _placed(leaves: Iterable[Leaf]) -> list[_Placed]:
    return [
        _Placed(run, leaf.origin + run.start, leaf.origin + run.end)
        for leaf in leaves
        for run in leaf.runs
    ]


def _atoms(leaves: Sequence[Leaf], found: Sequence[tuple[int, int, int]]) -> list[_Atom]:
    """Give the atoms of a side, its words cut where those begin and end that both sides have."""
    atoms: list[_Atom] = []
    number = pair = 0
    for leaf in leaves:
        atoms += [_Atom("number" if one else "skipped", leaf) for one in _cited(leaf)]
        for run in leaf.runs:
            at = 0
            while pair < len(found) and found[pair][0] == number:
                _, begin, length = found[pair]
                if at < begin:
                    atoms.append(_atom(leaf, run, at, begin))
                at = begin + length
                atoms.append(_atom(leaf, run, begin, at)._replace(pair=pair))
                pair += 1
            if at < len(run.text):
                atoms.append(_atom(leaf, run, at, len(run.text)))
            number += 1
        atoms.append(_Atom("mark", leaf))
    return atoms


def _atom(leaf: Leaf, run: Run, begin: int, end: int) -> _Atom:
    if run.face.note:
        return _Atom(f"note {run.face.mark}", leaf, run.text, run.face)
    place = leaf.origin + run.start + begin if _by_letter(run) else None
    return _Atom("run", leaf, run.text[begin:end], run.face, place)


def _gap(old: Sequence[_Atom], new: Sequence[_Atom]) -> Iterator[tuple[Fate, _Atom, _Atom]]:
    """Give what stands on either side between words that both have: marks and numbers meet."""
    i = j = 0
    for here, there in _met(old, new):
        yield from _between(old[i:here], new[j:there])
        yield Fate.KEPT, old[here], new[there]
        i, j = here + 1, there + 1
    yield from _between(old[i:], new[j:])


def _met(old: Sequence[_Atom], new: Sequence[_Atom]) -> Iterator[tuple[int, int]]:
    here = [at for at, atom in enumerate(old) if atom.kind != "run"]
    there = [at for at, atom in enumerate(new) if atom.kind != "run"]
    kinds = [old[at].kind for at in here], [new[at].kind for at in there]
    if kinds[0] == kinds[1]:
        yield from zip(here, there, strict=True)
        return
    for block in SequenceMatcher(None, *kinds, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            yield here[block.a + step], there[block.b + step]


def _between(old: Sequence[_Atom], new: Sequence[_Atom]) -> Iterator[tuple[Fate, _Atom, _Atom]]:
    """Give what went and then what came, but for a gap or words that are only written otherwise."""
    if len(old) == len(new) and all(_reads_as(a, b) for a, b in zip(old, new, strict=True)):
        yield from ((Fate.KEPT, a, b) for a, b in zip(old, new, strict=True))
        return
    yield from ((Fate.GONE, atom, atom) for atom in old)
    yield from ((Fate.COME, atom, atom) for atom in new)


def _reads_as(old: _Atom, new: _Atom) -> bool:
    same = old.kind == new.kind and old.text == new.text
    return same and old.face.link == new.face.link


def _ended(merged: Iterable[tuple[Fate, _Atom, _Atom]]) -> Iterator[Paragraph]:
    """Give paragraphs: what stands in front of each mark."""
    parts: list[Part] = []
    for fate, old, new in merged:
        if new.kind == "mark":
            now = new.leaf if fate is not Fate.GONE else None
            was = old.leaf if fate is not Fate.COME else None
            yield Paragraph(tuple(parts), fate, now, was)
            parts = []
        elif new.kind in ("number", "skipped"):
            parts.append(Cited(fate, (new.leaf.number or 0) * (new.kind == "number")))
        else:
            here = old.place if fate is not Fate.COME else None
            there = new.place if fate is not Fate.GONE else None
            parts.append(Words(fate, new.text, new.face, old.face, here, there))
