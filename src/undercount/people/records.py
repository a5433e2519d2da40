"""The register's rows looked up by what they are about: claims by person, and whom a claim goes back to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cached_property
from zoneinfo import ZoneInfo

from undercount.facts.moment import Moment
from undercount.facts.register import Claim
from undercount.facts.results import Persons
from undercount.facts.sources import Exhibit, Source
from undercount.facts.tables import Rows
from undercount.people.judgements import Judgements

ASSERTS, DENIES = "asserts", "denies"


@dataclass(frozen=True)
class Records:
    """A snapshot's rows, and who is who.

    Attributes:
        rows: every table's rows.
        persons: the people the mentions were taken to speak of.
        judgements: those that stand.
    """

    rows: Rows
    persons: Persons
    judgements: Judgements

    @cached_property
    def zone(self) -> tzinfo:
        """The time zone in which the crisis' civil days are read."""
        return ZoneInfo(self.rows["crisis"][0].zone)

    @cached_property
    def as_of(self) -> date:
        """The day the crisis' data was last brought up to date."""
        day: date | None = self.rows["crisis"][0].as_of.last_day
        return day or date.max

    @cached_property
    def person_of(self) -> Mapping[str, str]:
        """The person of each mention that speaks of one."""
        return {mention: person.id for person in self.persons.persons for mention in person.mentions}

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that count: active, no entry error, not judged to be shown wrong."""
        refuted = self.judgements.refuted
        return tuple(c for c in self.rows.get("claims", ()) if c.state == "active" and c.id not in refuted)

    @cached_property
    def by_person(self) -> Mapping[str, tuple[Claim, ...]]:
        """The claims about each person who has any, in the order of their ids."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            person = self.person_of.get(claim.about)
            if person is not None:
                found[person].append(claim)
        return {person: tuple(sorted(found[person], key=lambda claim: claim.id)) for person in sorted(found)}

    @cached_property
    def elsewhere(self) -> Mapping[str, tuple[Claim, ...]]:
        """The claims about each event and place of detention."""
        others = {row.id for table in ("events", "facilities") for row in self.rows.get(table, ())}
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            if claim.about in others:
                found[claim.about].append(claim)
        return {about: tuple(sorted(found[about], key=lambda claim: claim.id)) for about in sorted(found)}

    def origin(self, claim: Claim) -> str:
        """Return whom a claim ultimately goes back to; two claims of one origin are not independent."""
        source = self.source(claim)
        return (source.origin_cluster if source else "") or claim.source

    def source(self, claim: Claim) -> Source | None:
        """Return who said it."""
        return self._sources.get(claim.source)

    def exhibit(self, claim: Claim) -> Exhibit | None:
        """Return what it was said in."""
        return self._exhibits.get(claim.exhibit)

    def bounds(self, moment: Moment) -> tuple[datetime | None, datetime | None]:
        """Return the first and last instant a moment can mean, in the crisis' zone; worked out once each."""
        found = self._bounds.get(moment.edtf)
        if found is None:
            found = self._bounds[moment.edtf] = moment.bounds(self.zone)
        return found

    def said_by(self, claim: Claim) -> datetime | None:
        """Return the last moment at which it can have been said: when its exhibit came out."""
        exhibit = self.exhibit(claim)
        published = exhibit.published if exhibit else None
        return self.bounds(published)[1] if isinstance(published, Moment) else None

    def ancestors(self, place: str) -> Iterator[str]:
        """Yield a place and every place it lies in, the nearest first."""
        seen: set[str] = set()
        while place and place not in seen:
            yield place
            seen.add(place)
            place = self._parents.get(place, "")

    @cached_property
    def _bounds(self) -> dict[str, tuple[datetime | None, datetime | None]]:
        return {}

    @cached_property
    def _parents(self) -> dict[str, str]:
        return {place.id: place.parent for place in self.rows.get("places", ())}

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {source.id: source for source in self.rows.get("sources", ())}

    @cached_property
    def _exhibits(self) -> dict[str, Exhibit]:
        return {exhibit.id: exhibit for exhibit in self.rows.get("exhibits", ())}
