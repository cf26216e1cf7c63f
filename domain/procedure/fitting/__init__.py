"""Whether what a resolution says fits together, and with the procedure it changes.

Events once stored are for ever: what is told here never enters the log. A flaw says where it is
(a path into `Content`), what is wrong, and what to do.
"""

from __future__ import annotations

from domain.procedure.content import Content, Resolution
from domain.procedure.fitting import naming, references, values, whole
from domain.procedure.fitting.flaw import Flaw
from domain.procedure.folding import changed
from domain.procedure.ordnung import Ordnung

__all__ = ["Flaw", "flaws"]


def flaws(before: Ordnung, content: Content, resolution: Resolution | None = None) -> list[Flaw]:
    """Give all that is wrong with a content that is to change the procedure `before`; `before` is
    empty where the content constitutes it."""
    after = changed(before, content)
    return [
        *naming.slugs(content),
        *naming.unusable(content, resolution),
        *references.themes(content, after),
        *references.bodies(content, after),
        *references.seats_of(content, before, after),
        *references.vote_groups(content, before, after),
        *references.composition(content, after),
        *references.elections(content, after),
        *references.touched_seats(content, after),
        *values.dates(content, before),
        *values.rules(content, resolution.since if resolution else None),
        *whole.left_behind(content, before, after),
        *whole.needed(before, content, after),
    ]
