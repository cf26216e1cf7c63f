"""An election at the pages: where it stands, its forms, what is printed."""

from __future__ import annotations

import re
from typing import Any

import pytest

from review_service.pages.election.steps import STEPS
from review_service.people import register
from tests.api.test_elections import Electing
from tests.pages.hands import Hands, Person, Sheet

BEFORE, MEETS = "2020-01-06T10:00", "2020-01-11T11:00"


def text(person: Person, path: str) -> str:
    sheet = person.open(path)
    assert sheet.status == 200, sheet.answer.text
    return sheet.words


class AtThePages:
    """OE 50.6 runs an election at its forms; each step must succeed."""

    def __init__(self, hands: Hands) -> None:
        self.office = hands["office"]
        called = self.office.open("/wahlen/neu").press(
            "ausrufen", organisationen="Verein A\nVerein B\nVerein C\n", frist="2020-01-10T12:00",
            termin_tag="2020-01-11", wann="2019-11-18T09:00",
        )  # fmt: skip
        assert called.goes_to.endswith("?ok=ausgerufen"), called.words
        self.path = called.goes_to.partition("?")[0]

    def form(self, step: str, **typed: Any) -> Sheet:
        return self.office.open(f"{self.path}/{step}").press("eintragen", **typed)

    def does(self, step: str, wann: str = MEETS, **typed: Any) -> AtThePages:
        done = self.form(step, wann=wann, **typed)
        assert done.goes_to == f"{self.path}?ok={step}", done.words
        return self

    def nominated(self, *names: str) -> AtThePages:
        for letter, name in zip("abc", names, strict=False):
            self.does("aufstellung", BEFORE, wer=f"verein-{letter}", name=name, einwilligung="ja")
        return self

    def held(self, tellers: tuple[str, str] = ("Ada", "Bo")) -> AtThePages:
        first, second = tellers
        who = ["verein-a", "verein-b", "verein-c"]
        return self.does("wahlgang-2", wer=who, zaehlt_1=first, zaehlt_2=second)

    def teller(self, name: str) -> str:
        """Give the pseudonym of a teller by the name the form shows."""
        page = self.office.open(f"{self.path}/auszaehlung-2").answer.text
        found = re.search(rf'value="([0-9a-f]+)"[^>]*><label[^>]*>{name}<', page)
        assert found, page
        return found[1]

    def counted(self, *votes: str, tellers: tuple[str, ...] = ("Ada", "Bo")) -> AtThePages:
        for teller in tellers:
            self.does("auszaehlung-2", zaehlt=self.teller(teller), **figures(*votes))
        return self

    @property
    def page(self) -> str:
        return text(self.office, self.path)


def figures(*votes: str, ungueltig: str = "0") -> dict[str, str]:
    total = sum(int(one) for one in votes) + int(ungueltig)
    stimmen = {f"stimmen_{n}": one for n, one in enumerate(votes, start=1)}
    return {"zettel": str(total), "ungueltig": ungueltig, **stimmen}


def test_a_roll_that_names_one_organisation_twice_comes_back(hands: Hands) -> None:
    form = hands["office"].open("/wahlen/neu")
    typed = {"frist": "2020-01-10T12:00", "termin_tag": "2020-01-11", "wann": "2019-11-18T09:00"}
    for roll in ("Verein e.V.\nVerein e. V.", "Verein A\nVerein\u2060 A", "A-B\nA – B\n"):
        sheet = form.press("ausrufen", organisationen=roll, **typed)
        assert sheet.status == 409
        assert "steht schon im Wählerverzeichnis, als „" in sheet.words
    sheet = form.press("ausrufen", organisationen="Verein A\nVerein \u202eB", **typed)
    assert sheet.status == 422 and "hier U+202E hinter „Verein “" in sheet.words


