"""IND14: how many of the dead are named, by whom; which names match can't be told while no list is held."""

from __future__ import annotations

from undercount.demands.inputs import Inputs
from undercount.demands.selection import Part
from undercount.facts.demand import IndicatorDefinition
from undercount.facts.results import Indicator
from undercount.facts.sources import List


def deaths_named(definition: IndicatorDefinition, inputs: Inputs) -> Indicator:
    """Give the lists of the dead that are known, official and observed, with the number of names on each.

    The lists are not subtracted or divided: how many names two of them share is exactly what is not known.
    """
    lists: list[List] = sorted(inputs.rows.get("lists", ()), key=lambda known: known.id)
    return Indicator(
        id=definition.id,
        kind=definition.kind,
        parts=tuple(_part(known, inputs) for known in lists if known.metric == "killed"),
        missing=inputs.missing(definition),
    )


def _part(known: List, inputs: Inputs) -> Part:
    side = inputs.side_of(known.source)
    code = "named_officially" if side == "authority" else "named_by_observers"
    return {"code": code, "list": known.id, "value": known.rows, "side": side, "held": known.held}
