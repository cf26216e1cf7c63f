"""The tasks of bodies and the open rounds: few queries, however many drafts there are."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from psycopg import Connection

from domain.draft import Draft
from domain.gremium import Actor, Gremium
from domain.statement import Bundled, Position
from domain.text.normalise import sha256_of
from domain.vorgaben import Answer, Demand, Outcome
from projections import consensus_state, overview, tasks
from projections.tasks import Task, TaskKind
from review_service.service import Service
from tests import lip
from tests.scenario import BEIRAT_1, BEIRAT_2, CHAIR, CONFERENCE, LENKUNGSGRUPPE, RUNDER_TISCH
from tests.store.acts import now

RULES = lip.ORDNUNG


def begin(service: Service, *, relevant: bool = False) -> UUID:
    return service.reviews.begin(
        lambda: Draft.author(
            paper="grundsatzpapier", theme="bildung", title="Leitbild", text="Wir.",
            sha256=sha256_of("Wir."), equality_relevant=relevant, by=CHAIR, at=now(),
            under=lip.ORDNUNG,
        )
    ).stream  # fmt: skip


def submitted(service: Service, *, relevant: bool = False) -> UUID:
    draft = begin(service, relevant=relevant)
    service.reviews.change(
        Draft, draft, lambda d: d.submit(revision=1, by=CHAIR, at=now(), under=lip.ORDNUNG)
    )
    return draft


def state(service: Service, draft: UUID, by: Actor, position: Position) -> None:
    service.reviews.change(
        Draft,
        draft,
        lambda d: d.give_statement(revision=1, position=position, text="Wir …", by=by, at=now()),
    )


def of(service: Service, *bodies: Gremium) -> list[Task]:
    with service.pool.connection() as database:
        return tasks.of_bodies(database, bodies, RULES, now())


def kinds(service: Service, *bodies: Gremium) -> list[TaskKind]:
    return [task.kind for task in of(service, *bodies)]


def test_a_task_lasts_as_long_as_the_draft_asks_for_it(service: Service) -> None:
    draft = begin(service)
    group = lip.GROUPS["bildung"]
    assert kinds(service, group) == [TaskKind.SUBMIT]
    service.reviews.change(
        Draft, draft, lambda d: d.submit(revision=1, by=CHAIR, at=now(), under=lip.ORDNUNG)
    )
    assert kinds(service, group) == []
    demands = [Demand(text="Kosten"), Demand(text="Ziele")]
    service.reviews.change(
        Draft,
        draft,
        lambda d: d.return_with_vorgaben(
            demands=demands, revision=1, by=LENKUNGSGRUPPE, at=now(), under=RULES
        ),
    )
    (task,) = of(service, group)
    assert (task.kind, task.vorgaben, task.unanswered) == (TaskKind.ANSWER_VORGABEN, 2, 2)
    answers = [Answer(vorgabe=n, outcome=Outcome.ERFUELLT) for n in (1, 2)]
    service.reviews.change(
        Draft,
        draft,
        lambda d: d.revise(
            text="Ihr.", sha256=sha256_of("Ihr."), base=1, answers=answers, by=CHAIR, at=now()
        ),
    )
    (task,) = of(service, group)
    assert (task.kind, task.revision, task.unanswered) == (TaskKind.SUBMIT, 2, 0)


def test_another_group_has_no_part_in_it(service: Service) -> None:
    begin(service)
    assert kinds(service, lip.GROUPS["wirtschaft"]) == []


@pytest.mark.parametrize("relevant", [True, False])
def test_every_addressee_is_awaited_and_nobody_else(service: Service, relevant: bool) -> None:
    submitted(service, relevant=relevant)
    awaited = [body for body in lip.HEARD if kinds(service, body)]
    assert awaited == list(lip.addressees(equality_relevant=relevant))


def test_a_transmission_is_due_again_for_each_beirat_that_spoke_after_it(
    service: Service,
) -> None:
    draft = submitted(service)
    state(service, draft, BEIRAT_1, Position.ZUSTIMMEND)
    service.reviews.change(
        Draft,
        draft,
        lambda d: d.transmit(
            revision=1, position=Position.ZUSTIMMEND, text="Wir …", by=CONFERENCE, at=now(),
            bundles=[Bundled(body="beirat-01", version=3)],
        ),
    )  # fmt: skip
    assert kinds(service, lip.DELEGIERTENKONFERENZ) == []
    state(service, draft, BEIRAT_1, Position.BEDENKEN)
    state(service, draft, BEIRAT_2, Position.BEDENKEN)
    state(service, draft, BEIRAT_2, Position.ZUSTIMMEND)
    (task,) = of(service, lip.DELEGIERTENKONFERENZ)
    assert (task.kind, task.heard, task.newer) == (TaskKind.TRANSMIT_AGAIN, 2, 2)


def test_tasks_come_in_the_order_of_their_kind_and_the_longest_waiting_first(
    service: Service,
) -> None:
    drafts = [submitted(service), submitted(service), begin(service)]
    found = of(service, lip.LENKUNGSGRUPPE, lip.RUNDER_TISCH, lip.GROUPS["bildung"])
    assert [(task.kind, task.draft) for task in found] == [
        (TaskKind.SUBMIT, drafts[2]),
        (TaskKind.STATE, drafts[0]),
        (TaskKind.STATE, drafts[1]),
        (TaskKind.DECIDE, drafts[0]),
        (TaskKind.DECIDE, drafts[1]),
    ]


def test_open_rounds_judge_as_each_draft_is_judged_alone(service: Service) -> None:
    drafts = [submitted(service, relevant=relevant) for relevant in (True, False, True)]
    state(service, drafts[0], RUNDER_TISCH, Position.BEDENKEN)
    state(service, drafts[1], RUNDER_TISCH, Position.ZUSTIMMEND)
    with service.pool.connection() as database:
        together = {
            one.head.draft: one.open_points
            for one in overview.open_rounds(database, RULES, now(), limit=10)
        }
        alone = {
            draft: consensus_state.of_draft(
                database, draft, upto=1, under=RULES, at=now()
            ).open_points
            for draft in drafts
        }
    assert together == alone and len({len(points) for points in alone.values()}) > 1


class Counting:
    """A connection that counts the queries asked of it."""

    def __init__(self, database: Connection[Any]) -> None:
        self._database, self.queries = database, 0

    def execute(self, *args: Any, **more: Any) -> Any:
        self.queries += 1
        return self._database.execute(*args, **more)

    def cursor(self, *args: Any, **more: Any) -> Any:
        self.queries += 1
        return self._database.cursor(*args, **more)


def test_more_drafts_ask_no_more_queries(service: Service) -> None:
    bodies = (lip.LENKUNGSGRUPPE, lip.RUNDER_TISCH, lip.DELEGIERTENKONFERENZ, *lip.BEIRAETE)

    def asked() -> int:
        with service.pool.connection() as database:
            counting = Counting(database)
            tasks.of_bodies(counting, bodies, RULES, now())  # type: ignore[arg-type]
            return counting.queries

    submitted(service)
    one = asked()
    for _ in range(5):
        submitted(service)
    assert asked() == one <= 6
