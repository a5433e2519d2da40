"""What a method concludes from one snapshot: frozen values that survive JSON and name their provenance."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec


class Verdict(StrEnum):
    """What an estimate amounts to; a refused estimate is a good answer."""

    ESTIMATE = "estimate"
    LOWER_BOUND = "lower_bound"
    NOT_ESTIMABLE = "not_estimable"


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """How a result came to be, so that anyone entitled to the snapshot can compute it again.

    Attributes:
        method: code of the method; version: of its rules, raised when results change.
        snapshot: the snapshot's id; empty where the input was a lone file.
        input_sha256: digest of exactly the rows that were read.
        seed: None where nothing is random.
        settings: what was chosen.
        fictional: whether the people it speaks of are invented.
    """

    method: str
    version: int
    snapshot: str = ""
    input_sha256: str = ""
    seed: int | None = None
    settings: dict[str, Any] = {}
    fictional: bool = False


class PanelRow(msgspec.Struct, frozen=True, kw_only=True):
    """One estimator's answer; `estimate` and `interval` are None where it refused."""

    method: str
    assumption: str
    usable: bool
    estimate: float | None = None
    interval: tuple[float, float] | None = None
    diagnostics: dict[str, float] = {}


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """How many people there were, recorded and not.

    Attributes:
        metric: what was counted.
        reasons: codes, why the verdict is no better.
        n_observed: distinct people recorded; None where no rows are held.
        interval: 95 %; None where refused.
        lower_bound: None where there is none.
    """

    provenance: Provenance
    metric: str
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    n_observed: int | None = None
    estimate: float | None = None
    interval: tuple[float, float] | None = None
    lower_bound: float | None = None
    panel: tuple[PanelRow, ...] = ()
    lists_known: tuple[str, ...] = ()
    lists_held: tuple[str, ...] = ()


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One figure in a series.

    Attributes:
        figure: its id.
        day_from, day_to: ISO days it speaks of; equal for one day.
        low, high: hard bounds, None is open; value: the number said, None where only words were.
        status: as its source left it: stands, superseded, retracted, lowered, repeats_retracted …
    """

    figure: str
    source: str
    day_from: str
    day_to: str
    low: int | None
    high: int | None
    value: int | None
    hedge: str
    status: str


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one side about one metric, population and place, over time.

    Attributes:
        side: authority or observer.
        scope: population code; figures of different scopes never share a series.
    """

    metric: str
    population: str
    place: str
    side: str
    points: tuple[Point, ...]


class Issue(msgspec.Struct, frozen=True, kw_only=True):
    """Something a rule found in figures: a code and the ids it concerns, the earliest first."""

    code: str
    figures: tuple[str, ...]
    values: dict[str, Any] = {}


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """Official figures against observed ones over time, and what is wrong with them."""

    provenance: Provenance
    series: tuple[Series, ...]
    issues: tuple[Issue, ...]


class Indicator(msgspec.Struct, frozen=True, kw_only=True):
    """One indicator's value as a range, so that unknowns are never dropped.

    Attributes:
        kind: share, count, ratio, duration, funnel or checklist.
        numerator, denominator, unknown: counts; low = yes/N, high = (yes + unknown)/N for a share.
        parts: the pieces it is made of, each with a code.
        missing: codes of what is missing for it; non-empty and low None: not computed.
    """

    id: str
    kind: str
    numerator: float | None = None
    denominator: float | None = None
    unknown: int | None = None
    low: float | None = None
    high: float | None = None
    parts: tuple[dict[str, Any], ...] = ()
    missing: tuple[str, ...] = ()


class Indicators(msgspec.Struct, frozen=True, kw_only=True):
    """All indicators over one snapshot, by id."""

    provenance: Provenance
    indicators: dict[str, Indicator]


class ClaimedOutage(msgspec.Struct, frozen=True, kw_only=True):
    """What published claims say about one cut-off of one scope and network, side by side.

    Attributes:
        onset, end: earliest and latest claimed, UTC ISO 8601; None where nobody gave one.
        hours: least and most hours claimed outright.
        claims: ids of the outage claims it rests on.
        conflicts: issues between them.
    """

    scope: str
    network: str
    onset: tuple[str, str] | None
    end: tuple[str, str] | None
    hours: tuple[float, float] | None
    claims: tuple[str, ...]
    conflicts: tuple[Issue, ...] = ()


class ClaimedOutages(msgspec.Struct, frozen=True, kw_only=True):
    """Every cut-off that is claimed; a claim is not a measurement."""

    provenance: Provenance
    outages: tuple[ClaimedOutage, ...]


class DemandStanding(msgspec.Struct, frozen=True, kw_only=True):
    """Where one demand stands: how its obligations are graded, side by side, never averaged.

    Attributes:
        grades: how many obligations have each grade, A-E, U, M in this order; grades nobody has are left out.
        worst: the worst of the grades A-E; None where every obligation is unknown or moot.
        findings: ids of the current findings, in the order of the obligations.
    """

    demand: str
    grades: dict[str, int]
    worst: str | None
    findings: tuple[str, ...]


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where every demand stands, and all obligations together."""

    provenance: Provenance
    demands: tuple[DemandStanding, ...]
    grades: dict[str, int]


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the methods conclude from one snapshot; a folder of results holds exactly this."""

    gaps: Gap
    outages: ClaimedOutages
    indicators: Indicators
    estimates: tuple[Estimate, ...]
    standing: Standing


def result_json(result: msgspec.Struct) -> Any:
    """Return a result as plain JSON values."""
    return msgspec.to_builtins(result)
