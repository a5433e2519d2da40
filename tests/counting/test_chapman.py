"""Chapman's estimate and Sadinle's interval, by hand, as published, and over every outcome."""

from __future__ import annotations

from collections.abc import Callable
from math import comb, exp, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undercount.counting.answer import Z95, log_interval
from undercount.counting.chapman import chapman, transformed_logit

Bounds = Callable[[int, int, int], tuple[float, float]]


def test_an_estimate_worked_out_by_hand() -> None:
    """Lists of 20 and 30 that share 9: 21 · 31 / 10 - 1 = 64.1; variance 21 · 31 · 11 · 21 / (100 · 11)."""
    answer = chapman(20, 30, 9)
    assert answer.estimate == pytest.approx(64.1)
    assert answer.variance == pytest.approx(21 * 31 * 11 * 21 / 1100)
    assert answer.diagnostics["se"] == pytest.approx(sqrt(136.71))


def test_the_turtles_that_teach_capture_and_recapture() -> None:
    """10 marked, 15 caught, 5 of these marked: about 28, from 22 to 65; the usual worked example."""
    answer = chapman(10, 15, 5)
    assert answer.estimate == pytest.approx(28.33, abs=0.01)
    assert [round(end) for end in answer.interval] == [22, 65]


def test_an_interval_worked_out_by_hand() -> None:
    """Lists of 20 and 30 that share 9: cells 9.5, 11.5, 21.5 with the half added."""
    spread = exp(1.959964 * sqrt(1 / 9.5 + 1 / 11.5 + 1 / 21.5 + 9.5 / (11.5 * 21.5)))
    expected = (40.5 + 11.5 * 21.5 / 9.5 / spread, 40.5 + 11.5 * 21.5 / 9.5 * spread)
    assert chapman(20, 30, 9).interval == pytest.approx(expected, rel=1e-6)


def test_lists_that_share_nobody_have_a_wide_interval_and_no_fault() -> None:
    answer = chapman(20, 30, 0)
    assert answer.estimate == 650
    assert answer.interval[1] > 5_000


def test_a_list_inside_another_leaves_nobody_to_add() -> None:
    answer = chapman(50, 20, 20)
    assert answer.estimate == pytest.approx(50)
    assert answer.variance == 0


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_interval_never_falls_below_the_recorded(a: int, b: int, both: int) -> None:
    low, high = chapman(a + both, b + both, both).interval
    assert a + b + both <= low <= high < 1e15


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(1, 10**6))
def test_the_interval_holds_the_estimate(a: int, b: int, both: int) -> None:
    answer = chapman(a + both, b + both, both)
    assert answer.interval[0] <= answer.estimate <= answer.interval[1]


@given(st.integers(0, 1000), st.integers(0, 1000), st.integers(0, 1000))
def test_which_list_comes_first_is_nothing(a: int, b: int, both: int) -> None:
    one, other = chapman(a + both, b + both, both), chapman(b + both, a + both, both)
    assert one.estimate == pytest.approx(other.estimate)
    assert one.interval == pytest.approx(other.interval)


def coverage(people: int, first: float, second: float, bounds: Bounds) -> float:
    """Return the exact chance that the interval holds the truth: every outcome of `people` is looked at."""
    p11, p10, p01 = first * second, first * (1 - second), (1 - first) * second
    p00 = (1 - first) * (1 - second)
    held = total = 0.0
    for both in range(people + 1):
        for one in range(people - both + 1):
            for other in range(people - both - one + 1):
                left = people - both - one - other
                ways = comb(people, both) * comb(people - both, one) * comb(people - both - one, other)
                chance = ways * p11**both * p10**one * p01**other * p00**left
                total += chance
                low, high = bounds(one + both, other + both, both)
                held += chance * (low - 0.5 < people < high + 0.5)  # as whole people
    assert total == pytest.approx(1)
    return held


def log_normal(first: int, second: int, both: int) -> tuple[float, float]:
    answer = chapman(first, second, both)
    recorded = first + second - both
    return log_interval(recorded, answer.estimate - recorded, answer.variance)


@pytest.mark.parametrize(("first", "second"), [(0.1, 0.1), (0.1, 0.9), (0.2, 0.5), (0.5, 0.5), (0.9, 0.97)])
def test_the_interval_keeps_its_95_percent_with_few_people(first: float, second: float) -> None:
    """The reason why it was chosen: 20 people, whatever share of them the lists record."""
    assert coverage(20, first, second, transformed_logit) >= 0.94


def test_the_log_normal_interval_does_not_keep_it() -> None:
    assert coverage(20, 0.1, 0.9, log_normal) < 0.3


def test_the_log_interval_by_hand() -> None:
    """100 recorded, 50 more with variance 400: C = exp(1.96 sqrt(log(1 + 400 / 2500)))."""
    spread = exp(Z95 * sqrt(log(1.16)))
    assert log_interval(100, 50, 400) == pytest.approx((100 + 50 / spread, 100 + 50 * spread))
    assert log_interval(100, 0, 0) == (100, 100)
