"""What findings cite: claims, figures and outage claims, looked up with who said them and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from undercount.demands.selection import settings
from undercount.demands.soundness import withdrawn_figures
from undercount.facts.audience import Audience
from undercount.facts.moment import Moment
from undercount.facts.register import Claim, Figure, OutageClaim
from undercount.facts.sources import Exhibit, Source
from undercount.facts.tables import Rows
from undercount.facts.vocabulary import vocabulary

Cited = Claim | Figure | OutageClaim
TABLES = ("claims", "figures", "outage_claims")


@dataclass(frozen=True)
class Record:
    """The rows that findings may cite, and what is known of each."""

    rows: Rows

    @cached_property
    def cited(self) -> dict[str, Cited]:
        """Everything that can be cited, by id."""
        return {row.id: row for table in TABLES for row in self.rows.get(table, ())}

    @cached_property
    def call_day(self) -> date | None:
        """The day the demands were made: the statement's true date."""
        texts = self.rows.get("statement_texts", ())
        days = [text.true_date.first_day for text in texts if isinstance(text.true_date, Moment)]
        return min((day for day in days if day), default=None)

    def is_sound(self, row: Cited) -> bool:
        """Whether a finding may rest on it: not taken back, no slip of entry, its page seen."""
        if isinstance(row, Figure):
            return row.verified and row.id not in self._withdrawn
        return not isinstance(row, Claim) or row.state == "active"

    def is_public(self, row: Cited) -> bool:
        """Whether everybody may see it."""
        return row.audience is Audience.PUBLIC

    def last_day(self, row: Cited) -> date | None:
        """The last day on which it can have been said; None where that is not known."""
        said = self._said(row)
        return said.last_day if said else None

    def first_day(self, row: Cited) -> date | None:
        """The first day on which it can have been said; None where that is not known."""
        said = self._said(row)
        return said.first_day if said else None

    def is_after_call(self, row: Cited) -> bool:
        """Whether it can have been said, or tells of a time, on or after the day of the demands."""
        moments = [self._said(row)]
        if isinstance(row, OutageClaim):
            moments += [row.start, row.end]
        days = [moment.last_day for moment in moments if moment]
        return self.call_day is not None and any(day is not None and day >= self.call_day for day in days)

    def is_official(self, row: Cited) -> bool:
        """Whether an authority says it."""
        source, kinds = self._sources.get(row.source), vocabulary("source_kind")
        return bool(source and source.kind in kinds and kinds[source.kind].traits.get("side") == "authority")

    def origin(self, row: Cited) -> str:
        """Whom its source ultimately repeats: two rows of one origin are not independent."""
        source = self._sources.get(row.source)
        return (source.origin_cluster if source else "") or row.source

    def is_contrary(self, row: Cited) -> bool:
        """Whether it tells of an act against a demand, or of a refusal, on or after its day."""
        rules = settings("grading")
        if isinstance(row, OutageClaim):
            against = row.state in rules["contrary_outage_states"]
        elif isinstance(row, Figure):
            against = row.metric in rules["contrary_metrics"]
        else:
            against = row.kind in rules["contrary_claim_kinds"] and row.polarity == "asserts"
        return against and self.is_after_call(row)

    def _said(self, row: Cited) -> Moment | None:
        """When it was said: by a figure's own word, else when its exhibit came out."""
        exhibit = self._exhibits.get(row.exhibit)
        said = row.said_on if isinstance(row, Figure) else (exhibit.published if exhibit else None)
        return said if isinstance(said, Moment) else None

    @cached_property
    def _withdrawn(self) -> frozenset[str]:
        return withdrawn_figures(self.rows)

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {source.id: source for source in self.rows.get("sources", ())}

    @cached_property
    def _exhibits(self) -> dict[str, Exhibit]:
        return {exhibit.id: exhibit for exhibit in self.rows.get("exhibits", ())}
