"""What is wrong with one value of a file, in a German sentence that says what to do."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any

_TYPES = {
    "string_type": "Text in Anführungszeichen",
    "int_type": "eine ganze Zahl ohne Anführungszeichen",
    "int_from_float": "eine ganze Zahl",
    "bool_type": "true oder false, ohne Anführungszeichen",
    "date_type": "ein Tag wie 2019-11-01, ohne Anführungszeichen",
    "date_parsing": "ein Tag wie 2019-11-01, ohne Anführungszeichen",
    "date_from_datetime_parsing": "ein Tag wie 2019-11-01, ohne Anführungszeichen",
    "date_from_datetime_inexact": "ein Tag wie 2019-11-01, ohne Uhrzeit",
    "tuple_type": "eine Liste in eckigen Klammern",
    "dict_type": "eine Tabelle in geschweiften Klammern",
    "model_type": "eine Tabelle in geschweiften Klammern",
    "model_attributes_type": "eine Tabelle in geschweiften Klammern",
}

_SYNTAX = (
    ("Expected '=' after a key", "Nach dem Schlüssel fehlt das Gleichheitszeichen."),
    ("Cannot overwrite a value", "Dieser Schlüssel steht hier schon einmal. Streichen Sie einen."),
    ("Cannot declare", "Diese Überschrift gab es schon. Für mehrere gleichartige Einträge steht "
                       "sie in doppelten eckigen Klammern: [[…]]."),
    ("Cannot mutate", "Hier wird noch einmal beschrieben, was oben schon abgeschlossen ist."),
    ("Unclosed array", "Eine Liste ist nicht geschlossen: Es fehlt „]“ oder ein Komma."),
    ("Unclosed inline table", "Eine Tabelle ist nicht geschlossen: Es fehlt „}“ oder ein Komma."),
    ("Unterminated string", "Ein Text ist nicht geschlossen: Es fehlt das Anführungszeichen."),
    ("Illegal character", "Ein Text ist nicht geschlossen oder enthält ein Zeichen, das nicht "
                          "erlaubt ist. Prüfen Sie die Anführungszeichen."),
    ("Invalid value", "Dieser Wert ist ungültig. Text steht in Anführungszeichen, ein Tag als "
                      "2019-11-01, eine Zahl ohne beides."),
    ("Expected newline", "Nach dem Wert steht noch etwas. Jede Angabe braucht eine eigene Zeile."),
    ("Expected ']", "Die Überschrift ist nicht geschlossen: Es fehlt die eckige Klammer."),
    ("Invalid date", "Diesen Tag gibt es nicht."),
    ("Unescaped '\\' in a string", "Ein Rückstrich im Text steht doppelt: \\\\."),
)  # fmt: skip
_NO_TOML = (
    "Das lässt sich nicht als TOML lesen. Prüfen Sie Anführungszeichen, Klammern und "
    "Gleichheitszeichen."
)


def syntax(message: str, last: int) -> tuple[int, str]:
    """Give line and sentence for a message of the parser; `last` is the last line of the text."""
    sentence = next((german for start, german in _SYNTAX if message.startswith(start)), _NO_TOML)
    line = re.search(r"at line (\d+)", message)
    return (int(line[1]) if line else last), sentence


def quoted(words: Collection[str]) -> str:
    """Give words in German quotation marks, parted by commas."""
    return ", ".join(f"„{word}“" for word in words)


def meant(word: str, known: Collection[str]) -> str:
    """Say which known word may have been meant, or which there are."""
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f"Meinten Sie „{near[0]}“?"
    return f"Möglich ist {quoted(known)}." if known else "Streichen Sie die Zeile."


def unknown_key(key: str, known: Collection[str]) -> str:
    """Give the sentence for a key that means nothing here."""
    return f"„{key}“ ist hier unbekannt. {meant(key, known)}"


def value_sentence(error: Mapping[str, Any]) -> str:
    """Give the sentence for an error pydantic found in a value."""
    name = _name(error["loc"])
    context: dict[str, Any] = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return f"Es fehlt {name}."
        case "enum":
            known = re.findall(r"'([^']*)'", str(context["expected"]))
            return (
                f"„{error['input']}“ gibt es für {name} nicht. {meant(str(error['input']), known)}"
            )
        case "greater_than_equal":
            return f"{name} ist mindestens {context['ge']}."
        case "less_than_equal":
            return f"{name} ist höchstens {context['le']}."
        case "too_short":
            return f"{name} braucht mindestens {context['min_length']} Einträge."
        case kind if kind in _TYPES:
            return f"{name} muss {_TYPES[kind]} sein."
        case _:
            return f"{name} hat einen Wert, der hier nicht passt."


def _name(path: tuple[str | int, ...]) -> str:
    if path and isinstance(path[-1], int):
        keys = [part for part in path if isinstance(part, str)]
        return f"Der {path[-1] + 1}. Eintrag von „{keys[-1]}“" if keys else "Der Eintrag"
    return f"„{path[-1]}“" if path else "Der Eintrag"
