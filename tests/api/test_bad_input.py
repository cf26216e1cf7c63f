"""What cannot be taken is said in a sentence that helps, at the field it is about."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from domain.text.normalise import LIMIT
from review_service.api.bodies import MOST_VALUES
from review_service.api.contract import BODIES
from review_service.limits import FEW_BYTES, MOST_BYTES, most_bytes
from review_service.refusals import MOST_ERRORS
from tests.api.asking import routes
from tests.api.callers import Callers
from tests.api.way import DRAFT, TEXT, Way, created, found, problem, said


def refused(api: Callers, **fields: Any) -> dict[str, Any]:
    answer = api["chair"].post("/api/drafts", {**DRAFT, **fields})
    assert answer.status_code == 422
    (error,) = problem(answer)["errors"]
    assert problem(answer)["title"] == "Malformed"
    assert error["message"] in problem(answer)["detail"]
    return dict(error)


# Texts --------------------------------------------------------------------------------------


def test_a_nul_is_refused_with_its_place(api: Callers) -> None:
    error = refused(api, text="Wir fördern\0Bildung.")
    assert error["field"] == "text"
    assert "Wir fördern" in error["message"] and "NUL" in error["message"]


def test_half_a_character_is_refused_with_its_place(api: Callers) -> None:
    for half in (b"\\ud800", b"\\udc00", b"\\ud83d"):
        raw = json.dumps({**DRAFT, "text": "Wir fördern MARK Bildung."}).encode()
        answer = api["chair"].send("/api/drafts", raw.replace(b"MARK", half))
        assert (answer.status_code, problem(answer)["title"]) == (422, "TextContainsHalfACharacter")
        assert "Wir fördern “ ein halbes Zeichen" in problem(answer)["detail"]


def test_a_whole_emoji_in_two_escapes_is_taken(api: Callers) -> None:
    raw = json.dumps({**DRAFT, "text": "Bildung 🎓 für alle."}).encode()
    assert b"\\ud83c\\udf93" in raw
    draft = created(api["chair"].send("/api/drafts", raw))
    assert "🎓" in api["chair"].get(f"/api/drafts/{draft['id']}/revisions/1").json()["text"]


def test_a_text_has_five_megabytes_of_utf_8_at_most(api: Callers) -> None:
    most = "ä" * (LIMIT // 2)
    created(api["chair"].post("/api/drafts", {**DRAFT, "text": most}))
    error = refused(api, text=most + "a")
    assert "5,1 MB" in error["message"] and "erlaubt sind 5 MB" in error["message"]


def test_a_text_of_four_megabytes_is_taken_and_given_back(api: Callers) -> None:
    text = TEXT + "Ein Absatz über Bildung und Teilhabe.\n\n" * 100_000
    assert len(text.encode()) > 4_000_000
    way = Way(api, text=text)
    assert way.get("chair", "/revisions/1")["text"] == text
    assert way.get("chair", "/revisions")["items"][0]["bytes"] == len(text.encode())


@pytest.mark.parametrize("empty", ["", " ", "\n\n", "\u200b", "\x01"])
def test_a_text_is_not_empty(api: Callers, empty: str) -> None:
    assert "leer" in refused(api, text=empty)["message"]


@pytest.mark.parametrize("empty", ["", " ", "\n\n", "\u200b", "\u2800", "\u3164\u00ad", "\ufe0f"])
def test_a_title_is_seen(api: Callers, empty: str) -> None:
    assert refused(api, title=empty)["message"] == "Bitte schreiben Sie etwas in dieses Feld."


def test_a_text_comes_in_without_what_no_reader_sees(api: Callers) -> None:
    way = Way(
        api,
        title="Leit\u200bbild\u00ad",
        text="Maß\u2060nahme\u202e \x1b[8mda\u2028Dort\x0b👩\u200d💻",
    )
    assert way.get("chair")["title"] == "Leitbild"
    assert way.get("chair", "/revisions/1")["text"] == "Maßnahme [8mda\nDort\n👩\u200d💻"


def test_a_title_is_one_line_of_300_characters_at_most(api: Callers) -> None:
    draft = created(api["chair"].post("/api/drafts", {**DRAFT, "title": " Leitbild \n Bildung "}))
    assert draft["title"] == "Leitbild Bildung"
    assert "300 Zeichen" in refused(api, title="x" * 301)["message"]


def test_a_statement_has_a_hundred_thousand_characters_at_most(api: Callers) -> None:
    way = Way(api).submit()
    created(way.post("beirat-01", "statements", **{**said("beirat-01"), "text": "x" * 100_000}))
    answer = way.post("beirat-01", "statements", **{**said("beirat-01"), "text": "x" * 100_001})
    assert answer.status_code == 422
    assert "100000 Zeichen" in problem(answer)["detail"]


# Bodies -------------------------------------------------------------------------------------


def test_an_unknown_field_is_refused(api: Callers) -> None:
    error = refused(api, titel="Leitbild")
    assert error == {"field": "titel", "message": "Diese Angabe gibt es hier nicht."}


def test_a_missing_field_is_named(api: Callers) -> None:
    answer = api["chair"].post("/api/drafts", {**DRAFT, "title": "x"} | {"paper": None})
    assert problem(answer)["errors"][0]["field"] == "paper"
    missing = {name: value for name, value in DRAFT.items() if name != "title"}
    answer = api["chair"].post("/api/drafts", missing)
    assert problem(answer)["errors"] == [{"field": "title", "message": "Diese Angabe fehlt."}]


@pytest.mark.parametrize(
    ("field", "possible"),
    [("paper", ["grundsatzpapier", "massnahmenkatalog"]), ("theme", ["bildung", "wirtschaft"])],
)
def test_a_wrong_choice_is_answered_with_the_possible_ones(
    api: Callers, field: str, possible: list[str]
) -> None:
    message = refused(api, **{field: "unbekannt"})["message"]
    assert all(slug in message for slug in possible)


@pytest.mark.parametrize(
    ("act", "who", "body", "field", "possible"),
    [
        (
            "statements", "beirat-01", {**said("beirat-01"), "position": "ja"}, "position",
            ["zustimmend", "zustimmend_mit_aenderungen", "bedenken", "ablehnend"],
        ),
        (
            "statements", "beirat-01", {**said("beirat-01"), "body": "beirat-12"}, "body",
            ["beirat-01", "beirat-11", "runder-tisch"],
        ),
        (
            "statements", "conference", {**said("conference"), "bundles": ["runder-tisch"]},
            "bundles.0", ["beirat-01", "beirat-11"],
        ),
        (
            "statements", "conference",
            {**said("conference"), "minority": [{"body": "runder-tisch", "text": "Nein."}]},
            "minority.0.body", ["beirat-01", "beirat-11"],
        ),
        ("decisions", "steering", {"revision": 1, "outcome": "x"}, "body", ["return", "accept"]),
        ("decisions", "steering", {"revision": 1}, "body", ["outcome"]),
        (
            "decisions", "steering",
            {"revision": 1, "outcome": "return", "vorgaben": [{"text": " "}]},
            "vorgaben.0.text", ["Bitte schreiben"],
        ),
    ],
)  # fmt: skip
def test_every_choice_says_what_is_possible(
    api: Callers, act: str, who: str, body: Any, field: str, possible: list[str]
) -> None:
    answer = Way(api).submit().post(who, act, **body)
    assert answer.status_code == 422
    (error,) = problem(answer)["errors"]
    assert error["field"] == field
    assert all(value in error["message"] for value in possible)
    assert " or " not in error["message"]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"equality_relevant": "ja"}, "true oder false"),
        ({"equality_relevant": 1}, "true oder false"),
        ({"title": 1}, "ein Text"),
        ({"title": None}, "ein Text"),
    ],
)
def test_a_value_of_another_type_is_refused_and_not_guessed(
    api: Callers, fields: dict[str, Any], message: str
) -> None:
    assert message in refused(api, **fields)["message"]


@pytest.mark.parametrize("number", ["1", 1.5, 0, -1, 2**31, True, None])
def test_a_revision_is_a_number_from_one_on(api: Callers, number: object) -> None:
    answer = Way(api).post("chair", "submission", revision=number)
    assert answer.status_code == 422
    assert problem(answer)["errors"][0]["field"] == "revision"


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b"[" * 40_000, b'{"a": 1e999'])
def test_what_is_no_json_says_where(api: Callers, raw: bytes) -> None:
    answer = api["chair"].send("/api/drafts", raw)
    assert (answer.status_code, problem(answer)["title"]) == (422, "Malformed")
    assert "kein lesbares JSON (Zeile 1, Spalte " in problem(answer)["detail"]


@pytest.mark.parametrize("raw", [b"[]", b"null", b"1", b'"text"'])
def test_json_that_is_no_object_says_so(api: Callers, raw: bytes) -> None:
    answer = api["chair"].send("/api/drafts", raw)
    assert problem(answer)["errors"] == [
        {"field": "body", "message": "Hier wird ein Objekt erwartet."}
    ]


def test_only_the_conference_bundles(api: Callers) -> None:
    answer = (
        Way(api)
        .submit()
        .post("beirat-01", "statements", **said("beirat-01"), bundles=["beirat-01"])
    )
    assert answer.status_code == 422
    assert "Nur die Delegiertenkonferenz" in problem(answer)["detail"]


def test_a_position_is_left_out_by_gleichstellung_alone(api: Callers) -> None:
    body = {"body": "beirat-01", "revision": 1, "text": "Ja."}
    answer = Way(api).submit().post("beirat-01", "statements", **body)
    assert answer.status_code == 422
    assert "Haltung" in problem(answer)["detail"]


# Size ---------------------------------------------------------------------------------------


def parts(size: int) -> Iterator[bytes]:
    yield b'{"text": "'
    for _ in range(0, size, 1_000_000):
        yield b"x" * 1_000_000


def test_a_body_over_sixteen_megabytes_is_refused_while_it_is_read(api: Callers) -> None:
    whole = api["chair"].send("/api/drafts", b" " * (MOST_BYTES + 1))
    assert (whole.status_code, problem(whole)["title"]) == (413, "TooLarge")
    chunked = api["chair"].client.post(
        "/api/drafts", content=parts(40_000_000), headers={"Content-Type": "application/json"}
    )
    assert (chunked.status_code, problem(chunked)["title"]) == (413, "TooLarge")
    assert "16 MB" in problem(chunked)["detail"]


def test_a_body_of_sixteen_megabytes_is_read(api: Callers) -> None:
    body = json.dumps(DRAFT).encode()
    created(api["chair"].send("/api/drafts", body + b" " * (MOST_BYTES - len(body))))


def test_what_holds_no_text_of_a_draft_has_one_megabyte(api: Callers) -> None:
    way = Way(api).submit()
    body = json.dumps(said("beirat-01")).encode()
    larger = body + b" " * (FEW_BYTES + 1 - len(body))
    refused = api["beirat-01"].send(f"{way.path}/statements", larger)
    assert (refused.status_code, problem(refused)["title"]) == (413, "TooLarge")
    assert "sonst 1 MB" in problem(refused)["detail"]
    created(api["beirat-01"].send(f"{way.path}/statements", larger[:-1]))


def most(path: str, media_type: bytes) -> int:
    return most_bytes({"path": path, "headers": [(b"content-type", media_type)]})


def test_sixteen_megabytes_are_read_where_a_draft_is_written_and_nowhere_else(api: Callers) -> None:
    form, paths = b"multipart/form-data; boundary=x", {path for _, path in routes(api.app)}
    assert {path for path in paths if most(path, form) > FEW_BYTES} == {
        "/api/drafts", "/api/drafts/{id}/revisions", "/entwuerfe/neu",
        "/entwuerfe/{id}/ueberarbeiten", "/anmelden", "/api/files", "/api/files/draft",
        "/api/drafts/{id}/file",
    }  # fmt: skip


def test_no_form_of_ours_is_url_encoded_and_none_such_may_be_large(api: Callers) -> None:
    encoded = b"application/x-www-form-urlencoded; charset=utf-8"
    assert {most(path, encoded) for _, path in routes(api.app)} == {FEW_BYTES}


# Many mistakes ------------------------------------------------------------------------------


def test_a_hundred_mistakes_are_named_and_no_more(api: Callers) -> None:
    unknown = {f"feld{number}": 1 for number in range(5000)}
    answer = api["chair"].post("/api/drafts", {**DRAFT, **unknown})
    assert answer.status_code == 422
    errors = problem(answer)["errors"]
    assert [error["field"] for error in errors] == [f"feld{n}" for n in range(MOST_ERRORS)]
    assert len(answer.content) < 20_000


def test_a_name_nobody_knows_is_not_given_back_whole(api: Callers) -> None:
    answer = api["chair"].post("/api/drafts", {**DRAFT, "x" * 1_000_000: 1})
    assert problem(answer)["errors"][0]["field"] == "x" * 100
    assert len(answer.content) < 1000


@pytest.mark.parametrize(
    "many",
    [
        b",".join(b'"k%d":1' % number for number in range(MOST_VALUES + 2)),
        b'"title": [' + b"1," * (MOST_VALUES + 1) + b"1]",
        b'"title": ' + b"[" * (MOST_VALUES + 1),
        b'"title": [' + b"{}," * (MOST_VALUES + 1) + b"{}]",
        b'"\\"" : "\\\\", "title": [' + b' "," ,\n' * (MOST_VALUES + 1) + b'""]',
    ],
)
def test_more_values_than_any_request_has_are_refused_before_they_are_read(
    api: Callers, many: bytes
) -> None:
    answer = api["chair"].send("/api/drafts", b"{" + many + b"}")
    assert (answer.status_code, problem(answer)["title"]) == (422, "TooManyValues")


def test_commas_and_brackets_of_a_text_are_no_values(api: Callers) -> None:
    text = '"Ja", [nein], {vielleicht}, \\"' * 20_000
    created(api["chair"].post("/api/drafts", {**DRAFT, "text": text}))


def lists(schema: Any, path: str = "") -> Iterator[tuple[str, bool]]:
    """Every list and every object of any keys a schema names, and whether its length is limited."""
    if isinstance(schema, dict):
        if schema.get("type") == "array":
            yield path, "maxItems" in schema
        if isinstance(schema.get("additionalProperties"), dict):
            yield path, "maxProperties" in schema
        for name, inner in schema.items():
            yield from lists(inner, f"{path}/{name}")
    elif isinstance(schema, list):
        for inner in schema:
            yield from lists(inner, path)


def test_every_list_a_request_may_hold_has_a_greatest_length() -> None:
    found = [
        (body.name, path, limited)
        for body in BODIES
        for path, limited in lists(body.adapter.json_schema())
    ]
    assert len(found) > 15
    assert [entry for entry in found if not entry[2]] == []


# Passages -----------------------------------------------------------------------------------

TWICE = "Wir nennen Ziele.\n\nWir nennen Ziele.\n\nWir fördern Bildung.\n"


def stating(way: Way, *passages: dict[str, Any]) -> Any:
    return way.post("beirat-01", "statements", **said("beirat-01"), passages=list(passages))


def test_a_passage_that_is_not_there_says_what_to_add(api: Callers) -> None:
    answer = stating(Way(api).submit(), {"exact": "Das steht nicht da"})
    assert (answer.status_code, problem(answer)["title"]) == (422, "PassageNotFound")
    assert "Kopieren Sie die Wörter genau" in problem(answer)["detail"]


def test_a_passage_found_twice_says_what_to_add(api: Callers) -> None:
    way = Way(api, text=TWICE).submit()
    answer = stating(way, {"exact": "nennen Ziele"})
    assert (answer.status_code, problem(answer)["title"]) == (422, "PassageFoundTwice")
    assert "Nehmen Sie einige Wörter davor oder dahinter dazu" in problem(answer)["detail"]


@pytest.mark.parametrize(
    "place",
    [
        {"suffix": ".\n\nWir fördern"},
        {"prefix": "Ziele.\n\nWir "},
        {"start": TWICE.rindex("nennen")},
    ],
)
def test_words_around_it_or_its_start_tell_one_place_from_another(
    api: Callers, place: dict[str, Any]
) -> None:
    way = Way(api, text=TWICE).submit()
    created(stating(way, {"exact": "nennen Ziele", **place}))
    (statement,) = way.get("chair", "/statements")["items"]
    assert statement["passages"][0]["start"] == TWICE.rindex("nennen")


def test_a_start_where_the_words_do_not_stand_is_no_hint(api: Callers) -> None:
    way = Way(api, text=TWICE).submit()
    answer = stating(way, {"exact": "nennen Ziele", "start": 1})
    assert (answer.status_code, problem(answer)["title"]) == (422, "PassageFoundTwice")


def test_the_passage_of_a_vorgabe_is_sought_in_the_revision_decided_on(api: Callers) -> None:
    vorgabe = {"text": "Kosten nennen", "passage": {"exact": "Kosten"}}
    way = Way(api).submit()
    decision = {"revision": 1, "outcome": "return", "vorgaben": [vorgabe]}
    answer = way.post("steering", "decisions", **decision)
    assert (answer.status_code, problem(answer)["title"]) == (422, "PassageNotFound")
    way.withdraw().revise().submit(2)
    created(way.post("steering", "decisions", **{**decision, "revision": 2}))


def test_each_vorgabe_keeps_its_own_passage(api: Callers) -> None:
    way = Way(api).submit()
    way.give_back(
        1,
        {"text": "Erstens", "passage": {"exact": "Ziele"}},
        {"text": "Zweitens"},
        {"text": "Drittens", "passage": {"exact": "Bildung von"}},
    )
    passages = [line["passage"] for line in way.get("chair", "/vorgaben")["items"]]
    assert [passage and passage["exact"] for passage in passages] == ["Ziele", None, "Bildung von"]


def test_a_hundred_passages_are_enough(api: Callers) -> None:
    answer = stating(Way(api).submit(), *[{"exact": "Ziele"}] * 101)
    assert answer.status_code == 422
    assert problem(answer)["errors"] == [
        {"field": "passages", "message": "Höchstens 100 Einträge."}
    ]


def test_quotes_may_come_with_other_spaces(api: Callers) -> None:
    way = Way(api).submit()
    created(stating(way, {"exact": "Wir  fördern\nBildung"}))
    listed = found(api["chair"].get(f"{way.path}/statements"))["items"]
    assert listed[0]["passages"][0]["exact"] == "Wir fördern Bildung"
