"""Drafts as files of a word processor: a revision, or what changed between two, with remarks.

Whoever asks has been let in by `access.py`. Files are the bodies' work: none names a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Literal, NamedTuple
from urllib.parse import quote

from domain.procedure import Ordnung
from domain.text.redline.ops import Redline
from projections import diff_history, passages, statements, vorgaben
from projections.current_text import Text
from projections.drafts import Shown
from projections.passages import Source, Standing
from projections.read_model import Database
from review_service import redlines
from review_service.people.accounts import Account
from review_service.redlines import Computing
from review_service.service import Service
from review_service.word import odt_package, package
from review_service.word.changed import Block
from review_service.word.comments import Remark
from review_service.word.tracking import single, woven
from review_service.words import signs

Kind = Literal["docx", "odt"]
"""Of which program's making a file is: Word, or what keeps to OpenDocument."""

MEDIA_TYPES: Mapping[Kind, str] = {"docx": package.MEDIA_TYPE, "odt": odt_package.MEDIA_TYPE}
_WRITE: Mapping[Kind, Callable[[Iterable[Block], package.Source, Sequence[Remark]], bytes]] = {
    "docx": package.docx,
    "odt": odt_package.odt,
}


class File(NamedTuple):
    """A file to keep."""

    content: bytes
    name: str
    kind: Kind

    @property
    def headers(self) -> Mapping[str, str]:
        """Give the headers of an answer that is this file."""
        return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(self.name)}"}

    @property
    def media_type(self) -> str:
        """Give what kind of file it is."""
        return MEDIA_TYPES[self.kind]


def of_revision(
    service: Service, shown: Shown, text: Text, ordnung: Ordnung, *, remarks: bool = False,
    kind: Kind = "docx",
) -> File:  # fmt: skip
    """Give a revision."""
    with service.pool.connection() as database:
        source = _source(database, shown, text, ordnung)
        said = list(_remarks(database, shown, [text], ordnung)) if remarks else []
    content = _WRITE[kind](single(text.text), source, said)
    return File(content, _name(shown, source, kind), kind)


def of_redline(
    service: Service, account: Account, shown: Shown, texts: tuple[Text, Text], ordnung: Ordnung,
    *, remarks: bool = False, kind: Kind = "docx",
) -> File | Computing:  # fmt: skip
    """Give what changed between two revisions, or how far the worker is who compares them."""
    found = redlines.ask(service, account, *texts)
    if isinstance(found, Computing):
        return found
    return of_compared(service, shown, texts, ordnung, found, remarks=remarks, kind=kind)


def of_compared(
    service: Service, shown: Shown, texts: tuple[Text, Text], ordnung: Ordnung, found: Redline,
    *, remarks: bool = False, kind: Kind = "docx",
) -> File:  # fmt: skip
    """Give what changed between two revisions, whose redline is known."""
    old, new = texts
    with service.pool.connection() as database:
        source = _source(database, shown, new, ordnung)._replace(since=old.revision)
        said = list(_remarks(database, shown, [new, old], ordnung)) if remarks else []
    return File(_WRITE[kind](woven(found), source, said), _name(shown, source, kind), kind)


def _source(database: Database, shown: Shown, text: Text, ordnung: Ordnung) -> package.Source:
    (written,) = diff_history.revisions(
        database, shown.draft, upto=text.revision, after=text.revision - 1
    )
    return package.Source(
        shown.draft, shown.title, text.revision, text.sha256, written.at,
        ordnung.name_of(shown.body),
    )  # fmt: skip


def _name(shown: Shown, source: package.Source, kind: Kind) -> str:
    since = "" if source.since is None else f"{source.since} bis "
    title = "".join(sign if sign.isalnum() or sign in " -_," else " " for sign in shown.title)
    return f"{' '.join(title.split())[:80]} - Fassung {since}{source.revision}.{kind}"


# Remarks -----------------------------------------------------------------------------------------


def _remarks(
    database: Database, shown: Shown, texts: Iterable[Text], ordnung: Ordnung
) -> Iterator[Remark]:
    """Give what was said of passages that stand in the first of the texts, else in the other."""
    known: set[int] = set()
    said = _Said(database, shown, ordnung)
    for in_old, text in enumerate(texts):
        for one in passages.of_revision(database, shown.draft, text.revision, upto=shown.revision):
            at, remark = one.at, said.of(one)
            if at and remark and one.since == text.revision and one.number not in known:
                known.add(one.number)
                yield remark._replace(start=at["start"], end=at["end"], in_old=bool(in_old))


class _Said:
    """What the bodies said, that speaks of passages: not what a later statement replaced."""

    def __init__(self, database: Database, shown: Shown, ordnung: Ordnung) -> None:
        last = {voice.version for voice in statements.voices(database, shown.draft)}
        self._statements = {
            one.version: one for one in statements.of_versions(database, shown.draft, last)
        }
        self._asked = {one.version: one for one in statements.questions(database, shown.draft)}
        lines = vorgaben.of_draft(database, shown.draft, upto=shown.revision)
        self._lines = {line.number: line for line in lines}
        self._ordnung = ordnung

    def of(self, one: Standing) -> Remark | None:
        """Give what was said of a passage; None where it does not count any more."""
        match one.source:
            case Source.STATEMENT if said := self._statements.get(one.version):
                word = signs.POSITION[said.position].word
                head = f"Stellungnahme zu Fassung {said.revision}: {word}"
                return self._remark(one, said.at, head, one.remark or said.text)
            case Source.CONSULTATION if asked := self._asked.get(one.version):
                return self._remark(one, asked.at, "Rücksprache", asked.question)
            case Source.VORGABE if line := self._lines.get(one.vorgabe or 0):
                kind = "Vorgabe" if line.binding else "Empfehlung"
                return self._remark(one, line.at, f"{kind} {line.number}", line.text)
            case Source.ANSWER if line := self._lines.get(one.vorgabe or 0):
                for answer in line.answers:
                    if answer.revision == one.revision:
                        word = signs.VORGABE[answer.outcome].word
                        head = f"Antwort auf Vorgabe {line.number}: {word}"
                        return self._remark(one, answer.at, head, answer.reason)
        return None

    def _remark(self, one: Standing, at: datetime, head: str, words: str) -> Remark:
        lines = [line.strip() for line in words.splitlines() if line.strip()]
        return Remark(self._ordnung.name_of(one.body), at, (head, *lines), 0, 0)
