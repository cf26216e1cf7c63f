"""What every answer and request keeps to: a strict content policy, and a size that is read.

What is read is bounded before anybody knows who asks, so that patience with a long text is no
patience with everything.
"""

from __future__ import annotations

import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from review_service.refusals import TooLarge

MOST_BYTES = 16_000_000
"""A body that holds the text of a draft at most, in bytes; larger, it is refused while read."""
FEW_BYTES = 1_000_000
"""Any other body at most."""
HOLDS_A_TEXT = re.compile(
    r"/api/files(/draft)?|/api/drafts(/[^/]+/(revisions|file))?|/entwuerfe/(neu|[^/]+/ueberarbeiten)|/anmelden"
)
"""Where the text of a draft is sent to; what was typed waits in the form to sign in."""

HEADERS = [
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        b"font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        b"frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
]


class Limited:
    """Adds the security headers and refuses bodies over the limit while reading."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers, most = dict(scope["headers"]), most_bytes(scope)
        read, announced = 0, headers.get(b"content-length", b"0")

        async def counted() -> Message:
            nonlocal read
            if announced.isdigit() and int(announced) > most:
                raise TooLarge
            message = await receive()
            read += len(message.get("body", b""))
            if read > most:
                raise TooLarge
            return message

        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"].extend(HEADERS)
                if not (scope["path"].startswith("/static/") and message["status"] < 400):
                    message["headers"].append((b"cache-control", b"no-store"))
            await send(message)

        await self.app(scope, counted, secured)


def most_bytes(scope: Scope) -> int:
    """Give how many bytes the body of a request may have.

    A form that is sent URL-encoded is none of a page's, and takes twenty times its size to read.
    """
    encoded = dict(scope["headers"]).get(b"content-type", b"").lower()
    if encoded.startswith(b"application/x-www-form-urlencoded"):
        return FEW_BYTES
    return MOST_BYTES if HOLDS_A_TEXT.fullmatch(scope["path"]) else FEW_BYTES
