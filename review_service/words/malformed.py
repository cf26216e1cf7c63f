"""What is wrong with a value that could not be read, as a German sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from domain.text.normalise import check

Detail = Mapping[str, Any]
"""One of pydantic's error details: `type`, `loc`, `msg`, `ctx`."""

_SENTENCES = {
    "missing": "Diese Angabe fehlt.",
    "extra_forbidden": "Diese Angabe gibt es hier nicht.",
    "string_type": "Hier wird ein Text erwartet.",
    "int_type": "Hier wird eine ganze Zahl erwartet.",
    "int_parsing": "Hier wird eine ganze Zahl erwartet.",
    "int_parsing_size": "Diese Zahl ist zu groß.",
    "bool_type": "Hier wird true oder false erwartet.",
    "bool_parsing": "Hier wird true oder false erwartet.",
    "list_type": "Hier wird eine Liste erwartet.",
    "model_type": "Hier wird ein Objekt erwartet.",
    "model_attributes_type": "Hier wird ein Objekt erwartet.",
    "uuid_parsing": "Das ist keine Kennung.",
    "enum": "Möglich ist {expected}.",
    "literal_error": "Möglich ist {expected}.",
    "union_tag_invalid": "{discriminator}: Möglich ist {expected_tags}.",
    "union_tag_not_found": "{discriminator}: Diese Angabe fehlt.",
    "greater_than_equal": "Mindestens {ge}.",
    "less_than_equal": "Höchstens {le}.",
    "too_long": "Höchstens {max_length} Einträge.",
    "string_too_short": "Mindestens {min_length} Zeichen.",
    "string_too_long": "Höchstens {max_length} Zeichen.",
    "string_pattern_mismatch": "Das hat nicht die erwartete Form.",
}
_PLACE = re.compile(r"line (\d+) column (\d+)$")


def sentence(detail: Detail) -> str:
    """Give the sentence for one refused value; one of ours stands as it is."""
    facts = detail.get("ctx", {})
    match detail["type"]:
        case "value_error":
            return str(facts["error"])
        case "json_invalid":
            return _not_json(str(facts["error"]))
        case known if known in _SENTENCES:
            return _SENTENCES[known].format(**facts).replace(" or ", " oder ")
        case _:
            return "Diese Angabe lässt sich so nicht verwenden."


def _not_json(said: str) -> str:
    place = _PLACE.search(said)
    where = f" (Zeile {place[1]}, Spalte {place[2]})" if place else ""
    return f"Das ist kein lesbares JSON{where}."


def refuse_half_characters(raw: bytes, error: ValidationError) -> None:
    r"""Say of a body that is JSON but for a lone surrogate (`\ud800`) what to mend in its text.

    Raises TextContainsHalfACharacter; gives nothing where something else is wrong.
    """
    if error.error_count() > 1 or error.errors()[0]["type"] != "json_invalid":
        return
    try:
        text = json.dumps(json.loads(raw), ensure_ascii=False)
        text.encode()
    except UnicodeEncodeError as half:
        check(text[: half.start + 1][-100:])
    except (ValueError, RecursionError):
        return
