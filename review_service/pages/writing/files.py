"""The file a text is read from, beside its field: what was understood, what is to be decided first.

What of a file holds text travels in the form, packed, until the form is sent or the file put away.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Any

from domain.source import Resolution
from domain.text.refusals import UnusableText
from review_service.pages.typed import Typed, Upload
from review_service.word import telling
from review_service.word.headings import Proposal
from review_service.word.opening import open_container
from review_service.word.origin import Origin
from review_service.word.refusals import FileHasOpenChanges, FileUnpacksTooLarge
from review_service.word.understanding import Understood, look_through
from review_service.words import german

ACCEPT, REJECT, ASIDE = "aenderungen-annehmen", "aenderungen-ablehnen", "datei-weglassen"
CONFIRM, TAKE_NOTES = "ueberschriften", "kommentare"
TICKS = "ueberschrift"
CONTENT, NAME, FORMAT, SHA256 = "datei-inhalt", "datei-name", "datei-art", "datei-sha256"
CHANGES, CONFIRMED = "datei-aenderungen", "datei-ueberschrift"
ORIGIN = "datei-herkunft"
FIELDS = (CONTENT, NAME, FORMAT, SHA256, CHANGES, CONFIRMED, ORIGIN)
MOST_PACKED = 4_000_000
"""Bytes of the parts that hold text at most."""
MOST_SHOWN = 100
"""Changes, comments or lost words that are shown at most; all are counted."""


def bring(typed: Typed, upload: Upload) -> tuple[Typed, Understood]:
    """Look a file through and take it along; raises UnusableText."""
    found = look_through(upload.name, upload.data)
    container = open_container(upload.data)
    packed = container.packed_text() if container else b""
    if len(packed) > MOST_PACKED:
        raise FileUnpacksTooLarge(what=f"{len(packed) // 1_000_000} MB Text, gepackt")
    fields = {
        CONTENT: base64.b64encode(packed).decode(), NAME: upload.name[:300], FORMAT: found.format,
        SHA256: found.sha256, ORIGIN: found.origin.said if found.origin else "",
    }  # fmt: skip
    return put_away(typed).with_fields(**fields), found


def put_away(typed: Typed) -> Typed:
    """Forget the file."""
    return typed.without(*FIELDS, TICKS)


def origin(typed: Typed) -> Origin | None:
    """Give the revision that the file says it went out as."""
    return Origin.read(*typed.text(ORIGIN).split(" ")[:3])


def resolution(typed: Typed) -> Resolution | None:
    """Give what was decided of the open changes."""
    said = typed.text(CHANGES)
    return Resolution(said) if said in [*Resolution] else None


def understood(typed: Typed) -> Understood | None:
    """Give what was understood of the file that is along; None where none can be read."""
    content = typed.text(CONTENT)
    if not content:
        return None
    try:
        data = base64.b64decode(content, validate=True)
        return look_through(typed.text(NAME), data, resolution=resolution(typed))
    except (binascii.Error, ValueError, UnusableText):
        return None


def decided(typed: Typed, choice: Resolution) -> tuple[Typed, Understood | None]:
    """Let all open changes hold, or none of them."""
    chosen = typed.with_fields(**{CHANGES: choice})
    return chosen, understood(chosen)


def undecided(typed: Typed) -> str:
    """Say that open changes are to be decided on, empty where none are."""
    found = understood(typed)
    try:
        if found:
            found.must_be_decided()
    except FileHasOpenChanges as error:
        return error.sentence
    return ""


def source(typed: Typed) -> dict[str, Any] | None:
    """Give what is recorded of the file that the text was read from."""
    if not typed.text(SHA256):
        return None
    return {
        "format": typed.text(FORMAT), "sha256": typed.text(SHA256), "changes": resolution(typed),
        "headings": typed.all(CONFIRMED),
    }  # fmt: skip


# Headings and comments ---------------------------------------------------------------------------


def confirm(typed: Typed, text: str) -> tuple[Typed, str]:
    """Make headings of the ticked lines of the text, wherever else it was written on meanwhile."""
    found = understood(typed)
    ticked = {*typed.all(TICKS)}
    lines = text.replace("\r\n", "\n").split("\n")
    words = typed.all(CONFIRMED)
    for number, at, proposal in _standing(found, lines):
        if str(number) in ticked:
            lines[at] = f"\n{proposal.heading}\n"
            words = [*words, proposal.words]
    joined = "\n".join(lines)
    while "\n\n\n" in joined:
        joined = joined.replace("\n\n\n", "\n\n")
    return typed.without(TICKS).with_fields(**{CONFIRMED: words}), joined.lstrip("\n")


def _standing(found: Understood | None, lines: list[str]) -> list[tuple[int, int, Proposal]]:
    """Give the proposals that still stand in a text as they were read: number, line, proposal."""
    standing, begin = [], 0
    bare = [line.strip() for line in lines]
    for number, proposal in enumerate(found.proposals if found else (), start=1):
        try:
            at = bare.index(proposal.written, begin)
        except ValueError:
            continue
        standing.append((number, at, proposal))
        begin = at + 1
    return standing


def notes(typed: Typed) -> str:
    """Give the comments of the file as lines."""
    found = understood(typed)
    return "\n".join(map(telling.comment, found.comments)) if found else ""


# Showing -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Beside:
    """What is shown beside the field: the file, and which proposals still stand in the text, each
    with whether it is ticked."""

    name: str
    found: Understood
    proposals: list[tuple[int, Proposal, bool]]

    @property
    def told(self) -> list[str]:
        """What was understood, sentence by sentence."""
        said = (telling.kept(self.found), telling.left_out(self.found))
        return [*filter(None, said), *telling.remarks(self.found)]

    @property
    def open(self) -> str:
        """How many changes are open."""
        many = len(self.found.changes)
        return german.capital(german.count(many, "eine Änderung ist", "Änderungen sind")) + (
            " noch offen."
        )

    @property
    def changes(self) -> list[str]:
        """The open changes, as long as they are undecided."""
        if self.found.text is not None:
            return []
        return [telling.change(one) for one in self.found.changes[:MOST_SHOWN]]

    @property
    def comments(self) -> list[str]:
        """The comments."""
        return [telling.comment(one) for one in self.found.comments[:MOST_SHOWN]]

    @property
    def more_changes(self) -> int:
        """How many changes are not shown."""
        return max(0, len(self.found.changes) - MOST_SHOWN)


def beside(typed: Typed) -> Beside | None:
    """Give what is shown of the file that is along."""
    found = understood(typed)
    if found is None:
        return None
    lines = typed.text("text").replace("\r\n", "\n").split("\n")
    ticked, shown = typed.all(TICKS), TICKS in typed.fields
    proposals = [
        (number, one, str(number) in ticked if shown else one.likely)
        for number, _, one in _standing(found, lines)
    ]
    return Beside(typed.text(NAME), found, proposals)