def test_who_is_invited_stands_in_the_roll(hands: Hands) -> None:
    election = AtThePages(hands)
    assert "noch nicht eingeladen" in election.page
    election.does("einladung", wer=["verein-a", "verein-b", "verein-c"], tag="2019-11-20", wann="")
    assert "eingeladen am 20.11.2019" in election.page
    assert "noch nicht eingeladen" not in election.page


def test_from_nomination_to_the_seats(hands: Hands) -> None:
    election = AtThePages(hands).nominated("Kim", "Lou", "Mika")
    assert "Drei Personen stehen zur Wahl." in election.page
    assert "gleich die Stichwahl, weil nicht mehr als 4" in election.page
    assert "Teilnahme am Wahlgang eintragen" in election.page
    election.held()
    page = election.page
    assert "Drei Organisationen haben in der Stichwahl gewählt." in page
    assert page.count("Steht zur Wahl") == 3
    election.counted("1", "2", "0")
    page = election.page
    assert "Gewählt sind Lou und Kim." in page
    assert "Mika Verein C Nicht gewählt" in page
    shown = election.office.open(f"{election.path}/ergebnis")
    assert "Migrant*innenorganisationen, Sitz 1: Lou" in shown.words
    election.does("ergebnis")
    assert "Gewählt sind Lou und Kim, ab 11.01.2020 in der Lenkungsgruppe." in election.page
    assert "Das Ergebnis ist festgestellt." in text(election.office, f"{election.path}?ok=ergebnis")


def test_where_two_tellers_differ_is_said(hands: Hands) -> None:
    election = AtThePages(hands).nominated("Kim", "Lou").held()
    election.counted("1", "2", tellers=("Ada",)).counted("2", "1", tellers=("Bo",))
    page = election.page
    assert "weichen voneinander ab" in page
    assert "Stimmen für Kim 1 2" in page
    assert "Stimmen für Lou 2 1" in page
    election.counted("1", "2", tellers=("Bo",))
    assert "Gewählt sind Lou und Kim." in election.page


def test_a_lot_is_recorded_with_its_witnesses(hands: Hands) -> None:
    election = AtThePages(hands).nominated("Kim", "Lou", "Mika").held().counted("1", "1", "1")
    assert "haben gleich viele Stimmen" in election.page
    form = election.office.open(f"{election.path}/los")
    tied = [f.value for f in form._read.fields if f.name == "gezogen"]
    refused = election.form("los", gezogen=tied[:2], zeuge_1="Cem")
    assert refused.status == 422
    assert "mindestens zwei Zeug*innen" in refused.words
    assert refused.values("gezogen") == tied[:2]
    election.does("los", gezogen=tied[:2], zeuge_1="Cem", zeuge_2="Dana")
    assert "Gewählt sind Kim und Lou." in election.page
    assert "Zeug*innen: Cem und Dana." in election.page


def test_withdrawal_postponement_and_roll_are_shown_with_their_reasons(hands: Hands) -> None:
    election = AtThePages(hands).nominated("Kim")
    election.does("ruecktritt", BEFORE, wer="verein-a", grund="Ich ziehe um.")
    election.does("aufnahme", BEFORE, name="Verein D", grund="War vergessen.")
    election.does("streichung", BEFORE, wer="verein-c", grund="Aufgelöst.")
    election.does(
        "verlegung", BEFORE, termin_tag="2020-01-18", frist="2020-01-17T12:00", grund="Sturm."
    )
    page = election.page
    for words in (
        "Ich ziehe um.", "„Verein D“ ins Wählerverzeichnis aufgenommen. Grund: War vergessen.",
        "„Verein C“ aus dem Wählerverzeichnis gestrichen",
        "Wahlveranstaltung verlegt auf: Samstag, 18.01.2020; Aufstellungen bis 17.01.2020, 12.00",
    ):  # fmt: skip
        assert words in page


