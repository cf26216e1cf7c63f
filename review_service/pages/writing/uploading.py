"""A text from a file: read into the form's field first, so that people see what they send."""

from __future__ import annotations

from collections.abc import Callable

from domain.source import Resolution
from domain.text.refusals import UnusableText
from review_service.pages.forms import DISCARD, KEEP, Line
from review_service.pages.kinds import Turned
from review_service.pages.typed import Typed
from review_service.pages.writing import files
from review_service.word.origin import Origin
from review_service.word.understanding import Understood

READ, RESTORE, PREVIEW = "einlesen", "zurueckholen", "vorschau"
FIELD, TEXT, BEFORE = "datei", "text", "text-davor"
_CHOICES = {files.ACCEPT: Resolution.ACCEPTED, files.REJECT: Resolution.REJECTED}


Continued = Callable[[Origin, str], str | None]
"""Gives a file's text as it continues the revision that it went out as; None where it does not."""


def _not(_: Origin, __: str) -> str | None:
    return None


def take_in(
    typed: Typed, *, base: str = "", notes: str = "", continued: Continued = _not
) -> Turned | None:
    """Put an uploaded file's text into the field; what stood there is kept beside it. None where
    nothing is to be read in.

    A file that comes with the sending button is sent at once only where it is certainly read right
    and nothing was typed: the field is empty or still holds `base`, the text the form began with
    (normalised). One of a word processor is always shown first. `notes` is the field its comments
    may be taken into.
    """
    if typed.button in _BUTTONS:
        return _pressed(typed, base, notes, continued)
    if typed.upload is None:
        return _without_a_file(typed)
    try:
        taken, found = files.bring(typed, typed.upload)
    except UnusableText as error:
        return Turned(typed, shown=True, stays=True, wrong=Line(error.sentence, FIELD))
    return _with_its_text(taken, found, base, continued)


_BUTTONS = (RESTORE, *_CHOICES, files.ASIDE, files.CONFIRM, files.TAKE_NOTES)


def _without_a_file(typed: Typed) -> Turned | None:
    if typed.button == READ:
        missing = Line("Bitte wählen Sie zuerst eine Datei aus.", FIELD)
        return Turned(typed, shown=True, wrong=missing)
    if typed.button in (PREVIEW, KEEP, DISCARD):
        return None
    undecided = files.undecided(typed)
    wrong = Line(undecided, files.ACCEPT)
    return Turned(typed, shown=True, wrong=wrong) if undecided else None


def _pressed(typed: Typed, base: str, notes: str, continued: Continued) -> Turned:
    """Give what becomes of it by a button that stands beside the file."""
    match typed.button:
        case files.ASIDE:
            return Turned(files.put_away(typed), shown=True, said="Die Datei ist weggelegt.")
        case files.CONFIRM:
            confirmed, text = files.confirm(typed, typed.text(TEXT))
            many = len(confirmed.all(files.CONFIRMED)) - len(typed.all(files.CONFIRMED))
            said = "Die Überschriften stehen im Text." if many else "Angekreuzt ist keine."
            return Turned(confirmed.with_fields(text=text), shown=True, said=said)
        case files.TAKE_NOTES if notes:
            words = f"{typed.text(notes).rstrip()}\n\n{files.notes(typed)}".strip()
            said = "Die Kommentare stehen unter „Was haben Sie geändert?“."
            return Turned(typed.with_fields(**{notes: words}), shown=True, said=said)
        case button if button in _CHOICES:
            chosen, found = files.decided(typed, _CHOICES[button])
            if found:
                return _with_its_text(chosen, found, base, continued)
    swapped = typed.with_fields(text=typed.text(BEFORE), text_davor=typed.text(TEXT))
    return Turned(files.put_away(swapped), shown=True)


def _with_its_text(typed: Typed, found: Understood, base: str, continued: Continued) -> Turned:
    if found.text is None:
        return Turned(typed, shown=True, stays=True)
    origin = files.origin(typed)
    text = continued(origin, found.text) if origin else None
    on = origin.revision if origin and text is not None else None
    before, name = typed.text(TEXT), typed.text(files.NAME)
    untouched = _as_stored(before) in ("", base.strip())
    taken = typed.with_fields(
        text=found.text if text is None else text, text_davor="" if untouched else before,
        **({"basis": str(on)} if on else {}),
    )  # fmt: skip
    doubt = found.guessed is not None or bool(typed.text(files.CONTENT))
    look = typed.button == READ or not untouched or doubt
    return Turned(taken, look, stays=doubt, said=_said(name, found.guessed, on))


def _said(name: str, guessed: str | None, on: int | None) -> str:
    if on:
        return (
            f"Die Datei „{name}“ führt Fassung {on} fort: Im Feld steht ihr Text. Was andere"
            " seither geändert haben, wird beim Speichern damit zusammengeführt."
        )
    if guessed is None:
        return f"Im Feld steht jetzt der Text aus „{name}“. Prüfen Sie ihn, bevor Sie speichern."
    return (
        f"Die Datei „{name}“ ist nicht in UTF-8. Im Feld steht, was sie als {guessed} gelesen"
        " ergibt. Prüfen Sie Umlaute und Sonderzeichen, bevor Sie speichern."
    )


def _as_stored(text: str) -> str:
    """Give a field's text as it would be stored, as far as that goes."""
    return text.replace("\r\n", "\n").strip()
