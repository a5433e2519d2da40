"""Two lists: Chapman's estimate, for lists that found people independently of each other."""

from __future__ import annotations

from math import exp, log, sqrt

from undercount.counting.answer import Z95, Answer

METHOD, ASSUMPTION = "chapman", "lists_independent"


def chapman(first: int, second: int, both: int) -> Answer:
    """Estimate how many there were from two lists and the people they share.

    N = (n1 + 1)(n2 + 1) / (m + 1) - 1, with Seber's variance
    (n1 + 1)(n2 + 1)(n1 - m)(n2 - m) / ((m + 1)² (m + 2)).

    The interval is `transformed_logit`. Counting every outcome of 20 or 40 people, it holds the truth in 94 %
    of cases or more whatever share the lists record, ends rounded to whole people; the log-normal interval
    around Chapman's estimate falls to 24 % and collapses where one list holds the other. Where the estimate
    lies outside it by a person or so, it is widened to hold it.

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
    low, high = transformed_logit(first, second, both)
    return Answer(estimate, variance, (min(low, estimate), max(high, estimate)), diagnostics)


def transformed_logit(first: int, second: int, both: int) -> tuple[float, float]:
    """Return Sadinle's 95 % interval: ½ added to each cell, the logarithm of the unrecorded as normal.

    Where less than one person is expected to be unrecorded its upper end grows without bound; there the
    variance of that logarithm is taken from the first two moments instead, log(1 + relative variance).
    Its lower end never falls below the recorded.
    """
    m, one, other = both + 0.5, first - both + 0.5, second - both + 0.5
    unrecorded, recorded = one * other / m, first + second - both
    relative = 1 / m + 1 / one + 1 / other + 1 / unrecorded
    spread = exp(Z95 * sqrt(relative if unrecorded >= 1 else log(1 + relative)))
    low, high = (recorded - 0.5 + unrecorded * factor for factor in (1 / spread, spread))
    return max(low, float(recorded)), max(high, float(recorded))
