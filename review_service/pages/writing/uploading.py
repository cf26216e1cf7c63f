"""A text from a file: read into the form's field first, so that people see what they send."""

from __future__ import annotations

from dataclasses import dataclass

from domain.text.normalise import decode_upload, normalise
from domain.text.refusals import UnusableText
from review_service.pages.forms import Line
from review_service.pages.typed import Typed

READ, RESTORE = "einlesen", "zurueckholen"
FIELD, TEXT, BEFORE = "datei", "text", "text-davor"


@dataclass(frozen=True)
class TakenIn:
    """The form with the file's text in its field; what to say; whether to look before sending."""

    typed: Typed
    read: str | None = None
    look: bool = False
    wrong: Line | None = None


def take_in(typed: Typed, *, base: str = "") -> TakenIn:
    """Put an uploaded file's text into the field; what stood there is kept beside it.

    A file that comes with the sending button is sent at once only where nothing was typed: the
    field is empty or still holds `base`, the text the form began with (normalised).
    """
    if typed.button == RESTORE:
        swapped = typed.with_fields(text=typed.text(BEFORE), text_davor=typed.text(TEXT))
        return TakenIn(swapped, look=True)
    if typed.upload is None:
        missing = Line("Bitte wählen Sie zuerst eine Datei aus.", FIELD)
        asked = typed.button == READ
        return TakenIn(typed, look=asked, wrong=missing if asked else None)
    try:
        text = normalise(decode_upload(typed.upload.data))
    except UnusableText as error:
        return TakenIn(typed, look=True, wrong=Line(error.sentence, FIELD))
    before = typed.text(TEXT)
    untouched = _as_stored(before) in ("", base.strip())
    taken = typed.with_fields(text=text, text_davor="" if untouched else before)
    return TakenIn(taken, typed.upload.name, look=typed.button == READ or not untouched)


def _as_stored(text: str) -> str:
    """Give a field's text as it would be stored, as far as that goes."""
    return text.replace("\r\n", "\n").strip()
