"""What did a Gremium's office report about its composition? Numbers of the whole, of no person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from domain.aggregate import DomainEvent
from domain.besetzung import Besetzung
from domain.composition import Counts, Gender, Migration, quality_of
from domain.procedure.seats import Quality
from projections.read_model import Cursor, Database

VERSION = 1
EVENTS = (Besetzung.CountsReported,)
TABLES = """
CREATE TABLE reported_counts (
    stream  uuid NOT NULL,
    version integer NOT NULL,
    body    text NOT NULL,
    quality text NOT NULL,
    day     date NOT NULL,
    counts  jsonb NOT NULL,
    PRIMARY KEY (stream, version)
)
"""

_REPORTED = """
    INSERT INTO reported_counts (stream, version, body, quality, day, counts)
    VALUES (%s, %s, %s, %s, %s, %s)
"""


def project(event: DomainEvent, cursor: Cursor) -> None:
    """Keep one row for each report."""
    match event:
        case Besetzung.CountsReported(gremium=gremium, counts=counts, day=day):
            key = (event.originator_id, event.originator_version, gremium.slug)
            cursor.execute(_REPORTED, (*key, quality_of(counts), day, counts.model_dump_json()))
        case _:
            pass


def newest(database: Database, body: str, day: date) -> Mapping[Quality, tuple[date, Counts]]:
    """Give, for each quality, the last report about a day up to this one, with that day."""
    rows = database.execute(
        "SELECT DISTINCT ON (quality) quality, day, counts FROM reported_counts"
        " WHERE body = %s AND day <= %s ORDER BY quality, day DESC, version DESC",
        (body, day),
    ).fetchall()
    return {Quality(quality): (on, _counts(quality, counts)) for quality, on, counts in rows}


def _counts(quality: str, counts: dict[str, int]) -> Counts:
    kind = Gender if quality == Quality.GENDER else Migration
    return kind.model_validate(counts)
