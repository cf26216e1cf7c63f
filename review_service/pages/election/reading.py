"""What is typed into the forms of an election, read as the requests they make.

Where something is missing the reading notes it; what is given then stands in for it, unused.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from domain.election.rounds import TELLERS
from domain.election.rounds import WITNESSES as LEAST_WITNESSES
from projections.election_course import Course
from review_service.acts.requests import elections as requests
from review_service.pages.fields import Reading

WITNESSES = 3
"""Fields for witnesses of a lot."""


def invitation(reading: Reading, course: Course) -> requests.NewInvitation:
    """Read who was invited, and when."""
    chosen = _chosen(reading, "wer", "Bitte wählen Sie aus, wen Sie eingeladen haben.")
    day = reading.day("tag", "Bitte geben Sie an, an welchem Tag Sie eingeladen haben.")
    return requests.NewInvitation(organisations=chosen, on=day or date.min)


def entry(reading: Reading, course: Course) -> requests.NewEntry:
    """Read which organisation comes onto the roll."""
    name = reading.words("name", "Bitte geben Sie den Namen der Organisation an.")
    reason = reading.words("grund", "Bitte begründen Sie die Änderung des Wählerverzeichnisses.")
    return requests.NewEntry(name=name or "-", reason=reason)


def removal(reading: Reading, course: Course) -> requests.NewRemoval:
    """Read which one leaves it."""
    organisation = reading.words("wer", "Bitte wählen Sie die Organisation.")
    reason = reading.words("grund", "Bitte begründen Sie die Änderung des Wählerverzeichnisses.")
    return requests.NewRemoval(organisation=organisation or "-", reason=reason)


def nomination(reading: Reading, course: Course) -> requests.NewNomination:
    """Read whom an organisation puts up."""
    organisation = reading.words("wer", "Bitte wählen Sie die Organisation.")
    person, name = _somebody(reading, "name", "Bitte wählen Sie die Person, oder nennen Sie eine.")
    consent = reading.typed.text("einwilligung") == "ja"
    if not consent:
        reading.mend("einwilligung", "Eine Person wird nur mit ihrer Einwilligung aufgestellt.")
    return requests.NewNomination(
        organisation=organisation or "-", person=person or None,
        name=None if person else name or "-", contact=reading.typed.text("kontakt"),
        consent=consent,
    )  # fmt: skip


def standing_down(reading: Reading, course: Course) -> requests.NewStandingDown:
    """Read who no longer stands."""
    organisation = reading.words("wer", "Bitte wählen Sie, wer nicht mehr zur Wahl steht.")
    reason = reading.words("grund", "Bitte geben Sie an, warum.")
    return requests.NewStandingDown(organisation=organisation or "-", reason=reason)


def postponement(reading: Reading, course: Course) -> requests.NewPostponement:
    """Read when the meeting is now."""
    meeting = reading.termin("termin", "termin-tag")
    deadline = reading.moment("frist")
    reason = reading.words(
        "grund", "Bitte begründen Sie, warum die Wahlveranstaltung verlegt wird."
    )
    return requests.NewPostponement(meeting=meeting, deadline=deadline, reason=reason)


def abandonment(reading: Reading, course: Course) -> requests.NewAbandonment:
    """Read why the election is called off."""
    reason = reading.words("grund", "Bitte begründen Sie, warum die Wahl abgebrochen wird.")
    return requests.NewAbandonment(reason=reason)


def took_part(round: int) -> Callable[[Reading, Course], requests.NewRound]:
    """Give what reads who took part in a round, and who counts it."""
    return partial(_took_part, round)


def _took_part(round: int, reading: Reading, course: Course) -> requests.NewRound:
    chosen = _chosen(
        reading, "wer", "Bitte wählen Sie aus, welche Organisationen teilgenommen haben."
    )
    asked = "Bitte wählen Sie, wer zählt, oder nennen Sie eine neue Person."
    tellers = [_one(reading, f"zaehlt-{n}", asked) or "-" for n in range(1, TELLERS + 1)]
    return requests.NewRound(round=round, took_part=chosen, tellers=tellers)


def figures(round: int) -> Callable[[Reading, Course], requests.NewCount]:
    """Give what reads a teller's figures of a round."""
    return partial(_figures, round)


def _figures(round: int, reading: Reading, course: Course) -> requests.NewCount:
    held = course.open
    teller = reading.words("zaehlt", "Bitte geben Sie an, wer gezählt hat.")
    ballots = reading.number(
        "zettel", "Bitte geben Sie an, wie viele Stimmzettel abgegeben wurden."
    )
    invalid = reading.number(
        "ungueltig", "Bitte geben Sie an, wie viele davon ungültig sind, sonst 0."
    )
    votes = {
        candidate: reading.number(f"stimmen-{number}", "Bitte geben Sie eine Zahl an, auch 0.")
        for number, candidate in enumerate(held.candidates if held else (), start=1)
    }
    return requests.NewCount(
        round=round, teller=teller or "-", ballots=ballots, invalid=invalid, votes=votes
    )


def lot(reading: Reading, course: Course) -> requests.NewLot:
    """Read whom the lot fell on, and who saw it."""
    drawn = _chosen(reading, "gezogen", "Bitte wählen Sie aus, wen das Los getroffen hat.")
    asked = "Bitte nennen Sie mindestens zwei Zeug*innen."
    needed = (asked if n <= LEAST_WITNESSES else "" for n in range(1, WITNESSES + 1))
    seen = [_one(reading, f"zeuge-{n}", ask) for n, ask in enumerate(needed, start=1)]
    return requests.NewLot(drawn=drawn, witnesses=[one for one in seen if one])


def conclusion(reading: Reading, course: Course) -> requests.NewResult:
    """Read from which day the elected sit."""
    return requests.NewResult(since=reading.day("seit"))


def _chosen(reading: Reading, name: str, sentence: str) -> list[str]:
    chosen = reading.typed.all(name)
    if not chosen:
        reading.mend(name, sentence)
    return chosen


def _one(reading: Reading, field: str, sentence: str) -> str:
    person, name = _somebody(reading, field, sentence)
    return person or name


def _somebody(reading: Reading, field: str, sentence: str) -> tuple[str, str]:
    """Give the pseudonym of who is chosen from the register, or the name of a new person."""
    person = reading.typed.text(f"{field}-person").strip()
    name = reading.typed.text(field).strip()
    if person and name:
        reading.mend(field, "Wählen Sie eine Person aus oder nennen Sie eine neue, nicht beides.")
    elif sentence and not (person or name):
        reading.mend(f"{field}-person", sentence)
    return person, name
