"""The shipped procedure of Hannover, with the names its tests speak of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from domain.gremium import Gremium, Kind
from domain.procedure import Ordnung, Procedure
from review_service.acts.besetzungen import OPERATOR
from review_service.procedure.files import shipped

CONSTITUTED = datetime(2019, 11, 1, 9, 0, tzinfo=UTC)
SINCE = date(2019, 11, 1)


def procedure() -> Procedure:
    """The LIP of 2472/2019 as amended by 2822/2019; its events are still pending."""
    first, second = shipped("lip-2472-2019"), shipped("lip-2822-2019")
    found = Procedure.constitute(
        resolution=first.resolution, content=first.content, by=OPERATOR, at=CONSTITUTED
    )
    found.amend(resolution=second.resolution, content=second.content, by=OPERATOR, at=CONSTITUTED)
    return found


ORDNUNG: Ordnung = procedure().on(date(2020, 1, 7))


def ruled(**values: Any) -> Ordnung:
    """The procedure with other values of some rules of procedure."""
    return replace(ORDNUNG, rules=ORDNUNG.rules.model_copy(update=values))


def on_its_day(moment: datetime) -> Ordnung:
    """The procedure at whatever moment a test plays."""
    return ORDNUNG


def _body(slug: str) -> Gremium:
    return ORDNUNG.bodies[slug].gremium


PROCEDURE = ORDNUNG.number
PAPERS = ORDNUNG.papers
THEMES = dict(ORDNUNG.theme_names)
LENKUNGSGRUPPE = _body("lenkungsgruppe")
BEIRAETE = ORDNUNG.of_kind(Kind.COUNCIL)
DELEGIERTENKONFERENZ = _body("delegiertenkonferenz")
RUNDER_TISCH = _body("runder-tisch")
GLEICHSTELLUNG = _body("gleichstellung")
OE_50_6 = _body("oe-50-6")
RECHNUNGSPRUEFUNG = _body("rechnungspruefung")
SYSTEMBETREUUNG = _body("systembetreuung")
GROUPS = {slug: _body(theme.group) for slug, theme in ORDNUNG.themes.items()}
HEARD = ORDNUNG.heard
GREMIEN = {slug: body.gremium for slug, body in ORDNUNG.bodies.items()}
name_of = ORDNUNG.name_of
addressees = ORDNUNG.addressees
