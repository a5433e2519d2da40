"""A capture table: how many people each combination of lists recorded; who is on none is what is sought."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from undercount.facts.snapshot import canonical_json


@dataclass(frozen=True)
class Patterns:
    """How many people each combination of lists recorded.

    Attributes:
        lists: the lists' names.
        counts: people by pattern: one digit a list, 1 where it recorded them; no pattern is all zeros.
    """

    lists: tuple[str, ...]
    counts: Mapping[str, int]

    @cached_property
    def recorded(self) -> int:
        """How many distinct people are recorded."""
        return sum(self.counts.values())

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """How many people each list records."""
        return tuple(
            sum(count for pattern, count in self.counts.items() if pattern[at] == "1")
            for at in range(len(self.lists))
        )

    @cached_property
    def frequencies(self) -> Mapping[int, int]:
        """How many people are on exactly one list, on two, on three …; those that nobody has are left out."""
        found: Counter[int] = Counter()
        for pattern, count in self.counts.items():
            found[pattern.count("1")] += count
        return {times: found[times] for times in sorted(found) if found[times]}

    @property
    def shared(self) -> int:
        """How many people are on more than one list."""
        return self.recorded - self.frequencies.get(1, 0)

    def both(self, one: int, other: int) -> int:
        """Return how many people two lists share."""
        return sum(count for pattern, count in self.counts.items() if pattern[one] == pattern[other] == "1")

    def without(self, at: int) -> Patterns:
        """Leave a list out, and with it whoever stands on no other."""
        return self.only([place for place in range(len(self.lists)) if place != at])

    def only(self, places: Sequence[int]) -> Patterns:
        """Keep some lists, in this order, and whoever stands on one of them."""
        lists = tuple(self.lists[at] for at in places)
        return Patterns(lists, _pooled(("".join(p[at] for at in places), n) for p, n in self.counts.items()))

    def merged(self, one: int, other: int) -> Patterns:
        """Make two lists one, which records whomever either records."""
        first, second = sorted((one, other))
        name = f"{self.lists[first]}+{self.lists[second]}"
        lists = (*self.lists[:first], name, *self.lists[first + 1 : second], *self.lists[second + 1 :])
        return Patterns(lists, _pooled((_joined(p, first, second), n) for p, n in self.counts.items()))

    def canonical(self) -> dict[str, object]:
        """Return lists and counts in the order of the lists' names: the same for the same people."""
        order = sorted(range(len(self.lists)), key=lambda at: self.lists[at])
        counts = {"".join(pattern[at] for at in order): n for pattern, n in self.counts.items() if n}
        return {"lists": [self.lists[at] for at in order], "counts": counts}


def patterns_of(lists: Iterable[str], counted: Iterable[tuple[str, int]]) -> Patterns:
    """Make a capture table of patterns and counts; a pattern given several times is added up."""
    return Patterns(tuple(lists), _pooled(counted))


def digest(tables: Mapping[str, Patterns]) -> str:
    """Return the SHA-256 of capture tables by stratum, whatever the order of their rows and lists."""
    content = {stratum: patterns.canonical() for stratum, patterns in tables.items()}
    return hashlib.sha256(canonical_json(content)).hexdigest()


def _joined(pattern: str, first: int, second: int) -> str:
    either = "1" if "1" in (pattern[first], pattern[second]) else "0"
    return pattern[:first] + either + pattern[first + 1 : second] + pattern[second + 1 :]


def _pooled(counted: Iterable[tuple[str, int]]) -> dict[str, int]:
    pooled: Counter[str] = Counter()
    for pattern, count in counted:
        if count and "1" in pattern:
            pooled[pattern] += count
    return dict(sorted(pooled.items()))
