"""What a figure tells: its own number, and each number of its breakdown, all with their codes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from undercount.facts.hedge import conventions
from undercount.facts.register import Figure
from undercount.facts.vocabulary import vocabulary

PERCENT = "percent"  # the unit of a share


@dataclass(frozen=True, slots=True)
class Told:
    """One number of a figure.

    Attributes:
        figure: the row, with the codes and bounds of this number; its id stays the figure's.
        label: of the breakdown; "" for the figure's own number.
        is_slice: whether it is a part of the figure's own number, by population or place, and nothing else.
    """

    figure: Figure
    label: str = ""
    is_slice: bool = False


def numbers_told(figure: Figure, places: Collection[str]) -> Iterator[Told]:
    """Yield a figure's own number, then those of its breakdown whose label is made of known codes.

    A label is one to three codes: a metric, a population, a place. What it does not name is as in the figure.
    """
    yield Told(figure)
    if figure.unit == PERCENT:
        return  # what stands beside a share counts those who were asked
    for label, given in sorted(figure.breakdown.items()):
        codes, number = _codes(label, places), _number(given)
        if codes is not None and number is not None:
            yield Told(replace(figure, **codes, **number, breakdown={}), label, "metric" not in codes)


def _codes(label: str, places: Collection[str]) -> dict[str, Any] | None:
    """Return the columns a label's codes stand for; None where a word of it is no code."""
    known: dict[str, Collection[str]] = {
        "metric": vocabulary("metric").terms,
        "population": vocabulary("population").terms,
        "place": places,
    }
    codes: dict[str, Any] = {}
    for word in label.split():
        column = next((name for name, among in known.items() if word in among), None)
        if column is None or column in codes:
            return None
        codes[column] = word
    if "metric" in codes:
        codes["unit"] = str(vocabulary("metric")[codes["metric"]].traits.get("unit", ""))
    return codes


def _number(given: Any) -> dict[str, Any] | None:
    """Return the columns of a breakdown's number; None where it is none, or its hedge is unknown."""
    value, hedge = (given.get("value"), given.get("hedge")) if isinstance(given, dict) else (given, "exact")
    convention = conventions().get(str(hedge))
    if not isinstance(value, int) or isinstance(value, bool) or convention is None:
        return None
    low, high, _ = convention.bounds(value)
    return {"value": value, "hedge": hedge, "low": low, "high": high}
