"""A database with the demo in it, and demos that really run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from review_service.demo.loader import load
from tests.conftest import Server, Urls
from tests.demo.running import data_folder, running


@pytest.fixture(scope="module")
def demo(server: Server) -> Iterator[Urls]:
    with server.database("migrated") as urls:
        load(urls.owner, urls.application)
        yield urls


@pytest.fixture
def urls(server: Server) -> Iterator[Urls]:
    """A migrated database with nothing in it."""
    with server.database("migrated") as found:
        yield found


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty data folder."""
    with data_folder() as path:
        yield path


@pytest.fixture(scope="module")
def used_folder() -> Iterator[Path]:
    """The data folder of demos that ran before; the module's tests share it."""
    with data_folder() as path:
        with running(path):
            pass
        yield path
