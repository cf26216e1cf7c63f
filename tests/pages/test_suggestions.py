"""Suggestions at their pages: entered with consent, forwarded, answered."""

from __future__ import annotations

from typing import Any

from domain.gremium import Role
from review_service.people import register
from tests.pages.hands import Hands, Sheet

NEW = {
    "name": "Ada Muster", "kontakt": "ada@example.org", "organisation": "Bildungsverein e. V.",
    "thema": ["bildung"], "grund": "Zwanzig Jahre Erwachsenenbildung.", "einwilligung": "ja",
}  # fmt: skip


def enter(hands: Hands, **typed: Any) -> Sheet:
    return hands["office"].open("/vorschlaege/neu").press("aufnehmen", **{**NEW, **typed})


def entered(hands: Hands) -> str:
    goes_to = enter(hands).goes_to
    assert goes_to.endswith("?ok=neu")
    return goes_to.removesuffix("?ok=neu")


def forwarded(hands: Hands) -> str:
    path = entered(hands)
    sheet = hands["office"].open(f"{path}/weiterleiten")
    assert sheet.press("weiterleiten", dezernat="dezernat-4").goes_to == f"{path}?ok=weiterleiten"
    return path


def test_a_suggestion_becomes_a_seat(hands: Hands) -> None:
    path = forwarded(hands)
    dezernat = hands.with_seats("dez-4", ("dezernat-4", Role.OFFICE))
    assert "Ada Muster" in dezernat.open("/vorschlaege").words
    assert "ada@example.org" in dezernat.open(path).words
    early = {"sitz": "expertengruppe-bildung extern", "seit": "2019-10-01"}
    refused = dezernat.open(f"{path}/berufen").press("berufen", **early)
    assert (refused.status, refused.value("seit")) == (409, "2019-10-01")
    done = dezernat.open(f"{path}/berufen").press("berufen", **{**early, "seit": "2020-01-13"})
    assert done.goes_to == f"{path}?ok=berufen"
    assert "Expert*innengruppe Bildung , Externe Expert*innen" in dezernat.open(path).words
    group = dezernat.open("/gremien/expertengruppe-bildung?am=2020-01-13").words
    assert "Ada Muster seit 13.01.2020" in group


def test_the_leading_dezernat_is_chosen_and_the_suggestion_called_back(hands: Hands) -> None:
    path, office = entered(hands), hands["office"]
    assert "Vom Dezernat zurückholen" not in office.open(path).words
    form = office.open(f"{path}/weiterleiten")
    assert '<option value="dezernat-4" selected>' in form.answer.text
    form.press("weiterleiten", dezernat="dezernat-3")
    third = hands.with_seats("dez-3", ("dezernat-3", Role.OFFICE))
    assert third.open(path).status == 200
    assert third.open(f"{path}/zurueckholen").status == 403
    back = office.open(f"{path}/zurueckholen")
    empty = back.press("zurueckholen", grund=" ")
    assert empty.status == 422 and "Bitte begründen Sie, warum Sie den Vorschlag" in empty.words
    done = back.press("zurueckholen", grund="Es ist nicht zuständig.")
    assert "Der Vorschlag ist zurückgeholt." in office.open(done.goes_to).words
    assert third.open(path).status == 404
    assert "Initiativvorschlag von „Bildungsverein e. V.“ weiterleiten" in office.open("/").words
    sheet = office.open(f"{path}/weiterleiten").press("weiterleiten", dezernat="dezernat-4")
    late = office.open(f"{path}/zurueckholen")
    fourth = hands.with_seats("dez-4", ("dezernat-4", Role.OFFICE))
    fourth.open(f"{path}/ablehnen").press("ablehnen", grund="Alle Plätze besetzt.")
    refused = late.press("zurueckholen", grund="Zu spät.")
    assert sheet.goes_to and refused.status == 409
    assert "liegt gerade bei keinem Dezernat" in refused.words
    assert (
        '<option value="dezernat-4" selected>'
        not in office.open(f"{path}/weiterleiten").answer.text
    )


def test_a_name_that_turns_the_writing_or_is_invisible_comes_back(hands: Hands) -> None:
    for field, words in (
        ("name", "Ada \u202eretsuM"),
        ("organisation", "Verein\x9b"),
        ("name", "\u3164"),
    ):
        sheet = enter(hands, **{field: words})
        assert sheet.status == 422 and sheet.value("grund") == NEW["grund"]
        assert ("keine unsichtbaren Steuerzeichen" in sheet.words) == (words != "\u3164")
    assert enter(hands, name="Ada\u00ad Muster\u200b").goes_to


