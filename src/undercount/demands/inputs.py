"""What an indicator is computed from: a snapshot's rows, looked up, and other methods' results."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from undercount.demands.recorded import Recorded
from undercount.demands.soundness import sound_figures
from undercount.demands.told import Told, numbers_told
from undercount.facts.crisis import Place
from undercount.facts.demand import IndicatorDefinition
from undercount.facts.moment import Moment
from undercount.facts.register import Figure
from undercount.facts.results import ClaimedOutages, Estimate, Gap, Indicator
from undercount.facts.sources import Source
from undercount.facts.tables import TABLES, Rows
from undercount.facts.vocabulary import Vocabulary, vocabulary

# Claims of these groups speak of somebody or some place; about nobody in particular they can't be counted.
OF_SOMEBODY = ("detention", "harm", "complaint", "proceeding", "visit")


@dataclass(frozen=True)
class Inputs:
    """A snapshot's rows and the results handed over.

    Attributes:
        rows: every table's rows.
        gaps: official against observed figures, and what is wrong with them.
        outages: claimed cut-offs.
        recorded: everyone recorded, told apart, and the rows that was done in.
    """

    rows: Rows
    gaps: Gap
    outages: ClaimedOutages
    recorded: Recorded = field(default_factory=Recorded)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures an indicator may rest on, by day said and id."""
        return tuple(sorted(sound_figures(self.rows), key=lambda figure: (said_day(figure), figure.id)))

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """Every number of those figures, the parts of their breakdowns included."""
        return tuple(told for figure in self.figures for told in numbers_told(figure, self.places.keys()))

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """The places, by id."""
        return {place.id: place for place in self.rows.get("places", ())}

    @cached_property
    def held(self) -> frozenset[str]:
        """The tables with rows, the kinds of active claims that can be counted, and `estimate`.

        Of people and of what is claimed about them, the rows count in which people were told apart.
        """
        found = {name for name in TABLES if self.rows.get(name)}
        found |= {"mentions"} if self.recorded.mentions else set()
        found |= _counted(self.rows) | _counted(self.recorded.rows)
        found |= {"estimate"} if any(map(_has_number, self.recorded.estimates)) else set()
        return frozenset(found)

    @cached_property
    def as_of(self) -> date | None:
        """The day the crisis' data was last brought up to date."""
        crisis = self.rows.get("crisis", ())
        return crisis[0].as_of.last_day if crisis else None

    def side_of(self, source: str) -> str:
        """Return `authority` or `observer`, the side a source stands on; "" where it is not known."""
        return self._sides.get(source, "")

    def side(self, figure: Figure) -> str:
        """Return the side of a figure's source."""
        return self.side_of(figure.source)

    def place_kind(self, figure: Figure) -> str:
        """Return the kind of place a figure speaks of; "" where it is not known."""
        place = self.places.get(figure.place)
        return place.kind if place else ""

    def missing(self, definition: IndicatorDefinition) -> tuple[str, ...]:
        """Return what an indicator needs and the snapshot does not hold, in the definition's order."""
        return tuple(need for need in definition.needs if need not in self.held)

    @cached_property
    def _sides(self) -> dict[str, str]:
        kinds = vocabulary("source_kind")
        sources: tuple[Source, ...] = tuple(self.rows.get("sources", ()))
        known = ((source.id, kinds[source.kind]) for source in sources if source.kind in kinds)
        return {name: str(term.traits.get("side", "")) for name, term in known}


Compute = Callable[[IndicatorDefinition, Inputs], Indicator]


def said_day(figure: Figure) -> str:
    """Return the first day a figure can have been said, as ISO text; "" where it is not known."""
    day = figure.said_on.first_day if isinstance(figure.said_on, Moment) else None
    return day.isoformat() if day else ""


def _counted(rows: Rows) -> set[str]:
    """Return the kinds of active claims that can be counted."""
    somebody = {row.id for name in ("mentions", "facilities") for row in rows.get(name, ())}
    kinds = vocabulary("claim_kind")
    claims = [claim for claim in rows.get("claims", ()) if claim.state == "active"]
    return {c.kind for c in claims if c.about in somebody or _group(kinds, c.kind) not in OF_SOMEBODY}


def _has_number(estimate: Estimate) -> bool:
    return estimate.estimate is not None or estimate.lower_bound is not None


def _group(kinds: Vocabulary, kind: str) -> object:
    return kinds[kind].traits.get("group") if kind in kinds else None
