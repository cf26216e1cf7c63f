"""Eight clients that write as fast as they are answered, and send again what got no answer."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from itertools import pairwise

import httpx

from tests.api.way import DRAFT


@dataclass
class Writer:
    """One Beirat at one draft: statements 1, 2, 3 …, each under a key of its own until it is
    acknowledged. `acknowledged` are the moments, on this machine's clock."""

    number: int
    urls: list[str]
    token: str
    draft: str
    acknowledged: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def body(self) -> str:
        return f"beirat-{self.number:02}"

    def write(self, stop: threading.Event) -> None:
        tries = 0
        with httpx.Client(timeout=10, headers={"Authorization": f"Bearer {self.token}"}) as client:
            while not stop.is_set():
                tries += 1
                url = self.urls[tries % len(self.urls)]
                if self._send(client, url, len(self.acknowledged) + 1):
                    self.acknowledged.append(time.monotonic())
                else:
                    stop.wait(0.1)

    def _send(self, client: httpx.Client, url: str, count: int) -> bool:
        said = {"body": self.body, "revision": 1, "position": "bedenken", "text": f"{count}."}
        path = f"{url}/api/drafts/{self.draft}/statements"
        try:
            answer = client.post(path, json=said, headers={"Idempotency-Key": f"nr-{count}"})
        except httpx.HTTPError:
            return False
        if answer.status_code not in (201, 503):
            self.refused.append(answer.text[:200])
        return answer.status_code == 201


def submitted(url: str, token: str) -> str:
    """Give a draft that is being heard."""
    headers = {"Authorization": f"Bearer {token}"}
    draft = httpx.post(f"{url}/api/drafts", json=DRAFT, headers=headers).json()["id"]
    path = f"{url}/api/drafts/{draft}/submission"
    httpx.post(path, json={"revision": 1}, headers=headers).raise_for_status()
    return str(draft)


def longest_silence(writers: list[Writer], since: float, until: float) -> float:
    """Give the longest time in which nobody was acknowledged anything, in seconds."""
    moments = sorted(m for one in writers for m in one.acknowledged if since <= m <= until)
    marks = [since, *moments, until]
    return max(later - earlier for earlier, later in pairwise(marks))


def longest_wait(writers: list[Writer], since: float, until: float) -> float:
    """Give the longest time in which one client was acknowledged nothing, in seconds."""
    return max(longest_silence([one], since, until) for one in writers)
