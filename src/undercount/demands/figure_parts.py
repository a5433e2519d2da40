"""Published figures as parts of an indicator: side by side, each with its own definition, never combined."""

from __future__ import annotations

from functools import cache

from undercount.demands.inputs import Inputs
from undercount.demands.selection import Condition, Part, entries, last_said, told_part
from undercount.facts.demand import IndicatorDefinition
from undercount.facts.results import Indicator


def figures_side_by_side(definition: IndicatorDefinition, inputs: Inputs) -> Indicator:
    """Give the published figures that bear on an indicator which only the register could compute.

    The value itself stays open: a number that mixed their definitions would be worse than none.
    """
    return Indicator(
        id=definition.id,
        kind=definition.kind,
        parts=tuple(part for rule in _rules(definition.id) for part in _parts(rule, inputs)),
        missing=inputs.missing(definition),
    )


def indicators_with_parts() -> frozenset[str]:
    """Return the ids of the indicators that have such parts."""
    return frozenset(entry["indicator"] for entry in entries("figure_parts", "parts"))


@cache
def _rules(indicator: str) -> tuple[tuple[Condition, bool], ...]:
    mine = [entry for entry in entries("figure_parts", "parts") if entry["indicator"] == indicator]
    extra = ("indicator", "latest")
    return tuple(
        (Condition(**{k: v for k, v in entry.items() if k not in extra}), bool(entry.get("latest")))
        for entry in mine
    )


def _parts(rule: tuple[Condition, bool], inputs: Inputs) -> list[Part]:
    condition, latest = rule
    standing = (told for told in inputs.told if told.figure.status != "superseded" and not told.is_slice)
    found = [told for told in standing if condition.holds(told.figure, inputs)]
    return [told_part(condition.code, told, inputs) for told in (last_said(found) if latest else found)]
