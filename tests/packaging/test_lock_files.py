"""The lock files name everything with its hash, say nothing of where it came from, and are used."""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PACKAGES = ("domain", "projections", "review_service")
COME_ALONG = {
    "psycopg-pool",
    "pydantic-core",
    "starlette",
}  # an extra, and two libraries' own bases
PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;]+)(?: ; (?P<marker>.+?))? \\$")


def locked() -> dict[str, str]:
    """Name and version of what the lock file installs on this machine."""
    found = {}
    for line in (ROOT / "requirements.lock").read_text().splitlines():
        match = PINNED.match(line)
        if match and (match["marker"] is None or Marker(match["marker"]).evaluate()):
            found[str(canonicalize_name(match["name"]))] = match["version"]
    return found


def declared() -> list[Requirement]:
    return [Requirement(line) for line in PROJECT["project"]["dependencies"]]


def wanted() -> list[Requirement]:
    extras = PROJECT["project"]["optional-dependencies"]["dev"]
    return declared() + [Requirement(line) for line in extras + PROJECT["build-system"]["requires"]]


@pytest.mark.parametrize("name", ["requirements.lock", "package-lock.json", ".npmrc"])
def test_no_lock_file_says_where_anything_came_from(name: str) -> None:
    content = (ROOT / name).read_text()

    assert not re.search(
        r"://|index-url|find-links|trusted-host|registry=|\"resolved\"|file:", content
    )


@pytest.mark.parametrize("requirement", wanted(), ids=str)
def test_every_dependency_is_locked_in_a_version_it_admits(requirement: Requirement) -> None:
    assert locked()[canonicalize_name(requirement.name)] in requirement.specifier


def test_every_locked_line_has_a_hash() -> None:
    blocks = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / "requirements.lock").read_text())
    entries = [block for block in blocks if not block.startswith("#")]

    assert len(entries) >= len(locked())
    assert [block.splitlines()[0] for block in entries if "--hash=sha256:" not in block] == []


def test_what_is_installed_here_is_what_is_locked() -> None:
    assert {name: version(name) for name in locked()} == locked()


def test_the_front_end_is_locked_by_version_and_hash() -> None:
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]

    for name, exact in wanted.items():
        assert packages[f"node_modules/{name}"]["version"] == exact
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []


def test_what_the_packages_import_is_declared_and_so_in_the_production_image() -> None:
    distributions = packages_distributions()
    fast = map(Requirement, PROJECT["project"]["optional-dependencies"]["fast"])
    names = {str(canonicalize_name(requirement.name)) for requirement in [*declared(), *fast]}
    names |= COME_ALONG
    undeclared = {
        module
        for module in imported()
        if not names & {str(canonicalize_name(name)) for name in distributions.get(module, ())}
    }

    assert undeclared == set()


def imported() -> set[str]:
    """Top-level names of third-party modules imported anywhere in the three packages."""
    found: set[str] = set()
    for path in (path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - set(PACKAGES)
