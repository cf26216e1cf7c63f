"""A Draft is authored, revised, submitted, heard and decided on; it remembers only what its
rules ask for, never a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

from domain import reminding, rules
from domain.aggregate import Aggregate, DomainEvent
from domain.consensus import OpenPoint, awaited, open_points
from domain.gremium import Actor, Gremium, Kind, Role
from domain.merge import Merge
from domain.passages import Passages
from domain.procedure import Ordnung, Rules, day_of
from domain.procedure.rules_of_procedure import Ready
from domain.reminding import Expected
from domain.round import Heard, Past, Round
from domain.source import Source
from domain.statement import Bundled, Marked, Minority, Position
from domain.text.carrying import Carried
from domain.text.passages import Passage
from domain.value import Value
from domain.vorgaben import Answer, Demand, Vorgabe, Vorgaben


class Status(StrEnum):
    """Where a draft stands."""

    IN_ERARBEITUNG = "in_erarbeitung"
    IN_BERATUNG = "in_beratung"
    ZURUECKGEGEBEN = "zurueckgegeben"
    ANGENOMMEN = "angenommen"


class Parent(Value):
    """The revision a revision was written on, by number and by the sha256 of its text."""

    revision: int
    sha256: str


class Draft(Aggregate):
    """One draft of one expert group, from its first revision to acceptance."""

    TOPIC = "Draft"
    FOLD = 4
    """Number of this fold: a snapshot made by another is ignored. Raise it when evolve changes."""

    # Events ----------------------------------------------------------------------------------

    class Event(Aggregate.Event):
        """A fact about a draft."""

    class Authored(Event, Aggregate.Created):
        """An expert group's chair began a draft: its first revision."""

        originator_topic: str = "Draft"
        procedure: str
        paper: str
        theme: str
        group: Gremium
        title: str
        text: str
        sha256: str
        equality_relevant: bool
        source: Source | None = None

    class Revised(Event):
        """The group wrote the next revision on its parents, answering Vorgaben.

        `carried` says what became of every passage then alive. Two parents, where it was merged:
        the revision that was current, then the one it was written on.
        """

        revision: int
        text: str
        sha256: str
        parents: tuple[Parent, ...]
        summary: str = ""
        answers: tuple[Answer, ...] = ()
        carried: tuple[Carried, ...] = ()
        merge: Merge | None = None
        source: Source | None = None

    class Submitted(Event):
        """The chair submitted a revision: it is frozen and goes to the addressees of round n."""

        revision: int
        round: int
        addressees: tuple[Gremium, ...]

    class SubmissionWithdrawn(Event):
        """The chair took the submission back; the round's number is used up."""

        revision: int
        round: int
        reason: str

    class Statement(Event):
        """A body spoke on a submitted revision; `counts` is false where it came too late."""

        body: Gremium
        revision: int
        round: int
        position: Position | None
        text: str
        passages: tuple[Marked, ...] = ()
        counts: bool

    class BeiratStatementGiven(Statement):
        """One Integrationsbeirat gave its assessment."""

        after_transmission: bool = False

    class DelegiertenkonferenzStatementTransmitted(Statement):
        """The Delegiertenkonferenz bundled named statements and transmitted its own."""

        bundles: tuple[Bundled, ...] = ()
        minority: tuple[Minority, ...] = ()

    class RunderTischStatementGiven(Statement):
        """The Runder Tisch gave its statement."""

    class GleichstellungResponded(Statement):
        """The Gleichstellungsbeauftragte answered; her position is optional."""

    class GleichstellungConsulted(Event):
        """The Gleichstellungsbeauftragte was asked; at submission without a question."""

        revision: int
        round: int
        question: str = ""
        passages: tuple[Passage, ...] = ()
        body: Gremium = Gremium(slug="gleichstellung", kind=Kind.EQUALITY)

    class Reminded(Event):
        """Bodies were reminded of what is awaited from them on a revision that was submitted."""

        bodies: tuple[Gremium, ...]
        of: Expected
        revision: int
        round: int

    class PassagePlaced(Event):
        """A body confirmed where an orphaned passage of its own stands in a revision."""

        passage: int
        revision: int
        place: Passage

    class Decision(Event):
        """The Lenkungsgruppe decided on a revision, by these rules, knowing what was open."""

        revision: int
        round: int
        open_points: tuple[OpenPoint, ...]
        judged_by: Rules

    class ReturnedWithVorgaben(Decision):
        """The Lenkungsgruppe returned the draft with numbered Vorgaben."""

        vorgaben: tuple[Vorgabe, ...]

    class Accepted(Decision):
        """The Lenkungsgruppe accepted the draft, saying why despite open points."""

        despite: str = ""

    # Writing ---------------------------------------------------------------------------------

    @classmethod
    def author(
        cls, *, paper: str, theme: str, title: str, text: str, sha256: str,
        equality_relevant: bool, source: Source | None = None, by: Actor, at: datetime,
        under: Ordnung,
    ) -> Self:  # fmt: skip
        """Begin a draft of the chair's own group; `sha256` is that of the text, `source` the file
        it was read from.

        `under` is here and below the procedure as it holds on the day of the act.
        """
        group = under.group_of(theme)
        if group is None or by.body != group or by.role is not Role.CHAIR:
            raise rules.OnlyTheChairDoesThis
        return cls._create(
            cls.Authored, procedure=under.number, paper=paper, theme=theme, group=group,
            title=title, text=text, sha256=sha256, equality_relevant=equality_relevant,
            source=source, by=by, timestamp=at,
        )  # fmt: skip

    def revise(
        self, *, text: str, sha256: str, base: int, summary: str = "",
        answers: Sequence[Answer] = (), carried: Sequence[Carried] = (),
        merge: Merge | None = None, source: Source | None = None, by: Actor, at: datetime,
    ) -> None:  # fmt: skip
        """Write the next revision on revision `base`: the current one, or merged with that.

        `carried` are the passages alive, as they stand in the new text.
        """
        self.must_be_open_to(by)
        against = merge.against if merge else base
        if against != self.revision or (merge and merge.base >= against):
            raise rules.TheTextHasMovedOn(current=self.revision, base=base)
        self.vorgaben.must_take(answers)
        self.passages.must_be_carried(carried)
        named = sum(len(answer.passages) for answer in answers)
        self.passages.must_have_room(named, by.body.slug)
        parents = [Parent(revision=self.revision, sha256=self.sha256)]
        if merge:
            parents.append(Parent(revision=merge.base, sha256=merge.base_sha256))
        self._record(
            Draft.Revised, revision=self.revision + 1, text=text, sha256=sha256,
            parents=tuple(parents), summary=summary, answers=tuple(answers),
            carried=tuple(carried), merge=merge, source=source, by=by, at=at,
        )  # fmt: skip

    def must_be_open_to(self, by: Actor) -> None:
        """Refuse whoever may not write the next revision, or may not now."""
        if by.body != self.group or by.role not in (Role.CHAIR, Role.GESCHAEFTSFUEHRUNG):
            raise rules.OnlyTheGroupWrites
        self._must_be_undecided()
        if self.round:
            raise rules.ADraftUnderReviewIsNotRevised

    def submit(self, *, revision: int, by: Actor, at: datetime, under: Ordnung) -> None:
        """Open the next round on the current revision; consults Gleichstellung where relevant."""
        self._must_be_the_chair(by)
        self._must_be_undecided()
        if self.round:
            raise rules.ARoundIsOpen(round=self.round.number)
        if revision != self.revision:
            raise rules.OnlyTheCurrentRevisionIsSubmitted(current=self.revision, revision=revision)
        self.vorgaben.must_be_answered()
        number = self.rounds + 1
        addressees = under.addressees(equality_relevant=self.equality_relevant)
        self._record(
            Draft.Submitted, revision=revision, round=number, addressees=addressees, by=by, at=at
        )
        equality = under.only(Kind.EQUALITY)
        if self.equality_relevant and equality:
            self._record(
                Draft.GleichstellungConsulted, body=equality, revision=revision, round=number,
                by=by, at=at,
            )  # fmt: skip

    def withdraw(self, *, reason: str, by: Actor, at: datetime) -> None:
        """Take the submission back, with a reason; its statements stay and no longer count."""
        self._must_be_the_chair(by)
        round = self._open_round()
        if not reason.strip():
            raise rules.AWithdrawalNeedsAReason
        self._record(
            Draft.SubmissionWithdrawn, revision=round.revision, round=round.number,
            reason=reason, by=by, at=at,
        )  # fmt: skip

    # Being heard -----------------------------------------------------------------------------

    def give_statement(
        self, *, revision: int, position: Position | None, text: str,
        passages: Sequence[Passage] = (), by: Actor, at: datetime,
    ) -> None:  # fmt: skip
        """Record what the actor's own body says; Beirat, Runder Tisch or Gleichstellung."""
        event_class = _STATEMENTS.get(by.body.kind)
        if event_class is None or by.role not in _SPEAKERS:
            raise rules.OnlyTheBodySpeaksForItself
        number, counts = self._round_of(revision, by.body)
        self.passages.must_have_room(len(passages), by.body.slug)
        marks: dict[str, Any] = {}
        if event_class is Draft.BeiratStatementGiven:
            late = counts and self.round is not None and self.round.transmitted
            marks["after_transmission"] = late
        self._record(
            event_class, body=by.body, revision=revision, round=number, position=position,
            text=text, passages=tuple(map(Marked.of, passages)), counts=counts, by=by, at=at,
            **marks,
        )  # fmt: skip

    def transmit(
        self, *, revision: int, position: Position, text: str, passages: Sequence[Passage] = (),
        bundles: Sequence[Bundled] = (), minority: Sequence[Minority] = (),
        by: Actor, at: datetime,
    ) -> None:  # fmt: skip
        """Record the Delegiertenkonferenz's bundle; replaces an earlier one of the round.

        `bundles` names each statement by the stream version its quotes were checked against.
        """
        if by.body.kind is not Kind.CONFERENCE or by.role not in _SPEAKERS:
            raise rules.OnlyTheBodySpeaksForItself
        number, counts = self._round_of(revision, by.body)
        self.passages.must_have_room(len(passages), by.body.slug)
        ended = Round.closed(number=number, revision=revision)
        in_round = self.round if counts and self.round else ended
        in_round.must_bundle(bundles, minority)
        self._record(
            Draft.DelegiertenkonferenzStatementTransmitted, body=by.body, revision=revision,
            round=number, position=position, text=text, passages=tuple(map(Marked.of, passages)),
            counts=counts, bundles=tuple(bundles), minority=tuple(minority), by=by, at=at,
        )  # fmt: skip

    def consult(
        self, *, question: str, passages: Sequence[Passage] = (), by: Actor, at: datetime,
        under: Ordnung,
    ) -> None:  # fmt: skip
        """Ask the Gleichstellungsbeauftragte in the open round; she is then to be heard."""
        if not self._may_consult(by):
            raise rules.OthersConsult
        round = self._open_round()
        equality = under.only(Kind.EQUALITY)
        if equality is None:
            raise rules.NobodyIsConsulted
        self.passages.must_have_room(len(passages), by.body.slug)
        self._record(
            Draft.GleichstellungConsulted, body=equality, revision=round.revision,
            round=round.number, question=question, passages=tuple(passages), by=by, at=at,
        )  # fmt: skip

    def remind(
        self, *, bodies: Sequence[str] = (), by: Actor, at: datetime, under: Ordnung
    ) -> None:
        """Remind bodies (slugs) of what is awaited from them; where none is named, all whom the
        actor may remind and nobody reminded that day."""
        self._must_be_undecided()
        last, on = self.reminded, day_of(at)
        found = reminding.to_remind(bodies, self._awaited(under), last, by=by, on=on, under=under)
        rounds = {past.number: revision for revision, past in self.past.items()}
        revision = self.round.revision if self.round else rounds[self.rounds]
        expected = Expected.STATEMENT if self.round else Expected.REVISION
        self._record(
            Draft.Reminded, bodies=found, of=expected, revision=revision, round=self.rounds,
            by=by, at=at,
        )  # fmt: skip

    def place_passage(
        self, *, passage: int, revision: int, place: Passage, by: Actor, at: datetime
    ) -> None:
        """Confirm where an orphaned passage of the actor's own body stands in a revision.

        Which one that may be is not said here: the newest the actor may see.
        """
        self.passages.must_be_orphaned(passage, by.body.slug)
        self._record(
            Draft.PassagePlaced, passage=passage, revision=revision, place=place, by=by, at=at
        )

    # Deciding --------------------------------------------------------------------------------

    def return_with_vorgaben(
        self, *, demands: Sequence[Demand], revision: int, by: Actor, at: datetime, under: Ordnung
    ) -> None:
        """Return the draft to its group; each demand becomes a numbered Vorgabe."""
        round = self._must_await_a_decision(revision, by)
        if not demands:
            raise rules.AReturnNamesItsVorgaben
        named = sum(len(demand.passages) for demand in demands)
        self.passages.must_have_room(named, by.body.slug)
        self._record(
            Draft.ReturnedWithVorgaben, revision=revision, round=round.number,
            open_points=open_points(round, self.vorgaben, under, at), judged_by=under.rules,
            vorgaben=self.vorgaben.numbered(demands), by=by, at=at,
        )  # fmt: skip

    def accept(
        self, *, revision: int, despite: str = "", by: Actor, at: datetime, under: Ordnung
    ) -> None:
        """Accept the draft; where points are open, `despite` says why nevertheless."""
        round = self._must_await_a_decision(revision, by)
        points = open_points(round, self.vorgaben, under, at)
        if points and under.rules.ready is Ready.NOTHING_OPEN:
            raise rules.NothingMayBeOpen(points=" ".join(point.text for point in points))
        if points and not despite.strip():
            raise rules.OpenPointsNeedAReason(points=" ".join(point.text for point in points))
        self._record(
            Draft.Accepted, revision=revision, round=round.number, open_points=points,
            judged_by=under.rules, despite=despite, by=by, at=at,
        )  # fmt: skip

    # Guards ----------------------------------------------------------------------------------

    def _record(
        self, event_class: type[Draft.Event], *, by: Actor, at: datetime, **facts: Any
    ) -> None:
        if at < self.modified_on:
            raise rules.ItHappenedBeforeTheLastEvent
        self.trigger_event(event_class, by=by, timestamp=at, **facts)

    def _must_be_the_chair(self, by: Actor) -> None:
        if by.body != self.group or by.role is not Role.CHAIR:
            raise rules.OnlyTheChairDoesThis

    def _must_be_undecided(self) -> None:
        if self.status is Status.ANGENOMMEN:
            raise rules.TheDraftIsAccepted

    def _open_round(self) -> Round:
        self._must_be_undecided()
        if self.round is None:
            raise rules.NoRoundIsOpen
        return self.round

    def _must_await_a_decision(self, revision: int, by: Actor) -> Round:
        if by.body.kind is not Kind.STEERING or by.role not in (Role.CHAIR, Role.OFFICE):
            raise rules.OnlyTheLenkungsgruppeDecides
        round = self._open_round()
        if revision != round.revision:
            raise rules.TheRevisionHasMovedOn(current=round.revision, revision=revision)
        return round

    def _awaited(self, under: Ordnung) -> tuple[Gremium, ...]:
        """Whose word the open round waits for; once it was returned, the group's."""
        if self.round:
            return awaited(self.round, under)
        return (self.group,) if self.status is Status.ZURUECKGEGEBEN else ()

    def _may_consult(self, by: Actor) -> bool:
        if by.body == self.group:
            return by.role in (Role.CHAIR, Role.GESCHAEFTSFUEHRUNG)
        return by.body.kind in _CONSULTING and by.role in _SPEAKERS

    def _round_of(self, revision: int, body: Gremium) -> tuple[int, bool]:
        """The latest round this revision was submitted in, and whether it is still open."""
        if self.round and self.round.revision == revision:
            self.round.must_address(body)
            return self.round.number, True
        past = self.past.get(revision)
        if past is None:
            raise rules.TheRevisionWasNeverSubmitted(revision=revision)
        if body.kind not in past.kinds:
            raise rules.TheBodyIsNotAddressed(round=past.number)
        return past.number, False

    # What the rules ask for --------------------------------------------------------------------

    # The library makes a dataclass of these and fills the first four from Authored.

    theme: str
    group: Gremium
    equality_relevant: bool
    sha256: str
    status: Status = Status.IN_ERARBEITUNG
    revision: int = 1
    rounds: int = 0
    round: Round | None = None
    past: dict[int, Past] = field(default_factory=dict)
    spoken: dict[str, Heard] = field(default_factory=dict)
    vorgaben: Vorgaben = Vorgaben()
    passages: Passages = Passages()
    reminded: dict[str, date] = field(default_factory=dict)

    def evolve(self, event: DomainEvent) -> None:
        """Fold one event; never raises, never reads the clock."""
        self._fold(event)
        pointed_at = passages_in(event)
        if pointed_at:
            self.passages = self.passages.pointed_at(len(pointed_at), event.by.body.slug)

    def _fold(self, event: DomainEvent) -> None:
        match event:
            case Draft.Revised():
                self.revision, self.sha256 = event.revision, event.sha256
                self.vorgaben = self.vorgaben.answered(event.answers)
                self.passages = self.passages.carried(event.carried)
            case Draft.PassagePlaced():
                self.passages = self.passages.placed(event.passage)
            case Draft.Submitted():
                self.status, self.rounds, self.reminded = Status.IN_BERATUNG, event.round, {}
                self.round = Round(
                    number=event.round, revision=event.revision, addressees=event.addressees,
                    opened_at=event.timestamp, earlier=self.spoken,
                )  # fmt: skip
            case Draft.Statement(counts=True) if self.round:
                self.round = self.round.after(
                    event.body, version=event.originator_version, position=event.position
                )
            case Draft.GleichstellungConsulted() if self.round:
                self.round = self.round.with_addressee(event.body)
            case Draft.Reminded():
                on = day_of(event.timestamp)
                self.reminded = {**self.reminded, **{body.slug: on for body in event.bodies}}
            case Draft.SubmissionWithdrawn():
                first = event.round == 1
                self._close_round(Status.IN_ERARBEITUNG if first else Status.ZURUECKGEGEBEN)
            case Draft.ReturnedWithVorgaben():
                self.vorgaben = self.vorgaben.issued(event.vorgaben)
                self.spoken = self.round.so_far if self.round else self.spoken
                self._close_round(Status.ZURUECKGEGEBEN)
            case Draft.Accepted():
                self._close_round(Status.ANGENOMMEN)

    def _close_round(self, status: Status) -> None:
        if self.round:
            kinds = tuple(dict.fromkeys(body.kind for body in self.round.addressees))
            past = Past(number=self.round.number, kinds=kinds)
            self.past = {**self.past, self.round.revision: past}
        self.status, self.round, self.reminded = status, None, {}


def passages_in(event: DomainEvent) -> tuple[Passage, ...]:
    """Give the passages an event points at, in the order of their numbers."""
    match event:
        case Draft.Statement() | Draft.GleichstellungConsulted():
            return event.passages
        case Draft.ReturnedWithVorgaben():
            return tuple(passage for vorgabe in event.vorgaben for passage in vorgabe.about)
        case Draft.Revised():
            return tuple(passage for answer in event.answers for passage in answer.passages)
        case _:
            return ()


_SPEAKERS = (Role.CHAIR, Role.MEMBER, Role.OFFICE)
_CONSULTING = (Kind.STEERING, Kind.EQUALITY, Kind.OFFICE)
_STATEMENTS: dict[Kind, type[Draft.Statement]] = {
    Kind.COUNCIL: Draft.BeiratStatementGiven,
    Kind.ROUND_TABLE: Draft.RunderTischStatementGiven,
    Kind.EQUALITY: Draft.GleichstellungResponded,
}
