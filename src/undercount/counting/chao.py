"""A lower bound on how many there were, for lists on which people have different chances."""

from __future__ import annotations

from math import exp, sqrt

from undercount.counting.answer import Answer, log_interval
from undercount.counting.main_effects import Fit, model_of
from undercount.counting.patterns import Patterns

METHOD, ASSUMPTION = "chao_lb", "no_exclusion"


def chao_bound(patterns: Patterns) -> Answer:
    """Bound from below how many there were, from two lists or more.

    log E(people with a pattern of k lists)
        = level + effects of its lists + sum over i >= 3 of eta_i max(k - i + 1, 0)

    and the bound is recorded + exp(level). An eta that comes out negative is set to 0 and the rest fitted
    again, the most negative first: people who differ in their chances can only bend the logarithm upwards.
    Its variance is exp(level) + exp(2 level) var(level), its interval Chao's of 1987.

    It is a lower bound in expectation, whatever the differences between people, as long as no list keeps
    people off another and no link was missed. The lower end of its interval is what may be said in public.

    Where nobody is on exactly two lists the fit has no maximum; `frequency_bound` then stands in.

    Chao, A. (1987), Biometrics 43, 783-791. Rivest, L.-P. and Baillargeon, S. (2007), Applications and
    extensions of Chao's moment estimator for the size of a closed population, Biometrics 63, 999-1006;
    the same as "Mth Chao (LB)" of their R package Rcapture.

    Raises:
        ArithmeticError: the likelihood has no maximum.
    """
    once, twice = (patterns.frequencies.get(times, 0) for times in (1, 2))
    if not twice or not once:
        return frequency_bound(patterns.recorded, once, twice, len(patterns.lists))
    fit = _bent_upwards(patterns)
    unrecorded = exp(fit.level)
    variance = unrecorded + unrecorded**2 * fit.variance
    return Answer(
        estimate=patterns.recorded + unrecorded,
        variance=variance,
        interval=log_interval(patterns.recorded, unrecorded, variance),
        diagnostics={"once": once, "twice": twice, "bends": len(fit.bends), "se": sqrt(variance)},
    )


def _bent_upwards(patterns: Patterns) -> Fit:
    most = max(patterns.frequencies)
    bends = list(range(3, most + 1))
    while True:
        fit = model_of(patterns, bends).fit()
        if not fit.bends or min(fit.bends) >= 0:
            return fit
        del bends[fit.bends.index(min(fit.bends))]


def frequency_bound(recorded: int, once: int, twice: int, lists: int) -> Answer:
    """Bound from below by how many people are on one list and on two; bias-corrected.

    unrecorded = (J - 1)/J f1 (f1 - 1) / (2 (f2 + 1)), with the variance of the same expansion. It takes the
    lists to be alike, and is defined where the fit of `chao_bound` has no maximum.

    Chao, A. (2005), Species estimation and applications, Encyclopedia of Statistical Sciences 12, 7907-7916,
    for the bias-corrected form of Chao (1987).

    Args:
        recorded: distinct people.
        once: people on exactly one list.
        twice: people on exactly two.
        lists: how many lists there are.
    """
    share, over = (lists - 1) / lists, twice + 1
    unrecorded = share * once * (once - 1) / (2 * over)
    variance = (
        unrecorded
        + share**2 * once * (2 * once - 1) ** 2 / (4 * over**2)
        + share**2 * once**2 * twice * max(once - 1, 0) ** 2 / (4 * over**4)
    )
    if not twice and unrecorded:
        variance -= share**2 * once**4 / (4 * (recorded + unrecorded))
    return Answer(
        estimate=recorded + unrecorded,
        variance=variance if unrecorded else 0.0,
        interval=log_interval(recorded, unrecorded, variance),
        diagnostics={"once": once, "twice": twice, "se": sqrt(max(variance, 0.0)) if unrecorded else 0.0},
    )
