"""A redline as one HTML page that needs nothing else: to be saved, mailed, filed, printed."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from domain.text.changes import tally, units
from domain.text.redline.ops import Redline
from domain.text.refusals import Unusable
from review_service.markup.redlining import Row, anchor, rendered, rows
from review_service.markup.templating import environment
from review_service.words import changes as change_names

LIMIT = 2_500_000
"""How much work one page may be: what `_work` counts takes about a microsecond each."""

_BLOCK, _ROW, _LINE, _RUN = 20, 80, 100, 10
"""The work, in characters, of finding a paragraph, and of laying out a row, a line of it and a run
of words in it."""

_STYLE = (files("review_service.markup") / "standalone.css").read_text("utf-8")
_TEMPLATE = environment().get_template("standalone.html")
_DIGEST = b64encode(sha256(_STYLE.encode()).digest()).decode()


def page(redline: Redline, title: str, old: str, new: str) -> str:
    """Give the changes in the text with a little of what surrounds them; `old` and `new` name both.

    The page runs nothing and loads nothing, whatever the texts say. Raises TooMuchForOnePage.
    """
    searching = _BLOCK * len(redline.blocks)
    if searching > LIMIT:
        raise TooMuchForOnePage
    found = units(redline)
    shown = rows(found, "im-text")
    if searching + sum(map(_work, shown)) > LIMIT:
        raise TooMuchForOnePage
    return _TEMPLATE.render(
        title=title, old=old, new=new, style=_STYLE, digest=_DIGEST,
        algorithm=redline.algorithm, summed_up=change_names.summed_up(tally(found)),
        pieces=rendered(shown, "im-text"), where=_Everywhere(),
        part=1, current=0, total=sum(unit.counted for unit in found), unfolded={},
        names=change_names, anchor=anchor,
    )  # fmt: skip


class TooMuchForOnePage(Unusable):
    """Für eine einzelne Seite hat sich zu viel geändert. Wählen Sie ein anderes Format, oder lesen
    Sie die Änderungen im Dienst, der sie in Teilen zeigt."""


def _work(row: Row) -> int:
    """Say how much work a row is, whatever its words are."""
    if row.kind == "folded":
        return 0
    runs = [text for unit in row.units for block in unit.blocks for _, text in block.ops]
    return _ROW + sum(len(text) + _LINE * text.count("\n") + _RUN for text in runs)


class _Everywhere(dict[str, int]):
    """Knows every place to be on the one part there is."""

    def __missing__(self, name: str) -> int:
        return 1

    def __contains__(self, name: object) -> bool:
        return True
