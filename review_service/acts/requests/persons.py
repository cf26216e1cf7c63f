"""What requests about persons and accounts may hold: the bodies of the API's calls and of forms."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from domain.naming import refuse_commands
from domain.person import Reason
from domain.text.normalise import check, normalise
from domain.text.refusals import TextIsEmpty
from review_service.acts.requests.fields import LINE_LIMIT, NAME_TEXT, Body

ACCOUNT_LIMIT = 60
_ACCOUNT = re.compile(r"[a-z0-9][a-z0-9._-]*", re.ASCII)


def _line(raw: str) -> str:
    """Give a text on one line, without what is not shown."""
    line = " ".join(normalise(raw).split())
    check(f"{line}.")  # it may be empty
    if len(line) > LINE_LIMIT:
        raise ValueError(f"Höchstens {LINE_LIMIT} Zeichen.")
    return line


def name(raw: str) -> str:
    """Give a person's name as it is entered. Raises ValueError, whose words say what is wrong."""
    refuse_commands(raw)
    line = _line(raw)
    try:
        check(line)
    except TextIsEmpty as error:
        raise ValueError("Bitte geben Sie den Namen an.") from error
    return line


def _account(raw: str) -> str:
    name = raw.strip()
    if not _ACCOUNT.fullmatch(name) or len(name) > ACCOUNT_LIMIT:
        raise ValueError(
            f"Bitte geben Sie höchstens {ACCOUNT_LIMIT} kleine Buchstaben (a bis z), Ziffern,"
            " Punkte und Striche an, vorn einen Buchstaben oder eine Ziffer."
        )
    return name


Name = Annotated[
    str,
    AfterValidator(name),
    Field(json_schema_extra={"minLength": 1, "maxLength": LINE_LIMIT, "pattern": NAME_TEXT}),
]
MaybeLine = Annotated[
    str, AfterValidator(_line), Field(json_schema_extra={"maxLength": LINE_LIMIT})
]
AccountName = Annotated[
    str,
    AfterValidator(_account),
    Field(
        json_schema_extra={
            "minLength": 1, "maxLength": ACCOUNT_LIMIT, "pattern": "^[a-z0-9][a-z0-9._-]*$",
        }
    ),
]  # fmt: skip


class NewPerson(Body):
    """A person for the register: `contact` is a mail address or telephone number, `office` a
    title or organisation."""

    name: Name
    contact: MaybeLine = ""
    office: MaybeLine = ""


class NewErasure(Body):
    """Why a person is erased."""

    reason: Reason


class NewAccount(Body):
    """The name of a new account, with which one signs in."""

    account: AccountName
