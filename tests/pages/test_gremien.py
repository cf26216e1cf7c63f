"""Gremien at their pages: seats, votes, composition and targets; the forms of who staffs them."""

from __future__ import annotations

from typing import Any

import pytest

from domain.besetzung import Besetzung
from domain.gremium import Role
from projections import history
from review_service.people import register
from tests.api.callers import SEATS
from tests.pages.hands import Hands, Person, Sheet

LG, BILDUNG = "/gremien/lenkungsgruppe", "/gremien/expertengruppe-bildung"


def appoint(person: Person, path: str = LG, **typed: Any) -> Sheet:
    facts = {"sitz": "dgb", "name": "Ada Muster", "seit": "2020-01-01", **typed}
    return person.open(f"{path}/berufen").press("berufen", **facts)


def pseudonym(hands: Hands, name: str) -> str:
    with hands.service.pool.connection() as database:
        return register.search(database, name)[0].pseudonym


def test_the_arithmetic_of_the_votes_before_and_after(hands: Hands) -> None:
    before = hands["beirat-01"].open(f"{LG}?am=2019-11-30")
    assert (before.status, "24 Personen; Vorsitz und Fachbereich Soziales haben gemeinsam eine"
            " Stimme; also 23 Stimmen." in before.words) == (200, True)  # fmt: skip
    after = hands["beirat-01"].open(f"{LG}?am=2019-12-01").words
    assert "25 Personen mit je einer Stimme, also 25 Stimmen." in after
    assert "Quelle: Drucksache 2822/2019" in after


@pytest.mark.parametrize("day", ["2019-10-31", "morgen"])
def test_a_day_without_a_procedure(hands: Hands, day: str) -> None:
    for path in ("/gremien", LG):
        assert hands["beirat-01"].open(f"{path}?am={day}").status == 404


def test_what_there_is_not(hands: Hands) -> None:
    for path in ("/gremien/gibt-es-nicht", f"{LG}/thron", "/gremien/gibt-es-nicht/berufen"):
        assert hands["office"].open(path).status == 404


def test_every_account_reads_every_gremium(hands: Hands) -> None:
    listed = hands["steering-member"].open("/gremien")
    assert "Expert*innengruppe Bildung" in listed.words
    assert "Externe Expert*innen: zu wenige (0)" in listed.words
    for who in ("beirat-01", "auditor", "admin"):
        assert hands[who].open("/gremien").status == 200
    for slug in hands.service.ordnung.bodies:
        assert hands["auditor"].open(f"/gremien/{slug}").status == 200, slug


def test_composition_is_shown_with_its_source_and_its_exception(hands: Hands) -> None:
    words = hands["beirat-01"].open(BILDUNG).words
    assert "Interne Expert*innen: 2 bis 4" in words
    assert "Zu wenige" in words
    assert "Wird wegen der kleinen Gruppe nicht gezeigt" in words
    other = "/gremien/expertengruppe-stadtverwaltung-und-diversitaet"
    words = hands["beirat-01"].open(other).words
    assert words.count("kann rein intern besetzt werden") == 2
    assert "0 Zu wenige Drucksache 2472/2019: Stadtverwaltung und Diversität" in words
    assert "0 Gilt hier nicht Drucksache 2472/2019: Stadtverwaltung und Diversität" in words


def test_a_seat_is_taken_and_left(hands: Hands) -> None:
    office = hands["office"]
    assert appoint(office).goes_to == f"{LG}?ok=berufen"
    shown = office.open(f"{LG}?ok=berufen").words
    assert "Die Person ist berufen." in shown
    assert "Ada Muster seit 01.01.2020" in shown
    person = pseudonym(hands, "Muster")
    form = office.open(f"{LG}/ausscheiden")
    left = form.press("ausscheiden", wer=f"dgb {person}", bis="2020-02-29", grund="Umzug")
    assert left.goes_to == f"{LG}?ok=ausscheiden"
    assert "Ada Muster, Deutscher Gewerkschaftsbund Hannover 01.01.2020 bis 29.02.2020" in (
        office.open(LG).words
    )


def test_what_is_refused_comes_back_as_typed(hands: Hands) -> None:
    office = hands["office"]
    appoint(office)
    again = appoint(office, name="Bea Beispiel", anmerkung="entsandt")
    assert (again.status, again.value("name"), again.value("anmerkung")) == (
        409, "Bea Beispiel", "entsandt",
    )  # fmt: skip
    assert "ist in dieser Zeit besetzt" in again.words
    with hands.service.pool.connection() as database:
        assert register.search(database, "Beispiel") == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Bitte suchen Sie oben eine Person aus, oder nennen Sie eine neue."),
        ({"seit": ""}, "Bitte geben Sie den ersten Tag an."),
        ({"seit": "gestern"}, "Bitte geben Sie einen Tag an"),
        ({"seit": "2019-10-31"}, "Am 31.10.2019 galt noch kein Verfahren."),
        ({"bis": "2019-12-31"}, "Der letzte Tag liegt vor dem ersten."),
    ],
)
def test_what_is_to_be_mended(hands: Hands, typed: dict[str, str], sentence: str) -> None:
    sheet = appoint(hands["office"], **typed)
    assert sheet.status in (409, 422)
    assert sentence in sheet.words


