"""All forms on a draft: each module gives its own, in the order in which the draft's page offers
them."""

from __future__ import annotations

from fastapi import APIRouter

from projections.standing import Standing
from review_service.acts.doing import Doing
from review_service.pages.draft import reminding
from review_service.pages.draft.acting import Offer
from review_service.pages.hearing import bundling, consulting, deciding, stating
from review_service.pages.text import passages
from review_service.pages.writing import submitting, writing

FORMS = (
    *deciding.FORMS, *stating.FORMS, *bundling.FORMS, *consulting.FORMS, *submitting.FORMS,
    *writing.FORMS, *passages.FORMS, *reminding.FORMS,
)  # fmt: skip
"""The most expected one first."""
_router = APIRouter()
for _form in FORMS:
    _form.serve(_router)
ROUTERS = (writing.router, _router)
BEGUN = {
    writing.BEGIN.path: "Neuer Entwurf",
    **{form.path: form.begun for form in FORMS if form.begun},
}
"""What each is called while it is only begun, by its path."""
NOTICES = {
    **writing.BEGIN.notices,
    **{name: said for form in FORMS for name, said in form.notices.items()},
    "gesichert": "Ihr Text ist gespeichert und noch nicht abgegeben. Sie finden ihn unter"
    " „Meine Aufgaben“.",
}
"""What the draft's page says after one is done, by the name it leaves with."""


def offers(doing: Doing, standing: Standing) -> list[Offer]:
    """Give the buttons of a draft's page."""
    return [offer for form in FORMS for offer in form.buttons(doing, standing)]
