"""What was understood of a file, in German sentences: pages, API and command line say the same."""

from __future__ import annotations

from collections.abc import Iterator

from review_service.word.content import Change, Comment
from review_service.word.understanding import Understood
from review_service.words import german

_KEPT = (
    ("heading", "eine Überschrift", "Überschriften"),
    ("paragraph", "ein Absatz", "Absätze"),
    ("item", "ein Listenpunkt", "Listenpunkte"),
    ("table", "eine Tabelle", "Tabellen"),
    ("footnote", "eine Fußnote", "Fußnoten"),
    ("endnote", "eine Endnote", "Endnoten"),
    ("link", "ein Link", "Links"),
    ("field", "ein Feld, wie es zuletzt zu lesen war", "Felder, wie sie zuletzt zu lesen waren"),
)
_LOST = (
    ("Bild", "ein Bild", "Bilder"),
    ("Textfeld", "ein Textfeld", "Textfelder"),
    ("Eingebettetes Objekt", "ein eingebettetes Objekt", "eingebettete Objekte"),
    ("Kopfzeile", "eine Kopfzeile", "Kopfzeilen"),
    ("Fußzeile", "eine Fußzeile", "Fußzeilen"),
    ("Inhaltsverzeichnis", "ein Inhaltsverzeichnis", "Inhaltsverzeichnisse"),
    ("Ausgeblendeter Text", "eine ausgeblendete Stelle", "ausgeblendete Stellen"),
)


def kept(found: Understood) -> str:
    """Say what was found and kept, empty where nothing was counted."""
    return german.capital(german.listed(_counted(found, _KEPT))) + "." if found.tally else ""


def left_out(found: Understood) -> str:
    """Say what is not in the text, empty where all is."""
    phrases = [*_counted(found, _LOST)]
    if not phrases:
        return ""
    total = sum(found.tally[kind] for kind, _, _ in _LOST)
    verb = "wird" if total == 1 else "werden"
    return german.capital(f"{german.listed(phrases)} {verb} weggelassen.")


def _counted(found: Understood, kinds: tuple[tuple[str, str, str], ...]) -> Iterator[str]:
    for kind, one, many in kinds:
        if found.tally[kind] > 0:
            yield german.count(found.tally[kind], one, many)


def remarks(found: Understood) -> list[str]:
    """Say what reads otherwise than it did, and what became of open changes."""
    said = []
    tally = found.tally
    if found.resolution:
        done = "angenommen" if found.resolution == "accepted" else "abgelehnt"
        many = german.count(len(found.changes), "Eine offene Änderung ist", "offene Änderungen")
        said.append(f"{many} {done}." if len(found.changes) == 1 else f"{many} sind {done}.")
    for kind, one, many in _REMARKS:
        if tally[kind] > 0:
            said.append(german.capital(german.count(tally[kind], one, many)) + ".")
    return [german.capital(one) for one in said]


_REMARKS = (
    ("headless", "eine Tabelle nennt keine Kopfzeile, ihre erste Zeile gilt als solche",
     "Tabellen nennen keine Kopfzeile, ihre erste Zeile gilt als solche"),
    ("merged", "eine verbundene Zelle ist aufgelöst", "verbundene Zellen sind aufgelöst"),
    ("nested", "eine Tabelle in einer Tabelle steht dort als Text",
     "Tabellen in Tabellen stehen dort als Text"),
    ("Durchgestrichen", "eine durchgestrichene Stelle steht ohne Strich im Text",
     "durchgestrichene Stellen stehen ohne Strich im Text"),
    ("Sonderzeichen", "ein Sonderzeichen ist nicht lesbar und steht als □ im Text",
     "Sonderzeichen sind nicht lesbar und stehen als □ im Text"),
    ("formula", "eine Formel steht nur mit ihren Zeichen im Text",
     "Formeln stehen nur mit ihren Zeichen im Text"),
)  # fmt: skip


def change(one: Change) -> str:
    """Say one open change in a line."""
    by = f"{one.author or 'ohne Namen'}{f', {german.day(one.day)}' if one.day else ''}"
    return f"{german.capital(one.kind)} ({by}): {f'„{one.words}“' if one.words else '–'}"


def comment(one: Comment) -> str:
    """Say one comment in a line."""
    by = f"{one.author or 'ohne Namen'}{f', {german.day(one.day)}' if one.day else ''}"
    about = f" zu „{one.about}“" if one.about else ""
    return f"{by}{about}: {one.text}"


def lines(found: Understood) -> Iterator[str]:
    """Say all there is to say of a file, line by line."""
    yield from filter(None, (kept(found), left_out(found), *remarks(found)))
    yield from (f"Nicht übernommen, {lost.kind}: {lost.words}" for lost in found.lost)
    if found.text is None:
        yield from (f"Offene Änderung. {change(one)}" for one in found.changes)
    yield from (f"Kommentar. {comment(one)}" for one in found.comments)
    for number, proposal in enumerate(found.proposals, start=1):
        if proposal.words not in found.confirmed:
            yield f"Überschrift? {number}: {proposal.words}"
