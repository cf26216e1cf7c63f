"""The page on access for docs/: who may do what, from the one table that is asked.

`python -m review_service.access_table > docs/access.md` writes it anew.
"""

from __future__ import annotations

from domain.draft import Status
from domain.gremium import Kind
from review_service.access import RULES, TABLE, Act, Row

_HEAD = """# Access

`review_service/access.py` is one table; this page is made from it. A row lets seats of a kind of
body, held in one of the roles, do an act while the draft is in one of the states. *Own* means:
drafts of the seat's own expert group.

Whoever has no valid token or session is answered 401, whoever may not see the draft 404, whoever
has no row for the act 403, with the rule named below. A row that does not hold in the draft's
present state hides the button; sent all the same, the act is refused by the domain with the rule
that speaks against it (409, [rules.md](rules.md)).

| act | body | roles | drafts | states | else |
| --- | --- | --- | --- | --- | --- |
"""
_ACTS = {
    Act.AUTHOR: "author a draft",
    Act.REVISE: "write a revision",
    Act.SUBMIT: "submit",
    Act.WITHDRAW: "take a submission back",
    Act.STATE: "give a statement for the own body",
    Act.TRANSMIT: "bundle and transmit",
    Act.CONSULT: "consult Gleichstellung",
    Act.DECIDE: "return or accept",
    Act.PLACE: "confirm where an orphaned passage of the own body stands",
    Act.SEE_UNSUBMITTED: "see unsubmitted revisions",
    Act.READ_LOG: "read the log, positions included",
    Act.DATE_BACK: "say when it occurred",
    Act.REGISTER: "keep the register of persons, erase a person",
    Act.ADMINISTER: "open and close accounts",
}
_KINDS = {
    Kind.STEERING: "Lenkungsgruppe",
    Kind.EXPERT_GROUP: "expert group",
    Kind.COUNCIL: "Beirat",
    Kind.CONFERENCE: "Delegiertenkonferenz",
    Kind.ROUND_TABLE: "Runder Tisch",
    Kind.EQUALITY: "Gleichstellung",
    Kind.OFFICE: "office (OE 50.6, audit, operation)",
}
_TAIL = """
Every account sees what was submitted: revisions 1 to n once revision n was, statements, Vorgaben,
decisions. A revision after the last submitted one is seen by its expert group, OE 50.6 and
auditors only, on every way there is: for all others `revision`, `version` (it counts the events
they see), answers, ETag and history are those of the last event they may see.
"""


def access_table() -> str:
    """Give docs/access.md as the table has it."""
    return _HEAD + "".join(map(_line, TABLE)) + _TAIL


def _line(row: Row) -> str:
    states = "any" if set(row.states) == set(Status) else ", ".join(f"`{s}`" for s in row.states)
    refused = RULES.get(row.act)
    cells = (
        f"`{row.act}`: {_ACTS[row.act]}",
        _KINDS[row.kind],
        ", ".join(f"`{role}`" for role in row.roles),
        "own" if row.own else "all",
        states,
        f"`{refused.__name__}`" if refused else "",
    )
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    print(access_table(), end="")
