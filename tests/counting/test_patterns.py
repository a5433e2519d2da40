"""Capture tables: what they count, and that the order of rows and lists is nothing."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undercount.counting.patterns import Patterns, digest, patterns_of

# By hand: 10 on A alone, 5 on B alone, 3 on C alone, 4 on A and B, 2 on B and C, 1 on all three.
SMALL = patterns_of("ABC", {"100": 10, "010": 5, "001": 3, "110": 4, "011": 2, "111": 1}.items())


def test_a_table_counted_by_hand() -> None:
    assert SMALL.recorded == 25
    assert SMALL.sizes == (15, 12, 6)
    assert SMALL.frequencies == {1: 18, 2: 6, 3: 1}
    assert SMALL.shared == 7
    assert [SMALL.both(0, 1), SMALL.both(0, 2), SMALL.both(1, 2)] == [5, 1, 3]


def test_who_is_on_no_list_is_not_counted() -> None:
    table = patterns_of("AB", [("10", 2), ("00", 7), ("01", 0)])
    assert table.counts == {"10": 2}
    assert table.recorded == 2


def test_leaving_a_list_out_leaves_out_who_is_on_no_other() -> None:
    assert SMALL.without(0) == Patterns(("B", "C"), {"01": 3, "10": 9, "11": 3})


def test_two_lists_made_one_record_whomever_either_records() -> None:
    merged = SMALL.merged(2, 0)
    assert merged.lists == ("A+C", "B")
    assert merged.counts == {"01": 5, "10": 13, "11": 7}
    assert merged.recorded == SMALL.recorded


def test_keeping_lists_in_another_order_turns_the_patterns() -> None:
    assert SMALL.only([2, 0]).counts == {"01": 14, "10": 5, "11": 1}


tables = st.dictionaries(st.text("01", min_size=4, max_size=4), st.integers(0, 1000), max_size=15)


@given(tables, st.randoms(use_true_random=False))
def test_the_digest_does_not_depend_on_the_order_of_rows_or_lists(
    counts: dict[str, int], chance: random.Random
) -> None:
    names = ("police", "hotline", "ngo", "lawyers")
    order = list(range(4))
    chance.shuffle(order)
    rows = list(counts.items())
    chance.shuffle(rows)
    turned = [("".join(pattern[at] for at in order), count) for pattern, count in rows]
    there = digest({"": patterns_of(names, counts.items())})
    assert digest({"": patterns_of([names[at] for at in order], turned)}) == there


@pytest.mark.parametrize(
    "other",
    [
        patterns_of("ABC", {**SMALL.counts, "101": 1}.items()),
        patterns_of("ABD", SMALL.counts.items()),
        patterns_of("ABC", {"100": 25}.items()),
    ],
)
def test_other_people_or_other_lists_have_another_digest(other: Patterns) -> None:
    assert digest({"": other}) != digest({"": SMALL})
    assert digest({"north": SMALL}) != digest({"south": SMALL})
