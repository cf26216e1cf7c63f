"""Whoever connects and sends a head without end, or nothing: it ends, and nobody else waits."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import AsyncIterator, Iterator
from threading import Event
from typing import Annotated
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi import FastAPI, Request, Response
from fastapi.responses import StreamingResponse

from review_service import connections
from review_service.connections import MOST_AHEAD, MOST_HEAD
from review_service.settings import Settings
from tests.api.live import serving

SHORT = 0.3
LONG = 4 * SHORT
BIG = 20_000_000
ASKED = b"GET /who HTTP/1.1\r\nhost: x\r\n"
SENDS = b"POST /sent HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n"

app = FastAPI()


@app.get("/who")
async def who(request: Request) -> list[str]:
    assert request.client
    return [request.client.host, request.url.scheme]


@app.get("/slow")
async def slow() -> Response:
    time.sleep(LONG)
    return Response("slow")


@app.post("/sent")
async def sent(request: Request) -> int:
    time.sleep(LONG)  # first somebody asks whether it may be sent
    return len(await request.body())


written = Event()


@app.get("/big")
async def big() -> StreamingResponse:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b"x" * (BIG // 20)
        written.set()

    return StreamingResponse(parts())


Address = Annotated[tuple[str, int], "host and port"]


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Patience that a test can see the end of."""
    monkeypatch.setattr(connections, "PATIENCE_SECONDS", SHORT)
    monkeypatch.setattr(connections, "STALLED_SECONDS", SHORT)


@pytest.fixture
def address(patience: None) -> Iterator[Address]:
    with serving(app) as found:
        parts = urlsplit(found)
        assert parts.hostname and parts.port
        yield parts.hostname, parts.port


def told(address: Address, *parts: bytes) -> bytes:
    """Send and give all that comes until the service closes."""
    with socket.create_connection(address, timeout=60) as client:
        try:
            for part in parts:
                client.sendall(part)
        except OSError:
            pass  # it is closed already, which is what is asked for
        return rest(client)


def rest(client: socket.socket) -> bytes:
    came = b""
    try:
        while more := client.recv(65_536):
            came += more
    except ConnectionResetError:
        pass
    return came


def answers(address: Address) -> bool:
    asked = http.client.HTTPConnection(*address, timeout=60)
    asked.request("GET", "/who")
    return asked.getresponse().status == 200


# Heads --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        ASKED + b"a: " + b"a" * MOST_HEAD + b"\r\n\r\n",
        ASKED + b"a: b\r\n" * (MOST_HEAD // 2) + b"\r\n",
        b"GET /who?" + b"a" * MOST_HEAD + b" HTTP/1.1\r\nhost: x\r\n\r\n",
        ASKED + b"a: " + b"a" * MOST_HEAD,
        ASKED + b"a: b\r\n" * MOST_HEAD,
        b"GET /who?" + b"a" * MOST_HEAD,
    ],
)
def test_a_head_that_is_too_large_is_refused_whole_or_not(address: Address, head: bytes) -> None:
    assert told(address, head).startswith(b"HTTP/1.1 431 ")
    assert answers(address)


def test_a_head_without_end_is_not_read_on(address: Address) -> None:
    with socket.create_connection(address, timeout=60) as client:
        sent = 0
        try:
            client.sendall(ASKED + b"a: ")
            while sent < 200_000_000:
                sent += client.send(b"a" * 65_536)
        except OSError:
            pass
    assert sent < 20_000_000  # what lies in the buffers of the two sockets
    assert answers(address)


def test_a_trailer_without_end_is_a_head_too(address: Address) -> None:
    chunked = b"POST /sent HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n"
    came = told(address, chunked, *[b"a: " + b"a" * 60_000] * 50)
    assert b"200 OK" not in came


def test_a_head_as_large_as_browsers_send_is_taken(address: Address) -> None:
    cookies = b"cookie: " + b"a" * (MOST_HEAD - 2000) + b"\r\nconnection: close\r\n\r\n"
    assert told(address, ASKED + cookies).startswith(b"HTTP/1.1 200 ")


