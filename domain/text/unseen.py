"""Signs that no reader sees: controls, zero widths, what turns the direction of writing about.

Two texts that differ in them alone look the same, and some let a text look other than it is. They
do not come in (`normalise`); where they came in before, they are shown by their code point.

They are Unicode's default ignorable code points and all controls but tab and line feed; not NUL,
which has a refusal of its own. Those stay that form what is seen: a joiner in a script that joins
its letters (Persian, Hindi) or between two emoji, one variation selector behind what has
variations, the tags of a flag.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache


def without(text: str) -> str:
    """Give a text without them; doing it twice changes nothing."""
    return pattern().sub("", text)


def named(sign: str) -> str:
    """Give the code point of a sign: `U+200B`."""
    return f"U+{ord(sign):04X}"


def shown(text: str) -> str:
    """Give a text with the code point in place of each of them."""
    return pattern().sub(lambda found: named(found[0]), text)


@cache
def pattern() -> re.Pattern[str]:
    """Give what finds one of them at a time."""
    joins = _signs(lambda char: unicodedata.bidirectional(char) == "AL")
    virama = _signs(lambda char: unicodedata.combining(char) == 9)
    pictures = _signs(lambda char: unicodedata.category(char) in ("So", "Sm", "Sk")) + "‼⁉〰〽ℹ"
    varied = _signs(lambda char: char >= "\u1000" and unicodedata.category(char) == "Lo")
    return re.compile(
        f"[{_UNSEEN}]"  # first of all, which makes searching fast
        f"(?<![{joins}{_POINTS}{virama}][{_JOINERS}])"
        f"(?!(?<=\u200d)[{virama}])"
        f"(?!(?<=[{pictures}]\u200d)[{pictures}])(?!(?<=[{pictures}]\ufe0f\u200d)[{pictures}])"
        f"(?<![{pictures}][{_SELECTORS}])"
        f"(?<![{varied}{_IDEOGRAPHS}][{_SELECTORS}{_MORE_SELECTORS}])"
        "(?!(?<=[#*0-9]\ufe0f)\u20e3)"
        + "".join(f"(?<!\U0001f3f4[{_TAGS}]{{{length}}})" for length in range(1, 7))
    )


_UNSEEN = (
    "\x01-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_JOINERS = "\u200c\u200d"
_SELECTORS, _MORE_SELECTORS = "\ufe00-\ufe0f", "\u180b-\u180f\U000e0100-\U000e01ef"
_POINTS = "\u064b-\u065f\u0670\u06d6-\u06dc"  # vowels above and below an Arabic letter
_IDEOGRAPHS = "\U00020000-\U0003347f"
_TAGS = "\U000e0020-\U000e007f"


def _signs(wanted: Callable[[str], bool]) -> str:
    """Give the inside of a character class: what is wanted, and stays so when it is normalised."""
    unseen = re.compile(f"[{_UNSEEN}]")
    found = [
        code
        for code in range(0xA0, 0x20000)  # beyond are ideographs alone
        if wanted(chr(code))
        and not unseen.match(chr(code))
        and unicodedata.is_normalized("NFC", chr(code))
    ]
    runs: list[list[int]] = []
    for code in found:
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in runs)
