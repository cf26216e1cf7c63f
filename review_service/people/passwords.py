"""Passwords, hashed by argon2: slow on purpose, so two at a time and a short line behind them.

Whoever hashes holds no connection to the database meanwhile: people who are signed in go on.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

HASHER = PasswordHash((Argon2Hasher(),))
_DECOY = HASHER.hash(secrets.token_urlsafe())
MOST_CHARACTERS = 1000
"""Of a longer password the rest counts for nothing."""

AT_ONCE = 2
IN_LINE = 16
"""Who is in turn or waits for it; a second of waiting at most."""
OF_ONE_ADDRESS = 8
"""Of them from one address, which may be that of a whole town hall."""


class TooManySignIns(Exception):
    """Gerade melden sich sehr viele gleichzeitig an. Versuchen Sie es gleich noch einmal."""


class _Line:
    """Who waits, by address: the line is short, so nobody waits long, and nobody fills it alone."""

    def __init__(self) -> None:
        self._lock, self._free = Lock(), BoundedSemaphore(AT_ONCE)
        self._there: Counter[str] = Counter()

    @contextmanager
    def turn(self, address: str) -> Iterator[None]:
        """Wait for one's turn; raises TooManySignIns at once where the line is long enough."""
        with self._lock:
            if self._there.total() >= IN_LINE or self._there[address] >= OF_ONE_ADDRESS:
                raise TooManySignIns
            self._there[address] += 1
        try:
            with self._free:
                yield
        finally:
            with self._lock:
                self._there[address] -= 1
                self._there += Counter()  # forgets who is gone

    def waiting(self, address: str) -> int:
        """How many of an address are in turn or wait for it."""
        return self._there[address]


_LINE = _Line()
turn, waiting = _LINE.turn, _LINE.waiting


def hashed(password: str, address: str) -> str:
    """Give what is stored of a new password; raises TooManySignIns."""
    with turn(address):
        return HASHER.hash(password[:MOST_CHARACTERS])


def is_right(password: str, stored: str | None) -> bool:
    """Whether a password is the stored one; where none is stored that takes as long to deny.

    It is to be asked in one's turn.
    """
    found = HASHER.verify(password[:MOST_CHARACTERS], stored or _DECOY)
    return found and stored is not None