def test_many_requests_before_the_first_is_answered_are_too_many(address: Address) -> None:
    few = ASKED + b"\r\n"
    last = ASKED + b"connection: close\r\n\r\n"
    assert told(address, few * (MOST_AHEAD - 1) + last).count(b"200 OK") == MOST_AHEAD
    assert told(address, few * 1000).count(b"200 OK") < 1000


# Silence ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "begun",
    [b"", b"\r\n", b"GET /who", ASKED, SENDS, SENDS + b"a", ASKED + b"\r\n", ASKED + b"\r\n\r\n"],
)
def test_a_connection_that_says_no_more_is_closed(address: Address, begun: bytes) -> None:
    came = told(address, begun)  # ends when it is closed
    assert came.count(b"HTTP/1.1 200") == (begun.startswith(ASKED + b"\r\n"))


def test_a_connection_that_keeps_the_line_with_empty_lines_is_closed(address: Address) -> None:
    with socket.create_connection(address, timeout=60) as client:
        client.sendall(ASKED + b"\r\n")
        client.recv(65_536)
        with pytest.raises(OSError):
            while True:
                client.sendall(b"\r\n")
                time.sleep(SHORT / 10)


def test_of_very_many_silent_connections_the_oldest_go(
    address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "PATIENCE_SECONDS", 3600.0)
    monkeypatch.setattr(connections, "MOST_WAITED_FOR", 3)
    silent = [socket.create_connection(address, timeout=60) for _ in range(5)]
    try:
        assert [client.recv(1) for client in silent[:2]] == [b"", b""]
        for client in silent[2:]:
            client.sendall(ASKED + b"connection: close\r\n\r\n")
            assert b"200 OK" in rest(client)
        assert answers(address)
    finally:
        for client in silent:
            client.close()


def test_who_waits_for_the_service_is_not_let_go(address: Address) -> None:
    asked = http.client.HTTPConnection(*address, timeout=60)
    asked.request("GET", "/slow")
    assert asked.getresponse().read() == b"slow"
    asked.request("POST", "/sent", b"a" * 1_000_000)
    assert asked.getresponse().read() == b"1000000"


def test_an_answer_nobody_fetches_is_given_up(address: Address) -> None:
    with socket.create_connection(address, timeout=60) as client:
        written.clear()
        client.sendall(b"GET /big HTTP/1.1\r\nhost: x\r\n\r\n")
        assert written.wait(60)  # into nothing: none of it was fetched
        assert len(rest(client)) < BIG


def test_an_answer_that_is_fetched_slowly_comes_whole(address: Address) -> None:
    with socket.create_connection(address, timeout=60) as client:
        client.sendall(b"GET /big HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        came = 0
        while more := client.recv(1_000_000):
            came += len(more)
            time.sleep(SHORT / 20)
    assert came > BIG


# Who it is that connects --------------------------------------------------------------------

FORWARDED = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7", "X-Forwarded-Proto": "https"}


@pytest.mark.parametrize(
    ("trusted", "seen"),
    [
        ("", ["127.0.0.1", "http"]),
        ("192.0.2.1", ["127.0.0.1", "http"]),
        ("127.0.0.1", ["198.51.100.7", "https"]),
        ("192.0.2.1,127.0.0.0/8", ["198.51.100.7", "https"]),
    ],
)
def test_a_proxy_is_believed_where_the_settings_name_it(trusted: str, seen: list[str]) -> None:
    with serving(app, Settings(trusted_proxies=trusted)) as found:
        assert httpx.get(f"{found}/who", headers=FORWARDED).json() == seen


def test_a_proxy_is_named_by_address() -> None:
    for wrong in ("proxy", "*", "127.0.0.1;192.0.2.1", "10.0.0.0/99"):
        with pytest.raises(ValueError, match="IPv4 or IPv6"):
            Settings(trusted_proxies=wrong)
