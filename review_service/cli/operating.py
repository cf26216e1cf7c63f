"""Running the service and its database: serve, demo, migrate, rebuild, status."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.progress import Progress

from projections import rebuild as rebuilding
from projections.deferred import Lag
from review_service import serving
from review_service.app import create_service
from review_service.cli.database import addresses, migrated, opened
from review_service.cli.drafts import print_all
from review_service.cli.refusals import NoWorkerAlone
from review_service.cli.terminal import ANSWERS, ERRORS, table
from review_service.database import connect
from review_service.demo import accounts as demo_accounts
from review_service.embedded_postgres import Addresses
from review_service.health import Behind, behind, checked
from review_service.observing import configure_logs
from review_service.settings import Settings
from review_service.words import german
from review_service.worker.working import ended_by_signals, work, works

Host = Annotated[str | None, typer.Option(help="Adresse, auf der er lauscht.")]
Port = Annotated[int | None, typer.Option(min=0, max=65535, help="Port; 0 nimmt einen freien.")]

WHO = (
    ("vorsitz-THEMA", "Vorsitz einer Expert*innengruppe: schreibt und reicht ein"),
    ("geschaeftsfuehrung-THEMA", "Geschäftsführung einer Expert*innengruppe: schreibt mit"),
    ("beirat-01 … beirat-11", "Integrationsbeiräte: geben ihre Einschätzung"),
    ("delegiertenkonferenz", "bündelt die Einschätzungen der Beiräte"),
    ("runder-tisch", "gibt seine Stellungnahme"),
    ("gleichstellung", "Gleichstellungsbeauftragte: antwortet auf die Rücksprache"),
    ("lenkungsgruppe", "Büro der Lenkungsgruppe: gibt zurück oder nimmt an"),
    ("dezernat-3 … dezernat-5", "Büros der Dezernate: berufen Expert*innen"),
    ("internationaler-ausschuss", "liest, was eingereicht ist"),
    ("oe-50-6", "OE 50.6: begleitet, besetzt Gremien, führt Wahlen durch"),
    ("auditor", "Rechnungsprüfung: liest den ganzen Verlauf"),
    ("admin", "Systembetreuung"),
)
"""The demo's accounts, one line a kind."""

_CHECKS = {
    "database": "Datenbank",
    "migrations": "Migrationen",
    "read_models": "Lesemodelle",
    "roles": "Rollen",
}
_WORKER = {"works": "arbeitet", "away": "läuft nicht"}
_SAVES = {"ok": "geht", "wait": "wartet auf einen Standby, der nicht antwortet"}


def serve(host: Host = None, port: Port = None) -> None:
    """Den Dienst auf der Datenbank von DATABASE_URL starten, sonst auf einer eigenen."""
    serving.serve(_settings(host, port), _announce)


def demo(host: Host = None, port: Port = None) -> None:
    """Die Demo starten: eigene Datenbank, sechs Entwürfe, ein Konto je Stelle."""
    settings = _settings(host, port)
    if not settings.database_url:
        serving.demo(settings, _introduce)
        return
    ERRORS.print(
        "DATABASE_URL ist gesetzt: Der Dienst läuft auf dieser Datenbank, ohne Demo. "
        "Demo-Konten gibt es nur in der eigenen Datenbank der Demo."
    )
    if settings.owner_database_url:
        migrated(Addresses(settings.owner_database_url, settings.database_url))
    serving.serve(settings, _announce)


def worker(
    check: Annotated[
        bool, typer.Option("--check", help="Nur prüfen, ob einer arbeitet; sonst Fehlerstatus 1.")
    ] = False,
) -> None:
    """Den Worker als eigenen Prozess starten, auf der Datenbank von DATABASE_URL."""
    settings = Settings()
    if not settings.database_url:
        raise NoWorkerAlone
    with connect(settings.database_url) as database:
        serving.must_be_migrated(database)
        if check:
            raise typer.Exit(not works(database))
    configure_logs(as_json=settings.log_json)
    ANSWERS.print("Der Worker läuft. Strg+C beendet ihn.")
    with ended_by_signals() as stop:
        work(settings.database_url, stop)


