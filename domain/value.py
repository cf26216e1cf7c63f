"""The shape of every value in the domain."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Key = Annotated[str, StringConstraints(pattern=r"^[\x20-\x7e]+$")]
"""A key of a mapping in an event: ASCII, so that all sort it alike when the event is stored."""


class Value(BaseModel):
    """Immutable, compared by content, refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")
