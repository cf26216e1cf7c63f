"""The endpoint that the service's requests are measured against: JSON in, one INSERT, JSON out."""

from __future__ import annotations

import os
from typing import Annotated, Any

from fastapi import Body, FastAPI
from psycopg.types.json import Json
from psycopg_pool import ConnectionPool

app = FastAPI()
pool = ConnectionPool(
    os.environ["BARE_DATABASE_URL"], min_size=2, max_size=16, kwargs={"autocommit": True}, open=True
)


@app.post("/statements", status_code=201)
def state(statement: Annotated[dict[str, Any], Body()]) -> dict[str, str]:
    """Insert what came and commit."""
    with pool.connection() as connection:
        connection.execute("INSERT INTO public.raw (data) VALUES (%s)", (Json(statement),))
    return {"body": statement["body"]}
