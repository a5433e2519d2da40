"""Which encoding a list's text is in, told by its bytes; where two fit as well as each other, both are named."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Tables of one byte a character; the order decides only where the texts are the same.
_TABLES = ("cp1251", "koi8-r", "cp1252", "kz1048", "cp866", "mac-cyrillic", "cp1254")
_WORD = re.compile(r"[^\W\d_]+")
_ODD = re.compile(r"[€™†‡‰\x80-\x9f¤¦§¨©¬®°±¶·µ│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀░▒▓√≈≤≥∙²÷■⌠⌡]")
# Letters by how common they are in Russian and Kazakh running text and names; what is rare there is left out.
_COMMON = {letter: 1 for letter in "оеаинтсрвлкмдпуыбгзя"} | {letter: 0.6 for letter in "ьйчжхшюәқғңөұүі"}
_SAMPLE_WORDS = 4_000
_DOUBT = 0.04  # two readings whose marks differ by less than this share of the best are both possible


class Encoding(NamedTuple):
    """An encoding, and the others that fit as well; `damaged` where some of its bytes do not belong to it."""

    name: str
    doubtful: tuple[str, ...] = ()
    damaged: bool = False


def detect(sample: bytes, whole: bool) -> Encoding:
    """Tell the encoding of a text by its first bytes.

    Args:
        sample: the beginning of the file.
        whole: whether this is all of it; else its last character may be cut off.
    """
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return Encoding(name)
    wide = _wide(sample)
    if wide:
        return Encoding(wide)
    if _is_utf8(sample, whole):
        return Encoding("utf-8")
    if _is_damaged_utf8(sample):
        return Encoding("utf-8", damaged=True)
    return _by_words(sample)


def _is_utf8(sample: bytes, whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=whole)
    except UnicodeDecodeError:
        return False
    return True


def _is_damaged_utf8(sample: bytes) -> bool:
    """Tell UTF-8 with a few bad bytes: letters of another encoding hardly ever form a sequence of it."""
    text = sample.decode("utf-8", errors="replace")
    whole = sum(1 for char in text if char > "\x7f" and char != "\ufffd")
    return whole > 6 * text.count("\ufffd")


def _wide(sample: bytes) -> str:
    """Tell UTF-16 without a mark: every other byte of plain letters is 0, and 4 of Cyrillic ones."""
    head = sample[:4096]
    for name, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        high = head[offset::2]
        if len(high) > 1 and 0 in high and sum(byte in (0, 4) for byte in high) > 0.9 * len(high):
            return name
    return ""


def _by_words(sample: bytes) -> Encoding:
    marks: dict[str, float] = {}
    texts: dict[str, str] = {}
    for table in _TABLES:
        text = _decoded(sample, table)
        if text is not None and text not in texts.values():
            texts[table], marks[table] = text, _mark(text)
    if not marks:
        return Encoding("utf-8", damaged=True)
    best = max(marks, key=lambda table: marks[table])
    near = _DOUBT * max(1.0, abs(marks[best]))
    doubtful = [t for t in marks if t != best and marks[best] - marks[t] < near and _differs(texts, t, best)]
    return Encoding(best, tuple(doubtful))


def _decoded(sample: bytes, table: str) -> str | None:
    try:
        return sample.decode(table)
    except UnicodeDecodeError:
        return None


def _differs(texts: dict[str, str], a: str, b: str) -> bool:
    """Tell whether two readings differ in letters; in a dash or a quotation mark they may."""
    return _WORD.findall(texts[a]) != _WORD.findall(texts[b])


def _mark(text: str) -> float:
    words = [word for word in _WORD.findall(text) if not word.isascii()][:_SAMPLE_WORDS]
    odd = len(_ODD.findall(text))
    return sum(_word_mark(word) for word in words) - 1.5 * odd


def _word_mark(word: str) -> float:
    """Return how much a word looks like one that a person wrote: one script, capitals where they belong."""
    cyrillic = sum("\u0400" <= char <= "\u04ff" for char in word)
    if 0 < cyrillic < len(word):
        return -1.5
    shape = 0.0 if _well_cased(word) else -1.5
    if not cyrillic:
        accents = sum(char > "\x7f" for char in word)
        return shape + (1.0 if accents <= len(word) // 2 else -1.0)
    letters = word.lower()
    return shape + sum(_COMMON.get(char, 0.0) for char in letters) / len(letters)


def _well_cased(word: str) -> bool:
    return word.islower() or word.isupper() or (word[0].isupper() and not _rises(word[1:]))


def _rises(letters: Iterable[str]) -> bool:
    return any(a.islower() and b.isupper() for a, b in pairwise(letters))
