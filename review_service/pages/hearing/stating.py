"""Giving a statement: a Beirat, the Runder Tisch or the Gleichstellungsbeauftragte speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from fastapi.responses import Response
from markupsafe import Markup

from domain.draft import Status
from domain.gremium import Gremium, Kind
from domain.rules import RuleBroken
from domain.statement import Position
from projections import statements
from projections.consensus_state import HeardState
from projections.standing import Standing
from projections.statements import Asked, Said
from review_service import access
from review_service.access import Act
from review_service.acts import hearing as acts
from review_service.acts import offering
from review_service.acts.doing import Doing
from review_service.acts.hearing import NewStatement
from review_service.markup.templating import quote
from review_service.pages.draft.acting import (
    FASSUNG,
    DraftStep,
    Offer,
    Offers,
    OnRevision,
    Reviewing,
)
from review_service.pages.fields import Reading
from review_service.pages.forms import Form, leave_for
from review_service.pages.hearing import marking, since
from review_service.pages.hearing.since import Since
from review_service.pages.kinds import Field, Given, Options, Radios, Section, Text, Turned
from review_service.pages.steps import Told
from review_service.pages.typed import Typed
from review_service.reviews import Receipt
from review_service.words import german, signs
from review_service.words.chronicle import quoted

POSITIONS: Options = (
    (Position.ZUSTIMMEND, "Wir stimmen zu"),
    (Position.ZUSTIMMEND_MIT_AENDERUNGEN, "Wir stimmen zu, möchten aber Änderungen"),
    (Position.BEDENKEN, "Wir haben Bedenken"),
    (Position.ABLEHNEND, "Wir lehnen den Entwurf ab"),
)
OF_ONE_PERSON: Options = (
    (Position.ZUSTIMMEND, "Ich stimme zu"),
    (Position.ZUSTIMMEND_MIT_AENDERUNGEN, "Ich stimme zu, halte aber Änderungen für nötig"),
    (Position.BEDENKEN, "Ich habe Bedenken"),
    (Position.ABLEHNEND, "Ich lehne den Entwurf ab"),
    ("", "Ich lege mich nicht fest und äußere mich nur im Text"),
)
LATE = {
    "zaehlt-nicht": "Was Sie gesagt haben, ist festgehalten. Es kam nach dem Ende der Runde und"
    " zählt deshalb nicht mehr."
}
_THING = {Kind.COUNCIL: "Einschätzung"}
"""What a body gives that is no Stellungnahme."""
_GIVEN = {"einschaetzung": "Ihre Einschätzung ist abgegeben."}


# Who speaks ------------------------------------------------------------------------------------


def speaking(say: Callable[[Kind], str], again: Callable[[Kind], str], act: Act) -> Offers:
    """Offer to speak for the first body of the account that is heard: in words of its kind, those
    for doing it `again`, and said not to count where the round has ended."""

    def offers(doing: Doing, standing: Standing) -> Iterator[Offer]:
        cells = standing.consensus.last.cells if standing.consensus.last else {}
        for seat in access.seats_for(doing.account, act):
            if not offering.silenced(doing, standing.shown, seat.body.slug):
                cell, word = cells.get(seat.body.slug), say(seat.body.kind)
                if standing.shown.status is not Status.IN_BERATUNG:
                    yield Offer(f"{word} (zählt nicht mehr)", expected=False)
                elif cell is not None and cell.state is HeardState.HEARD:
                    yield Offer(again(seat.body.kind), expected=False)
                else:
                    yield Offer(word)
                return

    return offers


@dataclass(frozen=True, kw_only=True)
class Speaking(Reviewing):
    """A draft on which bodies of the reader are heard, or none of them is."""

    @cached_property
    def _silenced(self) -> dict[Gremium, RuleBroken | None]:
        account, doing = self.visitor.account, self.visitor.doing()
        seats = access.seats_for(account, self.right, body=self.shown.body)
        bodies = dict.fromkeys(seat.body for seat in seats)
        return {body: offering.silenced(doing, self.shown, body.slug) for body in bodies}

    @cached_property
    def hindered(self) -> RuleBroken | None:
        against = [*self._silenced.values()]
        return against[0] if all(against) else None

    @property
    def bodies(self) -> list[Gremium]:
        """Those that are heard; all of them where none is."""
        heard = [body for body, against in self._silenced.items() if not against]
        return heard or [*self._silenced]

    @property
    def body(self) -> Gremium:
        """The first of them."""
        return self.bodies[0]

    @cached_property
    def said(self) -> dict[str, Said]:
        """What counts in the round that runs, by body."""
        if not self.counts or not self.shown.round:
            return {}
        with self.visitor.database() as database:
            return statements.counting(database, self.shown.draft, self.shown.round)

    @cached_property
    def asked(self) -> list[Asked]:
        """The questions of this round, for the Gleichstellungsbeauftragte."""
        if all(body.kind is not Kind.EQUALITY for body in self.bodies):
            return []
        with self.visitor.database() as database:
            asked = statements.questions(database, self.shown.draft)
        return [one for one in asked if one.round == self.shown.round]

    @cached_property
    def since(self) -> dict[str, Since]:
        """What became of what its bodies said in an earlier round, of each that did not speak in
        this one, by body."""
        silent = [body.slug for body in self.bodies if self.counts and body.slug not in self.said]
        draft, round = self.shown.draft, self.shown.round or 1
        with self.visitor.database() as database:
            found = {slug: since.of(database, draft, slug, round, self.on) for slug in silent}
        return {slug: one for slug, one in found.items() if one}

    def for_whom(self, body: str) -> str:
        """Say of which body something is, where there are several."""
        return f" für {self.visitor.ordnung.name_of(body)}" if len(self.bodies) > 1 else ""

    @property
    def thing(self) -> str:
        """What its bodies give."""
        return _THING.get(self.body.kind, "Stellungnahme")


# The form --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Haltung(Radios):
    """How a body stands to the draft; one of the `free` ones may leave it open."""

    free: frozenset[str] = frozenset()

    def said(self, reading: Reading) -> str | None:
        if reading.typed.text("fuer") in self.free:
            return reading.typed.text(self.name) or None
        return reading.words(self.name, self.ask)


@dataclass(frozen=True)
class SaidBefore(Field):
    """What the body said in an earlier round: its words and passages, on request."""

    kind = "said_before"
    kept = False
    desk: Speaking = field(kw_only=True)

    def read(self, reading: Reading) -> dict[str, object]:
        return {}

    def turned(self, typed: Typed) -> Turned | None:
        body = typed.button.removeprefix(OWN_WORDS)
        if not typed.button.startswith(OWN_WORDS) or body not in self.desk.since:
            return None
        said = self.desk.since[body].said
        old = self.desk.text(said.revision)
        found = Typed(marking.as_typed(said.passages, old))
        before = marking.carried(found, old).fields
        words = "\n\n".join(one for one in (typed.text("text").strip(), said.text) if one)
        fields = {**typed.fields, **before, "text": [words], "haltung": [said.position or ""]}
        fields["fuer"] = [body]
        return Turned(replace(typed, fields=fields), shown=True, said=_TAKEN)


OWN_WORDS = "eigene-worte-"
_TAKEN = "Ihre Worte von damals stehen in den Feldern. Prüfen Sie, ob sie noch passen."


def _fields(desk: Speaking) -> list[Field]:
    names = [(body.slug, desk.visitor.ordnung.name_of(body.slug)) for body in desk.bodies]
    free = frozenset(body.slug for body in desk.bodies if body.kind is Kind.EQUALITY)
    alone = len(free) == len(names)
    ask = "Bitte wählen Sie, für wen Sie sprechen."
    ((slug, name), *others) = names
    position = Haltung(
        "haltung", "Ihre Haltung" if alone else "Haltung", "position", free=free,
        ask="Bitte wählen Sie, wie Sie zum Entwurf stehen.",
        options=OF_ONE_PERSON if alone else POSITIONS,
    )  # fmt: skip
    words = Text(
        "text", "Begründung in Ihren Worten", "text", "Schreiben Sie so, wie Sie sprechen. Bitte"
        " keine Namen von Privatpersonen nennen.",
        "Bitte begründen Sie Ihre Haltung in eigenen Worten.",
    )  # fmt: skip
    return [
        OnRevision(FASSUNG, "", "revision", value=desk.on),
        Radios("fuer", "Für wen sprechen Sie?", "body", ask=ask, options=names) if others
        else Given("fuer", "Sie schreiben für", "body", ask=ask, value=slug, words=name),
        SaidBefore("eigene", "", desk=desk),
        Section("s1", "1. Wie stehen Sie zum Entwurf?", parts=[position]),
        Section("s2", "2. Was sagen Sie dazu?", parts=[words]),
        Section("s3", "3. Welche Stellen meinen Sie?", parts=[marking.to_mark(desk, remarks=True)],
                lead=marking.HOW, wide=True, folded="Text lesen und Stellen markieren"),
    ]  # fmt: skip


def _said_before(desk: Speaking) -> Mapping[str, list[str]]:
    """Begin with the body's own statement in this round, which the new one replaces."""
    fields = {FASSUNG: [str(desk.on)], "fuer": [desk.body.slug] if len(desk.bodies) == 1 else []}
    return fields | words_of_statement(desk, desk.said.get("".join(fields["fuer"])))