def test_a_refused_form_comes_back_with_all_that_was_typed(hands: Hands) -> None:
    election = AtThePages(hands).nominated("Kim")
    typed = {
        "wer": "verein-a", "name": "Noch jemand", "kontakt": "n@example.org",
        "einwilligung": "ja", "wann": BEFORE,
    }  # fmt: skip
    refused = election.form("aufstellung", **typed)
    assert refused.status == 409
    assert "„Verein A“ hat schon eine Person aufgestellt." in refused.words
    again = election.office.open(f"{election.path}/aufstellung")
    for sheet in (refused, again):
        assert sheet.value("name") == "Noch jemand"
        assert sheet.value("kontakt") == "n@example.org"
        assert sheet.value("einwilligung") == "ja"
        assert sheet.value("wann") == BEFORE
    assert 'value="verein-a" selected' in refused.answer.text


def test_wrong_figures_are_said_at_their_field(hands: Hands) -> None:
    election = AtThePages(hands).nominated("Kim", "Lou").held()
    refused = election.form("auszaehlung-2", zaehlt="", zettel="drei", ungueltig="0")
    assert refused.status == 422
    for words in (
        "Bitte geben Sie an, wer gezählt hat.", "wie viele Stimmzettel abgegeben wurden",
        "Bitte geben Sie eine Zahl an, auch 0.",
    ):  # fmt: skip
        assert words in refused.words
    assert refused.value("zettel") == "drei"
    too_many = election.form(
        "auszaehlung-2", zaehlt=election.teller("Ada"), wann=MEETS, **figures("3", "1")
    )
    assert too_many.status == 409
    assert "Eingetragen sind mehr Stimmzettel (4) als Organisationen" in too_many.words


def test_days_and_moments_are_read_as_people_write_them(hands: Hands) -> None:
    office = hands["office"]
    form = {"organisationen": "Verein A", "termin": "Mitte Januar 2020"}
    wrong = office.open("/wahlen/neu").press("ausrufen", frist="bald", **form)
    assert wrong.status == 422
    assert "Bitte geben Sie Tag und Uhrzeit an" in wrong.words
    assert wrong.value("frist") == "bald"
    empty = office.open("/wahlen/neu").press("ausrufen", frist="", organisationen="", termin="")
    assert "Bitte geben Sie an, welche Organisationen wählen dürfen." in empty.words
    assert "Bitte geben Sie an, wann die Wahlveranstaltung ist." in empty.words
    done = office.open("/wahlen/neu").press(
        "ausrufen", frist="10.01.2020 12:00", wann="18.11.2019 9.00", **form
    )
    page = text(office, done.goes_to)
    assert "10.01.2020, 12.00" in page
    assert "Mitte Januar 2020" in page
    for bad in ("0001-01-01", "31.02.2020", "9999-12-31"):
        assert office.open("/wahlen/neu").press(
            "ausrufen", frist=f"{bad} 00:00", **form
        ).status == 422  # fmt: skip


WHERE_CLOCKS_CHANGE = {"organisationen": "Verein A", "termin": "Ende 2027"}


@pytest.mark.parametrize("frist", ["2027-03-28T02:00", "28.03.2027 2:30", "2024-03-31T02:59"])
def test_a_time_that_no_clock_shows_is_asked_about(hands: Hands, frist: str) -> None:
    form = hands["office"].open("/wahlen/neu")
    sheet = form.press("ausrufen", frist=frist, **WHERE_CLOCKS_CHANGE)
    assert sheet.status == 422 and sheet.value("frist") == frist
    assert "Diese Uhrzeit gibt es am " in sheet.words and " nicht, denn die Uhren" in sheet.words
    assert "Sommerzeit" not in sheet.words


