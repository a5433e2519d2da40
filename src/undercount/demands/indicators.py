"""All indicators over one snapshot: computed where its rows allow it, and else what is missing, by code.

A new indicator is one function `(definition, inputs) -> Indicator` in its family's file, and one line here.
"""

from __future__ import annotations

from collections.abc import Mapping

from undercount.demands.coverage import official_over_register
from undercount.demands.discipline import figure_discipline
from undercount.demands.disclosure import disclosure_completeness
from undercount.demands.figure_parts import figures_side_by_side, indicators_with_parts
from undercount.demands.funnel import complaint_funnel
from undercount.demands.inputs import Compute, Inputs
from undercount.demands.journalists import journalists_held
from undercount.demands.naming import deaths_named
from undercount.demands.outage_hours import hours_cut_off
from undercount.demands.recorded import Recorded
from undercount.demands.time_limits import before_judge, in_time
from undercount.facts.demand import IndicatorDefinition
from undercount.facts.results import ClaimedOutages, Gap, Indicator, Indicators, Provenance
from undercount.facts.tables import Rows

REGISTRY: Mapping[str, Compute] = {
    **dict.fromkeys(indicators_with_parts(), figures_side_by_side),
    "IND01": in_time,
    "IND02": in_time,
    "IND04": before_judge,
    "IND05": in_time,
    "IND07": disclosure_completeness,
    "IND08": figure_discipline,
    "IND09": official_over_register,
    "IND12": complaint_funnel,
    "IND14": deaths_named,
    "IND25": hours_cut_off,
    "IND27": journalists_held,
}


def compute_indicators(
    rows: Rows,
    provenance: Provenance,
    gaps: Gap,
    outages: ClaimedOutages,
    recorded: Recorded | None = None,
) -> Indicators:
    """Compute every indicator that the table `indicators` defines.

    Args:
        rows: every table's rows.
        provenance: how the result came to be; it is returned with it.
        gaps: the result of `counting.gaps` over the same rows.
        outages: the result of `connectivity.claimed` over the same rows.
        recorded: everyone recorded, as told apart; None where that can't be done.

    Returns:
        One indicator for each definition, by id. What can't be computed has no value and says what is
        missing: kinds of claim, tables, or other inputs, as its definition names them.
    """
    inputs = Inputs(rows, gaps, outages, recorded or Recorded())
    definitions = sorted(rows.get("indicators", ()), key=lambda definition: definition.id)
    found = {d.id: REGISTRY.get(d.id, not_computed)(d, inputs) for d in definitions}
    return Indicators(provenance=provenance, indicators=found)


def not_computed(definition: IndicatorDefinition, inputs: Inputs) -> Indicator:
    """Say what an indicator lacks; one for which nobody has written a function lacks its method too."""
    missing = inputs.missing(definition)
    return Indicator(id=definition.id, kind=definition.kind, missing=missing or ("method",))
