"""Figures made ready to be compared: each with its side, scope, days and bounds, in order of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import inf

from undercount.counting.scope import Scope, lies_in, metric_of, place_of, population_of, trait
from undercount.facts.crisis import Place
from undercount.facts.hedge import conventions, vague_conventions
from undercount.facts.moment import Moment
from undercount.facts.register import Figure
from undercount.facts.sources import Source
from undercount.facts.unknown import Unknown

AUTHORITY, OBSERVER = "authority", "observer"
_ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last civil day a moment can mean; None is not known."""

    first: date | None
    last: date | None

    @property
    def one(self) -> date | None:
        """The day, where it is known to be one day."""
        return self.first if self.first == self.last else None

    def before(self, other: Days) -> bool:
        """Tell whether this is surely before the other."""
        return self.last is not None and other.first is not None and self.last < other.first

    def since(self, other: Days) -> int | None:
        """Return the days from the other's first day to this one's; None where either is not known."""
        return None if self.first is None or other.first is None else (self.first - other.first).days


@dataclass(frozen=True, slots=True)
class Stated:
    """One figure, made ready.

    Attributes:
        figure: the row itself.
        side: authority or observer.
        scope: what it counts.
        said: when it was said.
        about: the days it speaks of; those it was said on where nothing else is known.
        low, high: hard bounds; None is open.
    """

    figure: Figure
    side: str
    scope: Scope
    said: Days
    about: Days
    low: int | None
    high: int | None

    @property
    def id(self) -> str:
        """The figure's id."""
        return self.figure.id

    @property
    def source(self) -> str:
        """The id of who said it."""
        return self.figure.source

    @property
    def soft(self) -> tuple[float, float]:
        """The range it can be read as, for comparing only: its hard bounds, else what its hedge suggests."""
        low, high = self.low, self.high
        if low is None and high is None and self.figure.value is not None:
            convention = conventions().get(self.figure.hedge, conventions()[_ABOUT])
            reading = convention.soft or conventions()[_ABOUT].soft or (100, 100)
            return self.figure.value * reading[0] / 100, self.figure.value * reading[1] / 100
        return -inf if low is None else low, inf if high is None else high

    @property
    def exact(self) -> int | None:
        """The number, where it was said without a hedge."""
        return self.low if self.low == self.high else None

    def surely_below(self, other: Stated) -> bool:
        """Tell whether every number it allows is below every number the other allows."""
        return self.high is not None and other.low is not None and self.high < other.low

    def apart(self, other: Stated) -> bool:
        """Tell whether no number fits both, hedges read softly."""
        (low, high), (other_low, other_high) = self.soft, other.soft
        return high < other_low or other_high < low


class Account:
    """All figures of one file, in order of time, with what refers to what.

    Attributes:
        figures: by the day they were said, those without a day last.
        places: by id; empty where the file stands alone.
    """

    def __init__(self, figures: Iterable[Figure], sources: Iterable[Source], places: Iterable[Place]) -> None:
        self.places: Mapping[str, Place] = {place.id: place for place in places}
        by_id = {source.id: source for source in sources}
        made = (_stated(figure, by_id, self.places) for figure in figures)
        self.figures: Sequence[Stated] = tuple(sorted(made, key=_order))

    @cached_property
    def by_id(self) -> Mapping[str, Stated]:
        """Every figure by its id."""
        return {stated.id: stated for stated in self.figures}

    @cached_property
    def taken_back_by(self) -> Mapping[str, Sequence[Stated]]:
        """The figures that retract a figure, by its id."""
        found = defaultdict(list)
        for stated in self.figures:
            for target in stated.figure.retracts:
                found[target].append(stated)
        return found

    @cached_property
    def by_scope(self) -> Mapping[tuple[Scope, str], Sequence[Stated]]:
        """The figures of each scope and side."""
        found = defaultdict(list)
        for stated in self.figures:
            found[stated.scope, stated.side].append(stated)
        return found

    @cached_property
    def by_metric(self) -> Mapping[str, Sequence[Stated]]:
        """The figures of each metric."""
        found = defaultdict(list)
        for stated in self.figures:
            found[stated.scope.metric].append(stated)
        return found

    @cached_property
    def repeats_of(self) -> Mapping[str, Sequence[Stated]]:
        """The figures that repeat a figure, by its id."""
        found = defaultdict(list)
        for stated in self.figures:
            for target in stated.figure.repeats:
                found[target].append(stated)
        return found

    def targets(self, ids: Iterable[str]) -> Iterator[Stated]:
        """Yield the figures of those ids that are here."""
        return (self.by_id[ident] for ident in ids if ident in self.by_id)

    def linked(self, one: Stated, other: Stated) -> bool:
        """Tell whether one names the other as replaced, retracted, repeated or its whole."""
        return one.id in _named(other.figure) or other.id in _named(one.figure)

    def inside(self, one: Stated, other: Stated) -> bool:
        """Tell whether one figure's place is known to lie in the other's."""
        return lies_in(one.scope.place, other.scope.place, self.places)


def ids(stated: Iterable[Stated]) -> tuple[str, ...]:
    """Return the ids of figures, the earliest first."""
    return tuple(one.id for one in sorted({one.id: one for one in stated}.values(), key=_order))


def side_of(source: Source | None) -> str:
    """Return the side a source speaks for, by its kind."""
    if source is None:
        return OBSERVER
    default = AUTHORITY if source.kind in ("official", "authority", "government", "state") else OBSERVER
    return str(trait("source_kind", source.kind, "side", default))


def _stated(figure: Figure, sources: Mapping[str, Source], places: Mapping[str, Place]) -> Stated:
    source = sources.get(figure.source)
    said, about = _days(figure.said_on), _days(figure.as_of)
    low, high = _bounds(figure)
    return Stated(
        figure=figure,
        side=side_of(source),
        scope=Scope(
            metric_of(figure.metric), population_of(figure.population), place_of(figure.place, places)
        ),
        said=said,
        about=about if about.first or about.last else said,
        low=low,
        high=high,
    )


def _bounds(figure: Figure) -> tuple[int | None, int | None]:
    """Return the hard bounds given, or those the hedge entails where none are given."""
    if figure.low is not None or figure.high is not None:
        return figure.low, figure.high
    if figure.value is None:
        vague = vague_conventions().get(figure.hedge)
        return (vague.low if vague else None), None
    convention = conventions().get(figure.hedge)
    return convention.bounds(figure.value)[:2] if convention else (None, None)


def _days(moment: Moment | Unknown | None) -> Days:
    return Days(moment.first_day, moment.last_day) if isinstance(moment, Moment) else Days(None, None)


def _order(stated: Stated) -> tuple[date, date, str]:
    return stated.said.first or date.max, stated.about.first or date.max, stated.id


def _named(figure: Figure) -> tuple[str, ...]:
    return (*figure.supersedes, *figure.retracts, *figure.repeats, *figure.part_of)