@pytest.mark.parametrize(
    ("frist", "which", "utc"),
    [
        ("2027-10-31T02:30", "sommerzeit", "2027-10-31T00:30:00"),
        ("2027-10-31T02:30", "winterzeit", "2027-10-31T01:30:00"),
        ("26.10.2098 2:00", "winterzeit", "2098-10-26T01:00:00"),
    ],
)
def test_a_time_that_clocks_show_twice_is_chosen(
    hands: Hands, frist: str, which: str, utc: str
) -> None:
    form = hands["office"].open("/wahlen/neu")
    assert "Sommerzeit" not in form.words
    asked = form.press("ausrufen", frist=frist, **WHERE_CLOCKS_CHANGE)
    assert asked.status == 422
    assert "zweimal, denn die Uhren werden zurückgestellt. Bitte wählen Sie" in asked.words
    assert asked.value("frist-uhr") is None and asked.value("frist") == frist
    assert asked.press("ausrufen", frist_uhr="irgendwann").status == 422
    done = asked.press("ausrufen", frist_uhr=which)
    assert done.goes_to.endswith("?ok=ausgerufen"), done.words
    election = done.goes_to.split("/")[2].partition("?")[0]
    told = hands.api["office"].get(f"/api/elections/{election}").json()["deadline"]
    assert told.startswith(utc)
    assert f"({which.capitalize()})" in hands["office"].open(f"/wahlen/{election}").words


def test_what_is_set_aside_waits_and_can_be_discarded(hands: Hands) -> None:
    election = AtThePages(hands)
    form = election.office.open(f"{election.path}/aufnahme")
    assert form.press("zwischenspeichern", name="Verein E").goes_to == (
        f"{election.path}?ok=gesichert"
    )
    form = election.office.open(f"{election.path}/aufnahme")
    assert form.value("name") == "Verein E"
    form.press("verwerfen")
    assert election.office.open(f"{election.path}/aufnahme").value("name") == ""


def test_a_double_click_is_one_nomination(hands: Hands) -> None:
    election = AtThePages(hands)
    form = election.office.open(f"{election.path}/aufstellung")
    for _ in range(2):
        done = form.press("eintragen", wer="verein-a", name="Kim", einwilligung="ja", wann=BEFORE)
        assert done.goes_to == f"{election.path}?ok=aufstellung"
    assert election.page.count("Kim") == 1


@pytest.mark.parametrize("name", ["beirat-01", "auditor", "admin", "steering"])
def test_others_read_and_find_no_form(hands: Hands, name: str) -> None:
    election = AtThePages(hands).nominated("Kim", "Lou").held().counted("1", "2")
    reader = hands[name]
    page = text(reader, election.path)
    assert "Gewählt sind Lou und Kim." in page
    assert "Eintragen" not in page
    assert "Wahl ausrufen" not in text(reader, "/wahlen")
    for step in STEPS:
        assert reader.open(f"{election.path}/{step}").status == 403
    assert reader.open("/wahlen/neu").status == 403


def test_every_form_opens_in_every_state(hands: Hands) -> None:
    election = AtThePages(hands)

    def opened() -> dict[str, int]:
        return {step: election.office.open(f"{election.path}/{step}").status for step in STEPS}

    fine = dict.fromkeys(STEPS, 200)
    assert opened() == fine
    election.nominated("Kim", "Lou", "Mika")
    assert opened() == fine
    election.held()
    assert opened() == fine
    election.counted("1", "1", "1")
    assert opened() == fine


@pytest.mark.parametrize(
    "sheet", ["waehlerverzeichnis", "stimmzettel?runde=2", "zaehlliste?runde=2", "niederschrift"]
)
def test_what_is_printed_names_the_election(hands: Hands, sheet: str) -> None:
    election = AtThePages(hands)
    reader = hands["auditor"]
    assert "Wahl der Migrant*innenorganisationen" in text(reader, f"{election.path}/{sheet}")
    election.nominated("Kim", "Lou").held().counted("1", "2").does("ergebnis")
    words = text(reader, f"{election.path}/{sheet}")
    wanted = {"waehlerverzeichnis": "Verein C", "niederschrift": "Teilgenommen haben: Verein A"}
    assert wanted.get(sheet.partition("?")[0], "Kim") in words


