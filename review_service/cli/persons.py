"""Persons on a terminal: what is due to be forgotten, at once."""

from __future__ import annotations

import typer

from review_service.cli.database import serviced
from review_service.cli.terminal import ANSWERS
from review_service.words.german import capital, count
from review_service.worker import housekeeping

app = typer.Typer(help="Personen: was fällig ist, vergessen.")


@app.command("forget-due")
def forget_due() -> None:
    """Vergessen, was fällig ist; der Worker tut es von selbst jede Stunde."""
    with serviced() as service:
        names = housekeeping.tidy(service)
    said = capital(count(names, "ein Name", "Namen")) if names else "Kein Name"
    ANSWERS.print(f"{said} entfernt; alte Sitzungen, Token und Anmeldungen sind gelöscht.")


@app.callback()
def _persons() -> None:
    """Keep `forget-due` a command of its own: typer folds a single one into its group."""
