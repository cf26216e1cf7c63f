"""A person in the log: registered, erased, and the name at last."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from domain import rules
from domain.gremium import Actor, Gremium, Kind, Role
from domain.person import Person, Reason, Term, in_office_until, years_after

OFFICE = Actor(person="0" * 32, body=Gremium(slug="oe-50-6", kind=Kind.OFFICE), role=Role.OFFICE)
NOW = datetime(2020, 6, 15, 12, tzinfo=UTC)
TODAY = date(2020, 6, 15)
PSEUDONYM = "a1" * 16


def person() -> Person:
    return Person.register(PSEUDONYM, by=OFFICE, at=NOW)


def erased(named_until: date | None = None) -> Person:
    found = person()
    found.erase(Reason.REQUEST, named_until=named_until, by=OFFICE, at=NOW)
    return found


def last(found: Person) -> object:
    return found.pending_events[-1]


def test_a_person_has_a_stream_of_its_own_and_no_name_in_it():
    registered = last(person())
    assert isinstance(registered, Person.Registered)
    assert person().id == Person.id_of(PSEUDONYM) != Person.id_of("b2" * 16)
    assert set(Person.Registered.model_fields) == {
        "originator_id", "originator_version", "originator_topic", "timestamp", "by", "person",
    }  # fmt: skip


def test_who_never_acted_in_office_is_erased_at_once():
    found = erased()
    event = last(found)
    assert isinstance(event, Person.Erased)
    assert (event.person, event.reason, event.named_until) == (PSEUDONYM, "request", None)
    assert found.erased
    with pytest.raises(rules.NoNameIsKept):
        found.erase_name(at=NOW + timedelta(days=20_000))


def test_a_person_is_erased_once():
    found = erased()
    with pytest.raises(rules.ThePersonIsErased):
        found.erase(Reason.MISTAKE, by=OFFICE, at=NOW)


def test_who_acted_in_office_stays_named_to_the_end_of_the_term_and_no_longer():
    found = erased(date(2050, 6, 15))
    last_day = datetime(2050, 6, 15, 21, 59, tzinfo=UTC)  # 23.59 in Berlin
    with pytest.raises(rules.TheNameStaysOnRecord, match=r"bis zum 15\.06\.2050"):
        found.erase_name(at=last_day)
    found.erase_name(at=last_day + timedelta(minutes=1))
    event = last(found)
    assert isinstance(event, Person.NameErased)
    assert event.by == OFFICE  # it is done by the order given then
    with pytest.raises(rules.NoNameIsKept):
        found.erase_name(at=last_day + timedelta(minutes=2))


def test_nobody_is_named_until_a_day_gone_by():
    assert erased(TODAY).named_until is None
    assert erased(TODAY + timedelta(days=1)).named_until == TODAY + timedelta(days=1)


def test_a_name_is_erased_only_after_its_person():
    with pytest.raises(rules.NoNameIsKept):
        person().erase_name(at=NOW)


EARLIER, LATER = date(2020, 1, 31), date(2020, 4, 30)


@pytest.mark.parametrize(
    ("terms", "acted_as", "until"),
    [
        ([], [], None),
        ([Term(Role.MEMBER, EARLIER, ex_officio=False)], [Role.MEMBER], None),
        ([Term(Role.CHAIR, EARLIER, ex_officio=False)], [], None),
        ([Term(Role.CHAIR, EARLIER, ex_officio=False)], [Role.CHAIR], EARLIER),
        ([Term(Role.MEMBER, EARLIER, ex_officio=True)], [], EARLIER),
        (
            [
                Term(Role.CHAIR, EARLIER, ex_officio=False),
                Term(Role.OFFICE, LATER, ex_officio=False),
                Term(Role.MEMBER, None, ex_officio=False),
            ],
            [Role.CHAIR, Role.OFFICE, Role.MEMBER],
            LATER,
        ),
        ([Term(Role.GESCHAEFTSFUEHRUNG, None, ex_officio=False)], [Role.GESCHAEFTSFUEHRUNG], TODAY),
        ([], [Role.AUDITOR], TODAY),
    ],
)
def test_in_office_is_who_sat_ex_officio_or_acted_in_an_office(terms, acted_as, until):
    assert in_office_until(terms, acted_as, TODAY) == until


def test_years_end_on_the_same_day():
    assert years_after(date(2020, 6, 15), 30) == date(2050, 6, 15)
    assert years_after(date(2020, 2, 29), 30) == date(2050, 3, 1)
    assert years_after(date(2020, 2, 29), 4) == date(2024, 2, 29)
