"""The forms of a Gremium: to appoint, to end a time on a seat, deputies, what was counted.

Names are typed into them: nothing of these forms is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from domain.gremium import Kind
from domain.procedure.seats import Body, Filled
from projections import groups, seats
from projections.groups import Group
from projections.read_model import Database
from projections.seats import Deputy, Holder
from review_service import access
from review_service.access import Act, NotVisible
from review_service.acts import appointing as acts
from review_service.acts.doing import Doing
from review_service.acts.requests import seats as requests
from review_service.pages.fields import Reading
from review_service.pages.forms import RENDERED, Incomplete, Refused, refusal
from review_service.pages.people import choosing
from review_service.pages.people.choosing import Asked, Asking, Choice
from review_service.pages.plain import Opened, Plain, Posted, leave_for
from review_service.pages.visitor import Visitor
from review_service.people import register
from review_service.people.register import Entry

router = APIRouter()

Options = list[tuple[str, str]]


@dataclass(frozen=True)
class Field:
    """A field of a form: its kind is a macro's (`select`, `field`, `area`) or `date`, `number`, or
    `person` for somebody who is chosen above the form."""

    kind: str
    name: str
    label: str
    hint: str = ""
    options: Options = field(default_factory=list)
    optional: bool = False


@dataclass(frozen=True)
class Desk:
    """What the form of a Gremium is made from: its staffing today and to come, all names it shows,
    and who is chosen or looked for."""

    group: Group
    later: list[Holder]
    names: Mapping[str, str]
    chosen: Choice

    def name(self, person: str) -> str:
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
        return [
            (_pair(one.seat, one.person), f"{self.name(one.person)}, {self.title(one.seat)}")
            for one in held
        ]

    def seats(self, *, also_elected: bool = True) -> Options:
        """Give the seats and functions one can choose."""
        return [
            (place.seat.slug, place.seat.title)
            for place in self.group.places
            if also_elected or place.seat.filled is not Filled.ELECTED
        ]


@dataclass(frozen=True)
class Step:
    """One form: what it is about, its path, the link that leads to it, its button, what the
    Gremium's page says when it is done; which act it is, its fields, how it is read, what it
    records. `chooses`: it is about a person of the register or a new one. `without` says why there
    is nothing to choose from, `first` is the form (its path) that changes that."""

    about: str
    path: str
    title: str
    lead: str
    button: str
    done: str
    right: Act
    fields: Callable[[Desk], list[Field]]
    read: Callable[[Reading], Any]
    act: Callable[[Doing, str, Any], object]
    chooses: bool = False
    without: str = ""
    first: str = ""

    def may(self, visitor: Visitor, slug: str) -> bool:
        """Whether the reader may do it in a Gremium of today."""
        found = access.seats_for(visitor.account, self.right, body=slug, ordnung=visitor.ordnung)
        return any(found)


# Fields ----------------------------------------------------------------------------------------


def who(chosen: Choice) -> Field:
    """Give the field that says who it is: whoever was chosen of the register, or a name."""
    if chosen.person:
        return Field("person", "person", "Person")
    return Field(
        "field", "name", "Name einer neuen Person",
        "Nur, wenn Sie die Person oben nicht finden. Sie wird ins Verzeichnis eingetragen.",
    )  # fmt: skip


_SINCE = Field("date", "seit", "Erster Tag")
_UNTIL = Field("date", "bis", "Letzter Tag", "Ohne Angabe bleibt das Ende offen.", optional=True)
_LAST = Field("date", "bis", "Letzter Tag", "Die Rechte enden um Mitternacht nach diesem Tag.")
_LAST_OR_NONE = Field(
    "date", "bis", "Letzter Tag", "Die Rechte enden um Mitternacht nach diesem Tag. Was heute oder"
    " später beginnt, wird zurückgenommen, wenn der letzte Tag davor liegt.",
)  # fmt: skip
_OCCASION = Field("field", "anlass", "Anlass", "Zum Beispiel: Sitzung am 14.01.2020", optional=True)


def _to_appoint(desk: Desk) -> list[Field]:
    choice = Field("select", "sitz", "Sitz", options=_choose(desk.seats(also_elected=False)),
                   hint="Gewählte Sitze besetzt das Ergebnis ihrer Wahl.")  # fmt: skip
    note = Field("area", "anmerkung", "Anmerkung", optional=True)
    return [who(desk.chosen), choice, _SINCE, _UNTIL, note]


def _to_depart(desk: Desk) -> list[Field]:
    return [
        Field("select", "wer", "Person und Sitz",
              options=_choose(desk.choice(desk.held(deputising=False)))),
        _LAST_OR_NONE,
        Field("area", "grund", "Grund", optional=True),
    ]  # fmt: skip


def _to_name_deputy(desk: Desk) -> list[Field]:
    choice = Field("select", "sitz", "Sitz, der vertreten wird", options=_choose(desk.seats()))
    return [who(desk.chosen), choice, _SINCE, _UNTIL, _OCCASION]


def _to_dismiss(desk: Desk) -> list[Field]:
    named = (deputy for place in desk.group.places for deputy in place.deputies)
    found = desk.choice([*named, *desk.held(deputising=True)])
    return [
        Field("select", "wer", "Vertretung und Sitz", options=_choose(found)),
        _LAST_OR_NONE,
    ]


def _to_deputise(desk: Desk) -> list[Field]:
    return [
        Field("select", "wer", "Wer vertritt welchen Sitz?", options=_choose([*_deputies(desk)])),
        _SINCE, _LAST, _OCCASION,
    ]  # fmt: skip


def _deputies(desk: Desk) -> Iterator[tuple[str, str]]:
    """Give who may stand in: whoever is named, and whom the procedure names."""
    by_seat = {place.seat.slug: place for place in desk.group.places}
    for slug, place in by_seat.items():
        named = by_seat.get(place.seat.deputy)
        persons = [deputy.person for deputy in place.deputies]
        persons += [holder.person for holder in named.holders] if named else []
        for person in persons:
            yield _pair(slug, person), f"{desk.name(person)} für {place.seat.title}"


def _numbers(*labels: tuple[str, str]) -> Callable[[Desk], list[Field]]:
    fields = [Field("number", name, label) for name, label in labels]
    return lambda _: [*fields, Field("date", "tag", "Gezählt am")]


def _pair(seat: str, person: str) -> str:
    return f"{seat} {person}"


def _choose(options: Options) -> Options:
    return [("", "Bitte wählen"), *dict(options).items()]


# Reading ---------------------------------------------------------------------------------------

_ASK_SINCE = "Bitte geben Sie den ersten Tag an."
_ASK_UNTIL = "Bitte geben Sie den letzten Tag an."


def person(reading: Reading) -> dict[str, Any]:
    """Read who it is: a pseudonym or a name, one of them."""
    person, name = reading.typed.text("person").strip(), reading.typed.text("name").strip()
    if person and name:
        reading.mend("name", "Wählen Sie eine Person aus oder nennen Sie eine neue, nicht beides.")
    if not (person or name):
        reading.mend("name", "Bitte suchen Sie oben eine Person aus, oder nennen Sie eine neue.")
    return {"person": person or None, "name": name or None}


def _chosen(reading: Reading) -> dict[str, str]:
    seat, _, person = reading.words("wer", "Bitte wählen Sie.").partition(" ")
    if seat and not person:
        reading.mend("wer", "Bitte wählen Sie.")
    return {"seat": seat or "-", "person": person or "-"}


def _day(reading: Reading, name: str, sentence: str) -> date:
    return reading.day(name, sentence) or date.min


def _appointment(reading: Reading) -> dict[str, Any]:
    return {
        "seat": reading.words("sitz", "Bitte wählen Sie einen Sitz.") or "-", **person(reading),
        "since": _day(reading, "seit", _ASK_SINCE), "until": reading.day("bis"),
        "note": reading.typed.text("anmerkung"),
    }  # fmt: skip


def _departure(reading: Reading) -> dict[str, Any]:
    until = _day(reading, "bis", _ASK_UNTIL)
    return {**_chosen(reading), "until": until, "reason": reading.typed.text("grund")}


def _deputy(reading: Reading) -> dict[str, Any]:
    return {
        "seat": reading.words("sitz", "Bitte wählen Sie einen Sitz.") or "-", **person(reading),
        "since": _day(reading, "seit", _ASK_SINCE), "until": reading.day("bis"),
        "occasion": reading.typed.text("anlass"),
    }  # fmt: skip


def _dismissal(reading: Reading) -> dict[str, Any]:
    return {**_chosen(reading), "until": _day(reading, "bis", _ASK_UNTIL)}


def _deputising(reading: Reading) -> dict[str, Any]:
    return {
        **_chosen(reading), "since": _day(reading, "seit", _ASK_SINCE),
        "until": _day(reading, "bis", _ASK_UNTIL), "occasion": reading.typed.text("anlass"),
    }  # fmt: skip


def _counted(quality: str, **fields: str) -> Callable[[Reading], dict[str, Any]]:
    def read(reading: Reading) -> dict[str, Any]:
        asked = "Bitte geben Sie eine Zahl an, auch 0."
        numbers = {name: reading.number(typed, asked) for name, typed in fields.items()}
        day = _day(reading, "tag", "Bitte geben Sie an, an welchem Tag gezählt wurde.")
        return {"quality": quality, "day": day, **numbers}

    return read


# The forms -------------------------------------------------------------------------------------


def _of(model: type[Any], read: Callable[[Reading], dict[str, Any]]) -> Callable[[Reading], Any]:
    """Give what makes a request of what was typed; where something is to be mended, Incomplete."""

    def made(reading: Reading) -> Any:
        facts = read(reading)
        if reading.wrong:
            raise Incomplete(*reading.wrong)
        return model.model_validate(facts)

    return made


_VOLUNTARY = (
    "Angaben sind freiwillig. Eingetragen werden nur Zahlen der ganzen Gruppe; niemandes Angabe"
    " wird gespeichert. Andere sehen allein, ob das Ziel erreicht ist."
)
_FIELDS = {
    "person": "person", "name": "name", "seat": "sitz", "since": "seit", "until": "bis",
    "women": "frauen", "men": "maenner", "divers": "divers", "no_answer": "keine",
    "with_background": "mit", "without_background": "ohne", "day": "tag",
    "ASeatEndsAfterItBegins": "bis", "TheSeatIsTaken": "sitz", "ThePersonHoldsTheSeat": "person",
    "NothingHoldsOnThatDay": "seit", "NoSuchSeatOnThatDay": "sitz", "NoSuchDeputy": "wer",
    "TheSeatIsLeftAlready": "bis", "ThePersonDoesNotHoldTheSeat": "bis",
    "OnlyWhatIsToBeginIsTakenBack": "bis", "CountsAreOfADayThatCame": "tag",
    "NobodyDeputisesForThemselves": "person",
}  # fmt: skip
"""Fields by place in the request or by rule."""

STEPS = (
    Step(
        "Sitze", "berufen", "Person berufen", "Wer nimmt welchen Sitz ein, ab wann?", "Berufen",
        "Die Person ist berufen.", Act.APPOINT, _to_appoint,
        _of(requests.NewAppointment, _appointment), acts.appoint, chooses=True,
    ),
    Step(
        "Sitze", "ausscheiden", "Ausscheiden festhalten",
        "Wer gibt den Sitz ab, mit welchem Tag?", "Ausscheiden festhalten",
        "Das Ausscheiden ist festgehalten.", Act.APPOINT, _to_depart,
        _of(requests.NewDeparture, _departure), acts.depart,
        without="Zurzeit hat niemand einen Sitz in diesem Gremium.", first="berufen",
    ),
    Step(
        "Vertretung", "vertretung", "Vertretung benennen", "Wer darf einen Sitz vertreten? Tätig"
        " wird die Vertretung erst an den Tagen, die danach festgehalten werden.",
        "Vertretung benennen", "Die Vertretung ist benannt.", Act.APPOINT, _to_name_deputy,
        _of(requests.NewDeputy, _deputy), acts.name_deputy, chooses=True,
    ),
    Step(
        "Vertretung", "vertretungstage", "Tage der Vertretung festhalten", "Wer vertritt an welchen"
        " Tagen? An diesen Tagen hat die Vertretung die Rechte des Sitzes.", "Tage festhalten",
        "Die Tage der Vertretung sind festgehalten.", Act.APPOINT, _to_deputise,
        _of(requests.NewDeputising, _deputising), acts.deputise, without="Vertreten kann nur, wer"
        " dafür benannt ist. In diesem Gremium ist noch niemand benannt.", first="vertretung",
    ),
    Step(
        "Vertretung", "vertretungsende", "Benennung beenden", "Wer vertritt einen Sitz nicht mehr?",
        "Benennung beenden", "Das Ende der Vertretung ist festgehalten.", Act.APPOINT, _to_dismiss,
        _of(requests.NewDismissal, _dismissal), acts.dismiss_deputy,
        without="In diesem Gremium ist zurzeit niemand als Vertretung benannt.", first="vertretung",
    ),
    Step(
        "Zählung", "geschlechter", "Geschlechterparität melden", _VOLUNTARY, "Zahlen melden",
        "Die Zahlen sind gemeldet.", Act.REPORT_COUNTS,
        _numbers(("frauen", "Frauen"), ("maenner", "Männer"), ("divers", "Divers"),
                 ("keine", "Keine Angabe")),
        _of(requests.NewGender, _counted("gender", women="frauen", men="maenner", divers="divers",
                                         no_answer="keine")),
        acts.report_counts,
    ),
    Step(
        "Zählung", "migrationshintergrund", "Migrationshintergrund melden", _VOLUNTARY,
        "Zahlen melden", "Die Zahlen sind gemeldet.", Act.REPORT_COUNTS,
        _numbers(("mit", "Mit Migrationshintergrund"), ("ohne", "Ohne Migrationshintergrund"),
                 ("keine", "Keine Angabe")),
        _of(requests.NewMigration, _counted("migration", with_background="mit",
                                            without_background="ohne", no_answer="keine")),
        acts.report_counts,
    ),
)  # fmt: skip
"""In the order in which a Gremium's page offers them."""
_BY_PATH = {step.path: step for step in STEPS}
NOTICES = {step.path: step.done for step in STEPS}
"""What a Gremium's page says when a form is done."""


