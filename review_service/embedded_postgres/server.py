"""The embedded server: its data folder, its start, its roles and its end. In the folder lie

running      locked while a server is started from here; names the holder and its address
passwords    of the three roles, readable by the folder's owner alone
cluster/     PostgreSQL's own data
socket       the folder of its socket, or a link to one where this path is too long for a socket
server.log   of this start; server.log.before is of the start before it
programs/    a copy of the wheel's programs, where the server's account cannot reach the wheel
"""

from __future__ import annotations

import errno
import json
import os
import secrets
import shutil
import stat
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from review_service.embedded_postgres import roles
from review_service.embedded_postgres.account import Account
from review_service.embedded_postgres.hold import RUNNING, Hold, NotStarted
from review_service.embedded_postgres.processes import end, postmaster
from review_service.embedded_postgres.programs import MAJOR, programs

PORT = 5432
SOCKET = f".s.PGSQL.{PORT}"
LONGEST_SOCKET_PATH = 107  # bytes: a Linux socket address, less the zero at its end
LINES_OF_A_WHOLE_LOCK = 7  # the seventh names the shared memory
NO_SUCH_PID = 2**31 - 1  # Linux counts to 2**22
START_PATIENCE = 300  # seconds, for the recovery after a crash
ORPHAN_PATIENCE = 15  # seconds, for processes whose server was killed
SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "log_error_verbosity": "terse",  # neither a row nor a statement is logged:
    "log_min_error_statement": "panic",  # both may hold a draft's text
}


@dataclass(frozen=True)
class Addresses:
    """URLs for psycopg, over a unix socket, with their passwords."""

    owner: str
    application: str


