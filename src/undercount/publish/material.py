"""What an edition is made of: the rows of a public snapshot, found by key, and the public results of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from undercount.facts.audience import Audience
from undercount.facts.columns import Column
from undercount.facts.crisis import Crisis, Place
from undercount.facts.demand import Demand, Finding, IndicatorDefinition, Obligation, Standard
from undercount.facts.problem import Problem, Refused, Spot, refuse
from undercount.facts.register import Claim, Figure, OutageClaim
from undercount.facts.results import ClaimedOutages, Estimate, Gap, Indicators, Issue, Provenance, Results
from undercount.facts.snapshot import Snapshot, rows_of
from undercount.facts.sources import Exhibit, Source
from undercount.facts.tables import TABLES
from undercount.facts.vocabulary import vocabulary

AUTHORITY, OBSERVER = "authority", "observer"
# issues that say how one of their figures stands, and which of them: the first, or the one that follows it
_STATUS_OF = {"silently_lowered": 0, "repeats_retracted": 1, "likely_copy_error": 1}
NOT_GRADED = ""  # where an obligation has no finding yet


@dataclass(frozen=True)
class Material:
    """A public snapshot and its public results, with the look-ups that pages need."""

    snapshot: Snapshot
    results: Results

    def table(self, name: str) -> Sequence[Any]:
        """Return a table's rows in the order of their key."""
        return self.snapshot.rows.get(name, ())

    def by_key(self, name: str) -> Mapping[Any, Any]:
        """Return a table's rows by key."""
        return self._keyed[name]

    @cached_property
    def _keyed(self) -> Mapping[str, Mapping[Any, Any]]:
        return {
            name: {getattr(row, table.key): row for row in self.table(name)} for name, table in TABLES.items()
        }

    @property
    def crisis(self) -> Crisis:
        """The crisis itself."""
        row: Crisis = self.table("crisis")[0]
        return row

    @property
    def gaps(self) -> Gap:
        """Official against observed figures."""
        return self.results.gaps

    @property
    def outages(self) -> ClaimedOutages:
        """The cut-offs that are claimed."""
        return self.results.outages

    @property
    def indicators(self) -> Indicators:
        """The indicators' values."""
        return self.results.indicators

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """What is concluded of the unrecorded."""
        return self.results.estimates

    def source(self, ident: str) -> Source:
        """Return a source by id."""
        row: Source = self.by_key("sources")[ident]
        return row

    def exhibit(self, ident: str) -> Exhibit:
        """Return an exhibit by id."""
        row: Exhibit = self.by_key("exhibits")[ident]
        return row

    def figure(self, ident: str) -> Figure:
        """Return a figure by id."""
        row: Figure = self.by_key("figures")[ident]
        return row

    def side(self, ident: str) -> str:
        """Tell whether a source speaks for an authority or observes."""
        kinds, kind = vocabulary("source_kind"), self.source(ident).kind
        side = kinds[kind].traits.get("side") if kind in kinds else None
        return AUTHORITY if side == AUTHORITY else OBSERVER

    @cached_property
    def figure_status(self) -> Mapping[str, str]:
        """How each figure stands, by its id: what a rule found of it, else as its own source left it."""
        stated = {figure.id: figure.status for figure in self.table("figures")}
        for issue in self.gaps.issues:
            if issue.code in _STATUS_OF:
                stated[issue.figures[_STATUS_OF[issue.code]]] = issue.code
        return stated

    @cached_property
    def issues_of(self) -> Mapping[str, tuple[Issue, ...]]:
        """The issues that concern each figure, by its id."""
        found: defaultdict[str, list[Issue]] = defaultdict(list)
        for issue in self.gaps.issues:
            for ident in dict.fromkeys(issue.figures):
                found[ident].append(issue)
        return {ident: tuple(issues) for ident, issues in found.items()}

    @cached_property
    def root_place(self) -> str:
        """The place that holds the others: the one that lies in none; "" where there is no place."""
        roots = [place for place in self.table("places") if not place.parent]
        in_country = [place for place in roots if place.kind == "country"] or roots
        return in_country[0].id if in_country else ""

    def depth(self, place: str) -> int:
        """Return in how many other places a place lies."""
        seen: list[str] = []
        while place in self.places and place not in seen:
            seen.append(place)
            place = self.places[place].parent
        return len(seen)

    def obligations_of(self, demand: Demand) -> list[Obligation]:
        """Return a demand's obligations in order."""
        return [row for row in self.table("obligations") if row.demand == demand.id]

    @cached_property
    def finding_of(self) -> Mapping[str, Finding]:
        """The finding in force on each obligation: the last that no other supersedes."""
        findings: Sequence[Finding] = self.table("findings")
        gone = {finding.supersedes for finding in findings}
        standing = [finding for finding in findings if finding.id not in gone]
        return {finding.obligation: finding for finding in sorted(standing, key=_by_day)}

    def earlier_findings(self, obligation: str) -> list[Finding]:
        """Return the findings on an obligation that another has superseded, the latest first."""
        now = self.finding_of.get(obligation)
        rows = [row for row in self.table("findings") if row.obligation == obligation and row != now]
        return sorted(rows, key=_by_day, reverse=True)

    def cited(self, ident: str) -> tuple[str, Figure | Claim | OutageClaim] | None:
        """Return the table and the row of what a finding cites."""
        for name in ("figures", "claims", "outage_claims"):
            if ident in self.by_key(name):
                return name, self.by_key(name)[ident]
        return None

    @property
    def places(self) -> Mapping[str, Place]:
        """The places by id."""
        return self.by_key("places")

    @property
    def standards(self) -> Mapping[str, Standard]:
        """The standards by id."""
        return self.by_key("standards")

    @property
    def definitions(self) -> Mapping[str, IndicatorDefinition]:
        """The indicators' definitions by id."""
        return self.by_key("indicators")


