"""The forms of a Gremium: to appoint, to end a time on a seat, deputies, what was counted.

Names are typed into them: nothing of these forms is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from fastapi import APIRouter

from domain import rules
from domain.gremium import Kind
from domain.procedure.seats import Body, Filled
from projections import groups, seats
from projections.groups import Group
from projections.read_model import Database
from projections.seats import Deputy, Holder
from review_service.access import Act, NotVisible
from review_service.acts import appointing as acts
from review_service.acts.requests import seats as requests
from review_service.pages.kinds import Choice, Day, Field, Number, Options, Pair, Text, Words
from review_service.pages.people import choosing
from review_service.pages.people.choosing import Asked, Asking, Whom
from review_service.pages.steps import Desk, Step, serve
from review_service.pages.visitor import Visiting, Visitor
from review_service.people import register
from review_service.people.register import Entry

router = APIRouter()


@dataclass(frozen=True, kw_only=True)
class Office(Desk):
    """A Gremium: its Besetzung today and to come, all names it shows, and who is chosen or looked
    for."""

    group: Group
    later: list[Holder]
    names: Mapping[str, str]
    chosen: choosing.Choice

    def person(self, person: str) -> str:
        """Give a name, or that it is gone."""
        return self.names.get(person) or "gelöschte Person"

    def title(self, seat: str) -> str:
        """Give what a seat is called; one that is gone stands for itself."""
        found = self.group.body.seat(seat)
        return found.title if found else seat

    def held(self, *, deputising: bool) -> Iterator[Holder]:
        """Give who holds a seat today or will, or stands in for its holder."""
        for place in self.group.places:
            yield from place.standing_in if deputising else place.holders
        yield from () if deputising else self.group.unknown
        yield from (holder for holder in self.later if holder.deputising is deputising)

    def choice(self, held: Iterable[Holder | Deputy]) -> Options:
        """Give persons with their seats to choose from."""
        return _once(
            (_pair(one.seat, one.person), f"{self.person(one.person)}, {self.title(one.seat)}")
            for one in held
        )

    def seats(self, *, also_elected: bool = True) -> Options:
        """Give the seats and functions one can choose."""
        return [
            (place.seat.slug, place.seat.title)
            for place in self.group.places
            if also_elected or place.seat.filled is not Filled.ELECTED
        ]


# Fields ----------------------------------------------------------------------------------------


def _whom(desk: Office) -> Field:
    known_only = desk.group.body.kind is Kind.EXPERT_GROUP
    about = "Sie finden hier, wer ein Konto oder einen Sitz hat." if known_only else ""
    taken = (rules.ThePersonHoldsTheSeat, rules.NobodyDeputisesForThemselves)
    return Whom(choice=desk.chosen, about=about, rules=taken)


def _seat(label: str, options: Options, hint: str = "") -> Field:
    return Choice(
        "sitz", label, "seat", hint, "Bitte wählen Sie einen Sitz.", options=options,
        rules=(rules.TheSeatIsTaken, rules.NoSuchSeatOnThatDay),
    )  # fmt: skip


def _who(label: str, options: Options) -> Field:
    return Pair(
        "wer", label, ask="Bitte wählen Sie.", options=options, facts=("seat", "person"),
        rules=(rules.NoSuchDeputy,),
    )  # fmt: skip


_ENDS = (
    rules.ASeatEndsAfterItBegins, rules.TheSeatIsLeftAlready, rules.ThePersonDoesNotHoldTheSeat,
    rules.OnlyWhatIsToBeginIsTakenBack,
)  # fmt: skip
_ASK_UNTIL = "Bitte geben Sie den letzten Tag an."
_MIDNIGHT = "Die Rechte enden um Mitternacht nach diesem Tag."
SINCE = Day(
    "seit", "Erster Tag", "since", ask="Bitte geben Sie den ersten Tag an.",
    rules=(rules.NothingHoldsOnThatDay,),
)  # fmt: skip
UNTIL = Day(
    "bis", "Letzter Tag", "until", "Ohne Angabe bleibt das Ende offen.", optional=True, rules=_ENDS
)
_LAST = Day("bis", "Letzter Tag", "until", _MIDNIGHT, _ASK_UNTIL, rules=_ENDS)
_LAST_OR_NONE = Day(
    "bis", "Letzter Tag", "until", f"{_MIDNIGHT} Was heute oder später beginnt, wird"
    " zurückgenommen, wenn der letzte Tag davor liegt.", _ASK_UNTIL, rules=_ENDS,
)  # fmt: skip
_OCCASION = Words(
    "anlass", "Anlass", "occasion", "Zum Beispiel: Sitzung am 14.01.2020", optional=True
)


def _to_appoint(desk: Office) -> list[Field]:
    hint = "Gewählte Sitze besetzt das Ergebnis ihrer Wahl."
    seat = _seat("Sitz", desk.seats(also_elected=False), hint)
    return [_whom(desk), seat, SINCE, UNTIL, Text("anmerkung", "Anmerkung", "note", optional=True)]


def _to_depart(desk: Office) -> list[Field]:
    who = _who("Person und Sitz", desk.choice(desk.held(deputising=False)))
    return [who, _LAST_OR_NONE, Text("grund", "Grund", "reason", optional=True)]


def _to_name_deputy(desk: Office) -> list[Field]:
    return [_whom(desk), _seat("Sitz, der vertreten wird", desk.seats()), SINCE, UNTIL, _OCCASION]


def _to_dismiss(desk: Office) -> list[Field]:
    named = (deputy for place in desk.group.places for deputy in place.deputies)
    found = desk.choice([*named, *desk.held(deputising=True)])
    return [_who("Vertretung und Sitz", found), _LAST_OR_NONE]


def _to_deputise(desk: Office) -> list[Field]:
    return [_who("Wer vertritt welchen Sitz?", _once(_deputies(desk))), SINCE, _LAST, _OCCASION]


def _deputies(desk: Office) -> Iterator[tuple[str, str]]:
    """Give who may stand in: whoever is named, and whom the procedure names."""
    by_seat = {place.seat.slug: place for place in desk.group.places}
    for slug, place in by_seat.items():
        named = by_seat.get(place.seat.deputy)
        persons = [deputy.person for deputy in place.deputies]
        persons += [holder.person for holder in named.holders] if named else []
        for person in persons:
            yield _pair(slug, person), f"{desk.person(person)} für {place.seat.title}"


def _numbers(*fields: tuple[str, str, str]) -> Callable[[Office], list[Field]]:
    day = Day(
        "tag", "Gezählt am", "day", ask="Bitte geben Sie an, an welchem Tag gezählt wurde.",
        rules=(rules.CountsAreOfADayThatCame,),
    )  # fmt: skip
    return lambda _: [*(Number(*one) for one in fields), day]


def _pair(seat: str, person: str) -> str:
    return f"{seat} {person}"


def _once(options: Iterable[tuple[str, str]]) -> Options:
    return [*dict(options).items()]


# The forms -------------------------------------------------------------------------------------

_VOLUNTARY = (
    "Angaben sind freiwillig. Eingetragen werden nur Zahlen der ganzen Gruppe; niemandes Angabe"
    " wird gespeichert. Andere sehen allein, ob das Ziel erreicht ist."
)
_APPOINT = Step(
    "berufen", "Person berufen", "Berufen", "Die Person ist berufen.", Act.APPOINT,
    _to_appoint, requests.NewAppointment, acts.appoint, "Sitze",
    "Wer nimmt welchen Sitz ein, ab wann?",
)  # fmt: skip
_NAME = Step(
    "vertretung", "Vertretung benennen", "Vertretung benennen", "Die Vertretung ist benannt.",
    Act.APPOINT, _to_name_deputy, requests.NewDeputy, acts.name_deputy, "Vertretung",
    "Wer darf einen Sitz vertreten? Tätig wird die Vertretung erst an den Tagen, die"
    " danach festgehalten werden.",
)  # fmt: skip
STEPS: tuple[Step[Office], ...] = (
    _APPOINT,
    Step(
        "ausscheiden", "Ausscheiden festhalten", "Ausscheiden festhalten",
        "Das Ausscheiden ist festgehalten.", Act.APPOINT, _to_depart, requests.NewDeparture,
        acts.depart, "Sitze", "Wer gibt den Sitz ab, mit welchem Tag?",
        without="Zurzeit hat niemand einen Sitz in diesem Gremium.", first=_APPOINT,
    ),
    _NAME,
    Step(
        "vertretungstage", "Tage der Vertretung festhalten", "Tage festhalten",
        "Die Tage der Vertretung sind festgehalten.", Act.APPOINT, _to_deputise,
        requests.NewDeputising, acts.deputise, "Vertretung",
        "Wer vertritt an welchen Tagen? An diesen Tagen hat die Vertretung die Rechte"
        " des Sitzes.",
        without="Vertreten kann nur, wer dafür benannt ist. In diesem Gremium ist noch niemand"
        " benannt.", first=_NAME,
    ),
    Step(
        "vertretungsende", "Benennung beenden", "Benennung beenden",
        "Das Ende der Vertretung ist festgehalten.", Act.APPOINT, _to_dismiss,
        requests.NewDismissal, acts.dismiss_deputy, "Vertretung",
        "Wer vertritt einen Sitz nicht mehr?",
        without="In diesem Gremium ist zurzeit niemand als Vertretung benannt.", first=_NAME,
    ),
    Step(
        "geschlechter", "Geschlechterparität melden", "Zahlen melden", "Die Zahlen sind gemeldet.",
        Act.REPORT_COUNTS,
        _numbers(("frauen", "Frauen", "women"), ("maenner", "Männer", "men"),
                 ("divers", "Divers", "divers"), ("keine", "Keine Angabe", "no_answer")),
        partial(requests.NewGender, quality="gender"), acts.report_counts, "Zählung",
        _VOLUNTARY,
    ),
    Step(
        "migrationshintergrund", "Migrationshintergrund melden", "Zahlen melden",
        "Die Zahlen sind gemeldet.", Act.REPORT_COUNTS,
        _numbers(("mit", "Mit Migrationshintergrund", "with_background"),
                 ("ohne", "Ohne Migrationshintergrund", "without_background"),
                 ("keine", "Keine Angabe", "no_answer")),
        partial(requests.NewMigration, quality="migration"), acts.report_counts, "Zählung",
        _VOLUNTARY,
    ),
)  # fmt: skip
"""In the order in which a Gremium's page offers them."""
_BY_PATH = {step.path: step for step in STEPS}
NOTICES = {step.path: step.done for step in STEPS}
"""What a Gremium's page says when a form is done."""


