"""Bundling: the Delegiertenkonferenz makes one statement of the Beiräte's assessments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from domain import rules
from domain.gremium import Kind
from projections.statements import Said
from review_service.access import Act
from review_service.acts import hearing as acts
from review_service.acts.hearing import NewStatement
from review_service.pages.draft.acting import FASSUNG, DraftStep, OnRevision
from review_service.pages.fields import Reading
from review_service.pages.hearing import marking
from review_service.pages.hearing.stating import (
    LATE,
    POSITIONS,
    Speaking,
    ended,
    over,
    speaking,
    words_of_statement,
)
from review_service.pages.kinds import ALL, Field, Given, Radios, Text, Turned
from review_service.pages.typed import Typed

BUNDLED, MINORITY, SEEN = "buendeln", "minderheit-", "gesehen-"
TAKE = "worte-uebernehmen-"
"""The button that takes a Beirat's own words over as its minority position."""


@dataclass(frozen=True)
class Assessment:
    """A Beirat in the form: what it said and counts, if anything; whether it is bundled."""

    body: str
    said: Said | None
    bundled: bool
    minority: str
    changed: bool
    """Whether it spoke again since the form was opened."""

    @property
    def quotes(self) -> bool:
        """Whether the minority position is in the Beirat's own words."""
        said = " ".join(self.said.text.split()) if self.said else ""
        return " ".join(self.minority.split()) in said


@dataclass(frozen=True)
class Assessments(Field):
    """Which assessments are bundled, and which minority positions are kept."""

    desk: Speaking = field(kw_only=True)

    def read(self, reading: Reading) -> dict[str, Any]:
        listed = self.listed(reading.typed)
        for one in listed:
            for rule, at in self._wrong(one):
                reading.mend(f"{at}{one.body}", rule.sentence)
        bundled = [one for one in listed if one.bundled]
        return {
            "bundles": [one.body for one in bundled],
            "minority": [
                {"body": one.body, "text": one.minority} for one in bundled if one.minority.strip()
            ],
        }

    def turned(self, typed: Typed) -> Turned | None:
        """Take all up that were read, or one Beirat's own words over."""
        said = [one for one in self.listed(typed) if one.said]
        if typed.button == ALL:
            bodies = [one.body for one in said]
            return Turned(typed.with_fields(**{BUNDLED: bodies}), shown=True)
        for one in said:
            if one.said and typed.button == f"{TAKE}{one.body}":
                bundled = [*dict.fromkeys([*typed.all(BUNDLED), one.body])]
                taken = typed.with_fields(**{f"{MINORITY}{one.body}": one.said.text})
                taken = taken.with_fields(**{BUNDLED: bundled})
                return Turned(taken, shown=True)
        return None

    def listed(self, typed: Typed) -> list[Assessment]:
        """Give all Beiräte with what is typed."""
        councils = self.desk.visitor.ordnung.of_kind(Kind.COUNCIL)
        return [self._one(one.slug, typed) for one in councils]

    def _one(self, body: str, typed: Typed) -> Assessment:
        said, seen = self.desk.said.get(body), typed.text(f"{SEEN}{body}")
        return Assessment(
            body=body, said=said, bundled=body in typed.all(BUNDLED),
            minority=typed.text(f"{MINORITY}{body}"),
            changed=bool(seen) and seen != (str(said.version) if said else ""),
        )  # fmt: skip

    def _wrong(self, one: Assessment) -> Iterator[tuple[rules.RuleBroken, str]]:
        """Name what would be bundled unread, quoted without its Beirat, or not in its words."""
        name, tick = self.desk.visitor.ordnung.name_of(one.body), f"{BUNDLED}-"
        if one.bundled and (one.said is None or one.changed):
            yield rules.TheBundledStatementDoesNotCount(body=name), tick
        if one.minority.strip() and not one.bundled:
            yield rules.TheMinorityIsNotBundled(body=name), tick
        elif one.minority.strip() and one.said and not one.quotes:
            yield rules.TheMinorityIsNotAQuote(body=name), MINORITY


def _fields(desk: Speaking) -> list[Field]:
    return [
        OnRevision(FASSUNG, "", "revision", value=desk.on),
        Given("fuer", "", "body", value=desk.body.slug),
        Assessments(BUNDLED, "", desk=desk),
        Radios("haltung", "Haltung der Delegiertenkonferenz", "position", options=POSITIONS,
               ask="Bitte wählen Sie die Haltung der Delegiertenkonferenz."),
        Text("text", "Text der Stellungnahme", "text",
             ask="Bitte schreiben Sie die gemeinsame Stellungnahme."),
        marking.to_mark(desk, remarks=True),
    ]  # fmt: skip


def _transmitted_before(desk: Speaking) -> dict[str, list[str]]:
    """Begin with the transmission of this round, which the new one replaces."""
    before = desk.said.get(desk.body.slug)
    bundled = {one["body"]: one["version"] for one in before.bundles} if before else {}
    minority = before.minority if before else []
    return {
        FASSUNG: [str(desk.on)],
        BUNDLED: [body for body in bundled if body in desk.said],
        **{f"{SEEN}{body}": [str(version)] for body, version in bundled.items()},
        **{f"{MINORITY}{one['body']}": [one["text"]] for one in minority},
        **words_of_statement(desk, before),
    }


BUNDLE = DraftStep(
    "buendelung", "Bündeln", "An die Lenkungsgruppe übermitteln",
    "Ihre Stellungnahme ist an die Lenkungsgruppe übermittelt.", Act.TRANSMIT, _fields,
    NewStatement, acts.state, begun="Bündelung", desk=Speaking, begins=_transmitted_before,
    also=LATE, template="bundle.html",
    offers=speaking(
        lambda _: "Einschätzungen bündeln und übermitteln",
        lambda _: "Bündelung ändern und neu übermitteln", Act.TRANSMIT,
    ),
    heading=lambda desk: Markup("Einschätzungen bündeln: <bdi>{}</bdi>").format(desk.name),
    lead="Aus den Einschätzungen der Beiräte wird eine Stellungnahme der Delegiertenkonferenz.",
    facts=lambda desk: {"before": desk.said.get(desk.body.slug)},
    unsent="Die Stellungnahme ist noch nicht übermittelt", ends=ended("buendelung"),
    warning=over(lambda _: "Stellungnahme", " und kann keine Einschätzungen bündeln"),
    below=lambda desk: "Bis zur Entscheidung der Lenkungsgruppe können Sie noch einmal übermitteln."
    if desk.counts else "",
)  # fmt: skip
FORMS = (BUNDLE,)
