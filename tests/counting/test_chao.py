"""Chao's lower bound: by hand, against the R package Rcapture, and what must hold for any table."""

from __future__ import annotations

import random
from itertools import product
from math import exp, log

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from undercount.counting.chao import chao_bound, frequency_bound
from undercount.counting.main_effects import Model, model_of
from undercount.counting.patterns import Patterns, patterns_of
from undercount.counting.symmetric import inverse, symmetric

# Hepatitis A at a college in Taiwan, 1995: Chao et al. (2001), Statistics in Medicine 20, 3123-3157.
HEPATITIS = patterns_of(
    "PQE", {"100": 69, "010": 55, "001": 63, "110": 21, "101": 17, "011": 18, "111": 28}.items()
)
# Killings in Kosovo, 1999: Ball, Betts, Scheuren, Dudukovich and Asher (2002).
KOSOVO = patterns_of(
    ("EXH", "ABA", "OSCE", "HRW"),
    {
        "1000": 1131, "0100": 845, "0010": 936, "0001": 306, "1100": 177, "1010": 228, "0110": 217,
        "1001": 106, "0101": 31, "0011": 123, "1110": 181, "1101": 18, "1011": 42, "0111": 32, "1111": 27,
    }.items(),
)  # fmt: skip


def test_two_lists_give_lincoln_and_petersen_by_hand() -> None:
    """60 on A alone, 40 on B alone, 30 on both: 60 · 40 / 30 = 80 more; var(log 80) = 1/60 + 1/40 + 1/30."""
    answer = chao_bound(patterns_of("AB", {"10": 60, "01": 40, "11": 30}.items()))
    assert answer.estimate == pytest.approx(210)
    assert answer.variance == pytest.approx(80 + 80**2 * (1 / 60 + 1 / 40 + 1 / 30))


@pytest.mark.parametrize(
    ("table", "bound", "error"), [(HEPATITIS, 478.6739, 43.6028), (KOSOVO, 8591.1836, 213.549)]
)
def test_the_bound_is_that_of_rcapture(table: Patterns, bound: float, error: float) -> None:
    """Rcapture 1.4-4, closedp.t, row "Mth Chao (LB)"."""
    answer = chao_bound(table)
    assert answer.estimate == pytest.approx(bound, abs=1e-4)
    assert answer.diagnostics["se"] == pytest.approx(error, abs=1e-3)


def test_kosovo_lies_between_the_recorded_and_the_later_census() -> None:
    """10,401 of the same period by the Kosovo Memory Book."""
    low, _ = chao_bound(KOSOVO).interval
    assert 4400 < low < 10_401


def test_a_bend_downwards_is_taken_out() -> None:
    """Kosovo's logarithm would bend down at four lists, which differing people can't do."""
    assert model_of(KOSOVO, (3, 4)).fit().bends[1] < 0
    assert chao_bound(KOSOVO).diagnostics["bends"] == 1


def test_frequencies_alone_by_hand() -> None:
    """100 recorded, 30 once, 9 twice, on 3 lists: 2/3 · 30 · 29 / (2 · 10) = 29 more."""
    answer = frequency_bound(100, 30, 9, 3)
    assert answer.estimate == pytest.approx(129)
    share = 2 / 3
    variance = 29 + share**2 * (30 * 59**2 / 400 + 30**2 * 9 * 29**2 / (4 * 10**4))
    assert answer.variance == pytest.approx(variance)


def test_where_nobody_is_on_two_lists_the_bias_corrected_form_stands_in() -> None:
    """20 on each of three lists and 6 on all: 2/3 · 60 · 59 / 2 = 1180 more."""
    answer = chao_bound(patterns_of("ABC", {"100": 20, "010": 20, "001": 20, "111": 6}.items()))
    assert answer.estimate == pytest.approx(66 + 1180)
    assert answer.interval[0] > 66


def test_where_everybody_is_on_several_lists_there_is_nothing_to_add() -> None:
    answer = chao_bound(patterns_of("ABC", {"110": 20, "011": 20, "111": 6}.items()))
    assert (answer.estimate, answer.interval) == (46, (46, 46))


@pytest.mark.parametrize("once", [0, 1])
def test_one_person_seen_once_tells_of_nobody_else(once: int) -> None:
    assert frequency_bound(10, once, 0, 3).estimate == 10


counts = st.lists(st.integers(0, 400), min_size=15, max_size=15)


