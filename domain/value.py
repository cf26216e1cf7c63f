"""The shape of every value in the domain."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """Immutable, compared by content, refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")
