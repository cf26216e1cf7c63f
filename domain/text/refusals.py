"""What a text or a passage may be refused for; the docstring is the sentence the user reads."""

from __future__ import annotations

import inspect


class Unusable(ValueError):
    """Das lässt sich nicht verwenden."""

    def __init__(self, **facts: object) -> None:
        """Fill the braces of the docstring with facts."""
        super().__init__((inspect.getdoc(type(self)) or "").replace("\n", " ").format(**facts))

    @property
    def sentence(self) -> str:
        """The German sentence for the user: what is wrong, and what to do."""
        return str(self.args[0])


class UnusableText(Unusable):
    """Dieser Text lässt sich nicht speichern."""


class TextIsEmpty(UnusableText):
    """Der Text ist leer. Schreiben Sie ihn in das Feld oder laden Sie eine Datei hoch."""


class TextIsTooLarge(UnusableText):
    """Der Text ist mit {megabytes} MB zu groß, erlaubt sind {limit} MB.
    Kürzen Sie ihn oder teilen Sie ihn auf mehrere Entwürfe auf."""


class TextContainsNul(UnusableText):
    """Der Text enthält hinter „{before}“ ein Zeichen, das es in Texten nicht gibt (NUL).
    Löschen Sie dort, was unsichtbar ist, oder geben Sie die Stelle neu ein."""


class TextContainsHalfACharacter(UnusableText):
    """Der Text enthält hinter „{before}“ ein halbes Zeichen, etwa ein zerschnittenes Emoji.
    Löschen Sie es dort und geben Sie die Stelle neu ein."""


class TextPilesUpMarks(UnusableText):
    """Im Text stehen hinter „{before}“ mehr als {limit} Akzente auf einem einzigen Buchstaben.
    Löschen Sie die überzähligen Akzente."""


class NameHoldsACommand(UnusableText):
    """Titel und Namen enthalten keine unsichtbaren Steuerzeichen, hier {sign}{behind}. Geben Sie
    die Stelle neu ein, ohne sie zu kopieren."""


class UploadIsNotText(UnusableText):
    """Diese Datei ist kein reiner Text. Speichern Sie sie als Textdatei (.txt oder .md, UTF-8)
    und laden Sie sie noch einmal hoch."""


class UploadHasAFault(UnusableText):
    """Die Datei ist in UTF-8, aber in Zeile {line}, Spalte {column} steht{behind} etwas, das kein
    Zeichen ergibt (Byte {place}: {byte}). Geben Sie die Stelle in der Datei neu ein, speichern Sie
    sie in UTF-8 und versuchen Sie es noch einmal."""


class UnusablePassage(Unusable):
    """Diese Textstelle lässt sich nicht verwenden."""


class PassageIsEmpty(UnusablePassage):
    """Die Textstelle ist leer. Fügen Sie die Wörter ein, um die es Ihnen geht."""


class PassageIsTooLong(UnusablePassage):
    """Die Textstelle ist länger als {limit} Zeichen. Nehmen Sie weniger Wörter, etwa nur
    den Anfang der Stelle."""


class PassageNotFound(UnusablePassage):
    """Diese Textstelle steht so nicht in dieser Fassung. Kopieren Sie die Wörter genau aus dem
    Text dieser Fassung, mit denen davor und dahinter, wenn Sie diese angeben."""


class PassageFoundTwice(UnusablePassage):
    """Diese Textstelle steht mehrmals in dieser Fassung. Nehmen Sie einige Wörter davor oder
    dahinter dazu, bis sie nur noch an einer Stelle passt."""


class PassageIsMergedAway(UnusablePassage):
    """Diese Textstelle steht in Ihrem Text, aber nicht mehr in dem zusammengeführten. Nennen Sie
    eine Stelle, die stehen bleibt."""


class ParagraphUnknown(UnusablePassage):
    """Absatz {number} gibt es in dieser Fassung nicht. Möglich ist {possible}."""
