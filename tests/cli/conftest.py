"""`review-service` on a terminal: what a command answers, what it says of errors, its status."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from review_service.cli import main
from review_service.demo.loader import load
from tests.conftest import Server, Urls

SETTINGS = ("DATABASE_URL", "OWNER_DATABASE_URL", "DATA_DIR", "HOST", "PORT", "PUBLIC_ADDRESS")


@dataclass(frozen=True)
class Answer:
    """What a command printed and its exit status."""

    status: int
    said: str
    error: str


Terminal = Callable[..., Answer]
"""Runs a command: its arguments, then settings of the environment by name."""


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    def run(*arguments: str, **settings: str) -> Answer:
        for name in SETTINGS:
            monkeypatch.delenv(name, raising=False)
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["review-service", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        printed = capsys.readouterr()
        return Answer(int(left.value.code or 0), printed.out, printed.err)

    return run


@pytest.fixture
def on(terminal: Terminal, urls: Urls) -> Terminal:
    """A terminal on an empty, migrated database."""
    return lambda *arguments: terminal(*arguments, DATABASE_URL=urls.application)


@pytest.fixture(scope="module")
def demo(server: Server) -> Iterator[Urls]:
    with server.database("migrated") as urls:
        load(urls.owner, urls.application)
        yield urls


@pytest.fixture
def on_demo(terminal: Terminal, demo: Urls) -> Terminal:
    """A terminal on a database with the demo in it, which commands only read."""
    return lambda *arguments: terminal(*arguments, DATABASE_URL=demo.application)
