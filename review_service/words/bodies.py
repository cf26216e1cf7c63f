"""How bodies are named: with an article in a sentence, and short where they stand side by side."""

from __future__ import annotations

from itertools import takewhile

from domain.gremium import Gremium, Kind
from domain.procedure import Ordnung


def the(body: Gremium, ordnung: Ordnung) -> str:
    """Give a body's name with its article, as a subject within a sentence."""
    name = ordnung.name_of(body.slug)
    match body.kind:
        case Kind.OFFICE:
            return name
        case Kind.COUNCIL:
            return f"der {name}"
        case Kind.COMMITTEE:
            return f"der {name}".replace("Internationaler ", "Internationale ", 1)
        case Kind.DEPARTMENT:
            return f"das {name}"
        case Kind.ROUND_TABLE:
            return f"der {name}".replace("Runder ", "Runde ", 1)
        case _:
            return f"die {name}"


def whom(body: Gremium, ordnung: Ordnung) -> str:
    """Give a body's name with its article, as the object of a sentence."""
    name = the(body, ordnung)
    if body.kind is Kind.ROUND_TABLE:
        name = name.replace("Runde ", "Runden ", 1)
    return f"den {name.removeprefix('der ')}" if name.startswith("der ") else name


def shared_by_councils(ordnung: Ordnung) -> str:
    """Give the words with which the names of all councils begin, with the space behind them:
    `Integrationsbeirat `; empty where there are no two, or one would be nothing without them."""
    names = [ordnung.name_of(body.slug).split() for body in ordnung.of_kind(Kind.COUNCIL)]
    columns = zip(*(name[:-1] for name in names), strict=False)
    same = takewhile(lambda words: len(names) > 1 and len(set(words)) == 1, columns)
    return "".join(f"{words[0]} " for words in same)