def test_a_double_click_appoints_once(hands: Hands) -> None:
    office = hands["office"]
    form = office.open("/gremien/runder-tisch/berufen")
    typed = {"sitz": "mitglied", "name": "Ada Muster", "seit": "2020-01-01"}
    answers = [form.press("berufen", **typed) for _ in range(2)]
    assert [answer.goes_to for answer in answers] == ["/gremien/runder-tisch?ok=berufen"] * 2
    with hands.service.pool.connection() as database:
        assert len(register.search(database, "Muster")) == 1


def test_a_person_is_found_in_the_register_and_appointed(hands: Hands) -> None:
    office, path = hands["office"], f"{LG}/berufen"
    person = pseudonym(hands, "beirat-02")
    found = office.open(f"{path}?suche=beirat-02")
    assert f'href="{path}?person={person}"' in found.answer.text
    assert "Niemand passt." in office.open(f"{path}?suche=gibt-es-nicht").words
    chosen = office.open(f"{path}?person={person}")
    assert (chosen.value("person"), chosen.value("name")) == (person, None)
    assert chosen.value("sitz") is None and "Bitte wählen" in chosen.words
    early = chosen.press("berufen", sitz="dgb", seit="2019-10-31")
    assert (early.status, early.value("person")) == (409, person)
    done = chosen.press("berufen", sitz="dgb", seit="2020-01-01")
    assert done.goes_to == f"{LG}?ok=berufen"
    assert "beirat-02 seit 01.01.2020" in office.open(f"{LG}?am=2020-01-01").words


def test_a_dezernat_finds_no_one_who_has_neither_account_nor_seat(hands: Hands) -> None:
    dezernat = hands.with_seats("dez-4", ("dezernat-4", Role.OFFICE))
    with hands.service.pool.connection() as database:
        person = register.register(database, "Ada Vorgeschlagen")
    path = f"{BILDUNG}/berufen"
    assert "Niemand passt." in dezernat.open(f"{path}?suche=Ada").words
    assert "Ada Vorgeschlagen" not in dezernat.open(f"{path}?person={person}").words
    assert "beirat-02" in dezernat.open(f"{path}?suche=beirat-02").words
    assert "Ada Vorgeschlagen" in hands["office"].open(f"{LG}/berufen?suche=Ada").words


@pytest.mark.parametrize("step", ["vertretungstage", "vertretungsende"])
def test_where_nobody_is_named_the_page_says_so_and_where_to_begin(hands: Hands, step: str) -> None:
    path = "/gremien/runder-tisch"
    sheet = hands["office"].open(f"{path}/{step}")
    assert "niemand" in sheet.words and sheet.buttons == []
    assert f'href="{path}/vertretung"' in sheet.answer.text


def test_deputies_are_named_stand_in_and_are_dismissed(hands: Hands) -> None:
    office = hands["office"]
    named = office.open(f"{LG}/vertretung").press(
        "vertretung", sitz="dgb", name="Bea Beispiel", seit="2020-01-01"
    )
    assert named.goes_to == f"{LG}?ok=vertretung"
    pair = f"dgb {pseudonym(hands, 'Beispiel')}"
    days = office.open(f"{LG}/vertretungstage").press(
        "vertretungstage", wer=pair, seit="2020-01-14", bis="2020-01-14", anlass="Sitzung"
    )
    assert days.goes_to == f"{LG}?ok=vertretungstage"
    assert "Bea Beispiel i. V., am 14.01.2020: Sitzung" in office.open(f"{LG}?am=2020-01-14").words
    ended = office.open(f"{LG}/vertretungsende").press(
        "vertretungsende", wer=pair, bis="2020-02-01"
    )
    assert ended.goes_to == f"{LG}?ok=vertretungsende"


def test_fachbereich_soziales_is_offered_for_the_chair(hands: Hands) -> None:
    pair = f"vorsitz {pseudonym(hands, 'steering-member')}"
    form = hands["office"].open(f"{LG}/vertretungstage")
    done = form.press("vertretungstage", wer=pair, seit="2020-01-14", bis="2020-01-14")
    assert done.goes_to == f"{LG}?ok=vertretungstage"


def test_whoever_may_not_staff_it_gets_no_form(hands: Hands) -> None:
    dezernat = hands.with_seats("dez-4", ("dezernat-4", Role.OFFICE))
    assert "Person berufen" in dezernat.open(BILDUNG).words
    assert "Person berufen" not in dezernat.open(LG).words
    assert appoint(dezernat, BILDUNG, sitz="extern").goes_to == f"{BILDUNG}?ok=berufen"
    assert hands["office"].open(f"{BILDUNG}/berufen").status == 403
    for who in SEATS:
        if who not in ("office", "admin"):
            assert hands[who].open(f"{LG}/berufen").status == 403, who
    refused = hands["beirat-01"].send(f"{LG}/berufen", [("csrf", "falsch")])
    assert refused.status == 403


