"""Which revision a document of ours came from, as it says itself: it went out, and comes back."""

from __future__ import annotations

import re
from typing import NamedTuple
from uuid import UUID

from review_service.word.opening import DOCX, ODT, Container

_CUSTOM, _META = "docProps/custom.xml", "meta.xml"
_NAMED = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}name"
DRAFT, REVISION, SHA256 = "Entwurf", "Fassung", "SHA-256"


class Origin(NamedTuple):
    """A revision of a draft, the sha256 (hex) of its text, and the kind of file it went out as."""

    draft: UUID
    revision: int
    sha256: str
    kind: str = DOCX

    @property
    def said(self) -> str:
        """Give it in one line, as `read` reads it."""
        return f"{self.draft} {self.revision} {self.sha256} {self.kind}"

    @classmethod
    def read(
        cls, draft: str = "", revision: str = "", sha256: str = "", kind: str = DOCX
    ) -> Origin | None:
        """Read what is said of one; None where it is none."""
        if not re.fullmatch(r"[1-9]\d{0,8}", revision) or not re.fullmatch(r"[0-9a-f]{64}", sha256):
            return None
        try:
            return cls(UUID(draft), int(revision), sha256, ODT if kind == ODT else DOCX)
        except ValueError:
            return None


def origin_of(container: Container) -> Origin | None:
    """Give where a document came from; None of one that is not ours, or says nothing that fits."""
    part, named = (_META, _NAMED) if container.kind == ODT else (_CUSTOM, "name")
    tree = container.tree(part)
    every = () if tree is None else tree.iter()
    said = {one.get(named): "".join(map(str, one.itertext())) for one in every if one.get(named)}
    draft, revision, sha256 = (said.get(name, "") for name in (DRAFT, REVISION, SHA256))
    return Origin.read(draft, revision, sha256, container.kind)