def words_of_statement(desk: Speaking, said: Said | None) -> dict[str, list[str]]:
    """Give a statement as the fields of a form: its words, its position, its passages."""
    if said is None:
        return {}
    passages = marking.as_typed(said.passages, desk.text())
    return {"text": [said.text], "haltung": [said.position or ""], **passages}


def _lead(desk: Speaking) -> str:
    council, conference = desk.body.kind is Kind.COUNCIL, desk.visitor.ordnung.only(Kind.CONFERENCE)
    spoke = any(body.slug in desk.said for body in desk.bodies)
    told = {
        "Die Delegiertenkonferenz fasst die Einschätzungen aller Beiräte zusammen.": council,
        f"Was Sie jetzt abgeben, ersetzt Ihre bisherige {desk.thing} in dieser Runde. Beide bleiben"
        " im Verlauf.": spoke,
        "Die Delegiertenkonferenz hat schon übermittelt. Ihre Einschätzung wird als danach"
        " eingegangen gekennzeichnet.": council and conference and conference.slug in desk.said
        and desk.body.slug not in desk.said,
    }  # fmt: skip
    return " ".join(sentence for sentence, holds in told.items() if holds)


def _told(desk: Speaking) -> list[Told]:
    name = desk.visitor.ordnung.name_of
    said = [
        (signs.POSITION[one.position].word, f"{german.date(one.at)}, {name(body.slug)}")
        for body in desk.bodies if (one := desk.said.get(body.slug))
    ]  # fmt: skip
    asked = [(_question(one), _about(one, name(one.by["body"]["slug"]))) for one in desk.asked]
    found = [
        *(
            Told(f"Seit Ihrer {desk.thing}{desk.for_whom(body)}", [*one.lines])
            for body, one in desk.since.items()
        ),
        Told(f"Ihre bisherige {desk.thing}", said),
        Told("Worum Sie um Rücksprache gebeten sind", asked),
    ]
    return [one for one in found if one.lines]


