"""What is wrong with how figures were given: one document, two numbers; no day; parts of two counts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from undercount.counting.rules.links import is_sound, same_thing
from undercount.counting.stated import Account, Stated, ids
from undercount.facts.results import Issue


def inconsistent_document(account: Account) -> Iterator[Issue]:
    """One exhibit that gives two numbers of one thing which cannot both hold, as a headline and its text may.

    False alarms: a page that reports two moments and was entered without them.
    """
    pages: dict[str, list[Stated]] = {}
    for stated in account.figures:
        if stated.figure.exhibit and is_sound(stated):
            pages.setdefault(stated.figure.exhibit, []).append(stated)
    for page in pages.values():
        for one, other in combinations(page, 2):
            alike = same_thing(one, other) and one.about == other.about and one.source == other.source
            if alike and one.apart(other) and not account.linked(one, other):
                yield Issue(code="inconsistent_document", figures=ids((one, other)))


def mixed_sources(account: Account) -> Iterator[Issue]:
    """A figure that repeats two of different scope at once: the dead of a city, the hurt of a country.

    False alarms: none known; it rests on the column `repeats`.
    """
    for stated in account.figures:
        repeated = list(account.targets(stated.figure.repeats))
        if any(one.scope != other.scope for one, other in combinations(repeated, 2)):
            yield Issue(code="mixed_sources", figures=ids((*repeated, stated)))


def undated(account: Account) -> Iterator[Issue]:
    """A number of which no day is known, said or spoken of: it has no place in a series.

    False alarms and misses: as the dates are kept.
    """
    for stated in account.figures:
        days = (stated.said.first, stated.said.last, stated.about.first, stated.about.last)
        if not any(days) and stated.figure.value is not None:
            yield Issue(code="undated", figures=(stated.id,))
