"""Writing: an expert group's chair begins a draft, the group writes its next revision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response
from markupsafe import Markup

from domain import rules
from domain.text.normalise import check, normalise
from domain.text.refusals import UnusableText
from projections import vorgaben
from projections.current_text import Text as Stored
from projections.standing import Standing
from projections.vorgaben import Line as Vorgabe
from review_service import access
from review_service.access import Act
from review_service.acts import importing
from review_service.acts import writing as acts
from review_service.acts.merging import NewAnswer, NewRevision
from review_service.acts.writing import NewDraft
from review_service.pages.draft.acting import DraftStep, Reviewing
from review_service.pages.fields import Reading
from review_service.pages.forms import Form, Line, Refused, leave_for
from review_service.pages.hearing import marking
from review_service.pages.kinds import YES, Field, Given, Radios, Section, Text, Turned, Words
from review_service.pages.steps import Desk, Step, serve
from review_service.pages.typed import Typed, whole_number
from review_service.pages.visitor import Visiting
from review_service.pages.writing import alongside, files, merging, previewing, uploading
from review_service.pages.writing.alongside import Changes, Voice
from review_service.pages.writing.files import Beside
from review_service.pages.writing.merging import Union
from review_service.pages.writing.previewing import Preview
from review_service.reviews import Receipt

router = APIRouter()
PREVIEW, CHANGES = uploading.PREVIEW, "aenderungen"
AFTERWARDS = "Speichern heißt noch nicht einreichen. Einreichen können Sie im nächsten Schritt."


@dataclass(frozen=True)
class Written(Text):
    """The text of a revision: to write, to read in from a file, to see as it will read; `base` is
    what the form began with."""

    kind = "written"
    enter = PREVIEW
    script = "editor.js"
    fact: str = "text"
    ask: str = "Der Text ist leer. Schreiben Sie ihn in das Feld oder lesen Sie eine Datei ein."
    base: Callable[[Typed], str] = lambda _: ""
    notes: str = ""
    """The field that the comments of a file may be taken into."""
    continued: uploading.Continued = lambda *_: None
    """Gives a file's text as it continues the revision that it went out as."""

    def read(self, reading: Reading) -> dict[str, Any]:
        return {**super().read(reading), "source": files.source(reading.typed)}

    def said(self, reading: Reading) -> str:
        reading.words(self.name, self.ask)
        return reading.typed.text(self.name)

    def turned(self, typed: Typed) -> Turned | None:
        taken = uploading.take_in(
            typed, base=self.base(typed), notes=self.notes, continued=self.continued
        )
        if typed.button != PREVIEW:
            return taken
        taken = taken or Turned(typed)
        wrong = taken.wrong or _unusable(taken.typed.text(self.name))
        return replace(taken, shown=True, wrong=wrong)

    def preview(self, typed: Typed) -> Preview | None:
        """Show how it will read, where that is asked for."""
        text = typed.text(self.name)
        read = typed.button in _SHOW_IT and files.FORMAT in typed.fields
        read = read and not files.undecided(typed)
        wanted = (typed.button == PREVIEW or read) and not _unusable(text)
        return previewing.of_text(text) if wanted else None

    def beside(self, typed: Typed) -> Beside | None:
        """Tell what was understood of the file that the text was read from."""
        return files.beside(typed)


_SHOW_IT = (uploading.READ, files.ACCEPT, files.REJECT, files.CONFIRM)


def _unusable(text: str) -> Line | None:
    try:
        check(normalise(text))
    except UnusableText as error:
        return Line(error.sentence, "text")
    return None


# Beginning a draft ---------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Beginning(Desk):
    """What a draft may be begun on: the Themenfelder of the groups the reader chairs."""

    paper: str
    theme: str

    @property
    def themes(self) -> list[tuple[str, str]]:
        """Their slugs and names."""
        chairs = {seat.body.slug for seat in access.seats_for(self.visitor.account, Act.AUTHOR)}
        themes = self.visitor.ordnung.themes.values()
        return [(theme.slug, theme.name) for theme in themes if theme.group in chairs]


