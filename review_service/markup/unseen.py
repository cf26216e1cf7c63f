"""What no reader sees, shown by its code point in what came in before it was left out."""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup, escape

from domain.text import unseen


def labelled(html: str) -> Markup:
    """Give safe HTML with each such sign in an element of its own, which the style sheet labels
    `U+202E`. The sign stays, so that words are found and quoted as stored, and ends with it.
    What a form sends back stays as it is, and so does what is labelled; doing it twice changes
    nothing. In a page's title, which holds no elements, the label takes the sign's place."""
    if unseen.pattern().search(html) is None:
        return Markup(html)
    return Markup(_sign().sub(_label, html))


def written(words: str) -> Markup:
    """Give plain words as HTML."""
    return labelled(escape(words))


@cache
def _sign() -> re.Pattern[str]:
    label, whole = '<bdi class="verborgen"[^>]*>.</bdi>', "<(textarea|title)[ >].*?</\\1>"
    return re.compile(f"{label}|{whole}|<[^>]*>|{unseen.pattern().pattern}", re.DOTALL)


def _label(found: re.Match[str]) -> str:
    if len(found[0]) > 1:
        return unseen.shown(found[0]) if found[1] == "title" else found[0]
    return f'<bdi class="verborgen" data-zeichen="{unseen.named(found[0])}">{found[0]}</bdi>'
