"""The loaded story: the states it promises, its times, its people, and nothing done twice."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.draft import Draft
from projections import consensus_state, deferred, drafts, rebuild, stored, vorgaben
from projections.consensus_state import Consensus, HeardState
from projections.drafts import Shown
from review_service.acts.besetzungen import OPERATOR
from review_service.database import connect, open_pool
from review_service.demo.accounts import ACCOUNTS, PASSWORD
from review_service.demo.loader import NotTheDemosOwn, load
from review_service.event_store import project_inline
from review_service.people import accounts, sessions
from review_service.people.accounts import Account, Database
from tests import lip
from tests.conftest import Server, Urls
from tests.store.tables import contents, deferred_contents

NOW = datetime(2020, 6, 1, tzinfo=UTC)
BEGIN, END = datetime(2019, 11, 1, tzinfo=UTC), datetime(2020, 12, 31, tzinfo=UTC)

STATES = {
    "bildung": ("in_beratung", 3, 3),
    "wirtschaft": ("angenommen", 2, 2),
    "soziales": ("zurueckgegeben", 1, 1),
    "stadtverwaltung-und-diversitaet": ("in_beratung", 2, 2),
    "demokratie": ("in_beratung", 1, 1),
    "stadtleben-und-kultur": ("in_erarbeitung", None, 2),
}
"""Status, round and revision of each theme's draft."""


def of_theme(database: Database, theme: str) -> Shown:
    (shown,) = (d for d in drafts.listed(database, own=[], everything=True) if d.theme == theme)
    return shown


def consensus(database: Database, theme: str) -> Consensus:
    shown = of_theme(database, theme)
    return consensus_state.of_draft(
        database, shown.draft, upto=shown.revision, under=lip.ORDNUNG, at=NOW
    )


def heard(found: Consensus) -> set[str]:
    assert found.last
    return {c.body for c in found.last.cells.values() if c.state is HeardState.HEARD}


def events(database: Database) -> list[stored.Recorded]:
    return [recorded for batch in stored.batches(database) for recorded in batch]


@pytest.mark.parametrize("theme", STATES)
def test_each_draft_stands_where_the_story_leaves_it(demo: Urls, theme: str):
    with connect(demo.application) as database:
        shown = of_theme(database, theme)

    assert (shown.status, shown.round, shown.revision) == STATES[theme]


def test_bildung_awaits_the_runder_tisch_and_has_a_vorgabe_half_fulfilled(demo: Urls):
    with connect(demo.application) as database:
        found = consensus(database, "bildung")

    assert [(p.kind, p.body, p.vorgabe) for p in found.open_points] == [
        ("not_heard", "runder-tisch", None),
        ("vorgabe", None, 4),
    ]


def test_wirtschaft_is_accepted_despite_a_vorgabe_half_fulfilled(demo: Urls):
    with connect(demo.application) as database:
        found = consensus(database, "wirtschaft")

    assert [point.vorgabe for point in found.open_points] == [2]
    assert found.last.row.reason.startswith("Vorgabe 2 ist nur teilweise erfüllt")


def test_soziales_is_returned_with_three_vorgaben_nobody_has_answered(demo: Urls):
    with connect(demo.application) as database:
        draft = of_theme(database, "soziales").draft
        lines = vorgaben.of_draft(database, draft, upto=1)

    assert [line.state for line in lines] == ["unanswered"] * 3


def test_nothing_is_outstanding_in_stadtverwaltung(demo: Urls):
    with connect(demo.application) as database:
        found = consensus(database, "stadtverwaltung-und-diversitaet")

    assert found.ready


def test_half_of_the_bodies_are_heard_on_demokratie(demo: Urls):
    with connect(demo.application) as database:
        found = consensus(database, "demokratie")

    addressed = {
        cell.body
        for cell in found.last.cells.values()
        if cell.state is not HeardState.NOT_ADDRESSED
    }
    assert (len(heard(found)), len(addressed)) == (7, 14)


def test_every_event_was_recorded_the_moment_it_occurred(demo: Urls):
    with connect(demo.application) as database:
        told = events(database)

    assert all(recorded.recorded_at == recorded.event.timestamp for recorded in told)
    assert BEGIN < told[0].recorded_at < told[-1].recorded_at < END


def test_the_story_is_told_in_one_order_of_time(demo: Urls):
    with connect(demo.application) as database:
        told = events(database)

    moments = [recorded.recorded_at for recorded in told]
    assert moments == sorted(moments)
    assert [recorded.position for recorded in told] == list(range(1, len(told) + 1))