def test_there_are_as_many_ballots_as_organisations(hands: Hands) -> None:
    election = AtThePages(hands).nominated("Kim", "Lou")
    page = hands["office"].open(f"{election.path}/stimmzettel").answer.text
    assert page.count('class="stimmzettel__blatt"') == 3
    two = hands["office"].open(f"{election.path}/stimmzettel?anzahl=2").answer.text
    assert two.count('class="stimmzettel__blatt"') == 2


def test_an_erased_person_has_no_name_on_any_page(hands: Hands) -> None:
    election = AtThePages(hands).nominated("Kim", "Lou").held().counted("1", "2").does("ergebnis")
    with hands.service.pool.connection() as database:
        database.execute("DELETE FROM people.register WHERE display_name IN ('Kim', 'Ada')")
    office = hands["office"]
    sheets = ("", "/niederschrift", "/stimmzettel", "/zaehlliste")
    for path in ("/wahlen", *(f"{election.path}{sheet}" for sheet in sheets)):
        words = text(office, path)
        assert "Kim" not in words
        assert "Ada" not in words
    assert "gelöschte Person" in election.page


def test_pages_and_api_record_the_same(hands: Hands) -> None:
    by_api = Electing(hands.api).nominate(1, 2).hold(2).counted(2, 1, 1)
    assert len(by_api.now["rounds"][0]["elected"]) == 2
    by_api.does("abandonment", reason="Zum Vergleich.")
    tellers = ("Cem", "Dana")  # Ada and Bo stand in the register by now
    at_pages = AtThePages(hands).nominated("Kim", "Lou").held(tellers)
    at_pages.counted("1", "1", tellers=tellers)

    def recorded(stream: str) -> list[str]:
        with hands.service.pool.connection() as database:
            return [
                topic
                for (topic,) in database.execute(
                    "SELECT topic FROM log.event WHERE stream = %s"
                    " AND topic <> 'Election.Abandoned' ORDER BY version",
                    (stream,),
                )
            ]

    assert recorded(by_api.id) == recorded(at_pages.path.rpartition("/")[2]) == [
        "Election.Called", "Election.Nominated", "Election.Nominated", "Election.RoundHeld",
        "Election.CountEntered", "Election.CountEntered", "Election.RoundDecided",
    ]  # fmt: skip


def test_unknown_elections_and_forms_are_not_found(hands: Hands) -> None:
    election = AtThePages(hands)
    for path in (
        f"{election.path}/quatsch", "/wahlen/00000000-0000-4000-8000-000000000000",
        "/wahlen/keine",
    ):  # fmt: skip
        assert hands["office"].open(path).status == 404


def test_no_elections_yet(hands: Hands) -> None:
    assert "Noch ist keine Wahl ausgerufen." in text(hands["auditor"], "/wahlen")


def test_a_working_copy_of_one_round_stays_with_it(hands: Hands) -> None:
    election = AtThePages(hands).nominated("Kim", "Lou", "Mika")
    form = election.office.open(f"{election.path}/wahlgang-1")
    assert "Dieser Wahlgang ist zurzeit nicht an der Reihe." in form.words
    form.press("zwischenspeichern", wer=["verein-a"], zaehlt_1="Ada")
    other = election.office.open(f"{election.path}/wahlgang-2")
    assert (other.values("wer"), other.value("zaehlt-1")) == ([], "")
    assert election.held().page.count("Stichwahl gewählt") >= 1


