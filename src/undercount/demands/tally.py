"""Answers counted as yes, no and unknown: a share is a range from yes/N to (yes + unknown)/N."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from undercount.facts.demand import IndicatorDefinition
from undercount.facts.results import Indicator

Part = dict[str, Any]


class Answer(Enum):
    """What is known of one person."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are of each answer. One more unknown never makes the range of the share narrower."""

    yes: int
    no: int
    unknown: int

    @property
    def total(self) -> int:
        """N: everybody asked about, the unknown included."""
        return self.yes + self.no + self.unknown

    @property
    def low(self) -> float | None:
        """The share if every unknown is a no; None of nobody."""
        return self.yes / self.total if self.total else None

    @property
    def high(self) -> float | None:
        """The share if every unknown is a yes; None of nobody."""
        return (self.yes + self.unknown) / self.total if self.total else None

    @property
    def tells(self) -> bool:
        """Whether anything at all is known."""
        return self.yes + self.no > 0

    def part(self, code: str, **values: Any) -> Part:
        """Return it as a piece of an indicator."""
        numbers = {"numerator": self.yes, "denominator": self.total, "unknown": self.unknown}
        return {"code": code, **numbers, "low": self.low, "high": self.high, **values}


def tally(answers: Iterable[Answer]) -> Tally:
    """Count answers."""
    counts = Counter(answers)
    return Tally(counts[Answer.YES], counts[Answer.NO], counts[Answer.UNKNOWN])


def all_of(answers: Iterable[Answer]) -> Answer:
    """Return the answer for somebody of whom it is asked several times: yes if every time, no if not once."""
    found = set(answers)
    if Answer.NO in found:
        return Answer.NO
    return Answer.YES if found == {Answer.YES} else Answer.UNKNOWN


def share(definition: IndicatorDefinition, found: Tally, parts: Iterable[Part]) -> Indicator:
    """Return a tally as an indicator of the kind share."""
    return Indicator(
        id=definition.id,
        kind=definition.kind,
        numerator=found.yes,
        denominator=found.total,
        unknown=found.unknown,
        low=found.low,
        high=found.high,
        parts=tuple(parts),
    )
