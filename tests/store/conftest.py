"""The store holds whatever aggregates there are: its tests begin with an empty log."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import Server, Urls


@pytest.fixture
def urls(server: Server) -> Iterator[Urls]:
    with server.database("migrated") as found:
        yield found
