"""Names as a list gives them, never changed: what is odd about their letters, and who has none."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from undercount.facts.quantity import read_quantities
from undercount.intake.lists.cells.reading import Reading, cell_fault
from undercount.intake.lists.cells.words import Words, content, folded, is_blank, spaced, unknown_of, words

_USUAL = re.compile(
    r"(?:[А-ЯЁІӘҒҚҢӨҰҮҺ](?:[а-яёіәғқңөұүһ]+|[А-ЯЁІӘҒҚҢӨҰҮҺ]+|\.)?(?:[ \-]|\.? |\.(?=[А-ЯЁІ]))?)+\.?"
    r"|(?:[A-Z](?:[a-z]+|[A-Z]+|\.)?(?:[ \-']|\.? |\.(?=[A-Z]))?)+\.?"
)
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LOOK_ALIKE = re.compile(r"[ABCEHKMOPTXYaceopxyiI]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_DIGIT = re.compile(r"\d")
_DIGIT_IN_WORD = re.compile(r"[^\W\d_]\d+[^\W\d_]")
_LOST = re.compile(r"\?{3,}")
_JOINED = re.compile(r"\s+(?:и|және|and|&)\s+|[;\n/]|,\s*(?=\S+\s+\S)", re.IGNORECASE)
_PLAIN_COUNT = re.compile(r"(?<!\d)(\d{1,5})\s+([^\W\d_]+)")
_LONGEST = 200  # characters that a name may have without being a story


@lru_cache(maxsize=8_192)
def _odd(text: str) -> Reading:
    return _read_odd(text)


def read_name(text: str) -> Reading:
    """Read a name: as given, with how many people it speaks of where that is not one.

    Fields: name; count_low and count_high for a group or somebody unnamed.
    Faults: as any cell; letters_lost, not_a_name.
    Notes: mixed_script, look_alike, invisible, digits_in_name, several_names, unnamed, group, long_name.
    """
    if _USUAL.fullmatch(text) and " " in text and len(text) < _LONGEST:
        return Reading({"name": text}, "", (), text)
    return _odd(text)


def _read_odd(text: str) -> Reading:
    if is_blank(text):
        return Reading()
    fault = cell_fault(text)
    if fault:
        return Reading(fault=fault)
    name = spaced(text)
    unnamed = _unnamed(name)
    if unnamed:
        return unnamed
    if not _WORD.search(name):
        return Reading(fault="letters_lost" if _LOST.search(name) else "not_a_name")
    if _LOST.search(name) and len(_WORD.findall(name)) < 2:
        return Reading(fault="letters_lost")
    fields: dict[str, object] = {"name": name}
    notes = _notes(text, name)
    several = _several(text)
    if _nobody_after_a_name(name):
        return Reading({"name": name, "count_low": 2, "count_high": None}, "", ("group",))
    if several > 1:
        fields |= {"count_low": several, "count_high": several}
        notes.append("several_names")
    return Reading(fields, "", tuple(notes))


def letter_notes(text: str) -> list[str]:
    """Return what is odd about a text's letters: scripts mixed in a word, look-alikes, invisible marks."""
    notes = []
    if _INVISIBLE.search(text):
        notes.append("invisible")
    if _LATIN.search(text) and _CYRILLIC.search(text):
        found = _WORD.findall(text)
        if any(_LATIN.search(word) and _CYRILLIC.search(word) for word in found):
            notes.append("mixed_script")
        elif any(_LOOK_ALIKE.fullmatch(word) for word in found):
            notes.append("look_alike")
    return notes


def _notes(text: str, name: str) -> list[str]:
    notes = letter_notes(text)
    if _DIGIT.search(name):
        notes.append("digit_in_word" if _DIGIT_IN_WORD.search(name) else "more_than_name")
    if len(name) > _LONGEST:
        notes.append("long_name")
    return notes


def _several(text: str) -> int:
    """Return how many full names a cell joins; 1 where it is one, or not plainly several."""
    parts = [part for part in _JOINED.split(text) if part.strip()]
    full = [part for part in parts if len(_WORD.findall(part)) >= 2 and not _DIGIT.search(part)]
    return len(parts) if len(parts) > 1 and len(full) == len(parts) else 1


def _unnamed(name: str) -> Reading | None:
    """Read a name that names nobody: one unknown person, or a group with its number."""
    code = _nobody().code(name) if not _DIGIT.search(name) else ""
    if code == "several":
        return Reading({"name": name, "count_low": 2, "count_high": None}, "", ("group",))
    if code == "one" or unknown_of(name):
        return Reading({"name": name}, "", ("unnamed",))
    described = any(_begins().code(word) for word in _WORD.findall(name))
    if not described and not _DIGIT.search(name) and not _counts(name):
        return None
    counted = _people_counted(name)
    if counted:
        low, high = counted
        return Reading({"name": name, "count_low": low, "count_high": high}, "", ("group",))
    if _nobody().begins(name) == "several":
        return Reading({"name": name, "count_low": 2, "count_high": None}, "", ("group",))
    return Reading({"name": name}, "", ("unnamed",)) if described and _is_description(name) else None


@cache
def _nobody() -> Words:
    table = content("words")["unnamed"]
    return Words({code: table[code] for code in ("one", "several")})


def _begins() -> Words:
    return words("unnamed", "begins")


def _counts(name: str) -> bool:
    """Tell a name cell that holds a noun for people, as in "twelve men"."""
    return any(_nouns().code(word) for word in _WORD.findall(name))


def _nouns() -> Words:
    return words("unnamed", "people")


def _is_description(name: str) -> bool:
    """Tell "unknown man, about 30" from a name that begins with the same letters."""
    return not any(word[0].isupper() for word in _WORD.findall(name)[1:])


def _nobody_after_a_name(name: str) -> bool:
    """Tell "Nurlanov and others"."""
    key = folded(name)
    return any(key.endswith(f" {folded(word)}") for word in content("words")["unnamed"]["and_others"])


def _people_counted(name: str) -> tuple[int | None, int | None] | None:
    """Return how many people a description counts, or None where it counts none."""
    readings = [reading for language in _languages(name) for reading in read_quantities(name, language)]
    for reading in readings:
        noun = any(_nouns().code(word) for word in _WORD.findall(reading.quote + " " + reading.population))
        if reading.kind == "count" and (reading.people or noun):
            return _with_the_named(name[: reading.start], reading.quantity.low, reading.quantity.high)
    plain = _PLAIN_COUNT.search(name)
    if plain and _nouns().code(plain[2]):
        return _with_the_named(name[: plain.start()], int(plain[1]), int(plain[1]))
    return None


def _with_the_named(before: str, low: int | None, high: int | None) -> tuple[int | None, int | None]:
    """Count the one who is named too, where more are said to be with them."""
    named = 1 if _joins_a_name(before) else 0
    return (None if low is None else low + named), (None if high is None else high + named)


def _joins_a_name(before: str) -> bool:
    """Tell "Nurlanov and 3 more": the one who is named counts too."""
    ending = folded(before)
    return any(ending.endswith(f" {word}") for word in (folded(w) for w in _and_more()))


@cache
def _and_more() -> tuple[str, ...]:
    return tuple(content("words")["unnamed"]["and_more"])


def _languages(text: str) -> tuple[str, ...]:
    return ("ru", "kk") if _CYRILLIC.search(text) else ("en",)
