"""What a hedge entails, and the words of six languages for hedges and numbers, read from data/hedges.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import ceil, floor
from typing import Any

LANGUAGES = ("en", "ru", "kk", "uk", "fr", "es")

_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Convention:
    """How a hedge turns the number said into bounds.

    Attributes:
        code: the hedge, such as `at_least`; never changes its meaning.
        low, high: what is added to the number said to get the hard bound; None is no bound.
        soft: the reading for display only, in per cent of the number said; None is none.
    """

    code: str
    low: int | None = None
    high: int | None = None
    soft: tuple[int, int] | None = None

    def bounds(self, value: int) -> tuple[int | None, int | None, tuple[int, int] | None]:
        """Return the hard low, the hard high and the soft reading of `value` under this hedge."""
        low = None if self.low is None else value + self.low
        high = None if self.high is None else max(0, value + self.high)
        if self.soft is None:
            return low, high, None
        first, last = self.soft
        return low, high, (ceil(value * first / 100), floor(value * last / 100))


@dataclass(frozen=True, slots=True)
class Vague:
    """What a word without a number, such as "dozens", is taken to entail."""

    code: str
    low: int
    soft: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words for amounts, compiled.

    Attributes:
        numbers, scales, about_words: what a word is worth, by the word in lower case.
        vague: the code of a phrase without a number, by the phrase in lower case.
        unit: matches one number word, one scale word or one phrase that is worth a number.
        before, after: by hedge code, the hedge at the end of what precedes, at the start of what follows.
        after_endings, suffix_hedges: for languages that put cases on the number.
        lonely: words for "one"; they count only before people, and under a hedge where also the article.
        opened, middle: the words that make two numbers a range.
    """

    language: str
    grouping: str
    decimal: str
    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    about_words: Mapping[str, int]
    vague: Mapping[str, str]
    unit: re.Pattern[str]
    vague_phrase: re.Pattern[str]
    about_phrase: re.Pattern[str]
    joiner: re.Pattern[str]
    lonely: frozenset[str]
    lonely_is_article: bool
    glued: bool
    case_suffix: re.Pattern[str]
    ordinal_suffix: re.Pattern[str]
    before: Mapping[str, re.Pattern[str]]
    after: Mapping[str, re.Pattern[str]]
    after_endings: Mapping[str, tuple[str, ...]]
    suffix_hedges: Mapping[str, str]
    opened: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    middle: re.Pattern[str]
    exceeds: re.Pattern[str]
    not_before: re.Pattern[str]
    not_after: re.Pattern[str]
    currency_before: re.Pattern[str]
    currency_after: re.Pattern[str]
    year_before: re.Pattern[str]
    change_before: re.Pattern[str]
    toll_before: re.Pattern[str]
    verb_after: re.Pattern[str]
    share: re.Pattern[str]
    person: re.Pattern[str]
    phrase_end: re.Pattern[str]
    possessive: re.Pattern[str]
    skip: re.Pattern[str]
    not_phrase: re.Pattern[str]
    dates: re.Pattern[str]
    months: tuple[re.Pattern[str], ...]


@cache
def conventions() -> Mapping[str, Convention]:
    """Return every hedge that goes with a number, by its code."""
    table = _content()["hedge"]
    return {
        code: Convention(code, entry.get("low"), entry.get("high"), _pair(entry.get("soft")))
        for code, entry in table.items()
    }


@cache
def vague_conventions() -> Mapping[str, Vague]:
    """Return every word that stands for an amount without a number, by its code."""
    table = _content()["vague"]
    return {code: Vague(code, entry["low"], _pair(entry.get("soft"))) for code, entry in table.items()}


@cache
def lexicon(language: str) -> Lexicon | None:
    """Return the words of `language` (ISO 639-1), or None where we have none."""
    table = _content().get(language) if language in LANGUAGES else None
    return None if table is None else _compile(language, table)


