"""A text that went out as a document and came back: as it was written, but for what was changed.

A document does not say how Markdown was written: where lines ended, which sign an item had. So what
came back is compared with what the document that went out says, and only what differs is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

from domain.text.merging import Asked, Proposal, merge
from domain.text.normalise import normalise
from review_service.word.odt_package import odt
from review_service.word.opening import DOCX, ODT
from review_service.word.package import Source, docx
from review_service.word.tracking import single
from review_service.word.understanding import look_through

_NOWHERE = Source(UUID(int=0), "", 1, "", datetime(2000, 1, 1, tzinfo=UTC), "")


def as_read(text: str, kind: str = DOCX) -> str:
    """Give a text as it is read from its own document of a kind."""
    write = odt if kind == ODT else docx
    return look_through("", write(single(text), _NOWHERE)).must_be_decided()


def restored(went_out: str, came_back: str, kind: str = DOCX) -> str:
    """Give the text that came back in a file of a kind, written as the one that went out wherever
    that says the same.

    Where the two cannot be put together so that the document says what came back, what came back
    is given as it was read.
    """
    plain = as_read(went_out, kind)
    if came_back == plain:
        return went_out
    merged = merge(plain, went_out, came_back)
    for found in _candidates(merged.asked):
        text = normalise(merged.text(found))
        if as_read(text, kind) == came_back:
            return text
    return came_back


def _candidates(asked: list[Asked]) -> Iterator[dict[int, str]]:
    """Give what may be decided: both together where that goes, else what came back."""
    yield {one.at: one.merged if isinstance(one, Proposal) else one.ours for one in asked}
    yield {one.at: one.ours for one in asked}
