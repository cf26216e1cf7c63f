"""On which line of a TOML text each key and table stands: the standard parser does not say.

A path is how the parsed value is reached: `("gremium", 0, "seat", 2, "title")`.
"""

from __future__ import annotations

import re
from bisect import bisect_left

Path = tuple[str | int, ...]

_KEY = re.compile(r"""[\w-]+|"(?:[^"\\]|\\.)*"|'[^']*'""")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_TEXT = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}' r"|'''.*?'{3,5}" r'|"(?:[^"\\\n]|\\.)*"' r"|'[^'\n]*'", re.DOTALL
)
_WORD = re.compile(r"[^\s,\]}#]+(?: \d[^\s,\]}#]*)?")  # a date may be parted from its time


class Lines:
    """Where things stand in a text the standard parser accepts."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._ends = [at for at, sign in enumerate(text) if sign == "\n"]
        self._tables: dict[tuple[str, ...], int] = {}
        self._lines: dict[Path, int] = {(): 1}
        self._read()

    def of(self, path: Path) -> int:
        """Give the line (1 is the first) of a path, or of the nearest thing around it."""
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]

    def _read(self) -> None:
        table: Path = ()
        while self._skip(_BLANK) < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Path:
        line = self._line()
        many = self._text.startswith("[[", self._at)
        self._at += 2 if many else 1
        keys = self._keys()
        self._at += 2 if many else 1
        path = self._nested(keys[:-1])
        if many:
            self._tables[keys] = self._tables.get(keys, -1) + 1
            for inner in [known for known in self._tables if known[: len(keys)] == keys]:
                if inner != keys:  # tables inside begin to count anew
                    del self._tables[inner]
            self._lines.setdefault((*path, keys[-1]), line)
            path = (*path, keys[-1], self._tables[keys])
        else:
            path = self._nested(keys)
        self._lines.setdefault(path, line)
        return path

    def _nested(self, keys: tuple[str, ...]) -> Path:
        path: Path = ()
        for depth, key in enumerate(keys, start=1):
            path = (*path, key)
            if keys[:depth] in self._tables:
                path = (*path, self._tables[keys[:depth]])
        return path

    def _pair(self, table: Path) -> None:
        line = self._line()
        path = table
        for key in self._keys():
            path = (*path, key)
            self._lines.setdefault(path, line)
        self._at += 1  # the equals sign
        self._value(path)

    def _value(self, path: Path) -> None:
        self._skip(_BLANK)
        self._lines.setdefault(path, self._line())
        match self._text[self._at]:
            case "[":
                self._many(path, "]")
            case "{":
                self._many(path, "}")
            case '"' | "'":
                self._skip(_TEXT)
            case _:
                self._skip(_WORD)

    def _many(self, path: Path, end: str) -> None:
        self._at += 1
        count = 0
        while self._text[self._skip(_BLANK)] != end:
            if self._text[self._at] == ",":
                self._at += 1
            elif end == "]":
                self._value((*path, count))
                count += 1
            else:
                self._pair(path)
        self._at += 1

    def _keys(self) -> tuple[str, ...]:
        keys: list[str] = []
        while True:
            self._skip(_SPACE)
            begin, end = self._at, self._skip(_KEY)
            key = self._text[begin:end]
            keys.append(key[1:-1] if key[0] in "\"'" else key)
            self._skip(_SPACE)
            if self._text[self._at] != ".":
                return tuple(keys)
            self._at += 1

    def _skip(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._at

    def _line(self) -> int:
        return bisect_left(self._ends, self._at) + 1
