"""What `node frontend.mjs` makes of node_modules and the pages: small, and named by its bytes."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from review_service.front_end import FrontEnd, NotBuilt
from review_service.settings import Settings

ROOT = Path(__file__).parents[2]
PAGES = Path("review_service/pages")
BUILT = Settings().static_files


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what the build reads, to be changed."""
    for name in ("pages", "markup", "words"):
        shutil.copytree(ROOT / "review_service" / name, tmp_path / "review_service" / name)
    for name in ("frontend.mjs", "package-lock.json"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    return tmp_path


def build(tree: Path) -> Path:
    command = [ROOT / ".venv/bin/node", tree / "frontend.mjs", tree / "made"]
    subprocess.run(command, check=True, capture_output=True)
    return tree / "made"


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def styles(folder: Path) -> str:
    (kern,) = folder.glob("kern-*.css")
    return kern.read_text()


def test_what_is_built_here_is_what_the_sources_make(tree: Path) -> None:
    assert names(build(tree)) == names(BUILT)


def test_a_name_changes_with_its_bytes_and_no_other_does(tree: Path) -> None:
    with (tree / PAGES / "static/app.css").open("a") as style:
        style.write(".neu { color: inherit; }\n")
    come, gone = names(build(tree)) - names(BUILT), names(BUILT) - names(tree / "made")
    for changed in (come, gone):
        ends = sorted(re.sub(r"-\w{8}\.", ".", name) for name in changed)
        assert ends == ["app.css", "app.css.br", "app.css.gz"]


def test_only_what_pages_name_is_kept_of_kern(tree: Path) -> None:
    before = styles(BUILT)
    for kept in (".kern-btn--tertiary", ".kern-icon--warning", ".kern-form-input__input--error"):
        assert kept in before
    assert ".kern-card" not in before
    assert ".kern-icon--language" not in before
    page = tree / PAGES / "templates/neu.html"
    page.write_text('<p class="kern-card"><i class="kern-icon--{{ "language" }}"></i></p>')
    after = styles(build(tree))
    assert ".kern-card" in after
    assert ".kern-icon--language" in after


def test_every_variable_that_a_rule_asks_for_is_kept_in_light_and_in_dark() -> None:
    (own,) = BUILT.glob("app-*.css")
    kern = styles(BUILT)
    whole = (ROOT / "node_modules/@kern-ux/native/dist/kern.min.css").read_text()
    asked = set(re.findall(r"var\((--kern-[\w-]+)", kern + own.read_text()))
    defined = re.compile(r"--kern-[\w-]+(?=\s*:)")
    assert len(asked) > 100
    assert (asked & set(defined.findall(whole))) - set(defined.findall(kern)) == set()
    assert kern.count("--kern-color-layout-background-default:") >= 2
    assert "@media(prefers-color-scheme:dark)" in kern


def test_all_but_fonts_are_compressed_and_every_licence_is_served() -> None:
    plain = [path for path in BUILT.iterdir() if re.fullmatch(r".+-\w{8}\.\w+", path.name)]
    assert {path.suffix for path in plain} == {".css", ".js", ".svg", ".txt", ".woff2"}
    for path in plain:
        packed = [path.with_name(path.name + end) for end in (".gz", ".br")]
        assert [each.exists() for each in packed] == [path.suffix != ".woff2"] * 2, path
        if path.suffix != ".woff2":
            assert gzip.decompress(packed[0].read_bytes()) == path.read_bytes()
    (licences,) = BUILT.glob("licences-*.txt")
    for said in ("EUROPEAN UNION PUBLIC LICENCE", "SIL OPEN FONT LICENSE", "Zero-Clause BSD"):
        assert said.casefold() in licences.read_text().casefold()


def test_every_file_that_a_page_names_is_built_and_asked_for_by_its_name() -> None:
    front_end = FrontEnd(BUILT)
    templates = "\n".join(path.read_text() for path in (ROOT / PAGES).rglob("*.html"))
    named = set(re.findall(r"static\(\"([^\"]+)\"\)", templates))
    assert {"app.css", "kern.css", "text.js"} <= named
    for name in named:
        assert front_end.address(name).startswith("/static/"), name
    assert re.findall(r"[\"']/static/", templates) == [], "such an address is none"


def test_the_service_refuses_a_folder_that_was_not_made_of_its_sources(tree: Path) -> None:
    folder = build(tree)
    assert FrontEnd(folder).address("app.css").startswith("/static/app-")
    with pytest.raises(NotBuilt, match="make install"):
        FrontEnd(tree / "nowhere")
    with (tree / PAGES / "static/changes.js").open("a") as script:
        script.write("// another\n")
    with pytest.raises(NotBuilt, match="make install"):
        FrontEnd(build(tree))
