"""The tutorial's commands do what it says, on a demo that really runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.demo.running import environment, running

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs" / "tutorial.md"
END = "=== end of command"


@dataclass(frozen=True)
class Command:
    """What is typed, and lines of the answer in their order; `…` stands for anything."""

    typed: str
    stated: list[str]


def commands() -> list[Command]:
    """Read all `console` blocks: `$ ` begins a command, `> ` goes on, the rest is its answer."""
    found: list[Command] = []
    for block in re.findall(r"^```console\n(.*?)^```$", TUTORIAL.read_text(), re.M | re.S):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append(Command(line[2:], []))
            elif line.startswith("> "):
                found[-1] = Command(f"{found[-1].typed}\n{line[2:]}", [])
            else:
                found[-1].stated.append(line.strip())
    return found


def answers(typed: list[str], settings: dict[str, str]) -> list[tuple[str, int]]:
    """Run all in one shell; gives what each printed, and its exit status."""
    script = "\n".join(f'{command}\necho "{END} $?"' for command in typed)
    done = subprocess.run(
        ["sh", "-c", script],
        cwd=ROOT, env=settings, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    *parts, rest = re.split(rf"{END} (\d+)\n", done.stdout)
    assert rest == "", rest
    return [(said, int(status)) for said, status in zip(parts[::2], parts[1::2], strict=True)]


def missing(command: Command, said: str) -> list[str]:
    """Give the stated lines that are not in the answer, or not in this order."""
    lines = iter(said.splitlines())
    return [line for line in command.stated if not any(fits(line, actual) for actual in lines)]


def fits(stated: str, actual: str) -> bool:
    parts = (re.escape(" ".join(part.split())) for part in stated.split("…"))
    return re.fullmatch(".*".join(parts), " ".join(actual.split())) is not None


@pytest.fixture(scope="module")
def played(used_folder: Path) -> list[tuple[Command, str, int]]:
    with running(used_folder) as demo:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        settings = environment(used_folder, SERVICE=demo.address, PATH=path)
        told = commands()
        given = answers([command.typed for command in told], settings)
    return [(command, *answer) for command, answer in zip(told, given, strict=True)]


def test_every_command_can_be_typed_as_it_stands(played: list[tuple[Command, str, int]]):
    failed = {command.typed: said for command, said, status in played if status != 0}

    assert failed == {}
    assert len(played) > 25


def test_every_answer_is_the_stated_one(played: list[tuple[Command, str, int]]):
    wrong = [
        f"{command.typed}\nlacks {lines} in\n{said}"
        for command, said, _ in played
        if (lines := missing(command, said))
    ]

    assert not wrong, "\n\n".join(wrong)