@dataclass(frozen=True)
class YesNo(Radios):
    """Yes or no."""

    options: Any = ((YES, "Ja"), ("nein", "Nein"))

    def said(self, reading: Reading) -> bool:
        return bool(super().said(reading) == YES)


def _to_begin(desk: Beginning) -> list[Field]:
    ask = "Bitte wählen Sie das Themenfeld."
    about = [
        Radios("papier", "Zu welchem Papier gehört der Entwurf?", "paper",
               ask="Bitte wählen Sie das Papier, zu dem der Entwurf gehört.",
               options=[*desk.visitor.ordnung.paper_names.items()]),
        Given("thema", "Themenfeld", "theme", ask=ask, value=desk.themes[0][0],
              words=desk.themes[0][1])
        if len(desk.themes) == 1
        else Radios("thema", "Für welches Themenfeld schreiben Sie?", "theme", ask=ask,
                    options=desk.themes),
        Words("titel", "Titel", "title", most=300, ask="Bitte geben Sie dem Entwurf einen Titel."),
        YesNo("gleichstellung", "Ist das Thema für die Gleichstellung von Bedeutung?",
              "equality_relevant", "Bei „Ja“ wird bei jeder Einreichung die"
              " Gleichstellungsbeauftragte beteiligt. Diese Angabe lässt sich später nicht ändern.",
              "Bitte sagen Sie, ob das Thema für die Gleichstellung von Bedeutung ist."),
    ]  # fmt: skip
    return [
        Section("h-worum", "Worum geht es?", parts=about),
        Section("h-text", "Text", parts=[Written("text", "Text der Fassung 1")]),
    ]


BEGIN = Step(
    "neu", "Entwurf anlegen", "Als Fassung 1 speichern",
    "Der Entwurf ist angelegt. Eingereicht ist er noch nicht.", Act.AUTHOR, _to_begin, NewDraft,
    lambda doing, _, new: acts.author(doing, new),
    lead="Sie beginnen mit Fassung 1. Eingereicht ist sie damit noch nicht: Zunächst sehen sie nur"
    " Ihre Gruppe, die Geschäftsstelle und die Rechnungsprüfung.",
    begins=lambda desk: {"papier": [desk.paper], "thema": [desk.theme]}, below=AFTERWARDS,
    unsent="Der Entwurf ist noch nicht angelegt",
    ends=lambda _, desk, done: leave_for(f"{desk.back}/{done.stream}", "neu"),
)  # fmt: skip


def _new(visitor: Visiting, papier: str = "", thema: str = "") -> tuple[Step[Beginning], Beginning]:
    BEGIN.must(visitor)
    trail = (("Entwürfe", "/entwuerfe"),)
    desk = Beginning(visitor=visitor, trail=trail, paper=papier, theme=thema)
    if not desk.themes:
        raise access.refused(Act.AUTHOR)
    return BEGIN, desk


serve(router, "/entwuerfe/neu", _new)

# The next revision ---------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Revising(Reviewing):
    """A draft to write the next revision of."""

    @cached_property
    def vorgaben(self) -> list[Vorgabe]:
        """Its Vorgaben, those without an answer first."""
        with self.visitor.database() as database:
            lines = vorgaben.of_draft(database, self.shown.draft, upto=self.on)
        return sorted(lines, key=lambda line: (bool(line.answers), line.number))

    def union(self, typed: Typed, against: int) -> Union | None:
        """Give the merge with a later revision of a text written on an older one; merged once."""
        base = typed.number("basis") or self.on
        if base >= against or against > self.on:
            return None
        known = self._unions.get(against)
        if known is None or known[0] is not typed:
            service, draft = self.visitor.service, self.shown.draft
            found = merging.union(service, draft, typed, base=base, against=against)
            known = self._unions[against] = typed, found
        return known[1]

    def becomes(self, typed: Typed) -> str | None:
        """Give what a text would be merged to, as it was decided; None where it is not merged."""
        against = typed.number("gegen")
        found = self.union(typed, against or self.on)
        decided = merging.decisions(found, typed) if found and against else []
        return merging.outcome(found, decided) if found else None

    def base(self, typed: Typed) -> Stored:
        """Give the revision a text was begun with; the current one where it names none there is."""
        number = typed.number("basis") or self.on
        with self.visitor.database() as database:
            return access.revision(database, self.shown, min(number, self.on))

    @property
    def voices(self) -> list[Voice]:
        """What was said of the passages of its text."""
        with self.visitor.database() as database:
            text = access.revision(database, self.shown, self.on)
            return alongside.voices(database, self.visitor, self.shown, self.vorgaben, text)

    @cached_property
    def _unions(self) -> dict[int, tuple[Typed, Union | None]]:
        return {}


