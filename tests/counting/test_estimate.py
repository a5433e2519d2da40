"""The panel, the verdict and the total over strata."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undercount.counting.answer import log_interval
from undercount.counting.chao import chao_bound
from undercount.counting.estimate import METHODS, Asked, estimate, estimate_strata
from undercount.counting.patterns import Patterns, patterns_of
from undercount.facts.results import Provenance, Verdict
from undercount.facts.vocabulary import vocabulary

ASKED = Asked("killed", Provenance(method="estimate", version=1))
THREE = patterns_of(
    "ABC", {"100": 40, "010": 35, "001": 30, "110": 12, "101": 11, "011": 9, "111": 5}.items()
)
TWO = patterns_of("AB", {"10": 60, "01": 40, "11": 30}.items())
REFUSED = patterns_of("AB", {"10": 60, "01": 40}.items())


def test_two_lists_alone_give_a_lower_bound_because_nobody_can_test_their_independence() -> None:
    found = estimate(TWO, ASKED)
    assert found.verdict is Verdict.LOWER_BOUND
    assert found.reasons == ("two_lists_only",)
    assert (found.estimate, found.interval) == (None, None)
    assert found.lower_bound == chao_bound(TWO).interval[0]
    assert found.n_observed == 130


def test_two_lists_that_are_declared_independent_give_an_estimate() -> None:
    found = estimate(TWO, Asked("killed", ASKED.provenance, independent=("A", "B")))
    assert found.verdict is Verdict.ESTIMATE
    assert found.estimate == pytest.approx(91 * 71 / 31 - 1)
    assert found.interval
    assert found.lower_bound == found.interval[0]
    assert found.reasons == ()


def test_more_lists_give_a_lower_bound_and_say_that_only_bounds_were_computed() -> None:
    found = estimate(THREE, ASKED)
    assert (found.verdict, found.reasons) == (Verdict.LOWER_BOUND, ("bound_methods_only",))
    assert [row.method for row in found.panel] == ["chapman", "chao_lb"]
    assert found.lower_bound == chao_bound(THREE).interval[0]


def test_of_declared_lists_alone_is_counted_and_the_others_people_stay_recorded() -> None:
    found = estimate(THREE, Asked("killed", ASKED.provenance, independent=("C", "A")))
    assert found.n_observed == 142
    assert found.panel[0].diagnostics["first"] == 68
    assert found.panel[0].diagnostics["second"] == 55
    assert found.panel[0].diagnostics["both"] == 16


def test_an_answer_below_the_recorded_is_not_usable() -> None:
    """A and B share nearly all they have, C records many others."""
    table = patterns_of("ABC", {"100": 5, "010": 5, "110": 60, "001": 200, "111": 40, "101": 9}.items())
    found = estimate(table, Asked("killed", ASKED.provenance, independent=("A", "B")))
    assert found.verdict is Verdict.NOT_ESTIMABLE
    assert "below_recorded" in found.reasons
    assert [row.usable for row in found.panel] == [False, False]


def test_what_is_refused_has_no_number_anywhere() -> None:
    found = estimate(REFUSED, ASKED)
    assert (found.verdict, found.reasons) == (Verdict.NOT_ESTIMABLE, ("no_overlap",))
    assert (found.estimate, found.interval, found.lower_bound) == (None, None, None)
    assert [(row.usable, row.estimate, row.interval) for row in found.panel] == [(False, None, None)] * 2
    assert found.n_observed == 100


@pytest.mark.parametrize("method", list(METHODS))
def test_one_method_can_be_asked_for(method: str) -> None:
    found = estimate(THREE, Asked("killed", ASKED.provenance, (method,)))
    assert [row.method for row in found.panel] == [method]
    assert found.lower_bound == pytest.approx(found.panel[0].interval[0] if found.panel[0].interval else None)


def test_pairs_that_differ_by_more_than_a_factor_of_two_are_a_warning() -> None:
    table = patterns_of(
        "ABC", {"100": 100, "010": 100, "001": 300, "110": 80, "101": 20, "011": 5, "111": 6}.items()
    )
    found = estimate(table, ASKED)
    spread = found.panel[0].diagnostics
    assert spread["pairs_high"] > 2 * spread["pairs_low"]
    assert "lists_differ" in found.reasons


def test_assumptions_and_reasons_have_labels() -> None:
    found = [estimate(table, ASKED) for table in (THREE, TWO, REFUSED)]
    assert {row.assumption for each in found for row in each.panel} <= set(vocabulary("assumption").terms)
    assert {code for each in found for code in each.reasons} <= set(vocabulary("estimate_reason").terms)


def test_the_total_adds_up_unrecorded_people_and_variances_of_the_strata() -> None:
    strata, total = estimate_strata({"north": THREE, "south": TWO}, ASKED)
    bounds = [chao_bound(THREE), chao_bound(TWO)]
    unrecorded = sum(b.estimate for b in bounds) - THREE.recorded - TWO.recorded
    interval = log_interval(272, unrecorded, sum(b.variance for b in bounds))
    assert list(strata) == ["north", "south"]
    assert total.n_observed == 272
    assert total.lower_bound == pytest.approx(interval[0])
    assert interval[0] > sum(each.lower_bound or 0 for each in strata.values())
    assert total.panel[1].diagnostics["se"] == pytest.approx(sqrt(sum(b.variance for b in bounds)))


def test_a_stratum_that_cannot_be_estimated_counts_as_recorded() -> None:
    strata, total = estimate_strata({"north": THREE, "south": REFUSED}, ASKED)
    assert strata["south"].verdict is Verdict.NOT_ESTIMABLE
    assert total.verdict is Verdict.LOWER_BOUND
    assert "strata_not_estimable" in total.reasons
    assert total.lower_bound == pytest.approx((strata["north"].lower_bound or 0) + 100)


def test_the_total_is_an_estimate_only_if_every_stratum_is() -> None:
    declared = Asked("killed", ASKED.provenance, independent=("A", "B"))
    assert estimate_strata({"a": TWO, "b": TWO}, declared)[1].verdict is Verdict.ESTIMATE
    assert estimate_strata({"a": TWO, "b": REFUSED}, declared)[1].verdict is Verdict.LOWER_BOUND
    assert estimate_strata({"b": REFUSED}, declared)[1].verdict is Verdict.NOT_ESTIMABLE


counts = st.lists(st.integers(0, 80), min_size=7, max_size=7)


def _table(numbers: list[int]) -> Patterns:
    return patterns_of("ABC", zip(("100", "010", "001", "110", "101", "011", "111"), numbers, strict=True))


@given(counts)
def test_every_verdict_has_the_numbers_it_promises(numbers: list[int]) -> None:
    found = estimate(_table(numbers), ASKED)
    assert found.n_observed == sum(numbers)
    assert (found.lower_bound is not None) == (found.verdict is Verdict.LOWER_BOUND)
    assert found.estimate is None
    assert found.reasons
    if found.lower_bound is not None:
        assert found.lower_bound >= found.n_observed


@given(counts)
def test_the_order_of_lists_changes_no_conclusion(numbers: list[int]) -> None:
    table = _table(numbers)
    one, other = estimate(table, ASKED), estimate(table.only([2, 0, 1]), ASKED)
    assert (one.verdict, set(one.reasons)) == (other.verdict, set(other.reasons))
    assert one.lower_bound == pytest.approx(other.lower_bound)
