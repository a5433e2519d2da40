"""Numbers taken back, and what became of their repeats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from undercount.counting.rules.links import same_thing
from undercount.counting.stated import Account, Stated, ids
from undercount.facts.results import Issue

LEAST_TELLING = 10  # a smaller number can be said twice by chance


def retracted(account: Account) -> Iterator[Issue]:
    """A figure that another figure takes back, or that its own status says was taken back.

    False alarms: none known; it rests on the column `retracts` or on the status alone.
    Misses: a retraction that nobody entered.
    """
    for stated in account.figures:
        back = whole_retractions(account, stated)
        if back or stated.figure.status == "retracted":
            yield _taken_back("retracted", stated, back)


def partly_retracted(account: Account) -> Iterator[Issue]:
    """A figure of which something said beside its number was taken back, while the number was not.

    It is told by the status, or by a retraction that gives a number of something else than the figure counts.

    False alarms: a retraction of the whole that was entered under another metric with a number of its own.
    """
    for stated in account.figures:
        back = account.taken_back_by.get(stated.id, ())
        partial = [one for one in back if one not in whole_retractions(account, stated)]
        if partial or (stated.figure.status == "partly_retracted" and not back):
            yield _taken_back("partly_retracted", stated, partial)


def repeats_retracted(account: Account) -> Iterator[Issue]:
    """A number that is given again on or after the day it was taken back.

    The repeat is told by the column `repeats`, or by the same number of the same thing given by somebody
    on a later day. `by` in the values says which of the two.

    False alarms: by number alone, a count that truly reached the retracted number later.
    Misses: a repeat in round words ("over 160").
    """
    for stated in account.figures:
        back = whole_retractions(account, stated)
        repeats = account.repeats_of.get(stated.id, ())
        for later in {one.id: one for one in (*repeats, *account.by_metric[stated.scope.metric])}.values():
            by = _repeat(stated, later, back, account)
            if by and not later.said.before(back[0].said):
                values = {"by": by, "days_after": later.said.since(back[0].said)}
                yield Issue(code="repeats_retracted", figures=ids((stated, later)), values=values)


def later_retracted(account: Account) -> Iterator[Issue]:
    """A repeat from before the day its number was taken back: whoever cites it cites a withdrawn number.

    False alarms: none known; it rests on the columns `repeats` and `retracts`.
    """
    for stated in account.figures:
        back = whole_retractions(account, stated)
        for repeat in account.repeats_of.get(stated.id, ()):
            if back and repeat.said.before(back[0].said):
                yield Issue(code="later_retracted", figures=ids((stated, repeat, back[0])))


def whole_retractions(account: Account, stated: Stated) -> Sequence[Stated]:
    """Return the figures that take back the number itself, the earliest first."""
    if stated.figure.status == "partly_retracted":
        return ()
    return [one for one in account.taken_back_by.get(stated.id, ()) if _takes_the_number(one, stated)]


def _takes_the_number(one: Stated, stated: Stated) -> bool:
    return one.figure.value is None or one.scope.metric == stated.scope.metric


def _taken_back(code: str, stated: Stated, back: Sequence[Stated]) -> Issue:
    on = [one.said.first.isoformat() if one.said.first else None for one in back]
    values = {
        "by": [one.figure.source for one in back],
        "on": on,
        "days_after": back[0].said.since(stated.said) if back else None,
    }
    return Issue(code=code, figures=ids((stated, *back)), values=values)


def _repeat(stated: Stated, later: Stated, back: Sequence[Stated], account: Account) -> str:
    if not back or later.id == stated.id or stated.id in later.figure.retracts:
        return ""
    if stated.id in later.figure.repeats:
        return "repeats"
    telling = stated.exact is not None and stated.exact >= LEAST_TELLING and stated.exact == later.exact
    after = back[0].said.before(later.said) and not account.linked(stated, later)
    return "same_number" if telling and after and same_thing(stated, later) else ""
