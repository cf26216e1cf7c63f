"""What requests about the procedure may hold: the bodies of the API's calls and of forms."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from review_service.acts.requests.elections import NewTermin
from review_service.acts.requests.fields import FEW, Body, Dated, Slug, Words
from review_service.acts.requests.persons import MaybeLine, Name


class NewDate(Dated):
    """When something (slug of the procedure) is planned now, or when it took place, and why."""

    milestone: Slug
    planned: NewTermin | None = None
    actual: NewTermin | None = None
    reason: Words
    source: MaybeLine = ""


class NewTheme(Body):
    """A Themenfeld as it shall be: slugs of who leads it, of who leads it jointly, and of the
    expert group that writes on it."""

    slug: Slug
    name: Name
    subthemes: list[Name] = Field(default=[], max_length=FEW)
    lead: Slug
    jointly: list[Slug] = Field(default=[], max_length=FEW)
    group: Slug


class NewRecut(Dated):
    """A Themenfeld that shall be added or cut anew, and why. `new_group` is the name of its expert
    group where that is new; it gets the seats the other groups have."""

    theme: NewTheme
    new_group: Annotated[Name, Field(min_length=1)] | None = None
    reason: Words


class NewAgreement(Dated):
    """What the Lenkungsgruppe says to a proposal: from which day it holds, or why it does not."""

    agreed: bool
    since: date | None = None
    reason: Words = ""

    @model_validator(mode="after")
    def says_since_when(self) -> NewAgreement:
        """Refuse an agreement that does not say from which day it holds."""
        if self.agreed and self.since is None:
            raise ValueError("Bitte geben Sie an, ab welchem Tag der neue Zuschnitt gilt.")
        return self
