"""How a name is written by other hands: transliterated, abbreviated, mistyped, in mixed alphabets."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from random import Random

LATIN_SCHEMES = ("bgn", "icao", "kazakh_2021", "german", "iso9")


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    text = (files("undercount.crises.exercise") / "spelling.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def russian(name: str) -> str:
    """Write a name with the letters of a Russian keyboard."""
    return _replaced(name, _tables()["russian"])


def latin(name: str, scheme: str) -> str:
    """Write a name in Latin letters after one of `LATIN_SCHEMES`."""
    tables = _tables()
    return _replaced(name, {**tables["bgn"], **tables[scheme]})


def with_lookalikes(name: str, random: Random) -> str:
    """Put Latin look-alikes in the place of some Cyrillic letters."""
    table = _tables()["lookalike"]
    return "".join(table[letter] if letter in table and random.random() < 0.5 else letter for letter in name)


def mistyped(name: str, random: Random) -> str:
    """Swap, drop or double one letter inside the name."""
    if len(name) < 4:
        return name
    at = random.randrange(1, len(name) - 2)
    kind = random.choice(("swap", "drop", "double"))
    if kind == "swap":
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:at] + name[at + 1 :] if kind == "drop" else name[: at + 1] + name[at:]


def initials(family: str, given: str, patronymic: str) -> str:
    """Write the surname with initials, as an official list does."""
    return f"{family} {given[:1]}.{patronymic[:1]}." if patronymic else f"{family} {given[:1]}."


def _replaced(name: str, table: Mapping[str, str]) -> str:
    return "".join(_letter(letter, table) for letter in name)


def _letter(letter: str, table: Mapping[str, str]) -> str:
    upper = letter.upper()
    if upper not in table:
        return letter
    written = table[upper]
    return written.capitalize() if letter == upper else written.lower()