def _by_day(finding: Finding) -> tuple[str, str]:
    return str(finding.on), finding.id


def material(snapshot: Snapshot, results: Results) -> Material:
    """Put a public snapshot and its results together.

    Raises:
        Refused: the snapshot is not public, holds what is not public, or the results were made from another.
    """
    _refuse_unpublic(snapshot)
    _refuse_dangling(snapshot)
    for provenance in _provenances(results):
        if provenance.snapshot != snapshot.id:
            do = "run the methods on this snapshot again"
            what = "the results of {method} were made from another snapshot"
            raise refuse("other_snapshot", what, do, at=Spot(str(snapshot.folder)), method=provenance.method)
        if provenance.fictional != snapshot.manifest.fictional:
            what = "the results of {method} mix what is fictional and what is real"
            do = "run the methods on this snapshot again"
            raise refuse("mixed_fiction", what, do, at=Spot(str(snapshot.folder)), method=provenance.method)
    return Material(snapshot, results)


def _refuse_dangling(snapshot: Snapshot) -> None:
    """Refuse a public row that names one which is not public: its page would have to say what it hides."""
    problems = [
        problem
        for name, rows in snapshot.rows.items()
        for column in TABLES[name].columns_for(Audience.PUBLIC)
        if column.refers
        for row in rows
        for problem in _dangling(name, row, column, rows_of(snapshot, column.refers))
    ]
    if problems:
        raise Refused(problems)


def _dangling(name: str, row: Any, column: Column, known: Container[Any]) -> Iterator[Problem]:
    value, key = getattr(row, column.name), TABLES[name].key
    for target in value if isinstance(value, tuple) else (value,):
        if target and target not in known:
            what = "it names '{target}', which is not in the public table {table}"
            do = "let everyone see that row too, or keep this one back"
            spot = Spot(f"{name}.csv", None, f"{getattr(row, key)}, {column.name}")
            yield Problem("names_unpublic", what, do, spot, {"target": target, "table": column.refers})


def _provenances(results: Results) -> list[Provenance]:
    first = [results.gaps.provenance, results.outages.provenance, results.indicators.provenance]
    return first + [estimate.provenance for estimate in results.estimates]


def _refuse_unpublic(snapshot: Snapshot) -> None:
    manifest, at = snapshot.manifest, Spot(str(snapshot.folder))
    if manifest.audience is not Audience.PUBLIC:
        what = "this snapshot is for the audience {audience}, and an edition is public"
        do = "freeze the crisis for the public"
        raise refuse("not_public", what, do, at=at, audience=manifest.audience)
    for name, entry in manifest.tables.items():
        public = TABLES[name].columns_for(Audience.PUBLIC) if name in TABLES else ()
        allowed = {column.name for column in public}
        if extra := sorted(set(entry.columns) - allowed):
            what = "the column {column} of {table} is not for the public"
            raise refuse("not_public", what, "freeze the crisis again", at=at, column=extra[0], table=name)
    for name, rows in snapshot.rows.items():
        if any(getattr(row, "audience", Audience.PUBLIC) is not Audience.PUBLIC for row in rows):
            what = "a row of {table} is not for the public"
            raise refuse("not_public", what, "freeze the crisis again", at=at, table=name)
