"""A day that is asked about, as RFC 3339 writes it and in no other way."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import PlainValidator, WithJsonSchema

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _day(given: object) -> date:
    try:
        if isinstance(given, str) and _DAY.fullmatch(given):
            return date.fromisoformat(given)
    except ValueError:
        pass
    raise ValueError("Bitte geben Sie einen Tag an, zum Beispiel 2019-12-01.")


Day = Annotated[date, PlainValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
At = Annotated[Day | None, Query(description="Tag in Europe/Berlin; heute, wo er fehlt")]
