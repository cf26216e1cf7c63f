"""The page on access for docs/: who may do what, from the one table that is asked.

`python -m review_service.access_table > docs/access.md` writes it anew.
"""

from __future__ import annotations

from domain.gremium import Kind
from review_service.access import RULES, TABLE, Row

_HEAD = """# Access

`review_service/access.py` is one table; this page is made from it. A row lets seats of a kind of
body, held in one of the roles, do an act, to the bodies (and drafts of the bodies) it reaches:

- *own*: the seat's own body, or drafts of its own expert group;
- *led*: expert groups whose Themenfeld the seat's Dezernat leads, alone or jointly, on that day;
- *offices*: OE 50.6, audit and operation;
- *others*: every body but expert groups and offices.

An account has the seats it holds on the day of the request, and those on which it deputises that
day, with the role of the seat it stands in for. A seat's last day ends at midnight, Europe/Berlin,
whatever was opened before ([0010](decisions/0010-rights-follow-from-seats.md)).

Whoever has no valid token or session is answered 401, whoever may not see the draft 404, whoever
has no row for the act 403, with the rule named below. Whether an act may be done now, the domain
says, and pages ask it: what it would refuse has no button; sent all the same, it is refused with
the rule that speaks against it (409, [rules.md](rules.md)).

| act | seat in | roles | reaches | else |
| --- | --- | --- | --- | --- |
"""
_KINDS = {
    Kind.STEERING: "Lenkungsgruppe",
    Kind.EXPERT_GROUP: "expert group",
    Kind.COUNCIL: "Beirat",
    Kind.CONFERENCE: "Delegiertenkonferenz",
    Kind.ROUND_TABLE: "Runder Tisch",
    Kind.EQUALITY: "Gleichstellung",
    Kind.OFFICE: "office (OE 50.6, audit, operation)",
    Kind.COMMITTEE: "Internationaler Ausschuss",
    Kind.DEPARTMENT: "Dezernat",
}
_TAIL = """
Every account, also one without a seat, reads the procedure of every day, all Gremien with those who
hold or held their seats, and all elections: rolls, candidates, counts, results. The Internationaler
Ausschuss has no row: it reads what every account reads, that is these and everything submitted,
and acts nowhere.

An auditor (`auditor`) has rows to read only; the administrator none on drafts, but sees the page of
a person to keep its account. Suggestions are read by who collects, answers or audits them, a
Dezernat reading those that went to it; name and contact of one that it declined only until that
goes to another.

Every account, also one without a seat, sees what was submitted: revisions 1 to n once revision n
was, statements, Vorgaben, decisions. A revision after the last submitted one is seen by its expert
group, OE 50.6 and auditors only, on every way there is: for all others `revision`, `version` (it
counts the events they see), answers, ETag and history are those of the last event they may see.

*Was geschah* (`/was-geschah`, as a table `/was-geschah.csv`) tells every account what it may see
elsewhere: drafts as above, the procedure, Gremien and elections. Whom an appointment is about, the
reason of a departure, the register of persons and suggestions are told there to nobody. The data of
an event of a draft are a file for whoever sees the event (`/verlauf/{version}/daten`); pseudonyms
and positions stand on the page of an auditor alone.
"""


def access_table() -> str:
    """Give docs/access.md as the table has it."""
    return _HEAD + "".join(map(_line, TABLE)) + _TAIL


def _line(row: Row) -> str:
    refused = RULES.get(row.act)
    cells = (
        f"`{row.act}`: {row.act.words}",
        _KINDS[row.kind],
        ", ".join(f"`{role}`" for role in row.roles),
        str(row.scope),
        f"`{refused.__name__}`" if refused else "",
    )
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    print(access_table(), end="")
