"""What may be done to a draft now is asked of the draft: as it answers when it is done."""

from __future__ import annotations

from uuid import UUID

import pytest

from domain.rules import NotYours, RuleBroken
from review_service.access import Act
from review_service.acts import offering, writing
from review_service.acts.doing import Doing
from review_service.acts.writing import NewWithdrawal
from review_service.people import accounts
from review_service.service import Service
from tests.api.callers import SEATS, Callers
from tests.api.states import OUTSIDERS, STATES
from tests.api.test_who_may_act import ANSWERS
from tests.api.way import Way
from tests.lip import ORDNUNG

BODIES = {body.slug for body in ORDNUNG.heard}


def doing(service: Service, name: str) -> Doing:
    with service.pool.connection() as database:
        account = accounts.by_name(database, name, service.today)
    assert account
    return Doing(service, account, service.ordnung)


def asked(reader: Doing, act: str, draft: str) -> RuleBroken | None:
    shown = reader.see(UUID(draft))
    if act == "state":
        own = reader.account.seats[0].body.slug
        return offering.silenced(reader, shown, own if own in BODIES else "beirat-01")
    return offering.hindered(reader, Act(act), shown)


@pytest.mark.parametrize("number", range(len(STATES)))
def test_nothing_speaks_against_what_would_be_recorded_and_asking_records_nothing(
    service: Service, number: int
) -> None:
    draft = [*STATES.values()][number](Callers(service)).id
    before = service.reviews.recorder.max_notification_id()
    for act, answers in ANSWERS.items():
        for name in SEATS:
            answer = answers[name][number] if name in answers else 403
            reader = doing(service, name)
            if answer == 404 or (number == 0 and name in OUTSIDERS):
                continue  # who does not see the draft is shown no page of it
            try:
                against = asked(reader, act, draft)
            except NotYours:
                assert answer == 403, (act, name)
            else:
                assert answer == (409 if against else 201), (act, name, against)
    assert service.reviews.recorder.max_notification_id() == before


def test_an_act_that_is_only_tried_hears_every_rule_of_what_it_says(service: Service) -> None:
    way = Way(Callers(service)).submit()
    chair = doing(service, "chair")

    def withdraw(trying: Doing, reason: str) -> object:
        return writing.withdraw(trying, UUID(way.id), NewWithdrawal(reason=reason))

    assert chair.would(lambda trying: withdraw(trying, "Ein Fehler.")) is None
    against = chair.would(lambda trying: withdraw(trying, " "))
    assert type(against).__name__ == "AWithdrawalNeedsAReason"
    assert way.get("chair")["status"] == "in_beratung"
