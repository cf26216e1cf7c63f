from __future__ import annotations

from collections.abc import Iterator

import pytest

from review_service.service import Service
from tests.conftest import Server, Urls
from tests.pages.hands import Hands


@pytest.fixture
def urls(server: Server) -> Iterator[Urls]:
    with server.database("staffed") as found:
        yield found


@pytest.fixture
def hands(service: Service) -> Hands:
    return Hands(service)
