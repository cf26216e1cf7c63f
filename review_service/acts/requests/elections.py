"""What requests about elections may hold: the bodies of the API's calls and of forms."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from review_service.acts.requests.fields import (
    MOST,
    MOST_WITNESSES,
    Body,
    Dated,
    Line,
    Moment,
    Pseudonym,
    Words,
    whole,
)
from review_service.acts.requests.persons import MaybeLine, Name

MOST_VOTES = 100_000

Number = Annotated[int, Field(ge=0, le=MOST_VOTES), BeforeValidator(whole)]
RoundNumber = Annotated[int, Field(ge=1, le=2), BeforeValidator(whole)]
Slug = Annotated[str, Field(min_length=1, max_length=100)]
"""How the roll names an organisation."""


class NewTermin(Body):
    """A date in words (`Mitte November 2019`) and the first and last day these may mean."""

    words: Line
    begins: date | None = None
    ends: date | None = None

    @model_validator(mode="after")
    def runs_forward(self) -> NewTermin:
        """Refuse an end before its beginning."""
        if self.begins and self.ends and self.ends < self.begins:
            raise ValueError("Der letzte Tag liegt vor dem ersten.")
        return self


class NewElection(Dated):
    """An election by the terms of the procedure (their slug), the names of the organisations that
    may vote, the deadline for nominations, and when the meeting is planned."""

    terms: Slug
    organisations: list[Line] = Field(max_length=MOST)
    deadline: Moment
    meeting: NewTermin


class NewEntry(Dated):
    """An organisation that comes onto the roll, and why."""

    name: Line
    reason: Words


class NewRemoval(Dated):
    """An organisation (slug) that leaves the roll, and why."""

    organisation: Slug
    reason: Words


class NewInvitation(Dated):
    """Which organisations (slugs) were invited, on which day."""

    organisations: list[Slug] = Field(max_length=MOST)
    on: date


class NewNomination(Dated):
    """Whom an organisation (slug) puts up, and that the person consents: by name and how to reach
    them, which go into the register of persons, outside the log; or by the pseudonym (`person`)
    of somebody who stands in it."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": ["name"], "properties": {"name": {"type": "string"}}},
                {"required": ["person"], "properties": {"person": {"type": "string"}}},
            ]
        }
    )
    organisation: Slug
    name: Name | None = None
    contact: MaybeLine = ""
    person: Pseudonym | None = None
    consent: bool

    @model_validator(mode="after")
    def names_one(self) -> NewNomination:
        """Refuse a name beside a pseudonym, and neither."""
        if (self.name is None) == (self.person is None):
            raise ValueError(
                "Bitte geben Sie entweder den Namen an (name) oder die Person (person)."
            )
        return self


class NewStandingDown(Dated):
    """The organisation (slug) whose candidate no longer stands, and why."""

    organisation: Slug
    reason: Words


class NewPostponement(Dated):
    """When the meeting is now planned, perhaps another deadline for nominations, and why."""

    meeting: NewTermin
    deadline: Moment | None = None
    reason: Words


class NewRound(Dated):
    """Which organisations (slugs) took part in a round, and the two persons who count: names, or
    pseudonyms of the register; 2 is the run-off. Where none is named those named before stay."""

    round: RoundNumber
    took_part: list[Slug] = Field(max_length=MOST)
    tellers: list[Name] = Field(default_factory=list, max_length=MOST_WITNESSES)


class NewCount(Dated):
    """What a teller counted: `teller` is the name or pseudonym of one of the two named with the
    round; votes by the candidates' pseudonyms."""

    round: RoundNumber
    teller: Name
    ballots: Number
    invalid: Number
    votes: dict[Pseudonym, Number] = Field(max_length=MOST)


class NewLot(Dated):
    """Whom (pseudonyms) the lot fell on, in that order, and who saw it: names, or pseudonyms of
    the register."""

    drawn: list[Pseudonym] = Field(max_length=MOST)
    witnesses: list[Name] = Field(max_length=MOST_WITNESSES)


class NewResult(Dated):
    """From which day on the elected hold their seats; the day of recording where none is given.
    `end_terms`: whoever holds one of these seats until then leaves it the day before."""

    since: date | None = None
    end_terms: bool = False


class NewAbandonment(Dated):
    """Why an election is called off."""

    reason: Words
