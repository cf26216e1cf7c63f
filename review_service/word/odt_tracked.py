"""Open changes of an .odt: all of them made to hold, or none, in its XML."""

from __future__ import annotations

from collections.abc import Iterator

from review_service.word.odt_styles import GRID, HEADING, LIST, OFFICE, PARAGRAPH, TEXT
from review_service.word.opening import Element

_HOLDER = f"{TEXT}tracked-changes"
_WENT, _BEGIN, _END = (f"{TEXT}change{name}" for name in ("", "-start", "-end"))
_MARKS = (_WENT, _BEGIN, _END)
_BLOCKS = (PARAGRAPH, HEADING)
_IN_LISTS = (LIST, f"{TEXT}list-item", f"{TEXT}list-header")


def resolve(body: Element, *, accept: bool) -> None:
    """Let all open changes of a text hold, or none of them: how words looked is not said there."""
    holder = body.find(_HOLDER)
    if holder is None:
        return
    body.remove(holder)
    if not accept:
        kinds = {region.get(f"{TEXT}id"): next(iter(region), None) for region in holder}
        ends = {one.get(f"{TEXT}change-id"): one for one in body.iter(_END)}
        for begin in [*body.iter(_BEGIN)]:
            ident = begin.get(f"{TEXT}change-id")
            change, end = kinds.get(ident), ends.get(ident)
            if _is(change, "insertion") and end is not None and _stands(begin, body):
                _cut(begin, end)
        for mark in [*body.iter(_WENT)]:
            change = kinds.get(mark.get(f"{TEXT}change-id"))
            if change is not None and _is(change, "deletion"):
                _put_back(mark, [one for one in change if one.tag != f"{OFFICE}change-info"])
    for mark in [*body.iter(*_MARKS)]:
        _drop(mark)
    _count_notes(body)


def _count_notes(body: Element) -> None:
    """Number anew the notes that count themselves: some of them may be gone."""
    number = 0
    for one in body.iter(f"{TEXT}note"):
        cited = one.find(f"{TEXT}note-citation")
        own = cited is None or cited.get(f"{TEXT}label")
        if cited is not None and not own and (cited.text or "").isdecimal():
            number += 1
            cited.text = str(number)


def _is(change: Element | None, kind: str) -> bool:
    return change is not None and change.tag == f"{TEXT}{kind}"


def _stands(one: Element, body: Element) -> bool:
    return any(above is body for above in one.iterancestors())


def _drop(one: Element) -> None:
    """Take an element out; what stands behind it stays."""
    parent, before = one.getparent(), one.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (one.tail or "")
    else:
        parent.text = (parent.text or "") + (one.tail or "")
    parent.remove(one)


def _block(one: Element) -> Element | None:
    return next(one.iterancestors(*_BLOCKS), None)


def _says(paragraph: Element) -> bool:
    """Whether there is anything in it but marks of changes."""
    return bool(paragraph.text) or any(one.tag not in _MARKS or one.tail for one in paragraph)


# What came ---------------------------------------------------------------------------------------


def _cut(begin: Element, end: Element) -> None:
    """Take out what stands between two marks; what is left of two paragraphs is one."""
    first, last = _block(begin), _block(end)
    above = [*begin.iterancestors()]
    common = next(one for one in end.iterancestors() if one in above)
    behind, before = _below(begin, common), _below(end, common)
    for one in behind[:-1]:
        _clear_behind(one)
    for one in before[:-1]:
        _clear_before(one)
    if behind and before:
        while (following := behind[-1].getnext()) is not before[-1] and following is not None:
            common.remove(following)
        behind[-1].tail = None
    if first is not None and last is not None and first is not last:
        _join(first, last)


def _below(one: Element, common: Element) -> list[Element]:
    """Give an element and those around it, up to what lies right in another."""
    found = [one]
    for above in one.iterancestors():
        if above is common:
            break
        found.append(above)
    return found


def _clear_behind(one: Element) -> None:
    parent = one.getparent()
    one.tail = None
    while parent is not None and (following := one.getnext()) is not None:
        parent.remove(following)


