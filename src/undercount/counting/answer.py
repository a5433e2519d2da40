"""One method's answer, and the interval for a number of unrecorded people, which is positive and skewed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp, log, sqrt
from statistics import NormalDist

Z95 = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True)
class Answer:
    """How many there were, recorded or not, by one method.

    Attributes:
        estimate: people, recorded or not.
        variance: of the estimate.
        interval: 95 %.
        diagnostics: numbers that tell how far to trust it.
    """

    estimate: float
    variance: float
    interval: tuple[float, float]
    diagnostics: Mapping[str, float] = field(default_factory=dict)


def log_interval(recorded: int, unrecorded: float, variance: float) -> tuple[float, float]:
    """Return the 95 % interval of recorded + unrecorded, taking the logarithm of the unrecorded as normal.

    Its lower end never falls below what is recorded. Chao, A. (1987), Estimating the population size for
    capture-recapture data with unequal catchability, Biometrics 43, 783-791, after Burnham.

    Args:
        recorded: distinct people recorded.
        unrecorded: the estimate of those who are not.
        variance: of that estimate.
    """
    if unrecorded <= 0:
        return float(recorded), float(recorded)
    spread = exp(Z95 * sqrt(log(1 + variance / unrecorded**2)))
    return recorded + unrecorded / spread, recorded + unrecorded * spread
