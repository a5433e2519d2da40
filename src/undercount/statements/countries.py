"""Countries as lists of signatories name them, in six languages and many forms, to ISO 3166-1 codes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from babel import Locale

from undercount.facts.hedge import LANGUAGES
from undercount.statements.words import ALL, words

# Codes of CLDR that are no country a signatory can sit in: blocs, pseudo-regions, uninhabited parts.
_NOT_COUNTRIES = frozenset(
    ["EU", "EZ", "UN", "ZZ", "QO", "XA", "XB", "AC", "TA", "CP", "DG", "EA", "IC", "AQ"]
)
_APOSTROPHES = re.compile(r"[’ʼ`´]")
_SPACE = re.compile(r"\s+")
_FLAG = re.compile(r"[\U0001F1E6-\U0001F1FF]{2}")
_BETWEEN = re.compile(r"\s*(?:/|;|&|\+|\|)\s*|\s+(?:and|и|та|і|y|et|және|мен)\s+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a signatory says it is.

    Attributes:
        printed: the country as printed; "" where only a city or "International" stands there.
        codes: ISO 3166-1 alpha-2, one for each country named.
        city: as printed.
        international: whether it says that it belongs to no one country.
    """

    printed: str = ""
    codes: tuple[str, ...] = ()
    city: str = ""
    international: bool = False


@cache
def _table() -> dict[str, Any]:
    text = (files("undercount.statements") / "data" / "countries.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _codes() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES:
                names.setdefault(_key(name), code)
    for code, own in _table()["names"].items():
        names |= {_key(name): code for name in own}
    return names


@cache
def iso_codes() -> frozenset[str]:
    """Return every code that can be printed for a country."""
    return frozenset(_codes().values())


@cache
def _cities() -> frozenset[str]:
    """Return cities: those that CLDR names its time zones by, in each language, and our own list."""
    found = {_key(city) for city in _table()["cities"]["words"]}
    for language in LANGUAGES:
        for zone in Locale(language).time_zones.values():
            if "city" in zone:
                found.add(_key(zone["city"]))
    return frozenset(found - set(_codes()))


def _key(name: str) -> str:
    name = _APOSTROPHES.sub("'", name.lower()).replace("ё", "е").strip(" .,;:*()[]\u00a0")
    return _SPACE.sub(" ", name)


def country_code(name: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of a country's name, "" where it is none."""
    key = _key(name)
    if len(key) < 2:
        return ""
    if (
        key in ("us", "uk", "рк", "рф", "рб", "кр", "рт", "қр", "car", "opt", "пар", "rok")
        and not name.strip(" .").isupper()
    ):
        return ""  # these are countries only in capitals
    codes = _codes()
    return codes.get(key) or next((codes[form] for form in _plainer(key) if form in codes), "")


def _plainer(key: str) -> Iterator[str]:
    """Yield a name without "the", "Republic of" and the like."""
    table = _table()["prefixes"]
    spelled = key.replace(" and ", " & ")  # as CLDR spells "Trinidad & Tobago", "St. Lucia"
    yield from (spelled, re.sub(r"^saint ", "st. ", spelled))
    for prefix in table["words"]:
        if key.startswith(prefix + ("" if prefix.endswith("'") else " ")):
            yield key[len(prefix) :].strip()
    for suffix in table["suffixes"]:
        if key.endswith(" " + suffix):
            yield key[: -len(suffix)].strip()


def is_city(name: str) -> bool:
    """Tell the name of a larger city."""
    key = _key(name)
    return key in _cities() or any(form in _cities() for form in _plainer(key))


@cache
def _international() -> frozenset[str]:
    return frozenset(_key(word.rstrip("*")) for word in words(ALL, "places", "international"))


def is_international(name: str) -> bool:
    """Tell "International", "Global" and the names of parts of the world."""
    return _key(name) in _international()


def place_of(text: str) -> Place | None:
    """Read a place as it stands in brackets or after a dash; None where it is not wholly a place.

    "France", "Paris, France", "Germany/Ukraine", "International", "Kyiv".
    """
    text = text.strip(" .,;:()[]")
    if not text or len(text) > 80:
        return None
    code = country_code(text)
    if code:
        return Place(text, (code,))
    if is_international(text):
        return Place(international=True)
    if is_city(text):
        return Place(city=text)
    return _several(text) or _city_and_country(text)


def _several(text: str) -> Place | None:
    pieces = [piece.strip() for piece in _BETWEEN.split(text)]
    if len(pieces) < 2:
        pieces = [piece.strip() for piece in text.split(",")]
    if len(pieces) < 2:
        return None
    found = [place_of(piece) for piece in pieces]
    if any(place is None for place in found):
        return None
    places = [place for place in found if place is not None]
    codes = tuple(dict.fromkeys(code for place in places for code in place.codes))
    printed = [place.printed for place in places if place.printed]
    city = ", ".join(place.city for place in places if place.city)
    if len(printed) == len(places):
        return Place(text, codes)
    return Place(" / ".join(printed), codes, city, international=not codes and not city)


def _city_and_country(text: str) -> Place | None:
    """Read "Some Town, France": whatever stands before a country and is short is a town."""
    for mark in (",", "/", " – ", " — ", " - "):
        head, found, tail = text.rpartition(mark)
        code = country_code(tail) if found else ""
        if code and 0 < len(head.split()) <= 3 and not re.search(r"[;()«»“”\"]", head):
            return Place(tail.strip(" ."), (code,), head.strip())
    return None


def flag_code(text: str) -> tuple[str, str]:
    """Return the code of a country's flag in `text` and the text without it; ("", text) without one."""
    found = _FLAG.search(text)
    if not found:
        return "", text
    code = "".join(chr(ord(letter) - 0x1F1E6 + ord("A")) for letter in found[0])
    return (code, _SPACE.sub(" ", text.replace(found[0], " ")).strip()) if code in iso_codes() else ("", text)
