"""IND07: of the eight things an official count of detainees should tell, which were ever told."""

from __future__ import annotations

from typing import Any

from undercount.demands.inputs import Inputs
from undercount.demands.selection import Condition, Part, entries
from undercount.facts.demand import IndicatorDefinition
from undercount.facts.moment import Moment
from undercount.facts.register import Figure
from undercount.facts.results import Indicator


def disclosure_completeness(definition: IndicatorDefinition, inputs: Inputs) -> Indicator:
    """Count the cells that official figures fill, each with the figures that fill it.

    A cell is filled if one figure ever filled it. That it was said is counted, not that it was true.
    Without a single official figure there is nothing to score, and nothing is said.
    """
    if "figures" not in inputs.held:
        return Indicator(id=definition.id, kind=definition.kind, missing=("figures",))
    cells = tuple(_cell(entry, inputs) for entry in entries("disclosure", "cells"))
    filled = sum(cell["given"] for cell in cells)
    share = filled / len(cells)
    return Indicator(
        id=definition.id,
        kind=definition.kind,
        numerator=filled,
        denominator=len(cells),
        low=share,
        high=share,
        parts=cells,
    )


def _cell(entry: dict[str, Any], inputs: Inputs) -> Part:
    extra = ("tells", "all_populations")
    condition = Condition(side="authority", **{k: v for k, v in entry.items() if k not in extra})
    groups: tuple[tuple[str, ...], ...] = entry.get("all_populations", ())
    rows = [told.figure for told in inputs.told]
    found = [f for f in rows if condition.holds(f, inputs) and _tells(f, entry["tells"])]
    if groups:
        found = [f for f in found if any(f.population in group for group in groups)]
    covered = all(any(f.population in group for f in found) for group in groups)
    given = bool(found) and covered
    ids = list(dict.fromkeys(figure.id for figure in found)) if given else []
    return {"code": condition.code, "given": given, "figures": ids}


def _tells(figure: Figure, what: str) -> bool:
    if what == "definition":
        return bool(figure.definition)
    if what == "hour":
        return isinstance(figure.as_of, Moment) and figure.as_of.is_instant
    return figure.value is not None
