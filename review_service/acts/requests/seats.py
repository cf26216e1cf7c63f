"""What requests about seats and counts may hold: the bodies of the API's calls and of forms."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from domain.composition import MOST_PERSONS, Counts, Gender, Migration
from review_service.acts.requests.fields import Dated, Pseudonym, Slug, Words, whole
from review_service.acts.requests.persons import MaybeLine, Name

Number = Annotated[int, Field(ge=0, le=MOST_PERSONS), BeforeValidator(whole)]


def either(given: str, **more: JsonDict) -> JsonDict:
    """Say in the API's document that this field is given, and no other that names a person; what
    `more` fields may hold then."""
    other = "name" if given == "person" else "person"
    return {
        "required": [given],
        "properties": {given: {"type": "string"}, other: {"type": "null"}, **more},
    }


class OfSomebody(Dated):
    """Who: a pseudonym of the register, or the name of a person who is entered there with it."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [either("person"), either("name")]})

    person: Pseudonym | None = None
    name: Name | None = None

    @model_validator(mode="after")
    def names_one_person(self) -> OfSomebody:
        """Refuse both and neither."""
        if (self.person is None) is (self.name is None):
            raise ValueError("Bitte nennen Sie genau eine Person: aus dem Verzeichnis oder neu.")
        return self


class NewAppointment(OfSomebody):
    """Who takes a seat of a Gremium from which day on, perhaps until a day, both included."""

    seat: Slug
    since: date
    until: date | None = None
    note: Words = ""


class NewDeparture(Dated):
    """Whose time on a seat ends with a day, and why."""

    seat: Slug
    person: Pseudonym
    until: date
    reason: Words = ""


class NewDeputy(OfSomebody):
    """Who may stand in for the holders of a seat: from a day on, or on an occasion."""

    seat: Slug
    since: date
    until: date | None = None
    occasion: MaybeLine = ""


class NewDismissal(Dated):
    """Who no longer stands in for the holders of a seat after a day."""

    seat: Slug
    person: Pseudonym
    until: date


class NewDeputising(Dated):
    """Who stands in for the holder of a seat on which days."""

    seat: Slug
    person: Pseudonym
    since: date
    until: date
    occasion: MaybeLine = ""


class NewGender(Dated):
    """How many of a group are what, on a day: numbers only, no person's answer."""

    quality: Literal["gender"]
    women: Number
    men: Number
    divers: Number
    no_answer: Number
    day: date

    @property
    def counts(self) -> Counts:
        """What was counted."""
        return Gender(women=self.women, men=self.men, divers=self.divers, no_answer=self.no_answer)


class NewMigration(Dated):
    """How many of a group have a migration background, on a day: numbers only."""

    quality: Literal["migration"]
    with_background: Number
    without_background: Number
    no_answer: Number
    day: date

    @property
    def counts(self) -> Counts:
        """What was counted."""
        return Migration(
            with_background=self.with_background, without_background=self.without_background,
            no_answer=self.no_answer,
        )  # fmt: skip


NewCounts = Annotated[NewGender | NewMigration, Field(discriminator="quality")]
