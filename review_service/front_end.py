"""The front end's files as `node frontend.mjs` leaves them: named by what is in them, compressed.

A template asks for an address (`static("app.css")`), never for a file: what an address answers
never changes, so browsers keep it for good.
"""

from __future__ import annotations

import re
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""The better one first."""

_NAME = re.compile(r"(?P<stem>.+)-[A-Z0-9]{8}(?P<type>\.\w+)")
_UNWANTED = re.compile(r";\s*q=0(\.0*)?\s*$")


class NotBuilt(Exception):
    """The files were never made, or of other sources than this program's."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"In {folder} liegen nicht die Dateien, die zu den Seiten dieses Programms gehören. "
            "Bitte zuerst: make install (oder: npm ci und node frontend.mjs ORDNER; STATIC_FILES "
            "nennt den Ordner)."
        )


class FrontEnd:
    """All files of a folder, read once, in every encoding they lie there in."""

    def __init__(self, folder: Path) -> None:
        if not (folder / "sources").is_file() or (folder / "sources").read_text() != _sources():
            raise NotBuilt(folder)
        self._files = {path.name: path.read_bytes() for path in folder.iterdir()}
        self._addresses = {
            found["stem"] + found["type"]: f"/static/{name}"
            for name in self._files
            if (found := _NAME.fullmatch(name))
        }

    def address(self, name: str) -> str:
        """Give where the file of a name is answered."""
        return self._addresses[name]

    async def answer(self, request: Request) -> Response:
        """Answer a file as the browser can read it."""
        name = request.path_params["name"]
        if not _NAME.fullmatch(name) or name not in self._files:
            raise HTTPException(404)
        coding = self._coding(name, request.headers.get("accept-encoding", ""))
        headers = {
            "cache-control": "public, max-age=31536000, immutable",
            "etag": f'"{name}{ENCODINGS.get(coding, "")}"',
            "vary": "Accept-Encoding",
            "content-type": TYPES[Path(name).suffix],
        }
        if headers["etag"] in re.findall(r'"[^"]*"', request.headers.get("if-none-match", "")):
            return Response(status_code=304, headers=headers)
        if coding:
            headers["content-encoding"] = coding
        return Response(self._files[name + ENCODINGS.get(coding, "")], headers=headers)

    def _coding(self, name: str, accepted: str) -> str:
        wanted = {
            one.partition(";")[0].strip().lower()
            for one in accepted.split(",")
            if not _UNWANTED.search(one)
        }
        fitting = (
            coding
            for coding, end in ENCODINGS.items()
            if coding in wanted and name + end in self._files
        )
        return next(fitting, "")


def _sources() -> str:
    folder = files("review_service.pages") / "static"
    own = sorted(folder.iterdir(), key=lambda path: path.name)
    return sha256(b"".join(path.read_bytes() for path in own)).hexdigest()
