"""What a figure counts, in a form that can be compared: codes, or else words brought together."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from undercount.facts.crisis import Place
from undercount.facts.vocabulary import Term, vocabulary

EVERYONE = "all"


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """How many of what, of whom, where: figures of different scopes never share a series.

    Attributes:
        metric, population, place: codes, or the file's own words in lower case.
    """

    metric: str
    population: str
    place: str


def metric_of(text: str) -> str:
    """Return a metric's code, or its words as one."""
    return _plain(text).replace(" ", "_")


def population_of(text: str) -> str:
    """Return a population's code, the group its words name, or the words themselves."""
    plain = _plain(text)
    if term("population", plain.replace(" ", "_")):
        return plain.replace(" ", "_")
    for group, words in words_of("population").items():
        if group == EVERYONE:
            if plain.startswith(tuple(words)):
                return group
        elif mentions(plain, words):
            return group
    return plain


def place_of(text: str, places: Mapping[str, Place]) -> str:
    """Return the id of the place that has this id or name, or the words themselves."""
    if text in places:
        return text
    return _names(tuple(places.values())).get(_plain(text), _plain(text))


def lies_in(place: str, whole: str, places: Mapping[str, Place]) -> bool:
    """Tell whether `place` is known to lie inside `whole`, and is not `whole` itself."""
    seen: set[str] = set()
    while place in places and place not in seen:
        seen.add(place)
        place = places[place].parent
        if place == whole:
            return True
    return False


def names_of(place: Place) -> tuple[str, ...]:
    """Return every name a place has or had."""
    return place.name_en, place.name_ru, place.name_kk, *place.old_names


def is_part(population: str, whole: str) -> bool:
    """Tell whether a population is known to be a part of another, and is not the other itself."""
    if not population or not whole or population == whole:
        return False
    if term("population", population) is None:
        return whole == EVERYONE
    seen: set[str] = set()
    while population and population not in seen:
        seen.add(population)
        population = str(trait("population", population, "part_of", ""))
        if population == whole:
            return True
    return False


def family_of(metric: str) -> str:
    """Return what a metric is a kind of, such as `criminal_cases` for cases opened and cases in progress."""
    return str(trait("metric", metric, "family", metric))


def rivals(metric: str, other: str) -> bool:
    """Tell whether readers take numbers of two metrics for one another: one metric, or named as rivals."""
    return metric == other or any({metric, other} <= set(group) for group in words_of("rivals").values())


def mentions(text: str, words: Sequence[str]) -> bool:
    """Tell whether a word of `text` starts as one of `words` does."""
    return any(re.search(rf"(?<!\w){re.escape(word)}", text) for word in words)


def compatible(one: str, other: str) -> bool:
    """Tell whether two definitions can be the same: one says nothing, or says all that the other does."""
    first, second = set(re.findall(r"\w+", one.lower())), set(re.findall(r"\w+", other.lower()))
    return first <= second or second <= first


def words_of(table: str) -> Mapping[str, Sequence[str]]:
    """Return one table of words of data/scopes.toml."""
    found: Mapping[str, Sequence[str]] = _content()[table]
    return found


def trait(name: str, code: str, key: str, default: object) -> object:
    """Return a trait of a code of a vocabulary, or `default` where the code or the trait is not there."""
    found = term(name, code)
    return default if found is None else found.traits.get(key, default)


def term(name: str, code: str) -> Term | None:
    """Return the term of that code, or None: files that stand alone use words of their own."""
    try:
        found = vocabulary(name)
    except KeyError:
        return None
    return found.terms.get(code)


def _plain(text: str) -> str:
    return " ".join(text.lower().split()).strip("-–—")


@cache
def _content() -> dict[str, Any]:
    return tomllib.loads((files("undercount.counting") / "data" / "scopes.toml").read_text(encoding="utf-8"))


@cache
def _names(places: tuple[Place, ...]) -> dict[str, str]:
    names: dict[str, str] = {}
    for place in places:
        for name in (place.id, *names_of(place)):
            names.setdefault(_plain(name), place.id)
    return names
