"""The main menu: what a reader may open, and where the reader is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from review_service import access
from review_service.access import Act
from review_service.people.accounts import Account


@dataclass(frozen=True)
class Entry:
    """A link of the menu: for whoever may do one of the acts, for all where none is named;
    `below` are the beginnings of the paths that belong to it."""

    label: str
    href: str
    below: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()

    def is_for(self, account: Account) -> bool:
        """Whether the account may open it."""
        return not self.acts or any(any(access.seats_for(account, act)) for act in self.acts)

    def current(self, path: str) -> str:
        """Give the value of `aria-current` on a page; empty where it is elsewhere."""
        return "page" if path == self.href else "true" if path.startswith(self.below) else ""


_ENTRIES = (
    Entry("Meine Aufgaben", "/"),
    Entry("Entwürfe", "/entwuerfe", ("/entwuerfe/",)),
    Entry("Was geschah", "/was-geschah"),
    Entry("Verfahren", "/verfahren", ("/verfahren/",)),
    Entry("Gremien", "/gremien", ("/gremien/",)),
    Entry("Vorschläge", "/vorschlaege", ("/vorschlaege/",),
          (Act.COLLECT, Act.ANSWER_SUGGESTION, Act.READ_LOG)),
    Entry("Wahlen", "/wahlen", ("/wahlen/",)),
    Entry("Personen", "/personen", ("/personen/",), (Act.READ_REGISTER,)),
    Entry("Konten", "/konten", ("/konten/", "/personen/"), (Act.ADMINISTER,)),
    Entry("Hilfe", "/hinweise/hilfe"),
)  # fmt: skip


def shown(account: Account, path: str) -> Iterator[tuple[Entry, str]]:
    """Give the entries for an account, each with its `aria-current`; only one is where it is."""
    found = ""
    for entry in _ENTRIES:
        if entry.is_for(account):
            here = "" if found else entry.current(path)
            found = found or here
            yield entry, here
