"""What happened to the procedure itself, each event as a German sentence."""

from __future__ import annotations

from collections.abc import Iterator

from domain.procedure import Ordnung, Procedure
from domain.procedure.content import Content, Resolution
from review_service.words.bodies import the
from review_service.words.german import count, day, listed


def said(event: Procedure.Event | Procedure.Constituted, ordnung: Ordnung) -> str:
    """Say what happened; `ordnung` gives the names of dates and Gremien."""
    by = the(event.by.body, ordnung)
    match event:
        case Procedure.Constituted(resolution=resolution, content=content):
            return (
                f"Das Verfahren ist eingerichtet nach {_cited(resolution)}."
                f" Es gilt {_since(resolution)}.{_extent(content)}"
            )
        case Procedure.Amended(resolution=resolution, content=content):
            return (
                f"Das Verfahren ist geändert durch {_cited(resolution)}."
                f" Die Änderung gilt {_since(resolution)}.{_extent(content)}"
            )
        case Procedure.DateMoved():
            return _moved(event, by, ordnung)
        case Procedure.RecutProposed(number=number, theme=theme, group=group, reason=reason):
            new = f" mit neuer Gruppe „{group.name}“" if group else ""
            return (
                f"{by} hat einen Zuschnitt vorgeschlagen (Vorschlag {number}): Themenfeld"
                f" „{theme.name}“{new}. Grund: „{reason}“"
            )
        case Procedure.RecutAgreed(number=number, since=since):
            return f"{by} hat Vorschlag {number} zugestimmt. Der Zuschnitt gilt ab {day(since)}."
        case Procedure.RecutDeclined(number=number, reason=reason):
            return f"{by} hat Vorschlag {number} abgelehnt. Grund: „{reason}“"
        case _:
            raise LookupError(f"no sentence for {event.TOPIC}")


def _moved(event: Procedure.DateMoved, by: str, ordnung: Ordnung) -> str:
    known = ordnung.milestones.get(event.milestone)
    name = known.name if known else event.milestone
    told = [f"geplant: {event.planned.words}"] if event.planned else []
    told += [f"stattgefunden: {event.actual.words}"] if event.actual else []
    source = f" Quelle: „{event.source}“" if event.source else ""
    return (
        f"{by} hat den Termin „{name}“ geändert; {', '.join(told)}. Grund: „{event.reason}“{source}"
    )


def _cited(resolution: Resolution) -> str:
    return f"Drucksache {resolution.number} („{resolution.title}“)"


def _since(resolution: Resolution) -> str:
    return f"ab {day(resolution.since)}" + (" (angenommen)" if resolution.assumed else "")


def _extent(content: Content) -> str:
    """Count what a resolution says; nothing where it names none of these."""
    found = list(_counted(content))
    return f" Darin: {listed(found)}." if found else ""


def _counted(content: Content) -> Iterator[str]:
    kinds = (
        (content.papers, "ein Papier", "Papiere"),
        (content.themes, "ein Themenfeld", "Themenfelder"),
        (content.bodies, "ein Gremium", "Gremien"),
        (content.seats, "ein neuer Sitz", "neue Sitze"),
        (content.ended_seats, "ein beendeter Sitz", "beendete Sitze"),
        (content.vote_groups, "eine gemeinsame Stimme", "gemeinsame Stimmen"),
        (content.ended_vote_groups, "eine beendete gemeinsame Stimme",
         "beendete gemeinsame Stimmen"),
        (content.composition, "eine Regel der Zusammensetzung", "Regeln der Zusammensetzung"),
        (content.targets, "ein Ziel der Besetzung", "Ziele der Besetzung"),
        (content.rules, "eine Verfahrensregel", "Verfahrensregeln"),
        (content.milestones, "ein Termin", "Termine"),
        (content.elections, "eine Wahl", "Wahlen"),
    )  # fmt: skip
    return (count(len(what), one, many) for what, one, many in kinds if what)
