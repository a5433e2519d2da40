"""Which lists of a capture table can be counted with; the empty, copied and exclusive ones are set right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, permutations
from math import log, sqrt
from statistics import NormalDist

from undercount.counting.patterns import Patterns

ALPHA = 0.01  # chance of calling any two lists exclusive that are not
FEWEST_PEOPLE = 30
FEWEST_SHARED = 5  # people on exactly two lists; with fewer, one link more or less turns the answer
MOST_PAIRS_APART = 1 / 3  # of all pairs of lists


@dataclass(frozen=True)
class Usable:
    """A capture table made fit for counting.

    Attributes:
        patterns: of the lists that are left; people on none of them are gone from it.
        reasons: codes of the vocabulary `estimate_reason`: what was set right.
        refused: codes: why it can't be counted with at all; empty where it can.
    """

    patterns: Patterns
    reasons: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def usable(patterns: Patterns) -> Usable:
    """Leave out or merge lists that say nothing of their own, and tell whether the rest can be counted with.

    An empty list is left out. A list that lies whole inside another is left out: it may be a copy. Two
    lists that shut each other out, as one of the dead and one of patients do, are made one: that they share
    hardly anybody would pass for people nobody recorded. A short list that shares nobody is left out; a
    long one is a reason to refuse.
    """
    found = Usable(patterns)
    while (mended := _mended(found)) is not None:
        found = mended
    return replace(found, refused=tuple(dict.fromkeys(_refusals(found.patterns))))


def _mended(found: Usable) -> Usable | None:
    """Return the table after the first thing that has to be set right; None where nothing has."""
    patterns = found.patterns
    if len(patterns.lists) < 2:
        return None
    if (empty := _empty(patterns)) is not None:
        return _next(found, patterns.without(empty), "list_empty")
    if (nested := _nested(patterns)) is not None:
        return _next(found, patterns.without(nested), "lists_nested")
    if (short := _short_and_apart(patterns)) is not None:
        return _next(found, patterns.without(short), "list_apart")
    if (pair := _exclusive(patterns)) is not None:
        return _next(found, patterns.merged(*pair), "lists_exclude")
    return None


def _next(found: Usable, patterns: Patterns, reason: str) -> Usable:
    return Usable(patterns, tuple(dict.fromkeys((*found.reasons, reason))))


def _empty(patterns: Patterns) -> int | None:
    return next((at for at, size in enumerate(patterns.sizes) if not size), None)


def _nested(patterns: Patterns) -> int | None:
    """Return the smallest list that lies whole inside another; of two that are the same, the later."""
    sizes = patterns.sizes
    inside = (
        (sizes[one], -one)
        for one, other in permutations(range(len(sizes)), 2)
        if patterns.both(one, other) == sizes[one] and (sizes[one], -one) < (sizes[other], -other)
    )
    smallest = min(inside, default=None)
    return None if smallest is None else -smallest[1]


def _apart(patterns: Patterns) -> Iterator[int]:
    """Yield the lists that share nobody with any other."""
    alone = Patterns(patterns.lists, {p: n for p, n in patterns.counts.items() if p.count("1") > 1}).sizes
    return (at for at, size in enumerate(alone) if not size)


def _short_and_apart(patterns: Patterns) -> int | None:
    if len(patterns.lists) < 3:
        return None
    return next((at for at in _apart(patterns) if patterns.sizes[at] < FEWEST_SHARED), None)


def _exclusive(patterns: Patterns) -> tuple[int, int] | None:
    """Return the two lists that shut each other out most, where chance can't explain it.

    Among the people on some other list, being on the one makes being on the other less likely: the log odds
    ratio, with ½ added to each cell (Haldane 1956, Anscombe 1956), lies below 0 by a one-sided normal test at
    `ALPHA`, divided by the number of pairs (Bonferroni). People who differ in their chances only raise it.
    """
    if len(patterns.lists) < 3:
        return None  # nobody is known of but through these two
    pairs = list(combinations(range(len(patterns.lists)), 2))
    limit = NormalDist().inv_cdf(ALPHA / len(pairs))
    lowest, pair = min((_log_odds_over_error(patterns, *pair), pair) for pair in pairs)
    return pair if lowest < limit else None


def _log_odds_over_error(patterns: Patterns, one: int, other: int) -> float:
    cells = {"11": 0.5, "10": 0.5, "01": 0.5, "00": 0.5}
    for pattern, count in patterns.counts.items():
        if "1" in _others(pattern, one, other):
            cells[pattern[one] + pattern[other]] += count
    odds = log(cells["11"] * cells["00"] / (cells["10"] * cells["01"]))
    return odds / sqrt(sum(1 / count for count in cells.values()))


def _others(pattern: str, one: int, other: int) -> str:
    first, second = sorted((one, other))
    return pattern[:first] + pattern[first + 1 : second] + pattern[second + 1 :]


def _refusals(patterns: Patterns) -> Iterator[str]:
    lists = len(patterns.lists)
    if not lists or not patterns.recorded:
        yield "no_list_held"
        return
    if lists == 1:
        yield "one_list_only"
        return
    if patterns.recorded < FEWEST_PEOPLE:
        yield "too_few_people"
    if not patterns.shared:
        yield "no_overlap"
    elif patterns.frequencies.get(2, 0) < FEWEST_SHARED:
        yield "sparse_overlap"
    elif any(True for _ in _apart(patterns)):
        yield "list_apart"
    if patterns.shared and _share_of_pairs_apart(patterns) > MOST_PAIRS_APART:
        yield "sparse_overlap"


def _share_of_pairs_apart(patterns: Patterns) -> float:
    pairs: Sequence[tuple[int, int]] = list(combinations(range(len(patterns.lists)), 2))
    return sum(not patterns.both(*pair) for pair in pairs) / len(pairs)
