from __future__ import annotations

import pytest

from review_service.service import Service
from tests.api.callers import Callers


@pytest.fixture
def api(service: Service) -> Callers:
    return Callers(service)
