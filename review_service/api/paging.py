"""Lists in parts: oldest first, 100 an answer, the rest under `next`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

from fastapi import Query, Request

from review_service.answers.drafts import Page

Row = TypeVar("Row")
Item = TypeVar("Item")

Limit = Annotated[int, Query(ge=1, le=1000, description="Einträge je Antwort")]
After = Annotated[int, Query(ge=0, le=2**31 - 1, description="Nummer des letzten Eintrags zuvor")]


def page(
    request: Request,
    rows: Sequence[Row],
    limit: int,
    *,
    item: Callable[[Row], Item],
    mark: Callable[[Row], object],
    more: bool = False,
) -> Page[Item]:
    """Give the first `limit` of rows, of which one more was asked, and where the rest is.

    With `more`, the last of them is that one however few they are.
    """
    shown = rows[: len(rows) - 1 if more else limit]
    rest = None
    if len(shown) < len(rows):
        url = request.url.include_query_params(after=mark(shown[-1]), limit=limit)
        rest = f"{url.path}?{url.query}"
    return Page(items=[item(row) for row in shown], next=rest)
