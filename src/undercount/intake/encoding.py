"""Bytes of a text into characters: the encoding is told by the bytes, never by the file's name."""

from __future__ import annotations

import codecs
import re
import unicodedata

from undercount.facts.problem import Refused, Spot, refuse

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_CYRILLIC = ("cp1251", "koi8_r", "koi8_u", "kz1048", "iso8859_5", "cp866", "mac_cyrillic")
_WESTERN = "cp1252"

# Letters that make up most of a Cyrillic text; in a wrong table they come out as rare ones.
_COMMON = frozenset("оеаинтсрвлкмдпуыяьзбгійєїқәғңөұүһ")
_TYPOGRAPHY = frozenset("«»“”„‘’–—…№·•°§\u00a0")
_LATIN = frozenset("àâäáãåæçéèêëíìîïñóòôöõøœúùûüýÿßÀÂÄÁÇÉÈÊËÍÎÏÑÓÔÖÚÙÛÜ¿¡ªº€")
_ALLOWED_CONTROLS = frozenset("\t\n\r\f\x0b\x85")


def decode(content: bytes, spot: Spot) -> tuple[str, str]:
    """Return the text and the name of its encoding.

    Raises:
        Refused: it is binary, or no encoding gives readable text.
    """
    text, encoding = _decoded(content, spot)
    controls = sum(1 for char in text if unicodedata.category(char) == "Cc" and char not in _ALLOWED_CONTROLS)
    if controls > max(2, len(text) // 200):
        raise _binary(spot)
    return text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff"), encoding


def _decoded(content: bytes, spot: Spot) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding, spot)
    wide = _wide(content)
    if wide:
        return _strictly(content, wide, spot)
    try:
        # a last character that was cut off is let go, since files are cut at sizes
        return codecs.getincrementaldecoder("utf-8")().decode(content), "utf-8"
    except UnicodeDecodeError as fault:
        if b"\x00" in content:
            raise _binary(spot) from fault
        if _mostly_utf8(content):
            raise _broken("UTF-8", fault, spot) from fault
    return _eight_bit(content, spot)


def _strictly(content: bytes, encoding: str, spot: Spot) -> tuple[str, str]:
    try:
        return content.decode(encoding), encoding.removesuffix("-sig")
    except UnicodeDecodeError as fault:
        raise _broken(encoding.removesuffix("-sig").upper(), fault, spot) from fault


def _broken(encoding: str, fault: UnicodeDecodeError, spot: Spot) -> Refused:
    return refuse(
        "broken_encoding",
        "it begins as {encoding} and byte {byte} does not go on so",
        "save it again as UTF-8",
        at=spot,
        encoding=encoding,
        byte=fault.start + 1,
    )


def _binary(spot: Spot) -> Refused:
    return refuse("binary", "it holds data and not text", "give a text, HTML, Word or PDF file", at=spot)


def _wide(content: bytes) -> str:
    """Tell UTF-16 without a mark: in it every other byte of plain letters is zero, or 04 for Cyrillic."""
    sample = content[:4096]
    half = max(1, len(sample) // 2)
    for encoding, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        high = sample[offset::2]
        if len(sample) > 3 and sum(byte in (0, 4) for byte in high) > 0.9 * half and len(set(high)) <= 6:
            return encoding
    return ""


def _mostly_utf8(content: bytes) -> bool:
    """Tell damaged UTF-8 from another encoding: letters of another make hardly any sequence of UTF-8."""
    text = content.decode("utf-8", errors="replace")
    whole = sum(1 for char in text if char > "\x7f" and char != "\ufffd")
    return whole > 4 * text.count("\ufffd")


def _eight_bit(content: bytes, spot: Spot) -> tuple[str, str]:
    declared = _DECLARED.search(content[:4096])
    tables = [declared[1].decode("ascii")] if declared else []
    for encoding in [*tables, *_candidates(content)]:
        text = _by_table(content, encoding)
        if text is not None and _plausible(text):
            return text, codecs.lookup(encoding).name
    raise refuse("unknown_encoding", "its encoding can't be told", "save it again as UTF-8", at=spot)


def _candidates(content: bytes) -> list[str]:
    """Return the tables to try, the likeliest first: Cyrillic is mostly high bytes, Western is not."""
    high = sum(byte >= 0x80 for byte in content)
    letters = high + sum(bytes((byte,)).isalpha() for byte in content)
    if high <= 0.35 * letters:
        return [_WESTERN, *_CYRILLIC]
    read = [(encoding, _by_table(content, encoding)) for encoding in _CYRILLIC]
    scored = [(encoding, _score(text)) for encoding, text in read if text is not None]
    return [encoding for encoding, _ in sorted(scored, key=lambda pair: -pair[1])]


def _by_table(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _score(text: str) -> float:
    """Return how much a text reads like Cyrillic: common small letters, capitals at a word's start."""
    score, previous = 0.0, " "
    for char in text:
        if char > "\x7f":
            if char in _COMMON:
                score += 1
            elif char.isupper():
                score += 0.2 if not previous.isalpha() or previous.isupper() else -1
            elif not char.isalpha() and char not in _TYPOGRAPHY:
                score -= 1
        previous = char
    return score


def _plausible(text: str) -> bool:
    high = [char for char in text if char > "\x7f"]
    known = sum(char in _COMMON or char in _TYPOGRAPHY or char in _LATIN or char.isalpha() for char in high)
    return known >= 0.95 * len(high) and sum(char.isalpha() or char.isspace() for char in text) >= 0.6 * len(
        text
    )
