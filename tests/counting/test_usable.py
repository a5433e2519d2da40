"""Lists that say nothing of their own are left out or merged; what cannot be counted with is refused."""

from __future__ import annotations

import random
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undercount.counting.patterns import Patterns, patterns_of
from undercount.counting.usable import usable

GOOD = {"100": 40, "010": 35, "001": 30, "110": 12, "101": 11, "011": 9, "111": 5}


def drawn(people: int, chances: tuple[float, ...], seed: int) -> Patterns:
    """Draw people who stand on each list by a chance of its own, independently."""
    chance = random.Random(seed)
    rows = ["".join("1" if chance.random() < each else "0" for each in chances) for _ in range(people)]
    return patterns_of([f"list{at}" for at in range(len(chances))], ((row, 1) for row in rows))


def test_lists_that_overlap_well_are_left_as_they_are() -> None:
    table = patterns_of("ABC", GOOD.items())
    assert usable(table) == usable(table).__class__(table)


def test_an_empty_list_is_left_out() -> None:
    found = usable(patterns_of("ABCD", {pattern + "0": n for pattern, n in GOOD.items()}.items()))
    assert found.patterns == patterns_of("ABC", GOOD.items())
    assert (found.reasons, found.refused) == (("list_empty",), ())


def test_a_list_that_lies_whole_inside_another_is_left_out() -> None:
    """D records 8 people, all of them on A as well."""
    counts = {pattern + "0": n for pattern, n in GOOD.items()} | {"1001": 5, "1101": 3}
    found = usable(patterns_of("ABCD", counts.items()))
    assert found.patterns.lists == ("A", "B", "C")
    assert found.patterns.recorded == sum(GOOD.values()) + 8
    assert found.reasons == ("lists_nested",)


def test_of_two_lists_that_are_the_same_one_is_left() -> None:
    found = usable(patterns_of("ABC", {"110": 40, "001": 30, "111": 9}.items()))
    assert found.patterns.lists == ("A", "C")
    assert found.reasons == ("lists_nested",)


def test_two_lists_that_shut_each_other_out_are_made_one() -> None:
    """Spina bifida, New York, 1969-74: death certificates and rehabilitation; Madigan and York (1997)."""
    counts = {"100": 244, "010": 48, "001": 60, "110": 142, "101": 111, "011": 4, "111": 12}
    found = usable(patterns_of(("birth", "death", "rehabilitation"), counts.items()))
    assert found.patterns.lists == ("birth", "death+rehabilitation")
    assert found.patterns.recorded == 621
    assert found.reasons == ("lists_exclude",)


def test_lists_drawn_independently_are_hardly_ever_taken_for_exclusive() -> None:
    found = [usable(drawn(600, (0.4, 0.3, 0.3, 0.2), seed)) for seed in range(60)]
    assert sum("lists_exclude" in each.reasons for each in found) <= 3


def test_a_short_list_that_shares_nobody_is_left_out() -> None:
    counts = {pattern + "0": n for pattern, n in GOOD.items()} | {"0001": 4}
    found = usable(patterns_of("ABCD", counts.items()))
    assert found.patterns.lists == ("A", "B", "C")
    assert found.reasons == ("list_apart",)


def test_a_long_list_that_shares_nobody_is_a_reason_to_refuse() -> None:
    counts = {pattern + "0": n for pattern, n in GOOD.items()} | {"0001": 40}
    assert "list_apart" in usable(patterns_of("ABCD", counts.items())).refused


@pytest.mark.parametrize(
    ("lists", "counts", "refused"),
    [
        ("AB", {}, ("no_list_held",)),
        ("A", {"1": 50}, ("one_list_only",)),
        ("AB", {"10": 50}, ("one_list_only",)),
        ("AB", {"10": 50, "01": 40}, ("no_overlap",)),
        ("AB", {"10": 50, "01": 40, "11": 4}, ("sparse_overlap",)),
        ("AB", {"10": 10, "01": 10, "11": 9}, ("too_few_people",)),
        ("ABC", {"100": 40, "010": 30, "001": 20, "110": 6}, ("list_apart", "sparse_overlap")),
        ("ABC", {"100": 40, "010": 30, "001": 20, "111": 9}, ("sparse_overlap",)),
    ],
)
def test_what_cannot_be_counted_with_says_why(
    lists: str, counts: dict[str, int], refused: tuple[str, ...]
) -> None:
    assert usable(patterns_of(lists, counts.items())).refused == refused


patterns4 = ["".join(digits) for digits in product("01", repeat=4)][1:]


@given(st.lists(st.sampled_from([0, 0, 0, 1, 3, 9, 60]), min_size=15, max_size=15))
def test_setting_right_ends_and_never_invents_people(numbers: list[int]) -> None:
    table = patterns_of("ABCD", zip(patterns4, numbers, strict=True))
    found = usable(table)
    assert found.patterns.recorded <= table.recorded
    again = usable(found.patterns)
    assert again.patterns == found.patterns
    assert again.refused == found.refused
