"""What the figures work on: drafts that go their whole way, and stores full of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from typing import Any
from uuid import UUID, uuid4

from psycopg import Connection

from benchmarks.procedure import BEIRAETE, GROUPS, ORDNUNG, only
from domain.aggregate import DomainEvent
from domain.draft import Draft
from domain.gremium import Actor, Gremium, Kind, Role
from domain.statement import Bundled, Position
from domain.text.normalise import sha256_of
from domain.vorgaben import Answer, Demand, Outcome
from projections import rebuild
from projections.stored import encode

BEGAN = datetime(2020, 1, 7, 9, 0, tzinfo=UTC)
EVENTS_A_DRAFT = 20
PARAGRAPH = (
    "Die Landeshauptstadt fördert den Erwerb der deutschen Sprache von der Kindertagesstätte an, "
    "und die Träger der Bildung stimmen ihre Angebote in den Stadtbezirken aufeinander ab. "
)
_LOAD = "SELECT log.load(%s::uuid[], %s::int[], %s::text[], %s::json[], %s)"
_BATCH = 50  # drafts a statement


def kilobyte(number: int) -> str:
    """Give a text of 1,024 bytes that differs by its number."""
    text = f"Zu Nummer {number}. " + PARAGRAPH * 8
    return text.encode()[:1024].decode(errors="ignore").ljust(1024)[:1024]


def actor(body: Gremium, role: Role) -> Actor:
    """Give somebody of a body."""
    return Actor(person="0123456789abcdef", body=body, role=role)


def author(text: str, *, theme: str = "bildung", paper: str = "grundsatzpapier") -> Draft:
    """Begin a draft of its group's chair."""
    return Draft.author(
        paper=paper, theme=theme, title="Sprache und Bildung", text=text, sha256=sha256_of(text),
        equality_relevant=False, by=actor(GROUPS[theme], Role.CHAIR), at=BEGAN, under=ORDNUNG,
    )  # fmt: skip


class Way:
    """A draft's way, one event a step, again and again: a round with all its bodies, a return
    with three Vorgaben, a revision that answers them."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._chair = actor(draft.group, Role.CHAIR)
        self._steps = cycle(self._round())

    def go(self, steps: int) -> None:
        """Take so many steps; what happened is pending in the draft."""
        for step in islice(self._steps, steps):
            step(self.draft.modified_on + timedelta(minutes=1))

    def _round(self) -> Iterator[Any]:
        yield self._submit
        for beirat in BEIRAETE:
            yield lambda at, beirat=beirat: self._state(beirat, at)
        yield self._transmit
        yield lambda at: self._state(only(Kind.ROUND_TABLE), at)
        yield self._return
        yield self._revise

    def _text(self) -> str:
        return kilobyte(self.draft.version)

    def _submit(self, at: datetime) -> None:
        self.draft.submit(revision=self.draft.revision, by=self._chair, at=at, under=ORDNUNG)

    def _state(self, body: Gremium, at: datetime) -> None:
        self.draft.give_statement(
            revision=self.draft.revision, position=Position.ZUSTIMMEND, text=self._text(),
            by=actor(body, Role.MEMBER), at=at,
        )  # fmt: skip

    def _transmit(self, at: datetime) -> None:
        assert self.draft.round
        heard = self.draft.round.heard
        self.draft.transmit(
            revision=self.draft.revision, position=Position.ZUSTIMMEND, text=self._text(),
            bundles=[Bundled(body=body, version=heard[body].version) for body in heard],
            by=actor(only(Kind.CONFERENCE), Role.MEMBER), at=at,
        )  # fmt: skip

    def _return(self, at: datetime) -> None:
        demands = [Demand(text=PARAGRAPH) for _ in range(3)]
        self.draft.return_with_vorgaben(
            demands=demands, revision=self.draft.revision,
            by=actor(only(Kind.STEERING), Role.OFFICE), at=at, under=ORDNUNG,
        )  # fmt: skip

    def _revise(self, at: datetime) -> None:
        text = self._text()
        asked = [asked.number for asked in self.draft.vorgaben.asked if asked.outcome is None]
        answers = [Answer(vorgabe=number, outcome=Outcome.ERFUELLT) for number in asked]
        self.draft.revise(
            text=text, sha256=sha256_of(text), base=self.draft.revision, answers=answers,
            by=self._chair, at=at,
        )  # fmt: skip


@dataclass(frozen=True)
class Stored:
    """A draft's events as they stand in the log; under another id they are another draft."""

    versions: list[int]
    topics: list[str]
    payloads: list[str]

    @classmethod
    def of(cls, draft: Draft) -> Stored:
        """Take a draft's pending events."""
        events = [event for event in draft.pending_events if isinstance(event, DomainEvent)]
        return cls(
            [event.originator_version for event in events],
            [event.TOPIC for event in events],
            [encode(event).decode() for event in events],
        )


def samples() -> list[Stored]:
    """Give a draft of twenty events for each paper of each Themenfeld, with texts of 1 KB."""
    found = []
    for number, (paper, theme) in enumerate((p, t) for p in ORDNUNG.papers for t in ORDNUNG.themes):
        draft = author(kilobyte(number), theme=theme, paper=paper)
        Way(draft).go(EVENTS_A_DRAFT - 1)
        found.append(Stored.of(draft))
    return found


def fill(owner: Connection[Any], *, drafts: int, known: UUID | None = None) -> None:
    """Load so many drafts of twenty events, the first under the id `known` where that is given."""
    ids = [known or uuid4(), *(uuid4() for _ in range(drafts - 1))]
    way = cycle(samples())
    for first in range(0, drafts, _BATCH):
        some = [(draft, next(way)) for draft in ids[first : first + _BATCH]]
        streams = [draft for draft, stored in some for _ in stored.versions]
        columns = [
            [value for _, stored in some for value in getattr(stored, name)]
            for name in ("versions", "topics", "payloads")
        ]
        owner.execute(_LOAD, (streams, *columns, BEGAN))


def settle(owner: Connection[Any], application: Connection[Any]) -> None:
    """Build the read models of a filled store, and let autovacuum's work be done.

    A store that grew over months has been analysed long ago; one filled in seconds has not.
    """
    rebuild.everything(application)
    application.execute("VACUUM ANALYZE")
    owner.execute("VACUUM ANALYZE")
