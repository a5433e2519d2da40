"""What one plot of figures shows: which numbers, whose, when, and what became of them."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from undercount.facts.hedge import conventions
from undercount.facts.results import Gap, Issue, Point, Series

AUTHORITY = "authority"
_NOTED = {  # which of an issue's figures a plot marks: the first, or the last
    "retracted": 0,
    "partly_retracted": 0,
    "repeats_retracted": -1,
    "silently_lowered": -1,
}


@dataclass(frozen=True, slots=True)
class Subject:
    """Which figures stand in one plot; see subjects.toml."""

    code: str
    metric: str
    population: str
    also: tuple[str, ...]
    populations: tuple[str, ...]
    everywhere: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """One number in a plot.

    Attributes:
        point: the figure's place in its series.
        series: the series it is of.
        first, last: the days it speaks of.
        main: whether it is of the series that makes the line.
        issues: what a plot says of it.
    """

    point: Point
    series: Series
    first: date
    last: date
    main: bool
    issues: tuple[Issue, ...]

    @property
    def official(self) -> bool:
        """Whether an authority said it."""
        return self.series.side == AUTHORITY

    @property
    def taken_back(self) -> bool:
        """Whether its number was taken back."""
        return any(issue.code == "retracted" for issue in self.issues)

    @property
    def middle(self) -> date:
        """The day its mark stands at: the middle of the days it speaks of."""
        return self.first + (self.last - self.first) // 2

    @property
    def low(self) -> float:
        """Where its mark starts: its hard low bound, else the number said, else its high bound."""
        known = (self.point.low, self.point.value, self.point.high)
        return next(float(number) for number in known if number is not None)

    @property
    def high(self) -> float | None:
        """Where its mark ends; None where it is open upward."""
        if self.point.low is None and self.point.high is None:
            return self.low
        return None if self.point.high is None else float(self.point.high)

    @property
    def soft(self) -> tuple[float, float] | None:
        """The range "about" suggests; None where hard bounds are known."""
        if self.point.low is not None or self.point.high is not None or self.point.value is None:
            return None
        reading = conventions().get(self.point.hedge, conventions()["about"]).soft
        return None if reading is None else (self.low * reading[0] / 100, self.low * reading[1] / 100)

    @property
    def top(self) -> float:
        """The highest number that its mark reaches."""
        return max(self.low, self.high or 0, self.soft[1] if self.soft else 0)


@dataclass(frozen=True, slots=True)
class Scene:
    """All that one plot shows.

    Attributes:
        subject: which figures it is about.
        place: the place its line is of.
        marks: in order of time.
        undated: how many figures have no day and so no place in it.
    """

    subject: Subject
    place: str
    marks: tuple[Mark, ...]
    undated: int

    @property
    def line(self) -> tuple[Mark, ...]:
        """The official running total that makes the line: what was taken back is not on it."""
        return tuple(mark for mark in self.marks if mark.main and mark.official and not mark.taken_back)


def subject_of(code: str, gap: Gap) -> Subject:
    """Return the subject of that code, or one of the single metric of that code."""
    entry = _subjects().get(code)
    if entry is not None:
        metric, population = entry["main"]
        also, populations = tuple(entry["also"]), tuple(entry["populations"])
        return Subject(code, metric, population, also, populations, bool(entry["everywhere"]))
    own = [series for series in gap.series if series.metric == code]
    population = _largest(own).population if own else ""
    populations = tuple(sorted({one.population for one in own}))
    return Subject(code, code, population, (), populations, everywhere=True)


def scene_of(gap: Gap, code: str) -> Scene:
    """Gather what a plot of `code` shows; a figure whose page was not seen is left to the table.

    Raises:
        KeyError: the result has no figure with an amount and a day for it.
    """
    subject = subject_of(code, gap)
    shown = [series for series in gap.series if _belongs(series, subject)]
    if not shown:
        raise KeyError(code)
    place = _main_place(shown)
    if not subject.everywhere:
        shown = [series for series in shown if series.place == place]
    unseen = {ident for issue in gap.issues if issue.code == "unverified" for ident in issue.figures}
    marks = [mark for series in shown for mark in _marks(series, subject, place, gap.issues)]
    undated = sum(not point.day_from for series in shown for point in series.points)
    seen = tuple(mark for mark in _distinct(marks) if mark.point.figure not in unseen)
    if not seen:
        raise KeyError(code)
    return Scene(subject, place, seen, undated)


def _belongs(series: Series, subject: Subject) -> bool:
    metric = series.metric in (subject.metric, *subject.also)
    return metric and series.population in (subject.population, *subject.populations)


def _main_place(series: Sequence[Series]) -> str:
    """Return the place with the most numbers; of several, the first by name."""
    counts = Counter[str]()
    for one in series:
        counts[one.place] += len(one.points)
    return max(sorted(counts), key=lambda place: counts[place])


def _largest(series: Sequence[Series]) -> Series:
    """Return the series with the most points, an official one first."""
    return max(sorted(series, key=_scope), key=lambda one: (one.side == AUTHORITY, len(one.points)))


def _scope(series: Series) -> tuple[str, ...]:
    return series.metric, series.population, series.place, series.side


def _marks(series: Series, subject: Subject, place: str, issues: Sequence[Issue]) -> Iterable[Mark]:
    main = (series.metric, series.population, series.place) == (subject.metric, subject.population, place)
    for point in series.points:
        if point.day_from:
            first, last = date.fromisoformat(point.day_from), date.fromisoformat(point.day_to)
            yield Mark(point, series, first, last, main, _issues_of(point.figure, issues))


def _issues_of(figure: str, issues: Sequence[Issue]) -> tuple[Issue, ...]:
    return tuple(
        issue for issue in issues if issue.code in _NOTED and issue.figures[_NOTED[issue.code]] == figure
    )


def _distinct(marks: Iterable[Mark]) -> Iterable[Mark]:
    """Leave out a number that its source gave twice for the same days and scope; order the rest by time."""
    seen: set[tuple[object, ...]] = set()
    for mark in sorted(marks, key=lambda mark: (mark.middle, mark.first, mark.point.figure)):
        point = mark.point
        key = (_scope(mark.series), point.source, mark.first, mark.last, point.low, point.high, point.value)
        if key not in seen:
            seen.add(key)
            yield mark


@cache
def _subjects() -> Mapping[str, Mapping[str, list[str]]]:
    text = (files("undercount.publish") / "charts" / "subjects.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
