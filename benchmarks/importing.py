"""word/in: a .docx read as Markdown in a warm process over the whole command `pandoc -t gfm`."""

from __future__ import annotations

import multiprocessing
import shutil
import subprocess
from datetime import UTC, datetime
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from benchmarks import texts
from benchmarks.figures import Bar, Figure
from benchmarks.rounds import peak, ratio, seconds
from benchmarks.server import Server
from domain.text.normalise import normalise
from review_service.word.content import MOST_PARAGRAPHS
from review_service.word.opening import MOST_SIGNS, open_container
from review_service.word.package import Source, docx
from review_service.word.tracking import single
from review_service.word.understanding import look_through

ROUNDS = 5
SIZE = 300_000
HAS_PANDOC = shutil.which("pandoc") is not None


def over_pandoc(_: Server) -> float:
    """Give the time of reading over that of the command; without pandoc, of parsing the XML."""
    data = document()
    with TemporaryDirectory() as folder:
        Path(folder, "a.docx").write_bytes(data)
        command = ("pandoc", "-t", "gfm", "a.docx", "-o", "a.md")
        other = partial(subprocess.run, command, cwd=folder, check=True)
        return ratio(
            lambda: seconds(lambda: look_through("a.docx", data)),
            lambda: seconds(other if HAS_PANDOC else lambda: _parsed(data)),
            rounds=ROUNDS,
        )


def memory(_: Server) -> float:
    """Give the most memory, in megabytes, that a process needs for a file at the limits."""
    with multiprocessing.get_context("spawn").Pool(1) as process:
        return process.apply(_peak, (largest(),))


@cache
def document() -> bytes:
    """Give a document of at least 300 KB: a law, repeated with other numbers until it is one."""
    law, times = texts.amended()[1], 1
    found = _written(law)
    while len(found) < SIZE:
        times += 1
        found = _written("\n\n".join(_other(law, number) for number in range(times)))
    return found


def _other(text: str, number: int) -> str:
    """Give a text in other words: repeated as it is, it would be packed away."""
    return text if number == 0 else texts.edited(text, share=0.5, seed=number)


def _written(text: str) -> bytes:
    at = datetime(2026, 5, 4, tzinfo=UTC)
    return docx(single(normalise(text)), Source(UUID(int=1), "Gesetz", 1, "0" * 64, at, "Gruppe"))


def _parsed(data: bytes) -> None:
    container = open_container(data)
    if container:
        container.tree(container.main)


def largest() -> bytes:
    """Give a document with as many paragraphs, and nearly as many tags, as are admitted."""
    run = '<w:r w:id="{}"><w:rPr><w:b/></w:rPr><w:t>Wort {}</w:t></w:r>'
    signs = MOST_SIGNS // MOST_PARAGRAPHS - 4  # of a paragraph, but for its own
    runs = (run.format(n, n * 7919 % 10007) for n in range(MOST_PARAGRAPHS * (signs // 8)))
    each = zip(*[runs] * (signs // 8), strict=True)
    paragraphs = "".join(f"<w:p>{''.join(some)}</w:p>" for some in each)
    found, packed = open_container(_written("Ein Satz.")), BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name in found.archive.namelist() if found else ():
            part = (found.part(name) if found else b"") or b""
            if name == "word/document.xml":
                head, body, _ = part.decode().partition("<w:body>")
                part = f"{head}{body}{paragraphs}</w:body></w:document>".encode()
            archive.writestr(name, part)
    return packed.getvalue()


def _peak(data: bytes) -> float:
    look_through("a.docx", data)
    return peak()


_JUDGE = "pandoc -t gfm of the file" if HAS_PANDOC else "parsing its XML (pandoc is not installed)"
FIGURES = (
    Figure(
        "word/in", f"a .docx of 300 KB in : {_JUDGE} (seconds)",
        Bar(1 if HAS_PANDOC else 20, at_least=False), over_pandoc,
    ),
    Figure(
        "word/in-memory", "peak memory of a process that reads a .docx at the limit : 1 MB",
        Bar(300, at_least=False), memory,
    ),
)  # fmt: skip
