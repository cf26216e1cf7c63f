"""The history page: every event told, its data on request, and how the draft stood then."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from domain.draft import Draft
from domain.text.normalise import sha256_of
from projections import chronicle
from review_service.app import create_app
from review_service.database import open_pool
from review_service.demo import loader
from review_service.demo.accounts import PASSWORD
from review_service.pages.history.events import shortened
from review_service.reviews import Reviews
from review_service.service import Service
from review_service.settings import Settings
from review_service.words import german
from review_service.words.german import ZONE
from tests import lip
from tests.api.way import SECOND, TEXT, Way
from tests.conftest import Server
from tests.pages.hands import Hands, Person, Sheet
from tests.scenario import CHAIR


def page(hands: Hands, way: Way, query: str = "", name: str = "beirat-01") -> Sheet:
    return hands[name].open(f"/entwuerfe/{way.id}/verlauf{query}")


def a_way(hands: Hands) -> Way:
    """Nine events: two rounds, with two bodies heard in the first and one in the second."""
    way = hands.draft().submit().state("beirat-01").state("round-table", position="bedenken")
    way.give_back().revise(answers=[{"vorgabe": 1, "outcome": "erfuellt"}]).submit(2)
    return way.state("round-table", 2).accept(2)


def test_the_history_tells_every_event_in_order(hands: Hands) -> None:
    said = page(hands, a_way(hands)).words
    told = [
        "hat den Entwurf „Leitbild Bildung“ angelegt",
        "hat Fassung 1 eingereicht",
        "Der Integrationsbeirat Mitte hat Fassung 1 zugestimmt.",
        "hat Bedenken zu Fassung 1 geäußert",
        "mit Vorgabe 1 zurückgegeben",
        "hat Fassung 2 gespeichert und darin Vorgabe 1 beantwortet",
        "hat Fassung 2 eingereicht",
        "Rassismus hat Fassung 2 zugestimmt",
        "hat Fassung 2 angenommen",
    ]
    places = [said.index(words) for words in told]
    assert places == sorted(places, reverse=True)
    assert "Neun Ereignisse, die neuesten zuerst" in said


def numbers(sheet: Sheet) -> list[int]:
    return [int(n) for n in re.findall(r'id="ereignis-(\d+)"', sheet.answer.text)]


def test_a_link_turns_the_order(hands: Hands) -> None:
    way = a_way(hands)
    newest = page(hands, way)
    assert numbers(newest) == [*range(9, 0, -1)]
    turn = re.search(r'href="[^"]*(\?[^"]*)">Die ältesten zuerst', newest.answer.text)
    assert turn
    oldest = page(hands, way, turn[1])
    assert numbers(oldest) == [*range(1, 10)] and "die ältesten zuerst" in oldest.words
    assert "Die neuesten zuerst zeigen" in oldest.words


def test_events_are_chosen_by_kind_body_and_month(hands: Hands) -> None:
    way = a_way(hands)
    month = f"{datetime.now(ZONE):%Y-%m}"
    assert numbers(page(hands, way, "?art=einschaetzung")) == [8, 4, 3]
    assert numbers(page(hands, way, "?von=runder-tisch")) == [8, 4]
    assert numbers(page(hands, way, f"?art=entscheidung&von=lenkungsgruppe&monat={month}")) == [
        9,
        5,
    ]
    assert numbers(page(hands, way, "?art=einschaetzung&reihenfolge=aelteste")) == [3, 4, 8]
    chosen = page(hands, way, "?art=einschaetzung&von=lenkungsgruppe")
    assert numbers(chosen) == [] and "Kein Ereignis passt zu dieser Auswahl" in chosen.words
    assert numbers(page(hands, way, "?monat=2019-01")) == []
    for value in ("einschaetzung", "lenkungsgruppe"):
        assert f'<option value="{value}" selected>' in chosen.answer.text


def test_a_chosen_event_stays_among_those_chosen(hands: Hands) -> None:
    text = page(hands, a_way(hands), "?art=einschaetzung&version=4").answer.text
    assert "Stand nach Ereignis 4 von 9" in text and 'id="ereignis-4" aria-current="true"' in text
    assert "version=3&amp;art=einschaetzung#stand" in text


def test_a_choice_there_is_not_is_refused(hands: Hands) -> None:
    way = a_way(hands)
    for query in (
        "?art=nichts", "?von=%00", "?von=Mitte", "?monat=2020-13", "?monat=0000-01",
        "?monat=9999-12", "?reihenfolge=zufall", "?art=wahl&seite=2",
    ):  # fmt: skip
        assert page(hands, way, query).status == 404, query


def test_only_kinds_and_bodies_that_a_reader_may_see_are_offered(hands: Hands) -> None:
    way = hands.draft().submit()
    offered = page(hands, way).answer.text
    assert '<option value="einreichung">' in offered and '<option value="wahl">' not in offered
    assert '<option value="entscheidung">' not in offered


def test_an_events_data_are_there_on_request_and_whole_as_a_file(hands: Hands) -> None:
    way = a_way(hands)
    text = page(hands, way, name="auditor").answer.text
    assert "Draft.ReturnedWithVorgaben" in text and "&#34;Kosten nennen&#34;" in text
    answer = hands["beirat-01"].client.get(f"/entwuerfe/{way.id}/verlauf/5/daten")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["content-disposition"] == 'attachment; filename="ereignis-5.json"'
    assert answer.json()["vorgaben"][0]["text"] == "Kosten nennen"
    assert hands["beirat-01"].open(f"/entwuerfe/{way.id}/verlauf/10/daten").status == 404
    assert hands["beirat-01"].open(f"/entwuerfe/{way.id}/verlauf/0/daten").status == 404


def test_a_long_text_is_cut_in_what_is_shown() -> None:
    data = json.dumps({"text": "ä" * 5000, "list": [{"a": "b" * 301}], "number": 1}).encode()
    shown = shortened(data)
    assert "ä" * 300 + " … (5000 Zeichen)" in shown and "(301 Zeichen)" in shown
    assert "ä" * 301 not in shown and '"number": 1' in shown


def test_whole_texts_are_left_in_the_log(hands: Hands) -> None:
    way = hands.draft(text="Ziele und Maßnahmen. " * 3000).submit()
    page_of_auditor = page(hands, way, name="auditor").answer.text
    assert re.search(r"… \(6\d{4} Zeichen\)", page_of_auditor) and len(page_of_auditor) < 40_000
    with hands.service.pool.connection() as database:
        told, many = chronicle.of_draft(
            database, UUID(way.id), inside=True, wanted=chronicle.Wanted(), newest=True, after=0,
            limit=60,
        )  # fmt: skip
    assert many == 2 and max(len(one.data) for one in told) < 3000
    assert len(hands["auditor"].client.get(f"/entwuerfe/{way.id}/verlauf/1/daten").text) > 60_000


def test_only_auditors_see_positions(hands: Hands) -> None:
    way = a_way(hands)
    plain = page(hands, way).answer.text
    assert "Position" not in plain and "Pseudonym" not in plain and "ReturnedWith" not in plain
    assert f"/entwuerfe/{way.id}/verlauf/5/daten" in plain
    assert "· Position 2" in page(hands, way, name="auditor").words
    assert "Position im Protokoll" in page(hands, way, name="auditor").words


VERSIONS = {
    1: ("Noch nicht eingereicht", 1),
    2: ("Von 13 Stellen hat sich noch keine zu Fassung 1 geäußert.", 1),
    4: ("2 von 13 Stellen haben sich zu Fassung 1 geäußert", 1),
    5: ("Die Antworten der Expert*innengruppe stehen noch aus.", 1),
    6: ("Alle Vorgaben sind beantwortet.", 2),
    7: ("Von 13 Stellen hat sich noch keine zu Fassung 2 geäußert.", 2),
    9: ("Ein Punkt war noch offen.", 2),
}


@pytest.mark.parametrize("version", VERSIONS)
def test_the_draft_is_shown_as_it_stood_after_any_event(hands: Hands, version: int) -> None:
    sheet = page(hands, a_way(hands), f"?version={version}")
    verdict, revision = VERSIONS[version]
    assert f"Stand nach Ereignis {version} von 9" in sheet.words
    assert verdict in sheet.words
    assert f"Text der Fassung {revision}" in sheet.words
    then = sheet.words[: sheet.words.index("Alle Ereignisse")]
    assert ("Ziele und Kosten" in then) == (revision == 2)
    sha256 = sha256_of(SECOND if revision == 2 else TEXT)[:16]
    assert f"Stand nach Ereignis {version} · Fassung {revision} · sha256 {sha256}" in sheet.words


def test_a_step_back_and_a_step_forward(hands: Hands) -> None:
    way = a_way(hands)

    def steps(version: int) -> dict[str, str]:
        text = page(hands, way, f"?version={version}").answer.text
        return dict(re.findall(r'href="[^"]*version=(\d+)#stand" rel="(prev|next)"', text))

    assert steps(5) == {"4": "prev", "6": "next"}
    assert steps(1) == {"2": "next"}
    assert steps(9) == {"8": "prev"}


def test_then_is_compared_with_now(hands: Hands) -> None:
    said = page(hands, a_way(hands), "?version=4").words
    assert "Stand In Beratung, 1. Runde Angenommen geändert" in said
    assert "Fassung 1 2 geändert" in said
    assert "Gehörte Stellen 2 von 13 in der 1. Runde 1 von 13 in der 2. Runde geändert" in said
    assert "Unbeantwortete Vorgaben keine keine gleich" in said
    assert "Was hat sich seit Fassung 1 am Text geändert?" in said


def test_a_version_that_is_not_there_is_not_found(hands: Hands) -> None:
    way = a_way(hands)
    for query in ("?version=10", "?version=0", "?version=x", "?tag=gestern", "?tag=2020-13-45"):
        assert page(hands, way, query).status == 404, query
    assert page(hands, way, "?seite=2").status == 404


def test_whoever_sees_less_counts_less(hands: Hands) -> None:
    way = hands.draft().submit().give_back()
    way.revise(answers=[{"vorgabe": 1, "outcome": "erfuellt"}])
    assert "Vier Ereignisse" in page(hands, way, name="chair").words
    assert "Drei Ereignisse" in page(hands, way).words
    assert page(hands, way, "?version=4").status == 404
    assert page(hands, way, "?version=4", "chair").status == 200
    assert hands["beirat-01"].open(f"/entwuerfe/{way.id}/verlauf/4/daten").status == 404


def test_a_long_history_comes_in_pages_the_first_one_full(hands: Hands) -> None:
    way = hands.draft().submit()
    for _ in range(63):
        way.state("beirat-01")
    first = page(hands, way)
    assert "65 Ereignisse, die neuesten zuerst; Seite 1 von 2" in first.words
    assert numbers(first) == [*range(65, 5, -1)]
    assert numbers(page(hands, way, "?seite=2")) == [5, 4, 3, 2, 1]
    assert numbers(page(hands, way, "?reihenfolge=aelteste&seite=2")) == [61, 62, 63, 64, 65]
    for version in (5, 6):
        for order in ("neueste", "aelteste"):
            query = f"?version={version}&reihenfolge={order}"
            chosen = page(hands, way, query).answer.text
            assert f'id="ereignis-{version}" aria-current="true"' in chosen


@pytest.fixture
def demo(server: Server) -> Iterator[Service]:
    """The demo, whose events were recorded when they occurred, from 2019 on."""
    with server.database("migrated") as urls:
        loader.load(urls.owner, urls.application)
        with open_pool(urls.application, size=4) as pool:
            settings = Settings(database_url=urls.application, plain_cookie=True)
            yield Service(settings, pool, Reviews(pool))


def test_the_end_of_a_day_can_be_asked_for(demo: Service) -> None:
    client = TestClient(create_app(demo), follow_redirects=False)
    client.post("/anmelden", data={"konto": "beirat-01", "passwort": PASSWORD})
    beirat = Person(client)
    with demo.pool.connection() as database:
        row = database.execute("SELECT draft FROM drafts WHERE theme = 'bildung'").fetchone()
        assert row
        (version,) = database.execute(
            "SELECT max(version) FROM log.event WHERE stream = %s AND recorded_at < %s",
            (row[0], datetime(2020, 2, 6, tzinfo=ZONE)),
        ).fetchone() or (None,)
    path = f"/entwuerfe/{row[0]}/verlauf"
    returned = beirat.open(f"{path}?tag=2020-02-05").words
    assert f"Stand nach Ereignis {version} von" in returned
    assert "Mit drei Vorgaben zurückgegeben" in returned
    assert "Mit drei Vorgaben zurückgegeben" not in beirat.open(f"{path}?tag=2020-02-04").words
    none = beirat.open(f"{path}?tag=2018-01-01").words
    assert "Am 01.01.2018 gab es diesen Entwurf noch nicht" in none


def test_what_was_recorded_later_than_it_happened_says_so(hands: Hands) -> None:
    assert "· festgehalten am" not in page(hands, hands.draft(), name="chair").words
    yesterday = datetime.now(ZONE) - timedelta(days=1)
    begun = hands.service.reviews.begin(
        lambda: Draft.author(
            paper="grundsatzpapier", theme="bildung", title="Nachgetragen", text=TEXT,
            sha256=sha256_of(TEXT), equality_relevant=False, by=CHAIR, at=yesterday,
            under=lip.ORDNUNG,
        )
    )  # fmt: skip
    said = hands["chair"].open(f"/entwuerfe/{begun.stream}/verlauf").words
    assert german.moment(yesterday).replace("\u00a0", " ") in said
    assert " · festgehalten am " in said
