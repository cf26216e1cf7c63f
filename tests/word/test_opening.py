"""A file is checked before it is read: each refusal, and what is no reason for one."""

from __future__ import annotations

import struct

import pytest

from review_service.word import refusals
from review_service.word.opening import MOST_ENTRIES, MOST_SIGNS, open_container
from tests.word.making import docx, docx_parts, outside, p, xml, zipped

TEXT = p("Ein Satz.")
DOCUMENT = "word/document.xml"


def test_a_document_is_opened_and_a_text_is_none() -> None:
    found = open_container(docx(TEXT))
    assert found and found.kind == "docx" and found.main == "word/document.xml"
    assert open_container(b"## Nur Text\n") is None


def test_the_text_lies_where_the_file_says() -> None:
    parts = docx_parts(TEXT)
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace("document.xml", "document2.xml")
    found = open_container(zipped({**parts}))
    assert found and found.main == "word/document2.xml"


def changed(**parts: str | bytes) -> bytes:
    """Give a document of which one part is another: `document`, `types` …"""
    names = {"document": DOCUMENT, "types": "[Content_Types].xml",
             "vba": "word/vbaProject.bin", "picture": "word/media/image1.png"}  # fmt: skip
    return zipped({**docx_parts(TEXT), **{names[name]: part for name, part in parts.items()}})


def flagged(data: bytes, flag: int) -> bytes:
    """Set a flag in the directory of a container, as one does who encrypts its entries."""
    at = data.index(b"PK\1\2")
    return data[: at + 8] + struct.pack("<H", flag) + data[at + 10 :]


MACROS = docx_parts(TEXT, main="application/vnd.ms-word.document.macroEnabled.main+xml")
ENTITIES = '<!DOCTYPE a [<!ENTITY lol "lol"><!ENTITY l2 "&lol;&lol;">]>'
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
REFUSED = {
    "encrypted": (OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"),
                  refusals.FileIsEncrypted),
    "an old .doc": (OLE + bytes(500), refusals.FileIsOldWord),
    "an encrypted entry": (flagged(docx(TEXT), 1), refusals.FileIsEncrypted),
    "macros, said": (zipped({**MACROS}), refusals.FileHasMacros),
    "macros, hidden": (changed(vba=b"x"), refusals.FileHasMacros),
    "a linked picture": (docx(TEXT, links=outside("image", "http://a.example/p.png")),
                         refusals.FilePointsOutside),
    "a linked object": (docx(TEXT, links=outside("oleObject", "file:///c:/a.xls")),
                        refusals.FilePointsOutside),
    "cut off": (docx(TEXT)[:-40], refusals.FileIsBroken),
    "no text": (zipped({n: part for n, part in docx_parts(TEXT).items() if n != DOCUMENT}),
                refusals.FileIsBroken),
    "entities": (changed(document=xml("document", "<w:body/>").replace("?>", f"?>{ENTITIES}")),
                 refusals.FileHasEntities),
    "entities used": (changed(document=f"{ENTITIES}<a>&l2;</a>"), refusals.FileHasEntities),
    "a bomb": (changed(picture=bytes(10_000_000)), refusals.FileUnpacksTooLarge),
    "many entries": (zipped({f"word/{n}.xml": "" for n in range(MOST_ENTRIES + 1)}),
                     refusals.FileUnpacksTooLarge),
    "a spreadsheet": (changed(types="<Types>spreadsheetml.sheet.main+xml</Types>"),
                      refusals.FileIsNoDocument),
    "an archive": (zipped({"a.txt": "a"}), refusals.FileIsNoDocument),
    "a PDF": (b"%PDF-1.7 ...", refusals.FileIsNoDocument),
    "RTF": (rb"{\rtf1 a}", refusals.FileIsNoDocument),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_plain_document_is_refused_with_what_to_do(name: str) -> None:
    data, refusal = REFUSED[name]
    with pytest.raises(refusal) as refused:
        found = open_container(data)
        assert found
        found.tree(found.main)
    assert refused.value.sentence.endswith(".") and "{" not in refused.value.sentence


def test_an_entry_that_unpacks_to_other_bytes_is_broken() -> None:
    data = bytearray(docx(TEXT))
    at = data.index(b"word/document.xml") + len("word/document.xml") + 10
    data[at] ^= 0xFF
    with pytest.raises(refusals.FileIsBroken):
        found = open_container(bytes(data))
        assert found
        found.tree(found.main)


def test_more_tags_than_fit_into_memory_are_refused_before_they_are_parsed() -> None:
    body = "".join(f'<w:p w:id="{n * 7919 % 1_000_003}"/>' for n in range(MOST_SIGNS // 2))
    with pytest.raises(refusals.FileHasTooMuch):
        found = open_container(docx(body))
        assert found
        found.tree(found.main)


@pytest.mark.parametrize(
    "link", [outside("hyperlink", "https://a.example/"), outside("attachedTemplate", "a.dotx")]
)
def test_where_a_link_leads_to_and_an_old_template_are_no_reason(link: str) -> None:
    assert open_container(docx(TEXT, links=link))


def test_what_is_kept_of_a_file_holds_neither_pictures_nor_properties() -> None:
    parts = {**docx_parts(TEXT), "docProps/core.xml": "<a>Erika Muster</a>",
             "word/media/image1.png": "x"}  # fmt: skip
    found = open_container(zipped({**parts}))
    again = open_container(found.packed_text() if found else b"")
    assert again and "docProps/core.xml" not in again.archive.namelist()
    assert again.part("word/document.xml") == docx_parts(TEXT)["word/document.xml"].encode()
