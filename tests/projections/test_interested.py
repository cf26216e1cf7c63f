"""Which read models are shown an event: all that write something of it."""

import json
from types import SimpleNamespace
from typing import Any

import pytest

from projections import READ_MODELS, chronicle, consensus_state, elections, interested, persons
from projections.read_model import ReadModel
from projections.stored import decode
from tests.projections.test_stored_events import STREAM, samples

EVENTS = [decode(STREAM, 1, topic, json.dumps(data).encode()) for topic, data in samples().items()]


class Written:
    """A cursor that keeps the statements."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def execute(self, query: str, params: Any = None, /) -> None:
        self.statements.append(query)


def forgotten(model: ReadModel) -> set[str]:
    """Give the events a read model writes something of although it is not shown them."""
    found = set()
    for event in EVENTS:
        cursor = Written()
        model.project(event, cursor)
        if cursor.statements and not isinstance(event, model.EVENTS):
            found.add(event.TOPIC)
    return found


@pytest.mark.parametrize("model", READ_MODELS, ids=lambda model: model.__name__)
def test_a_read_model_is_shown_every_event_it_writes_something_of(model: ReadModel):
    assert forgotten(model) == set()


def test_a_read_model_that_names_too_few_events_is_found():
    fewer: Any = SimpleNamespace(EVENTS=(), project=consensus_state.project)
    assert forgotten(fewer) == {
        "Draft.Submitted", "Draft.SubmissionWithdrawn", "Draft.ReturnedWithVorgaben",
        "Draft.Accepted",
    }  # fmt: skip


def test_an_event_is_shown_to_those_alone_that_are_about_it():
    topics = {event.TOPIC: interested(type(event)) for event in EVENTS}
    assert topics["Election.Called"] == (persons, elections, chronicle)
    assert consensus_state in topics["Draft.Submitted"]
    assert consensus_state not in topics["Draft.Revised"]