def test_whoever_acts_in_the_story_has_an_account_with_that_seat(demo: Urls):
    with connect(demo.application) as database:
        acting = {recorded.event.by for recorded in events(database)} - {OPERATOR}
        everyone = accounts.everyone(database, NOW.date())

    known = {account.acting(seat) for account in everyone for seat in account.seats}
    assert acting <= known


def test_minority_positions_are_the_beiraete_s_own_words(demo: Urls):
    with connect(demo.application) as database:
        told = {
            (r.event.originator_id, r.event.originator_version): r.event for r in events(database)
        }

    bundles = [
        event
        for event in told.values()
        if isinstance(event, Draft.DelegiertenkonferenzStatementTransmitted)
    ]
    quotes = [
        (position.text, told[bundle.originator_id, bundled.version])
        for bundle in bundles
        for position in bundle.minority
        for bundled in bundle.bundles
        if bundled.body == position.body
    ]
    assert len(quotes) == sum(len(bundle.minority) for bundle in bundles) > 0
    assert all(quote in statement.text for quote, statement in quotes)


def test_the_read_models_are_those_that_live_saves_would_have_made(demo: Urls, server: Server):
    with connect(demo.application) as database:
        told, loaded = events(database), contents(database)

    with server.database("migrated") as empty, connect(empty.application) as database:
        for recorded in told:
            with database.transaction():
                project_inline([recorded.event], database.cursor())
        assert contents(database) == loaded


def test_a_rebuild_gives_equal_tables(demo: Urls):
    with connect(demo.application) as database:
        before = contents(database)
        later = deferred_contents(database)
        rebuild.everything(database)

        assert contents(database) == before
        assert deferred_contents(database) != later
        deferred.catch_up(database)
        assert deferred_contents(database) == later


def test_loading_again_does_nothing(demo: Urls):
    with connect(demo.application) as database:
        before = len(events(database)), accounts.everyone(database, NOW.date()), contents(database)

    assert load(demo.owner, demo.application) == 0
    with connect(demo.application) as database:
        after = len(events(database)), accounts.everyone(database, NOW.date()), contents(database)
    assert after == before


def test_a_loading_that_was_killed_before_its_read_models_is_finished_by_the_next(urls: Urls):
    load(urls.owner, urls.application)
    with connect(urls.application) as database:
        complete = contents(database)
        tables = [name for name in complete if name != "read_model"]
        database.execute(f"TRUNCATE {', '.join(tables)}")

    assert load(urls.owner, urls.application) == 0
    with connect(urls.application) as database:
        assert contents(database) == complete


def test_a_database_that_others_use_gets_no_demo(urls: Urls):
    with connect(urls.application) as database:
        accounts.add(database, "meier")

    with pytest.raises(NotTheDemosOwn):
        load(urls.owner, urls.application)
    with connect(urls.application) as database:
        assert [account.name for account in accounts.everyone(database, NOW.date())] == ["meier"]
        assert events(database) == []


def test_there_is_an_account_for_every_body_and_office(demo: Urls):
    with connect(demo.application) as database:
        names = {account.name for account in accounts.everyone(database, NOW.date())}

    assert names == {
        *(f"vorsitz-{theme}" for theme in lip.THEMES),
        *(f"geschaeftsfuehrung-{theme}" for theme in lip.THEMES),
        *(body.slug for body in lip.HEARD),
        "dezernat-3", "dezernat-4", "dezernat-5", "internationaler-ausschuss",
        "lenkungsgruppe", "oe-50-6", "auditor", "admin",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["vorsitz-bildung", "beirat-11", "lenkungsgruppe", "auditor"])
def test_an_account_opens_with_the_printed_password_and_its_token(demo: Urls, name: str):
    with open_pool(demo.application, size=2) as pool, connect(demo.application) as database:
        signed_in = accounts.sign_in(pool, name, PASSWORD, "127.0.0.1", NOW.date())
        by_token = sessions.by_token(database, f"demo-{name}", day=NOW.date())

    assert isinstance(signed_in, Account)
    assert signed_in.name == by_token.name == name


def test_the_printed_password_is_as_long_as_passwords_must_be():
    assert len(PASSWORD) >= accounts.MIN_PASSWORD


def test_display_names_are_offices():
    names = {account.name: account.display_name for account in ACCOUNTS}

    assert names["vorsitz-bildung"] == "Vorsitz Expert*innengruppe Bildung"
    assert names["beirat-09"] == "Integrationsbeirat Linden-Limmer"
    assert names["lenkungsgruppe"] == "Büro der Lenkungsgruppe"
