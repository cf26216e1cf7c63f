"""The commands that README, Makefile and containers name exist."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TARGETS = ("install", "run", "test", "check", "bench", "failover", "clean")


def dry_run(target: str) -> subprocess.CompletedProcess[str]:
    """Ask make what it would do, without the settings of a make that may be running us."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        ["make", "--dry-run", "--always-make", "--directory", str(ROOT), target],
        capture_output=True,
        text=True,
        env=clean,
    )


@pytest.mark.parametrize("target", TARGETS)
def test_the_makefile_knows_every_promised_command(target: str) -> None:
    planned = dry_run(target)

    assert planned.returncode == 0, planned.stderr


def test_readme_names_the_two_commands_and_no_command_that_is_missing() -> None:
    named = set(re.findall(r"\bmake ([a-z]+)", (ROOT / "README.md").read_text()))

    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert {"run", "test"} <= named
    assert named - targets == set()


def test_ci_runs_what_a_developer_runs() -> None:
    script = ROOT / ".ci" / "run"

    assert os.access(script, os.X_OK)
    assert script.read_text().splitlines()[-1] == "exec make test"


@pytest.mark.parametrize(
    "command", ["serve", "demo", "worker", "migrate", "rebuild", "status", "account", "replay"]
)
def test_the_command_line_knows_what_others_call(command: str) -> None:
    asked = subprocess.run(
        [Path(sys.executable).with_name("review-service"), command, "--help"],
        capture_output=True,
        text=True,
    )

    assert asked.returncode == 0, asked.stderr
