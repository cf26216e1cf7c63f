"""The start page: what is mine to do, what I have begun, what is new since I was last here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.gremium import Role
from projections import elections, history, overview
from projections.overview import Head
from projections.read_model import Database
from projections.tasks import Task
from review_service import access, awaiting
from review_service.awaiting import Awaited, Stage
from review_service.pages.draft import forms
from review_service.pages.election.steps import STEPS
from review_service.pages.rendering import render
from review_service.pages.visitor import Visiting, Visitor
from review_service.people import working_copies
from review_service.words import awaited as awaited_words
from review_service.words import chronicle, signs
from review_service.words.awaited import Todo
from review_service.words.german import count

router = APIRouter()

NEWS, FIRST_NEWS = 20, 10
"""Events shown since the last visit, and at the first one, at most."""
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Begun:
    """A form that was begun and not sent."""

    what: str
    href: str
    saved_at: datetime


@dataclass(frozen=True)
class News:
    """What is new about one draft: (when, sentence), the newest first."""

    head: Head
    events: list[tuple[datetime, str]]


@router.get("/")
def start(request: Request, visitor: Visiting) -> Response:
    """Show the reader's tasks, begun forms and news."""
    with visitor.database() as database:
        found = awaiting.awaited(database, visitor.doing())
        begun = _begun(database, visitor)
        news = _news(database, visitor)
        others = awaiting.of_others(database, visitor.doing())
    return render(
        request, "start.html", title="Meine Aufgaben", todo=_staged(visitor, found), begun=begun,
        many=len(found), others=[_of_another(visitor, *one) for one in others], news=news,
        shortened=sum(len(one.events) for one in news) >= NEWS,
        several=len({one.what.body for one in found}) > 1,
        set_up=visitor.ordnung.constituted or visitor.service.procedures.found() is not None,
    )  # fmt: skip


STAGES = {
    Stage.DUE: ("Mit Frist", " mit Frist", " mit Frist"),
    Stage.READY: ("Jetzt möglich", " jetzt möglich", " jetzt möglich"),
    Stage.WAITING: (
        "Wartet noch auf andere", ", die noch auf andere wartet", ", die noch auf andere warten",
    ),
}  # fmt: skip
"""The heading of each stage, and what is said behind the number of one and of several tasks."""


@dataclass(frozen=True)
class Staged:
    """Tasks of one stage: its heading, how many they are in words, each with what is said of it."""

    heading: str
    counted: str
    tasks: list[tuple[Todo, Awaited, str]]


def _staged(visitor: Visitor, found: list[Awaited]) -> list[Staged]:
    staged = []
    for stage, (heading, one_of_them, several) in STAGES.items():
        tasks = [
            (awaited_words.said(one.what, visitor.ordnung), one, _waits_for(visitor, one))
            for one in found if one.stage is stage
        ]  # fmt: skip
        if tasks:
            number = count(len(tasks), "eine", "").strip()
            counted = number + (one_of_them if len(tasks) == 1 else several)
            staged.append(Staged(heading, counted, tasks))
    return staged


def _waits_for(visitor: Visitor, one: Awaited) -> str:
    if one.stage is Stage.WAITING and isinstance(one.what, Task):
        return awaited_words.waits_for(one.what, visitor.ordnung)
    return ""


def _of_another(visitor: Visitor, task: Task, roles: tuple[Role, ...]) -> tuple[str, str, str]:
    """Say what another of the reader's body is to do: what, where to read of it, who does it."""
    said = awaited_words.said(task, visitor.ordnung)
    who = " oder ".join(signs.ROLE[role] for role in roles)
    return said.what, f"/entwuerfe/{task.draft}", f"{who}, {visitor.ordnung.name_of(task.body)}"


def _begun(database: Database, visitor: Visitor) -> list[Begun]:
    copies = working_copies.all_of(database, visitor.account.name)
    known = {subject: _visible(database, visitor, subject) for _, subject, _ in copies if subject}
    found: list[Begun] = []
    for act, subject, saved_at in copies:
        if act.partition("/")[0] == "wahl":
            found.extend(_begun_election(database, act, subject, saved_at))
            continue
        title = known.get(subject) if subject else ""
        what = forms.BEGUN.get(act.partition("/")[0])
        if what is None or title is None:
            continue
        href = f"/entwuerfe/{subject}/{act}" if subject else f"/entwuerfe/{act}"
        found.append(Begun(f"{what} zu „{title}“" if title else what, href, saved_at))
    return found


def _begun_election(
    database: Database, act: str, subject: str, saved_at: datetime
) -> Iterator[Begun]:
    """Give a form of an election, or the one that calls it."""
    step = STEPS.get(act.partition("/")[2])
    if not subject:
        yield Begun("Wahl ausrufen", "/wahlen/neu", saved_at)
        return
    try:
        head = elections.of(database, UUID(subject))
    except ValueError:  # no election has such an id
        return
    if step and head:
        yield Begun(f"{step.title}, „{head.name}“", f"/wahlen/{subject}/{step.path}", saved_at)


def _visible(database: Database, visitor: Visitor, subject: str) -> str | None:
    try:
        return access.visible(database, visitor.account, UUID(subject)).title
    except (ValueError, access.NotVisible):
        return None


def _news(database: Database, visitor: Visitor) -> list[News]:
    happened = history.since(
        database,
        visitor.since or _LONG_AGO,
        own=access.own_groups(visitor.account),
        everything=access.sees_everything(visitor.account),
        limit=NEWS if visitor.since else FIRST_NEWS,
    )
    heads = overview.heads(database, {recorded.event.originator_id for recorded in happened})
    news: dict[UUID, News] = {}
    for event in (recorded.event for recorded in happened):
        one = news.setdefault(event.originator_id, News(heads[event.originator_id], []))
        one.events.append((event.timestamp, chronicle.sentence(event, visitor.ordnung)))
    return list(news.values())
