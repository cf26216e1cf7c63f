"""Notes of two texts in one document: each stands where it is cited, with what changed in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from review_service.word.elements import Element, Leaf, Run


class Notes:
    """The notes of a text by their number, and its other paragraphs and tables."""

    def __init__(self, elements: Iterable[Element]) -> None:
        self.elements: list[Element] = []
        self.by_number: dict[str, Leaf] = {}
        skipped = 0
        for one in elements:
            if isinstance(one, Leaf) and one.look.kind == "note":
                self.by_number[str(one.look.level)] = one._replace(number=None)
                skipped += one.number is not None
            else:
                self.elements.append(_behind(one, skipped))
                skipped = 0

    @property
    def count_themselves(self) -> bool:
        """Whether the numbers are those that a word processor gives: by their order, each once."""
        cited = [run.face.note for leaf in _leaves(self.elements) for run in leaf.runs]
        numbers = [number for number in cited if number]
        return numbers == [str(at) for at in range(1, len(numbers) + 1)]

    def with_marks(self) -> list[Element]:
        """Give the elements, in which every number of a note is a mark of its own."""
        return [_marked(one) for one in self.elements]


def _behind(one: Element, skipped: int) -> Element:
    """Give what follows notes that have numbers to cite them by."""
    if not skipped:
        return one
    if isinstance(one, Leaf):
        return one._replace(skipped=skipped)
    first, *cells = one.rows[0].cells
    head = one.rows[0]._replace(cells=(first._replace(skipped=skipped), *cells))
    return one._replace(rows=(head, *one.rows[1:]))


def _leaves(elements: Iterable[Element]) -> Iterator[Leaf]:
    for one in elements:
        if isinstance(one, Leaf):
            yield one
        else:
            yield from (cell for row in one.rows for cell in row.cells)


def _marked(one: Element) -> Element:
    if isinstance(one, Leaf):
        return one._replace(runs=tuple(map(_with_mark, one.runs)))
    rows = [
        row._replace(
            cells=tuple(cell._replace(runs=tuple(map(_with_mark, cell.runs))) for cell in row.cells)
        )
        for row in one.rows
    ]
    return one._replace(rows=tuple(rows))


def _with_mark(run: Run) -> Run:
    return run._replace(face=run.face._replace(mark=run.face.note)) if run.face.note else run


def numbered(sides: Sequence[Notes]) -> list[list[Element]]:
    """Give the elements of texts that are one document: its notes count themselves where they do in
    each of the texts, else each has its mark."""
    if all(side.count_themselves for side in sides):
        return [side.elements for side in sides]
    return [side.with_marks() for side in sides]
