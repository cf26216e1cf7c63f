"""A text from a file: read into the form's field first, so that people see what they send."""

from __future__ import annotations

from domain.text.decoding import decode
from domain.text.normalise import normalise
from domain.text.refusals import UnusableText
from review_service.pages.forms import Line
from review_service.pages.kinds import Turned
from review_service.pages.typed import Typed

READ, RESTORE = "einlesen", "zurueckholen"
FIELD, TEXT, BEFORE = "datei", "text", "text-davor"


def take_in(typed: Typed, *, base: str = "") -> Turned | None:
    """Put an uploaded file's text into the field; what stood there is kept beside it. None where
    nothing is to be read in.

    A file that comes with the sending button is sent at once only where it is certainly read right
    and nothing was typed: the field is empty or still holds `base`, the text the form began with
    (normalised).
    """
    if typed.button == RESTORE:
        swapped = typed.with_fields(text=typed.text(BEFORE), text_davor=typed.text(TEXT))
        return Turned(swapped, shown=True)
    if typed.upload is None:
        missing = Line("Bitte wählen Sie zuerst eine Datei aus.", FIELD)
        return Turned(typed, shown=True, wrong=missing) if typed.button == READ else None
    try:
        found = decode(typed.upload.data)
        text = normalise(found.text)
    except UnusableText as error:
        return Turned(typed, shown=True, stays=True, wrong=Line(error.sentence, FIELD))
    before = typed.text(TEXT)
    untouched = _as_stored(before) in ("", base.strip())
    taken = typed.with_fields(text=text, text_davor="" if untouched else before)
    doubt = found.guessed is not None
    look = typed.button == READ or not untouched or doubt
    return Turned(taken, look, stays=doubt, said=_said(typed.upload.name, found.guessed))


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
