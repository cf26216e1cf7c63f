"""What is released stays: every redline ever kept can be made again, letter by letter."""

from __future__ import annotations

import hashlib
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from benchmarks import texts
from domain.text.redline import ALGORITHMS, redline
from domain.text.redline.engine import plain
from domain.text.redline.ops import Redline, TextOp
from domain.text.redline.packed import packed, unpacked
from tests.text.samples import edited, prose

GOLDEN = Path(__file__).parent / "golden"


def golden(algorithm: str) -> dict[str, Any]:
    """Give `cases`, each with both texts and its blocks, and `digests` of what is larger."""
    found: dict[str, Any] = json.loads((GOLDEN / f"{algorithm}.json").read_text(encoding="utf-8"))
    return found


def written(found: Redline) -> list[str]:
    """Give the blocks as a reader of the file sees them: kind, move, [-gone-], {+come+}."""
    return [
        " ".join(
            [
                f"{block.kind} {block.move}" if block.move else block.kind,
                marked(block.ops),
                *([f"inside: {marked(block.inner)}"] if block.inner else []),
            ]
        )
        for block in found.blocks
    ]


def marked(ops: tuple[TextOp, ...]) -> str:
    forms = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    return "".join(forms[op].format(text) for op, text in ops)


def digest(found: Redline) -> str:
    return hashlib.sha256("\n".join(packed(found)["blocks"]).encode()).hexdigest()


def larger(algorithm: str) -> dict[str, str]:
    """Give the digests of invented texts, and of the laws where they lie there."""
    old = prose(11, 200, 60)
    pairs = {f"prose, {share:.0%} changed": (old, edited(old, 12, share)) for share in SHARES}
    pairs["prose, reversed"] = (old, "\n\n".join(reversed(old.split("\n\n"))))
    for law in LAWS:
        for number, pair in enumerate(pairwise(texts.revisions(law)), start=1):
            pairs[f"{law} {number:02} to {number + 1:02}"] = pair
    return {name: digest(redline(*pair, algorithm)) for name, pair in pairs.items()}


SHARES = (0.02, 0.1, 0.5, 0.9)
LAWS = (
    sorted(file.name for file in texts.CORPUS.iterdir() if file.is_dir())
    if texts.HAS_CORPUS
    else []
)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_released_algorithm_gives_what_it_gave(algorithm: str) -> None:
    for case in golden(algorithm)["cases"]:
        found = redline(case["old"], case["new"], algorithm)
        assert written(found) == case["blocks"], case["name"]
        assert found.algorithm == algorithm


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_larger_redlines_stay_as_they_were(algorithm: str) -> None:
    digests = golden(algorithm)["digests"]
    found = larger(algorithm)
    assert len(found) >= 5
    assert found == {name: digests[name] for name in found}


def test_the_laws_are_rebuilt_to_the_letter_with_either_engine() -> None:
    versions = [texts.revisions(law) for law in LAWS] or [[prose(1, 99, 9), prose(2, 99, 9)]]
    for old, new in [pair for found in versions for pair in pairwise(found)]:
        found = redline(old, new)
        assert "".join(t for block in found.blocks for op, t in block.ops if op != "+") == old
        assert "".join(t for block in found.blocks for op, t in block.ops if op != "-") == new
        assert unpacked(packed(found), old, new) == found
        assert redline(old, new, engine=plain) == found
