"""Whether what a resolution says fits together, and with the procedure it changes.

Events once stored are for ever: what is told here never enters the log. A flaw says where it is
(a path into `Content`), what is wrong, and what to do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from domain.election.terms import Terms
from domain.gremium import Kind
from domain.procedure.content import Content, Resolution
from domain.procedure.folding import changed
from domain.procedure.ordnung import Ordnung
from domain.procedure.regeln import Rules
from domain.procedure.seats import Body, Filled, Seat
from domain.procedure.termin import Termin

Path = tuple[str | int, ...]
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
REGELN = tuple(name for name in Rules.model_fields if name != "source")
"""The rules of procedure there are, by their keys."""

_NEEDED = {
    Kind.STEERING: "eine Lenkungsgruppe",
    Kind.EXPERT_GROUP: "eine Expert*innengruppe",
    Kind.OFFICE: "eine Geschäftsstelle, die das Verfahren führt",
}
_ONE_OF_A_KIND = (Kind.STEERING, Kind.CONFERENCE)


@dataclass(frozen=True)
class Flaw:
    """What is wrong at a path of the content; `missing` is the slug or kind it looked for."""

    path: Path
    sentence: str
    missing: str = ""


def flaws(before: Ordnung, content: Content, resolution: Resolution | None = None) -> list[Flaw]:
    """Give all that is wrong with a content that is to change the procedure `before`; `before` is
    empty where the content constitutes it."""
    after = changed(before, content)
    return [
        *_slugs(content),
        *_empty(content, resolution),
        *_themes(content, after),
        *_bodies(content, after),
        *_seats_of(content, before, after),
        *_vote_groups(content, before, after),
        *_composition(content, after),
        *_elections(content, after),
        *_dates(content, before),
        *_rules(content, resolution.since if resolution else None),
        *_left_behind(content, before, after),
        *_needed(before, content, after),
    ]


# Slugs and names -----------------------------------------------------------------------------


def _slugs(content: Content) -> Iterator[Flaw]:
    for field, values in _lists(content):
        yield from _slug_list((field,), [value.slug for value in values])
    for number, body in enumerate(content.bodies):
        path = ("bodies", number, "seats")
        yield from _slug_list(path, [seat.slug for seat in body.seats])
    named = [(of.body, of.seat.slug) for of in content.seats]
    for number, (_, slug) in enumerate(named):
        here: Path = ("seats", number, "slug")
        if not SLUG.fullmatch(slug):
            yield Flaw(here, _slug_form(slug))
        if named[number] in named[:number]:
            yield Flaw(here, f"Den Sitz „{slug}“ gibt es in dieser Datei schon.")


def _lists(content: Content) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for field in ("papers", "milestones", "themes", "bodies", "vote_groups", "elections"):
        yield field, getattr(content, field)


def _slug_list(path: Path, slugs: list[str]) -> Iterator[Flaw]:
    for number, slug in enumerate(slugs):
        if not SLUG.fullmatch(slug):
            yield Flaw((*path, number, "slug"), _slug_form(slug))
        if slug in slugs[:number]:
            yield Flaw((*path, number, "slug"), f"Den Slug „{slug}“ gibt es hier schon.")


def _slug_form(slug: str) -> str:
    return (
        f"„{slug}“ ist kein Slug. Erlaubt sind kleine Buchstaben a bis z, Ziffern und einzelne "
        "Bindestriche dazwischen."
    )


def _empty(content: Content, resolution: Resolution | None) -> Iterator[Flaw]:
    told = [(("resolution",), resolution, ("number", "title"))] if resolution else []
    entries: list[tuple[Path, Any, tuple[str, ...]]] = [*told]
    for field in ("papers", "milestones", "themes", "bodies", "elections"):
        for number, value in enumerate(getattr(content, field)):
            entries.append(((field, number), value, ("name",)))
    for number, body in enumerate(content.bodies):
        for place, seat in enumerate(body.seats):
            entries.append((("bodies", number, "seats", place), seat, ("title",)))
    for number, of in enumerate(content.seats):
        entries.append((("seats", number), of.seat, ("title",)))
    for path, value, names in entries:
        for name in names:
            if not getattr(value, name).strip():
                yield Flaw((*path, name), f"„{name}“ ist leer.")


# References ----------------------------------------------------------------------------------


def _themes(content: Content, after: Ordnung) -> Iterator[Flaw]:
    for number, theme in enumerate(content.themes):
        here: Path = ("themes", number)
        yield from _is_body((*here, "group"), theme.group, after, Kind.EXPERT_GROUP)
        yield from _is_body((*here, "lead"), theme.lead, after, Kind.DEPARTMENT)
        for place, slug in enumerate(theme.jointly):
            yield from _is_body((*here, "jointly", place), slug, after, Kind.DEPARTMENT)


def _bodies(content: Content, after: Ordnung) -> Iterator[Flaw]:
    for number, body in enumerate(content.bodies):
        here: Path = ("bodies", number)
        if body.lead:
            yield from _is_body((*here, "lead"), body.lead, after, Kind.DEPARTMENT)
        whole = after.bodies[body.slug]
        for place, seat in enumerate(body.seats):
            yield from _seat((*here, "seats", place), seat, whole)


def _seats_of(content: Content, before: Ordnung, after: Ordnung) -> Iterator[Flaw]:
    for number, of in enumerate(content.seats):
        here: Path = ("seats", number)
        yield from _is_body((*here, "body"), of.body, after)
        if of.body in after.bodies:
            yield from _seat(here, of.seat, after.bodies[of.body])
    for number, ended in enumerate(content.ended_seats):
        here = ("ended_seats", number)
        yield from _is_body((*here, "body"), ended.body, before)
        if ended.body in before.bodies:
            yield from _is_seat((*here, "seat"), ended.seat, before.bodies[ended.body])


def _seat(here: Path, seat: Seat, body: Body) -> Iterator[Flaw]:
    if seat.deputy == seat.slug:
        yield Flaw((*here, "deputy"), "Ein Sitz vertritt nicht sich selbst. Nennen Sie einen "
                                      "anderen.")  # fmt: skip
    elif seat.deputy:
        yield from _is_seat((*here, "deputy"), seat.deputy, body)
    if seat.votes and not seat.member:
        yield Flaw((*here, "votes"), "Eine Stimme hat nur, wer Mitglied ist: votes = false, oder "
                                     "ohne member = false.")  # fmt: skip
    if seat.votes and seat.places is None:
        yield Flaw((*here, "votes"), "Ein Sitz mit Stimme hat eine feste Zahl von Plätzen: places "
                                     "statt unlimited.")  # fmt: skip


def _vote_groups(content: Content, before: Ordnung, after: Ordnung) -> Iterator[Flaw]:
    taken = Counter((group.body, seat) for group in after.vote_groups for seat in group.seats)
    for number, group in enumerate(content.vote_groups):
        here: Path = ("vote_groups", number)
        yield from _is_body((*here, "body"), group.body, after)
        body = after.bodies.get(group.body)
        for place, slug in enumerate(group.seats if body else ()):
            at = (*here, "seats", place)
            assert body is not None
            yield from _is_seat(at, slug, body)
            seat = body.seat(slug)
            if seat and not (seat.votes and seat.member):
                yield Flaw(at, f"Der Sitz „{slug}“ hat keine Stimme, die er teilen könnte.")
            if seat and taken[(group.body, slug)] > 1:
                yield Flaw(at, f"Der Sitz „{slug}“ teilt seine Stimme schon.")
    known = [group.slug for group in before.vote_groups]
    for place, slug in enumerate(content.ended_vote_groups):
        if slug not in known:
            yield Flaw(
                ("ended_vote_groups", place),
                f"Eine gemeinsame Stimme „{slug}“ gibt es nicht. {_meant(slug, known)}", slug,
            )  # fmt: skip


def _composition(content: Content, after: Ordnung) -> Iterator[Flaw]:
    for number, rule in enumerate(content.composition):
        here: Path = ("composition", number)
        if rule.least < 0:
            yield Flaw((*here, "least"), "„least“ ist mindestens 0.")
        if rule.most is not None and rule.most < rule.least:
            yield Flaw((*here, "most"), f"„most“ ist kleiner als „least“: {rule.most} und "
                                        f"{rule.least}.")  # fmt: skip
        for place, slug in enumerate(rule.exempt):
            yield from _is_body((*here, "exempt", place), slug, after, rule.kind)
        bodies = [body for body in after.bodies.values() if body.kind is rule.kind]
        known = {seat.category for body in bodies for seat in body.seats if seat.category}
        if rule.category not in known:
            yield Flaw(
                (*here, "category"),
                f"Kein Sitz eines Gremiums dieser Art hat die category „{rule.category}“. "
                + _meant(rule.category, known), rule.kind,
            )  # fmt: skip


def _elections(content: Content, after: Ordnung) -> Iterator[Flaw]:
    for number, terms in enumerate(content.elections):
        here: Path = ("elections", number)
        yield from _is_body((*here, "body"), terms.body, after)
        body = after.bodies.get(terms.body)
        for place, slug in enumerate(terms.seats):
            at = (*here, "seats", place)
            if slug in terms.seats[:place]:
                yield Flaw(at, f"Der Sitz „{slug}“ steht hier schon.")
            if body:
                yield from _is_seat(at, slug, body)
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
                                                    + _meant(key, fields))  # fmt: skip


# Dates and rules -----------------------------------------------------------------------------


def _dates(content: Content, before: Ordnung) -> Iterator[Flaw]:
    for number, paper in enumerate(content.papers):
        if paper.stage < 1:
            yield Flaw(("papers", number, "stage"), "Die erste Etappe ist 1.")
    for number, milestone in enumerate(content.milestones):
        here: Path = ("milestones", number)
        for name, termin in (("planned", milestone.planned), ("actual", milestone.actual)):
            if termin:
                yield from termin_flaws((*here, name), termin)
        if milestone.slug in before.milestones and not milestone.reason.strip():
            yield Flaw(here, f"Der Termin „{milestone.slug}“ wird geändert. Nennen Sie den Grund: "
                             'reason = "…".')  # fmt: skip
    if content.retention and content.retention.named_years < 0:
        yield Flaw(("retention", "named_years"), "„named_years“ ist mindestens 0.")


def termin_flaws(here: Path, termin: Termin) -> Iterator[Flaw]:
    """Give what is wrong with a date."""
    if not termin.words.strip():
        yield Flaw((*here, "words"), "Ein Termin hat Worte, etwa „Mitte November 2019“.")
    if termin.ends and not termin.begins:
        yield Flaw((*here, "ends"), "Ein Termin mit letztem Tag braucht auch den ersten: begins.")
    if termin.begins and termin.ends and termin.ends < termin.begins:
        yield Flaw((*here, "ends"), f"Der letzte Tag ({termin.ends:%d.%m.%Y}) liegt vor dem ersten "
                                    f"({termin.begins:%d.%m.%Y}).")  # fmt: skip


def _rules(content: Content, since: date | None) -> Iterator[Flaw]:
    seen: set[tuple[str, date | None]] = set()
    for number, rule in enumerate(content.rules):
        here: Path = ("rules", number)
        if rule.key not in REGELN:
            yield Flaw((*here, "key"), f"Eine Verfahrensregel „{rule.key}“ gibt es nicht. "
                                       + _meant(rule.key, REGELN))  # fmt: skip
            continue
        if (rule.key, rule.since) in seen:
            yield Flaw((*here, "key"), f"Die Regel „{rule.key}“ steht hier schon.")
        seen.add((rule.key, rule.since))
        if not rule.source.strip():
            yield Flaw((*here, "source"), "Jede Regel nennt ihre Quelle, notfalls „von der Vorlage "
                                          "nicht geregelt“.")  # fmt: skip
        if since and rule.since and rule.since < since:
            yield Flaw((*here, "since"), "Eine Regel gilt nicht früher als ihr Beschluss.")
        yield from _rule_value((*here, "value"), rule.key, rule.value)


def _rule_value(here: Path, key: str, value: Any) -> Iterator[Flaw]:
    try:
        Rules.model_validate({key: value})
    except ValidationError as error:
        for wrong in error.errors():
            path = (*here, *wrong["loc"][1:])
            known = re.findall(r"'([^']*)'", str(wrong.get("ctx", {}).get("expected", "")))
            if known:
                yield Flaw(path, f"„{wrong['input']}“ gibt es für „{key}“ nicht. "
                                 + _meant(str(wrong["input"]), known))  # fmt: skip
            else:
                yield Flaw(path, f"Dieser Wert passt nicht zur Regel „{key}“. Erwartet wird "
                                 f"{_shape_of(key)}.")  # fmt: skip


def _shape_of(key: str) -> str:
    match Rules.model_fields[key].default:
        case tuple() if key == "deadlines":
            return 'eine Liste wie [{ kind = "council", days = 28 }]'
        case tuple():
            return "eine Liste von Wörtern in Anführungszeichen"
        case _:
            return "ein Wort in Anführungszeichen"


# The whole -----------------------------------------------------------------------------------


def _left_behind(content: Content, before: Ordnung, after: Ordnung) -> Iterator[Flaw]:
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


def _needed(before: Ordnung, content: Content, after: Ordnung) -> Iterator[Flaw]:
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


# What is known -------------------------------------------------------------------------------


def _is_body(here: Path, slug: str, after: Ordnung, kind: Kind | None = None) -> Iterator[Flaw]:
    body = after.bodies.get(slug)
    if body is None:
        known = [b.slug for b in after.bodies.values() if kind in (None, b.kind)]
        yield Flaw(here, f"Ein Gremium „{slug}“ gibt es nicht. {_meant(slug, known)}", slug)
    elif kind and body.kind is not kind:
        yield Flaw(here, f"„{slug}“ ist ein Gremium der Art „{body.kind}“, nicht „{kind}“.")


def _is_seat(here: Path, slug: str, body: Body) -> Iterator[Flaw]:
    if body.seat(slug) is None:
        known = [seat.slug for seat in body.seats]
        sentence = f"Einen Sitz „{slug}“ hat „{body.slug}“ nicht. {_meant(slug, known)}"
        yield Flaw(here, sentence, slug)


_FEW = 12


def _meant(word: str, known: Iterable[str]) -> str:
    """Say which known word may have been meant, or which there are if they are few."""
    words: Collection[str] = [str(one) for one in known]
    near = get_close_matches(word, words, n=1, cutoff=0.6)
    if near:
        return f"Meinten Sie „{near[0]}“?"
    if not words:
        return "Es gibt noch keine solchen Einträge."
    listed = ", ".join(f"„{one}“" for one in words)
    return f"Möglich ist {listed}." if len(words) <= _FEW else "Prüfen Sie die Schreibweise."
