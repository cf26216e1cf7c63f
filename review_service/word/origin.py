"""Which revision a document of ours came from, as it says itself: it went out, and comes back."""

from __future__ import annotations

import re
from typing import NamedTuple
from uuid import UUID

from review_service.word.opening import Container

_CUSTOM = "docProps/custom.xml"
DRAFT, REVISION, SHA256 = "Entwurf", "Fassung", "SHA-256"


class Origin(NamedTuple):
    """A revision of a draft, and the sha256 (hex) of its text."""

    draft: UUID
    revision: int
    sha256: str

    @property
    def said(self) -> str:
        """Give it in one line, as `read` reads it."""
        return f"{self.draft} {self.revision} {self.sha256}"

    @classmethod
    def read(cls, draft: str = "", revision: str = "", sha256: str = "") -> Origin | None:
        """Read what is said of one; None where it is none."""
        if not re.fullmatch(r"[1-9]\d{0,8}", revision) or not re.fullmatch(r"[0-9a-f]{64}", sha256):
            return None
        try:
            return cls(UUID(draft), int(revision), sha256)
        except ValueError:
            return None


def origin_of(container: Container) -> Origin | None:
    """Give where a document came from; None of one that is not ours, or says nothing that fits."""
    tree = container.tree(_CUSTOM)
    said = (
        {} if tree is None else {one.get("name"): "".join(map(str, one.itertext())) for one in tree}
    )
    return Origin.read(*(said.get(name, "") for name in (DRAFT, REVISION, SHA256)))
