from collections.abc import Iterator
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from pydantic import StringConstraints, ValidationError

from domain.aggregate import EVENTS
from domain.draft import Draft
from domain.election.counting import Count
from domain.value import Key
from projections.stored import encode
from tests.store.acts import author

(_KEY,) = (meta for meta in Key.__metadata__ if isinstance(meta, StringConstraints))
_ASCII = str(_KEY.pattern)


def the_standards_own(event: Draft.Event) -> bytes:
    data = event.model_dump(mode="json", exclude={"originator_id", "originator_version"})
    del data["originator_topic"]
    data["occurred_at"] = data.pop("timestamp")
    return rfc8785.dumps(data)


@given(st.text(), st.text(alphabet='"\\/\b\t\n\f\r\x00\x1f\x7f\u2028ä😀'))
def test_an_event_is_stored_in_the_bytes_of_rfc_8785(title: str, text: str):
    event = author(text, title=title).pending_events[0]
    assert isinstance(event, Draft.Authored)
    assert encode(event) == the_standards_own(event)


def test_half_a_character_is_refused():
    with pytest.raises(UnicodeEncodeError):
        encode(author().pending_events[0].model_copy(update={"text": "\ud800"}))


def within(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for part in schema.values():
            yield from within(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from within(part)


def test_no_event_has_a_float_or_a_name_that_sorts_otherwise_in_utf_16():
    parts = [part for event in EVENTS.values() for part in within(event.model_json_schema())]
    assert not [part for part in parts if part.get("type") == "number"]
    assert not [part for part in parts if isinstance(part.get("additionalProperties"), dict)]
    assert {key for part in parts for key in part.get("patternProperties", ())} <= {_ASCII}
    assert all(name.isascii() for part in parts for name in part.get("properties", {}))


def test_a_key_that_not_all_sort_alike_is_refused():
    with pytest.raises(ValidationError):
        Count(ballots=1, invalid=0, votes={"😀": 1})
