"""Dockerfile and docker-compose.yml fit the service they ship, as far as no engine is needed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml
from psycopg.conninfo import conninfo_to_dict

from review_service.embedded_postgres import EmbeddedPostgres
from review_service.embedded_postgres.account import Account
from review_service.embedded_postgres.programs import programs
from review_service.settings import Settings

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
WORKS = ["review-service", "worker"]
SETTINGS = {name.upper() for name in Settings.model_fields}
OURS = ("migrate", "web", "worker")


def test_database_migration_web_service_and_worker_start_in_that_order() -> None:
    assert set(SERVICES) == {"postgres", "migrate", "web", "worker"}
    assert SERVICES["migrate"]["depends_on"]["postgres"]["condition"] == "service_healthy"
    for name in ("web", "worker"):
        migrated = SERVICES[name]["depends_on"]["migrate"]["condition"]
        assert migrated == "service_completed_successfully"


def test_one_service_works_for_all_copies_of_the_web_service() -> None:
    assert SERVICES["web"]["environment"]["WORKER"] == "none"
    assert "WORKER" not in SERVICES["worker"]["environment"]
    assert SERVICES["worker"]["healthcheck"]["test"] == ["CMD", *WORKS, "--check"]


def test_the_web_service_knows_its_address_its_proxy_and_its_operators() -> None:
    environment = SERVICES["web"]["environment"]
    (network,) = COMPOSE["networks"]["default"]["ipam"]["config"]
    assert environment["PUBLIC_ADDRESS"].startswith("${PUBLIC_ADDRESS:?")
    assert environment["TRUSTED_PROXIES"] == network["gateway"]
    assert environment["OPERATORS_TOKEN"].startswith("${OPERATORS_TOKEN:?")


@pytest.mark.parametrize("name", list(SERVICES))
def test_no_service_runs_as_root_or_may_become_more(name: str) -> None:
    service = SERVICES[name]

    assert service["user"] in {"postgres", "10001:10001"}
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_the_image_itself_runs_as_an_ordinary_user() -> None:
    assert re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE) == ["10001"]


def test_what_stays_up_says_whether_it_is_well() -> None:
    assert "pg_isready" in SERVICES["postgres"]["healthcheck"]["test"]
    assert "/health/ready" in SERVICES["web"]["healthcheck"]["test"][-1]
    assert "/health/live" in DOCKERFILE


@pytest.mark.parametrize("name", OURS)
def test_every_variable_of_our_containers_is_a_setting(name: str) -> None:
    assert set(SERVICES[name]["environment"]) <= SETTINGS


def test_every_variable_of_the_image_is_a_setting() -> None:
    block = re.search(r"^ENV ((?:.*\\\n)*.*)$", DOCKERFILE, re.MULTILINE)
    assert block is not None

    names = set(re.findall(r"([A-Z_]+)=", block[1]))
    assert {"HOST", "PORT", "STATIC_FILES"} <= names
    assert names - {"PATH", "PYTHONUNBUFFERED"} <= SETTINGS


def test_the_image_holds_what_the_build_step_made_where_the_service_looks_for_it() -> None:
    steps = ("npm ci", "COPY review_service ", "RUN node frontend.mjs static\n")
    order = [DOCKERFILE.index(step) for step in steps]
    assert order == sorted(order)
    assert order[-1] < DOCKERFILE.rindex("\nFROM "), "in the stage that builds"
    (kept,) = re.findall(r"^COPY --from=build /build/static (\S+)$", DOCKERFILE, re.MULTILINE)
    assert f"STATIC_FILES={kept} " in DOCKERFILE
    assert "node_modules" not in DOCKERFILE, "the image needs none at run time"


def test_only_the_migration_gets_the_owner() -> None:
    assert "OWNER_DATABASE_URL" in SERVICES["migrate"]["environment"]
    for name in ("web", "worker"):
        assert "OWNER_DATABASE_URL" not in SERVICES[name]["environment"]


def test_no_secret_has_a_default() -> None:
    environment = SERVICES["postgres"]["environment"]
    secrets = {name: value for name, value in environment.items() if name.endswith("_PASSWORD")}

    assert len(secrets) == 3
    for name, value in secrets.items():
        assert value.startswith(f"${{{name}:?"), name
    asked_for = re.findall(r"\$\{([A-Z_]+)([^}]*)\}", (ROOT / "docker-compose.yml").read_text())
    assert {name for name, _ in asked_for} == {*secrets, "PUBLIC_ADDRESS", "OPERATORS_TOKEN"}
    assert [rest for _, rest in asked_for if rest and not rest.startswith(":?")] == []


def test_the_image_installs_by_hash_and_copies_only_what_exists() -> None:
    assert "pip wheel" in DOCKERFILE
    assert "--require-hashes --requirement requirements.lock" in DOCKERFILE
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    kept = (ROOT / ".dockerignore").read_text().splitlines()
    for name in (name for line in copied for name in line.split()):
        assert (ROOT / name).exists(), name
        assert f"!{name}" in kept, f"{name} is kept from the build by .dockerignore"


def test_containers_call_commands_that_exist() -> None:
    """`tests/packaging/test_commands.py` asks the command line itself for these names."""
    (command,) = re.findall(r"^CMD (.+)$", DOCKERFILE, re.MULTILINE)

    assert json.loads(command) == ["review-service", "serve"]
    assert SERVICES["migrate"]["command"] == ["review-service", "migrate"]
    assert SERVICES["worker"]["command"] == WORKS


@pytest.fixture
def bare_server() -> Iterator[EmbeddedPostgres]:
    """A server as the database image has it before its first script: a superuser and no role."""
    folder = Path(tempfile.mkdtemp(prefix="compose-"))
    with EmbeddedPostgres(folder) as server:
        with psycopg.connect(server.superuser, autocommit=True) as superuser:
            superuser.execute("DROP DATABASE review")
            superuser.execute("DROP ROLE review_owner, review_app")
        yield server
    shutil.rmtree(folder)


def test_the_script_for_the_roles_makes_an_owner_and_an_application_that_may_only_connect(
    bare_server: EmbeddedPostgres,
) -> None:
    superuser = conninfo_to_dict(bare_server.superuser)
    tools = programs(Account.serving(bare_server.cluster), bare_server.folder)

    subprocess.run(
        ["sh", "-eu", "-c", COMPOSE["configs"]["roles"]["content"].replace("$$", "$")],
        check=True,
        capture_output=True,
        env={
            "PATH": f"{tools}:{os.environ['PATH']}",
            "PGHOST": str(superuser["host"]),
            "PGPASSWORD": str(superuser["password"]),
            "POSTGRES_OWNER_PASSWORD": "owner's",
            "POSTGRES_APPLICATION_PASSWORD": "application's",
        },
    )

    def connect(role: str, password: str) -> psycopg.Connection[Any]:
        return psycopg.connect(
            host=str(superuser["host"]),
            user=role,
            password=password,
            dbname="review",
            autocommit=True,
        )

    with connect("review_owner", "owner's") as owner:
        owner.execute("CREATE SCHEMA log")
    with connect("review_app", "application's") as application:
        for cheat in ("CREATE SCHEMA mine", "CREATE TEMPORARY TABLE mine (word text)"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                application.execute(cheat)
