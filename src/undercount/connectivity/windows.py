"""One published claim of an outage as a window of time, and what is certain inside it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files

from undercount.facts.moment import Moment
from undercount.facts.register import OutageClaim

EVER = datetime.max.replace(tzinfo=UTC)
BEFORE = datetime.min.replace(tzinfo=UTC)
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Conventions:
    """How claims are read where they leave something open; see data/claimed.toml for the reasons."""

    assumed_precision_min: int
    duration_tolerance_hours: float
    open_reach_days: int
    cut: tuple[str, ...]
    whole_network: str


@cache
def conventions() -> Conventions:
    """Return the conventions that ship with the project."""
    text = (files("undercount.connectivity") / "data" / "claimed.toml").read_text(encoding="utf-8")
    content = tomllib.loads(text)
    return Conventions(**(content | {"cut": tuple(content["cut"])}))


@dataclass(frozen=True, slots=True)
class Window:
    """A claim in UTC.

    Attributes:
        claim: the row it comes from.
        start, end: as claimed; None where the claim gives none.
        until: the last instant an open claim can be speaking of; `end` where it gives one.
    """

    claim: OutageClaim
    start: datetime | None
    end: datetime | None
    until: datetime

    @property
    def precision(self) -> timedelta:
        """How far its times may be off, either way."""
        stated = self.claim.precision_min
        return timedelta(minutes=conventions().assumed_precision_min if stated is None else stated)

    @property
    def is_cut(self) -> bool:
        """Whether it says that people were cut off, wholly or in part."""
        return self.claim.state in conventions().cut

    @property
    def is_timeless(self) -> bool:
        """Whether it gives neither a start nor an end."""
        return self.start is None and self.end is None

    @property
    def hull(self) -> Span:
        """The widest time it can be speaking of, precision left aside."""
        return self.start or BEFORE, self.until

    @property
    def order(self) -> tuple[datetime, datetime, str]:
        """Its place among others: by time, then by the claim's id."""
        return (*self.hull, self.claim.id)

    @property
    def certain(self) -> Span | None:
        """The time in which its state holds if the claim is right; None where its precision leaves none.

        A claim with one end is certain at the one instant at which that end has surely been passed.
        """
        first = self.start + self.precision if self.start else None
        last = self.end - self.precision if self.end else None
        lo, hi = first or last, last or first
        return (lo, hi) if lo and hi and lo <= hi else None


def windows_of(claims: Sequence[OutageClaim]) -> list[Window]:
    """Return claims as windows in order of time, without those that speak of no cut and no restoration."""
    told = [claim for claim in claims if claim.state in (*conventions().cut, "on")]
    return sorted((_window(claim, told) for claim in told), key=lambda window: window.order)


def instant(moment: Moment | None) -> datetime | None:
    """Return the instant of a moment in UTC; None where there is none."""
    return moment.bounds(UTC)[0] if moment else None


def overlap(one: Span | None, other: Span | None) -> bool:
    """Tell whether two spans share an instant."""
    return one is not None and other is not None and one[0] <= other[1] and other[0] <= one[1]


def _window(claim: OutageClaim, told: Sequence[OutageClaim]) -> Window:
    start, end = instant(claim.start), instant(claim.end)
    if end is not None or start is None:
        return Window(claim, start, end, end or EVER)
    later = (instant(other.start) for other in told if _same_teller(claim, other))
    reach = start + timedelta(days=conventions().open_reach_days)
    return Window(claim, start, None, min([reach, *(time for time in later if time and time > start)]))


def _same_teller(one: OutageClaim, other: OutageClaim) -> bool:
    return (one.source, one.scope, one.network) == (other.source, other.scope, other.network)
