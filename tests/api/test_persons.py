"""The register by the API: who keeps it, who reads it, and what erasing answers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest

from tests.api.callers import SEATS, Callers
from tests.api.way import problem

NEW = {"name": "Mira Beispiel", "contact": "mira@example.org", "office": "Verein Brücke"}
KEEPERS, READERS = {"office"}, {"office", "auditor"}


def entered(api: Callers, **facts: Any) -> str:
    answer = api["office"].post("/api/persons", {**NEW, **facts})
    assert answer.status_code == 201
    person: str = answer.json()["person"]
    return person


@pytest.mark.parametrize("who", SEATS)
def test_who_keeps_the_register_and_who_reads_it(api: Callers, who: str) -> None:
    person = entered(api)
    path = f"/api/persons/{person}"
    caller = api[who]
    reading = 200 if who in READERS else 403
    keeping = who in KEEPERS
    assert caller.get("/api/persons").status_code == reading
    assert caller.get(path).status_code == reading
    assert caller.get(f"{path}/data").status_code == (200 if keeping else 403)
    assert caller.post("/api/persons", NEW).status_code == (201 if keeping else 403)
    assert caller.post(f"{path}/correction", NEW).status_code == (200 if keeping else 403)
    erasing = keeping or who == "admin"
    answer = caller.post(f"{path}/erasure", {"reason": "request"})
    assert answer.status_code == (201 if erasing else 403)


def test_a_refusal_names_the_rule(api: Callers) -> None:
    person = entered(api)
    answers = {
        "OnlyTheRegistrarKeepsTheRegister": api["auditor"].post("/api/persons", NEW),
        "OnlyTheRegistrarReadsTheRegister": api["chair"].get("/api/persons"),
        "OnlyTheRegistrarErasesWhoSits": api["admin"].post(
            f"/api/persons/{sitting(api)}/erasure", {"reason": "request"}
        ),
        "NoSuchPerson": api["office"].get(f"/api/persons/{'0' * 32}"),
    }
    assert {name: problem(answer)["title"] for name, answer in answers.items()} == {
        name: name for name in answers
    }
    api["office"].post(f"/api/persons/{person}/erasure", {"reason": "request"})
    again = api["office"].post(f"/api/persons/{person}/erasure", {"reason": "request"})
    assert (again.status_code, problem(again)["title"]) == (404, "NoSuchPerson")


def sitting(api: Callers) -> str:
    person: str = api["beirat-01"].get("/api/me").json()["person"]
    return person


def test_an_auditor_reads_no_contact(api: Callers) -> None:
    person = entered(api)
    kept = api["office"].get(f"/api/persons/{person}").json()
    assert (kept["name"], kept["contact"], kept["office"]) == tuple(NEW.values())
    read = api["auditor"].get(f"/api/persons/{person}").json()
    assert read == {**kept, "contact": None}
    listed = api["auditor"].get("/api/persons?q=Mira").json()["items"]
    assert listed == [read]


def test_the_list_is_given_in_parts_and_searched(api: Callers) -> None:
    for number in range(3):
        entered(api, name=f"Person {number}", office="Turnverein")
    first = api["office"].get("/api/persons?q=turnverein&limit=2").json()
    assert [one["name"] for one in first["items"]] == ["Person 0", "Person 1"]
    rest = api["office"].get(first["next"]).json()
    assert [one["name"] for one in rest["items"]] == ["Person 2"] and rest["next"] is None


FOUND_BY = {
    "Jürgen Groß": ["Ju\u0308rgen", "Jürgen", "juergen", "Jurgen", "gross", "GROẞ", "Groß Jürgen"],
    "Ayşe Yıldız": ["Yildiz", "yıldız", "YILDIZ", "YİLDİZ", "ayse", "Ays\u0327e"],
    "Siobhán O’Neill": ["O'Neill", "ONeill", "o´neill", "Siobhan", "o neill", "O\u02bcNeill"],
    "Samuel Łukasz Bauer": ["samuel", "Samuël", "uel", "lukasz", "baur", "Łukasz", "sam\u200buel"],
    "Bjørn Æbelø-Đukić": ["bjorn", "Bjoern", "aebelo", "abelo", "dukic", "Æbelø–Đukić"],
    "Юрий Гагарин": ["юрий", "ГАГАРИН"],
}


def test_a_person_is_found_however_the_name_is_typed(api: Callers) -> None:
    for name in FOUND_BY:
        entered(api, name=name)
    missing = [
        (name, words)
        for name, asked in FOUND_BY.items()
        for words in asked
        if name not in names_found(api, words)
    ]
    assert missing == []
    for words in ("Jurgen Yildiz", "100%", "Gro_", "xyz"):
        assert names_found(api, words) == []


def names_found(api: Callers, words: str) -> list[str]:
    answer = api["office"].get(f"/api/persons?{urlencode({'q': words})}")
    return [one["name"] for one in answer.json()["items"]]


def test_a_corrected_name_is_found_and_the_old_one_is_not(api: Callers) -> None:
    person = entered(api, name="Jörg Weiß", office="")
    api["office"].post(f"/api/persons/{person}/correction", {**NEW, "name": "Søren Groß"})
    assert names_found(api, "weiss") == []
    assert names_found(api, "soren gross bruecke") == ["Søren Groß"]


def test_a_key_registers_a_person_once(api: Callers) -> None:
    answers = [api["office"].post("/api/persons", NEW, Idempotency_Key="eine") for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert len(api["office"].get("/api/persons?q=Mira").json()["items"]) == 1
    other = api["office"].post("/api/persons", {**NEW, "name": "Uli"}, Idempotency_Key="eine")
    assert (other.status_code, problem(other)["title"]) == (422, "KeyUsedForAnother")
    assert api["office"].get("/api/persons?q=Uli").json()["items"] == []


def test_a_key_erases_a_person_once(api: Callers) -> None:
    path = f"/api/persons/{entered(api)}/erasure"
    sent = [
        api["office"].post(path, {"reason": "request"}, Idempotency_Key="weg") for _ in range(2)
    ]
    assert [answer.status_code for answer in sent] == [201, 201]
    assert sent[0].json() == sent[1].json()


def test_an_entry_is_corrected(api: Callers) -> None:
    person = entered(api)
    new = {"name": " Mira \n Neu ", "contact": "", "office": "Verein Steg"}
    said = api["office"].post(f"/api/persons/{person}/correction", new).json()
    assert (said["name"], said["contact"], said["office"]) == ("Mira Neu", "", "Verein Steg")
    gone = api["office"].post(f"/api/persons/{'0' * 32}/correction", new)
    assert gone.status_code == 404


@pytest.mark.parametrize(
    "body",
    [{}, {"name": " "}, {"name": "x" * 301}, {"name": "A", "gender": "f"}, {"name": "A\0"}, []],
)
def test_what_is_malformed_is_refused(api: Callers, body: Any) -> None:
    assert api["office"].post("/api/persons", body).status_code == 422


def test_an_erasure_says_why(api: Callers) -> None:
    path = f"/api/persons/{entered(api)}/erasure"
    assert api["office"].post(path, {"reason": "weil"}).status_code == 422
    said = api["office"].post(path, {"reason": "consent_withdrawn"}).json()
    assert (said["reason"], said["named_until"]) == ("consent_withdrawn", None)


def test_a_persons_data_are_handed_out_without_what_is_its_accounts(api: Callers) -> None:
    said = api["office"].get(f"/api/persons/{sitting(api)}/data").json()
    assert [seat["body"] for seat in said["seats"]] == ["beirat-01"]
    assert said["account"] is None
    assert api["office"].get(f"/api/persons/{'0' * 32}/data").status_code == 404
