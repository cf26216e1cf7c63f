"""Forms: one act each, sent once. Where a form is kept, what was typed is on every way out but
success.

A form's working copy is named by its path (`visitor.form_of`, the list of what is kept). Every form
is written from what was typed (`Typed`), be it fresh, kept or just refused; so nothing has to be
typed twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import ValidationError

from domain.rules import RuleBroken
from domain.text.refusals import Unusable
from projections import diff_history
from projections.diff_history import Revision
from projections.drafts import Shown
from review_service.acts.doing import Doing
from review_service.event_store import Busy, LostRace, Once
from review_service.pages import rendering
from review_service.pages.typed import Form as TypedForm
from review_service.pages.typed import Typed
from review_service.pages.visitor import Visiting, Visitor, form_of, must_be_from_here
from review_service.people import working_copies
from review_service.people.working_copies import WorkingCopy
from review_service.refusals import details, field_errors, sentence_of, status_of
from review_service.reviews import KeyUsedForAnother
from review_service.words import german

KEPT = "gesichert"
"""What a page says then that a form leads back to without its act."""
KEEP, DISCARD, SAVE = "zwischenspeichern", "verwerfen", "sichern"
BOTH, MINE, THEIRS = "beide-ansehen", "diese-behalten", "andere-nehmen-"
"""Buttons that end a form without its act; SAVE is what a script sends while someone types, the
last three choose between words of several windows."""

RENDERED = (RuleBroken, LostRace, Unusable, KeyUsedForAnother, Busy, ValidationError)
"""Errors of an act that the form answers itself, with what was typed in its fields."""


@dataclass(frozen=True)
class Line:
    """One thing to mend: the sentence, and the id of the field it is about, if one is."""

    sentence: str
    field: str | None = None


@dataclass(frozen=True)
class Refused:
    """Why a form came back: the status it is answered with, what to mend, the error behind it."""

    status: int
    lines: tuple[Line, ...]
    error: Exception | None = None

    @property
    def by_field(self) -> dict[str, str]:
        """The sentence to show at each field."""
        return {line.field: line.sentence for line in self.lines if line.field}

    @property
    def rule(self) -> str:
        """The name of the rule, or of another error, that is behind it."""
        return type(self.error).__name__

    @property
    def summary(self) -> list[tuple[str | None, str]]:
        """All sentences, each with the field it leads to."""
        return [(line.field, line.sentence) for line in self.lines]


class Incomplete(Exception):
    """Bitte prüfen Sie die Angaben."""

    def __init__(self, *lines: Line, status: int = 422) -> None:
        self.lines, self.status = lines, status
        super().__init__()


def of_another_revision(current: int, _: int) -> Incomplete:
    """Give the refusal of what was written on a revision that is no longer up for review."""
    sentence = (
        f"Inzwischen gilt Fassung {current}. Was Sie geschrieben haben, steht noch in den Feldern."
        f" Prüfen Sie, ob es noch passt, und senden Sie es zu Fassung {current} ab."
    )
    return Incomplete(Line(sentence), status=409)


@dataclass(frozen=True)
class Form:
    """A form in its visitor's hands; `sent` is what was sent, nothing where it is being opened."""

    request: Request
    visitor: Visitor
    sent: Typed = field(default_factory=Typed)

    @property
    def name(self) -> tuple[str, str] | None:
        """What its working copy is named by; None where nothing of it is kept: a password, who
        somebody is, what a teller counted."""
        return form_of(self.request.url.path)

    # The working copy ----------------------------------------------------------------------

    def kept(self) -> WorkingCopy | None:
        """Give what was typed earlier, None where nothing is kept."""
        if self.name is None:
            return None
        with self.visitor.database() as database:
            return working_copies.find(database, self.visitor.account.name, *self.name)

    def drop(self) -> None:
        """Forget what was kept, but for words of another window."""
        if self.name is None:
            return
        with self.visitor.database() as database:
            account = self.visitor.account.name
            working_copies.drop(database, account, *self.name, self.sent.window)

    def set_aside(
        self, *, back_to: str, typed: Typed | None = None, stay: bool = False
    ) -> Response | None:
        """Answer the buttons that end the form without its act; keep what is typed.

        `typed` where it is more than what was sent; `stay` where something is to be shown first.
        """
        button, here = self.sent.button, RedirectResponse(self.request.url.path, 303)
        if self.name is None:
            return Response(status_code=204) if button == SAVE else None
        if button == DISCARD:
            self.drop()
            return here
        with self.visitor.database() as database:
            whose = (database, self.visitor.account.name, *self.name)
            window = self.sent.window
            copy = working_copies.keep(*whose, (typed or self.sent).kept(), window)
            beside = window.name in (copy.others or {})
            if button == SAVE:
                return JSONResponse({"um": _clock(copy.saved_at)}, 409 if beside else 200)
            if beside and button in (KEEP, BOTH, MINE):
                working_copies.take(*whose, window.name)
            elif button == MINE:
                working_copies.settle(*whose)
            elif button.startswith(THEIRS):
                working_copies.take(*whose, button.removeprefix(THEIRS))
        if (beside and button == KEEP) or button in (BOTH, MINE) or button.startswith(THEIRS):
            return here
        if button == KEEP and not stay:
            return leave_for(back_to, KEPT)
        return None

    # The act -------------------------------------------------------------------------------

    def doing(self) -> Doing:
        """Give the act its account and key, so that a double click is one act."""
        once = None
        if self.sent.key:
            content = self.sent.content(self.request.method, self.request.url.path)
            once = Once(self.visitor.account.pseudonym, self.sent.key, content)
        return self.visitor.doing(once)

    def page(
        self, template: str, *, title: str, typed: Typed | None = None,
        refused: Refused | None = None, kept_at: datetime | None = None, **facts: Any,
    ) -> Response:  # fmt: skip
        """Render the form with what is typed in it, what was sent unless told, and what to mend.

        `shown` is the draft it is about, `on` its revision where that is not the submitted one.
        """
        shown = facts.get("shown")
        return rendering.render(
            self.request, template, title=title, status=refused.status if refused else 200,
            typed=typed or self.sent, refused=refused, kept_at=kept_at,
            errors=refused.by_field if refused else {},
            printed=self._printed(shown, facts.pop("on", None)) if shown else None, **facts,
        )  # fmt: skip

    def _printed(self, shown: Shown, revision: int | None) -> Revision:
        """Give the revision that is named at the foot of a print."""
        number = revision or shown.submitted or shown.revision
        with self.visitor.database() as database:
            return diff_history.revisions(
                database, shown.draft, upto=number, after=number - 1, limit=1
            )[0]


