"""Names and titles: what they may not hold, when two are the same, how one becomes a slug."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from domain.text import unseen
from domain.text.normalise import before
from domain.text.refusals import NameHoldsACommand

SLUG_LIMIT = 60
"""Most characters of a slug that is made from a name."""

_COMMANDS = re.compile(r"[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
_APOSTROPHES = re.compile("['`´‘’‚‛′ʹʻʼʽˈ\uff07]")
_LETTERS = str.maketrans(
    {
        "\u2212": "-",
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "æ": "ae",
        "œ": "oe",
        "ø": "oe",
        "ł": "l",
        "đ": "d",
        "ı": "i",
    }
)
_WITHIN = re.compile(r"(?<=\w)[*:_](?=\w)")  # Expert*innen, Bürger:innen


def refuse_commands(name: str) -> None:
    """Raise NameHoldsACommand for controls and for signs that turn the direction of writing; white
    space and what is left out anyway (`unseen`) pass."""
    found = _COMMANDS.search(name)
    if found:
        words = before(name, found.start())
        behind = f" hinter „{words}“" if words else ""
        raise NameHoldsACommand(sign=unseen.named(found[0]), behind=behind)


def compared(name: str) -> str:
    """Give what is compared of a name: `Verein Brücke e.V.` is `VEREIN BRÜCKE e. V.`.

    Capitals, apostrophes, the kind of dash or other punctuation, white space and what no reader
    sees are no difference, nor is ü written ue.
    """
    plain = unicodedata.normalize("NFKC", _APOSTROPHES.sub("", unseen.without(name)))
    spelt = plain.casefold().translate(_LETTERS)
    words = "".join(" " if unicodedata.category(char)[0] in "PZC" else char for char in spelt)
    return " ".join(words.split()) or spelt.strip()


def slug_of(name: str, otherwise: str) -> str:
    """Give the slug of a name: `Expert*innengruppe Jugend` is `expertinnengruppe-jugend`.

    Where letters of the name are none of the Latin alphabet, a number made from it stands behind
    what is left, or behind `otherwise`. Two names may have one slug; the same has the same.
    """
    spelt = unicodedata.normalize("NFC", name).casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", _WITHIN.sub("", spelt)))
    slug = _hyphenated(plain)
    if slug and not any(char > "\x7f" and char.isalpha() for char in plain):
        return slug
    return f"{slug or otherwise}-{hashlib.sha256(compared(name).encode()).hexdigest()[:8]}"


def _hyphenated(plain: str) -> str:
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:SLUG_LIMIT].strip("-")
