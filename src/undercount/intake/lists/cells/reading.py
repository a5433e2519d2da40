"""What one cell was read as, and the faults that any cell can have: errors, formulas, garbled letters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from undercount.intake.lists.parse.grid import FORMULA, LONGEST_CELL

NOTHING: Mapping[str, Any] = {}
_ERRORS = re.compile(
    r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA|ССЫЛКА!|Н/Д|ЗНАЧ!|ДЕЛ/0!|ИМЯ\?|ПУСТО!|ЧИСЛО!|#+)"
    r"|#+|Err:\d{3}|ОШИБКА:?\d*",
    re.IGNORECASE,
)
_FORMULA_TEXT = re.compile(r"[=@]\S|\+[A-Za-z(]")
_SYMBOLS = re.compile(r"[¤¦§¨©¬®°±¶·µ‡†‰\u00ad\x80-\x9f]")
_ENTITY = re.compile(r"&#x?[0-9a-fA-F]{2,6};")
_ACCENTED = re.compile(r"[À-ÿ]")
_LETTER = re.compile(r"[^\W\d_]")
_TURNED_CASE = re.compile(r"(?<!\w)[а-яё][А-ЯЁ]{2,}(?!\w)")
_CYRILLIC_WORD = re.compile(r"[Ѐ-ӿ]{2,}")
_PLAIN = re.compile(r"[ -~А-яЁёІіӘәҒғҚқҢңӨөҰұҮүҺһ№«»–—’\n]*")
_SUSPECT = re.compile(r"[РС][\s°±²³´µ¶·¸¹º»¼½¾¿ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџ ЎўЈ¤Ґ¦§Ё©Є«¬®Їа-яё]")


class Reading(NamedTuple):
    """What a cell says.

    Attributes:
        fields: values by the mention's field, or by the claim's attribute; empty where it says nothing.
        fault: why it can't be read, or "".
        notes: what was doubtful about it.
        shown: its fields as text; the cell's own text where they are the same.
    """

    fields: Mapping[str, Any] = NOTHING
    fault: str = ""
    notes: tuple[str, ...] = ()
    shown: str = ""


def cell_fault(text: str) -> str:
    """Return the fault of a cell that no field could read: an error, a formula, garbled letters; or ""."""
    first = text[0]
    if first == FORMULA:
        return "formula_without_value"
    if first == "#" or first in "EeОо":
        if _ERRORS.fullmatch(text):
            return "error_cell"
    elif first in "=@+" and _FORMULA_TEXT.match(text):
        return "formula_text"
    if len(text) > LONGEST_CELL:
        return "cell_too_long"
    if "\ufffd" in text:
        return "letters_lost"
    return "" if text.isascii() and "&" not in text else _garbled(text)


def _garbled(text: str) -> str:
    """Tell text that was read in the wrong encoding before it was saved; it is named, never repaired."""
    if "&" in text and _ENTITY.search(text):
        return "mojibake"
    plain = _PLAIN.fullmatch(text) is not None
    if plain and not _SUSPECT.search(text) and not _TURNED_CASE.search(text):
        return ""
    return (
        "mojibake"
        if any(check(text) for check in (_utf8_read_otherwise, _cyrillic_as_latin, _turned))
        else ""
    )


def _utf8_read_otherwise(text: str) -> bool:
    for table in ("cp1251", "cp1252"):
        try:
            back = _bytes(text, table).decode("utf-8")
        except UnicodeError:
            continue
        if len(back) < len(text) and len(_LETTER.findall(back)) >= 2:
            return True
    return False


def _bytes(text: str, table: str) -> bytes:
    """Return the bytes that a table shows as this text; where it has none, those of Latin-1."""
    try:
        return text.encode(table)
    except UnicodeEncodeError:
        return b"".join(_byte(char, table) for char in text)


def _byte(char: str, table: str) -> bytes:
    try:
        return char.encode(table)
    except UnicodeEncodeError:
        return char.encode("latin-1")


def _cyrillic_as_latin(text: str) -> bool:
    """Tell Cyrillic bytes that were read as Western ones: nearly all letters come out with accents."""
    letters = _LETTER.findall(text)
    accented = len(_ACCENTED.findall(text))
    return accented >= 3 and accented > 0.6 * len(letters)


def _turned(text: str) -> bool:
    """Tell Cyrillic read by another Cyrillic table: small and capital letters exchanged, or symbols in words."""
    if _TURNED_CASE.search(text):
        return _reads_better(text, "koi8-r")
    return bool(_SYMBOLS.search(text)) and any(_reads_better(text, t) for t in ("cp866", "koi8-r"))


def _reads_better(text: str, table: str) -> bool:
    try:
        back = text.encode("cp1251").decode(table)
    except UnicodeError:
        return False
    words = _CYRILLIC_WORD.findall(back)
    return (
        bool(words)
        and all(word.istitle() or word.isupper() or word.islower() for word in words)
        and back != text
    )