@dataclass(frozen=True)
class Merged(Field):
    """On which revision the text was written, and what was decided on the merge with a later
    one."""

    kept = False
    desk: Revising = field(kw_only=True)

    def read(self, reading: Reading) -> dict[str, Any]:
        typed = reading.typed
        against = typed.number("gegen")
        found = self.desk.union(typed, against) if against else None
        return {
            "base_revision": typed.number(self.name) or 1,
            "against": against,
            "decisions": merging.decisions(found, typed) if found else [],
        }

    def union(self, typed: Typed) -> Union | None:
        """Give the merge with the current revision; none is asked about while none is written."""
        return None if self.desk.hindered else self.desk.union(typed, self.desk.on)

    def carried_along(self, typed: Typed) -> list[tuple[str, str]]:
        """Give the fields of all places, while they are not asked about."""
        return merging.carried_along(typed)

    def mended(self, typed: Typed, refused: Refused) -> Refused:
        """Say of each place left open that it is, once it was asked about."""
        union = self.union(typed)
        if not union or not isinstance(refused.error, rules.TheTextsMustBeMerged):
            return refused
        asked = union.undecided if typed.number("gegen") == union.against else []
        choose = "Bitte wählen Sie, was gelten soll."
        lines = [Line(f"{one.title}: {choose}", one.field) for one in asked]
        return Refused(refused.status, tuple(lines), refused.error)


@dataclass(frozen=True)
class Answers(Field):
    """The Vorgaben, each with its answer and where in the new text that stands."""

    desk: Revising = field(kw_only=True)

    def read(self, reading: Reading) -> dict[str, Any]:
        typed = reading.typed
        text, becomes = merging.stored(typed.text("text")), self.desk.becomes(typed)
        answers, wrong = _answers(typed, text, becomes)
        reading.wrong += wrong
        return {"answers": answers}

    def turned(self, typed: Typed) -> Turned | None:
        return Turned(typed, shown=True) if marking.turns(typed) else None

    def quotes(self, number: int, typed: Typed) -> list[marking.Pasted]:
        """Give the quotes of the answer to a Vorgabe as typed."""
        return marking.quote_fields(typed, _of(number))

    def missing(self, typed: Typed) -> list[int]:
        """Give the Vorgaben that have no answer yet, neither recorded nor typed."""
        lines = self.desk.vorgaben
        numbers = [line.number for line in lines if not line.answers]
        return [number for number in numbers if not typed.text(f"antwort-{number}")]


@dataclass(frozen=True)
class SoFar(Field):
    """What is changed since the revision the text was begun with, to be looked at meanwhile."""

    kept = False
    desk: Revising = field(kw_only=True)

    def read(self, reading: Reading) -> dict[str, Any]:
        return {}

    def turned(self, typed: Typed) -> Turned | None:
        return Turned(typed, shown=True) if typed.button == CHANGES else None

    def changes(self, typed: Typed) -> Changes | None:
        """Compare the text with the one it was begun with; None where it could not be stored."""
        text = merging.stored(typed.text("text"))
        return alongside.changes(self.desk.visitor, self.desk.base(typed), text)


