"""What was typed into a form: read whole, whatever its size, and nothing else done to it.

Fields may hold a text of 5 MB and more, so that a text which is too long comes back with the
sentence that says so; what a request may hold altogether is limited in `limits`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import UploadFile

from review_service.limits import MOST_BYTES
from review_service.people.working_copies import Window

MOST_FIELDS = 5000
"""Fields of one form at most: every paragraph of a page, every Vorgabe and its quotes, every
Beirat."""
CSRF, KEY, BUTTON = "csrf", "schluessel", "knopf"
WINDOW, SEEN = "fenster", "stand"
"""In which window a form is open, and which version of its working copy that has seen."""
_KEY = re.compile(r"^[\w-]{16,100}$", re.ASCII)


@dataclass(frozen=True)
class Upload:
    """A file that came along: its name as the browser gave it, its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Typed:
    """The fields of one form by name, in order of typing; an empty file field is no upload."""

    fields: dict[str, list[str]] = field(default_factory=dict)
    upload: Upload | None = None

    def text(self, name: str, default: str = "") -> str:
        """Give the first value of a field."""
        values = self.fields.get(name)
        return values[0] if values else default

    def all(self, name: str) -> list[str]:
        """Give all values of a field, as of several checkboxes."""
        return self.fields.get(name, [])

    def number(self, name: str) -> int | None:
        """Give a field as a whole number from 1 up, None where it is none."""
        return whole_number(self.text(name).strip())

    @property
    def button(self) -> str:
        """The value of the button that sent the form."""
        return self.text(BUTTON)

    @property
    def key(self) -> str | None:
        """The form's Idempotency-Key, None where it carries none of ours."""
        found = self.text(KEY)
        return found if _KEY.match(found) else None

    @property
    def window(self) -> Window:
        """Where it was typed, as the form says."""
        name, seen = (self.text(name) for name in (WINDOW, SEEN))
        return Window(name if _KEY.match(name) else "", seen if _KEY.match(seen) else "")

    def where(self) -> dict[str, list[str]]:
        """Give the fields that say where it was typed, as they were sent."""
        return {name: self.all(name) for name in (WINDOW, SEEN) if self.all(name)}

    def with_fields(self, **values: str | list[str]) -> Typed:
        """Give a copy with these fields instead (`_` for `-` in their names)."""
        lists = {k.replace("_", "-"): [v] if isinstance(v, str) else v for k, v in values.items()}
        return replace(self, fields={**self.fields, **lists})

    def without(self, *names: str) -> Typed:
        """Give a copy without these fields."""
        return replace(self, fields={k: v for k, v in self.fields.items() if k not in names})

    def kept(self) -> dict[str, list[str]]:
        """Give what a working copy holds: all but the token, the key, the button and the window.

        A NUL, which no database stores, becomes the sign a browser shows in its place.
        """
        mechanics = (CSRF, KEY, BUTTON, WINDOW, SEEN)
        return {
            name.replace("\0", "\ufffd"): [value.replace("\0", "\ufffd") for value in values]
            for name, values in self.fields.items()
            if name not in mechanics
        }

    def content(self, method: str, path: str) -> bytes:
        """Give the sha256 of what the form asks for, which its key stands for."""
        asked = {k: v for k, v in sorted(self.fields.items()) if k not in (CSRF, KEY)}
        file = sha256(self.upload.data).hexdigest() if self.upload else ""
        return sha256(json.dumps([method, path, asked, file]).encode()).digest()


def whole_number(digits: str) -> int | None:
    """Give a number from 1 to 999,999,999, None for anything else."""
    return int(digits) if re.fullmatch(r"[1-9][0-9]{0,8}", digits) else None


async def read(request: Request) -> Typed:
    """Read the form of a request, multipart or urlencoded; raises HTTPException 400.

    Its bytes come once: whoever asks again, as the page that answers a fault does, is given what
    was read.
    """
    if not hasattr(request.state, "typed"):
        request.state.typed = Typed()
        request.state.typed = await _read(request)
    found: Typed = request.state.typed
    return found


async def _read(request: Request) -> Typed:
    form = await request.form(max_part_size=MOST_BYTES, max_fields=MOST_FIELDS, max_files=1)
    fields: dict[str, list[str]] = {}
    upload = None
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            data = await value.read()
            upload = Upload(value.filename or "", data) if value.filename or data else upload
        else:
            fields.setdefault(name, []).append(value)
    return Typed(fields, upload)


Form = Annotated[Typed, Depends(read)]