@router.get("/gremien/{slug}/{step}")
def open_step(form: Opened, slug: str, step: str, asked: Asking) -> Response:
    """Show a form of a Gremium."""
    return _page(form, slug, _step(form, slug, step), asked)


@router.post("/gremien/{slug}/{step}")
def take_step(form: Posted, slug: str, step: str) -> Response:
    """Record what was typed."""
    found = _step(form, slug, step)
    try:
        found.act(form.doing(), slug, found.read(Reading(form.typed)))
    except (Incomplete, *RENDERED) as error:
        chosen = Asked(person=form.typed.text("person"))
        return _page(form, slug, found, chosen, refusal(error, _FIELDS))
    return leave_for(f"/gremien/{slug}", found.path)


def _step(form: Plain, slug: str, path: str) -> Step:
    """Give a form to whoever may use it; raises NotVisible, NotYours."""
    found = _BY_PATH.get(path)
    if found is None:
        raise NotVisible
    acts.body_of_today(form.visitor.doing(), slug)
    ordnung = form.visitor.ordnung
    access.seat_for(form.visitor.account, found.right, body=slug, ordnung=ordnung)
    return found


def _page(
    form: Plain, slug: str, step: Step, asked: Asked, refused: Refused | None = None
) -> Response:
    ordnung = form.visitor.ordnung
    with form.visitor.database() as database:
        group = groups.on(database, ordnung, slug)
        later = groups.later(database, slug, ordnung.day)
        named = {*group.persons_named(), *(holder.person for holder in later)}
        may = _may_be_chosen(database, form.visitor, group.body)
        choice = choosing.choice(database, asked, may=may) if step.chooses else Choice()
        desk = Desk(group, later, register.names(database, named), choice)
    fields = step.fields(desk)
    return form.page(
        "gremium_formular.html", title=f"{step.title} – {group.body.name}", refused=refused,
        step=step, body=group.body, fields=fields, choice=choice,
        without=step.without if len(fields[0].options) <= 1 else "",
        first=_BY_PATH.get(step.first), here=f"/gremien/{slug}/{step.path}",
        known_only=group.body.kind is Kind.EXPERT_GROUP,
    )  # fmt: skip


def _may_be_chosen(database: Database, visitor: Visitor, body: Body) -> Callable[[Entry], bool]:
    """Say whom one can appoint: a Dezernat those with an account or a seat, others everybody."""
    if body.kind is not Kind.EXPERT_GROUP:
        return lambda _: True
    sitting = {holder.person for holder in seats.on(database, visitor.ordnung.day)}
    return lambda entry: entry.account is not None or entry.pseudonym in sitting
