"""A revision to read: its contents, its parts, remarks beside it, words searched in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from projections import vorgaben
from review_service import access
from review_service.pages.rendering import render
from review_service.pages.text import beside, searching
from review_service.pages.text.beside import Spoken
from review_service.pages.text.choosing import choice
from review_service.pages.text.portions import Parts, parts_of
from review_service.pages.text.reading import WHOLE, reading
from review_service.pages.text.searching import Found
from review_service.pages.typed import whole_number
from review_service.pages.visitor import Number, Seen, Visiting

router = APIRouter()


@dataclass(frozen=True)
class Wanted:
    """Which remarks are shown beside the text: of a round, of a body, only what is open."""

    runde: int | None = None
    von: str = ""
    offen: bool = False

    def has(self, one: Spoken) -> bool:
        """Whether a remark is wanted."""
        remark = one.remark
        return (
            (self.runde is None or remark.round == self.runde)
            and (not self.von or remark.body == self.von)
            and (not self.offen or remark.open)
        )

    @property
    def query(self) -> str:
        """The same as part of an address."""
        said = {"runde": self.runde, "von": self.von, "offen": "ja" if self.offen else ""}
        return "".join(f"&{urlencode({key: value})}" for key, value in said.items() if value)


@router.get("/entwuerfe/{id}/text")
def text_page(
    request: Request, visitor: Visiting, shown: Seen, fassung: Number | None = None,
    teil: Number | None = None, stelle: Number | None = None, absatz: Number | None = None,
    abschnitt: Number | None = None, runde: Annotated[str, Query(max_length=10)] = "",
    von: Annotated[str, Query(max_length=100)] = "",
    offen: Annotated[str, Query(max_length=2)] = "",
    suche: Annotated[str, Query(max_length=200)] = "", ganz: bool = False,
) -> Response:  # fmt: skip
    """Show the part `teil` of a revision, or that of a passage (`stelle`), of a paragraph
    (`absatz`) or of a heading (`abschnitt`), or where the words of `suche` stand; or all (`ganz`),
    to print it."""
    wanted = Wanted(whole_number(runde), von, bool(offen))
    with visitor.database() as database:
        text = access.revision(database, shown, fassung or shown.revision)
        revisions = choice(database, shown)
        spoken = beside.spoken_of(
            database, shown.draft, vorgaben.of_draft(database, shown.draft, upto=shown.revision),
            revision=text.revision, upto=shown.revision, ordnung=visitor.ordnung,
        )  # fmt: skip
    parts = parts_of(text.text)
    notes = beside.notes(filter(wanted.has, spoken), shown.draft)
    found = searching.find(parts, suche) if suche else None
    part = teil or _part(parts, spoken, stelle, absatz, abschnitt) or _first(found)
    return render(
        request, "text.html", title=f"Text – {shown.title}", shown=shown, text=text,
        revisions=revisions, wanted=wanted,
        read=reading(text.text, notes, part, found.hits if found else (), whole=ganz),
        rounds=sorted({one.remark.round for one in spoken if one.here}),
        bodies=sorted({one.remark.body for one in spoken if one.here}),
        total=len(notes), sought=suche, found=found, fits=len(text.text) <= WHOLE,
    )  # fmt: skip


@router.get("/entwuerfe/{id}/text/absatz")
def jump(shown: Seen, fassung: Number | None = None, nummer: str = "") -> Response:
    """Lead to a paragraph by its number; to the text, where what was typed is none."""
    revision, number = fassung or shown.revision, whole_number(nummer)
    address = f"/entwuerfe/{shown.draft}/text?fassung={revision}"
    to = f"&absatz={number}#absatz-{number}" if number else "#text"
    return RedirectResponse(f"{address}{to}", 303)


def _first(found: Found | None) -> int:
    """Give the part with the first words found; without any, that in which the text begins."""
    return found.hits[0].part if found and found.hits else 1


def _part(
    parts: Parts, spoken: list[Spoken], passage: int | None, paragraph: int | None,
    heading: int | None,
) -> int | None:  # fmt: skip
    """Give the part in which what is asked for stands; None without it."""
    if heading:
        return parts.of_heading(heading)
    if paragraph:
        return parts.of_paragraph(paragraph)
    for one in spoken:
        if one.standing.number == passage and one.here and one.standing.at:
            return parts.of_place(one.standing.at["start"])[1]
    return None
