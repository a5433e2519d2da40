"""What happens to a number on its way from mouth to mouth."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from undercount.counting.rules.links import is_part_of, is_sound, replaced, same_thing
from undercount.counting.rules.parts import numbers_of
from undercount.counting.rules.retractions import whole_retractions
from undercount.counting.scope import mentions, words_of
from undercount.counting.stated import Account, Stated, ids
from undercount.facts.results import Issue

COPYING_DAYS = 3  # a number is copied within days; later, another number is rather an update
LEAST_SWAPPED = 100  # below three digits, two numbers share their digits too easily


def stale_quote(account: Account) -> Iterator[Issue]:
    """A number quoted when a newer one of the same series was out already.

    The quoting is told by the column `repeats`; the newer number is one of the same side and scope, or
    one that replaces the quoted number for the same thing. `days` is how long the newer number had been
    out: 0 is the same day, where the hour would have to decide.

    False alarms: a quotation on the very day of the newer number, made before it.
    Misses: a quotation that nobody linked to what it quotes.
    """
    for quoting in account.figures:
        for quoted in account.targets(quoting.figure.repeats):
            newer = _newest_by(account, quoted, quoting)
            if newer:
                values = {
                    "quoted": quoted.id,
                    "newer": newer.id,
                    "quoting": quoting.id,
                    "days": quoting.said.since(newer.said),
                }
                yield Issue(code="stale_quote", figures=ids((quoted, newer, quoting)), values=values)


def hedge_dropped(account: Account) -> Iterator[Issue]:
    """A hedged number ("at least 8") repeated as if it were exact.

    False alarms: none known. Misses: a repeat that nobody linked.
    """
    for later in account.figures:
        for first in account.targets(later.figure.repeats):
            same = first.figure.value is not None and first.figure.value == later.figure.value
            if same and first.exact is None and later.exact is not None:
                values = {"hedge": first.figure.hedge, "value": first.figure.value}
                yield Issue(code="hedge_dropped", figures=ids((first, later)), values=values)


def likely_copy_error(account: Account) -> Iterator[Issue]:
    """Two neighbouring digits exchanged while copying: 317 becomes 137.

    The copy is told by the column `repeats`, or by another source's saying the same thing within three
    days. Numbers of a breakdown are compared where the main numbers agree.

    False alarms: two counts that happen to be so apart. Misses: other slips, such as a lost nought.
    """
    for first in account.figures:
        repeats = account.repeats_of.get(first.id, ())
        near = [one for one in account.by_metric[first.scope.metric] if _may_be_copy(account, first, one)]
        for copy in {one.id: one for one in (*repeats, *near)}.values():
            for number, copied in _swapped(first, copy):
                values = {"number": number, "copied": copied}
                yield Issue(code="likely_copy_error", figures=ids((first, copy)), values=values)


def unverified(account: Account) -> Iterator[Issue]:
    """A figure that was recalled and whose page was not seen.

    False alarms and misses: as the column `verified` is kept.
    """
    for stated in account.figures:
        if not stated.figure.verified:
            yield Issue(code="unverified", figures=(stated.id,))


def survey_share(account: Account) -> Iterator[Issue]:
    """A share of the people who were asked: it says nothing of all without their number and who they were.

    `n` is the number asked where the breakdown gives it, else None.

    False alarms: a share of a full count whose definition mentions interviews.
    """
    for stated in account.figures:
        figure = stated.figure
        texts = figure.metric, figure.population, figure.definition, figure.hedge, figure.quote
        said = " ".join(texts).lower()
        is_share = figure.unit in ("percent", "share") or mentions(said, ("per cent", "percent", "share"))
        if is_share and mentions(said.replace("_", " "), words_of("survey")["words"]):
            asked = [n for part, n in sorted(figure.breakdown.items()) if part in ("n", "respondents")]
            yield Issue(code="survey_share", figures=(stated.id,), values={"n": asked[0] if asked else None})


def _newest_by(account: Account, quoted: Stated, quoting: Stated) -> Stated | None:
    """Return the newest figure of the quoted one's line that was out when it was quoted."""
    candidates = [
        one
        for one in account.figures
        if _follows(account, one, quoted)
        and one.id != quoting.id
        and not quoting.said.before(one.said)
        and one.said.first is not None
        and one.figure.value != quoting.figure.value
        and not whole_retractions(account, one)
    ]
    return candidates[-1] if candidates and quoting.said.first else None


def _follows(account: Account, newer: Stated, quoted: Stated) -> bool:
    if newer.side != quoted.side or newer.scope.metric != quoted.scope.metric or newer.figure.repeats:
        return False
    if not quoted.said.before(newer.said) or not is_sound(newer):
        return False
    if newer.scope == quoted.scope:
        return True
    return newer.scope.place == quoted.scope.place and quoted.id in replaced(account, newer)


def _may_be_copy(account: Account, first: Stated, copy: Stated) -> bool:
    days = copy.said.since(first.said)
    near = days is not None and 0 <= days <= COPYING_DAYS
    if not near or first.source == copy.source or first.id == copy.id:
        return False
    return same_thing(first, copy) or is_part_of(account, copy, first) or is_part_of(account, first, copy)


def _swapped(first: Stated, copy: Stated) -> Iterator[tuple[int, int]]:
    values = first.figure.value, copy.figure.value
    if values[0] is None or values[1] is None:
        return
    if values[0] == values[1]:
        parts = numbers_of(first.figure.breakdown), numbers_of(copy.figure.breakdown)
        pairs = list(product(*parts))
    else:
        pairs = [(values[0], values[1])]
    yield from (pair for pair in pairs if exchanged(*pair))


def exchanged(number: int, other: int) -> bool:
    """Tell whether two numbers differ by two neighbouring digits in exchanged places."""
    one, two = str(number), str(other)
    if len(one) != len(two) or min(number, other) < LEAST_SWAPPED:
        return False
    places = [index for index, pair in enumerate(zip(one, two, strict=True)) if pair[0] != pair[1]]
    if len(places) != 2 or places[1] != places[0] + 1:
        return False
    left, right = places
    return one[left] == two[right] and one[right] == two[left]
