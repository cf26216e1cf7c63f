"""How a person is named: by its name, or by the capacity in which it acts."""

from __future__ import annotations

from collections.abc import Mapping

from domain.gremium import Role
from domain.procedure import Ordnung
from review_service.acts.besetzungen import OPERATOR
from review_service.words import signs


def speaks_as(ordnung: Ordnung, role: Role | str, body: str) -> str:
    """Give in which capacity somebody acts, for whom: `Vorsitz, Expert*innengruppe Bildung`; once
    where the body is called as the capacity is, or the procedure does not know it."""
    capacity = signs.ROLE[Role(role)]
    return ", ".join(dict.fromkeys((capacity, ordnung.names.get(body, capacity))))


def person_named(
    ordnung: Ordnung, names: Mapping[str, str], person: str, role: Role | str, body: str
) -> str:
    """Give a person's name, and of an erased one in which capacity it acted."""
    capacity = speaks_as(ordnung, role, body)
    if person == OPERATOR.person:
        return capacity
    return names.get(person) or f"gelöschte Person ({capacity})"
