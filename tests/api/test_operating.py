"""What operators ask: alive, ready, how much, what went wrong; and what no log line says."""

from __future__ import annotations

import gc
import json
import weakref
from collections.abc import Iterator
from io import StringIO
from typing import Any

import psycopg
import pytest
import structlog
from fastapi.testclient import TestClient
from starlette.types import Message

from projections import DEFERRED
from projections.read_model import name_of
from review_service.app import create_app
from review_service.database import open_pool
from review_service.observing import configure_logs
from review_service.reviews import Reviews
from review_service.service import Service
from review_service.settings import Settings
from tests.api.callers import OPERATOR, Caller, Callers, operated, token
from tests.api.loops import finished
from tests.api.way import DRAFT, Way, found, problem, said
from tests.conftest import Server, Urls
from tests.store.acts import submitted


def readiness(url: str) -> tuple[int, dict[str, Any]]:
    pool = open_pool(url, size=2)
    settings = Settings(database_url=url, operators_token="betrieb")
    client = TestClient(create_app(Service(settings, pool, Reviews(pool))))
    answer = client.get("/health/ready", headers=OPERATOR)
    others = client.get("/health/ready")
    pool.close()
    assert (others.status_code, others.json()) == (
        answer.status_code, {"status": answer.json()["status"]},
    )  # fmt: skip
    return answer.status_code, answer.json()


def test_a_service_that_answers_is_alive(api: Callers) -> None:
    assert found(api["chair"].client.get("/health/live")) == {"status": "ok"}


def test_a_service_is_ready_when_all_is_as_it_must_be(urls: Urls) -> None:
    status, said = readiness(urls.application)
    assert status == 200
    checks = {
        name: found for name, found in said.items() if name not in ("worker", "deferred", "saves")
    }
    assert checks == {
        "status": "ok", "database": "ok", "migrations": "ok", "read_models": "ok", "roles": "ok",
    }  # fmt: skip


def test_a_worker_that_is_away_or_behind_is_said_and_keeps_nobody_from_working(
    urls: Urls, reviews: Reviews
) -> None:
    submitted(reviews)
    with psycopg.connect(urls.application, autocommit=True) as application:
        application.execute(
            "UPDATE views.deferred SET failures = 3, error = 'KeyError',"
            " position = (SELECT max(position) - 1 FROM log.event)"
        )
    status, said = readiness(urls.application)
    assert (status, said["worker"]) == (200, "away")
    assert [lag["name"] for lag in said["deferred"]] == sorted(map(name_of, DEFERRED))
    for lag in said["deferred"]:
        assert (lag["events"], lag["failures"], lag["error"]) == (1, 3, "KeyError")
        assert lag["seconds"] > 0


def test_it_is_not_ready_with_a_role_that_could_change_the_log(urls: Urls) -> None:
    for url in (urls.owner, urls.superuser):
        status, said = readiness(url)
        assert status == 503
        assert "owns the log" in said["roles"]


def test_it_is_not_ready_on_a_database_that_was_never_migrated(server: Server) -> None:
    with server.database("empty") as urls:
        status, said = readiness(urls.application)
    assert (status, said["database"]) == (503, "ok")
    assert said["migrations"].startswith("run migrate")
    assert said["read_models"].startswith("run migrate")


def test_it_is_not_ready_while_a_migration_is_missing(urls: Urls) -> None:
    with psycopg.connect(urls.owner, autocommit=True) as owner:
        owner.execute("DELETE FROM public._yoyo_migration WHERE migration_id = '0003_people'")
    status, said = readiness(urls.application)
    assert (status, said["migrations"]) == (503, "run migrate: 0003_people")


def test_it_is_not_ready_while_the_queue_is_of_another_version(urls: Urls) -> None:
    with psycopg.connect(urls.owner, autocommit=True) as owner:
        owner.execute("DELETE FROM jobs.applied WHERE name LIKE '03.04.00_50%'")
    status, said = readiness(urls.application)
    assert status == 503
    assert said["migrations"].startswith("run migrate: 03.04.00_50")


