"""What a reader sees of a page: its words, with the numbers that a browser gives to items."""

from __future__ import annotations

import re
from html.parser import HTMLParser


class _Eye(HTMLParser):
    def __init__(self, html: str, without: str = "", *, numbers: bool = True) -> None:
        super().__init__()
        self.text, self.marked = "", ""
        self._counts, self._in_mark, self._skips = numbers, False, False
        self._without, self._hidden = without, [False]
        self._numbers: list[int | None] = []
        self.feed(str(html))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._in_mark |= tag == "mark"
        if tag in ("br", "hr"):
            self.text += "\n"
            return
        label = given.get("class") == "kern-sr-only"
        if tag == "sup":  # a number of a note is a word of its own
            self.text += " "
        self._hidden.append(self._hidden[-1] or tag == self._without or label)
        if tag in ("ol", "ul"):
            self._numbers.append(int(given.get("start") or 1) if tag == "ol" else None)
        elif tag == "li" and self._numbers and self._numbers[-1] is not None:
            number = int(given.get("value") or self._numbers[-1])
            self._numbers[-1] = number + 1
            own = given.get("class") == "eigene-nummer"
            self._skips = own and not self._counts
            if self._counts and not own:
                self.text += f"\n{number}. "
        if tag in _BLOCKS:
            self.text += "\n"

    def handle_endtag(self, tag: str) -> None:
        self._hidden.pop()
        self._in_mark &= tag != "mark"
        if tag in ("ol", "ul"):
            self._numbers.pop()
        if tag in _BLOCKS:
            self.text += "\n"

    def handle_data(self, data: str) -> None:
        if self._skips and data.strip():  # the number among the words of its item
            data, self._skips = data.partition(" ")[2], False
        self.text += "" if self._hidden[-1] else data
        self.marked += data if self._in_mark else ""


_BLOCKS = {"p", "li", "td", "th", "tr", "h3", "h4", "h5", "h6", "pre", "blockquote"}


def text(html: str, *, numbers: bool = True) -> str:
    """Give what is read of a page's part; some browsers copy it without the numbers of items."""
    return _Eye(html, numbers=numbers).text


def marked(html: str) -> str:
    """Give what is read in a page's marks."""
    return _Eye(html).marked


def words(html: str, *, without: str = "") -> list[str]:
    """Give the words of a page's part in order; `without` is a tag whose words are left out."""
    return re.findall(r"[^\W_]+(?:[*_][^\W_]+)*", _Eye(html, without).text)
