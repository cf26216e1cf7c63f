"""The file a text came from, as it is recorded: nothing of its content, no name in it."""

from __future__ import annotations

from enum import StrEnum

from domain.value import Value


class Format(StrEnum):
    """What the file was."""

    DOCX = "docx"
    ODT = "odt"
    MD = "md"
    TXT = "txt"


class Resolution(StrEnum):
    """What became of its open changes, all of them."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Source(Value):
    """A file by its sha256, and what a person decided when it was read.

    `changes` where some were open; `headings` are the lines that the person confirmed to be ones.
    """

    format: Format
    sha256: str
    changes: Resolution | None = None
    headings: tuple[str, ...] = ()
