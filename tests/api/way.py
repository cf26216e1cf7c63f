"""The way of one draft through the API, step by step; each step must succeed."""

from __future__ import annotations

from typing import Any

from httpx import Response

from tests.api.callers import Callers

TEXT = "# Leitbild\n\nWir fördern Bildung von Anfang an.\n\nWir nennen Ziele.\n"
SECOND = TEXT.replace("Ziele", "Ziele und Kosten")
DRAFT = {
    "paper": "grundsatzpapier",
    "theme": "bildung",
    "title": "Leitbild Bildung",
    "text": TEXT,
    "equality_relevant": False,
}


def created(answer: Response) -> Any:
    assert answer.status_code == 201, answer.text
    return answer.json()


def found(answer: Response) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()


def problem(answer: Response) -> Any:
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    said = answer.json()
    assert said["status"] == answer.status_code
    return said


class Way:
    """One draft of the group Bildung, at `path`."""

    def __init__(self, api: Callers, **facts: Any) -> None:
        self.api = api
        self.id = created(api["chair"].post("/api/drafts", {**DRAFT, **facts}))["id"]
        self.path = f"/api/drafts/{self.id}"

    def post(self, who: str, what: str, **body: Any) -> Response:
        return self.api[who].post(f"{self.path}/{what}", body)

    def get(self, who: str, what: str = "") -> Any:
        return found(self.api[who].get(f"{self.path}{what}"))

    def revise(self, base: int = 1, text: str = SECOND, **more: Any) -> Way:
        created(self.post("chair", "revisions", text=text, base_revision=base, **more))
        return self

    def submit(self, revision: int = 1) -> Way:
        created(self.post("chair", "submission", revision=revision))
        return self

    def withdraw(self) -> Way:
        created(self.post("chair", "withdrawal", reason="Wir haben einen Fehler gefunden."))
        return self

    def state(self, who: str = "beirat-01", revision: int = 1, **more: Any) -> Way:
        created(self.post(who, "statements", **{**said(who, revision), **more}))
        return self

    def hear_all(self, revision: int = 1) -> Way:
        return self.state("conference", revision).state("round-table", revision)

    def give_back(self, revision: int = 1, *vorgaben: Any) -> Way:
        demands = vorgaben or ({"text": "Kosten nennen"},)
        decision = {"revision": revision, "outcome": "return", "vorgaben": demands}
        created(self.post("steering", "decisions", **decision))
        return self

    def accept(self, revision: int = 1, despite: str = "Es eilt.") -> Way:
        decision = {"revision": revision, "outcome": "accept", "despite": despite}
        created(self.post("steering", "decisions", **decision))
        return self


_BODIES = {
    "conference": "delegiertenkonferenz",
    "round-table": "runder-tisch",
    "equality": "gleichstellung",
}


def said(who: str, revision: int = 1) -> dict[str, Any]:
    """What a body says, as its account sends it."""
    return {
        "body": _BODIES.get(who, who),
        "revision": revision,
        "position": "zustimmend",
        "text": "Wir stimmen zu.",
    }