def test_it_is_not_ready_while_a_read_model_is_of_another_version(urls: Urls) -> None:
    with psycopg.connect(urls.application, autocommit=True) as application:
        application.execute("UPDATE views.read_model SET version = 0 WHERE name = 'vorgaben'")
    status, said = readiness(urls.application)
    assert (status, said["read_models"]) == (503, "run migrate: vorgaben")


def test_without_its_database_it_says_so_and_asks_to_come_again(urls: Urls, server: Server) -> None:
    pool = open_pool(urls.application, size=2, timeout=1)
    settings = Settings(database_url=urls.application, operators_token="betrieb")
    api = Callers(Service(settings, pool, Reviews(pool)))
    name = psycopg.conninfo.conninfo_to_dict(urls.application)["dbname"]
    with server.as_superuser() as superuser:
        superuser.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        superuser.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,)
        )
        ready = api["chair"].client.get("/health/ready", headers=OPERATOR)
        answers = [api["chair"].get("/api/drafts") for _ in range(3)]
        superuser.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    pool.close()
    assert ready.status_code == 503
    assert ready.json()["database"].startswith("unreachable")
    for answer in answers:
        assert (answer.status_code, problem(answer)["title"]) == (503, "NoDatabase")
        assert answer.headers["retry-after"] == "1"


def test_metrics_count_answers_by_route_and_never_by_draft(service: Service) -> None:
    api = Callers(operated(service))
    way = Way(api)
    for _ in range(3):
        way.get("chair", "?version=1")
    text = api["chair"].client.get("/metrics", headers=OPERATOR).text
    line = 'review_requests_total{method="GET",route="/api/drafts/{id}",status="200"}'
    assert float(text.partition(line)[2].split()[0]) >= 3
    assert 'review_request_seconds_bucket{le="0.1",method="GET",route="/api/drafts/{id}"}' in text
    assert way.id not in text


@pytest.mark.parametrize(
    "given",
    ["", "Bearer", "Bearer ", "Bearer falsch", "betrieb", "Basic betrieb", "Bearer betrieb "],
)
def test_metrics_and_positions_of_the_log_are_for_operators_alone(
    service: Service, given: str
) -> None:
    for at in (service, operated(service)):
        client = TestClient(create_app(at), headers={"Authorization": given})
        assert client.get("/metrics").status_code == 404
        assert client.get("/health/ready").json() == {"status": "ok"}
        assert client.get("/health/live").json() == {"status": "ok"}


def test_a_token_of_an_account_is_none_of_an_operators(api: Callers) -> None:
    assert api["admin"].get("/metrics").status_code == 404
    assert api["auditor"].get("/health/ready").json() == {"status": "ok"}


# Request ids and logs -------------------------------------------------------------------------


def test_every_answer_carries_a_request_id_and_the_security_headers(api: Callers) -> None:
    answers = [
        api["chair"].get("/api/drafts"),
        api["chair"].get("/api/nichts"),
        api["chair"].client.get("/api/drafts", headers={"Authorization": ""}),
        api["chair"].send("/api/drafts", b" " * 16_000_001),
    ]
    assert [answer.status_code for answer in answers] == [200, 404, 401, 413]
    assert len({answer.headers["x-request-id"] for answer in answers}) == 4
    for answer in answers:
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_request_id_that_came_along_is_kept_where_it_is_one(api: Callers) -> None:
    kept = api["chair"].get("/api/drafts", X_Request_Id="proxy-4711.a_b")
    assert kept.headers["x-request-id"] == "proxy-4711.a_b"
    for other in ("kurz", "x" * 65, 'eins"zwei"drei', "mit leer zeichen"):
        answer = api["chair"].get("/api/drafts", X_Request_Id=other)
        assert answer.headers["x-request-id"] != other


@pytest.fixture
def lines() -> Iterator[StringIO]:
    written = StringIO()
    configure_logs(as_json=True, to=written)
    yield written
    structlog.reset_defaults()


