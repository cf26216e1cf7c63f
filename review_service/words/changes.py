"""What a change is called, where it stands, how much changed: in the words of a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.text.blocks import Paragraph, UnitKind
from domain.text.changes import Tally, Unit, cells_of, words
from domain.text.markup import Look
from domain.text.redline.ops import TextOp
from review_service.words.german import capital, count, listed, number

_NOUNS: dict[UnitKind, str] = {
    "heading": "Überschrift",
    "item": "Listenpunkt",
    "table": "Tabelle",
    "rule": "Trennlinie",
}


def what(unit: Unit) -> str:
    """Give the kind of a change: `Ein Wort geändert`, `Absatz verschoben, Zahl geändert`."""
    noun = _noun(unit.new or unit.old)
    match unit.kind:
        case "formatted":
            return formatting((unit,))
        case "split" | "joined":
            became = "geteilt" if unit.kind == "split" else "aus mehreren zusammengezogen"
            inside = _inside(unit)
            return f"{_noun(unit.new)} {became}" + (f", {_inner(inside)}" if inside else "")
        case "deleted":
            return f"{noun} entfällt"
        case "inserted":
            return f"{noun} neu"
        case "moved_away" | "moved_here":
            inside = _inside(unit)
            return f"{noun} verschoben" + (f", {_inner(inside)}" if inside else "")
        case _ if unit.is_table:
            return f"Tabelle: {_in_table(unit)}"
        case _ if noun == "Überschrift" and not unit.rewritten:
            return f"Überschrift: {_inner(_inside(unit))}"
        case _:
            return _inside(unit)


_LOOKS: dict[Look, str] = {
    Look.BOLD: "fett",
    Look.EMPHASIS: "kursiv",
    Look.CODE: "Schreibmaschinenschrift",
    Look.HEADING: "Ebene der Überschrift",
    Look.LIST: "Zeichen der Liste",
    Look.QUOTE: "Zitat",
    Look.TABLE: "Striche der Tabelle",
    Look.ALIGNMENT: "Ausrichtung",
    Look.ESCAPE: "Zeichen anders geschrieben",
}


def formatting(run: Iterable[Unit]) -> str:
    """Say what only looks otherwise: `Nur Formatierung (fett, Ebene der Überschrift)`; of white
    space and wrapping it says nothing more."""
    found = set[Look]().union(*(unit.looks for unit in run))
    named = ", ".join(said for look, said in _LOOKS.items() if look in found)
    return f"Nur Formatierung ({named})" if named else "Nur Formatierung"


def place(unit: Unit) -> str:
    """Say which paragraph it is: `Absatz 4, früher 5`; empty for headings."""
    old, new = (paragraph.number if paragraph else None for paragraph in (unit.old, unit.new))
    if new is None:
        return f"früher Absatz {old}" if old else ""
    return f"Absatz {new}" + (f", früher {old}" if old and old != new else "")


def span(run: Sequence[Unit]) -> str:
    """Say which paragraphs these are: `Absätze 8 bis 10`; empty for headings alone."""
    numbers = sorted({unit.new.number for unit in run if unit.new and unit.new.number})
    if len(numbers) < 2:
        return f"Absatz {numbers[0]}" if numbers else ""
    to = "und" if len(numbers) == 2 else "bis"
    return f"Absätze {numbers[0]} {to} {numbers[-1]}"


def unchanged(run: Sequence[Unit]) -> str:
    """Say of units which did not change; empty for headings alone."""
    where = span(run)
    return f"{where} {'sind' if where.startswith('Absätze') else 'ist'} unverändert." * bool(where)


def summed_up(found: Tally) -> str:
    """Give how much changed as sentences; empty where nothing did."""
    parts = [
        (found.changed, "ist geändert", "sind geändert"),
        (found.inserted, "ist neu", "sind neu"),
        (found.deleted, "entfällt", "entfallen"),
        (found.moved, "ist verschoben", "sind verschoben"),
        (found.split, "ist geteilt", "sind geteilt"),
        (found.joined, "ist zusammengezogen", "sind zusammengezogen"),
    ]
    some = [part for part in parts if part[0]]
    said = listed(
        count(many, f"{'einer' if at else 'ein Absatz'} {is_}", f"{'' if at else 'Absätze '}{are}")
        for at, (many, is_, are) in enumerate(some)
    )
    return f"{capital(said)}. {_words(found)}".strip() if said else ""


def _words(found: Tally) -> str:
    added = count(found.words_added, "ein Wort kam hinzu", "Wörter kamen hinzu")
    removed = count(found.words_removed, "eines entfiel", "entfielen")
    if found.words_added and found.words_removed:
        return f"{capital(added)}, {removed}."
    if found.words_added:
        return f"{capital(added)}."
    if found.words_removed:
        return f"{capital(count(found.words_removed, 'ein Wort entfiel', 'Wörter entfielen'))}."
    return ""


def _noun(paragraph: Paragraph | None) -> str:
    return _NOUNS.get(paragraph.kind, "Absatz") if paragraph else "Absatz"


def _inner(said: str) -> str:
    return said[:1].lower() + said[1:] if said.startswith("Ein ") else said


def _inside(unit: Unit) -> str:
    """Say what happened to the words of one paragraph, empty where nothing did."""
    if unit.rewritten:
        return f"{_noun(unit.new or unit.old)} weitgehend neu gefasst"
    gone, come = (_texts(unit.seen, op) for op in "-+")
    if not gone and not come:
        return ""
    went, came = (sum(map(words, side)) for side in (gone, come))
    how = "geändert" if gone and come else "gestrichen" if gone else "ergänzt"
    if not went and not came:
        return f"Satzzeichen {how}"
    if gone and come and all(map(_has_digit, gone + come)):
        return "Zahl geändert" if max(went, came) == 1 else "Zahlen geändert"
    return f"{'Ein Wort' if max(went, came) == 1 else 'Wörter'} {how}"


def _texts(ops: Iterable[TextOp], wanted: str) -> list[str]:
    return [text for op, text in ops if op == wanted and text.strip()]


def _has_digit(text: str) -> bool:
    return all(any(sign.isdigit() for sign in word) for word in text.split())


def _in_table(unit: Unit) -> str:
    touched = cells_of(unit)
    came = sum(block.kind in ("inserted", "moved_here") for block in unit.blocks)
    went = sum(block.kind in ("deleted", "moved_away") for block in unit.blocks)
    parts = [
        (touched.changed, "eine Zelle geändert", "Zellen geändert"),
        (touched.inserted, "eine Zelle neu", "Zellen neu"),
        (touched.deleted, "eine Zelle gestrichen", "Zellen gestrichen"),
        (came, "eine Zeile neu", "Zeilen neu"),
        (went, "eine Zeile gestrichen", "Zeilen gestrichen"),
    ]
    return ", ".join(count(many, one, more) for many, one, more in parts if many)


def numbered(unit: Unit) -> str:
    """Give a change with its number: `3. Ein Wort geändert`."""
    return f"{number(unit.number)}. {what(unit)}"
