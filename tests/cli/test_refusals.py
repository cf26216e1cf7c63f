"""What a command says of an error: its own sentence, else the one that page and API give."""

from __future__ import annotations

import pytest

from domain import rules
from review_service import refusals
from review_service.cli.refusals import NoProcedure, sentence_of
from review_service.event_store import LostRace
from review_service.reviews import Busy


@pytest.mark.parametrize("error", [Busy(), LostRace(), rules.OnlyTheRegistrarKeepsTheRegister()])
def test_what_a_request_is_refused_for_reads_alike(error: Exception):
    assert sentence_of(error) == refusals.sentence_of(error)


def test_a_command_has_sentences_of_its_own():
    assert "constitute" in (sentence_of(NoProcedure()) or "")


def test_a_fault_of_the_program_has_none():
    assert sentence_of(ValueError("no sentence for a user")) is None
