"""A redline as one HTML page that needs nothing else: to be saved, mailed, filed, printed."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from domain.text.changes import tally, units
from domain.text.ops import Redline
from review_service.pages import change_names
from review_service.pages.redlining import anchor, rendered, rows
from review_service.pages.rendering import fill

LIMIT = 2_000_000
"""Characters from which on a redline is shown as it was written: laying it out takes minutes."""

_STYLE = (files("review_service.pages") / "standalone.css").read_text("utf-8")
_DIGEST = b64encode(sha256(_STYLE.encode()).digest()).decode()


def page(redline: Redline, title: str, old: str, new: str) -> str:
    """Give the changes in the text with a little of what surrounds them; `old` and `new` name both.

    The page runs nothing and loads nothing, whatever the texts say.
    """
    found = units(redline)
    shown = rows(found, "im-text")
    long = sum(row.characters for row in shown) > LIMIT
    return fill(
        "standalone.html", title=title, old=old, new=new, style=_STYLE, digest=_DIGEST,
        algorithm=redline.algorithm, summed_up=change_names.summed_up(tally(found)),
        pieces=rendered(shown, "im-text", as_written=long), where=_Everywhere(),
        part=1, current=0, total=sum(unit.counted for unit in found), unfolded={},
        names=change_names, anchor=anchor,
    )  # fmt: skip


class _Everywhere(dict[str, int]):
    """Knows every place to be on the one part there is."""

    def __missing__(self, name: str) -> int:
        return 1

    def __contains__(self, name: object) -> bool:
        return True
