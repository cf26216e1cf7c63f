"""A standby of the tests' server, made with the wheel's pg_basebackup."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import quote

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from review_service.embedded_postgres.account import Account
from review_service.embedded_postgres.programs import programs
from tests.conftest import Server


@contextmanager
def standby(server: Server) -> Iterator[Path]:
    """Give the folder of its socket, where it answers as the server does, less writes."""
    folder = Path(mkdtemp(prefix="review-"))
    account = Account.serving(server.postgres.cluster)
    account.own(folder)
    tools = programs(account, server.postgres.folder)
    data = folder / "data"
    account.run(
        tools / "pg_basebackup",
        f"--dbname={server.postgres.superuser}",
        f"--pgdata={data}",
        "--checkpoint=fast",
        "--write-recovery-conf",
    )
    start = f"--options=-c unix_socket_directories={folder}"
    ctl = tools / "pg_ctl"
    account.run(ctl, "start", f"--pgdata={data}", f"--log={folder / 'log'}", start, "--wait")
    try:
        yield folder
    finally:
        account.run(ctl, "stop", f"--pgdata={data}", "--mode=immediate")
        shutil.rmtree(folder)


def at(url: str, *folders: Path) -> str:
    """Give an address at other hosts, one or several."""
    hosts = ",".join(map(str, folders))
    return make_conninfo("", **{**conninfo_to_dict(url), "host": hosts})


def as_url(url: str, folder: Path) -> str:
    """Give the address as a URL at another host."""
    host = conninfo_to_dict(url)["host"]
    return url.replace(quote(str(host), safe=""), quote(str(folder), safe=""))
