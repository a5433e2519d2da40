"""Which language a text of the data is in, told by its letters, so that a page can mark it."""

from __future__ import annotations

import re

_KAZAKH = re.compile(r"[әғқңөұүһӘҒҚҢӨҰҮҺ]")
_UKRAINIAN = re.compile(r"[їєґЇЄҐ]")
_SHARED_I = re.compile(r"[іІ]")  # Kazakh and Ukrainian have it, Russian does not
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")


def tongue(text: str) -> str:
    """Return the BCP 47 code of the language a text seems to be in; "" where it has no letters to tell by.

    Latin letters are taken for English: the data's notes are written in it. A text of several scripts goes by
    the script with the most letters.
    """
    counts = {
        "cyrillic": len(_CYRILLIC.findall(text)),
        "latin": len(_LATIN.findall(text)),
        "arabic": len(_ARABIC.findall(text)),
    }
    script = max(counts, key=lambda name: counts[name])
    if not counts[script]:
        return ""
    if script == "cyrillic":
        return _of_cyrillic(text)
    return "en" if script == "latin" else "ar"


def _of_cyrillic(text: str) -> str:
    if _KAZAKH.search(text):
        return "kk"
    if _UKRAINIAN.search(text):
        return "uk"
    return "kk" if _SHARED_I.search(text) else "ru"
