"""Words of signs behind a number are a sentence's, whatever the number is."""

from __future__ import annotations

import pytest

from domain.statement import Position
from review_service.words import signs


@pytest.mark.parametrize(
    ("sign", "said"),
    [
        (signs.POSITION[Position.ZUSTIMMEND], "zustimmend"),
        (signs.POSITION[Position.BEDENKEN], "mit Bedenken"),
        (signs.POSITION[None], "ohne Haltung"),
        (signs.AWAITED, "noch erwartet"),
        (signs.NO_ANSWER, "ohne Antwort"),
    ],
)
def test_a_sign_follows_a_number(sign: signs.Sign, said: str) -> None:
    assert signs.counted(sign) == said