def _question(asked: Asked) -> str:
    if asked.question:
        return quoted(asked.question, most=len(asked.question))
    return "Mit der Einreichung, weil das Thema für die Gleichstellung von Bedeutung ist."


def _about(asked: Asked, by: str) -> str:
    places = [f"; zur Stelle: {quote(one, 200)}" for one in asked.passages]
    return f"{german.date(asked.at)}, {by}{''.join(places)}"


def over(
    thing: Callable[[Speaking], str], bundles: str = ""
) -> Callable[[Speaking], tuple[str, str] | None]:
    """Say that what is recorded counts no more, where the round has ended."""

    def said(desk: Speaking) -> tuple[str, str] | None:
        words = f"Ihre {thing(desk)} wird festgehalten und ist für alle lesbar."
        late = f"{words} Sie zählt nicht mehr{bundles}."
        return None if desk.counts else ("Zu dieser Fassung wird nicht mehr beraten", late)

    return said


def ended(done: str) -> Callable[[Form, Reviewing, Receipt], Response]:
    """Leave, saying where it did not count."""
    return lambda _, desk, told: leave_for(desk.back, done if told.counts else "zaehlt-nicht")


def _left(form: Form, desk: Speaking, told: Receipt) -> Response:
    """Leave with the name of what was given."""
    done = "einschaetzung" if desk.thing in _THING.values() else "stellungnahme"
    return ended(done)(form, desk, told)


STATEMENT = DraftStep(
    "stellungnahme", "Stellungnahme", lambda desk: f"{desk.thing} abgeben",
    "Ihre Stellungnahme ist abgegeben.", Act.STATE, _fields, NewStatement, acts.state,
    begun="Stellungnahme", desk=Speaking, also=LATE | _GIVEN, begins=_said_before, told=_told,
    lead=_lead,
    offers=speaking(
        lambda kind: f"{_THING.get(kind, 'Stellungnahme')} abgeben",
        lambda kind: f"{_THING.get(kind, 'Stellungnahme')} ändern", Act.STATE,
    ),
    heading=lambda desk: Markup("Ihre {}: <bdi>{}</bdi>").format(desk.thing, desk.name),
    unsent=lambda desk: f"Ihre {desk.thing} ist noch nicht abgegeben",
    warning=over(lambda desk: desk.thing),
    ends=_left,
    below=lambda desk: "Bis zur Entscheidung der Lenkungsgruppe können Sie sich noch einmal äußern."
    f" Jede {desk.thing} bleibt im Verlauf sichtbar." if desk.counts else "",
)  # fmt: skip
FORMS = (STATEMENT,)
