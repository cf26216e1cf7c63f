"""The Lokaler Integrationsplan as Drucksache 2472/2019 sets it out: papers, Themenfelder, bodies.

The one place that knows Hannover's names; a later procedure file replaces it. Rules never look
here: they ask a body for its kind.
"""

from __future__ import annotations

from domain.gremium import Gremium, Kind

PROCEDURE = "2472/2019"

PAPERS = {
    "grundsatzpapier": "Grundsatzpapier",
    "massnahmenkatalog": "Ziel- und Maßnahmenkatalog",
}
THEMES = {
    "soziales": "Soziales",
    "demokratie": "Demokratie",
    "stadtleben-und-kultur": "Stadtleben und Kultur",
    "bildung": "Bildung",
    "stadtverwaltung-und-diversitaet": "Stadtverwaltung und Diversität",
    "wirtschaft": "Wirtschaft",
}
LEADING_DEZERNAT = {
    "soziales": "Dez. III",
    "demokratie": "Dez. III",
    "stadtleben-und-kultur": "Dez. III mit VI",
    "bildung": "Dez. IV",
    "stadtverwaltung-und-diversitaet": "Dez. IV",
    "wirtschaft": "Dez. V",
}

LENKUNGSGRUPPE = Gremium(slug="lenkungsgruppe", kind=Kind.STEERING)
BEIRAETE = tuple(Gremium(slug=f"beirat-{n:02}", kind=Kind.COUNCIL) for n in range(1, 12))
DELEGIERTENKONFERENZ = Gremium(slug="delegiertenkonferenz", kind=Kind.CONFERENCE)
RUNDER_TISCH = Gremium(slug="runder-tisch", kind=Kind.ROUND_TABLE)
GLEICHSTELLUNG = Gremium(slug="gleichstellung", kind=Kind.EQUALITY)
OE_50_6 = Gremium(slug="oe-50-6", kind=Kind.OFFICE)
RECHNUNGSPRUEFUNG = Gremium(slug="rechnungspruefung", kind=Kind.OFFICE)
SYSTEMBETREUUNG = Gremium(slug="systembetreuung", kind=Kind.OFFICE)
GROUPS = {
    theme: Gremium(slug=f"expertengruppe-{theme}", kind=Kind.EXPERT_GROUP) for theme in THEMES
}

HEARD = (*BEIRAETE, DELEGIERTENKONFERENZ, RUNDER_TISCH, GLEICHSTELLUNG)
"""The bodies that may be heard on a draft, in the order in which a page lists them."""

_STADTBEZIRKE = (
    "Mitte",
    "Vahrenwald-List",
    "Bothfeld-Vahrenheide",
    "Buchholz-Kleefeld",
    "Misburg-Anderten",
    "Südstadt-Bult",
    "Döhren-Wülfel",
    "Ricklingen",
    "Linden-Limmer",
    "Herrenhausen-Stöcken",
    "Nord",
)
NAMES = {
    LENKUNGSGRUPPE: "Lenkungsgruppe",
    **{
        beirat: f"Integrationsbeirat {bezirk}"
        for beirat, bezirk in zip(BEIRAETE, _STADTBEZIRKE, strict=True)
    },
    DELEGIERTENKONFERENZ: "Delegiertenkonferenz der Integrationsbeiräte",
    RUNDER_TISCH: "Runder Tisch für Gleichberechtigung und gegen Rassismus",
    GLEICHSTELLUNG: "Gleichstellungsbeauftragte",
    OE_50_6: "OE 50.6 (Sachgebiet Integration)",
    RECHNUNGSPRUEFUNG: "Rechnungsprüfung",
    SYSTEMBETREUUNG: "Systembetreuung",
    **{group: f"Expert*innengruppe {THEMES[theme]}" for theme, group in GROUPS.items()},
}
GREMIEN = {gremium.slug: gremium for gremium in NAMES}


def name_of(slug: str) -> str:
    """Give the name a page shows for a body's slug; an unknown slug stands for itself."""
    gremium = GREMIEN.get(slug)
    return NAMES[gremium] if gremium else slug


def addressees(*, equality_relevant: bool) -> tuple[Gremium, ...]:
    """Give the bodies a submission goes to: the Gleichstellungsbeauftragte only where relevant."""
    return tuple(g for g in HEARD if equality_relevant or g.kind is not Kind.EQUALITY)
