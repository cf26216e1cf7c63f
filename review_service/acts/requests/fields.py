"""What a request may hold: the bodies of the API's calls, filled by forms too.

A value that is refused here is malformed (422); its sentence says what to do.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from domain.naming import refuse_commands
from domain.text.normalise import LIMIT, check, normalise
from domain.text.passages import LIMIT as PASSAGE_LIMIT
from domain.text.passages import Passage, locate
from domain.text.refusals import TextIsEmpty

WORDS_LIMIT = 100_000
"""Characters of a statement, a Vorgabe, a reason at most."""
LINE_LIMIT = 300
"""Characters of a title at most."""
REVISION_LIMIT = 2**31 - 1
MOST = 1000
"""Answers, Beiräte, organisations or candidates in one request at most."""
FEW = 100
"""Themenfelder, sub-themes or Dezernate in one request at most."""
MOST_WITNESSES = 20
"""Persons who count, or who see a lot drawn, at most."""
MOST_DECISIONS = 10_000
"""Decisions in one merge at most."""
MOST_PASSAGES = 100
"""Passages, or Vorgaben, in one request at most: each passage is looked for in the whole text."""

_UNSEEN = (
    r"\u0000-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f"
    r"\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
)
SEEN_TEXT = f"[^{_UNSEEN}]"
"""How the API's document says `something that can be seen`; `check` knows it exactly. No length
stands beside it but a short one: tools unfold a pattern to its length."""
_PLAIN = r"[^\u0000-\u0008\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]*"
NAME_TEXT = f"^{_PLAIN}{SEEN_TEXT}{_PLAIN}$"
"""How it says `a title or name`: something that can be seen, and no command."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d([.,]\d+)?)?([Zz]|[+-]\d\d:\d\d)")


def _draft_text(raw: str) -> str:
    text = normalise(raw)
    check(text)
    return text


def _own_words(raw: str) -> str:
    text = normalise(raw)
    check(f"{text}.")  # it may be empty
    return text


def _words(raw: str) -> str:
    text = normalise(raw)
    check(f"{text}.")  # it may be empty
    if len(text) > WORDS_LIMIT:
        raise ValueError(f"Höchstens {WORDS_LIMIT} Zeichen.")
    return text


def _spoken(raw: str) -> str:
    text = _words(raw)
    try:
        check(text)
    except TextIsEmpty as error:
        raise ValueError("Bitte schreiben Sie etwas in dieses Feld.") from error
    return text


def _line(raw: str) -> str:
    refuse_commands(raw)
    line = " ".join(_spoken(raw).split())
    if len(line) > LINE_LIMIT:
        raise ValueError(f"Der Titel darf höchstens {LINE_LIMIT} Zeichen lang sein.")
    return line


def whole(given: object) -> object:
    """In JSON 2.0 is the number 2."""
    return int(given) if isinstance(given, float) and given.is_integer() else given


def _moment(given: object) -> datetime:
    moment = given
    if isinstance(given, str) and _MOMENT.fullmatch(given):
        moment = datetime.fromisoformat(given.upper())
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        raise ValueError(
            "Bitte geben Sie Tag, Uhrzeit und Zeitzone an, zum Beispiel 2019-11-04T09:00:00+01:00."
        )
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:  # in a zone, the first and the last day lie beyond all days
        raise ValueError("Diesen Zeitpunkt gibt es nicht.") from error


def _documented(**schema: Any) -> Any:
    return Field(json_schema_extra=schema)


DraftText = Annotated[
    str,
    AfterValidator(_draft_text),
    _documented(
        minLength=1, pattern=SEEN_TEXT, description=f"At most {LIMIT} bytes of UTF-8, no NUL."
    ),
]
Words = Annotated[str, AfterValidator(_words), _documented(maxLength=WORDS_LIMIT)]
OwnWords = Annotated[
    str, AfterValidator(_own_words), _documented(description=f"At most {LIMIT} bytes of UTF-8.")
]
"""Words for any part of a text, be it the whole; empty to take it out."""
Spoken = Annotated[
    str,
    AfterValidator(_spoken),
    _documented(minLength=1, pattern=SEEN_TEXT, description=f"At most {WORDS_LIMIT} characters."),
]
Line = Annotated[
    str, AfterValidator(_line), _documented(minLength=1, maxLength=LINE_LIMIT, pattern=NAME_TEXT)
]
PSEUDONYM = r"^[\x20-\x7e]+$"
Pseudonym = Annotated[str, Field(min_length=1, max_length=100, pattern=PSEUDONYM)]
"""Names a person, as the log does."""
Slug = Annotated[str, Field(max_length=100)]
"""Names a paper, a Themenfeld or a Gremium of the procedure; which there are is known to that."""
NULL: Any = {"type": "null"}
RevisionNumber = Annotated[
    int, Field(ge=1, le=REVISION_LIMIT, examples=[1]), BeforeValidator(whole)
]
Place = Annotated[int, Field(ge=0, le=REVISION_LIMIT), BeforeValidator(whole)]
Moment = Annotated[
    datetime,
    PlainValidator(_moment),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""A moment as RFC 3339 writes it, with zone; given in UTC."""


class Body(BaseModel):
    """A request's body; a field it does not know is refused, never skipped."""

    model_config = ConfigDict(extra="forbid")


def refused(body: Body, place: tuple[str | int, ...], sentence: str) -> ValidationError:
    """Give the error of a body that is well-formed and still does not fit the procedure."""
    error = PydanticCustomError("value_error", "{error}", {"error": sentence})
    detail = InitErrorDetails(type=error, loc=place, input=None)
    return ValidationError.from_exception_data(type(body).__name__, [detail])


def one_of(body: Body, given: str, slugs: Collection[str], *place: str | int) -> None:
    """Refuse a slug, given at a place in the body, that is none of these."""
    if given not in slugs:
        known = ", ".join(slugs)
        raise refused(body, place, f"Bitte wählen Sie eines von: {known}.")


class Dated(Body):
    """A body that may say when it happened (with zone); now where it does not."""

    occurred_at: Moment | None = None


class Quote(Body):
    """A passage by its words; prefix, suffix or start (in code points) where they recur."""

    exact: Annotated[Spoken, _documented(description=f"At most {PASSAGE_LIMIT} characters.")]
    prefix: Words = ""
    suffix: Words = ""
    start: Place | None = None

    def found_in(self, text: str) -> Passage:
        """Give the passage in a text; raises UnusablePassage."""
        return locate(text, self.exact, self.prefix, self.suffix, start=self.start)


class Remarked(Quote):
    """A passage, and what is said of it alone."""

    remark: Words = ""


def few(quotes: Iterable[Quote]) -> None:
    """Refuse more passages than are looked for at once (ValueError)."""
    if len([*quotes]) > MOST_PASSAGES:
        raise ValueError(f"Höchstens {MOST_PASSAGES} Textstellen auf einmal.")
