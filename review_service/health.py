"""For operators and load balancers: alive, ready, metrics."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from psycopg import Error
from psycopg_pool import PoolTimeout

from projections import rebuild
from review_service.api.caller import service_of
from review_service.database import pending_in
from review_service.observing import REGISTRY
from review_service.service import Service

router = APIRouter(tags=["Betrieb"], include_in_schema=False)
_OWNS_LOG = """
    SELECT pg_has_role(current_user, n.nspowner, 'MEMBER') OR
           (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
    FROM pg_namespace n WHERE n.nspname = 'log'
"""


@router.get("/health/live")
def live() -> dict[str, str]:
    """Answer as long as the process answers."""
    return {"status": "ok"}


@router.get("/health/ready")
def ready(service: Annotated[Service, Depends(service_of)], response: Response) -> dict[str, Any]:
    """Answer 200 where database, migrations, read models and roles are right, else 503."""
    checks = checked(service)
    if not all(check == "ok" for check in checks.values()):
        response.status_code = 503
    return {"status": "ok" if response.status_code != 503 else "not ready", **checks}


def checked(service: Service) -> dict[str, str]:
    """Give what was checked and `ok`, or what is wrong and what to do."""
    try:
        with service.pool.connection(timeout=2) as database:
            pending = pending_in(database)
            outdated = rebuild.outdated(database)
            owner = database.execute(_OWNS_LOG).fetchone()
    except (Error, PoolTimeout) as error:
        return {"database": f"unreachable: {type(error).__name__}"}
    return {
        "database": "ok",
        "migrations": "ok" if not pending else f"run migrate: {', '.join(pending)}",
        "read_models": "ok" if not outdated else f"run migrate: {', '.join(outdated)}",
        "roles": "ok" if owner and not owner[0] else "the application's role must not own the log",
    }


@router.get("/metrics")
def metrics() -> Response:
    """Give counts and times in the Prometheus format."""
    return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)