def test_so_few_are_not_counted(hands: Hands) -> None:
    form = hands["management"].open(f"{BILDUNG}/migrationshintergrund")
    refused = form.press(
        "migrationshintergrund", mit="1", ohne="0", keine="0", tag="2020-01-07"
    )  # fmt: skip
    assert refused.status == 409
    assert "mindestens 5 Mitglieder" in refused.words
    assert refused.value("mit") == "1"


def test_only_the_group_sees_its_numbers(hands: Hands) -> None:
    dezernat = hands.with_seats("dez-4", ("dezernat-4", Role.OFFICE))
    seats = ["intern"] * 3 + ["extern"] * 4
    for number, seat in enumerate(seats):
        appoint(dezernat, BILDUNG, sitz=seat, name=f"Person {number}")
    form = hands["management"].open(f"{BILDUNG}/geschlechter")
    too_many = form.press(
        "geschlechter", frauen="7", maenner="4", divers="0", keine="0", tag="2020-01-07"
    )
    assert too_many.status == 409
    assert "Gezählt sind 11, die Gruppe hatte an diesem Tag aber 9 Mitglieder." in too_many.words
    done = hands["management"].open(f"{BILDUNG}/geschlechter").press(
        "geschlechter", frauen="5", maenner="3", divers="1", keine="0", tag="2020-01-07"
    )  # fmt: skip
    assert done.goes_to == f"{BILDUNG}?ok=geschlechter"
    assert "5 Frauen, 3 Männer, 1 divers" in hands["management"].open(BILDUNG).words
    for who in ("office", "beirat-01", "auditor"):
        words = hands[who].open(BILDUNG).words
        assert "Nicht erreicht" in words
        assert "5 Frauen" not in words
    assert hands["office"].open(f"{BILDUNG}/geschlechter").status == 403


def test_the_verlauf_tells_who_took_and_left_a_seat_and_when_that_was_recorded(
    hands: Hands,
) -> None:
    office = hands["office"]
    appoint(office)
    left = f"dgb {pseudonym(hands, 'Muster')}"
    office.open(f"{LG}/ausscheiden").press(
        "ausscheiden", wer=left, bis="2020-02-29", grund="Umzug"
    )  # fmt: skip
    taken = (
        "Ada Muster ist entsandt auf den Sitz „Deutscher Gewerkschaftsbund Hannover“"
        " (Lenkungsgruppe), ab 01.01.2020."
    )
    ended = (
        "Ada Muster scheidet aus vom Sitz „Deutscher Gewerkschaftsbund Hannover“"
        " (Lenkungsgruppe); letzter Tag: 29.02.2020."
    )
    for who, reason in (("auditor", True), ("office", True), ("beirat-01", False)):
        words = hands[who].open(LG).words
        assert words.index(ended) < words.index(taken), who
        assert ("Grund: „Umzug“" in words) is reason, who
        assert "und gleich festgehalten" in words[words.index(ended) :]


def test_the_verlauf_says_which_day_it_happened_and_which_it_was_recorded(hands: Hands) -> None:
    words = hands["auditor"].open(LG).words
    opened = "Die Sitze sind eingerichtet und können besetzt werden: Lenkungsgruppe."
    told = words[words.index(opened) :]
    assert told.index("geschehen am ") < told.index("festgehalten am ") < told.index("Position ")
    assert "Position " not in hands["beirat-01"].open(LG).words


def test_who_is_erased_has_no_name_in_the_verlauf(hands: Hands) -> None:
    appoint(hands["office"])
    person = pseudonym(hands, "Muster")
    with hands.service.pool.connection() as database:
        register.remove(database, person)
    words = hands["auditor"].open(LG).words
    assert "Ada Muster" not in words
    assert "Gelöschte Person ist entsandt auf den Sitz" in words


def test_the_verlauf_is_shown_twenty_at_once(hands: Hands) -> None:
    office = hands["office"]
    for number in range(20):
        appoint(office, "/gremien/runder-tisch", sitz="mitglied", name=f"Ada Nummer {number:02}")
    newest = office.open("/gremien/runder-tisch")
    older = "Ältere Einträge zeigen"
    assert newest.words.count("geschehen am ") == 20 and older in newest.words
    with hands.service.pool.connection() as database:
        last = history.lately(database, Besetzung.id_of("runder-tisch"), limit=20)[-1]
    rest = office.open(f"/gremien/runder-tisch?vor={last.event.originator_version}")
    assert "Die Sitze sind eingerichtet" in rest.words and "Die Sitze sind" not in newest.words
    assert "Neueste Einträge zeigen" in rest.words and older not in rest.words
