"""The procedure step by step: what each resolution and each agreed re-cut brings, from a day on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain import rules
from domain.procedure.content import Content, Resolution, RuleOfProcedure
from domain.procedure.fitting import flaws
from domain.procedure.folding import changed
from domain.procedure.ordnung import Ordnung


@dataclass(frozen=True)
class Step:
    """What holds from a day on: by a resolution, or by an agreed re-cut."""

    since: date
    content: Content
    resolution: Resolution | None = None


def must_fit(steps: Sequence[Step], step: Step) -> None:
    """Refuse what does not fit with what holds on its day, or with what follows later."""
    before = folded(Ordnung(step.since), in_order(s for s in steps if s.since <= step.since))
    found = flaws(before, step.content, step.resolution)
    ordnung = changed(before, step.content)
    for later in in_order(s for s in steps if s.since > step.since):
        found += [] if found else flaws(ordnung, later.content, later.resolution)
        ordnung = changed(ordnung, later.content)
    if found:
        raise rules.TheContentDoesNotFit(why=" ".join(flaw.sentence for flaw in found))


def in_order(steps: Iterable[Step]) -> list[Step]:
    """Give steps by their days, those of one day as they were recorded."""
    return sorted(steps, key=lambda step: step.since)


def folded(ordnung: Ordnung, steps: Iterable[Step]) -> Ordnung:
    """Give the procedure after steps in their order, save its rules."""
    for step in steps:
        known = (step.resolution,) if step.resolution else ()
        ordnung = replace(
            changed(ordnung, step.content), resolutions=(*ordnung.resolutions, *known)
        )
    return ordnung


def rules_of(day: date, steps: list[Step]) -> Iterator[RuleOfProcedure]:
    """Rules may hold from a later day than their resolution; each says from when it holds."""
    dated = [
        rule.model_copy(update={"since": rule.since or step.since})
        for step in steps
        for rule in step.content.rules
    ]
    for rule in sorted(dated, key=lambda rule: rule.since or day):
        if (rule.since or day) <= day:
            yield rule
