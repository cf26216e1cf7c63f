"""The cells of a table's row: each is compared with its own, and with no other."""

from __future__ import annotations

import re

from domain.text.redline.sequences import Work, edits_of_blocks

_CELL = re.compile(r"(?:[^|\\]|\\.|\\\Z)+\|?|\|", re.DOTALL)


def is_row(text: str) -> bool:
    """Whether a block is a row of a table."""
    return text.lstrip().startswith("|")


def cells(row: str) -> list[str]:
    """Split a row behind each border "|", not "\\|"; all cells, joined, are the row again."""
    return _CELL.findall(row)


def paired(old: list[str], new: list[str], work: Work) -> list[tuple[str, str]]:
    """Give the cells of both rows side by side, "" where a column came or went."""
    if len(old) == len(new):
        return list(zip(old, new, strict=True))
    pairs: list[tuple[str, str]] = []
    gone: list[str] = []
    come: list[str] = []
    here, there = iter(old), iter(new)
    old_keys, new_keys = ([" ".join(cell.split()) for cell in row] for row in (old, new))
    for op, count in edits_of_blocks(old_keys, new_keys, work):
        for _ in range(count):
            if op == "=":
                pairs += _in_order(gone, come)
                gone, come = [], []
                pairs.append((next(here), next(there)))
            elif op == "-":
                gone.append(next(here))
            else:
                come.append(next(there))
    return pairs + _in_order(gone, come)


def _in_order(gone: list[str], come: list[str]) -> list[tuple[str, str]]:
    """Pair the cells of a stretch where as many came as went; else each stands for itself."""
    if len(gone) == len(come):
        return list(zip(gone, come, strict=True))
    return [(cell, "") for cell in gone] + [("", cell) for cell in come]
