"""The answers: one module a question, each rebuilt from events whenever its VERSION differs."""

from functools import cache

from domain.aggregate import DomainEvent
from projections import (
    blame,
    chronicle,
    consensus_state,
    counts,
    current_text,
    diff_history,
    drafts,
    elections,
    passages,
    persons,
    reminders,
    seats,
    statements,
    suggestions,
    text_changes,
    vorgaben,
)
from projections.read_model import Deferred, ReadModel

READ_MODELS: tuple[ReadModel, ...] = (
    drafts,
    current_text,
    diff_history,
    statements,
    vorgaben,
    passages,
    consensus_state,
    reminders,
    seats,
    persons,
    elections,
    counts,
    suggestions,
    chronicle,
)
"""All inline: written in the transaction of the event, because the next page must show them."""

DEFERRED: tuple[Deferred, ...] = (text_changes, blame)
"""Written by the worker, some moments later: what would make a save wait."""


@cache
def interested(event: type[DomainEvent]) -> tuple[ReadModel, ...]:
    """Give the inline read models that are about an event."""
    return tuple(model for model in READ_MODELS if issubclass(event, model.EVENTS))


__all__ = ["DEFERRED", "READ_MODELS", "interested"]
