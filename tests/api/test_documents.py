"""`…/revisions/{n}.docx` and `…/redline.docx`: drafts as files of Word."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from httpx import Response

from domain.source import Resolution
from review_service.redlines import LARGE
from review_service.word.package import MEDIA_TYPE
from review_service.word.understanding import look_through
from tests.api.callers import Callers
from tests.api.way import SECOND, TEXT, Way, created, found, problem
from tests.word.taking import Element, Read, parts, taken

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def asked(way: Way, what: str, who: str = "chair") -> Response:
    return way.api[who].get(f"{way.path}/{what}")


def file(way: Way, what: str) -> bytes:
    answer = asked(way, what)
    assert (answer.status_code, answer.headers["content-type"]) == (200, MEDIA_TYPE)
    return answer.content


def words(data: bytes, choice: str = "new") -> list[str]:
    said = taken(data, "new" if choice == "new" else "old")
    return [one.text for one in said if isinstance(one, Read) and one.words]


def comments(data: bytes) -> list[tuple[str, str]]:
    """Give who says what in comments."""
    return [
        (one.attrib[f"{W}author"], "|".join(line_of(line) for line in one))
        for one in parts(data)["word/comments.xml"]
    ]


def line_of(element: Element) -> str:
    return "".join(element.itertext())


def commented(data: bytes) -> list[str]:
    """Give the words that each comment is about."""
    said: dict[str, str] = {}
    about: list[str] = []
    for one in parts(data)["word/document.xml"].iter():
        number = one.attrib.get(f"{W}id", "")
        if one.tag == f"{W}commentRangeStart":
            about.append(number)
        elif one.tag == f"{W}commentRangeEnd":
            about.remove(number)
        elif one.tag in (f"{W}t", f"{W}delText"):
            for each in about:
                said[each] = said.get(each, "") + (one.text or "")
    assert not about
    return [text for _, text in sorted(said.items())]


def test_a_revision_is_a_file_with_its_text_and_where_it_comes_from(api: Callers) -> None:
    way = Way(api).revise()
    data = file(way, "revisions/1.docx")
    assert words(data) == [
        "Leitbild", "[1]Wir fördern Bildung von Anfang an.", "[2]Wir nennen Ziele."
    ]  # fmt: skip
    custom = {one.attrib["name"]: line_of(one) for one in parts(data)["docProps/custom.xml"]}
    sha256 = way.get("chair", "/revisions/1")["sha256"]
    assert custom == {"Entwurf": way.id, "Fassung": "1", "SHA-256": sha256}
    assert sha256[:16] in line_of(parts(data)["word/header1.xml"])
    core = line_of(parts(data)["docProps/core.xml"])
    assert "Leitbild Bildung" in core and "Expert*innengruppe" in core


def test_a_revision_is_a_file_for_libreoffice_that_comes_back_as_its_next(api: Callers) -> None:
    way = Way(api).revise()
    answer = asked(way, "revisions/1.odt")
    assert answer.headers["content-type"] == "application/vnd.oasis.opendocument.text"
    assert unquote(answer.headers["content-disposition"]).endswith("Fassung 1.odt")
    found = look_through("a.odt", answer.content)
    assert found.text == "# Leitbild\n\nWir fördern Bildung von Anfang an.\n\nWir nennen Ziele.\n"
    assert found.origin and (str(found.origin.draft), found.origin.revision) == (way.id, 1)
    assert asked(way, "revisions/9.odt").status_code == 404
    changed = asked(way, "redline.odt?from=1&to=2")
    for number, choice in ((1, Resolution.REJECTED), (2, Resolution.ACCEPTED)):
        revision = look_through("a.odt", asked(way, f"revisions/{number}.odt").content)
        assert look_through("a.odt", changed.content, resolution=choice).text == revision.text


def test_it_has_the_drafts_title_in_its_name(api: Callers) -> None:
    answer = asked(Way(api, title='Bildung: "für alle" / Stadt\\Land'), "revisions/1.docx")
    named = unquote(answer.headers["content-disposition"])
    assert named == "attachment; filename*=UTF-8''Bildung für alle Stadt Land - Fassung 1.docx"


def test_what_changed_is_there_to_take_or_to_leave(api: Callers) -> None:
    way = Way(api).revise()
    data = file(way, "redline.docx?from=1&to=2")
    assert words(data, "new") == words(file(way, "revisions/2.docx"))
    assert words(data, "old") == words(file(way, "revisions/1.docx"))
    (change,) = parts(data)["word/document.xml"].iter(f"{W}ins")
    assert change.attrib[f"{W}author"].startswith("Expert*innengruppe")
    assert change.attrib[f"{W}date"] == way.get("chair", "/revisions")["items"][1]["at"][:19] + "Z"
    assert SECOND != TEXT and "Kosten" in line_of(change)


def test_the_same_request_gives_the_same_bytes(api: Callers) -> None:
    way = Way(api).revise()
    for what in ("revisions/2.docx", "redline.docx"):
        assert file(way, what) == file(way, what)


def test_statements_and_vorgaben_come_along_as_comments_where_they_are_asked_for(
    api: Callers,
) -> None:
    way = Way(api).submit()
    way.state("beirat-01", text="Welche Ziele?\n\nBitte nennen.", passages=[{"exact": "Ziele"}])
    way.state("beirat-02", passages=[{"exact": "nennen", "remark": "Wann?"}])
    way.give_back(1, {"text": "Kosten nennen", "passages": [{"exact": "von Anfang an"}]})
    answer = {"vorgabe": 1, "outcome": "teilweise", "reason": "Nur die Ziele."}
    way.revise(answers=[{**answer, "passages": [{"exact": "Kosten"}]}])
    assert not comments(file(way, "redline.docx?from=1&to=2"))
    data = file(way, "redline.docx?from=1&to=2&comments=true")
    said = dict(zip(commented(data), comments(data), strict=True))
    assert [words for _, words in said.values()] == [
        "Stellungnahme zu Fassung 1: Zustimmend|Welche Ziele?|Bitte nennen.",
        "Stellungnahme zu Fassung 1: Zustimmend|Wann?",
        "Vorgabe 1|Kosten nennen",
        "Antwort auf Vorgabe 1: Teilweise erfüllt|Nur die Ziele.",
    ]
    assert list(said) == ["Ziele", "nennen", "von Anfang an", "Kosten"]
    assert words(data) == words(file(way, "revisions/2.docx"))


def test_what_is_spoken_of_and_gone_is_commented_where_it_stood(api: Callers) -> None:
    way = Way(api).submit()
    way.state("beirat-01", passages=[{"exact": "Wir fördern Bildung von Anfang an."}]).give_back()
    text = TEXT.replace("Wir fördern Bildung von Anfang an.\n\n", "")
    way.revise(text=text, answers=[{"vorgabe": 1, "outcome": "erfuellt"}])
    data = file(way, "redline.docx?from=1&to=2&comments=true")
    assert commented(data) == ["Wir fördern Bildung von Anfang an."]
    assert not comments(file(way, "revisions/2.docx?comments=true"))


def test_a_long_pair_is_computed_first(api: Callers) -> None:
    long = "Ein Satz, der sich wiederholt und lang ist.\n\n" * (LARGE // 60)
    way = Way(api, text=long).revise(text=f"{long}Noch einer.")
    answer = asked(way, "redline.docx?from=1&to=2")
    assert (answer.status_code, answer.headers["retry-after"]) == (202, "2")
    assert answer.json() == {"done": 0, "total": 0}


@pytest.mark.parametrize(
    ("what", "status"),
    [
        ("revisions/3.docx", 404), ("redline.docx?from=1&to=3", 404), ("revisions/0.docx", 404),
        ("revisions/x.docx", 404), ("redline.docx?to=0", 422), ("revisions/1.pdf", 404),
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused(api: Callers, what: str, status: int) -> None:
    answer = asked(Way(api).revise(), what)
    assert problem(answer)["status"] == status


def test_who_may_not_read_a_revision_has_no_file_of_it(api: Callers) -> None:
    way = Way(api)
    assert asked(way, "revisions/1.docx", "beirat-01").status_code == 404
    way.submit().give_back().revise(answers=[{"vorgabe": 1, "outcome": "erfuellt"}])
    assert asked(way, "revisions/1.docx", "beirat-01").status_code == 200
    for what in ("revisions/2.docx", "redline.docx?to=2"):
        assert asked(way, what, "beirat-01").status_code == 404


# Back --------------------------------------------------------------------------------------------


def back(way: Way, data: bytes, **more: Any) -> Response:
    choice = {"changes": more.pop("changes")} if "changes" in more else {}
    file = {"name": "a.docx", "content": b64encode(data).decode(), **choice}
    return way.post("chair", "file", file=file, **more)


def edited(data: bytes, **words: str) -> bytes:
    """Give a document in which two colleagues changed words, with tracked changes open."""
    written = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(written, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode()
            if name == "word/document.xml":
                for number, (gone, come) in enumerate(words.items(), start=900):
                    said = f'w:id="{number}" w:author="Kollegin {number}"'
                    part = part.replace(
                        f"{gone}.</w:t></w:r>",
                        f"</w:t></w:r><w:del {said}><w:r>"
                        f"<w:delText>{gone}.</w:delText></w:r></w:del>"
                        f"<w:ins {said}><w:r><w:t>{come}.</w:t></w:r></w:ins>",
                    )
            new.writestr(name, part)
    return written.getvalue()


WRITTEN = "Leitbild\n========\n\n* Wir fördern Bildung\n  von Anfang an.\n\nWir nennen Ziele.\n"


def test_a_file_comes_back_as_the_next_revision_of_the_one_it_went_out_as(api: Callers) -> None:
    way = Way(api, text=WRITTEN)
    data = edited(file(way, "revisions/1.docx"), Ziele="Ziele und Kosten")
    said = found(way.api["chair"].client.post("/api/files?name=a.docx", content=data))
    sha256 = way.get("chair", "/revisions/1")["sha256"]
    assert said["origin"] == {"draft": way.id, "revision": 1, "sha256": sha256}
    assert problem(back(way, data))["title"] == "FileHasOpenChanges"
    created(back(way, data, changes="accepted"))
    assert way.get("chair", "/revisions/2")["text"] == WRITTEN.replace("Ziele", "Ziele und Kosten")


def test_what_was_changed_meanwhile_is_merged(api: Callers) -> None:
    way = Way(api, text=WRITTEN)
    data = edited(file(way, "revisions/1.docx"), Ziele="Ziele und Kosten")
    way.revise(text=WRITTEN.replace("Bildung\n", "Bildung und Sport\n"))
    created(back(way, data, changes="accepted"))
    text = WRITTEN.replace("Bildung\n", "Bildung und Sport\n").replace("Ziele", "Ziele und Kosten")
    assert way.get("chair", "/revisions/3")["text"] == text
    assert [one["revision"] for one in way.get("chair", "/revisions")["items"][2]["parents"]]


def test_what_both_changed_is_asked_about(api: Callers) -> None:
    way = Way(api, text=WRITTEN)
    data = edited(file(way, "revisions/1.docx"), Ziele="Kosten")
    way.revise(text=WRITTEN.replace("Wir nennen Ziele.", "Wir nennen Fristen."))
    asked_about = back(way, data, changes="accepted")
    assert (asked_about.status_code, problem(asked_about)["title"]) == (409, "TheTextsMustBeMerged")
    (place,) = problem(asked_about)["conflicts"]
    decision = {"at": place["at"], "take": "ours"}
    created(back(way, data, changes="accepted", against=2, decisions=[decision]))
    assert "Wir nennen Kosten." in way.get("chair", "/revisions/3")["text"]


def test_a_file_of_another_draft_has_to_say_what_it_continues(api: Callers) -> None:
    data = file(Way(api, text=WRITTEN), "revisions/1.docx")
    way = Way(api)
    assert problem(back(way, data))["title"] == "FileSaysNoRevision"
    created(back(way, data, base_revision=1))
    assert way.get("chair", "/revisions/2")["text"].startswith("# Leitbild\n")


def test_whoever_may_not_revise_is_refused_first(api: Callers) -> None:
    way = Way(api).submit()
    content = {"name": "a.docx", "content": "AAAA"}
    answer = way.post("beirat-01", "file", file=content)
    assert answer.status_code == 403
