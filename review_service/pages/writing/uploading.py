"""A text from a file: read into the form's field first, so that people see what they send."""

from __future__ import annotations

from dataclasses import dataclass

from domain.text.decoding import decode
from domain.text.normalise import normalise
from domain.text.refusals import UnusableText
from review_service.pages.forms import Line
from review_service.pages.typed import Typed

READ, RESTORE = "einlesen", "zurueckholen"
FIELD, TEXT, BEFORE = "datei", "text", "text-davor"


@dataclass(frozen=True)
class TakenIn:
    """The form with the file's text in its field; what to say; whether to look before sending, and
    before anything else (`stay`)."""

    typed: Typed
    read: str | None = None
    look: bool = False
    wrong: Line | None = None
    stay: bool = False


def take_in(typed: Typed, *, base: str = "") -> TakenIn:
    """Put an uploaded file's text into the field; what stood there is kept beside it.

    A file that comes with the sending button is sent at once only where it is certainly read right
    and nothing was typed: the field is empty or still holds `base`, the text the form began with
    (normalised).
    """
    if typed.button == RESTORE:
        swapped = typed.with_fields(text=typed.text(BEFORE), text_davor=typed.text(TEXT))
        return TakenIn(swapped, look=True)
    if typed.upload is None:
        missing = Line("Bitte wählen Sie zuerst eine Datei aus.", FIELD)
        asked = typed.button == READ
        return TakenIn(typed, look=asked, wrong=missing if asked else None)
    try:
        found = decode(typed.upload.data)
        text = normalise(found.text)
    except UnusableText as error:
        return TakenIn(typed, look=True, stay=True, wrong=Line(error.sentence, FIELD))
    before = typed.text(TEXT)
    untouched = _as_stored(before) in ("", base.strip())
    taken = typed.with_fields(text=text, text_davor="" if untouched else before)
    doubt = found.guessed is not None
    look = typed.button == READ or not untouched or doubt
    return TakenIn(taken, _said(typed.upload.name, found.guessed), look, stay=doubt)


def _said(name: str, guessed: str | None) -> str:
    if guessed is None:
        return f"Im Feld steht jetzt der Text aus „{name}“. Prüfen Sie ihn, bevor Sie speichern."
    return (
        f"Die Datei „{name}“ ist nicht in UTF-8. Im Feld steht, was sie als {guessed} gelesen"
        " ergibt. Prüfen Sie Umlaute und Sonderzeichen, bevor Sie speichern."
    )


def _as_stored(text: str) -> str:
    """Give a field's text as it would be stored, as far as that goes."""
    return text.replace("\r\n", "\n").strip()
