"""For operators and load balancers: alive, ready, metrics."""

from __future__ import annotations

import hmac
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest
from psycopg import Error, ProgrammingError
from psycopg_pool import PoolTimeout

from projections import deferred, rebuild
from projections.deferred import Lag
from projections.read_model import Database
from review_service.database import pending_in
from review_service.observing import REGISTRY
from review_service.service import Service, service_of
from review_service.worker.working import works

router = APIRouter(tags=["Betrieb"], include_in_schema=False)
PATIENCE_SECONDS = 2
"""How long a check waits for a connection."""

WORKERS = Gauge("review_workers", "Workers that work: 1, or 0", registry=REGISTRY)
LAG_EVENTS = Gauge(
    "review_deferred_events", "Events not projected yet", ["model"], registry=REGISTRY
)
LAG_SECONDS = Gauge(
    "review_deferred_seconds", "Age of the first of them in seconds", ["model"], registry=REGISTRY
)
LAG_FAILURES = Gauge(
    "review_deferred_failures", "Tries it failed in a row", ["model"], registry=REGISTRY
)

LONGEST_COMMIT_SECONDS = 5
"""A commit that waits longer for its standby waits until that is back, or another one is named."""

_SAVES_WAIT = """
    SELECT EXISTS (SELECT FROM pg_stat_activity
        WHERE usename = current_user AND datname = current_database() AND wait_event = 'SyncRep'
            AND clock_timestamp() - query_start > %s * interval '1 second')
"""

_OWNS_LOG = """
    SELECT pg_has_role(current_user, n.nspowner, 'MEMBER') OR
           (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
    FROM pg_namespace n WHERE n.nspname = 'log'
"""


@router.get("/health/live")
async def live() -> dict[str, str]:
    """Answer as long as the process answers."""
    return {"status": "ok"}


def _operator(request: Request) -> bool:
    """Whether the operators' token comes along; nobody is one where none is set."""
    token = service_of(request).settings.operators_token
    given = request.headers.get("authorization", "").encode()
    return bool(token) and hmac.compare_digest(given, f"Bearer {token}".encode())


Operator = Annotated[bool, Depends(_operator)]


@router.get("/health/ready")
def ready(
    service: Annotated[Service, Depends(service_of)], operator: Operator, response: Response
) -> dict[str, Any]:
    """Answer 200 where database, migrations, read models and roles are right, else 503.

    A worker that is away, or behind, keeps nobody from working, saves that wait for a standby keep
    nobody from reading: it is said, and stays 200. What was checked, and how far the log is, is
    said to operators alone.
    """
    checks = checked(service)
    well = all(check == "ok" for check in checks.values())
    if not well:
        response.status_code = 503
    said = {"status": "ok" if well else "not ready"}
    if not operator:
        return said
    return {**said, **checks, **(asdict(behind(service)) if well else {})}


@dataclass(frozen=True)
class Behind:
    """Whether a worker `works` or none does (`away`), how far each deferred model lags, and whether
    `saves` are `ok` or `wait` for a synchronous standby that does not answer."""

    saves: Literal["ok", "wait"]
    worker: Literal["works", "away"]
    deferred: list[Lag]


def behind(service: Service) -> Behind:
    """Give how far the worker is behind, and what saves wait for."""
    with service.pool.connection(timeout=PATIENCE_SECONDS) as database:
        saves: Literal["ok", "wait"] = "wait" if _saves_wait(database) else "ok"
        return Behind(saves, "works" if works(database) else "away", deferred.lags(database))


def _saves_wait(database: Database) -> bool:
    row = database.execute(_SAVES_WAIT, (LONGEST_COMMIT_SECONDS,)).fetchone()
    return bool(row and row[0])


def checked(service: Service) -> dict[str, str]:
    """Give what was checked and `ok`, or what is wrong and what to do."""
    try:
        with service.pool.connection(timeout=PATIENCE_SECONDS) as database:
            return {
                "roles": _roles(database),
                "migrations": _migrations(database),
                "read_models": _read_models(database),
                "database": _database(database),
            }
    except (Error, PoolTimeout) as error:
        return {"database": f"unreachable: {type(error).__name__}"}


def _database(database: Database) -> str:
    row = database.execute("SELECT pg_is_in_recovery()").fetchone()
    if row and row[0]:
        return "a standby, which takes no writes; DATABASE_URL must lead to the leader"
    return "ok"


def _roles(database: Database) -> str:
    owner = database.execute(_OWNS_LOG).fetchone()
    if owner and owner[0]:
        return "DATABASE_URL names a role that owns the log; that one is for migrate alone"
    return "ok"


def _migrations(database: Database) -> str:
    try:
        pending = pending_in(database)
    except ProgrammingError:  # no table of migrations, or no right to read it
        return "run migrate: this database was not set up for this role"
    return "ok" if not pending else f"run migrate: {', '.join(pending)}"


def _read_models(database: Database) -> str:
    try:
        outdated = rebuild.outdated(database)
    except ProgrammingError:
        return "run migrate: they are not there for this role"
    if outdated:
        return f"run migrate: {', '.join(outdated)}"
    ahead = rebuild.ahead(database)
    if ahead:
        return f"run rebuild: the log is from an older backup than {', '.join(ahead)}"
    return "ok"


@router.get("/metrics")
def metrics(service: Annotated[Service, Depends(service_of)], operator: Operator) -> Response:
    """Give counts and times in the Prometheus format; of the worker where the database answers.

    To whoever is no operator there is no such page.
    """
    if not operator:
        raise HTTPException(404)
    with suppress(Error, PoolTimeout):
        found = behind(service)
        WORKERS.set(found.worker == "works")
        for lag in found.deferred:
            LAG_EVENTS.labels(lag.name).set(lag.events)
            LAG_SECONDS.labels(lag.name).set(lag.seconds)
            LAG_FAILURES.labels(lag.name).set(lag.failures)
    return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)
