"""What a file may be refused for; the docstring is the sentence the user reads."""

from __future__ import annotations

from domain.text.refusals import UnusableText


class UnusableFile(UnusableText):
    """Diese Datei lässt sich nicht einlesen."""


class FileIsEncrypted(UnusableFile):
    """Diese Datei ist mit einem Kennwort geschützt. Heben Sie den Schutz auf (in Word: Datei,
    Informationen, Dokument schützen) und laden Sie sie noch einmal hoch."""


class FileIsOldWord(UnusableFile):
    """Diese Datei hat das alte Word-Format (.doc). Öffnen Sie sie, speichern Sie sie als .docx und
    laden Sie diese Datei hoch."""


class FileHasMacros(UnusableFile):
    """Diese Datei enthält Makros (.docm) und wird deshalb nicht eingelesen. Speichern Sie sie als
    Word-Dokument ohne Makros (.docx) und laden Sie diese Datei hoch."""


class FilePointsOutside(UnusableFile):
    """Diese Datei bindet etwas ein, das außerhalb von ihr liegt ({what}). Betten Sie es in Word
    ein oder entfernen Sie es, speichern Sie die Datei und laden Sie sie noch einmal hoch."""


class FileIsBroken(UnusableFile):
    """Diese Datei ist beschädigt oder unvollständig. Öffnen Sie sie in Ihrem Textprogramm,
    speichern Sie sie unter neuem Namen und laden Sie die neue Datei hoch."""


class FileHasEntities(UnusableFile):
    """Diese Datei enthält Anweisungen (DTD), die in Textdateien nicht vorkommen, und wird deshalb
    nicht eingelesen. Speichern Sie sie in Word oder LibreOffice neu und laden Sie sie noch einmal
    hoch."""


class FileIsNoDocument(UnusableFile):
    """Das ist {what}, kein Textdokument. Eingelesen werden .docx, .odt, .md und .txt."""


class FileIsNotWhatItSays(UnusableFile):
    """Der Name der Datei endet auf {ending}, ihr Inhalt ist aber etwas anderes. Öffnen Sie sie in
    dem Programm, mit dem sie geschrieben wurde, und speichern Sie sie dort als .docx."""


class FileUnpacksTooLarge(UnusableFile):
    """Diese Datei ist so dicht gepackt oder so groß ({what}), dass sie nicht eingelesen wird.
    Kopieren Sie den Text in ein neues Dokument und laden Sie dieses hoch."""


class FileHasTooMuch(UnusableFile):
    """Dieses Dokument hat mehr als {limit}. Teilen Sie es auf mehrere Entwürfe auf."""


class FileHasOpenChanges(UnusableFile):
    """In dieser Datei {changes} offen. Entscheiden Sie, ob der Text mit ihnen gilt oder
    ohne sie."""


class FileSaysNoRevision(UnusableFile):
    """Diese Datei sagt nicht, welche Fassung dieses Entwurfs sie fortschreibt. Geben Sie die
    Fassung an, auf der sie beruht (base_revision)."""