def test_no_teller_is_shown_what_the_other_counted(hands: Hands) -> None:
    election = AtThePages(hands).nominated("Kim", "Lou").held()
    wrong = figures("1", "1")
    election.does("auszaehlung-2", zaehlt=election.teller("Ada"), **wrong)
    form = election.office.open(f"{election.path}/auszaehlung-2")
    assert (form.value("zaehlt"), form.value("zettel")) == (election.teller("Bo"), "")
    assert form.value("stimmen-1") == ""
    again = election.form("auszaehlung-2", zaehlt=election.teller("Bo"), **figures("9", "9"))
    assert (again.status, again.value("stimmen-1")) == (409, "9")
    assert election.office.open(f"{election.path}/auszaehlung-2").value("stimmen-1") == ""
    # Whoever counts again finds the own figures, and no others.
    own = election.office.open(f"{election.path}/auszaehlung-2?zaehlt={election.teller('Ada')}")
    assert [own.value(f"stimmen-{n}") for n in (1, 2)] == ["1", "1"]
    assert own.value("zaehlt") == election.teller("Ada")
    assert "zwischenspeichern" not in own.buttons


def test_wrong_sums_are_said_at_the_votes(hands: Hands) -> None:
    election = AtThePages(hands).nominated("Kim", "Lou").held()
    typed = {**figures("1", "1"), "zettel": "3"}
    refused = election.form("auszaehlung-2", zaehlt=election.teller("Ada"), wann=MEETS, **typed)
    assert 'href="#stimmen"' in refused.answer.text
    assert 'id="stimmen" tabindex="-1" aria-describedby="stimmen-fehler"' in refused.answer.text


def test_who_counts_is_mended_while_nobody_counted(hands: Hands) -> None:
    election = AtThePages(hands).nominated("Kim", "Lou").held(("Ada", "Bö"))
    form = election.office.open(f"{election.path}/wahlgang-2")
    assert form.values("wer") == ["verein-a", "verein-b", "verein-c"]
    assert form.value("zaehlt-1-person") == election.teller("Ada")
    election.held(("Ada", "Bo"))
    assert election.teller("Bo")
    same = election.form("wahlgang-2", wer=["verein-a"], zaehlt_1="Ada", zaehlt_2="ada", wann=MEETS)
    assert "Nennen Sie zwei verschiedene." in same.words
    without = {f"zaehlt_{n}{part}": "" for n in (1, 2) for part in ("", "_person")}
    nobody = election.form("wahlgang-2", wer=["verein-a"], wann=MEETS, **without)
    assert nobody.words.count("Bitte wählen Sie, wer zählt") >= 2


def test_all_organisations_are_chosen_at_once(hands: Hands) -> None:
    election = AtThePages(hands).nominated("Kim", "Lou")
    form = election.office.open(f"{election.path}/wahlgang-2").press("alle", zaehlt_1="Ada")
    assert form.values("wer") == ["verein-a", "verein-b", "verein-c"]
    assert form.value("zaehlt-1") == "Ada"
    [first, *_] = re.findall(r'name="knopf" value="([^"]+)"', form.answer.text)
    assert first == "wahlgang-2"


def test_the_enter_key_in_a_kept_form_does_the_act_and_discards_nothing(hands: Hands) -> None:
    election = AtThePages(hands).nominated("Kim", "Lou")
    path = f"{election.path}/wahlgang-2"
    election.office.open(path).press("zwischenspeichern", zaehlt_1="Ada")
    form = election.office.open(path)
    assert "verwerfen" in form.buttons
    [first, *_] = re.findall(r'name="knopf" value="([^"]+)"', form.answer.text)
    assert first == "wahlgang-2"


def registered(hands: Hands, name: str) -> str:
    with hands.service.pool.connection() as database:
        return register.register(database, name)


