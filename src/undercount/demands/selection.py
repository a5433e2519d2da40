"""Picking published figures by what they count, of whom, where, and by which side; conditions are data."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from undercount.demands.inputs import Inputs, said_day
from undercount.demands.told import PERCENT, Told
from undercount.facts.columns import Kind, write_cell
from undercount.facts.register import Figure

Part = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What a figure must be to belong to a part; an empty condition holds for every figure.

    Attributes:
        code: the part's code.
        metrics, populations: codes of which the figure has one.
        side: authority or observer.
        place_kinds: kinds of place of which the figure's is one.
    """

    code: str
    metrics: tuple[str, ...]
    side: str = ""
    populations: tuple[str, ...] = ()
    place_kinds: tuple[str, ...] = ()

    def holds(self, figure: Figure, inputs: Inputs) -> bool:
        """Tell whether a figure meets every condition."""
        return (
            figure.metric in self.metrics
            and (not self.side or inputs.side(figure) == self.side)
            and (not self.populations or figure.population in self.populations)
            and (not self.place_kinds or inputs.place_kind(figure) in self.place_kinds)
        )


@cache
def settings(name: str) -> dict[str, Any]:
    """Return a data file that ships with this room, its lists made tuples."""
    text = (files("undercount.demands") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    return {key: _frozen(value) for key, value in tomllib.loads(text).items()}


def entries(name: str, key: str) -> tuple[dict[str, Any], ...]:
    """Return the entries of one array of a data file that ships, their lists made tuples."""
    found: tuple[dict[str, Any], ...] = settings(name)[key]
    return found


def told_part(code: str, told: Told, inputs: Inputs) -> Part:
    """Return one number as a part: what its figure says of it, and nothing computed from it."""
    figure = told.figure
    asked = {"asked": figure.breakdown.get("respondents")} if figure.unit == PERCENT else {}
    return {
        "code": code,
        "figures": [figure.id],
        "breakdown": told.label,
        "low": figure.low,
        "high": figure.high,
        "value": figure.value,
        "hedge": figure.hedge,
        "unit": figure.unit,
        "metric": figure.metric,
        "population": figure.population,
        "place": figure.place,
        "side": inputs.side(figure),
        "said_on": write_cell(figure.said_on, Kind.MOMENT),
        "definition": figure.definition,
        **asked,  # a share says nothing without how many were asked
    }


def last_said(numbers: Iterable[Told]) -> list[Told]:
    """Return the numbers of the last day on which one of them was said."""
    found = list(numbers)
    last = max((said_day(told.figure) for told in found), default="")
    return [told for told in found if said_day(told.figure) == last]


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _frozen(item) for key, item in value.items()}
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
