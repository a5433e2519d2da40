"""Two lists: Chapman's estimate, for lists that found people independently of each other."""

from __future__ import annotations

from math import exp, sqrt

from undercount.counting.answer import Z95, Answer

METHOD, ASSUMPTION = "chapman", "lists_independent"


def chapman(first: int, second: int, both: int) -> Answer:
    """Estimate how many there were from two lists and the people they share.

    N = (n1 + 1)(n2 + 1) / (m + 1) - 1, with Seber's variance
    (n1 + 1)(n2 + 1)(n1 - m)(n2 - m) / ((m + 1)² (m + 2)).

    The interval is Sadinle's ½-transformed logit: it keeps its 95 % with few people and with lists that hold
    nearly all or hardly any, is defined where the lists share nobody, and never falls below the recorded.
    The normal interval does none of these; the log-normal one collapses where one list holds the other.

    Assumes that the two lists are independent and that on one of them everybody had the same chance.
    Positive dependence makes it too low, negative dependence too high.

    Chapman, D. G. (1951), Univ. of California Publications in Statistics 1, 131-160. Seber, G. A. F. (1970),
    Biometrika 57, 313-318. Sadinle, M. (2009), Transformed logit confidence intervals for small populations
    in single capture-recapture estimation, Communications in Statistics 38, 1909-1924.

    Args:
        first: people on the one list, those on both included.
        second: people on the other, likewise.
        both: people on both.
    """
    estimate = (first + 1) * (second + 1) / (both + 1) - 1
    variance = (first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
    diagnostics = {"first": first, "second": second, "both": both, "se": sqrt(variance)}
    return Answer(estimate, variance, transformed_logit(first, second, both), diagnostics)


def transformed_logit(first: int, second: int, both: int) -> tuple[float, float]:
    """Return Sadinle's 95 % interval: ½ added to each cell, the logit of the share unrecorded as normal."""
    m, one, other = both + 0.5, first - both + 0.5, second - both + 0.5
    spread = exp(Z95 * sqrt(1 / m + 1 / one + 1 / other + m / (one * other)))
    seen, unseen = first + second - both - 0.5, one * other / m
    return seen + unseen / spread, seen + unseen * spread
