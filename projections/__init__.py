"""The answers: one module a question, each rebuilt from events whenever its VERSION differs."""

from projections import (
    blame,
    consensus_state,
    counts,
    current_text,
    diff_history,
    drafts,
    elections,
    passages,
    persons,
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
    seats,
    persons,
    elections,
    counts,
    suggestions,
)
"""All inline: written in the transaction of the event, because the next page must show them."""

DEFERRED: tuple[Deferred, ...] = (text_changes, blame)
"""Written by the worker, some moments later: what would make a save wait."""

__all__ = ["DEFERRED", "READ_MODELS"]
