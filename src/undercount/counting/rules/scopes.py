"""Numbers of different things that are taken for one another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from undercount.counting.rules.links import (
    differences,
    is_part_of,
    is_sound,
    is_stock,
    readers_equate,
    same_period_pairs,
)
from undercount.counting.rules.retractions import LEAST_TELLING, whole_retractions
from undercount.counting.scope import is_part
from undercount.counting.stated import Account, Stated, ids
from undercount.facts.results import Issue

TRAVEL_DAYS = 3  # a number is carried into another scope within days; later, the same number is chance


def repeated_in_another_scope(account: Account) -> Iterator[Issue]:
    """A figure that repeats another while its metric, population, place or definition is not the same.

    317 injured officers become "at least 300 people". `differs` names what changed.

    False alarms: an outlet's own words for the same people. Misses: a repeat that nobody linked and that
    changed the number too.
    """
    for later in account.figures:
        for first in account.targets(later.figure.repeats):
            differ = differences(first, later)
            if differ:
                yield _mismatch("repeats", differ, first, later)


def replaced_by_another_scope(account: Account) -> Iterator[Issue]:
    """A figure entered as replaced by one of other people or another place: a line through both misleads.

    A body that goes on counting the same people under a wider or a narrower name is passed over.

    False alarms: none of harm; either the link or the scope of one of the two needs a second look.
    """
    for later in account.figures:
        for first in account.targets(later.figure.supersedes):
            differ = [name for name in differences(first, later) if name in ("population", "place")]
            nested = first.scope.place == later.scope.place and _nested(first, later)
            if differ and not nested:
                yield _mismatch("supersedes", differ, first, later)


def same_number_of_another_scope(account: Account) -> Iterator[Issue]:
    """One exact number given within days by two sources for different people or places.

    False alarms: chance, the likelier the smaller the number; below ten it is not looked at.
    """
    for first, later in _pairs_of_a_metric(account):
        if _carries(account, first, later):
            differ = [name for name in differences(first, later) if name in ("population", "place")]
            if differ:
                yield _mismatch("same_number", differ, first, later)


def same_day_other_definition(account: Account) -> Iterator[Issue]:
    """Two bodies of one side that count by different definitions what readers take for one thing, far apart.

    Both speak of the same days and place; which metrics readers take for one another is data. Whoever prints
    one of the two without its definition misleads.

    False alarms: definitions that differ in words alone. Misses: metrics that nobody named as rivals.
    """
    for one, other in same_period_pairs(account.figures):
        if readers_equate(one, other) and one.apart(other) and not account.linked(one, other):
            differ = [name for name in differences(one, other) if name in ("metric", "definition")]
            if differ and one.source != other.source:
                yield _mismatch("same_days", differ, one, other)


def part_exceeds_whole(account: Account) -> Iterator[Issue]:
    """A number of some, or of one place, that is higher than a later number of all, or of the country.

    Both must be running totals of one side, the part's no later than the whole's; hard bounds decide.

    False alarms: a whole that leaves out a group without saying so (which is worth knowing).
    """
    for part in account.figures:
        wholes = [one for one in account.by_metric[part.scope.metric] if _should_hold(account, one, part)]
        if wholes and wholes[0].surely_below(part):
            values = {"part": part.low, "whole": wholes[0].high}
            yield Issue(code="part_exceeds_whole", figures=ids((part, wholes[0])), values=values)


def _pairs_of_a_metric(account: Account) -> Iterator[tuple[Stated, Stated]]:
    for figures in account.by_metric.values():
        yield from combinations(figures, 2)


def _mismatch(link: str, differ: list[str], first: Stated, later: Stated) -> Issue:
    return Issue(code="scope_mismatch", figures=ids((first, later)), values={"link": link, "differs": differ})


def _nested(one: Stated, other: Stated) -> bool:
    people, others = one.scope.population, other.scope.population
    return people == others or is_part(people, others) or is_part(others, people)


def _carries(account: Account, first: Stated, later: Stated) -> bool:
    """Tell whether `later` gives exactly the number of `first`, soon after it and from another source."""
    if first.exact is None or first.exact < LEAST_TELLING or first.exact != later.exact:
        return False
    days = later.said.since(first.said)
    soon = days is not None and 0 <= days <= TRAVEL_DAYS
    alike = first.scope.metric == later.scope.metric and first.figure.unit == later.figure.unit
    return soon and alike and first.source != later.source and not account.linked(first, later)


def _should_hold(account: Account, whole: Stated, part: Stated) -> bool:
    """Tell whether `whole` should be at least as high as `part`."""
    if whole.side != part.side or not is_part_of(account, part, whole):
        return False
    if is_stock(whole) or is_stock(part) or whole_retractions(account, part):
        return False
    if not is_sound(part) or not is_sound(whole) or part.about.first is None:
        return False
    return part.about.one == whole.about.one or part.about.before(whole.about)
