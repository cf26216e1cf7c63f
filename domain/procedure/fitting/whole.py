"""The whole holds: nothing needed is missing, and nothing that ended is needed still."""

from __future__ import annotations

from collections.abc import Iterator

from domain.gremium import Kind
from domain.procedure.content import Content
from domain.procedure.fitting.flaw import Flaw, Path
from domain.procedure.ordnung import Ordnung

_NEEDED = {
    Kind.STEERING: "eine Lenkungsgruppe",
    Kind.EXPERT_GROUP: "eine Expert*innengruppe",
    Kind.OFFICE: "eine Geschäftsstelle, die das Verfahren führt",
}
_ONE_OF_A_KIND = (Kind.STEERING, Kind.CONFERENCE)


def left_behind(content: Content, before: Ordnung, after: Ordnung) -> Iterator[Flaw]:
    """Seats that are gone and still named by what this content does not touch."""
    gone = {(b.slug, s.slug) for b in before.bodies.values() for s in b.seats} - {
        (b.slug, s.slug) for b in after.bodies.values() for s in b.seats
    }
    ended = {(e.body, e.seat): i for i, e in enumerate(content.ended_seats)}
    replaced = {body.slug: i for i, body in enumerate(content.bodies)}
    for body, seat in sorted(gone):
        here: Path = (
            ("ended_seats", ended[body, seat]) if (body, seat) in ended
            else ("bodies", replaced[body])
        )  # fmt: skip
        for user in _users(body, seat, after):
            yield Flaw(here, f"Den Sitz „{seat}“ braucht noch {user}. Ändern Sie auch das.")


def _users(body: str, seat: str, after: Ordnung) -> Iterator[str]:
    for group in after.shared(body):
        if seat in group.seats:
            yield f"die gemeinsame Stimme „{group.slug}“"
    for terms in after.elections.values():
        if terms.body == body and seat in terms.seats:
            yield f"die Wahl „{terms.slug}“"
    for other in after.bodies[body].seats:
        if other.deputy == seat:
            yield f"der Sitz „{other.slug}“ als Vertretung"


def needed(before: Ordnung, content: Content, after: Ordnung) -> Iterator[Flaw]:
    for kind, what in _NEEDED.items():
        if not after.of_kind(kind):
            yield Flaw((), f'Es fehlt {what}: ein [[gremium]] mit kind = "{kind}".', kind)
    for number, body in enumerate(content.bodies):
        if body.kind in _ONE_OF_A_KIND and after.of_kind(body.kind)[0].slug != body.slug:
            yield Flaw(("bodies", number, "kind"),
                       f"Ein Gremium der Art „{body.kind}“ gibt es schon; es gibt nur eines.",
                       body.kind)  # fmt: skip
        known = before.bodies.get(body.slug)
        if known and known.kind is not body.kind:
            yield Flaw(("bodies", number, "kind"),
                       f"„{body.slug}“ ist ein Gremium der Art „{known.kind}“ und bleibt es. "
                       "Wählen Sie einen anderen Slug.")  # fmt: skip
    if not after.papers:
        yield Flaw((), "Es fehlt, was geschrieben wird: mindestens ein [[paper]].", "paper")
    if not after.themes:
        yield Flaw((), "Es fehlt ein Themenfeld: mindestens ein [[theme]].", "theme")
