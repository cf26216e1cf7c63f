"""Round: one Beratungsrunde, whom it addresses, who has spoken, and what is bundled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from pydantic import Field

from domain import rules
from domain.gremium import Gremium, Kind
from domain.statement import Bundled, Minority, Position
from domain.value import Value


class Heard(Value):
    """A body's last counting statement in a round: its version in the stream, its position."""

    kind: Kind
    version: int
    position: Position | None


class Round(Value):
    """The open round: its number, the frozen revision, its addressees, what was said so far."""

    number: int
    revision: int
    addressees: tuple[Gremium, ...]
    heard: dict[str, Heard] = Field(default_factory=dict)
    opened_at: datetime | None = None
    earlier: dict[str, Heard] = Field(default_factory=dict)
    """The last words of bodies in earlier rounds that ended in a return."""
    transmitted: bool = False

    @classmethod
    def closed(cls, *, number: int, revision: int) -> Self:
        """A round that has ended: no statement counts in it any longer."""
        return cls(number=number, revision=revision, addressees=())

    def addresses(self, kind: Kind) -> bool:
        """Whether a body of this kind takes part in the round."""
        return any(body.kind is kind for body in self.addressees)

    @property
    def so_far(self) -> dict[str, Heard]:
        """The last words of every body, of this round or an earlier one."""
        return {**self.earlier, **self.heard}

    def must_address(self, body: Gremium) -> None:
        """Refuse a body that does not take part in this round."""
        if body not in self.addressees:
            raise rules.TheBodyIsNotAddressed(round=self.number)

    def must_bundle(self, bundles: Iterable[Bundled], minority: Iterable[Minority]) -> None:
        """Refuse statements that do not count here, and quotes of a body that is not bundled."""
        bundled = {b.body: b.version for b in bundles}
        for body, version in bundled.items():
            heard = self.heard.get(body)
            if heard is None or heard.kind is not Kind.COUNCIL or heard.version != version:
                raise rules.TheBundledStatementDoesNotCount(body=body)
        for position in minority:
            if position.body not in bundled:
                raise rules.TheMinorityIsNotBundled(body=position.body)

    def after(self, body: Gremium, *, version: int, position: Position | None) -> Self:
        """The round after a body's counting statement, which replaces its earlier one."""
        heard = Heard(kind=body.kind, version=version, position=position)
        return self.model_copy(
            update={
                "heard": {**self.heard, body.slug: heard},
                "transmitted": self.transmitted or body.kind is Kind.CONFERENCE,
            }
        )

    def with_addressee(self, body: Gremium) -> Self:
        """The round after a body was brought in."""
        if body in self.addressees:
            return self
        return self.model_copy(update={"addressees": (*self.addressees, body)})


class Past(Value):
    """What is remembered of the latest round a revision was submitted in: number, addressees."""

    number: int
    kinds: tuple[Kind, ...]
