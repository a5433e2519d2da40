"""The arithmetic inside one figure: its sub-totals against its total, the dead among the hurt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from undercount.counting.rules.links import is_sound
from undercount.counting.rules.parts import Part, numbers_of, outermost, parts_of
from undercount.counting.rules.retractions import LEAST_TELLING
from undercount.counting.scope import family_of, words_of
from undercount.counting.stated import Account, Stated, ids
from undercount.facts.results import Issue

LEAST_SHARE = 2  # places that sum to less than 1/2 of the total were not meant to add up to it


def overlapping_subtotals(account: Account) -> Iterator[Issue]:
    """Parts that no label sets inside one another, and that sum to more than the total: they overlap.

    Places are summed, then groups of people, then both together, the last only where neither alone makes
    up the total. Whoever adds the parts up counts people twice.

    False alarms: a part that was never of these people; parts of another metric are left out where their
    label tells. Misses: parts that overlap and still sum to less than the total.
    """
    for stated in account.figures:
        for kind, parts in _ways_to_add(account, stated):
            total = sum(part.number for part in parts)
            if stated.exact is not None and total > stated.exact:
                labels = [part.label for part in parts]
                values = {"kind": kind, "parts": labels, "sum": total, "total": stated.exact}
                yield Issue(code="overlapping_subtotals", figures=(stated.id,), values=values)
                break


def subtotals_do_not_add_up(account: Account) -> Iterator[Issue]:
    """Two or more places that sum to at least half the total and to less than all of it: the rest is nowhere.

    False alarms: a list of places that was meant to name the worst only. Misses: groups of people, which
    are hardly ever meant to be complete.
    """
    for stated in account.figures:
        places = _places(account, stated)
        total = sum(part.number for part in places)
        if len(places) > 1 and stated.exact and stated.exact > total >= stated.exact / LEAST_SHARE:
            values = {
                "parts": [part.label for part in places],
                "sum": total,
                "total": stated.exact,
                "missing": stated.exact - total,
            }
            yield Issue(code="subtotals_do_not_add_up", figures=(stated.id,), values=values)


def includes_the_dead(account: Account) -> Iterator[Issue]:
    """A number of the hurt that is exactly one of its parts plus the deaths given for that place and day.

    4,578 "victims" are 4,353 wounded and 225 dead: whoever prints "4,578 injured" counts the dead twice.

    False alarms: chance, hardly. Misses: a total whose parts were not given.
    """
    deaths = [one for one in account.figures if _is_deaths(one)]
    for stated in account.figures:
        for dead in deaths:
            number = stated.exact
            if number is None or dead.exact is None or not _same_day_and_place(stated, dead):
                continue
            living = number - dead.exact
            if stated.scope.metric != dead.scope.metric and living in numbers_of(stated.figure.breakdown):
                values = {"total": number, "living": living, "dead": dead.exact}
                yield Issue(code="includes_the_dead", figures=ids((dead, stated)), values=values)


def _ways_to_add(account: Account, stated: Stated) -> Iterator[tuple[str, Sequence[Part]]]:
    """Yield the sets of parts that should not exceed the total when added."""
    parts = parts_of(account, stated)
    places = _places(account, stated)
    groups = outermost([part for part in parts if part.population and not part.place], account.places)
    yield "places", places
    yield "groups", groups
    if stated.exact not in (sum(part.number for part in places), sum(part.number for part in groups)):
        yield "both", outermost(parts, account.places)


def _places(account: Account, stated: Stated) -> list[Part]:
    own = [part for part in parts_of(account, stated) if part.place and not part.population]
    return [part for part in outermost(own, account.places) if part.place != stated.scope.place]


def _is_deaths(stated: Stated) -> bool:
    metric = stated.scope.metric
    deaths = family_of(metric) == "deaths" or metric in words_of("rivals")["deaths"]
    return deaths and is_sound(stated) and (stated.exact or 0) >= LEAST_TELLING


def _same_day_and_place(stated: Stated, dead: Stated) -> bool:
    day = stated.about.one
    return day is not None and day == dead.about.one and stated.scope.place == dead.scope.place
