"""Notes of a text on a page: behind the words that are shown of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.text.blocks import Paragraph
from domain.text.citing import cited_in, defined_in


def at_the_end(shown: Sequence[Paragraph], whole: Iterable[Paragraph]) -> list[Paragraph]:
    """Give some paragraphs of a text with its notes behind them: those that stand among them, and
    those cited there that stand elsewhere in the `whole` text."""
    if not shown or not shown[0].notes:
        return list(shown)
    here = [unit for unit in shown if not defined_in(unit)]
    cited = {number for unit in here for number in cited_in(unit)}
    places = {unit.start for unit in shown}
    behind = [
        unit
        for unit in whole
        if (said := defined_in(unit)) and (unit.start in places or not cited.isdisjoint(said))
    ]
    return [*here, *behind]
