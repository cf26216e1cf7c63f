"""How a text will read: its numbered paragraphs, before anything is saved."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from domain.text.blocks import paragraphs
from domain.text.normalise import check, normalise
from review_service.markup.markdown import render_paragraph
from review_service.markup.notes import linked
from review_service.pages.text.headings import Outline
from review_service.pages.text.notes import at_the_end
from review_service.pages.text.portions import portions


@dataclass(frozen=True)
class Preview:
    """The first part of a text as (number or None, HTML), how many numbered paragraphs the text
    has, whether this is all of it."""

    units: list[tuple[int | None, Markup]]
    total: int
    whole: bool


def of_text(raw: str) -> Preview:
    """Show a text as it would be stored; raises UnusableText."""
    text = normalise(raw)
    check(text)
    units = paragraphs(text)
    first = portions(units).units[0]
    outline = Outline()
    shown = at_the_end(first, units)
    htmls = linked([outline.fit(render_paragraph(unit)) for unit in shown], "vorschau-")
    rendered = [(unit.number, html) for unit, html in zip(shown, htmls, strict=True)]
    total = max((unit.number or 0 for unit in units), default=0)
    return Preview(rendered, total, len(first) == len(units))