def _clock(moment: datetime) -> str:
    return german.clock(moment).removesuffix("\u00a0Uhr")


def leave_for(path: str, notice: str) -> Response:
    """Leave for a page, which says what happened; `notice` is its name there."""
    return RedirectResponse(f"{path}?ok={notice}", 303)


def refusal(error: Exception, fields: Mapping[str, str] | None = None) -> Refused:
    """Give what to mend after an error.

    `fields` leads from a place in the request (`vorgaben.0.text`) or a rule's name to a field's id.
    """
    fields = fields or {}
    if isinstance(error, Incomplete):
        return Refused(error.status, error.lines, error)
    if isinstance(error, ValidationError):
        ours = [detail["type"] == "value_error" for detail in details(error)]
        lines = [
            Line(found["message"] if own else _UNREADABLE, fields.get(found["field"]))
            for own, found in zip(ours, field_errors(error), strict=True)
        ]
        return Refused(422, tuple(lines), error)
    if isinstance(error, KeyUsedForAnother):
        return Refused(409, (Line(_SENT_BEFORE),), error)
    place = fields.get(type(error).__name__)
    return Refused(status_of(error), (Line(sentence_of(error), place),), error)


_UNREADABLE = "Eine Angabe fehlt oder ist nicht lesbar. Bitte wählen Sie sie noch einmal."
_SENT_BEFORE = (
    "Dieses Formular haben Sie schon einmal abgesendet, mit anderem Inhalt. Prüfen Sie im Verlauf,"
    " was festgehalten ist, und senden Sie nur, was noch fehlt."
)


def opened(request: Request, visitor: Visiting) -> Form:
    """Give a form that is being opened."""
    return Form(request, visitor)


def posted(request: Request, typed: TypedForm, visitor: Visiting) -> Form:
    """Give a form that was sent from one of our pages; raises PleaseSignIn and NotFromHere."""
    must_be_from_here(request, visitor, typed.text("csrf"))
    return Form(request, visitor, typed)


Opened = Annotated[Form, Depends(opened)]
Posted = Annotated[Form, Depends(posted)]
