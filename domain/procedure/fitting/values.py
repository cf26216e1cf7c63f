"""Dates run forward; a rule of procedure is one there is, with a value it may have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from domain.procedure.content import Content
from domain.procedure.fitting.flaw import Flaw, Path, meant
from domain.procedure.ordnung import Ordnung
from domain.procedure.rules_of_procedure import Rules
from domain.procedure.termin import Termin, german

RULES_OF_PROCEDURE = tuple(name for name in Rules.model_fields if name != "source")
"""The rules of procedure there are, by their keys."""


def dates(content: Content, before: Ordnung) -> Iterator[Flaw]:
    for number, paper in enumerate(content.papers):
        if paper.stage < 1:
            yield Flaw(("papers", number, "stage"), "Die erste Etappe ist 1.")
    for number, milestone in enumerate(content.milestones):
        here: Path = ("milestones", number)
        for name, termin in (("planned", milestone.planned), ("actual", milestone.actual)):
            if termin:
                yield from termin_flaws((*here, name), termin)
        if milestone.slug in before.milestones and not milestone.reason.strip():
            yield Flaw(here, f"Der Termin „{milestone.slug}“ wird geändert. Nennen Sie den Grund: "
                             'reason = "…".')  # fmt: skip
    if content.retention and content.retention.named_years < 0:
        yield Flaw(("retention", "named_years"), "„named_years“ ist mindestens 0.")


def termin_flaws(here: Path, termin: Termin) -> Iterator[Flaw]:
    """Give what is wrong with a date."""
    if not termin.words.strip():
        yield Flaw((*here, "words"), "Ein Termin hat Worte, etwa „Mitte November 2019“.")
    if termin.ends and not termin.begins:
        yield Flaw((*here, "ends"), "Ein Termin mit letztem Tag braucht auch den ersten: begins.")
    if termin.begins and termin.ends and termin.ends < termin.begins:
        yield Flaw((*here, "ends"), f"Der letzte Tag ({german(termin.ends)}) liegt vor dem ersten "
                                    f"({german(termin.begins)}).")  # fmt: skip


def rules(content: Content, since: date | None) -> Iterator[Flaw]:
    seen: set[tuple[str, date | None]] = set()
    for number, rule in enumerate(content.rules):
        here: Path = ("rules", number)
        if rule.key not in RULES_OF_PROCEDURE:
            yield Flaw((*here, "key"), f"Eine Verfahrensregel „{rule.key}“ gibt es nicht. "
                                       + meant(rule.key, RULES_OF_PROCEDURE))  # fmt: skip
            continue
        if (rule.key, rule.since) in seen:
            yield Flaw((*here, "key"), f"Die Regel „{rule.key}“ steht hier schon.")
        seen.add((rule.key, rule.since))
        if not rule.source.strip():
            yield Flaw((*here, "source"), "Jede Regel nennt ihre Quelle, notfalls „von der Vorlage "
                                          "nicht geregelt“.")  # fmt: skip
        if since and rule.since and rule.since < since:
            yield Flaw((*here, "since"), "Eine Regel gilt nicht früher als ihr Beschluss.")
        yield from _rule_value((*here, "value"), rule.key, rule.value)


def _rule_value(here: Path, key: str, value: Any) -> Iterator[Flaw]:
    try:
        Rules.model_validate({key: value})
    except ValidationError as error:
        for wrong in error.errors():
            yield Flaw((*here, *wrong["loc"][1:]), _unfit(key, wrong))


def _unfit(key: str, wrong: ErrorDetails) -> str:
    match wrong.get("ctx", {}):
        case {"ge": least}:
            return f"„{wrong['loc'][-1]}“ ist mindestens {least}."
        case {"le": most}:
            return f"„{wrong['loc'][-1]}“ ist höchstens {most}."
        case {"expected": expected}:
            known = re.findall(r"'([^']*)'", str(expected))
            given = str(wrong["input"])
            return f"„{given}“ gibt es für „{key}“ nicht. {meant(given, known)}"
        case _:
            return f"Dieser Wert passt nicht zur Regel „{key}“. Erwartet wird {_shape_of(key)}."


def _shape_of(key: str) -> str:
    match Rules.model_fields[key].default:
        case tuple() if key == "deadlines":
            return 'eine Liste wie [{ kind = "council", days = 28 }]'
        case tuple():
            return "eine Liste von Wörtern in Anführungszeichen"
        case _:
            return "ein Wort in Anführungszeichen"
