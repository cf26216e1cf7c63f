"""A working copy carries a version: no window overwrites words it has not seen."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from review_service.people.working_copies import Window, WorkingCopy

MORNING = datetime(2020, 3, 18, 9, 12, tzinfo=UTC)
HOME, OFFICE = Window("home"), Window("office")
COPY = WorkingCopy({"text": ["Zu Hause."]}, MORNING, "home-1", {})


def said(text: str) -> dict[str, list[str]]:
    return {"text": [text]}


def test_a_window_writes_on_what_it_wrote() -> None:
    later = COPY.written(HOME, said("Zu Hause, später."))
    assert (later.fields, later.version, later.others) == (said("Zu Hause, später."), "home-2", {})


def test_a_window_writes_on_what_it_has_seen() -> None:
    later = COPY.written(Window("office", "home-1"), said("Im Büro."))
    assert (later.fields, later.version, later.others) == (said("Im Büro."), "office-2", {})


def test_a_window_that_saw_earlier_words_of_another_overwrites_no_later_ones() -> None:
    later = COPY.written(HOME, said("Zu Hause, später."))
    beside = later.written(Window("office", "home-1"), said("Im Büro."))
    assert beside.fields == said("Zu Hause, später.") and beside.others == {
        "office": said("Im Büro.")
    }


def test_a_window_that_has_seen_other_words_overwrites_nothing() -> None:
    later = COPY.written(OFFICE, said("Im Büro."))
    assert (later.fields, later.version) == (COPY.fields, "home-1")
    assert later.others == {"office": said("Im Büro.")}
    assert later.written(OFFICE, said("Noch mehr.")).others == {"office": said("Noch mehr.")}


def test_the_same_words_are_no_other_words() -> None:
    beside = COPY.written(OFFICE, said("Im Büro."))
    assert beside.written(OFFICE, COPY.fields).others == {}


def test_what_is_taken_stands_in_the_place_of_what_stands_beside_it_then() -> None:
    taken = COPY.written(OFFICE, said("Im Büro.")).taken("office")
    assert (taken.fields, taken.version) == (said("Im Büro."), "office-2")
    assert taken.others == {"home": COPY.fields}
    assert COPY.taken("nowhere") == COPY


def test_what_a_window_is_done_with_is_forgotten_and_no_other_words() -> None:
    beside = COPY.written(OFFICE, said("Im Büro."))
    assert COPY.without(HOME) is None
    left = beside.without(OFFICE)
    assert left and (left.fields, left.others) == (COPY.fields, {})
    left = beside.without(HOME)
    assert left and (left.fields, left.version, left.others) == (said("Im Büro."), "office-2", {})
    assert COPY.without(OFFICE) == COPY, "it has never seen them"


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9), st.text()), max_size=9))
def test_the_last_words_of_every_window_are_kept_unless_another_saw_them(
    sent: list[tuple[str, int, str]],
) -> None:
    copy, last, versions = COPY, {"home": "Zu Hause."}, ["", COPY.version]
    for name, at, words in sent:
        seen = versions[at % len(versions)]
        if seen == copy.version or copy.fields == said(words):
            last.pop(copy.writer, None)
        copy = copy.written(Window(name, seen), said(words))
        last[name] = words
        versions.append(copy.version)
    held = {copy.writer: copy.fields, **(copy.others or {})}
    assert held == {name: said(words) for name, words in last.items()}