def parsed(lines: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


def test_a_request_is_one_line_with_its_id_route_status_and_time(
    api: Callers, lines: StringIO
) -> None:
    answer = api["chair"].get("/api/drafts?limit=7")
    (line,) = parsed(lines)
    assert line["request_id"] == answer.headers["x-request-id"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "/api/drafts", 200)
    assert line["ms"] > 0
    assert line["timestamp"].endswith("Z")


def test_no_name_text_token_or_query_string_is_logged(
    api: Callers, lines: StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    way = Way(api, title="Geheimtitel", text="Geheimtext").submit()
    way.post("beirat-01", "statements", **{**said("beirat-01"), "text": "Geheimwort"})
    way.post("beirat-01", "statements", **{**said("beirat-01"), "text": "Geheim\0wort"})
    way.post("beirat-01", "statements", **said("beirat-01"), geheimfeld=1)
    api["chair"].get(f"{way.path}?at=geheim&version=Geheimzahl")
    api["chair"].get("/Geheimpfad?Geheim=1")
    api["chair"].client.get("/api/drafts", headers={"Authorization": "Bearer Geheimtoken"})
    token = api["chair"].client.headers["Authorization"].removeprefix("Bearer ")
    output = lines.getvalue() + "".join(capsys.readouterr())
    assert len(parsed(lines)) == 8
    for secret in ("geheim", token, "vorsitz", "chair", "beirat-01"):
        assert secret.lower() not in output.lower(), secret


def test_a_fault_is_answered_as_a_problem_and_logged_without_what_it_said(
    api: Callers, lines: StringIO
) -> None:
    with api.service.pool.connection() as database:
        database.execute("ALTER TABLE views.current_text ADD CHECK (text <> 'Geheimtext')")
    answer = api["chair"].post("/api/drafts", {**DRAFT, "text": "Geheimtext"})
    assert (answer.status_code, problem(answer)["title"]) == (500, "InternalError")
    assert "unerwarteter Fehler" in problem(answer)["detail"]
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    fault, request = parsed(lines)
    assert fault["request_id"] == request["request_id"] == answer.headers["x-request-id"]
    assert (fault["event"], fault["error"], fault["level"]) == ("fault", "CheckViolation", "error")
    assert any(line.startswith("review_service.event_store:") for line in fault["at"])
    assert any(line.startswith("review_service.acts.writing:") for line in fault["at"])
    assert (request["event"], request["status"]) == ("request", 500)
    assert "Geheim" not in lines.getvalue()


@pytest.mark.parametrize("path", ["/anmelden", "/api/drafts"])
def test_a_request_that_breaks_off_is_no_fault_and_nothing_is_made_for_it(
    api: Callers, lines: StringIO, path: str
) -> None:
    begun = b"--x\r\n" if path == "/anmelden" else b"{"
    came = iter([{"type": "http.request", "body": begun, "more_body": True}])
    said: list[Message] = []
    token = api["chair"].client.headers["authorization"].encode()
    kind = b"multipart/form-data; boundary=x" if path == "/anmelden" else b"application/json"

    async def receive() -> Message:
        return next(came, {"type": "http.disconnect"})

    async def send(message: Message) -> None:
        said.append(message)

    scope = {
        "type": "http", "method": "POST", "path": path, "query_string": b"", "root_path": "",
        "headers": [(b"content-type", kind), (b"authorization", token)], "http_version": "1.1",
    }  # fmt: skip
    finished(api.app(scope, receive, send))
    assert [message.get("body", b"") for message in said] == [b"", b""]
    assert [line["event"] for line in parsed(lines)] == ["request"]


def test_an_application_nobody_uses_any_more_is_forgotten(api: Callers) -> None:
    """One that something global kept would keep its pool of connections, too."""
    app = create_app(api.service)
    Caller(app, token(api.service, "chair")).get("/api/openapi.json")
    kept = weakref.ref(app)
    del app
    gc.collect()
    assert kept() is None
