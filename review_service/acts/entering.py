"""Entering persons in the register for one act, be it recorded or not."""

from __future__ import annotations

from datetime import datetime

from domain.aggregate import Aggregate
from domain.gremium import Actor
from domain.person import Person
from review_service.people import register
from review_service.service import Service


class Entering:
    """Enters persons for one act, and takes them out where it was not recorded: because it was
    refused, or because the same request was answered before."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._entered: list[str] = []

    def __enter__(self) -> Entering:
        return self

    def __exit__(self, *_: object) -> None:
        find = self._service.reviews.find
        unused = [p for p in self._entered if find(Person, Person.id_of(p)) is None]
        if unused:
            with self._service.pool.connection() as database:
                for pseudonym in unused:
                    register.remove(database, pseudonym)

    def new(self, name: str, contact: str = "", office: str = "") -> str:
        """Enter a person; gives the pseudonym."""
        with self._service.pool.connection() as database:
            pseudonym = register.register(database, name, contact, office)
        self._entered.append(pseudonym)
        return pseudonym

    def persons(self, by: Actor, at: datetime) -> list[Aggregate]:
        """Give what the log notes about those entered, to be recorded with the act."""
        return [Person.register(pseudonym, by=by, at=at) for pseudonym in self._entered]
