"""Names are set in the direction of their own first letter, whatever stands beside them."""

from __future__ import annotations

from typing import Any

from review_service.markup.templating import environment


def test_a_name_in_the_trail_of_a_page_turns_nothing_around() -> None:
    pages = environment("review_service.pages")
    pages.filters["body"] = str
    parts: Any = pages.get_template("parts.html")
    trail = parts.make_module({"visitor": None}).breadcrumbs([("خطة", "/"), ("3. Wahl", None)])
    assert "<bdi>خطة</bdi></a>" in trail and "<bdi>3. Wahl</bdi></li>" in trail
