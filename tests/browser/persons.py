"""Persons for the pages of the register: one with an account, one without, one erased."""

from __future__ import annotations

from datetime import timedelta

from domain.person import Person, Reason
from projections import persons as erased
from review_service.acts.besetzungen import OPERATOR
from review_service.people import accounts, erasing, register
from tests.browser.conftest import Site


def persons(site: Site) -> dict[str, str]:
    """What stands for the names of persons in a look's address."""
    service = site.service
    with service.pool.connection() as database:
        found = accounts.by_name(database, "vorsitz-bildung", service.today)
        assert found
        alone = register.register(
            database, "Mira Beispiel", contact="mira@example.org", office="Verein Brücke"
        )
        named = register.register(database, "Erika Amtsinhaberin", office="Dezernat IX")
    _erase(site, named)
    return {"person": found.pseudonym, "person-ohne-konto": alone, "person-geloescht": named}


def _erase(site: Site, pseudonym: str) -> None:
    """Erase somebody who stays named for ten years."""
    service, now = site.service, site.service.now()
    person = Person.register(pseudonym, by=OPERATOR, at=now)
    until = service.today + timedelta(days=3650)
    person.erase(Reason.REQUEST, named_until=until, by=OPERATOR, at=now)
    service.reviews.record(person)
    with service.pool.connection() as database:
        assert erased.erasure(database, pseudonym)
        erasing.wipe(database, pseudonym, keep_name=True)