def test_somebody_of_the_register_is_put_up_once(hands: Hands) -> None:
    election = AtThePages(hands)
    kim = registered(hands, "Kim")
    form = election.office.open(f"{election.path}/aufstellung")
    named = form.press("aufstellung", name="Kim", wer="verein-a", einwilligung="ja", wann=BEFORE)
    assert named.status == 422 and "So heißt schon jemand im Verzeichnis." in named.words
    found = form.press("suche-name", name="kim", einwilligung="ja")
    assert (found.status, found.value("einwilligung")) == (200, "ja")
    assert f'value="{kim}"><label' in found.answer.text.replace(' aria-describedby=""', "")
    assert "Niemand im Verzeichnis passt." in form.press("suche-name", name="Xaver").words
    chosen = {"name": "", "name_person": kim}
    election.does("aufstellung", BEFORE, wer="verein-a", einwilligung="ja", **chosen)
    typed = {"wer": "verein-b", "einwilligung": "ja"}
    twice = election.form("aufstellung", wann=BEFORE, **chosen, **typed)
    assert "schon von einer anderen Organisation aufgestellt" in twice.words
    election.does("aufstellung", BEFORE, name_person=kim, name="Lou", **typed)
    assert "Lou" in election.page  # what is typed leads: she does not fit who was chosen before
    with hands.service.pool.connection() as database:
        assert len(register.search(database, "Kim")) == 1


def test_witnesses_of_the_register_see_a_lot(hands: Hands) -> None:
    election = AtThePages(hands).nominated("Kim", "Lou", "Mika").held().counted("1", "1", "1")
    form = election.office.open(f"{election.path}/los")
    tied = [f.value for f in form._read.fields if f.name == "gezogen"]
    cem = registered(hands, "Cem")
    election.does("los", gezogen=tied[:2], zeuge_1_person=cem, zeuge_2="Dana")
    assert "Zeug*innen: Cem und Dana." in election.page
    with hands.service.pool.connection() as database:
        assert len(register.search(database, "Cem")) == 1


def test_who_moves_up_is_told(hands: Hands) -> None:
    election = AtThePages(hands).nominated("Kim", "Lou", "Mika").held().counted("1", "1", "1")
    election.does("ruecktritt", wer="verein-a", grund="Nimmt den Sitz nicht an.")
    page = election.page
    assert "Nimmt den Sitz nicht an. Nachgerückt: Lou und Mika." in page
    assert "1 Kim 1 Steht nicht mehr zur Wahl" in page
    assert "Gewählt, nachgerückt" in page
    assert "Gewählt sind Lou und Mika." in page
    record = text(election.office, f"{election.path}/niederschrift")
    assert "Gewählt, nachgerückt" in record
    assert "Steht nicht mehr zur Wahl seit 11.01.2020" in record


def test_what_happened_is_told_with_the_names_of_organisations(hands: Hands) -> None:
    election = AtThePages(hands).nominated("Kim")
    election.does("streichung", BEFORE, wer="verein-c", grund="Aufgelöst.")
    page = election.page
    assert "Die Organisation „Verein A“ hat eine Person mit deren Einwilligung" in page
    assert (
        "OE 50.6 (Sachgebiet Integration) hat „Verein C“ aus dem Wählerverzeichnis gestrichen."
        in page
    )
    assert "geschehen am 06.01.2020" in page
    assert "verein-" not in page
    election.does("einladung", wer=["verein-a"], tag="2019-11-20", wann="")
    older = text(hands["auditor"], f"{election.path}?vor=3")
    assert "OE 50.6 (Sachgebiet Integration) hat die Wahl ausgerufen" in older
    assert "zur Wahl eingeladen" not in older.partition("Verlauf")[2]


def test_words_do_not_hide_the_day(hands: Hands) -> None:
    election = AtThePages(hands)
    election.does(
        "verlegung", BEFORE, termin="in Halle 5", termin_tag="2020-01-18", grund="Zu klein."
    )
    for path in (election.path, "/wahlen", f"{election.path}/waehlerverzeichnis",
                 f"{election.path}/niederschrift"):  # fmt: skip
        assert "in Halle 5 (18.01.2020)" in text(election.office, path)


