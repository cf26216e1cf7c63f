"""Every call of the API, and whose it is: for asking each of every account."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from review_service.access import Act
from tests.api.grid import BILDUNG, may
from tests.api.states import STATES

DRAFT = "/api/drafts/{id}"
UNSUBMITTED = ("never submitted", "returned, then revised", "withdrawn, then revised")
"""States in which there is a revision that is not submitted."""


@dataclass(frozen=True)
class Call:
    """A call: the route, and whose it is.

    `acts`: seats that may do one of these; without any, every account. `body` is the Gremium it
    is about, `n` the number in its path. `hidden`: what is asked for is not submitted in the states
    of UNSUBMITTED; `missing`: states in which it is not there. `then` is what whoever may is
    answered with.
    """

    method: str
    path: str
    acts: tuple[Act, ...] = ()
    body: str | None = None
    n: str = "1"
    hidden: bool = False
    missing: tuple[str, ...] = ()
    then: int = 200

    @property
    def of_draft(self) -> bool:
        """Whether it is asked in every state of a draft."""
        return self.path.startswith((DRAFT, "/entwuerfe/{id}"))

    @property
    def resource(self) -> str:
        """What it is about: the first part of its path, behind /api."""
        return self.path.removeprefix("/api").split("/")[1]

    def answer(self, name: str, state: str) -> int:
        """What the account is answered with, by the table."""
        group = BILDUNG if self.of_draft else self.body
        hidden = state == "never submitted" or (self.hidden and state in UNSUBMITTED)
        if state in self.missing or (hidden and not may(name, Act.SEE_UNSUBMITTED, group)):
            return 404
        if self.acts and not any(may(name, act, group) for act in self.acts):
            return 403
        return self.then

    def whose(self, names: Iterable[str]) -> str:
        """Give the first of these accounts who may; `no seat` where nobody has the office."""
        may = (name for name in names if self.answer(name, "submitted") != 403)
        return next(may, "no seat")

    def said(self, state: str) -> str:
        """The cell, as a failing test names it."""
        return " ".join(filter(None, (self.method, self.path, self.n, self.body, state)))


class OfSuggestion(Call):
    """A call about a suggestion that lies with the Dezernat of Bildung."""

    def answer(self, name: str, state: str) -> int:
        everything = may(name, Act.COLLECT) or may(name, Act.READ_LOG)
        if not everything and not may(name, Act.ANSWER_SUGGESTION):
            return 403
        if not everything and not may(name, Act.ANSWER_SUGGESTION, BILDUNG):
            return 404
        return super().answer(name, state)


def reading(path: str, *acts: Act, **facts: object) -> Call:
    return Call("GET", path, acts, **facts)  # type: ignore[arg-type]


def acting(path: str, *acts: Act, **facts: object) -> Call:
    """A call that changes something; its body is no JSON, which is said to whoever may."""
    return Call("POST", path, acts, then=422, **facts)  # type: ignore[arg-type]


_SEEN = ("", "/revisions", "/statements", "/consensus", "/vorgaben", "/passages", "/history",
         "/redline", "/redline.docx", "/redline.odt", "/blame", "/revisions/{n}",
         "/revisions/{n}.docx", "/revisions/{n}.odt")  # fmt: skip
_ELECTION = ("roll", "removals", "invitations", "nominations", "withdrawals", "postponements",
             "abandonment", "rounds", "counts", "lots", "conclusion")  # fmt: skip

DRAFTS = (
    *(reading(DRAFT + what) for what in _SEEN),
    reading(f"{DRAFT}/revisions/{{n}}", n="newest", hidden=True),
    reading(f"{DRAFT}/passages/{{n}}", missing=("never submitted",)),
    acting(f"{DRAFT}/passages/{{n}}/place", Act.PLACE),
    acting(f"{DRAFT}/revisions", Act.REVISE),
    acting(f"{DRAFT}/file", Act.REVISE),
    acting(f"{DRAFT}/submission", Act.SUBMIT),
    acting(f"{DRAFT}/withdrawal", Act.WITHDRAW),
    acting(f"{DRAFT}/statements", Act.STATE, Act.TRANSMIT),
    acting(f"{DRAFT}/consultation", Act.CONSULT),
    acting(f"{DRAFT}/reminders", Act.REMIND),
    acting(f"{DRAFT}/decisions", Act.DECIDE),
)
OTHERS = (
    reading("/api/drafts"),
    acting("/api/drafts", Act.AUTHOR),
    acting("/api/files/draft", Act.AUTHOR),
    Call("POST", "/api/files"),
    reading("/api/events", Act.READ_LOG),
    reading("/api/elections"),
    reading("/api/elections/{id}"),
    acting("/api/elections", Act.ELECT),
    *(acting(f"/api/elections/{{id}}/{what}", Act.ELECT) for what in _ELECTION),
)
PUBLIC = {("GET", "/api/openapi.json")}
"""What needs no account."""

PROCEDURE = (
    reading("/api/procedure"),
    acting("/api/procedure/dates", Act.MOVE_DATES),
    acting("/api/procedure/recuts", Act.PROPOSE_RECUT),
    acting("/api/procedure/recuts/{number}/agreement", Act.AGREE),
)
_STAFFING = ("appointments", "departures", "deputies", "deputies/dismissals", "deputisings")
BODIES = (
    BILDUNG, "expertengruppe-stadtleben-und-kultur", "lenkungsgruppe", "beirat-01",
    "internationaler-ausschuss", "dezernat-4", "oe-50-6", "systembetreuung",
)  # fmt: skip
GREMIEN = (
    reading("/api/gremien"),
    *(reading("/api/gremien/{slug}", body=slug) for slug in BODIES),
    *(
        acting(f"/api/gremien/{{slug}}/{what}", Act.APPOINT, body=slug)
        for what in _STAFFING
        for slug in BODIES
    ),
    *(acting("/api/gremien/{slug}/counts", Act.REPORT_COUNTS, body=slug) for slug in BODIES),
)
_SUGGESTION = "/api/suggestions/{id}"
SUGGESTIONS = (
    reading("/api/suggestions", Act.COLLECT, Act.READ_LOG, Act.ANSWER_SUGGESTION),
    acting("/api/suggestions", Act.COLLECT),
    OfSuggestion("GET", _SUGGESTION),
    *(
        OfSuggestion("POST", f"{_SUGGESTION}/{what}", (act,), then=422)
        for what, act in {
            "forwarding": Act.COLLECT,
            "recall": Act.COLLECT,
            "consent-withdrawal": Act.COLLECT,
            "appointment": Act.ANSWER_SUGGESTION,
            "declination": Act.ANSWER_SUGGESTION,
        }.items()
    ),
)
_PERSON = "/api/persons/{person}"
PERSONS = (
    reading("/api/persons", Act.READ_REGISTER),
    acting("/api/persons", Act.REGISTER),
    reading(_PERSON, Act.READ_REGISTER),
    reading(f"{_PERSON}/data", Act.REGISTER),
    acting(f"{_PERSON}/correction", Act.REGISTER),
    acting(f"{_PERSON}/erasure", Act.REGISTER, Act.ADMINISTER),
    *(reading(f"/api/me{what}") for what in ("", "/tasks", "/data", "/sessions", "/tokens")),
    # Somebody else's: nobody finds it.
    *(Call("DELETE", f"/api/me/{what}/{{id}}", then=404) for what in ("sessions", "tokens")),
)

CALLS = (*DRAFTS, *OTHERS, *PROCEDURE, *GREMIEN, *SUGGESTIONS, *PERSONS)


def cells(
    calls: Iterable[Call], states: Iterable[str] = tuple(STATES)
) -> Iterator[tuple[Call, str]]:
    """Every call, in every state where it is about a draft."""
    for call in calls:
        yield from ((call, state) for state in (states if call.of_draft else ("",)))
