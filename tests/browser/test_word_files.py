"""A .docx on its way into a draft: looked at, decided on, saved; with JavaScript and without."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visit
from tests.word.making import docx, p, r, style
from tests.word.test_tracked import CASES

BODY = (
    p("Leitbild", style="h") + p(r("Ziele", "b")) + p("Ein Satz für Bürger*innen.")
    + CASES["words"][0] + p(r("geheim", "vanish"))
)  # fmt: skip
FILE = docx(BODY, styles=style("heading 1", ident="h"))


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_file_is_looked_through_decided_on_and_begins_a_draft(
    visit: Visit, javascript: bool
) -> None:
    theme = "soziales" if javascript else "bildung"
    chair = visit(f"vorsitz-{theme}", java_script_enabled=javascript)
    chair.go("/entwuerfe/neu")
    chair.chooses("Grundsatzpapier", to="Zu welchem Papier gehört der Entwurf?")
    chair.writes("Titel", "Aus Word")
    chair.chooses("Nein", to="Ist das Thema für die Gleichstellung von Bedeutung?")
    chair.attaches("leitbild.docx", FILE)
    assert chair.presses("Datei einlesen") == 200
    chair.reads("Zwei Änderungen sind noch offen.", "Gestrichen (Erika, 04.05.2026): „alten“")

    assert chair.presses("Als Fassung 1 speichern") == 422
    chair.reads("sind zwei Änderungen offen")
    chair.presses("Alle annehmen")
    chair.reads("Eine Überschrift und drei Absätze.", "Ausgeblendeter Text: geheim", "Vorschau")
    chair.presses("Als Überschriften übernehmen")
    chair.holds(
        "Text der Fassung 1",
        "# Leitbild\n\n## Ziele\n\nEin Satz für Bürger*innen.\n\nDie neuen Wege\n",
    )
    chair.presses("Als Fassung 1 speichern")
    chair.reads("Der Entwurf ist angelegt.")
    draft = chair.path.rpartition("/")[2]
    (event,) = chair.site.ask(f"drafts/{draft}/history")["items"]
    assert event["data"]["source"]["changes"] == "accepted"
    assert event["data"]["source"]["headings"] == ["Ziele"]
