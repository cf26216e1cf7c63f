"""`review-service procedure`: a city checks its file, constitutes, amends and asks what holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from domain import rules
from domain.gremium import Role
from review_service.database import connect
from review_service.people import accounts
from review_service.procedure.files import shipped_text
from tests.cli.conftest import Terminal
from tests.conftest import Server, Urls
from tests.lip import SINCE
from tests.procedure.test_checking import SMALL

LIP, AMENDMENT = "lip-2472-2019", "lip-2822-2019"


@pytest.fixture
def empty(server: Server) -> Iterator[Urls]:
    """An installation that is migrated and not constituted."""
    with server.database("migrated") as urls:
        yield urls


@pytest.fixture
def on_empty(terminal: Terminal, empty: Urls) -> Terminal:
    return lambda *arguments: terminal(*arguments, DATABASE_URL=empty.application)


def test_a_file_in_order_is_summed_up_without_a_database(terminal: Terminal) -> None:
    answer = terminal("procedure", "check", LIP)
    assert (answer.status, answer.error) == (0, "")
    assert answer.said == (
        "In Ordnung: Beschluss 2472/2019, gilt ab 01.11.2019; 2 Papiere, 6 Themenfelder, 29"
        " Gremien; Lenkungsgruppe 24 Personen und 23 Stimmen.\n"
    )


def test_an_amendment_is_checked_against_what_it_amends(terminal: Terminal) -> None:
    answer = terminal("procedure", "check", AMENDMENT, "--amends", LIP)
    assert answer.status == 0
    assert "Lenkungsgruppe 25 Personen und 25 Stimmen." in answer.said
    alone = terminal("procedure", "check", AMENDMENT)
    assert alone.status == 1
    assert "Nennen Sie mit --amends" in alone.error


def test_an_amendment_is_checked_against_the_installation(
    on_empty: Terminal, tmp_path: Path
) -> None:
    assert "Nennen Sie mit --amends" in on_empty("procedure", "check", AMENDMENT).error
    on_empty("procedure", "constitute")
    assert on_empty("procedure", "check", AMENDMENT).status == 0
    file = tmp_path / "weiter.toml"
    wrong = shipped_text(AMENDMENT).replace('body = "lenkungsgruppe"', 'body = "lenkungsgrupe"')
    file.write_text(wrong, encoding="utf-8")
    answer = on_empty("procedure", "check", str(file))
    assert answer.status == 1
    assert "Meinten Sie „lenkungsgruppe“?" in answer.said
    on_empty("procedure", "amend", AMENDMENT)
    assert "2822/2019 ist schon eingetragen" in on_empty("procedure", "check", AMENDMENT).error


def test_each_complaint_is_a_line_of_its_own(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "stadt.toml"
    wrong = SMALL.replace("stage = 1", 'stage = "eins"').replace('"office"', '"offce"')
    file.write_text(wrong, encoding="utf-8")
    answer = terminal("procedure", "check", str(file))
    assert answer.status == 1
    assert answer.said.splitlines() == [
        f"{file}:9: „stage“ muss eine ganze Zahl ohne Anführungszeichen sein.",
        f"{file}:47: „offce“ gibt es für „kind“ nicht. Meinten Sie „office“?",
    ]
    assert answer.error == f"{file}: zwei Stellen sind zu ändern. Es ist nichts eingetragen.\n"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xff\xfe", "ist kein Text in UTF-8"),
        (b"[" * 100_000, "Das lässt sich nicht als TOML lesen"),
        (b"\x00", "lässt sich nicht als TOML lesen"),
        (b"a = 1\n" * 200_000, "größer als 1 MB"),
    ],
)
def test_what_is_no_such_file(
    terminal: Terminal, tmp_path: Path, data: bytes, sentence: str
) -> None:
    file = tmp_path / "x.toml"
    file.write_bytes(data)
    answer = terminal("procedure", "check", str(file))
    assert answer.status == 1
    assert sentence in answer.said + answer.error
    assert terminal("procedure", "check", str(tmp_path / "fehlt")).status == 1
    assert terminal("procedure", "check", str(tmp_path)).status == 1


def test_an_empty_installation_is_constituted_and_amended(on_empty: Terminal) -> None:
    assert "noch nicht eingerichtet" in on_empty("procedure", "show").error
    assert "noch nicht eingerichtet" in on_empty("procedure", "amend", AMENDMENT).error
    assert "24 Personen und 23 Stimmen" in on_empty("procedure", "constitute").said
    again = on_empty("procedure", "constitute", LIP)
    assert (again.status, again.error) == (
        1, f"{rules.TheProcedureIsConstituted().sentence}\n",
    )  # fmt: skip
    assert "25 Personen und 25 Stimmen" in on_empty("procedure", "amend", AMENDMENT).said
    again = on_empty("procedure", "amend", AMENDMENT)
    assert (again.status, again.error) == (1, "Der Beschluss 2822/2019 ist schon eingetragen.\n")


def test_a_day_before_and_a_day_after_the_amendment(on: Terminal) -> None:
    before = on("procedure", "show", "--at", "2019-11-30").said
    after = on("procedure", "show", "--at", "2019-12-01").said
    assert "Beschluss 2472/2019, gilt ab 01.11.2019 (angenommen)" in before
    assert "2822/2019" not in before and "Beschluss 2822/2019" in after
    (row,) = [line for line in before.splitlines() if line.startswith("lenkungsgruppe ")]
    assert row.split()[2:4] == ["24", "23"]
    (row,) = [line for line in after.splitlines() if line.startswith("lenkungsgruppe ")]
    assert row.split()[2:4] == ["25", "25"]
    assert "von der Vorlage nicht geregelt" in after
    assert "noch kein Beschluss" in on("procedure", "show", "--at", "2019-10-31").error
    assert "ist kein Tag" in on("procedure", "show", "--at", "gestern").error


def test_accounts_of_before_keep_their_seats(on_empty: Terminal, empty: Urls) -> None:
    with psycopg.connect(empty.owner, autocommit=True) as owner:
        for name, body, role in (
            ("vorsitz", "expertengruppe-bildung", "chair"),
            ("buero", "lenkungsgruppe", "office"),
            ("gast", "ein-anderes-gremium", "member"),
        ):
            with connect(empty.application) as database:
                accounts.add(database, name)
            owner.execute("INSERT INTO people.former_seat VALUES (%s, %s, %s)", (name, body, role))
    answer = on_empty("procedure", "constitute")
    assert answer.status == 0
    assert answer.error == (
        "gast: Für ein-anderes-gremium:member hat das Verfahren keinen freien Sitz.\n"
    )
    with connect(empty.application) as database:
        held = {
            name: [(seat.body.slug, seat.role) for seat in account.seats]
            for name in ("vorsitz", "buero", "gast")
            if (account := accounts.by_name(database, name, SINCE))
        }
        left = database.execute("SELECT count(*) FROM people.former_seat").fetchone()
    assert held == {
        "vorsitz": [("expertengruppe-bildung", Role.CHAIR)],
        "buero": [("lenkungsgruppe", Role.OFFICE)],
        "gast": [],
    }
    assert left == (0,)