def migrate() -> None:
    """Die Datenbank auf den Stand dieses Programms bringen."""
    with addresses(new=True) as urls:
        rebuilt = migrated(urls)
    ANSWERS.print("Die Datenbank ist auf dem Stand dieses Programms.")
    if rebuilt:
        ANSWERS.print(f"Neu aufgebaut: {', '.join(rebuilt)}.")


def rebuild() -> None:
    """Alle Lesemodelle aus den Ereignissen neu aufbauen; der Dienst läuft dabei weiter."""
    with opened() as connection, Progress(console=ERRORS) as progress:
        task = progress.add_task("Ereignisse", total=None)
        done = rebuilding.everything(
            connection,
            lambda done, total: progress.update(task, completed=done, total=total),
        )
        progress.update(task, completed=done, total=done)
    ANSWERS.print(f"Alle Lesemodelle sind aus {done} Ereignissen neu aufgebaut.")


def status() -> None:
    """Zeigen, ob alles bereit ist und wo jeder Entwurf steht; Fehlerstatus 1, wenn nicht."""
    with addresses() as urls, connect(urls.application) as connection:
        serving.must_be_migrated(connection)
        found, worker = _checks(urls.application)
        checks = table("Prüfung", "Ergebnis")
        for name, said in found.items():
            checks.add_row(_CHECKS[name], "in Ordnung" if said == "ok" else said)
        ANSWERS.print(checks)
        if any(said != "ok" for said in found.values()):
            raise typer.Exit(1)
        ANSWERS.print()
        if worker:
            _print_behind(worker)
        print_all(connection)


def _print_behind(found: Behind) -> None:
    """Say whether a worker works and how far it is; its delay is no error."""
    worker = table("Nachgeführt", "Stand")
    worker.add_row("Worker", _WORKER[found.worker])
    worker.add_row("Speichern", _SAVES[found.saves])
    for lag in found.deferred:
        worker.add_row(lag.name, _lag(lag))
    ANSWERS.print(worker)
    ANSWERS.print()


def _lag(lag: Lag) -> str:
    if not lag.events:
        return "auf dem Stand"
    waiting = german.count(lag.events, "ein Ereignis", "Ereignisse")
    said = f"{waiting} zurück, seit {lag.seconds:.0f} Sekunden"
    return said + (f"; {lag.failures}-mal gescheitert: {lag.error}" if lag.failures else "")


def _checks(url: str) -> tuple[dict[str, str], Behind | None]:
    settings = Settings().model_copy(update={"database_url": url, "pool_size": 1})
    service = create_service(settings)
    try:
        found = checked(service)
        well = all(said == "ok" for said in found.values())
        return found, behind(service) if well else None
    finally:
        service.pool.close()


def _settings(host: str | None, port: int | None) -> Settings:
    given = {"host": host, "port": port}
    chosen = {name: value for name, value in given.items() if value is not None}
    return Settings().model_copy(update=chosen)


def _announce(address: str) -> None:
    ANSWERS.print(f"Der Dienst läuft unter {address}")
    ANSWERS.print("Strg+C beendet ihn.")


def _introduce(address: str) -> None:
    ANSWERS.print(f"Die Demo läuft unter {address}\n")
    who = table("Konto", "Wer")
    for name, does in WHO:
        who.add_row(name, does)
    ANSWERS.print(who)
    themes = ", ".join(demo_accounts.THEMES)
    ANSWERS.print(f"\nTHEMA ist {themes}.")
    ANSWERS.print(f"Das Passwort aller Konten ist {demo_accounts.PASSWORD}")
    ANSWERS.print("Für die API ist das Token eines Kontos demo-KONTO.")
    ANSWERS.print("Strg+C beendet die Demo.")
