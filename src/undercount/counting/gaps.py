"""Official figures against observed ones over time: the series, and what rules find wrong with them."""

from __future__ import annotations

from collections.abc import Iterable

from undercount.counting.rules.registry import RULES
from undercount.counting.stated import Account, Stated
from undercount.facts.crisis import Place
from undercount.facts.register import Figure
from undercount.facts.results import Gap, Issue, Point, Provenance, Series
from undercount.facts.sources import Source

METHOD, VERSION = "gaps", 1


def find_gaps(
    figures: Iterable[Figure], sources: Iterable[Source], places: Iterable[Place], provenance: Provenance
) -> Gap:
    """Set official figures against observed ones and find what is wrong with them by rule.

    Nothing is decided about what happened. The order of the rows does not matter, and a figure that has
    nothing to do with another changes no issue of that other.

    Args:
        figures: the figures, of one crisis; codes or words of their own for metric, population and place.
        sources: who said them; a source's kind tells its side. A figure without its source is an observer's.
        places: the crisis' places, which tell what lies in what; none for a file that stands alone.
        provenance: how the result came to be; its method and version are `METHOD` and `VERSION`.
    """
    account = Account(figures, sources, places)
    issues = [issue for rule in RULES for issue in rule.find(account)]
    return Gap(provenance=provenance, series=_series(account), issues=tuple(_in_order(account, issues)))


def _series(account: Account) -> tuple[Series, ...]:
    """One series a scope and side; a figure that gives no amount is in none."""
    return tuple(
        Series(
            metric=scope.metric,
            population=scope.population,
            place=scope.place,
            side=side,
            points=tuple(_point(account, stated) for stated in line if _has_amount(stated)),
        )
        for (scope, side), line in sorted(account.by_scope.items())
        if any(_has_amount(stated) for stated in line)
    )


def _has_amount(stated: Stated) -> bool:
    return any(number is not None for number in (stated.figure.value, stated.low, stated.high))


def _point(account: Account, stated: Stated) -> Point:
    first, last = stated.about.first or stated.about.last, stated.about.last or stated.about.first
    return Point(
        figure=stated.id,
        source=stated.figure.source,
        day_from=first.isoformat() if first else "",
        day_to=last.isoformat() if last else "",
        low=stated.low,
        high=stated.high,
        value=stated.figure.value,
        hedge=stated.figure.hedge,
        status=stated.figure.status,
    )


def _in_order(account: Account, issues: Iterable[Issue]) -> list[Issue]:
    """Order issues by the figures they concern, in time, then by code."""
    place = {stated.id: index for index, stated in enumerate(account.figures)}
    return sorted(issues, key=lambda issue: (tuple(place[ident] for ident in issue.figures), issue.code))
