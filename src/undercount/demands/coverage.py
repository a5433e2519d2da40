"""IND09: the official count over the register's, and over what is estimated, where both count the same by a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import msgspec

from undercount.demands.figure_parts import figures_side_by_side
from undercount.demands.inputs import Inputs
from undercount.demands.selection import settings
from undercount.demands.tally import Part
from undercount.facts.demand import IndicatorDefinition
from undercount.facts.moment import Moment
from undercount.facts.register import Claim, Figure
from undercount.facts.results import Estimate, Indicator
from undercount.facts.tables import Rows

AUTHORITY = "authority"
_LAST = time(23, 59, 59)


def official_over_register(definition: IndicatorDefinition, inputs: Inputs) -> Indicator:
    """Divide the last official count by the register's count of the same harm up to the same day.

    The official count is of everybody in the whole country, with a day it speaks of. The register counts the
    people whom a claim surely dates to that day or before; whom no claim dates may belong to it or not:
    hence a range. With one harm only the ratio is the indicator's value; with several each is a part.
    """
    beside = figures_side_by_side(definition, inputs)
    ratios = [part for metric in settings("coverage")["kinds"] for part in _of_metric(metric, inputs)]
    values = [part for part in ratios if str(part["code"]).startswith("official_over_register")]
    only = values[0] if len(values) == 1 else {}
    return msgspec.structs.replace(
        beside,
        numerator=only.get("numerator"),
        denominator=only.get("denominator"),
        unknown=only.get("unknown"),
        low=only.get("low"),
        high=only.get("high"),
        parts=(*ratios, *beside.parts),
    )


def _of_metric(metric: str, inputs: Inputs) -> Iterator[Part]:
    people = inputs.recorded.people
    figure = _last_official(metric, inputs)
    recorded = people.recorded.get(metric, ()) if people else ()
    if figure is None or not recorded:
        return
    low, high = _bounds(figure)
    dated, undated = _by_then(recorded, metric, figure, inputs)
    yield {
        "code": f"official_over_register_{metric}",
        "numerator": figure.value,
        "denominator": dated,
        "unknown": undated,
        "low": low / (dated + undated) if dated + undated else None,
        "high": high / dated if high is not None and dated else None,
        "figures": [figure.id],
    }
    for estimate in inputs.recorded.estimates:
        if estimate.metric == metric:
            yield from _over_estimate(metric, figure, estimate)


def _over_estimate(metric: str, figure: Figure, estimate: Estimate) -> Iterator[Part]:
    """Yield the ratio to an estimate, or at most to its lower bound; of the whole time, not of a day."""
    low, high = _bounds(figure)
    least, most = estimate.interval or (estimate.lower_bound, None)
    if least:
        yield {
            "code": f"official_over_estimate_{metric}",
            "low": low / most if most else None,
            "high": high / least if high is not None else None,
            "figures": [figure.id],
        }


def _bounds(figure: Figure) -> tuple[int, int | None]:
    low = figure.low if figure.low is not None else figure.value
    return low or 0, figure.high


def _last_official(metric: str, inputs: Inputs) -> Figure | None:
    """Return the last official count of everybody in the country that speaks of a day."""
    rule = settings("coverage")
    found = [
        figure
        for figure in inputs.figures
        if figure.metric == metric
        and inputs.side(figure) == AUTHORITY
        and figure.population in rule["populations"]
        and inputs.place_kind(figure) in rule["place_kinds"]
        and figure.value is not None
        and not figure.definition  # one of its own counts other people than the register does
        and figure.status in rule["statuses"]
        and _cut_off(figure) is not None
    ]
    return max(found, key=lambda figure: (_cut_off(figure) or date.min, figure.id), default=None)


def _cut_off(figure: Figure) -> date | None:
    return figure.as_of.last_day if isinstance(figure.as_of, Moment) else None


def _by_then(recorded: tuple[str, ...], metric: str, figure: Figure, inputs: Inputs) -> tuple[int, int]:
    """Return how many people are surely in the register by a figure's day, and of how many that is not known."""
    rows = inputs.recorded.rows
    zone = ZoneInfo(rows["crisis"][0].zone)
    day = datetime.combine(_cut_off(figure) or date.max, _LAST, zone)
    kinds = settings("coverage")["kinds"][metric]
    surely = unsure = 0
    for person in recorded:
        about = inputs.recorded.claims_about.get(person, ())
        spans = [span for claim in about if claim.kind in kinds for span in _span(claim, rows)]
        if any(last <= day for _, last in spans):
            surely += 1
        elif not spans or any(first <= day for first, _ in spans):
            unsure += 1
    return surely, unsure


def _span(claim: Claim, rows: Rows) -> Iterator[tuple[datetime, datetime]]:
    """Yield the first and last moment a claim can speak of; nothing for one without a date."""
    zone = ZoneInfo(rows["crisis"][0].zone)
    if claim.polarity == "asserts" and isinstance(claim.when, Moment):
        first, last = claim.when.bounds(zone)
        yield first or datetime.min.replace(tzinfo=zone), last or datetime.max.replace(tzinfo=zone)
