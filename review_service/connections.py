"""Patience with whoever connects: how large a request's head may be, how long one may take to come.

uvicorn limits neither with the parser it uses, so a few lines around it do: headers without end and
connections that say nothing would else fill the memory and leave none to open.
"""

from __future__ import annotations

import asyncio
from math import inf
from typing import Any, ClassVar

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from review_service.settings import Settings

MOST_HEAD = 32_768
"""Bytes of an address and its headers at most; more is answered with 431."""
PATIENCE_SECONDS = 10.0
"""How long a request may take to come whole, and a second more for each of its..."""
BYTES_A_SECOND = 10_000
"""...bytes: a text of 5 MB may take nine minutes, silence ten seconds."""
STALLED_SECONDS = 30.0
"""How long nothing of an answer need be fetched."""
MOST_AHEAD = 10
"""Requests sent before the first is answered, at most."""
MOST_WAITED_FOR = 500
"""Connections that owe the rest of a request, or a first one, at most: the one that was silent for
longest goes first."""


def configuration(app: FastAPI, settings: Settings, **more: Any) -> uvicorn.Config:
    """Give how the service is served, whatever else uvicorn is to be told."""
    return uvicorn.Config(
        app,
        http=Patient,
        ws="none",
        access_log=False,  # Observed writes one line a request, without query strings
        log_level="warning",
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies,
        **more,
    )


class _Refused(Exception):
    """Raised in the parser, which then refuses the request."""


class Patient(HttpToolsProtocol):
    """One connection. Its client's turn begins when it connects and with each answer it has got; it
    ends when a request has come whole."""

    waited_for: ClassVar[dict[Patient, None]] = {}
    """Whose client's turn it is, the longest first."""

    _until = inf
    _turn: asyncio.TimerHandle | None = None
    _stalled: asyncio.TimerHandle | None = None
    _behind_body = 0
    _too_large = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin the client's turn."""
        super().connection_made(transport)
        self._clients_turn()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._services_turn()
        for timer in (self._turn, self._stalled):
            if timer:
                timer.cancel()
        super().connection_lost(exc)

    # What comes -----------------------------------------------------------------------------

    def data_received(self, data: bytes) -> None:
        """Take what came: as much that is no body as a head may have."""
        self._behind_body += len(data)
        self._until += len(data) / BYTES_A_SECOND
        super().data_received(data)
        if self._behind_body > MOST_HEAD and not self.transport.is_closing():
            self._too_large = True
            self.send_400_response("")

    def on_message_begin(self) -> None:
        """Begin to wait for the rest."""
        if len(self.pipeline) >= MOST_AHEAD:
            raise _Refused
        super().on_message_begin()
        self._clients_turn()

    def on_headers_complete(self) -> None:
        """Refuse a head that came at once and is too large."""
        if sum(len(name) + len(value) for name, value in self.headers) + len(self.url) > MOST_HEAD:
            self._too_large = True
            raise _Refused
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Count anew behind a body: a trailer is a head too."""
        self._behind_body = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """End the client's turn."""
        self._behind_body = 0
        self._services_turn()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Begin the client's turn, unless its next request is here already."""
        super().on_response_complete()
        if self.cycle.response_complete:
            self._clients_turn()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request, or has too large a head."""
        if not self._too_large:
            super().send_400_response(msg)
            return
        self.transport.write(
            b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
            b"content-length: 0\r\nconnection: close\r\n\r\n"
        )
        self.transport.close()

    # Whose turn it is -----------------------------------------------------------------------

    def _clients_turn(self) -> None:
        if self.transport.is_closing():
            return
        self.waited_for.pop(self, None)
        self.waited_for[self] = None
        self._until = self.loop.time() + PATIENCE_SECONDS
        if self._turn is None:
            self._turn = self.loop.call_at(self._until, self._look)
        if len(self.waited_for) > MOST_WAITED_FOR:
            next(iter(self.waited_for)).let_go()

    def _services_turn(self) -> None:
        self.waited_for.pop(self, None)
        self._until = inf

    def _look(self) -> None:
        self._turn = None
        if self._until == inf:
            return
        if self.flow.read_paused:  # it may not send: a request waits to be read
            self._until = self.loop.time() + PATIENCE_SECONDS
        if self.loop.time() < self._until:
            self._turn = self.loop.call_at(self._until, self._look)
        else:
            self.let_go()

    def let_go(self) -> None:
        """Close a connection whose client has had its turn."""
        self._services_turn()
        self.transport.close()

    # What goes ------------------------------------------------------------------------------

    def pause_writing(self) -> None:
        """Begin to watch whether the answer is fetched."""
        super().pause_writing()
        self._watch(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        """Stop to watch."""
        super().resume_writing()
        if self._stalled:
            self._stalled.cancel()

    def _watch(self, left: int) -> None:
        self._stalled = self.loop.call_later(STALLED_SECONDS, self._must_be_less_than, left)

    def _must_be_less_than(self, left: int) -> None:
        now = self.transport.get_write_buffer_size()
        if now < left:
            self._watch(now)
        else:
            self.transport.abort()
