"""Stored names and fields never change: a checked-in list with a sample of each event."""

import json
from pathlib import Path
from uuid import UUID

from domain.aggregate import EVENTS
from projections.stored import decode, encode
from tests import lip

SAMPLES = Path(__file__).with_name("stored_events.json")
STREAM = UUID(int=2472)


def samples() -> dict[str, dict]:
    return json.loads(SAMPLES.read_text())


def test_every_event_has_its_sample_under_its_stored_name():
    assert sorted(samples()) == sorted(EVENTS)


def test_every_sample_ever_stored_is_still_read_and_written_alike():
    for topic, data in samples().items():
        event = decode(STREAM, 1, topic, json.dumps(data).encode())
        assert json.loads(encode(event)) == data, topic


def test_no_field_of_an_event_is_missing_from_its_sample():
    envelope = {"originator_id", "originator_version", "originator_topic"}
    for topic, event_class in EVENTS.items():
        fields = set(event_class.model_fields) - envelope - {"timestamp"} | {"occurred_at"}
        assert set(samples()[topic]) == fields, topic


def test_no_event_holds_a_float():
    def floats(value: object) -> list[object]:
        if isinstance(value, dict):
            return [f for v in value.values() for f in floats(v)]
        if isinstance(value, list):
            return [f for v in value for f in floats(v)]
        return [value] if isinstance(value, float) else []

    assert floats(samples()) == []


def test_what_was_stored_before_seats_were_known_is_still_read():
    for topic in ("Draft.Submitted", "Draft.GleichstellungConsulted"):
        data = samples()[topic]
        for later in ("seat", "deputising"):
            del data["by"][later]
        data.pop("body", None)
        event = decode(STREAM, 1, topic, json.dumps(data).encode())
        assert (event.by.seat, event.by.deputising) == ("", False)
        assert getattr(event, "body", None) in (None, lip.GLEICHSTELLUNG)


def test_what_was_stored_before_files_were_read_is_still_read():
    for topic in ("Draft.Authored", "Draft.Revised"):
        data = samples()[topic]
        del data["source"]
        assert decode(STREAM, 1, topic, json.dumps(data).encode()).source is None


def test_what_was_stored_before_passages_had_remarks_is_still_read():
    for topic in ("Draft.BeiratStatementGiven", "Draft.DelegiertenkonferenzStatementTransmitted"):
        data = samples()[topic]
        assert data["passages"]
        for passage in data["passages"]:
            del passage["remark"]
        event = decode(STREAM, 1, topic, json.dumps(data).encode())
        assert {passage.remark for passage in event.passages} == {""}
