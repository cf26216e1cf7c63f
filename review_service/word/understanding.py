"""A file looked through: what it is, what was understood, what is to be decided first.

Its bytes are read once, whatever they say they are; nothing of them is kept.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

from domain.source import Format, Source
from domain.source import Resolution as Resolution
from domain.text.decoding import decode
from domain.text.normalise import normalise
from review_service.word import headings, odt, odt_tracked, tracked
from review_service.word.as_markdown import markdown
from review_service.word.content import Change, Comment, Document, Lost
from review_service.word.headings import Proposal
from review_service.word.opening import ODT, Container, open_container
from review_service.word.origin import Origin, origin_of
from review_service.word.reading import read
from review_service.word.refusals import (
    FileHasOpenChanges,
    FileIsNotWhatItSays,
)
from review_service.words import german


@dataclass(frozen=True)
class Understood:
    """What was understood of a file; `text` is None as long as its open changes are undecided.

    `guessed` is the encoding a text file seems to have, None where there is no doubt; `origin` the
    revision that a document of ours came from.
    """

    format: Format
    sha256: str
    text: str | None
    tally: Counter[str] = field(default_factory=Counter)
    lost: tuple[Lost, ...] = ()
    changes: tuple[Change, ...] = ()
    comments: tuple[Comment, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    resolution: Resolution | None = None
    confirmed: tuple[str, ...] = ()
    guessed: str | None = None
    origin: Origin | None = None

    @property
    def source(self) -> Source:
        """What is recorded of it."""
        return Source(
            format=self.format, sha256=self.sha256, changes=self.resolution,
            headings=self.confirmed,
        )  # fmt: skip

    def must_be_decided(self) -> str:
        """Give the text; raises FileHasOpenChanges where it is not known which."""
        if self.text is None:
            many = german.count(len(self.changes), "ist eine Änderung", "Änderungen")
            said = many if len(self.changes) == 1 else f"sind {many}"
            raise FileHasOpenChanges(changes=said)
        return self.text


def look_through(
    name: str, data: bytes, *, resolution: Resolution | None = None,
    confirmed: Collection[int] | Literal["all"] = (),
) -> Understood:  # fmt: skip
    """Read a file by its content, not by its name; raises UnusableText.

    `confirmed` are the proposed headings that are ones, by their number from 1.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    container = open_container(data)
    if container is None:
        return _plain(name, data, sha256)
    open_changes = _changes(container)
    if open_changes and resolution is None:
        undecided = tuple(open_changes)
        return Understood(
            Format(container.kind), sha256, None, changes=undecided, origin=origin_of(container)
        )
    if open_changes:
        _resolve(container, accept=resolution is Resolution.ACCEPTED)
    document = _document(container)
    proposals = headings.propose(document)
    numbers = range(1, len(proposals) + 1) if confirmed == "all" else confirmed
    chosen = headings.confirm(document, proposals, {*numbers})
    return Understood(
        Format(container.kind), sha256, normalise(markdown(document)), +document.tally,
        tuple(document.lost), tuple(open_changes), tuple(document.comments), tuple(proposals),
        resolution if open_changes else None, tuple(chosen), origin=origin_of(container),
    )  # fmt: skip


_ENDING = re.compile(r"\.(?:docx|docm|doc|dotx|odt|rtf|pdf)$", re.IGNORECASE)


def _plain(name: str, data: bytes, sha256: str) -> Understood:
    ending = _ENDING.search(name)
    if ending:
        raise FileIsNotWhatItSays(ending=ending[0].lower())
    found = decode(data)
    kind = Format.TXT if name.lower().endswith(".txt") else Format.MD
    return Understood(kind, sha256, normalise(found.text), guessed=found.guessed)


def _changes(container: Container) -> list[Change]:
    if container.kind == ODT:
        return [*odt.changes(container)]
    return tracked.changes(tracked.trees(container))


def _resolve(container: Container, *, accept: bool) -> None:
    if container.kind == ODT:
        odt_tracked.resolve(odt.body_of(container), accept=accept)
        return
    for tree in tracked.trees(container):
        tracked.resolve(tree, accept=accept)


def _document(container: Container) -> Document:
    return odt.read(container) if container.kind == ODT else read(container)
