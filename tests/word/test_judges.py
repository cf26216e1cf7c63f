"""Files of pandoc and LibreOffice are read as one text; open changes as pandoc takes them."""

from __future__ import annotations

import json

import pytest

from tests.word import judges


@pytest.mark.parametrize("file", judges.FILES)
def test_what_other_programs_wrote_is_read_as_one_text(file: str) -> None:
    assert judges.read(judges.RECORDED / file) == judges.expected()


@pytest.mark.parametrize("case", judges.JUDGED)
def test_changes_hold_or_do_not_as_pandoc_has_it(case: str) -> None:
    recorded = json.loads((judges.RECORDED / "changes.json").read_text())
    assert judges.ours(case) == recorded[case]
