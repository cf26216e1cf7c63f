"""What is typed into the forms of an election, read as the requests they make.

Where something is missing the reading notes it; what is given then stands in for it, unused.
"""

from __future__ import annotations

from datetime import date

from domain.election.values import RUN_OFF
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
    name = reading.words("name", "Bitte geben Sie den Namen der Person an.")
    consent = reading.typed.text("einwilligung") == "ja"
    if not consent:
        reading.mend("einwilligung", "Eine Person wird nur mit ihrer Einwilligung aufgestellt.")
    return requests.NewNomination(
        organisation=organisation or "-", name=name or "-",
        contact=reading.typed.text("kontakt"), consent=consent,
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


def took_part(reading: Reading, course: Course) -> requests.NewRound:
    """Read who took part."""
    chosen = _chosen(
        reading, "wer", "Bitte wählen Sie aus, welche Organisationen teilgenommen haben."
    )
    return requests.NewRound(round=_due(reading), took_part=chosen)


def figures(reading: Reading, course: Course) -> requests.NewCount:
    """Read a teller's figures."""
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
        round=_due(reading), teller=teller or "-", ballots=ballots, invalid=invalid, votes=votes
    )


def lot(reading: Reading, course: Course) -> requests.NewLot:
    """Read whom the lot fell on, and who saw it."""
    drawn = _chosen(reading, "gezogen", "Bitte wählen Sie aus, wen das Los getroffen hat.")
    names = [reading.typed.text(f"zeuge-{n}").strip() for n in range(1, WITNESSES + 1)]
    witnesses = [name for name in names if name]
    if len(witnesses) < 2:
        missing = next(n for n, name in enumerate(names, start=1) if not name)
        reading.mend(f"zeuge-{missing}", "Bitte nennen Sie mindestens zwei Zeug*innen.")
    return requests.NewLot(drawn=drawn, witnesses=witnesses)


def conclusion(reading: Reading, course: Course) -> requests.NewResult:
    """Read from which day the elected sit."""
    return requests.NewResult(since=reading.day("seit"))


def _chosen(reading: Reading, name: str, sentence: str) -> list[str]:
    chosen = reading.typed.all(name)
    if not chosen:
        reading.mend(name, sentence)
    return chosen


def _due(reading: Reading) -> int:
    return RUN_OFF if reading.typed.text("runde") == str(RUN_OFF) else 1