class EmbeddedPostgres:
    """PostgreSQL on a data folder, held by one process at a time.

    Whatever was killed before, this process's predecessor or the server itself, the next start
    recovers by itself. Every refusal is a NotStarted.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.cluster = self.folder / "cluster"
        self._hold = Hold(self.folder)

    def start(self) -> Addresses:
        """Start the server, on a new cluster where there is none; gives the roles' addresses.

        Called again it starts a server that has died meanwhile, at the same addresses. A server
        that a killed process left behind is ended first. Raises AlreadyRunning, NotStarted.
        """
        try:
            return self._start()
        except OSError as error:
            raise NotStarted(
                f"Der Datenordner {self.folder} lässt sich nicht benutzen ({error}). "
                "Bitte einen anderen wählen (DATA_DIR)."
            ) from error

    def stop(self) -> None:
        """Shut the server down and give the folder back; harmless where it is not ours."""
        if not self._hold.held:
            return
        try:
            end(self.cluster)
            _remove_socket_folder(self.folder)
        finally:
            self._hold.give_back()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def note(self, address: str) -> None:
        """Say where the service answers, to whoever is refused this folder."""
        self._hold.note(address)

    @property
    def pid(self) -> int | None:
        """The server's process id, while it lives."""
        return postmaster(self.cluster)

    def addresses(self) -> Addresses:
        """Give the roles' addresses of the folder's server, whichever process keeps it running."""
        if self.pid is None:
            raise NotStarted(f"Im Datenordner {self.folder} läuft kein Datenbankserver.")
        return Addresses(owner=self._url(roles.OWNER), application=self._url(roles.APPLICATION))

    @property
    def superuser(self) -> str:
        """The superuser's address, for maintenance of the server itself."""
        return self._url(roles.SUPERUSER, roles.MAINTENANCE)

    def _start(self) -> Addresses:
        account = Account.serving(self.cluster)
        self._open_folder(account)
        taken = self._hold.take()
        # Asked, not looked up: a process that was just killed is listed for a moment more.
        if taken or not roles.answers(self.superuser):
            try:
                self._serve(account, anew=taken)
            except BaseException:
                self.stop()
                raise
        return self.addresses()

    def _open_folder(self, account: Account) -> None:
        """Make the folder, passable for the server's account where it is ours alone."""
        self._refuse_closed(account, self.folder.parent)
        known = (self.folder / RUNNING).exists()
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.geteuid() == 0 and (known or not any(self.folder.iterdir())):
            self.folder.chmod(stat.S_IMODE(self.folder.stat().st_mode) | 0o011)
        self._refuse_closed(account, self.folder)

    def _refuse_closed(self, account: Account, folder: Path) -> None:
        closed = account.stopped_at(folder) if os.geteuid() == 0 else None
        if closed:
            raise NotStarted(
                f"PostgreSQL läuft als Benutzer {account.name} und kommt nicht durch den Ordner "
                f"{closed}. Bitte einen anderen Datenordner wählen, zum Beispiel mit "
                "DATA_DIR=/var/lib/review-service, oder als gewöhnlicher Benutzer starten."
            )

    def _serve(self, account: Account, *, anew: bool) -> None:
        end(self.cluster)
        _remove_unfinished(self.folder)
        tools = programs(account, self.folder)
        sockets = self._open_socket_folder(account, anew=anew)
        passwords = self._passwords()
        if not self.cluster.exists():
            self._create_cluster(account, tools, passwords[roles.SUPERUSER])
        self._refuse_other_version()
        _forget_dead_server(self.cluster, account)
        _write(self.cluster / "postgresql.conf", _configuration(sockets), account)
        self._launch(account, tools)
        roles.settle(self.superuser, passwords)

    def _open_socket_folder(self, account: Account, *, anew: bool) -> Path:
        """Give an empty folder for the server's account alone; its path is kept unless anew."""
        entry = self.folder / "socket"
        if anew:
            _remove_socket_folder(self.folder)
            path = os.fsencode(entry / SOCKET)
            if len(path) > LONGEST_SOCKET_PATH or b"," in path:  # libpq splits hosts at commas
                entry.symlink_to(tempfile.mkdtemp(prefix="review-"))
            else:
                entry.mkdir(mode=0o700)
        sockets = _socket_folder(self.folder)
        for leftover in sockets.iterdir():
            leftover.unlink()
        account.own(sockets)
        return sockets

    def _passwords(self) -> dict[str, str]:
        file = self.folder / "passwords"
        if not file.exists():
            if self.cluster.exists():
                raise NotStarted(f"{file} fehlt; ohne diese Datei bleibt {self.cluster} zu.")
            names = (roles.SUPERUSER, roles.OWNER, roles.APPLICATION)
            _write(file, json.dumps({name: secrets.token_hex(24) for name in names}))
        passwords: dict[str, str] = json.loads(file.read_text())
        return passwords

    def _create_cluster(self, account: Account, tools: Path, password: str) -> None:
        """Make the cluster beside its place and move it there: it is whole or not there."""
        draft = Path(tempfile.mkdtemp(prefix="cluster-", dir=self.folder))
        account.own(draft)
        password_file = _socket_folder(self.folder) / "password"
        _write(password_file, password, account)
        try:
            account.run(
                tools / "initdb",
                f"--pgdata={draft}",
                f"--username={roles.SUPERUSER}",
                f"--pwfile={password_file}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
            )
        finally:
            password_file.unlink()
        draft.rename(self.cluster)
        _sync(self.folder)

    def _refuse_other_version(self) -> None:
        found = (self.cluster / "PG_VERSION").read_text().strip()
        if found != MAJOR:
            raise NotStarted(
                f"{self.cluster} stammt von PostgreSQL {found}, hier läuft PostgreSQL {MAJOR}. "
                "Bitte einen anderen Datenordner wählen (DATA_DIR)."
            )

    def _launch(self, account: Account, tools: Path) -> None:
        log = self.folder / "server.log"
        if log.exists():
            log.replace(self.folder / "server.log.before")
        _write(log, "", account)
        start = (tools / "pg_ctl", "start", f"--pgdata={self.cluster}", f"--log={log}", "--silent")
        deadline = time.monotonic() + ORPHAN_PATIENCE
        while True:
            try:
                account.run(*start, "--wait", f"--timeout={START_PATIENCE}")
                return
            except NotStarted as refusal:
                said = log.read_text(errors="replace")
                # PostgreSQL itself refuses while a process of its dead predecessor lives.
                if "shared memory block" not in said or time.monotonic() > deadline:
                    raise NotStarted(cause(said, log) or str(refusal)) from refusal
            time.sleep(0.2)

    def _url(self, role: str, database: str = roles.DATABASE) -> str:
        host = quote(str(_socket_folder(self.folder)), safe="")
        return f"postgresql://{role}:{self._passwords()[role]}@/{database}?host={host}&port={PORT}"


