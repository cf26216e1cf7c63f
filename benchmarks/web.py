"""Web servers in processes of their own, and a client that costs next to nothing beside them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from tempfile import TemporaryFile
from typing import Self

HOST = "127.0.0.1"
PATIENCE = 30  # seconds until a server answers


class NotAnswering(Exception):
    """A server that was started does not answer."""


@contextmanager
def service(database_url: str) -> Iterator[int]:
    """Run the service as an operator would (`review-service serve`); gives its port."""
    command = ("review_service.cli", "serve", "--port")
    with _running(*command, env={"DATABASE_URL": database_url, "LOG_JSON": "true"}) as port:
        yield port


@contextmanager
def bare(database_url: str) -> Iterator[int]:
    """Run the bare endpoint on the same web server; gives its port."""
    command = ("uvicorn", "benchmarks.bare:app", "--loop", "uvloop", "--no-access-log", "--port")
    with _running(*command, env={"BARE_DATABASE_URL": database_url}) as port:
        yield port


@contextmanager
def _running(module: str, *arguments: str, env: dict[str, str]) -> Iterator[int]:
    port = _free_port()
    command = [sys.executable, "-m", module, *arguments, str(port)]
    with TemporaryFile() as said:
        process = subprocess.Popen(command, env={**os.environ, **env}, stdout=said, stderr=said)
        try:
            if not _answers(process, port):
                said.seek(0)
                raise NotAnswering(f"{module}: {said.read().decode()}")
            yield port
        finally:
            process.terminate()
            process.wait()


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as listener:
        return int(listener.getsockname()[1])


def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until the server listens; False where it ended, or takes too long."""
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        with suppress(ConnectionRefusedError):
            socket.create_connection((HOST, port)).close()
            return True
        time.sleep(0.05)
    return False


class Client:
    """One kept connection, over which whole requests are sent as ready-made bytes.

    A client library would cost more than the bare endpoint, in both sides of the ratio alike, and
    so flatter the service.
    """

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection((HOST, port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def answer(self, request: bytes) -> tuple[int, bytes]:
        """Send a request; gives the answer's status and body."""
        self._socket.sendall(request)
        head, _, body = self._until_head().partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        while len(body) < length:
            body += self._received()
        return int(head[9:12]), body

    def expect(self, status: int, request: bytes) -> bytes:
        """Send a request that must be answered with this status; gives the body."""
        found, body = self.answer(request)
        assert found == status, body.decode()
        return body

    def _until_head(self) -> bytes:
        received = self._received()
        while b"\r\n\r\n" not in received:
            received += self._received()
        return received

    def _received(self) -> bytes:
        received = self._socket.recv(65536)
        if not received:
            raise NotAnswering("the connection was closed")
        return received


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """Give the bytes of one HTTP/1.1 request."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body
