"""A proxy in front of PostgreSQL that cuts the line after a COMMIT, before its answer arrives."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from psycopg.conninfo import conninfo_to_dict

COMMITTED = b"C\x00\x00\x00\x0bCOMMIT\x00"
"""CommandComplete of a COMMIT, as the server sends it."""


class CuttingProxy:
    """Forwards to a server's unix socket; `cut_next_commit` arms it once."""

    def __init__(self, target: str, folder: Path) -> None:
        self._target = target
        self.cut_next_commit = False
        self.cuts = 0
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(folder / ".s.PGSQL.5432"))
        self._listener.listen()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            server.connect(self._target)
            for source, sink, answers in ((client, server, False), (server, client, True)):
                threading.Thread(
                    target=self._forward, args=(source, sink, answers), daemon=True
                ).start()

    def _forward(self, source: socket.socket, sink: socket.socket, answers: bool) -> None:
        with suppress(OSError):  # the other direction was cut first
            while data := source.recv(65536):
                if answers and self.cut_next_commit and COMMITTED in data:
                    self.cut_next_commit, self.cuts = False, self.cuts + 1
                    break
                sink.sendall(data)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._listener.close()


@contextmanager
def cutting_proxy(url: str) -> Iterator[tuple[str, CuttingProxy]]:
    """Give the address of a proxy in front of the server of `url`, and the proxy."""
    known = conninfo_to_dict(url)
    target = f"{known['host']}/.s.PGSQL.{known.get('port', 5432)}"
    with TemporaryDirectory(prefix="cut-") as folder:
        proxy = CuttingProxy(target, Path(folder))
        login = f"{known['user']}:{known['password']}"
        yield f"postgresql://{login}@/{known['dbname']}?host={quote(folder, safe='')}", proxy
        proxy.close()
