"""All forms on a draft; what is done to one is told to the pages here, and in its own module."""

from __future__ import annotations

from projections.standing import Standing
from review_service.acts.doing import Doing
from review_service.pages.draft.offers import Offer
from review_service.pages.hearing import bundling, consulting, deciding, stating
from review_service.pages.text import passages
from review_service.pages.writing import submitting, writing

DOORS = (
    deciding.DOOR, stating.DOOR, bundling.DOOR, submitting.SUBMISSION, writing.REVISION,
    consulting.DOOR, submitting.WITHDRAWAL, passages.DOOR, writing.BEGINNING,
)  # fmt: skip
"""In the order in which a draft's page offers them, the most expected one first."""
ROUTERS = tuple(
    module.router
    for module in (deciding, stating, bundling, submitting, writing, consulting, passages)
)
BEGUN = {door.path: door.begun for door in DOORS}
"""What each is called while it is only begun, by its path."""
NOTICES = {name: sentence for door in DOORS for name, sentence in door.done.items()} | {
    "gesichert": "Ihr Text ist gespeichert und noch nicht abgegeben. Sie finden ihn unter"
    " „Meine Aufgaben“.",
}
"""What the draft's page says after one is done, by the name it leaves with."""


def offers(doing: Doing, standing: Standing) -> list[Offer]:
    """Give the buttons of a draft's page."""
    return [offer for door in DOORS for offer in door.offers(doing, standing)]
