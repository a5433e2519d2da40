"""The words of a plot: numbers with their hedges, days, scopes, and what became of a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date, format_skeleton

from undercount.facts.results import Issue, Point
from undercount.publish.charts.marks import Mark, Scene
from undercount.publish.phrases import SAID
from undercount.publish.words import N_, Words

_NOTES = {
    "retracted": N_("taken back on {day}"),
    "partly_retracted": N_("partly taken back"),
    "repeats_retracted": N_("repeats the number taken back"),
    "silently_lowered": N_("lowered from {n} without a word"),
}
_TITLES = {
    frozenset((True, False)): N_("{metric}: the authorities’ numbers and the observers’"),
    frozenset((True,)): N_("{metric}: the authorities’ numbers"),
    frozenset((False,)): N_("{metric}: the observers’ numbers"),
}
_UNDATED_RETRACTION = N_("taken back")


@dataclass(frozen=True)
class Phrasing:
    """Writes a plot's words in one language.

    Attributes:
        words: the language.
        names: what sources and places are called, by id; an id without a name stands as it is.
    """

    words: Words
    names: Mapping[str, str]

    def title(self, scene: Scene) -> str:
        """Say what the plot is about."""
        sides = frozenset(mark.official for mark in scene.marks)
        heading = self.words(_TITLES[sides], metric=self.words.label("metric", scene.subject.metric))
        return heading[:1].upper() + heading[1:]

    def subtitle(self, scene: Scene) -> str:
        """Say of whom and where."""
        where = self.name(scene.place)
        return f"{where}, {self.words.label('population', scene.subject.population)}"

    def name(self, ident: str) -> str:
        """Return the name of a source or a place."""
        return self.names.get(ident, ident)

    def number(self, point: Point) -> str:
        """Write a number with its hedge, as it was said."""
        if point.hedge == "between" and point.low is not None and point.high is not None:
            return self.words.between(point.low, point.high)
        if point.value is None:
            return self.words.label("hedge", point.hedge)
        count = self.words.count(point.value)
        sentence = SAID.get(point.hedge)
        if sentence is None:
            return f"{count} ({self.words.label('hedge', point.hedge)})"
        return self.words(sentence, n=count)

    def scope(self, mark: Mark, scene: Scene) -> str:
        """Say in what a number's scope differs from that of the line; "" where it does not."""
        series, subject = mark.series, scene.subject
        parts = [
            self.words.label("metric", series.metric) if series.metric != subject.metric else "",
            self.words.label("population", series.population)
            if series.population != subject.population
            else "",
            self.name(series.place) if series.place != scene.place else "",
        ]
        return ", ".join(part for part in parts if part)

    def notes(self, mark: Mark) -> list[str]:
        """Say what became of a number."""
        return [self._note(issue) for issue in mark.issues]

    def days(self, mark: Mark) -> str:
        """Write the days a number speaks of, short: the year stands elsewhere."""
        first, last = mark.first, mark.last
        if first == last:
            return self.day(first)
        if (first.month, first.year, first.day) == (last.month, last.year, 1) and (last - first).days > 26:
            return self.month(first)
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return self.year(first)
        return f"{self.day(first)} – {self.day(last)}"

    def day(self, day: date) -> str:
        """Write a day and its month, short."""
        return format_skeleton("MMMd", day, locale=self.words.locale)

    def month(self, day: date) -> str:
        """Write a month that stands alone."""
        return format_date(day, "LLLL", locale=self.words.locale)

    def short_month(self, day: date) -> str:
        """Write a month for an axis."""
        return format_date(day, "LLL", locale=self.words.locale)

    def year(self, day: date) -> str:
        """Write a year."""
        return f"{day.year}"

    def key(self) -> tuple[str, str, str]:
        """Say what the marks stand for: authorities, observers, a number taken back."""
        label = self.words.label
        return label("side", "authority"), label("side", "observer"), self.words(_UNDATED_RETRACTION)

    def other(self) -> str:
        """Say what a hollow mark means."""
        return self.words("hollow: counts other people, places or acts")

    def by_day(self) -> str:
        """Say that a stretch of the time axis is in days."""
        return self.words("day by day")

    def later(self) -> str:
        """Say that the rest of the time axis has another scale."""
        return self.words("later, on another scale")

    def source_line(self, snapshot: str) -> str:
        """Say where the numbers are from."""
        said = self.words(
            "Every number is a public claim; the table beside the plot names its source and its page."
        )
        if not snapshot:
            return said
        made = self.words("Made from snapshot {snapshot}.", snapshot=snapshot[:12])
        return f"{said} {made}"

    def fictional(self) -> str:
        """Say that people and events are invented."""
        return self.words("Fictional: an exercise with invented people and events")

    def arrow(self) -> str:
        """Say what an arrow means."""
        return self.words("an arrow: that many or more")

    def _note(self, issue: Issue) -> str:
        if issue.code == "retracted":
            days = [day for day in issue.values.get("on", ()) if day]
            if not days:
                return self.words(_UNDATED_RETRACTION)
            return self.words(_NOTES["retracted"], day=self.day(date.fromisoformat(min(days))))
        if issue.code == "silently_lowered":
            return self.words(_NOTES[issue.code], n=self.words.count(issue.values["from"]))
        return self.words(_NOTES[issue.code])
