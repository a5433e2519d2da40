"""Whether a text breaks off."""

from __future__ import annotations

import re

from undercount.statements.words import anywhere, words

_TERMINAL = re.compile(r"[.!?;:)»”\"’'*\]]\s*$|[.!?][\"”»’)]*\s*(?:\[\d+\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)$")
_ELLIPSIS = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*$")


def breaks_off(text: str, language: str) -> bool:
    """Tell a text that ends on a word, comma or hyphen that asks for more, or on an ellipsis."""
    text = text.strip()
    if not text:
        return False
    if _ELLIPSIS.search(text) or text.endswith((",", "-", "–", "—", "(", "«", "“")):
        return True
    last = re.search(r"([^\W\d_]+['’]?)$", text)
    return (
        bool(last) and last[1].lower() in words(language, "truncation", "function_words") if last else False
    )


def is_finished(text: str) -> bool:
    """Tell a text whose last sentence ends with a mark."""
    return bool(_TERMINAL.search(text.strip())) and not _ELLIPSIS.search(text.strip())


def is_cut_mark(text: str, language: str) -> bool:
    """Tell "Read more" and the like at a text's end."""
    found = anywhere(language, "truncation", "cut_marks").search(text)
    return bool(found) and len(text) < 60
