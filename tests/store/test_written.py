"""A statement that is written out holds the very values the server would be given beside it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from psycopg.types.json import Jsonb

from domain.text.refusals import TextContainsNul
from projections.consensus_state import RoundOutcome
from review_service.database import connect
from review_service.written import Written
from tests.conftest import Urls

VALUES: tuple[Any, ...] = (
    "Träger:innen", "it's", r"\' OR 1 = 1; --", "\\", "%s und %%", "Zeile\nZeile", "", None, True,
    0, -7, 2**40, b"\x00'\\", date(2019, 11, 4), datetime(2019, 11, 4, 9, tzinfo=UTC), UUID(int=7),
    RoundOutcome.OPEN, Jsonb({"text": "it's \\ \"so\" \u202e"}), [1, 2], ["a'", "b\\"],
)  # fmt: skip


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("conforming", ["on", "off"])
def test_a_value_written_out_is_the_value_sent_beside(
    urls: Urls, value: Any, conforming: str
) -> None:
    kind = {Jsonb: "jsonb", type(None): "text"}.get(type(value))
    query = f"SELECT %s{f'::{kind}' if kind else ''}"
    written = Written()
    written.execute(query, (value,))
    with connect(urls.application) as connection:
        connection.execute(f"SET standard_conforming_strings = {conforming}".encode())
        beside = connection.execute(query.encode(), (value,)).fetchone()
        assert connection.execute(written.statements[0]).fetchone() == beside


def test_what_no_text_can_hold_is_refused(urls: Urls) -> None:
    with pytest.raises(TextContainsNul):
        Written().execute("SELECT %s", ("a\0b",))


@pytest.mark.parametrize("values", [(), (1,), (1, 2, 3)])
def test_each_place_has_its_value(values: tuple[int, ...]) -> None:
    with pytest.raises(ValueError):
        Written().execute("SELECT %s, %s", values)
