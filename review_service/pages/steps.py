"""A form as a value: what it asks for, whose it is, what it records, what is said when it is done.

The forms of a subject are a list of these; one template (`form.html`) shows them all. What a form
is about, and where it stands, is a `Desk`: each subject has its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from review_service import access
from review_service.access import Act
from review_service.acts.doing import Doing
from review_service.pages.fields import Reading
from review_service.pages.forms import (
    RENDERED,
    Form,
    Incomplete,
    Opened,
    Posted,
    Refused,
    leave_for,
    refusal,
)
from review_service.pages.kinds import Boxes, Choice, Field
from review_service.pages.typed import Typed
from review_service.pages.visitor import Visitor


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What a form is about: `id` is what its act takes, `name` stands behind the window's title,
    `over` above the form's. `trail` leads to it; its last page is where the form leads back to."""

    visitor: Visitor
    id: Any = None
    trail: tuple[tuple[str, str], ...]
    name: str = ""
    over: str = ""

    @property
    def back(self) -> str:
        """The page it leads back to."""
        return self.trail[-1][1]


D = TypeVar("D", bound=Desk)


@dataclass(frozen=True)
class Step(Generic[D]):
    """One form: its path, the link that leads to it, its button, what is said when it is done,
    which act it is; its fields, what makes a request of what they say, and what records it.

    `unsent` heads what is to be mended; `begins` gives what stands in the fields at first; `ends`
    answers when it is done, where it does not lead back. `without` says why there is nothing to
    choose from, `first` is the form that changes that, where there is one. A `template` of its own
    shows more than fields, from `facts`.
    """

    path: str
    title: str
    button: str
    done: str
    right: Act
    fields: Callable[[D], Sequence[Field]]
    make: Callable[..., Any]
    act: Callable[[Doing, Any, Any], Any]
    about: str = ""
    lead: str | Callable[[D], str] = ""
    heading: Callable[[D], str] | None = None
    unsent: str = "Noch nicht festgehalten"
    instead: str = "Abbrechen"
    begins: Callable[[D], Mapping[str, list[str]]] = lambda _: {}
    ends: Callable[[Form, D, Any], Response] | None = None
    without: str = ""
    first: Step[D] | None = None
    template: str = "form.html"
    facts: Callable[[D], Mapping[str, Any]] = lambda _: {}

    def may(self, visitor: Visitor, body: str | None = None) -> bool:
        """Whether the reader may do it, to a body of today where it is done to one."""
        return any(
            access.seats_for(visitor.account, self.right, body=body, ordnung=visitor.ordnung)
        )

    def must(self, visitor: Visitor, body: str | None = None) -> None:
        """Refuse it to others; raises NotYours."""
        access.seat_for(visitor.account, self.right, body=body, ordnung=visitor.ordnung)

    def open(self, form: Form, desk: D) -> Response:
        """Show it, with what was typed earlier."""
        typed, kept_at = form.kept() or (Typed(dict(self.begins(desk))), None)
        return self._page(form, desk, typed, kept_at=kept_at)

    def take(self, form: Form, desk: D) -> Response:
        """Record what was sent, or do to the form what its other buttons say."""
        for one in self.fields(desk):
            turned = one.turned(form.sent)
            if turned:
                form.keep(turned)
                return self._page(form, desk, turned)
        aside = form.set_aside(back_to=desk.back)
        if aside:
            return aside
        try:
            done = self.act(form.doing(), desk.id, self.read(desk, form.sent))
        except (Incomplete, *RENDERED) as error:
            places = {k: v for one in self.fields(desk) for k, v in one.places.items()}
            return self._page(form, desk, form.sent, refused=refusal(error, places))
        form.drop()
        return self.ends(form, desk, done) if self.ends else leave_for(desk.back, self.path)

    def read(self, desk: D, typed: Typed) -> Any:
        """Make a request of what was typed; raises Incomplete."""
        reading = Reading(typed)
        facts: dict[str, Any] = {}
        for one in self.fields(desk):
            facts |= one.read(reading)
        if reading.wrong:
            raise Incomplete(*reading.wrong)
        return self.make(**facts)

    def _page(
        self, form: Form, desk: D, typed: Typed, *, refused: Refused | None = None,
        kept_at: datetime | None = None,
    ) -> Response:  # fmt: skip
        fields = self.fields(desk)
        lead = self.lead if isinstance(self.lead, str) else self.lead(desk)
        empty = any(isinstance(one, Boxes | Choice) and not one.options for one in fields)
        return form.page(
            self.template, title=f"{self.title} – {desk.name}" if desk.name else self.title,
            typed=typed, refused=refused, kept_at=kept_at, step=self, desk=desk,
            heading=self.heading(desk) if self.heading else self.title, lead=lead,
            fields=[part for one in fields for part in one.shown], kept=form.name is not None,
            without=self.without if empty else "", **self.facts(desk),
        )  # fmt: skip


def serve(router: APIRouter, path: str, found: Callable[..., tuple[Step[D], D]]) -> None:
    """Show and take forms at a path; `found` is the dependency that gives a form and what it is
    about, to whoever may use it."""

    @router.get(path)
    def open_form(form: Opened, asked: Any = Depends(found)) -> Response:
        step: Step[D] = asked[0]
        return step.open(form, asked[1])

    @router.post(path)
    def take_form(form: Posted, asked: Any = Depends(found)) -> Response:
        step: Step[D] = asked[0]
        return step.take(form, asked[1])
