"""What a deployment sets, each by an environment variable of the same name in capitals."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_settings import BaseSettings


def _networks(given: str) -> str:
    """Refuse what is no address: it would be trusted to be one and never match."""
    for one in filter(None, given.split(",")):
        ip_network(one.strip(), strict=False)
    return given


class Settings(BaseSettings):
    """Every setting with its default; the only place where the environment is read."""

    database_url: str | None = Field(
        None, description="The application's role; without it an embedded server is started"
    )
    owner_database_url: str | None = Field(
        None, description="The owner's role, needed by `migrate` alone"
    )
    data_dir: Path = Field(Path(".data"), description="Folder of the embedded server")
    host: str = Field("127.0.0.1", description="Address to listen on")
    port: int = Field(8000, description="Port to listen on")
    public_address: str = Field(
        "",
        pattern=r"^(https?://[^/?#\s]+)?$",
        description="Where people reach the service, such as `https://beratung.example.org`: what "
        "links begin with; empty for `http://HOST:PORT`",
    )
    trusted_proxies: Annotated[str, AfterValidator(_networks)] = Field(
        "",
        description="Addresses and networks, with commas, of the proxies whose `X-Forwarded-For` "
        "and `X-Forwarded-Proto` are believed; empty for none",
    )
    operators_token: str = Field(
        "",
        description="Bearer token for `/metrics` and for what `/health/ready` checks; empty: "
        "nobody is given them",
    )
    pool_size: int = Field(16, description="Connections to the database at most")
    plain_cookie: bool = Field(
        False, description="Cookie `sid` without prefix, for browsers without Secure on http"
    )
    session_idle_minutes: int = Field(60, description="A session ends after this idle time")
    link_days: int = Field(
        14,
        ge=1,
        le=90,
        description="A one-time link to a password is good for so many days",
    )
    worker: Literal["process", "none"] = Field(
        "process", description="Worker beside `serve`: a `process`, or `none` where another works"
    )
    log_json: bool = Field(False, description="Log lines as JSON")
    banner: str = Field(
        "Übungsstand – alle Personen und Inhalte sind erfunden",
        description="Line above every page; empty for none",
    )
    contact: str = Field(
        "Landeshauptstadt Hannover, Sachgebiet Integration (OE 50.6)",
        description="Who runs the service, at the foot of every page",
    )
    service_name: str = Field(
        "Lokaler Integrationsplan", description="What the service is called, above every page"
    )
    static_files: Path = Field(
        Path(__file__).parents[1] / "build" / "static",
        description="Where `node frontend.mjs` put the front end's files",
    )

    def link(self, path: str) -> str:
        """Give the address of a path of the service: never what a request says its host is."""
        return (self.public_address or f"http://{self.host}:{self.port}") + path
