"""Answers read from what has their names: only what is called otherwise is said."""

from __future__ import annotations

from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """What the API answers, in a documented shape."""

    model_config = ConfigDict(from_attributes=True)

    @classmethod
    def read(cls, found: object, **more: Any) -> Self:
        """Give what was found in this shape: each field its attribute of the same name, or as given
        in `more`."""
        facts = {name: getattr(found, name) for name in cls.model_fields if name not in more}
        return cls.model_validate({**facts, **more})
