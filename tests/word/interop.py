"""What pandoc and LibreOffice make of our documents: `python -m tests.word.interop [--record]`."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from difflib import unified_diff
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal
from uuid import UUID
from zipfile import ZipFile

from domain.text.normalise import normalise
from domain.text.redline import redline
from review_service.word.odt_package import odt
from review_service.word.package import Source, docx
from review_service.word.tracking import woven
from tests.word.samples import NEW, OLD

RECORD = Path(__file__).parent / "interop.json"
SOURCE = Source(
    UUID(int=7), "Leitlinien", 2, "ab" * 32, datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
    "Expertengruppe", since=1,
)  # fmt: skip
CHOICES: dict[Literal["new", "old"], str] = {"new": "accept", "old": "reject"}
MORE = "zwei und\n3. ein weiterer Punkt dazu"
LISTS = "1. eins\n2. zwei\n   - innen\n\n   Noch ein Absatz dazu.\n3. drei"
NOTED = "Eins[^1] und zwei[^2].\n\n[^1]: Der erste Wortlaut.\n\n[^2]: Der zweite.\n"
MORE_NOTED = (
    "Eins[^1] und mehr[^2] und zwei[^3].\n\n[^1]: Der neue Wortlaut.\n\n[^2]: Dazu.\n\n"
    "[^3]: Der zweite.\n"
)
CASES = {
    "leitlinien": (OLD, NEW),
    "leitlinien zurück": (NEW, OLD),
    "liste": (LISTS, LISTS.replace("3.", "4.").replace("zwei", MORE)),
    "fußnoten": (NOTED, MORE_NOTED),
    "titel": ("Er rät\n\n# Ziel\n\nEnde.", "Er rät ab\n\n# Neues Ziel\n\n> Zitat\n\nEnde."),
}  # fmt: skip
"""Texts, and what became of each."""


def document(name: str, write: Callable[..., bytes] = docx) -> bytes:
    old, new = CASES[name]
    return write(woven(redline(normalise(old), normalise(new))), SOURCE)


def mark(data: bytes) -> str:
    """Give what a record knows a document by."""
    with ZipFile(BytesIO(data)) as container:
        return sha256(container.read("word/document.xml")).hexdigest()[:16]


def asked() -> dict[str, Any]:
    """Ask both about all cases: the words of each paragraph and cell that has any."""
    found: dict[str, Any] = {name: {"mark": mark(document(name))} for name in CASES}
    with TemporaryDirectory() as folder:
        jobs = []
        for at, name in enumerate(CASES):
            file = Path(folder, f"{at}.docx")
            file.write_bytes(document(name))
            found[name]["pandoc"] = {
                choice: pandoc(file, f"--track-changes={how}") for choice, how in CHOICES.items()
            }
            opened = Path(folder, f"{at}.odt")
            opened.write_bytes(document(name, odt))
            for how in CHOICES.values():
                jobs += [str(opened), how, str(opened.with_suffix(f".odt.{how}.docx"))]
                jobs += [str(file), how, str(file.with_suffix(f".{how}.docx"))]
        office = Path(__file__).with_name("office.py")
        subprocess.run(["/usr/bin/python3", str(office), *jobs], check=True, timeout=300)
        for at, name in enumerate(CASES):
            found[name]["libreoffice"] = {
                choice: pandoc(Path(folder, f"{at}.{how}.docx")) for choice, how in CHOICES.items()
            }
            found[name]["libreoffice of an odt"] = {
                choice: pandoc(Path(folder, f"{at}.odt.{how}.docx"))
                for choice, how in CHOICES.items()
            }
    return found


def pandoc(file: Path, *options: str) -> list[str]:
    """Give what pandoc reads in a document."""
    command = ["pandoc", "--from=docx", "--to=json", *options, str(file)]
    answer = subprocess.run(command, check=True, capture_output=True, timeout=120)
    return [text for text in map(_cleaned, _texts(json.loads(answer.stdout)["blocks"])) if text]


def _cleaned(text: str) -> str:
    return " ".join(re.sub(r"^\d+\u00a0", "", text).split())


def _texts(node: Any) -> Iterator[str]:
    """Give the words of each block that has words of its own."""
    if isinstance(node, dict) and node.get("t") in ("Para", "Plain", "Header"):
        content = node["c"][2] if node["t"] == "Header" else node["c"]
        yield "".join(_words(content))
    elif isinstance(node, dict):
        yield from _texts(node.get("c"))
    elif isinstance(node, list):
        for one in node:
            yield from _texts(one)


def _words(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for one in node:
            yield from _words(one)
    elif isinstance(node, dict) and node["t"] == "Str":
        yield node["c"]
    elif isinstance(node, dict) and node["t"] in ("Space", "SoftBreak", "LineBreak"):
        yield " "
    elif isinstance(node, dict) and node["t"] in ("Link", "Span", "Code"):
        yield from _words(node["c"][1]) if node["t"] != "Code" else [node["c"][1]]
    elif isinstance(node, dict) and isinstance(node.get("c"), list):
        yield from _words(node["c"])


def main(arguments: list[str]) -> int:
    found = json.dumps(asked(), ensure_ascii=False, indent=1) + "\n"
    if "--record" in arguments:
        RECORD.write_text(found, "utf-8")
        return 0
    recorded = RECORD.read_text("utf-8")
    sys.stdout.writelines(
        unified_diff(recorded.splitlines(True), found.splitlines(True), "recorded", "answered")
    )
    print("As recorded." if found == recorded else "Not as recorded.")
    return int(found != recorded)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
