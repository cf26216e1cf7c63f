"""Forms nothing of which is kept: a password, who somebody is. Refused, they come back as typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from review_service.acts.doing import Doing
from review_service.event_store import Once
from review_service.pages.forms import Refused
from review_service.pages.rendering import render
from review_service.pages.typed import Form as TypedForm
from review_service.pages.typed import Typed
from review_service.pages.visitor import Visiting, Visitor, must_be_from_here


@dataclass(frozen=True)
class Plain:
    """A form in its visitor's hands; `typed` is what was sent, nothing where it is being opened."""

    request: Request
    visitor: Visitor
    typed: Typed

    def doing(self) -> Doing:
        """Give the act its account and key, so that a double click is one act."""
        once = None
        if self.typed.key:
            content = self.typed.content(self.request.method, self.request.url.path)
            once = Once(self.visitor.account.pseudonym, self.typed.key, content)
        return self.visitor.doing(once)

    def page(
        self, template: str, *, title: str, refused: Refused | None = None, **facts: Any
    ) -> Response:
        """Render the page with what is typed and what to mend."""
        return render(
            self.request, template, title=title, status=refused.status if refused else 200,
            typed=self.typed, refused=refused, **facts,
        )  # fmt: skip


def leave_for(path: str, notice: str) -> Response:
    """Leave for a page, which says what happened; `notice` is its name there."""
    return RedirectResponse(f"{path}?ok={notice}", 303)


def opened(request: Request, visitor: Visiting) -> Plain:
    """Give a form that is being opened."""
    return Plain(request, visitor, Typed())


def posted(request: Request, typed: TypedForm, visitor: Visiting) -> Plain:
    """Give a form that was sent from one of our pages; raises PleaseSignIn and NotFromHere."""
    must_be_from_here(request, visitor, typed.text("csrf"))
    return Plain(request, visitor, typed)


Opened = Annotated[Plain, Depends(opened)]
Posted = Annotated[Plain, Depends(posted)]
