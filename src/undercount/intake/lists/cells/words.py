"""The words of lists' cells, read from data/list_words.toml, and how two spellings of one word are the same."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from undercount.facts.unknown import Unknown

_MARKS = re.compile(r"[\s._/\\,;:!?\"'«»“”„()\[\]-]+")


def folded(text: str) -> str:
    """Return a text as it is compared: small letters, ё as е, one space for whatever stands between words."""
    return _MARKS.sub(" ", text.casefold().replace("ё", "е")).strip()


def spaced(text: str) -> str:
    """Return a text on one line, with one space where there was any white space."""
    return " ".join(text.split())


class Words:
    """Words and phrases that stand for codes; a trailing * is any ending."""

    def __init__(self, table: Mapping[str, Iterable[str]]) -> None:
        self._exact: dict[str, str] = {}
        stems: list[tuple[str, str]] = []
        for code, words in table.items():
            for word in words:
                if word.endswith("*"):
                    stems.append((folded(word[:-1]), code))
                else:
                    self._exact.setdefault(folded(word) or word, code)
        self._stems = tuple(sorted(stems, key=lambda stem: -len(stem[0])))

    def code(self, text: str) -> str:
        """Return the code that a whole text stands for, or ""."""
        key = folded(text) or text.strip()
        found = self._exact.get(key)
        return found if found is not None else self._stem(key)

    def begins(self, text: str) -> str:
        """Return the code that the first words of a text stand for, or ""."""
        key = folded(text)
        words = key.split(" ")
        for count in range(min(len(words), 4), 0, -1):
            found = self._exact.get(" ".join(words[:count]))
            if found:
                return found
        return self._stem(key)

    def _stem(self, key: str) -> str:
        return next((code for stem, code in self._stems if key.startswith(stem)), "")


@cache
def content(name: str) -> dict[str, Any]:
    """Return one of the data files of lists: `columns`, `dates` or `words`."""
    file = files("undercount.intake") / "data" / f"list_{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def words(section: str, entry: str = "") -> Words:
    """Return the words of one section of list_words.toml, or of one entry of it."""
    table = content("words")[section]
    return Words({entry: table[entry]} if entry else table)


@cache
def blank_marks() -> frozenset[str]:
    """Return what stands in a cell where nothing is given."""
    return frozenset(content("words")["blank"]["marks"])


def is_blank(text: str) -> bool:
    """Tell a cell that holds nothing, or only a mark that stands for nothing."""
    return not text or text.casefold() in blank_marks()


@cache
def _reasons() -> Words:
    return Words(content("words")["unknown"])


def unknown_of(text: str) -> Unknown | None:
    """Return why a cell says that it gives no value, or None where it gives one."""
    if text.startswith("unknown:"):
        return next((reason for reason in Unknown if reason.cell == text), None)
    code = _reasons().code(text)
    return Unknown(code) if code else None
