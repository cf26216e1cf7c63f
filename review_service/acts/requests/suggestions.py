"""What requests about suggestions may hold: the bodies of the API's calls and of forms."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import ConfigDict, Field, model_validator

from domain.procedure import Ordnung
from review_service.acts.requests.fields import FEW, Dated, Line, Slug, Spoken, Words, refused
from review_service.acts.requests.persons import MaybeLine
from review_service.acts.requests.seats import OfSomebody, either


class NewSuggestion(OfSomebody):
    """A person suggested by an organisation for Themenfelder (slugs): one of the register, or one
    whose name and contact go there, outside the log; `reason` has nothing that tells who it is.
    The person consents."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [either("person", contact={"maxLength": 0}), either("name")]}
    )

    contact: MaybeLine = ""
    organisation: Line
    themes: Annotated[list[Slug], Field(max_length=FEW)]
    reason: Words = ""
    consent: bool

    @model_validator(mode="after")
    def enters_a_contact_with_a_name(self) -> NewSuggestion:
        """Refuse a contact for a person who is in the register: it is corrected there."""
        if self.person and self.contact:
            raise ValueError("Den Kontakt einer Person aus dem Verzeichnis ändern Sie dort.")
        return self

    def must_fit(self, ordnung: Ordnung) -> None:
        """Refuse a Themenfeld that the procedure does not know (ValidationError)."""
        for theme in self.themes:
            if theme not in ordnung.themes:
                known = ", ".join(ordnung.themes)
                raise refused(self, ("themes",), f"Bitte wählen Sie Themenfelder aus: {known}.")


class NewForwarding(Dated):
    """To which Dezernat (slug) a suggestion goes."""

    department: Slug


class NewRecall(Dated):
    """Why a suggestion is called back from the Dezernat it lies with."""

    reason: Spoken


class NewSeating(Dated):
    """Which seat of which expert group the suggested person takes, from when to when."""

    gremium: Slug
    seat: Slug
    since: date
    until: date | None = None
    note: Words = ""


class NewDeclination(Dated):
    """Why the Dezernat does not appoint the person."""

    reason: Words


class NewConsentWithdrawal(Dated):
    """The person no longer consents; `erase`: name and contact leave the register too, unless the
    person has an account or a seat."""

    erase: bool = True
