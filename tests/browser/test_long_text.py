"""A text of 4 MB through the author's form: pasted, and read in from a file without JavaScript."""

from __future__ import annotations

from tests.browser.conftest import Visit, Visitor

PARAGRAPH = (
    "Die Stadt fördert das Ankommen in Stadtteilen, Schulen und Vereinen; {} Mal gesagt.\n\n"
)
PARAGRAPHS = 48_000
LONG = "".join(PARAGRAPH.format(number) for number in range(1, PARAGRAPHS + 1)).strip() + "\n"
PASTE = "text => { document.querySelector('textarea[name=text]').value = text }"


def test_a_text_of_4_mb_is_pasted_and_read_again(visit: Visit) -> None:
    chair = visit("vorsitz-wirtschaft")
    begins(chair, "Sehr lang, eingefügt")
    chair.page.evaluate(PASTE, LONG)
    chair.presses("Als Fassung 1 speichern")
    reads_it_in_parts(chair)


def test_a_text_of_4_mb_comes_from_a_file_without_javascript(visit: Visit) -> None:
    chair = visit("vorsitz-demokratie", java_script_enabled=False)
    begins(chair, "Sehr lang, eingelesen")
    chair.attaches("lang.md", LONG.encode())
    chair.presses("Als Fassung 1 speichern")
    reads_it_in_parts(chair)


def test_a_text_of_4_mb_is_read_into_the_field_and_saved_from_there(visit: Visit) -> None:
    chair = visit("vorsitz-bildung", java_script_enabled=False)
    begins(chair, "Sehr lang, erst angesehen")
    chair.attaches("lang.md", LONG.encode())
    chair.presses("Datei einlesen")
    chair.reads("Im Feld steht jetzt der Text aus „lang.md“.")
    chair.presses("Als Fassung 1 speichern")
    reads_it_in_parts(chair)


def begins(chair: Visitor, title: str) -> None:
    chair.go("/entwuerfe/neu")
    chair.chooses("Grundsatzpapier")
    chair.writes("Titel", title)
    chair.chooses("Nein", to="Ist das Thema für die Gleichstellung von Bedeutung?")


def reads_it_in_parts(chair: Visitor) -> None:
    """The draft holds what was sent, byte for byte, and is read part by part."""
    assert len(LONG.encode()) > 4_000_000
    chair.reads("Der Entwurf ist angelegt.")
    draft = chair.path
    chair.go(f"{draft}/text")
    chair.follows("Der nächste Teil: Teil 2")
    chair.reads("Mal gesagt.", "Teil 2 von ")
    chair.go(f"{draft}/text?absatz={PARAGRAPHS}")
    chair.reads(f"{PARAGRAPHS} Mal gesagt.")
    revision = chair.site.ask(f"drafts/{draft.rpartition('/')[2]}/revisions/1")
    assert revision["text"] == LONG
