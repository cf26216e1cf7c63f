"""Accounts that call the API in the tests, each with one seat and a token."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from domain.gremium import Role
from review_service.app import create_app
from review_service.people import accounts, sessions
from review_service.service import Service
from tests.staff import staff

SEATS: dict[str, tuple[str, Role]] = {
    "chair": ("expertengruppe-bildung", Role.CHAIR),
    "management": ("expertengruppe-bildung", Role.GESCHAEFTSFUEHRUNG),
    "member": ("expertengruppe-bildung", Role.MEMBER),
    "other-chair": ("expertengruppe-wirtschaft", Role.CHAIR),
    "beirat-01": ("beirat-01", Role.MEMBER),
    "beirat-02": ("beirat-02", Role.MEMBER),
    "conference": ("delegiertenkonferenz", Role.MEMBER),
    "round-table": ("runder-tisch", Role.MEMBER),
    "equality": ("gleichstellung", Role.OFFICE),
    "steering": ("lenkungsgruppe", Role.OFFICE),
    "steering-member": ("lenkungsgruppe", Role.MEMBER),
    "office": ("oe-50-6", Role.OFFICE),
    "auditor": ("rechnungspruefung", Role.AUDITOR),
    "admin": ("systembetreuung", Role.ADMINISTRATOR),
}


class Caller:
    """One account with its token."""

    def __init__(self, app: FastAPI, token: str) -> None:
        self.client = TestClient(app, headers={"Authorization": f"Bearer {token}"})

    def get(self, path: str, **headers: str) -> Response:
        return self.client.get(path, headers=_named(headers))

    def post(self, path: str, body: Any, **headers: str) -> Response:
        return self.client.post(path, json=body, headers=_named(headers))

    def send(self, path: str, content: bytes, **headers: str) -> Response:
        """Post bytes as they are."""
        sent = {"Content-Type": "application/json", **_named(headers)}
        return self.client.post(path, content=content, headers=sent)


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


class Callers:
    """All accounts, by the names of SEATS."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.app = create_app(service)
        with service.pool.connection() as database:
            there = {account.name for account in accounts.everyone(database, service.today)}
        staff(service, {name: [seat] for name, seat in SEATS.items() if name not in there})
        self._callers = {name: Caller(self.app, token(service, name)) for name in SEATS}

    def __getitem__(self, name: str) -> Caller:
        return self._callers[name]

    def with_seats(self, name: str, *seats: tuple[str, Role]) -> Caller:
        """Add an account that sits in several bodies."""
        staff(self.service, {name: seats})
        return Caller(self.app, token(self.service, name))


OPERATOR = {"Authorization": "Bearer betrieb"}


def operated(service: Service) -> Service:
    """Give the service as it is for whoever sends OPERATOR along."""
    changed = {"operators_token": "betrieb"}
    return replace(service, settings=service.settings.model_copy(update=changed))


def token(service: Service, name: str) -> str:
    """Give a token of an account."""
    with service.pool.connection() as database:
        return sessions.issue_token(database, name, days=1)
