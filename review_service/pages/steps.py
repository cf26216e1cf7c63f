"""A form as a value: what it asks for, whose it is, what it records, what is said when it is done.

The forms of a subject are a list of these; one template (`form.html`) shows them all. What a form
is about, and where it stands, is a `Desk`: each subject has its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any, Generic, NamedTuple, Self, TypeVar

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from domain.rules import RuleBroken
from review_service import access
from review_service.access import Act
from review_service.acts.doing import Doing
from review_service.pages.fields import Reading
from review_service.pages.forms import (
    RENDERED,
    SAVE,
    Form,
    Incomplete,
    Opened,
    Posted,
    Refused,
    leave_for,
    refusal,
)
from review_service.pages.kinds import Boxes, Choice, Field, Turned
from review_service.pages.typed import Typed
from review_service.pages.visitor import Visitor
from review_service.people.working_copies import WorkingCopy


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

    @property
    def hindered(self) -> RuleBroken | None:
        """The rule that speaks against the act now, whatever is said with it."""
        return None

    @property
    def facts(self) -> dict[str, Any]:
        """What every page about it shows."""
        return {}

    def again(self) -> Self:
        """Give it as it is now: it may have changed since the form was sent."""
        return self


T = TypeVar("T")
D = TypeVar("D", bound=Desk)
Said = str | Callable[[T], str]
"""Words of a form, or how they are made of what it is about."""


class Told(NamedTuple):
    """What is told above a form: its heading, and lines, each with what is said small below it."""

    heading: str
    lines: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Step(Generic[D]):
    """One form: its path, the link that leads to it, its button, what is said when it is done,
    which act it is; its fields, what makes a request of what they say, and what records it.

    `unsent` heads what is to be mended; `begins` gives what stands in the fields at first; `ends`
    answers when it is done, where it does not lead back, or leads back with other words (`also`).
    `asks` may show first what would be recorded. `without` says why there is nothing to fill in,
    `first` is the form that changes that, where there is one. A `template` of its own shows more
    than fields, from `facts`.
    """

    path: str
    title: str
    button: Said[D]
    done: str
    right: Act
    fields: Callable[[D], Sequence[Field]]
    make: Callable[..., Any]
    act: Callable[[Doing, Any, Any], Any]
    about: str = ""
    lead: Said[D] = ""
    heading: Said[D] = ""
    unsent: Said[D] = "Noch nicht festgehalten"
    instead: str = "Abbrechen"
    below: Said[D] = ""
    also: Mapping[str, str] = field(default_factory=dict)
    told: Callable[[D], Sequence[Told]] = lambda _: ()
    warning: Callable[[D], tuple[str, str] | None] = lambda _: None
    begins: Callable[[D], Mapping[str, list[str]]] = lambda _: {}
    asks: Callable[[Form, D, Any], Response | None] = lambda *_: None
    ends: Callable[[Form, D, Any], Response] | None = None
    without: Said[D] = ""
    first: Step[Any] | None = None
    template: str = "form.html"
    facts: Callable[[D], Mapping[str, Any]] = lambda _: {}

    @property
    def notices(self) -> dict[str, str]:
        """What the page it leads back to says then, by the name it leaves with."""
        return {self.path: self.done, **self.also}

    def may(self, visitor: Visitor, body: str | None = None) -> bool:
        """Whether the reader may do it, to a body of today where it is done to one."""
        return any(
            access.seats_for(visitor.account, self.right, body=body, ordnung=visitor.ordnung)
        )

    def must(self, visitor: Visitor, body: str | None = None) -> None:
        """Refuse it to others; raises NotYours."""
        access.seat_for(visitor.account, self.right, body=body, ordnung=visitor.ordnung)

    def open(self, form: Form, desk: D) -> Response:
        """Show it, with what was typed earlier; raises RuleBroken where nothing was, and the act
        would be refused."""
        kept = form.kept()
        if desk.hindered and not kept:
            raise desk.hindered
        typed = Typed(kept.fields if kept else dict(self.begins(desk)))
        return self._page(form, desk, typed, kept=kept)

    def take(self, form: Form, desk: D) -> Response:
        """Record what was sent, or do to the form what its other buttons say."""
        asked = self._asked(desk)
        turned = reduce(Turned.by, asked, Turned(form.sent))
        typed = turned.typed
        if any(one.kept for one in asked) or form.sent.button == SAVE:
            aside = form.set_aside(back_to=desk.back, typed=typed, stay=turned.stays)
            if aside:
                return aside
        if turned.shown:
            wrong = Refused(422, (turned.wrong,)) if turned.wrong else None
            return self._page(form, desk, typed, refused=wrong, said=turned.said)
        try:
            new = self.read(desk, typed)
            first = self.asks(form, desk, new)
            done = first or self.act(form.doing(), desk.id, new)
        except (Incomplete, *RENDERED) as error:
            places = {k: v for one in asked for k, v in one.places.items()}
            return self._page(form, desk.again(), typed, refused=refusal(error, places))
        if first:
            return first
        form.drop()
        return self.ends(form, desk, done) if self.ends else leave_for(desk.back, self.path)

    def read(self, desk: D, typed: Typed) -> Any:
        """Make a request of what was typed; raises Incomplete."""
        reading = Reading(typed)
        facts: dict[str, Any] = {}
        for one in self._asked(desk):
            facts |= one.read(reading)
        if reading.wrong:
            raise Incomplete(*reading.wrong)
        return self.make(**facts)

    def _asked(self, desk: D) -> list[Field]:
        return [one for part in self.fields(desk) for one in part.asked]

    def _page(
        self, form: Form, desk: D, typed: Typed, *, refused: Refused | None = None,
        kept: WorkingCopy | None = None, said: str = "",
    ) -> Response:  # fmt: skip
        fields = self.fields(desk)
        asked = [one for part in fields for one in part.asked]
        for one in asked:
            typed = one.carried(typed)
            refused = one.mended(typed, refused) if refused else None
        empty = any(isinstance(one, Boxes | Choice) and not one.options for one in asked)
        return form.page(
            self.template, title=f"{self.title} – {desk.name}" if desk.name else self.title,
            typed=typed.with_fields(stand=kept.version) if kept else typed, refused=refused,
            kept_at=kept.saved_at if kept else None, step=self, desk=desk, taken=said,
            elsewhere=_elsewhere(kept, asked) if kept else (),
            heading=words_of(self.heading, desk) or self.title, lead=words_of(self.lead, desk),
            button=words_of(self.button, desk), unsent=words_of(self.unsent, desk),
            below=words_of(self.below, desk), hindered=desk.hindered, told=self.told(desk),
            warning=self.warning(desk),
            without=words_of(self.without, desk) if empty or callable(self.without) else "",
            fields=[part for one in fields for part in one.shown],
            asked={one.name: one for one in asked},
            kept=form.name is not None and any(one.kept for one in asked), **desk.facts,
            **self.facts(desk),
        )  # fmt: skip


class Elsewhere(NamedTuple):
    """What was typed into a form in another window: which, and each field that says something
    else there, by its label."""

    window: str
    words: list[tuple[str, str]]


def _elsewhere(kept: WorkingCopy, asked: Sequence[Field]) -> list[Elsewhere]:
    labels = {one.name: one.label for one in asked}
    return [
        Elsewhere(window, [
            (labels.get(name, ""), "\n".join(values)) for name, values in fields.items()
            if values != kept.fields.get(name, [])
        ])
        for window, fields in (kept.others or {}).items()
    ]  # fmt: skip


def words_of(words: Said[T], of: T) -> str:
    """Give the words of a form, made of what it is about where they depend on it."""
    return words if isinstance(words, str) else words(of)


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
