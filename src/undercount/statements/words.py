"""The words of six languages that the readers of this room work with, kept as data, one file a language."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from undercount.facts.hedge import LANGUAGES, phrases

ALL = "*"  # the words of every language together, where a text may mix them


@cache
def table(language: str) -> dict[str, Any]:
    """Return the whole table of `language`; English where we have none."""
    code = language if language in LANGUAGES else "en"
    text = (files("undercount.statements") / "data" / f"{code}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def words(language: str, section: str, key: str) -> tuple[str, ...]:
    """Return one list of words; with `ALL`, that of every language."""
    codes = LANGUAGES if language == ALL else (language,)
    return tuple(word for code in codes for word in table(code)[section][key])


@cache
def anywhere(language: str, section: str, key: str) -> re.Pattern[str]:
    """Return a pattern for any of the words, wherever it stands."""
    return phrases(words(language, section, key))


@cache
def opening(language: str, section: str, key: str) -> re.Pattern[str]:
    """Return a pattern for any of the words where a text begins with it."""
    return phrases(words(language, section, key), r"^[\W_]*")


@cache
def whole(language: str, section: str, key: str) -> re.Pattern[str]:
    """Return a pattern for a text that is one of the words and nothing else but marks."""
    return phrases(words(language, section, key), r"^[\W_]*", r"[\W_]*$")
