"""What is typed is kept until its act is done: across errors, sign-outs and devices."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from review_service.pages.visitor import form_of
from review_service.people import accounts, working_copies
from review_service.people.passwords import HASHER
from review_service.service import Service
from tests.api.way import Way
from tests.pages.hands import Hands, Sheet

TYPED = {"haltung": "bedenken", "text": "Lange überlegt."}


def opened(hands: Hands, way: Way, name: str = "beirat-01") -> Sheet:
    return hands[name].open(f"/entwuerfe/{way.id}/stellungnahme")


def kept(service: Service, name: str = "beirat-01") -> list[tuple[str, str, datetime]]:
    with service.pool.connection() as database:
        return working_copies.all_of(database, name)


def test_writing_on_later_keeps_everything_and_records_nothing(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    done = opened(hands, way).press("zwischenspeichern", **TYPED, absatz=["2"], zitat="Ziele")
    assert done.goes_to == f"/entwuerfe/{way.id}?ok=gesichert"
    assert way.get("auditor", "/statements")["items"] == []
    later = opened(hands, way)  # another browser
    assert "Sie schreiben weiter, wo Sie aufgehört haben" in later.words
    assert (later.value("haltung"), later.value("text")) == ("bedenken", "Lange überlegt.")
    assert (later.values("absatz"), later.values("zitat")) == (["2"], ["Ziele"])


def test_it_is_forgotten_once_the_act_is_done(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    opened(hands, way).press("zwischenspeichern", **TYPED)
    assert [(act, subject) for act, subject, _ in kept(service)] == [("stellungnahme", way.id)]
    opened(hands, way).press("stellungnahme")
    assert kept(service) == []
    assert "Sie schreiben weiter" not in opened(hands, way).words


def test_it_is_forgotten_on_demand(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    opened(hands, way).press("zwischenspeichern", **TYPED)
    discarded = opened(hands, way).press("verwerfen")
    assert discarded.goes_to == f"/entwuerfe/{way.id}/stellungnahme"
    assert opened(hands, way).value("text") == "" and kept(service) == []


def test_an_error_keeps_it_too(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    opened(hands, way).press("stellungnahme", text="Lange überlegt.")  # without a position
    assert opened(hands, way).value("text") == "Lange überlegt."


def test_it_is_nobody_elses(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    opened(hands, way).press("zwischenspeichern", **TYPED)
    assert opened(hands, way, "beirat-02").value("text") == ""


def test_a_kept_form_never_holds_a_character_the_database_refuses(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    opened(hands, way).press("zwischenspeichern", text="Lange\0 überlegt.")
    assert opened(hands, way).value("text") == "Lange\ufffd überlegt."


def test_a_text_kept_on_an_older_revision_says_so_when_it_is_opened(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft()
    path = f"/entwuerfe/{way.id}/ueberarbeiten"
    hands["chair"].open(path).press("zwischenspeichern", text="Mein Text")
    way.revise()
    sheet = hands["chair"].open(path)
    assert "Inzwischen gilt Fassung 2" in sheet.words and sheet.value("text") == "Mein Text"
    assert "gleichzeitig geändert" in sheet.words and "ueberarbeiten" in sheet.buttons


def test_a_new_draft_is_kept_before_it_has_a_page(service: Service) -> None:
    hands = Hands(service)
    done = hands["chair"].open("/entwuerfe/neu").press("zwischenspeichern", titel="Leitbild")
    assert done.goes_to == "/entwuerfe?ok=gesichert"
    assert hands["chair"].open("/entwuerfe/neu").value("titel") == "Leitbild"


def test_a_session_that_ended_while_typing_loses_nothing(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    with service.pool.connection() as database:
        accounts.set_password(database, "beirat-01", HASHER.hash("Lange genug dafür"))
    sheet = opened(hands, way)
    with service.pool.connection() as database:
        database.execute(
            "UPDATE people.session SET used_at = %s", (datetime.now(UTC) - timedelta(days=1),)
        )
    asked = sheet.press("stellungnahme", **TYPED)
    assert asked.status == 401 and way.get("auditor", "/statements")["items"] == []
    fields = [*asked.fields, ("konto", "beirat-01"), ("passwort", "Lange genug dafür")]
    answer = sheet.person.client.post("/anmelden", data=dict(fields))
    assert answer.headers["location"] == f"/entwuerfe/{way.id}/stellungnahme"
    again = sheet.person.open(answer.headers["location"])
    assert again.value("text") == "Lange überlegt." and again.value("haltung") == "bedenken"


def test_a_form_of_another_session_is_refused_and_kept(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    sheet = opened(hands, way)
    fields = [("csrf", "another"), *[pair for pair in sheet.fields if pair[0] != "csrf"]]
    typed = [pair for pair in fields if pair[0] != "text"]
    sent = [*typed, ("text", "Lange überlegt."), ("knopf", "stellungnahme")]
    assert sheet.person.send(sheet.path, sent).status == 403
    assert way.get("auditor", "/statements")["items"] == []
    assert opened(hands, way).value("text") == "Lange überlegt."


def test_a_form_sent_from_another_site_is_refused_and_not_kept(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    sheet = opened(hands, way)
    sent = [*sheet.fields, ("text", "Untergeschoben."), ("knopf", "stellungnahme")]
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert sheet.person.send(sheet.path, sent, **headers).status == 403
    assert way.get("auditor", "/statements")["items"] == [] and kept(service) == []


def test_a_database_that_fails_gives_everything_back_to_be_sent_again(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    sheet = opened(hands, way)
    service.pool.close()
    failed = sheet.press("stellungnahme", **TYPED)
    assert failed.status == 503 and "Noch einmal senden" in failed.words
    for name in ("csrf", "schluessel", "haltung", "text", "fuer", "fassung"):
        assert failed.value(name) == (TYPED.get(name) or sheet.value(name))
    assert failed.value("knopf") == "stellungnahme"


# While someone types, and in two windows ---------------------------------------------------


def test_what_is_typed_is_saved_and_nothing_recorded(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    saved = opened(hands, way).press("sichern", **TYPED)
    assert saved.status == 200 and ":" not in saved.answer.json()["um"]
    assert way.get("auditor", "/statements")["items"] == []
    assert opened(hands, way).value("text") == "Lange überlegt."


def test_of_counts_of_an_election_nothing_is_kept() -> None:
    assert form_of("/wahlen/7/auszaehlung-1") is None
    assert form_of("/wahlen/7/los") == ("wahl/los", "7")


def test_two_windows_keep_both_texts_until_one_is_chosen(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    home, office = opened(hands, way), opened(hands, way)
    assert home.press("sichern", text="Zu Hause.").status == 200
    assert office.press("sichern", text="Im Büro.").status == 409
    assert home.press("sichern", text="Zu Hause, später.").status == 200, "its own words"
    asked = office.press("zwischenspeichern", text="Im Büro.")
    assert asked.goes_to == f"/entwuerfe/{way.id}/stellungnahme"
    both = opened(hands, way)
    assert both.value("text") == "Im Büro." and "Zu Hause, später." in both.words
    [other] = [button for button in both.buttons if button.startswith("andere-nehmen-")]
    both.press(other)
    swapped = opened(hands, way)
    assert swapped.value("text") == "Zu Hause, später." and "Im Büro." in swapped.words
    swapped.press("diese-behalten")
    chosen = opened(hands, way)
    assert chosen.value("text") == "Zu Hause, später." and "Im Büro." not in chosen.words


def test_an_act_in_one_window_leaves_the_words_of_the_other(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    home, office = opened(hands, way), opened(hands, way)
    home.press("sichern", text="Zu Hause.")
    office.press("stellungnahme", **TYPED)
    assert [one["text"] for one in way.get("auditor", "/statements")["items"]] == [TYPED["text"]]
    assert opened(hands, way).value("text") == "Zu Hause."


def test_one_window_does_not_discard_what_another_wrote(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    opened(hands, way).press("sichern", text="Gestern.")
    old = opened(hands, way)
    opened(hands, way).press("sichern", text="Heute.")
    old.press("verwerfen")
    assert opened(hands, way).value("text") == "Heute."


def test_who_goes_on_elsewhere_is_not_asked_which_words_are_meant(service: Service) -> None:
    hands = Hands(service)
    way = hands.draft().submit()
    opened(hands, way).press("sichern", text="Zu Hause.")
    assert opened(hands, way).press("sichern", text="Zu Hause, im Büro.").status == 200
    assert opened(hands, way).value("text") == "Zu Hause, im Büro."