def _answers(
    typed: Typed, text: str | None, becomes: str | None
) -> tuple[list[NewAnswer], list[Line]]:
    """Read the answers by Vorgabe, their places found in the new text; None: it cannot be stored.

    `becomes` is what it is merged to, where it is.

    One without an outcome is none, unless a reason or a place was typed.
    """
    answers, wrong = [], []
    found = (whole_number(name.removeprefix("grund-")) for name in typed.fields)
    asked = sorted(number for number in found if number)
    groups = [_of(number) for number in asked]
    every = marking.marked_each(typed, text or "", groups, becomes)
    for number, places in zip(asked, every, strict=True):
        outcome, reason = typed.text(f"antwort-{number}"), typed.text(f"grund-{number}")
        if not outcome:
            if reason.strip():
                wrong.append(Line(_NO_OUTCOME.format(number), f"antwort-{number}"))
            elif places.quotes or places.wrong:
                wrong.append(Line(_NO_OUTCOME_FOR_PLACES.format(number), f"antwort-{number}"))
            continue
        if outcome != "erfuellt" and not reason.strip():
            sentence = rules.AShortfallNeedsAReason(vorgabe=number).sentence
            wrong.append(Line(sentence, f"grund-{number}"))
        if text is not None:
            wrong += places.wrong
        answer = {"vorgabe": number, "outcome": outcome, "reason": reason}
        passages = [{"exact": quote.exact, "start": quote.start} for quote in places.quotes]
        answers.append(NewAnswer.model_validate({**answer, "passages": passages}))
    return answers, wrong


def _of(number: int) -> str:
    """Give what the names of the fields begin with that say where an answer's words stand."""
    return f"antwort-{number}-"


_NO_OUTCOME = "Zu Vorgabe {0} steht eine Begründung, aber keine Antwort. Bitte wählen Sie eine."
_NO_OUTCOME_FOR_PLACES = (
    "Zu Vorgabe {0} steht eine Stelle, aber keine Antwort. Bitte wählen Sie eine."
)


def _to_revise(desk: Revising) -> list[Field]:
    def base(typed: Typed) -> str:
        return desk.text(typed.number("basis"))

    return [
        Merged("basis", "", desk=desk),
        Written(
            "text", f"Text der Fassung {desk.on + 1}", base=base, notes="kurz",
            continued=partial(importing.continues, desk.visitor.service, desk.shown.draft),
        ),
        Answers("antworten", "", desk=desk),
        SoFar("bisher", "", desk=desk),
        Text("kurz", "Was haben Sie geändert?", "summary",
             "Ein oder zwei Sätze. Sie stehen später im Verlauf.", optional=True),
    ]  # fmt: skip


def _link(standing: Standing) -> str:
    missing = any(line.outcome is None for line in standing.vorgaben)
    return "Vorgaben beantworten und überarbeiten" if missing else "Überarbeiten"


def _saved(form: Form, desk: Revising, done: Receipt) -> Response:
    merged = (form.sent.number("basis") or 1) < done.revision - 1
    return leave_for(desk.back, "zusammengefuehrt" if merged else "ueberarbeiten")


class Writing(DraftStep[Revising]):
    """The form of a revision; an editor is answered the comparison alone, and nothing is kept."""

    def take(self, form: Form, desk: Revising) -> Response:
        """Record what was sent, or show what is changed so far."""
        if form.sent.button != CHANGES or "hx-request" not in form.request.headers:
            return super().take(form, desk)
        compared = SoFar("bisher", "", desk=desk).changes(form.sent)
        return form.page("changes_so_far.html", title="Bisher geändert", compared=compared)


REVISION = Writing(
    "ueberarbeiten", "Überarbeiten", lambda desk: f"Als Fassung {desk.on + 1} speichern",
    "Die Fassung ist gespeichert. Eingereicht ist sie noch nicht.", Act.REVISE, _to_revise,
    NewRevision, acts.revise, begun="Überarbeitung", link=_link, desk=Revising, newest=True,
    also={
        "zusammengefuehrt": "Die Fassung ist gespeichert, beide Texte sind zusammengeführt."
        " Eingereicht ist sie noch nicht.",
    },
    begins=lambda desk: {"basis": [str(desk.on)], "text": [desk.text()]}, ends=_saved,
    heading=lambda desk: Markup("Überarbeiten: <bdi>{}</bdi>").format(desk.name), below=AFTERWARDS,
    unsent=lambda desk: f"Fassung {desk.on + 1} ist noch nicht gespeichert",
    template="revise.html", facts=lambda desk: {"vorgaben": desk.vorgaben, "voices": desk.voices},
)  # fmt: skip
FORMS = (REVISION,)
