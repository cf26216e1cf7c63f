from __future__ import annotations

import pytest

from review_service.service import Service
from tests.pages.hands import Hands


@pytest.fixture
def hands(service: Service) -> Hands:
    return Hands(service)
