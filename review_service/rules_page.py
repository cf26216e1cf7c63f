"""The page of rules for docs/: every rule with its sentence, and what is a value among others.

`python -m review_service.rules_page > docs/rules.md` writes it anew.
"""

from __future__ import annotations

import inspect

from domain import rules
from domain.procedure import Rules
from domain.rules import NotYours, RuleBroken

_HEAD = """# Rules

Each rule is an exception in `domain/rules.py`; its docstring is the sentence the user reads. The API names it in `type`
(`/docs/regeln#NAME`), with status 403 where the act is another body's, else 409.

| rule | status | sentence |
| --- | --- | --- |
"""
_CHOICES = """
## Choices

What the council paper leaves open is a value in `domain/procedure.py`; a decision records the values it was judged by.

| field | meaning | default |
| --- | --- | --- |
"""


def rules_page() -> str:
    """Give docs/rules.md as the code has it."""
    return _HEAD + "".join(map(_rule, _rules())) + _CHOICES + "".join(_choices())


def _rules() -> list[type[RuleBroken]]:
    found = [rule for rule in vars(rules).values() if inspect.isclass(rule)]
    return [r for r in found if issubclass(r, RuleBroken) and r not in (RuleBroken, NotYours)]


def _rule(rule: type[RuleBroken]) -> str:
    sentence = " ".join((inspect.getdoc(rule) or "").split())
    status = 403 if issubclass(rule, NotYours) else 409
    return f"| `{rule.__name__}` | {status} | {sentence} |\n"


def _choices() -> list[str]:
    values = Rules().model_dump(mode="json")
    return [
        f"| `{name}` | {field.description} | {_shown(values[name])} |\n"
        for name, field in Rules.model_fields.items()
    ]


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


if __name__ == "__main__":
    print(rules_page(), end="")
