"""`review-service`: what an operator does on a terminal. Answers are German, names English.

An error is one sentence on standard error and exit status 1.
"""

from __future__ import annotations

import sys

import typer

from review_service.cli import accounts, drafts, importing, operating, persons, procedure, redlines
from review_service.cli.refusals import sentence_of
from review_service.cli.terminal import ERRORS

app = typer.Typer(
    help="Beratung von Entwürfen: Dienst, Datenbank, Konten und Verlauf.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (
    operating.serve,
    operating.demo,
    operating.worker,
    operating.migrate,
    operating.rebuild,
    operating.status,
    drafts.replay,
):
    app.command()(command)
app.command("redline")(redlines.compare)
drafts.app.command("import")(importing.import_file)
app.add_typer(accounts.app, name="account")
app.add_typer(drafts.app, name="draft")
app.add_typer(persons.app, name="person")
app.add_typer(procedure.app, name="procedure")


def main() -> None:
    """Run the command line; a refusal is a sentence, anything else a traceback to report."""
    try:
        app()
    except Exception as error:
        sentence = sentence_of(error)
        if sentence is None:
            raise
        ERRORS.print(sentence)
        sys.exit(1)
