"""The parts of a figure's breakdown: whom or which place each label names, and which lie inside which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from undercount.counting.scope import (
    EVERYONE,
    is_part,
    lies_in,
    mentions,
    names_of,
    place_of,
    population_of,
    term,
    words_of,
)
from undercount.counting.stated import Account, Stated
from undercount.facts.crisis import Place

_GAPS = re.compile(r"[:=;,/|+]+\s*|\s+")
_NAMES_OF_COLUMNS = ("metric", "population", "place")


@dataclass(frozen=True, slots=True)
class Part:
    """One numbered part of a breakdown.

    Attributes:
        label: as the file gives it.
        number: how many.
        population, place: what the label names; "" where it names none.
        other: whether it names anything else, such as another metric, and so need not be a part of the whole.
    """

    label: str
    number: int
    population: str
    place: str
    other: bool


def parts_of(account: Account, stated: Stated) -> list[Part]:
    """Return the parts of a figure's breakdown that count some of its own people, by population or place.

    A part larger than the whole, one of another metric, or one that by its words lies inside the part
    before it ("of these …") is left out.
    """
    whole = stated.exact
    if whole is None:
        return []
    parts = (_part(label, number, account.places) for label, number in numbered(stated.figure.breakdown))
    own = (part for part in parts if not part.other and (part.population or part.place))
    return [part for part in own if part.number <= whole and not _is_nested(part)]


def outermost(parts: Iterable[Part], places: Mapping[str, Place]) -> list[Part]:
    """Leave out every part that is known to lie inside another of them."""
    kept = list(parts)
    return [part for part in kept if not any(_inside(part, whole, places) for whole in kept)]


def numbered(breakdown: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Return each part of a breakdown that was given without a hedge, in the order of the labels."""
    groups = (part for _, part in sorted(breakdown.items()) if isinstance(part, dict) and "hedge" not in part)
    pairs = chain(sorted(breakdown.items()), *(sorted(group.items()) for group in groups))
    return [(str(label), n) for label, n in pairs if isinstance(n, int) and not isinstance(n, bool)]


def numbers_of(breakdown: Mapping[str, Any]) -> list[int]:
    """Return the numbers of `numbered` alone."""
    return [number for _, number in numbered(breakdown)]


def _part(label: str, number: int, places: Mapping[str, Place]) -> Part:
    codes = [word for word in _GAPS.split(label.strip()) if word and word not in _NAMES_OF_COLUMNS]
    population = next((code for code in codes if term("population", code)), "")
    place = next((code for code in codes if code in places), "")
    if len(codes) == bool(population) + bool(place):
        return Part(label, number, "" if population == EVERYONE else population, place, other=False)
    if any(term("metric", code) for code in codes):
        return Part(label, number, population, place, other=True)
    return _by_words(label, number, places)


def _by_words(label: str, number: int, places: Mapping[str, Place]) -> Part:
    """Read a label in a file's own words."""
    plain = " ".join(re.sub(r"[^\w\s-]", " ", label.lower()).split())
    place = place_of(plain, places)
    if place in places:
        return Part(label, number, "", place, other=False)
    group = population_of(plain)
    if group != plain and group != EVERYONE and not mentions(plain, words_of("other_metric")["words"]):
        return Part(label, number, group, _place_within(plain, places), other=False)
    return Part(label, number, "", "", other=True)


def _place_within(plain: str, places: Mapping[str, Place]) -> str:
    """Return the place whose name the label holds, the longest name first."""
    named = ((name.lower(), place.id) for place in places.values() for name in names_of(place) if name)
    longest_first = sorted(named, key=lambda pair: (-len(pair[0]), pair))
    return next((ident for name, ident in longest_first if mentions(plain, (name,))), "")


def _is_nested(part: Part) -> bool:
    return part.label.lower().startswith(tuple(words_of("nested")["words"]))


def _inside(part: Part, whole: Part, places: Mapping[str, Place]) -> bool:
    """Tell whether a part is known to lie inside another: by place, by population, or by having both."""
    if part == whole:
        return False
    by_place = not whole.place or part.place == whole.place or lies_in(part.place, whole.place, places)
    by_people = not whole.population or part.population == whole.population
    by_people = by_people or is_part(part.population, whole.population)
    same = (part.place, part.population) == (whole.place, whole.population)
    return by_place and by_people and not same
