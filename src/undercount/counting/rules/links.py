"""How two figures hang together: what several rules ask of a pair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from undercount.counting.scope import compatible, family_of, is_part, mentions, rivals, trait, words_of
from undercount.counting.stated import Account, Stated
from undercount.facts.moment import Moment

_UNSOUND = ("retracted", "likely_copy_error")


def is_sound(stated: Stated) -> bool:
    """Tell whether other figures may be compared with this one: it stands, and its page was seen."""
    return stated.figure.status not in _UNSOUND and stated.figure.verified


def same_thing(one: Stated, other: Stated) -> bool:
    """Tell whether two figures count the same thing, so far as their columns tell."""
    if one.figure.unit != other.figure.unit or one.scope.metric != other.scope.metric:
        return False
    return one.scope.place == other.scope.place and akin(one.scope.population, other.scope.population)


def akin(population: str, other: str) -> bool:
    """Tell whether two populations can be meant as one: equal, or one not said."""
    return population == other or not population or not other


def readers_equate(one: Stated, other: Stated) -> bool:
    """Tell whether readers must take two for the same thing; another metric only from another body."""
    if same_thing(one, other):
        return True
    place = one.scope.place == other.scope.place and one.figure.unit == other.figure.unit
    people = akin(one.scope.population, other.scope.population)
    return place and people and one.source != other.source and rivals(one.scope.metric, other.scope.metric)


def differences(one: Stated, other: Stated) -> list[str]:
    """Return in which of metric, population, place and definition two figures differ."""
    differ = [
        name
        for name in ("metric", "population", "place")
        if getattr(one.scope, name) != getattr(other.scope, name) and one_said(one, other, name)
    ]
    return differ if compatible(one.figure.definition, other.figure.definition) else [*differ, "definition"]


def one_said(one: Stated, other: Stated, name: str) -> bool:
    """Tell whether both say anything at all about that part of the scope."""
    return bool(getattr(one.scope, name) and getattr(other.scope, name))


def is_stock(stated: Stated) -> bool:
    """Tell whether a figure counts who is there now, so that it may fall by itself."""
    grows = trait("metric", stated.scope.metric, "monotone", None)
    if grows is not None or stated.figure.cumulative is not None:
        return grows is False or stated.figure.cumulative is False
    text = f"{stated.figure.metric} {stated.figure.definition}".lower().replace("_", " ")
    return mentions(text, words_of("stock")["words"])


def same_family(one: Stated, other: Stated) -> bool:
    """Tell whether two figures count kinds of one thing in one place: cases opened, cases in progress."""
    return (
        one.scope.place == other.scope.place
        and one.figure.unit == other.figure.unit
        and family_of(one.scope.metric) == family_of(other.scope.metric)
    )


def is_part_of(account: Account, part: Stated, whole: Stated) -> bool:
    """Tell whether a figure counts a part, by population or by place, of what another counts."""
    if part.scope.metric != whole.scope.metric or part.figure.unit != whole.figure.unit:
        return False
    populations = part.scope.population, whole.scope.population
    same_place = part.scope.place == whole.scope.place
    if same_place and is_part(*populations):
        return True
    return account.inside(part, whole) and (populations[0] == populations[1] or is_part(*populations))


def replaced(account: Account, newer: Stated) -> set[str]:
    """Return the ids of all figures that `newer` replaces, directly or through others."""
    found: set[str] = set()
    waiting = list(newer.figure.supersedes)
    while waiting:
        ident = waiting.pop()
        if ident not in found and ident in account.by_id:
            found.add(ident)
            waiting.extend(account.by_id[ident].figure.supersedes)
    return found


def same_day_pairs(figures: Sequence[Stated]) -> Iterator[tuple[Stated, Stated]]:
    """Yield the pairs of one side that speak of the same one day."""
    return _pairs((stated, stated.about.one) for stated in figures)


def same_period_pairs(figures: Sequence[Stated]) -> Iterator[tuple[Stated, Stated]]:
    """Yield the pairs of one side that speak of the same day, or by their own words of the same days."""
    return _pairs((stated, stated.about.one or _period(stated)) for stated in figures)


def _period(stated: Stated) -> tuple[date, date] | None:
    """Return the days a figure says it is about; the vague day on which it was said is none."""
    first, last = stated.about.first, stated.about.last
    own = isinstance(stated.figure.as_of, Moment)
    return (first, last) if own and first is not None and last is not None else None


def _pairs(when: Iterable[tuple[Stated, object]]) -> Iterator[tuple[Stated, Stated]]:
    groups: dict[tuple[object, str], list[Stated]] = {}
    for stated, days in when:
        if days is not None and is_sound(stated):
            groups.setdefault((days, stated.side), []).append(stated)
    for group in groups.values():
        yield from combinations(group, 2)
