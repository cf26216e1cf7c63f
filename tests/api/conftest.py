from __future__ import annotations

from collections.abc import Iterator

import pytest

from review_service.service import Service
from tests.api.callers import Callers
from tests.conftest import Server, Urls


@pytest.fixture
def urls(server: Server) -> Iterator[Urls]:
    with server.database("staffed") as found:
        yield found


@pytest.fixture
def api(service: Service) -> Callers:
    return Callers(service)