def cause(said: str, log: Path) -> str:
    """Give the sentence for why a server does not start, from what it wrote into its log."""
    if os.strerror(errno.ENOSPC) in said:
        return (
            f"Auf dem Datenträger von {log.parent} ist kein Platz mehr: PostgreSQL startet nicht."
        )
    last = " ".join(said.splitlines()[-3:])
    return f"PostgreSQL startet nicht ({log}): {last}" if last else ""


def discard(folder: Path) -> None:
    """Remove what a server keeps in a folder, and a server left behind there.

    Raises AlreadyRunning while a process holds the folder. What others put there stays.
    """
    folder = folder.resolve()
    if not (folder / RUNNING).exists():
        return
    hold = Hold(folder)
    hold.take()
    try:
        end(folder / "cluster")
        _remove_socket_folder(folder)
        _remove_unfinished(folder)
        for name in ("cluster", "programs"):
            shutil.rmtree(folder / name, ignore_errors=True)
        for name in ("passwords", "server.log", "server.log.before"):
            (folder / name).unlink(missing_ok=True)
    finally:
        hold.give_back()


def _remove_unfinished(folder: Path) -> None:
    """Remove clusters whose making was killed; one still being written stays for once."""
    for unfinished in folder.glob("cluster-*"):
        shutil.rmtree(unfinished, ignore_errors=True)


def _forget_dead_server(cluster: Path, account: Account) -> None:
    """Unlock a cluster whose server is dead, though its pid may have become another process's.

    The line that names the shared memory stays: by it PostgreSQL finds orphans of the dead server.
    """
    lock = cluster / "postmaster.pid"
    if not lock.exists():
        return
    lines = lock.read_text(errors="replace").splitlines()
    if len(lines) >= LINES_OF_A_WHOLE_LOCK:
        _write(lock, "\n".join([str(NO_SUCH_PID), *lines[1:]]) + "\n", account)
    else:
        lock.unlink()


def _configuration(sockets: Path) -> str:
    quoted = '"' + str(sockets).replace('"', '""') + '"'
    settings = {**SETTINGS, "unix_socket_directories": quoted}
    return "".join(f"{name} = '{_escaped(value)}'\n" for name, value in settings.items())


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "''")


def _socket_folder(folder: Path) -> Path:
    entry = folder / "socket"
    return entry.readlink() if entry.is_symlink() else entry


def _remove_socket_folder(folder: Path) -> None:
    entry = folder / "socket"
    shutil.rmtree(_socket_folder(folder), ignore_errors=True)  # gone after a restart of the machine
    if entry.is_symlink():
        entry.unlink()


def _write(file: Path, content: str, account: Account | None = None) -> None:
    """Write a file that is whole or not there, readable by us alone or by the account alone."""
    descriptor, draft = tempfile.mkstemp(dir=file.parent, prefix=f"{file.name}-")
    with open(descriptor, "w") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(descriptor)
    if account:
        account.own(Path(draft))
    os.replace(draft, file)


def _sync(folder: Path) -> None:
    """Make the names in a folder outlive a power failure."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