def _table(numbers: list[int], names: str = "ABCD") -> Patterns:
    patterns = ["".join(digits) for digits in product("01", repeat=4)][1:]
    return patterns_of(names, zip(patterns, numbers, strict=True))


def _fitted(table: Patterns) -> float:
    assume(min(table.frequencies.get(k, 0) for k in (1, 2)) > 0)
    assume(min(table.sizes) > 0)
    try:
        return chao_bound(table).estimate
    except ArithmeticError:
        assume(False)
        raise


@given(counts)
def test_twice_as_many_of_everybody_are_twice_as_many(numbers: list[int]) -> None:
    once = _fitted(_table(numbers))
    assert chao_bound(_table([2 * n for n in numbers])).estimate == pytest.approx(2 * once, rel=1e-6)


@given(counts, st.permutations(range(4)))
def test_the_names_and_the_order_of_lists_change_nothing(numbers: list[int], order: list[int]) -> None:
    table = _table(numbers)
    assert chao_bound(table.only(order)).estimate == pytest.approx(_fitted(table), rel=1e-6)


@given(counts)
def test_the_bound_and_its_interval_lie_above_the_recorded(numbers: list[int]) -> None:
    table = _table(numbers)
    answer = chao_bound(table) if _fitted(table) else None
    assert answer
    assert table.recorded <= answer.interval[0] <= answer.estimate <= answer.interval[1]


def test_a_list_that_records_nobody_has_no_effect_to_fit() -> None:
    with pytest.raises(ArithmeticError):
        model_of(patterns_of("ABC", {"100": 40, "010": 30, "110": 9}.items()), ()).fit()


@pytest.mark.parametrize("seed", range(3))
def test_the_fit_is_that_of_all_cells_written_out(seed: int) -> None:
    """At the maximum the people expected on each list, and on so many lists, are those observed."""
    chance = random.Random(seed)
    table = _table([chance.randint(1, 300) for _ in range(15)])
    model = model_of(table, (3, 4))
    fit = model.fit()
    score, _ = model._derivatives(_parameters(model))
    assert max(map(abs, score)) < 1e-5 * table.recorded
    cells = _cells(model)
    assert sum(cells.values()) == pytest.approx(table.recorded, rel=1e-6)
    for at, size in enumerate(table.sizes):
        assert sum(n for p, n in cells.items() if p[at] == "1") == pytest.approx(size, rel=1e-6)
    assert exp(fit.level) > 0


def _parameters(model: Model) -> list[float]:
    at = model._start()
    height = model._likelihood(at)
    for _ in range(50):
        score, information = model._derivatives(at)
        move = [sum(a * b for a, b in zip(row, score, strict=True)) for row in inverse(information)]
        at, height = model._climbed(at, move, height)
    return at


def _cells(model: Model) -> dict[str, float]:
    at = _parameters(model)
    found = {}
    for digits in product("01", repeat=4):
        k = digits.count("1")
        if k:
            log_mean = model._offset(at, k) + sum(e for e, d in zip(at[1:5], digits, strict=True) if d == "1")
            found["".join(digits)] = exp(log_mean)
    return found


def test_symmetric_polynomials_by_hand() -> None:
    assert symmetric([2, 3, 5]) == [1, 10, 31, 30]


def test_a_matrix_times_its_inverse_is_one() -> None:
    matrix = [[4.0, 7.0], [2.0, 6.0]]
    assert inverse(matrix)[0] == pytest.approx([0.6, -0.7])
    with pytest.raises(ArithmeticError, match="singular"):
        inverse([[1.0, 2.0], [2.0, 4.0]])


def test_the_likelihood_is_that_of_its_cells() -> None:
    """Against enumeration, after a published model once counted one absence too few."""
    table = _table([5, 3, 8, 2, 1, 4, 6, 7, 2, 3, 1, 9, 2, 2, 1])
    model = model_of(table, (3,))
    at = [1.2, -0.3, 0.1, -0.5, 0.2, 0.15]
    expected = 0.0
    for digits in product("01", repeat=4):
        k = digits.count("1")
        if k:
            effects = sum(e for e, d in zip(at[1:5], digits, strict=True) if d == "1")
            log_mean = 1.2 + effects + 0.15 * max(k - 2, 0)
            expected += table.counts.get("".join(digits), 0) * log_mean - exp(log_mean)
    assert model._likelihood(at) == pytest.approx(expected)
    assert log(table.recorded) == pytest.approx(model._start()[0])
