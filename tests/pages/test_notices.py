"""The fixed texts that every page links to."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from fastapi.testclient import TestClient

from review_service.app import create_app
from review_service.pages.notices import NAMES
from review_service.rule_book import written
from review_service.service import Service


@pytest.fixture
def passer_by(service: Service) -> TestClient:
    return TestClient(create_app(service), follow_redirects=False)


@pytest.mark.parametrize("name", NAMES)
def test_every_text_is_there_without_signing_in(passer_by: TestClient, name: str) -> None:
    answer = passer_by.get(f"/hinweise/{name}")
    assert answer.status_code == 200
    main = answer.text[answer.text.index("<main") : answer.text.index("</main>")]
    (title,) = re.findall(r"<h1[^>]*>([^<]+)</h1>", main)
    assert f"<title>{title} – Lokaler Integrationsplan</title>" in answer.text
    assert len(main) > 1000 and "hinweise.invalid" not in main
    levels = [int(level) for level in re.findall(r"<h([1-6])", main)]
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_every_page_links_to_them_all(passer_by: TestClient) -> None:
    for path in ("/anmelden", "/gibt-es-nicht", "/hinweise/impressum"):
        text = passer_by.get(path).text
        assert all(f'href="/hinweise/{name}"' in text for name in NAMES), path


def test_the_texts_link_to_each_other(passer_by: TestClient) -> None:
    found = set()
    for name in NAMES:
        text = passer_by.get(f"/hinweise/{name}").text
        main = text[text.index("<main") : text.index("</main>")]
        found |= set(re.findall(r'href="/hinweise/([\w-]+)"', main))
    assert {"hilfe", "barriere-melden", "datenschutz", "einfache-sprache"} <= found <= {*NAMES}


def test_there_are_no_others(passer_by: TestClient) -> None:
    for name in ("agb", "..%2Fforms", "impressum.md"):
        assert passer_by.get(f"/hinweise/{name}").status_code == 404


def test_style_font_and_icon_come_from_this_service(passer_by: TestClient) -> None:
    named = re.findall(r'<link [^>]*href="([^"]+)"', passer_by.get("/anmelden").text)
    assert len(named) == 3
    for path in named:
        file = passer_by.get(path)
        assert file.status_code == 200, path
        assert "https:" not in file.text.replace("https://www.w3.org", "")


def test_no_page_carries_a_script_or_a_style_of_its_own(passer_by: TestClient) -> None:
    for path in ("/anmelden", *(f"/hinweise/{name}" for name in NAMES)):
        text = passer_by.get(path).text
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=", text), path


def test_every_rule_a_problem_names_has_its_place(passer_by: TestClient) -> None:
    text = passer_by.get("/hinweise/regeln").text
    for rule in written():
        assert f'id="{rule.name}"' in text
    assert "von der Vorlage nicht geregelt" in text
    assert "Delegiertenkonferenz, Runder Tisch, Gleichstellungsbeauftragte" in text
