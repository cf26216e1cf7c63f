"""What is done to a draft by a form: what it is about, which button leads to it, where it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple, Self, TypeVar

from fastapi import APIRouter

from domain.draft import Status
from domain.rules import RuleBroken
from projections.drafts import Shown
from projections.standing import Standing
from review_service import access
from review_service.access import Act
from review_service.acts import offering
from review_service.acts.doing import Doing
from review_service.pages.fields import Reading
from review_service.pages.forms import of_another_revision
from review_service.pages.kinds import Field
from review_service.pages.steps import Desk, Said, Step, serve, words_of
from review_service.pages.typed import Typed
from review_service.pages.visitor import Seen, Visiting, Visitor

FASSUNG = "fassung"
"""The field that says on which revision a form was begun."""


class Offer(NamedTuple):
    """A button of a draft's page: what it says, whether it is expected, where it leads."""

    label: str
    expected: bool = True
    path: str = ""


Offers = Callable[[Doing, Standing], Iterable[Offer]]


@dataclass(frozen=True, kw_only=True)
class Reviewing(Desk):
    """A draft, and `right`, what is done to it; `on` is the revision it is done to."""

    shown: Shown
    right: Act
    newest: bool = False
    """Whether it is done to the newest revision, or to the one submitted last."""

    @property
    def on(self) -> int:
        """The revision it is about."""
        shown = self.shown
        return shown.revision if self.newest else shown.submitted or shown.revision

    @property
    def counts(self) -> bool:
        """Whether it is under review."""
        return self.shown.status is Status.IN_BERATUNG

    @cached_property
    def hindered(self) -> RuleBroken | None:
        return offering.hindered(self.visitor.doing(), self.right, self.shown)

    @property
    def facts(self) -> dict[str, Any]:
        return {"shown": self.shown, "on": self.on}

    def again(self) -> Self:
        with self.visitor.database() as database:
            shown = access.visible(database, self.visitor.account, self.shown.draft)
        return replace(self, shown=shown)

    def text(self, revision: int | None = None) -> str:
        """Give the text of a revision, of the one it is about unless told; read once."""
        number = revision or self.on
        if number not in self._texts:
            self._texts[number] = self.visitor.doing().text(self.shown, number) or ""
        return self._texts[number]

    @cached_property
    def _texts(self) -> dict[int, str]:
        return {}


R = TypeVar("R", bound=Reviewing)


@dataclass(frozen=True, kw_only=True)
class DraftStep(Step[R]):
    """A form on a draft: what it is called while it is only begun; the `link` of its button on the
    draft's page while it would not be refused, or which `offers` there are instead."""

    begun: str = ""
    link: Said[Standing] = ""
    expected: bool = True
    offers: Offers | None = None
    desk: Callable[..., Any] = Reviewing
    newest: bool = False
    address: str = ""
    found: Callable[..., Any] | None = None
    """Where it is below the draft's page, and what gives it to whoever may use it, where that is
    not its path and whoever has the right."""

    def buttons(self, doing: Doing, standing: Standing) -> Iterable[Offer]:
        """Give the buttons that lead to it now: never one that would be refused."""
        if self.offers:
            return [offer._replace(path=self.path) for offer in self.offers(doing, standing)]
        if not self.link or not offering.is_open(doing, self.right, standing.shown):
            return ()
        return [Offer(words_of(self.link, standing), self.expected, self.path)]

    def desk_for(self, visitor: Visitor, shown: Shown, **more: Any) -> R:
        """Give what it is about, for a draft."""
        ordnung = visitor.ordnung
        theme, paper = ordnung.theme_names[shown.theme], ordnung.paper_names[shown.paper]
        round = f" · {shown.round}. Beratungsrunde" if shown.status is Status.IN_BERATUNG else ""
        facts = {
            "visitor": visitor, "id": shown.draft, "shown": shown, "right": self.right,
            "name": shown.title, "newest": self.newest,
            "over": f"{paper} · Themenfeld {theme}{round}",
            "trail": (("Entwürfe", "/entwuerfe"), (theme, f"/entwuerfe/{shown.draft}")),
        }  # fmt: skip
        made: R = self.desk(**facts | more)
        return made

    def serve(self, router: APIRouter) -> None:
        """Show and take it below the draft's page."""

        def found(visitor: Visiting, shown: Seen) -> tuple[Step[R], R]:
            self.must(visitor, shown.body)
            return self, self.desk_for(visitor, shown)

        serve(router, f"/entwuerfe/{{id}}/{self.address or self.path}", self.found or found)


@dataclass(frozen=True)
class OnRevision(Field):
    """The revision the form was begun on, `value` is the one it is about now: what was begun on
    another is not recorded before it was looked at again."""

    kind = "revision"
    kept = False
    value: int = 0
    asks_again: Callable[[int, int], Exception] | None = of_another_revision

    def said(self, reading: Reading) -> int:
        begun = reading.typed.number(self.name)
        if self.asks_again and begun != self.value:
            raise self.asks_again(self.value, begun or 0)
        return begun or 0

    def read(self, reading: Reading) -> dict[str, Any]:
        said = super().read(reading)
        return said if self.fact else {}

    def moved_on(self, typed: Typed) -> bool:
        """Whether it was begun on another revision than it is about now."""
        return typed.number(self.name) not in (None, self.value)