def phrases(words: Iterable[str], before: str = "", after: str = "") -> re.Pattern[str]:
    """Compile words and phrases into one pattern, the longest first; a * is any letters."""
    body = _alternatives(words)
    return re.compile(f"{before}(?:{body}){after}", re.IGNORECASE) if body else _NOTHING


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(_one(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def _one(word: str) -> str:
    body = r"\s+".join(re.escape(part) for part in word.split()).replace(r"\*", r"\w*")
    opening = r"(?<!\w)" if word[0].isalnum() else ""
    return rf"{opening}{body}(?!\w)" if word[-1].isalnum() or word[-1] == "*" else f"{opening}{body}"


@cache
def _content() -> dict[str, Any]:
    text = (files("undercount.facts") / "data" / "hedges.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _pair(soft: list[int] | None) -> tuple[int, int] | None:
    return None if soft is None else (soft[0], soft[1])


def _worth(table: Mapping[str, list[str]]) -> dict[str, int]:
    return {word: int(value) for value, words in table.items() for word in words}


def _compile(language: str, table: dict[str, Any]) -> Lexicon:
    return Lexicon(
        language=language,
        **_numerals(table),
        **_hedges(table),
        **_surroundings(table),
        dates=_dates(language, table["months"]),
        months=tuple(_month(names, language) for names in table["months"]["names"]),
    )


def _numerals(table: dict[str, Any]) -> dict[str, Any]:
    """Compile what numbers are made of."""
    numbers = _worth(table["numbers"]) | _worth(table["phrases"])
    scales = _worth(table["scales"])
    suffix = "|".join(sorted(table["case_suffixes"], key=len, reverse=True))
    return {
        "grouping": table["grouping"],
        "decimal": table["decimal"],
        "numbers": numbers,
        "scales": scales,
        "about_words": _worth(table["about_words"]),
        "vague": {phrase: code for code, entry in table["vague"].items() for phrase in entry},
        "unit": _unit([*numbers, *scales], suffix if table.get("glued") else ""),
        "vague_phrase": phrases(phrase for entry in table["vague"].values() for phrase in entry),
        "about_phrase": phrases(phrase for entry in table["about_words"].values() for phrase in entry),
        "joiner": phrases(table["joiner"], r"\s+", r"\s+"),
        "lonely": frozenset(table["lonely"]),
        "lonely_is_article": bool(table.get("lonely_is_article")),
        "glued": bool(table.get("glued")),
        "case_suffix": re.compile(rf"[-‑'’]?({suffix})(?!\w)", re.IGNORECASE) if suffix else _NOTHING,
        "ordinal_suffix": phrases(table["ordinal_suffixes"], r"[-‑]?\s?(?<![\s])"),
    }


def _hedges(table: dict[str, Any]) -> dict[str, Any]:
    """Compile the words that hedge a number and those that make two a range."""
    end = r"\s*$"
    opened = table["between"]["opened"]
    return {
        "before": {code: phrases(words, "", end) for code, words in table["before"].items()},
        "after": {code: phrases(words) for code, words in table["after"].items()},
        "after_endings": {code: tuple(entry) for code, entry in table.get("after_endings", {}).items()},
        "suffix_hedges": {w: code for code, entry in table.get("suffix_hedges", {}).items() for w in entry},
        "opened": tuple((phrases([first], "", end), phrases([last])) for first, last in opened),
        "middle": phrases(table["between"]["middle"]),
        "exceeds": phrases(table["exceeds"]["words"]),
    }


def _surroundings(table: dict[str, Any]) -> dict[str, Any]:
    """Compile the words around a number that tell what it counts, or that it counts nothing."""
    not_counted = table["not_counted"]
    return {
        "not_before": phrases(not_counted["before"], "", r"[\s«\"“(]*$"),
        "not_after": phrases(not_counted["after"], r"[\s-]*"),
        "currency_before": phrases(not_counted["currency"], "", r"\s*$"),
        "currency_after": phrases(not_counted["currency"], r"\s*"),
        "year_before": phrases(table["year_words"], "", r"[\s(,]*$"),
        "change_before": phrases(table["change_words"], "", r"\W+(?:\w+\W+){0,3}$"),
        "toll_before": phrases(table["toll_words"], "", r"\W+(?:\w+\W+){0,5}$"),
        "verb_after": phrases(table["verbs"], r"\s*"),
        "share": phrases(table["share"]["words"], r"\s*"),
        "person": phrases(table["people"]["words"]),
        "phrase_end": phrases(table["phrase_ends"]["words"]),
        "possessive": phrases(table["possessives"]["words"], r"\s*", r"\s+"),
        "skip": phrases(table["skip"]["words"], r"\s*", r"\s*"),
        "not_phrase": phrases(table["not_phrase"]["words"]),
    }


def _unit(words: list[str], suffix: str) -> re.Pattern[str]:
    body = "|".join(
        r"\s+".join(re.escape(part) for part in word.split()) for word in sorted(words, key=len, reverse=True)
    )
    ending = rf"(?:[-‑]?(?P<suffix>{suffix}))?" if suffix else "(?P<suffix>)"
    return re.compile(rf"(?<!\w)(?P<word>{body}){ending}(?!\w)", re.IGNORECASE)


def _month(names: str, language: str) -> re.Pattern[str]:
    # "May" and "March" are months in English only with their capital
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)", 0 if language == "en" else re.IGNORECASE)


def _dates(language: str, table: dict[str, Any]) -> re.Pattern[str]:
    """Match a date with a month's name, whichever of day and year stand with it."""
    month = "|".join(table["names"])
    of = rf"(?:(?:{'|'.join(table['between'])})\s+)?" if table["between"] else ""
    joined = "|".join(table["range"])
    marks = "|".join(table["year_marks"])
    year = rf"(?:\d{{4}}(?:\s*(?:{marks})(?!\w))?)" if marks else r"\d{4}"
    day = r"\d{1,2}(?:st|nd|rd|th|er|º|-?(?:го|е|й|ое|му|ші|шы|ге|те))?"
    days = rf"{day}(?:\s*(?:[-–—,/]|{joined})\s*{day})*"
    year = rf"{year}(?!\d)"
    day_first = rf"(?:{year}\s+)?{days}\s+{of}(?:{month})(?!\w)(?:\s*,?\s*(?:del?\s+)?{year})?"
    month_first = rf"(?:{month})(?!\w)(?:\s+{days}(?!\w)(?:\s*,?\s*{year})?|\s*,?\s*(?:del?\s+)?{year})?"
    body = rf"(?<!\w)(?:{day_first}|(?:{year}\s+)?{month_first})"
    return re.compile(body, 0 if language == "en" else re.IGNORECASE)
