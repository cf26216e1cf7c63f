"""Every rule with its sentence, and every choice with its value: for the page and for docs/.

`python -m review_service.rule_book > docs/rules.md` writes the document anew.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass

from domain import rules
from domain.procedure import Rules
from domain.rules import NotYours, RuleBroken

_HEAD = """# Rules

Each rule is an exception in `domain/rules.py`; its docstring is the sentence the user reads.
The API names it in `type` (`/hinweise/regeln#NAME`), with status 403 where the act is another
body's, else 409.

| rule | status | sentence |
| --- | --- | --- |
"""
_CHOICES = """
## Choices

What the council paper leaves open is a value in the [procedure's file](procedure.md), with the
defaults of `domain/procedure/rules_of_procedure.py`; a decision records the values by which it was
judged.

| field | meaning | default |
| --- | --- | --- |
"""


@dataclass(frozen=True)
class Written:
    """A rule as it reads: its name, its sentence (braces for facts), the status of a refusal."""

    name: str
    sentence: str
    status: int


@dataclass(frozen=True)
class Choice:
    """What the paper leaves open: the field, its German name, the values in force."""

    field: str
    meaning: str
    values: list[str]


def written() -> list[Written]:
    """Give every rule, in the order of a draft's way."""
    found = [rule for rule in vars(rules).values() if inspect.isclass(rule)]
    return [
        Written(
            rule.__name__,
            " ".join((inspect.getdoc(rule) or "").split()),
            403 if issubclass(rule, NotYours) else 409,
        )
        for rule in found
        if issubclass(rule, RuleBroken) and rule not in (RuleBroken, NotYours)
    ]


def choices(by: Rules) -> list[Choice]:
    """Give every choice with its values."""
    values = by.model_dump(mode="json")
    return [
        Choice(name, field.description or name, _listed(values[name]))
        for name, field in Rules.model_fields.items()
    ]


def _listed(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def document() -> str:
    """Give docs/rules.md as the code has it."""
    rows = [f"| `{rule.name}` | {rule.status} | {rule.sentence} |\n" for rule in written()]
    values = [f"| `{c.field}` | {c.meaning} | {', '.join(c.values)} |\n" for c in choices(Rules())]
    return _HEAD + "".join(rows) + _CHOICES + "".join(values)


if __name__ == "__main__":
    print(document(), end="")
