"""What names a Gremium, a seat or a category names one there is, of the right kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from domain.election.terms import Terms
from domain.gremium import Kind
from domain.procedure.content import Content
from domain.procedure.fitting.flaw import Flaw, Path, is_body, is_seat, meant
from domain.procedure.ordnung import Ordnung
from domain.procedure.seats import Body, Filled, Seat


def themes(content: Content, after: Ordnung) -> Iterator[Flaw]:
    for number, theme in enumerate(content.themes):
        here: Path = ("themes", number)
        yield from is_body((*here, "group"), theme.group, after, Kind.EXPERT_GROUP)
        yield from is_body((*here, "lead"), theme.lead, after, Kind.DEPARTMENT)
        for place, slug in enumerate(theme.jointly):
            yield from is_body((*here, "jointly", place), slug, after, Kind.DEPARTMENT)


def bodies(content: Content, after: Ordnung) -> Iterator[Flaw]:
    for number, body in enumerate(content.bodies):
        here: Path = ("bodies", number)
        if body.lead:
            yield from is_body((*here, "lead"), body.lead, after, Kind.DEPARTMENT)
        whole = after.bodies[body.slug]
        for place, seat in enumerate(body.seats):
            yield from _seat((*here, "seats", place), seat, whole)


def seats_of(content: Content, before: Ordnung, after: Ordnung) -> Iterator[Flaw]:
    for number, of in enumerate(content.seats):
        here: Path = ("seats", number)
        yield from is_body((*here, "body"), of.body, after)
        if of.body in after.bodies:
            yield from _seat(here, of.seat, after.bodies[of.body])
    for number, ended in enumerate(content.ended_seats):
        here = ("ended_seats", number)
        yield from is_body((*here, "body"), ended.body, before)
        if ended.body in before.bodies:
            yield from is_seat((*here, "seat"), ended.seat, before.bodies[ended.body])


def _seat(here: Path, seat: Seat, body: Body) -> Iterator[Flaw]:
    if seat.deputy == seat.slug:
        yield Flaw((*here, "deputy"), "Ein Sitz vertritt nicht sich selbst. Nennen Sie einen "
                                      "anderen.")  # fmt: skip
    elif seat.deputy:
        yield from is_seat((*here, "deputy"), seat.deputy, body)
    if seat.votes and not seat.member:
        yield Flaw((*here, "votes"), "Eine Stimme hat nur, wer Mitglied ist: votes = false, oder "
                                     "ohne member = false.")  # fmt: skip
    if seat.votes and seat.places is None:
        yield Flaw((*here, "votes"), "Ein Sitz mit Stimme hat eine feste Zahl von Plätzen: places "
                                     "statt unlimited.")  # fmt: skip


def vote_groups(content: Content, before: Ordnung, after: Ordnung) -> Iterator[Flaw]:
    taken = Counter((group.body, seat) for group in after.vote_groups for seat in group.seats)
    for number, group in enumerate(content.vote_groups):
        here: Path = ("vote_groups", number)
        yield from is_body((*here, "body"), group.body, after)
        body = after.bodies.get(group.body)
        for place, slug in enumerate(group.seats if body else ()):
            at = (*here, "seats", place)
            assert body is not None
            yield from is_seat(at, slug, body)
            seat = body.seat(slug)
            if seat and not _shares(seat):
                yield Flaw(at, f"Der Sitz „{slug}“ hat keine Stimme, die er teilen könnte.")
            if seat and taken[(group.body, slug)] > 1:
                yield Flaw(at, f"Der Sitz „{slug}“ teilt seine Stimme schon.")
    known = [group.slug for group in before.vote_groups]
    for place, slug in enumerate(content.ended_vote_groups):
        if slug not in known:
            yield Flaw(
                ("ended_vote_groups", place),
                f"Eine gemeinsame Stimme „{slug}“ gibt es nicht. {meant(slug, known)}", slug,
            )  # fmt: skip


def _shares(seat: Seat) -> bool:
    return seat.votes and seat.member


def composition(content: Content, after: Ordnung) -> Iterator[Flaw]:
    for number, rule in enumerate(content.composition):
        here: Path = ("composition", number)
        if rule.least < 0:
            yield Flaw((*here, "least"), "„least“ ist mindestens 0.")
        if rule.most is not None and rule.most < rule.least:
            yield Flaw((*here, "most"), f"„most“ ist kleiner als „least“: {rule.most} und "
                                        f"{rule.least}.")  # fmt: skip
        for place, slug in enumerate(rule.exempt):
            yield from is_body((*here, "exempt", place), slug, after, rule.kind)
        bodies = [body for body in after.bodies.values() if body.kind is rule.kind]
        known = {seat.category for body in bodies for seat in body.seats if seat.category}
        if rule.category not in known:
            yield Flaw(
                (*here, "category"),
                f"Kein Sitz eines Gremiums dieser Art hat die category „{rule.category}“. "
                + meant(rule.category, known), rule.kind,
            )  # fmt: skip


def elections(content: Content, after: Ordnung) -> Iterator[Flaw]:
    for number, terms in enumerate(content.elections):
        here: Path = ("elections", number)
        yield from is_body((*here, "body"), terms.body, after)
        body = after.bodies.get(terms.body)
        for place, slug in enumerate(terms.seats):
            at = (*here, "seats", place)
            if slug in terms.seats[:place]:
                yield Flaw(at, f"Der Sitz „{slug}“ steht hier schon.")
            if body:
                yield from is_seat(at, slug, body)
                seat = body.seat(slug)
                if seat and seat.filled is not Filled.ELECTED:
                    yield Flaw(at, f"Der Sitz „{slug}“ wird nicht gewählt. Er braucht "
                                   'filled = "elected".')  # fmt: skip
        if terms.run_off < len(terms.seats):
            yield Flaw((*here, "run_off"), "In die Stichwahl kommen mindestens so viele, wie Sitze "
                                           f"zu besetzen sind: {len(terms.seats)}.")  # fmt: skip
        fields = [name for name in Terms.model_fields if name != "sources"]
        for key in terms.sources:
            if key not in fields:
                yield Flaw((*here, "sources", key), f"„{key}“ ist keine Angabe der Wahl. "
                                                    + meant(key, fields))  # fmt: skip


def touched_seats(content: Content, after: Ordnung) -> Iterator[Flaw]:
    """What is not set up anew here goes on naming the seats that are: they stay fit for it."""
    groups = [g for g in after.vote_groups if g not in content.vote_groups]
    elections = [terms for terms in after.elections.values() if terms not in content.elections]
    for here, body, seat in _touched(content):
        for group in groups:
            if group.body == body and seat.slug in group.seats and not _shares(seat):
                yield Flaw(here, f"Der Sitz „{seat.slug}“ hat keine Stimme, und die gemeinsame "
                                 f"Stimme „{group.slug}“ nennt ihn. Ändern Sie auch "
                                 "die.")  # fmt: skip
        for terms in elections:
            named = terms.body == body and seat.slug in terms.seats
            if named and seat.filled is not Filled.ELECTED:
                yield Flaw(here, f"Der Sitz „{seat.slug}“ wird nicht gewählt, und die Wahl "
                                 f"„{terms.slug}“ nennt ihn. Ändern Sie auch die.")  # fmt: skip


def _touched(content: Content) -> Iterator[tuple[Path, str, Seat]]:
    """Give the seats that a content sets up or changes, each with its Gremium's slug."""
    for number, body in enumerate(content.bodies):
        for place, seat in enumerate(body.seats):
            yield ("bodies", number, "seats", place), body.slug, seat
    for number, of in enumerate(content.seats):
        yield ("seats", number), of.body, of.seat
