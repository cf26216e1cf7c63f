from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.text.decoding import Decoded, decode
from domain.text.refusals import UploadHasAFault, UploadIsNotText

GERMAN = "# Für Bürger*innen\n\nDie Straße „Große“ – 5 €, für Maßnahmen.\n"
OLDER = {"windows-1252": "Windows-1252", "mac-roman": "Mac OS Roman"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_in_unicode_is_read_without_a_doubt(encoding: str) -> None:
    assert decode(GERMAN.encode(encoding)) == Decoded(GERMAN)


@pytest.mark.parametrize("encoding", OLDER)
@pytest.mark.parametrize(
    "text", [GERMAN, "Köln", "Er sagte: „Spaß“ – und ging.", "§ 5: Ä, Ö und Ü", "5 € je Straße"]
)
def test_a_file_of_an_older_system_is_a_guess(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == Decoded(text, OLDER[encoding])


UTF8 = GERMAN.encode()


@pytest.mark.parametrize(
    ("data", "where", "byte"),
    [
        (UTF8 + b"Nachtrag: f\xfcr alle.", "Zeile 4, Spalte 12 steht hinter „Nachtrag: f“", 12),
        (UTF8 + "Müll ü".encode()[:-1], "Zeile 4, Spalte 6 steht hinter „Müll “", 7),
        (UTF8 + b"\xed\xa0\xbd", "Zeile 4, Spalte 1 steht", 1),
        (UTF8.replace(b"\n", b"\r") + b"ab\x80cd", "Zeile 4, Spalte 3 steht hinter „ab“", 3),
        (UTF8.replace(b"\n", b"\r\n") + b"\xff", "Zeile 4, Spalte 1 steht", 4),
        (b"\xef\xbb\xbf" + UTF8 + b"ein\xfc", "Zeile 4, Spalte 4 steht hinter „ein“", 7),
    ],
)
def test_a_wrong_byte_in_utf8_is_refused_with_its_place(data: bytes, where: str, byte: int) -> None:
    with pytest.raises(UploadHasAFault) as refused:
        decode(data)
    place = len(UTF8) + byte
    said = f"{where} etwas, das kein Zeichen ergibt (Byte {place}: {data[place - 1]:02X})"
    assert said in refused.value.sentence


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04\0\0", b"\x81\x8d", b"\xff\xfea", b"a\0b", b"%PDF-1.4\n%\xe2\xe3\x01"]
)
def test_what_is_no_text_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(UploadIsNotText, match=r"Speichern Sie sie als Textdatei \(.txt oder .md"):
        decode(data)


@given(st.text(st.sampled_from("äöüß„“–€ abc\n"), min_size=1), st.data())
def test_no_single_wrong_byte_in_a_text_goes_by_unseen(text: str, data: st.DataObject) -> None:
    """Whatever byte is wrong in a UTF-8 text of many signs: refused, or given as another text."""
    raw = (GERMAN + text).encode()
    at = data.draw(st.integers(0, len(raw) - 1))
    wrong = raw[:at] + bytes([data.draw(st.integers(0x80, 0xFF))]) + raw[at + 1 :]
    try:
        found = decode(wrong)
    except UploadHasAFault:
        return
    assert found.guessed is None and found.text.encode() == wrong
