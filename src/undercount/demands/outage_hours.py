"""IND25: the hours people were cut off, as far as claims tell; person-hours need signals and population."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from undercount.demands.inputs import Inputs
from undercount.demands.selection import Part
from undercount.facts.demand import IndicatorDefinition
from undercount.facts.results import ClaimedOutage, Indicator


def hours_cut_off(definition: IndicatorDefinition, inputs: Inputs) -> Indicator:
    """Give the hours claimed outright and the span claimed, for each cut-off of a scope and network.

    Neither is person-hours, and the two are not one thing: access that came back for some hours lies inside
    a span and is left out of hours said to have been dark.
    """
    parts = tuple(part for outage in inputs.outages.outages for part in _parts(outage))
    return Indicator(id=definition.id, kind=definition.kind, parts=parts, missing=inputs.missing(definition))


def _parts(outage: ClaimedOutage) -> Iterator[Part]:
    about = {"scope": outage.scope, "network": outage.network, "claims": list(outage.claims)}
    if outage.hours:
        yield {"code": "hours_claimed", "low": outage.hours[0], "high": outage.hours[1], **about}
    if outage.onset and outage.end:
        least = max(0.0, _hours(outage.onset[1], outage.end[0]))
        yield {"code": "span_claimed", "low": least, "high": _hours(outage.onset[0], outage.end[1]), **about}


def _hours(start: str, end: str) -> float:
    return round((datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds() / 3600, 1)
