"""What the documents say is what the code does."""

import inspect
import re
from pathlib import Path

from domain import rules
from domain.procedure import Rules
from domain.rules import NotYours, RuleBroken
from review_service.rule_book import document
from review_service.settings import Settings

ROOT = Path(__file__).parents[1]


def every_rule() -> list[type[RuleBroken]]:
    return [
        rule
        for _, rule in inspect.getmembers(rules, inspect.isclass)
        if issubclass(rule, RuleBroken) and rule not in (RuleBroken, NotYours)
    ]


def test_every_setting_is_documented_with_its_name():
    documented = set(
        re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/operations.md").read_text(), re.M)
    )
    assert documented == {name.upper() for name in Settings.model_fields}


def test_every_rule_says_no_in_a_test():
    tests = "\n".join(
        path.read_text() for path in (ROOT / "tests").rglob("test_*.py") if path != Path(__file__)
    )
    silent = [rule.__name__ for rule in every_rule() if rule.__name__ not in tests]
    assert silent == []


def test_the_page_of_rules_is_the_one_the_code_gives():
    assert (ROOT / "docs/rules.md").read_text() == document()


def test_every_choice_the_paper_leaves_open_has_a_name_and_a_source():
    assert all(field.description for field in Rules.model_fields.values())
    assert Rules().source == "von der Vorlage nicht geregelt"


def test_every_document_a_document_links_to_exists():
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_commands_of_the_readme_are_targets_of_the_makefile():
    makefile = (ROOT / "Makefile").read_text()
    for command in re.findall(r"`?make (\w+)", (ROOT / "README.md").read_text()):
        assert re.search(rf"^{command}:", makefile, re.M), command
