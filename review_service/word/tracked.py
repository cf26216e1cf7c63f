"""Open tracked changes of a .docx: listed, then accepted or rejected all at once in its XML."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from review_service.word.content import MOST_WORDS, Change
from review_service.word.inside import PARAGRAPH, day
from review_service.word.opening import Container, Element
from review_service.word.styles import W

CAME = (f"{W}ins", f"{W}moveTo")
WENT = (f"{W}del", f"{W}moveFrom")
_KINDS = {
    f"{W}ins": "eingefügt", f"{W}del": "gestrichen", f"{W}moveFrom": "verschoben von hier",
    f"{W}moveTo": "verschoben nach hier", f"{W}cellIns": "Zelle eingefügt",
    f"{W}cellDel": "Zelle gestrichen", f"{W}cellMerge": "Zellen verbunden",
}  # fmt: skip
_FORMATS = tuple(
    f"{W}{name}Change"
    for name in ("rPr", "pPr", "tblPr", "tblPrEx", "trPr", "tcPr", "sectPr", "tblGrid", "numbering")
)
_TEXT, _GONE = f"{W}t", f"{W}delText"
_NOTES = (f"{W}footnoteReference", f"{W}endnoteReference")
_OWN_NUMBER = (f"{W}footnoteRef", f"{W}endnoteRef")
_PROPERTIES = f"{W}rPr"


def changes(trees: Iterable[Element]) -> list[Change]:
    """Give the open changes of some parts in their order.

    What one person did at one place is one change, however many pieces the file cuts it into.
    """
    found: list[Change] = []
    last: tuple[str, str, date | None] | None = None
    behind: Element | None = None
    for tree in trees:
        for one in tree.iter(*_KINDS, *_FORMATS):
            change = _change(one)
            key = change[:3]
            joins = key == last and behind is not None and _follows(behind, one)
            if joins:
                words = (found[-1].words + change.words)[:MOST_WORDS]
                found[-1] = found[-1]._replace(words=words)
            else:
                found.append(change)
            last, behind = key, one
    return found


def _change(one: Element) -> Change:
    kind = _KINDS.get(one.tag, "Format")
    parent = one.getparent()
    words = "".join(text.text or "" for text in one.iter(_TEXT, _GONE))
    if parent is not None and parent.tag == _PROPERTIES and kind != "Format":
        kind, words = f"Absatz {kind}", ""
    elif parent is not None and parent.tag == f"{W}trPr" and kind != "Format":
        kind, words = f"Zeile {kind}", _near(one)
    elif not words and next(one.iter(*_NOTES), None) is not None:
        kind = f"Fußnote {kind}"
    elif not words and next(one.iter(*_OWN_NUMBER), None) is None:
        words = _near(one)
    return Change(kind, one.get(f"{W}author", ""), day(one), " ".join(words.split())[:MOST_WORDS])


def _near(one: Element) -> str:
    """Give the words of the run, the paragraph or the row whose looks were changed."""
    holder = one.getparent()
    while holder is not None and holder.tag.endswith("Pr"):
        holder = holder.getparent()
    return "" if holder is None else "".join(t.text or "" for t in holder.iter(_TEXT, _GONE))


def _follows(behind: Element, one: Element) -> bool:
    """Whether nothing that is read stands between two pieces."""
    following = behind.getnext()
    while following is not None and following is not one and not len(following):
        following = following.getnext()
    return following is one


# Accepting and rejecting -------------------------------------------------------------------------


def resolve(tree: Element, *, accept: bool) -> None:
    """Let all open changes of a part hold, or none of them."""
    came, went = (CAME, WENT) if accept else (WENT, CAME)
    ended = [one for one in tree.iter(PARAGRAPH) if _mark(one, went)]
    for row in [*tree.iter(f"{W}tr")]:
        if _has(row.find(f"{W}trPr"), went):
            _take_out(row)
    for cell in [*tree.iter(f"{W}tc")]:
        if cell.find(f"{W}tcPr/{W}{'cellDel' if accept else 'cellIns'}") is not None:
            _take_out(cell)
    for one in [*tree.iter(*went)]:
        _take_out(one)
    for one in [*tree.iter(*came)]:
        _unwrap(one)
    for change in [*tree.iter(*_FORMATS)]:
        if not accept:
            _as_before(change)
        _take_out(change)
    for text in tree.iter(_GONE, f"{W}delInstrText"):
        text.tag = _TEXT if text.tag == _GONE else f"{W}instrText"
    for paragraph in ended:
        _join_with_next(paragraph)
    for table in [*tree.iter(f"{W}tbl")]:
        if table.find(f".//{W}tr") is None:
            _take_out(table)


def _mark(paragraph: Element, tags: tuple[str, ...]) -> bool:
    """Whether the end of a paragraph is what came, or went."""
    return _has(paragraph.find(f"{W}pPr/{_PROPERTIES}"), tags)


def _has(properties: Element | None, tags: tuple[str, ...]) -> bool:
    return properties is not None and any(one.tag in tags for one in properties)


def _take_out(one: Element) -> None:
    parent = one.getparent()
    if parent is not None:
        parent.remove(one)


def _unwrap(one: Element) -> None:
    """Put what a change holds in its place; what marks a paragraph or a row holds nothing."""
    parent = one.getparent()
    if parent is None:
        return
    at = parent.index(one)
    parent[at : at + 1] = [*one]


def _as_before(change: Element) -> None:
    """Put earlier looks in place of those that replaced them; a paragraph's mark keeps its own."""
    now, before = change.getparent(), next(iter(change), None)
    if now is None or before is None:
        return
    for one in [*now]:
        if one.tag not in (_PROPERTIES, f"{W}sectPr") and one is not change:
            now.remove(one)
    for at, one in enumerate([*before]):
        now.insert(at, one)


def _join_with_next(paragraph: Element) -> None:
    """Take the end of a paragraph away: its words begin the next one, which keeps its looks."""
    parent, following = paragraph.getparent(), paragraph.getnext()
    while following is not None and following.tag in _BETWEEN:
        following = following.getnext()
    words = [one for one in paragraph if one.tag != f"{W}pPr"]
    if following is None or following.tag != PARAGRAPH:
        if parent is not None and not _said(paragraph) and parent.tag != f"{W}tc":
            parent.remove(paragraph)
        return
    at = 1 if following.find(f"{W}pPr") is not None else 0
    following[at:at] = words
    _take_out(paragraph)


_BETWEEN = tuple(
    f"{W}{name}{end}"
    for name in ("bookmark", "moveFromRange", "moveToRange", "commentRange")
    for end in ("Start", "End")
)


def _said(paragraph: Element) -> bool:
    return any(one.text for one in paragraph.iter(_TEXT))


def trees(container: Container) -> list[Element]:
    """Give the parts that hold the words of a text: itself, its notes."""
    main = container.tree(container.main)
    notes = container.related("footnotes") + container.related("endnotes")
    return [*([] if main is None else [main]), *notes]