def _clear_before(one: Element) -> None:
    parent = one.getparent()
    while parent is not None and (before := one.getprevious()) is not None:
        parent.remove(before)
    if parent is not None:
        parent.text = None


def _join(first: Element, last: Element) -> None:
    """Make one paragraph of two; where the first one is empty, it is the second one."""
    if _says(first):
        _append(first, last)
        _take_out(last)
    else:
        last[0:0] = [*first]
        _take_out(first)


def _append(first: Element, last: Element) -> None:
    if len(first):
        first[-1].tail = (first[-1].tail or "") + (last.text or "")
    else:
        first.text = (first.text or "") + (last.text or "")
    first.extend([*last])


def _take_out(one: Element) -> None:
    """Take out a paragraph, and the lists that hold nothing else."""
    parent = one.getparent()
    while parent is not None:
        parent.remove(one)
        if parent.tag not in _IN_LISTS or len(parent):
            break
        one, parent = parent, parent.getparent()


# What went ---------------------------------------------------------------------------------------


def _put_back(mark: Element, blocks: list[Element]) -> None:
    """Put what went where its mark stands."""
    paragraph = mark.getparent()
    if paragraph is None or not blocks:
        return
    if paragraph.tag not in _BLOCKS:
        words = len(blocks) == 1 and _block(mark) is not None
        _before(mark, [*blocks[0]] if words else blocks)
        return
    if len(blocks) == 1 and blocks[0].tag in _BLOCKS:
        _put_words(mark, blocks[0])
        return
    *whole, rest = blocks
    if rest.tag == LIST and (leaves := [*_leaves([rest])]) and leaves[-1].tag in _BLOCKS:
        whole, rest = ([*whole, rest] if len(leaves) > 1 else whole), leaves[-1]
        _take_out(rest)
    elif rest.tag not in _BLOCKS:
        whole, rest = blocks, paragraph.makeelement(PARAGRAPH)
    head = _head(paragraph, mark)
    if _says(head) and whole and whole[0].tag in _BLOCKS:
        _append(head, whole[0])
        whole = [head, *whole[1:]]
    elif _says(head) or len(head):
        whole = [head, *whole] if _says(head) else whole
        if not _says(head):
            paragraph[0:0] = [*head]
    _put_words(mark, rest)
    place = _outermost(paragraph)
    items = place is not None and len(place) > 1 and {one.tag for one in whole} == {LIST}
    if place is None or (items and place.tag == LIST):
        _as_items(paragraph, whole)
    else:
        _before(place, whole)


def _head(paragraph: Element, mark: Element) -> Element:
    """Take what stands in front of a mark out of a paragraph, as one of its own."""
    head = paragraph.makeelement(paragraph.tag)
    head.attrib.update(paragraph.attrib)
    head.text, paragraph.text = paragraph.text, None
    while paragraph[0] is not mark:
        head.append(paragraph[0])
    return head


def _put_words(mark: Element, paragraph: Element) -> None:
    parent = mark.getparent()
    assert parent is not None
    before = mark.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (paragraph.text or "")
    else:
        parent.text = (parent.text or "") + (paragraph.text or "")
    for one in [*paragraph]:
        mark.addprevious(one)


def _before(place: Element, blocks: list[Element]) -> None:
    for one in blocks:
        tail, one.tail = one.tail, None
        place.addprevious(one)
        one.tail = tail


def _outermost(paragraph: Element) -> Element | None:
    """Give the list that begins with a paragraph, or itself outside of lists; None within one."""
    place = paragraph
    for above in paragraph.iterancestors():
        if above.tag not in _IN_LISTS:
            break
        if place.getprevious() is not None:
            return None
        place = above
    return place


def _as_items(paragraph: Element, blocks: list[Element]) -> None:
    """Put paragraphs in front of an item as items of its list."""
    item = paragraph.getparent()
    assert item is not None
    for one in _leaves(blocks):
        around = item.makeelement(item.tag)
        around.append(one)
        item.addprevious(around)


def _leaves(blocks: list[Element]) -> Iterator[Element]:
    for one in blocks:
        if one.tag in (*_BLOCKS, GRID):
            yield one
        else:
            yield from _leaves([*one])
