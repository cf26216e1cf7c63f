"""`python -m tests.word.judges [record]`: what pandoc and LibreOffice make of files we read.

They write one text as .docx and .odt, and pandoc accepts or rejects the open changes of each case.
Our own reader is held against that: live here, and in `make test` against what was recorded in
`recorded/` (by this module, with pandoc 2.17 and LibreOffice 7.4 of Debian 12).
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from domain.source import Resolution
from domain.text.seen import seen
from review_service.word.understanding import look_through
from tests.word.making import docx
from tests.word.test_tracked import CASES

RECORDED = Path(__file__).with_name("recorded")
CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "lip-beschlussdrucksache.txt"
FILES = ("pandoc.docx", "pandoc.odt", "libreoffice.docx", "libreoffice.odt")
JUDGED = [case for case in CASES if not case.startswith("a row")]
"""Pandoc reads rows that came, or went, whatever it is told."""
_PANDOC = {Resolution.ACCEPTED: "accept", Resolution.REJECTED: "reject"}


def main(arguments: list[str]) -> int:
    """Ask the judges; gives the exit status."""
    missing = [name for name in ("pandoc", "soffice") if not shutil.which(name)]
    if missing:
        print(f"Missing: {', '.join(missing)}. As an administrator:")
        print("    apt-get install pandoc libreoffice-writer-nogui")
        return 1
    with TemporaryDirectory() as name:
        folder = Path(name)
        write(folder)
        wrong = [file for file in FILES if read(folder / file) != expected()]
        answers = {case: judged(folder, case) for case in JUDGED}
        wrong += [case for case, answer in answers.items() if answer != ours(case)]
        if CORPUS.exists() and not council_paper(folder):
            wrong.append(CORPUS.name)
        if "record" in arguments:
            for file in FILES:
                shutil.copy(folder / file, RECORDED / file)
            (RECORDED / "changes.json").write_text(json.dumps(answers, indent=2) + "\n")
    for name in wrong:
        print(f"Read otherwise: {name}")
    print(f"{len(FILES) + len(JUDGED) - len(wrong)} read alike.")
    return 1 if wrong else 0


def expected() -> str:
    """Give the text that the files are to be read as."""
    return (RECORDED / "text.md").read_text()


def read(file: Path) -> str:
    """Read a file; a head of a table that a program made bold is no other head."""
    text = look_through(file.name, file.read_bytes()).text or ""
    return re.sub(r"(?m)^\| \*\*(.+)\*\* \|$", lambda row: row[0].replace("**", ""), text)


def write(folder: Path) -> None:
    """Let pandoc write the text as both kinds, and LibreOffice convert each to the other."""
    for kind, other in (("docx", "odt"), ("odt", "docx")):
        source = folder / f"pandoc.{kind}"
        run("pandoc", RECORDED / "source.md", "-o", source)
        run("soffice", "--headless", "--convert-to", other, "--outdir", folder / "lo", source)
        shutil.move(folder / "lo" / f"pandoc.{other}", folder / f"libreoffice.{other}")


def judged(folder: Path, case: str) -> dict[str, list[str]]:
    """Give the words of a case as pandoc reads them, accepted and rejected."""
    file = folder / "case.docx"
    file.write_bytes(docx(CASES[case][0]))
    return {
        resolution: run(
            "pandoc", f"--track-changes={choice}", "-t", "plain", "--wrap=none", file
        ).replace("-", " ").split()
        for resolution, choice in _PANDOC.items()
    }  # fmt: skip


def ours(case: str) -> dict[str, list[str]]:
    """Give the words of a case as we read them."""
    data = docx(CASES[case][0])
    found = {one: look_through("a.docx", data, resolution=one).text or "" for one in _PANDOC}
    return {one: seen(text).text.split() for one, text in found.items()}


def council_paper(folder: Path) -> bool:
    """Whether the council paper comes in with the headings a person gave it in LibreOffice."""
    paper = CORPUS.read_text()
    headings = [line for line in HEADINGS if f"\n{line}\n" in paper]
    marked = folder / "paper.md"
    for line in headings:
        paper = paper.replace(f"\n{line}\n", f"\n\n# {line}\n\n")
    marked.write_text(paper)
    run("pandoc", marked, "-o", folder / "paper.odt")
    run("soffice", "--headless", "--convert-to", "docx", "--outdir", folder, folder / "paper.odt")
    text = read(folder / "paper.docx")
    return len(headings) > 2 and all(f"# {line}\n" in text for line in headings)


HEADINGS = (
    "Beriicksichtigung von Gender-Aspekten", "Kostentabelle", "Begriindung des Antrages",
    "(1) Organisations- und Prozessstruktur (Infografik 1 und 2)",
)  # fmt: skip


def run(*command: str | Path) -> str:
    """Run a program; gives what it says."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