def test_a_declined_one_goes_back_with_its_reason(hands: Hands) -> None:
    path = forwarded(hands)
    dezernat = hands.with_seats("dez-4", ("dezernat-4", Role.OFFICE))
    empty = dezernat.open(f"{path}/ablehnen").press("ablehnen", grund="")
    assert empty.status == 422
    dezernat.open(f"{path}/ablehnen").press("ablehnen", grund="Alle Plätze besetzt.")
    shown = hands["office"].open(path).words
    assert "Alle Plätze besetzt." in shown
    assert "An ein Dezernat weiterleiten" in shown


def test_once_every_dezernat_declined_there_is_no_other_to_ask(hands: Hands) -> None:
    path, office = entered(hands), hands["office"]
    for number in (3, 4, 5, 6):
        assert "An ein Dezernat weiterleiten" in office.open(path).words
        slug = f"dezernat-{number}"
        office.open(f"{path}/weiterleiten").press("weiterleiten", dezernat=slug)
        dezernat = hands.with_seats(f"dez-{number}", (slug, Role.OFFICE))
        assert dezernat.open(f"{path}/ablehnen").press("ablehnen", grund="Nein.").goes_to
    said = office.open(path).words
    assert "An ein Dezernat weiterleiten" not in said and "Einwilligung zurückgenommen" in said


def test_every_answer_stays_readable_with_its_day(hands: Hands) -> None:
    path = forwarded(hands)
    dezernat = hands.with_seats("dez-4", ("dezernat-4", Role.OFFICE))
    dezernat.open(f"{path}/ablehnen").press("ablehnen", grund="Alle Plätze besetzt.")
    office = hands["office"]
    office.open(f"{path}/weiterleiten").press("weiterleiten", dezernat="dezernat-3")
    today = f"{hands.service.today:%d.%m.%Y}"
    assert f"Dezernat IV , {today}: Alle Plätze besetzt." in office.open(path).words
    assert "Alle Plätze besetzt." in dezernat.open(path).words


def test_somebody_of_the_register_is_chosen(hands: Hands) -> None:
    with hands.service.pool.connection() as database:
        person = register.register(database, "Bo Bekannt", "bo@example.org")
    neither = enter(hands, name="")
    assert (neither.status, "eine neue" in neither.words) == (422, True)
    office = hands["office"]
    assert "Bo Bekannt" in office.open("/vorschlaege/neu?suche=bekannt").words
    form = office.open(f"/vorschlaege/neu?person={person}")
    assert "Für Bo Bekannt" in form.words and form.value("name") is None
    facts = {key: value for key, value in NEW.items() if key not in ("name", "kontakt")}
    done = form.press("aufnehmen", **facts)
    assert "Bo Bekannt" in office.open(done.goes_to).words
    with hands.service.pool.connection() as database:
        assert len(register.search(database, "Bekannt")) == 1


def test_who_declined_reads_no_name_once_another_is_asked(hands: Hands) -> None:
    path = forwarded(hands)
    dezernat = hands.with_seats("dez-4", ("dezernat-4", Role.OFFICE))
    dezernat.open(f"{path}/ablehnen").press("ablehnen", grund="Alle Plätze besetzt.")
    assert "Ada Muster" in dezernat.open(path).words
    office = hands["office"].open(f"{path}/weiterleiten")
    office.press("weiterleiten", dezernat="dezernat-3")
    for address in (path, "/vorschlaege", f"{path}/berufen"):
        words = dezernat.open(address).words
        assert "Name nicht mehr sichtbar" in words
        assert "Ada Muster" not in words and "ada@example.org" not in words


def test_without_consent_nothing_is_entered(hands: Hands) -> None:
    sheet = enter(hands, einwilligung=[], thema=[])
    assert (sheet.status, sheet.value("name")) == (422, "Ada Muster")
    assert "nur mit Einwilligung" in sheet.words
    assert "mindestens ein Themenfeld" in sheet.words


def test_with_the_consent_the_name_goes(hands: Hands) -> None:
    path = entered(hands)
    sheet = hands["office"].open(f"{path}/einwilligung").press("einwilligung", loeschen="ja")
    assert sheet.goes_to == f"{path}?ok=einwilligung"
    words = hands["office"].open(path).words
    assert "Gelöschte Person" in words
    assert "Ada Muster" not in words


def test_who_has_nothing_to_do_with_them_sees_none(hands: Hands) -> None:
    path = entered(hands)
    for who in ("beirat-01", "chair", "admin", "steering"):
        for address in ("/vorschlaege", path, "/vorschlaege/neu", f"{path}/weiterleiten"):
            assert hands[who].open(address).status == 403, (who, address)
    audited = hands["auditor"].open(path)
    assert (audited.status, "ada@example.org" in audited.words) == (200, False)
    assert hands["auditor"].open(f"{path}/weiterleiten").status == 403
    dezernat = hands.with_seats("dez-4", ("dezernat-4", Role.OFFICE))
    assert dezernat.open(path).status == 404
