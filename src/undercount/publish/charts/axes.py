"""The axes of the wide plot: round numbers upward, days along, in two scales where much happened early."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, log10

from undercount.publish.charts.marks import Mark

_BY_DAY = 75  # days up to which ticks are days
_ONE_SCALE = 30  # days that are always shown in one scale
_FEW = 6  # numbers below which one scale will do
_RUSH = 0.25  # two scales are worth it where a share of the numbers is this far above its share of the time
_LEAST_SHARE, _MOST_SHARE = 0.45, 0.66  # of the width, for the early scale
_ASIDE = 11  # pixels between the middles of two marks that would cover each other
_CLEAR = 10  # pixels between the last tick and the end of its panel
_DAY_STEPS = (1, 2, 3, 5, 7, 10, 14)
_MONTH_STEPS = (1, 2, 3, 6, 12)


@dataclass(frozen=True, slots=True)
class Panel:
    """A stretch of days with one scale.

    Attributes:
        first, last: its days.
        left, right: its ends in pixels.
    """

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Return where a day stands."""
        days = max((self.last - self.first).days, 1)
        return self.left + (self.right - self.left) * (day - self.first).days / days

    @property
    def by_month(self) -> bool:
        """Whether its ticks are months."""
        return (self.last - self.first).days > _BY_DAY


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """One panel, or an early one by days and a later one by months, with a gap between."""

    panels: tuple[Panel, ...]

    def x(self, day: date) -> float:
        """Return where a day stands; before the first day and after the last it stands at the end."""
        held = min(max(day, self.panels[0].first), self.panels[-1].last)
        panel = next((one for one in self.panels if held <= one.last), self.panels[-1])
        return panel.x(max(held, panel.first))


@dataclass(frozen=True, slots=True)
class Grid:
    """Where days and numbers stand."""

    time: TimeAxis
    numbers: Sequence[int]
    top: float
    height: float

    @property
    def floor(self) -> float:
        """Where zero stands."""
        return self.top + self.height

    def y(self, number: float) -> float:
        """Return where a number stands."""
        return self.floor - self.height * number / self.numbers[-1]

    def at(self, mark: Mark) -> tuple[float, float]:
        """Return where a mark stands by its day and number."""
        return self.time.x(mark.middle), self.y(mark.low)


def spots(marks: Sequence[Mark], grid: Grid) -> dict[str, tuple[float, float]]:
    """Return where each mark stands, by its figure; one that would cover another moves aside."""
    found: dict[str, tuple[float, float]] = {}
    for mark in sorted(marks, key=lambda one: not (one.main and one.official)):  # the line's own first
        x, y = grid.at(mark)
        while any(abs(x - other) < _ASIDE and abs(y - level) < _ASIDE for other, level in found.values()):
            x += _ASIDE
        found[mark.point.figure] = (x, y)
    return found


def time_axis(days: Sequence[date], left: float, right: float, gap: float) -> TimeAxis:
    """Choose scales for these days, sorted: one, or two where a rush of numbers fills little of the time."""
    first, last = days[0] - timedelta(1), days[-1] + timedelta(1)
    rush = _rush(days)
    if (last - first).days <= _ONE_SCALE or rush is None:
        return TimeAxis((Panel(first, last, left, right),))
    end, share = rush
    later = next(day for day in days if day > end)
    break_at = left + (right - left - gap) * min(max(share, _LEAST_SHARE), _MOST_SHARE)
    start = max(later.replace(day=1), end + timedelta(1))
    margin = timedelta(max((last - start).days // 20, 1))
    early = Panel(first, end + timedelta(1), left, break_at)
    return TimeAxis((early, Panel(start, last + margin, break_at + gap, right)))


def _rush(days: Sequence[date]) -> tuple[date, float] | None:
    """Return the day on which an early rush of numbers ends, and its share of all; None where there is none.

    It ends where the share of the numbers is furthest above the share of the time.
    """
    span = max((days[-1] - days[0]).days, 1)
    ends = [day for day in sorted(set(days)) if day < days[-1] and (day - days[0]).days <= _BY_DAY]
    shares = [(sum(one <= day for one in days) / len(days), day) for day in ends]
    above = [(share - (day - days[0]).days / span, day, share) for share, day in shares]
    lead, end, share = max(above, default=(0.0, days[0], 0.0))
    return (end, share) if lead > _RUSH and len(days) >= _FEW else None


def ticks(panel: Panel, room: float) -> Iterator[tuple[date, float]]:
    """Yield days, or firsts of months, at least `room` pixels apart."""
    if panel.by_month:
        yield from _months(panel, room)
        return
    a_day = (panel.right - panel.left) / max((panel.last - panel.first).days, 1)
    step = next((step for step in _DAY_STEPS if step * a_day >= room), _DAY_STEPS[-1])
    day = panel.first + timedelta(1)
    while panel.x(day) <= panel.right - _CLEAR:
        yield day, panel.x(day)
        day += timedelta(step)


def _months(panel: Panel, room: float) -> Iterator[tuple[date, float]]:
    a_month = 30 * (panel.right - panel.left) / max((panel.last - panel.first).days, 1)
    step = next((step for step in _MONTH_STEPS if step * a_month >= room), _MONTH_STEPS[-1])
    first, last = (12 * day.year + day.month - 1 for day in (panel.first, panel.last))
    for index in range(first, last + 1):
        day = date(index // 12, index % 12 + 1, 1)
        if index % step == 0 and panel.first <= day:
            yield day, panel.x(day)


def round_numbers(highest: float, most: int = 5) -> list[int]:
    """Return round numbers from 0 to at least `highest`, in at most `most` steps."""
    rough = max(highest, 1) / most
    power = int(10 ** max(floor(log10(rough)), 0))
    steps = (part * power // 2 for part in (2, 4, 5, 10, 20) if part * power % 2 == 0)
    step = next(step for step in steps if step >= rough)
    return [step * index for index in range(ceil(highest / step) + 1)]