def test_what_is_set_aside_is_said_and_found(hands: Hands) -> None:
    election = AtThePages(hands)
    form = election.office.open(f"{election.path}/aufnahme")
    done = form.press("zwischenspeichern", name="Verein E")
    assert "ist zwischengespeichert" in text(election.office, done.goes_to)
    calling = election.office.open("/wahlen/neu").press("zwischenspeichern", termin="bald")
    assert "ist zwischengespeichert" in text(election.office, calling.goes_to)
    start = election.office.open("/")
    assert f'href="{election.path}/aufnahme"' in start.answer.text
    assert 'href="/wahlen/neu"' in start.answer.text
    assert "Organisation ins Wählerverzeichnis aufnehmen, „Wahl der" in start.words


def test_an_election_called_by_mistake_is_called_off(hands: Hands) -> None:
    election = AtThePages(hands)
    typed = {"organisationen": "Verein A", "frist": "2020-01-10T12:00", "termin": "bald",
             "wann": "2019-11-18T09:00"}  # fmt: skip
    second = election.office.open("/wahlen/neu").press("ausrufen", **typed)
    assert second.status == 409
    assert "Für diese Sitze läuft schon eine Wahl." in second.words
    assert "Bitte begründen Sie" in election.form("abbruch", grund="").words
    election.does("abbruch", BEFORE, grund="Falsche Frist.")
    page = election.page
    assert "Die Wahl ist am 06.01.2020 abgebrochen worden. Grund: Falsche Frist." in page
    assert "Eintragen" not in page
    assert election.office.open("/wahlen/neu").press("ausrufen", **typed).goes_to
    listed = text(election.office, "/wahlen")
    assert "Wahl der Migrant*innenorganisationen : Samstag, 11.01.2020" in listed
    assert "Wahl der Migrant*innenorganisationen : bald" in listed


def test_the_roll_has_columns_for_the_rounds_there_are(hands: Hands) -> None:
    election = AtThePages(hands).nominated("Kim", "Lou")
    roll = text(election.office, f"{election.path}/waehlerverzeichnis")
    assert "Unterschrift, Stichwahl" in roll
    assert "Erster Wahlgang" not in roll  # with two candidates the run-off is held at once


def test_a_seat_that_is_taken_is_freed_where_the_page_says(hands: Hands) -> None:
    AtThePages(hands).nominated("Kim", "Lou").held().counted("1", "2").does("ergebnis")
    before = hands["office"].open("/wahlen/neu").words
    assert "Noch besetzt; mit dem Ergebnis der Wahl kann diese Amtszeit enden" in before
    assert "Migrant*innenorganisationen, Sitz 1: Lou seit 11.01.2020" in before
    election = AtThePages(hands).nominated("Mika").held(("Cem", "Dana"))
    election.counted("3", tellers=("Cem", "Dana"))
    assert "Noch besetzt: Migrant*innenorganisationen, Sitz 1, Lou" in election.page
    refused = election.form("ergebnis", wann=MEETS, seit="2020-01-12", amtszeit="")
    assert refused.status == 409 and 'href="#amtszeit"' in refused.answer.text
    election.does("ergebnis", seit="2020-01-12", amtszeit="ja")
    group = hands["office"].open("/gremien/lenkungsgruppe?am=2020-01-12").words
    assert "Mika seit 12.01.2020" in group and "Lou 11.01.2020 bis 11.01.2020" not in group
    assert "Sitz 1 am 11.01.2020" in group and "Kim seit 11.01.2020" in group


def test_erasing_says_where_somebody_stands(hands: Hands) -> None:
    election = AtThePages(hands)
    kim = registered(hands, "Kim")
    election.does("aufstellung", BEFORE, wer="verein-a", name_person=kim, einwilligung="ja")
    page = election.office.open(f"/personen/{kim}/loeschen")
    assert "Die Person steht nicht mehr zur Wahl: Wahl der Migrant*innenorg" in page.words
    page.press("", grund="request")
    assert "Die Person ist gelöscht." in election.page
    assert "Kim" not in election.page
