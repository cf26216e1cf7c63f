"""One port that leads to the node that leads: by haproxy, or as it does, where it is not installed.

A node that no longer says it leads is left at once, with all connections that go to it: whatever
still answers there may be out of date.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.failover.cluster import Node, free_port, wait_until

HAPROXY = """
defaults
    mode tcp
    timeout connect 3s
    timeout client 2h
    timeout server 2h
listen database
    bind 127.0.0.1:{port}
    option httpchk OPTIONS /primary
    http-check expect status 200
    default-server inter 1s fastinter 500ms fall 2 rise 1 on-marked-down shutdown-sessions
{servers}
"""
"""As docs/operations.md has it."""

EVERY = 1.0  # seconds between two looks, half of it after a bad one; two bad ones and it is left


@contextmanager
def routed(nodes: list[Node], folder: Path) -> Iterator[int]:
    """Give the port."""
    haproxy = shutil.which("haproxy", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if haproxy is None:
        router = Router(nodes)
        wait_until(lambda: router.leader, "one leads")
        yield router.port
        router.close()
        return
    port, file = free_port(), folder / "haproxy.cfg"
    servers = (
        f"    server {node.name} 127.0.0.1:{node.database} check port {node.rest}" for node in nodes
    )
    file.write_text(HAPROXY.format(port=port, servers="\n".join(servers)))
    process = subprocess.Popen([haproxy, "-db", "-q", "-f", str(file)], stderr=subprocess.DEVNULL)
    try:
        time.sleep(3)  # until it has looked at all
        yield port
    finally:
        process.kill()
        process.wait()


class Router:
    """Listens on a port of its own until `close`."""

    def __init__(self, nodes: list[Node]) -> None:
        self.leader: Node | None = None
        self._open: set[socket.socket] = set()
        self._closed = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        for node in nodes:
            threading.Thread(target=self._look_at, args=(node,), daemon=True).start()
        threading.Thread(target=self._accept, daemon=True).start()

    def _look_at(self, node: Node) -> None:
        bad = 0
        while not self._closed.wait(EVERY if not bad else EVERY / 2):
            bad = 0 if node.ask("/primary", timeout=EVERY) is not None else bad + 1
            if not bad:
                self.leader = node
            elif bad >= 2 and self.leader is node:
                self.leader = None
                self._cut()

    def _cut(self) -> None:
        for one in list(self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while not self._closed.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        leader = self.leader
        with client, suppress(OSError):
            if leader is None:
                return
            with socket.create_connection(("127.0.0.1", leader.database), timeout=3) as server:
                server.settimeout(None)
                both = (client, server)
                self._open.update(both)
                back = threading.Thread(target=_copy, args=(server, client), daemon=True)
                back.start()
                _copy(client, server)
                back.join()
                self._open.difference_update(both)

    def close(self) -> None:
        self._closed.set()
        self._listener.close()
        self._cut()


def _copy(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    for end in (source, sink):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