def _found(slug: str, step: str, visitor: Visiting, asked: Asking) -> tuple[Step[Office], Office]:
    """Give a form to whoever may use it; raises NotVisible, NotYours."""
    found = _BY_PATH.get(step)
    if found is None:
        raise NotVisible
    acts.body_of_today(visitor.doing(), slug)
    found.must(visitor, slug)
    return found, _office(visitor, slug, asked)


serve(router, "/gremien/{slug}/{step}", _found)


def _office(visitor: Visitor, slug: str, asked: Asked) -> Office:
    ordnung = visitor.ordnung
    with visitor.database() as database:
        group = groups.on(database, ordnung, slug)
        later = groups.later(database, slug, ordnung.day)
        named = {*group.persons_named(), *(holder.person for holder in later)}
        may = _may_be_chosen(database, visitor, group.body)
        chosen = choosing.choice(database, asked, may=may)
        names = register.names(database, named)
    body = group.body
    return Office(
        visitor=visitor, id=slug, name=body.name, over=body.name, group=group, later=later,
        trail=(("Gremien", "/gremien"), (body.name, f"/gremien/{slug}")), names=names,
        chosen=chosen,
    )  # fmt: skip


def _may_be_chosen(database: Database, visitor: Visitor, body: Body) -> Callable[[Entry], bool]:
    """Say whom one can appoint: a Dezernat those with an account or a seat, others everybody."""
    if body.kind is not Kind.EXPERT_GROUP:
        return lambda _: True
    sitting = {holder.person for holder in seats.on(database, visitor.ordnung.day)}
    return lambda entry: entry.account is not None or entry.pseudonym in sitting
