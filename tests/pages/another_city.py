"""The procedure of a city there is none of: three councils, other slugs, other names."""

from __future__ import annotations

from collections.abc import Iterator

SINCE = "2019-11-01"


def text() -> str:
    """Give its file."""
    return "\n".join(("\n".join(_head()), *_bodies(), _ELECTION))


def _head() -> Iterator[str]:
    yield (
        "[resolution]\nnumber = '17-2019'\ntitle = 'Konzept Zusammenleben'\n"
        f"since = {SINCE}\n"
        "[[paper]]\nslug = 'konzept'\nname = 'Konzept'\nstage = 1\n"
        "[[milestone]]\nslug = 'start'\nname = 'Startfest'\n"
        "planned = { words = 'im Mai 2020', begins = 2020-05-01, ends = 2020-05-31 }\n"
        "source = 'Konzept'\n"
    )
    for theme in ("wohnen", "gesundheit"):
        yield (
            f"[[theme]]\nslug = '{theme}'\nname = '{theme.title()}'\nlead = 'amt-a'\n"
            f"group = 'kreis-{theme}'\nsubthemes = ['Quartier']\nsource = 'Konzept'\n"
        )


def _bodies() -> Iterator[str]:
    yield _body("runde", "steering", "Steuerungsrunde", ("leitung", "chair"),
                ("schreibstube", "office"), ("verein-a", "member"),
                ("verein-b", "member"))  # fmt: skip
    for theme in ("wohnen", "gesundheit"):
        yield _body(f"kreis-{theme}", "expert_group", f"Fachkreis {theme.title()}",
                    ("sprecher", "chair"), ("organisation", "geschaeftsfuehrung"),
                    ("fachleute", "member"), lead="amt-a")  # fmt: skip
    for place in ("ost", "west", "hafen"):
        yield _body(
            f"rat-{place}", "council", f"Migrationsrat {place.title()}", ("platz", "member")
        )
    yield _body("treffen", "conference", "Treffen der Migrationsräte", ("platz", "member"))
    yield _body("forum", "round_table", "Forum Vielfalt", ("platz", "member"))
    yield _body("frauenbuero", "equality", "Frauenbüro", ("platz", "office"))
    yield _body("integrationsamt", "office", "Integrationsamt", ("platz", "office"))
    yield _body("revision", "office", "Revisionsamt", ("platz", "auditor"))
    yield _body("technik", "office", "Technik", ("platz", "administrator"))
    yield _body("amt-a", "department", "Amt A", ("spitze", "chair"), ("schreibstube", "office"))


def _body(slug: str, kind: str, name: str, *seats: tuple[str, str], lead: str = "") -> str:
    told = f"[[gremium]]\nslug = '{slug}'\nkind = '{kind}'\nname = '{name}'\nsource = 'Konzept'\n"
    if lead:
        told += f"lead = '{lead}'\n"
    for seat, role in seats:
        filled = "elected" if seat.startswith("verein") else "appointed"
        told += (
            f"[[gremium.seat]]\nslug = '{seat}'\ntitle = '{seat.title()}'\nfilled = '{filled}'\n"
            f"role = '{role}'\nsource = 'Konzept'\n"
        )
    return told


_ELECTION = """
[[election]]
slug = 'vereine'
name = 'Wahl der Vereine'
body = 'runde'
seats = ['verein-a', 'verein-b']
run_off = 4
votes_a_ballot = 1
tie_to_run_off = 'all'
tie_on_seat = 'lot'
few = 'run_off_at_once'
withdrawal = 'next_moves_up'
sources = { seats = 'Konzept', run_off = 'Konzept' }

[retention]
named_years = 10
source = 'Konzept'
"""
