"""What stands between a snapshot and an estimate."""

from __future__ import annotations

from typing import Any

import pytest

from undercount.counting.readiness import readiness
from undercount.facts.crisis import CaptureCell, CaptureTable
from undercount.facts.moment import read_moment
from undercount.facts.register import Mention
from undercount.facts.results import Estimate, Provenance, Verdict
from undercount.facts.sources import List

HOW = Provenance(method="readiness", version=1)


def people(ident: str, held: bool, **columns: Any) -> List:
    standard: dict[str, Any] = {"id": ident, "source": "s", "exhibit": "e", "metric": "killed", "held": held}
    return List(**(standard | columns))


def judge(**rows: Any) -> Estimate:
    return readiness(rows, "killed", HOW)


def captured(ident: str, lists: tuple[str, ...], cells: dict[str, int]) -> dict[str, Any]:
    table = CaptureTable(
        id=ident,
        source="s",
        exhibit="e",
        metric="killed",
        place="land",
        lists=lists,
        list_names=lists,
        period=read_moment("1999"),
    )
    counts = [
        CaptureCell(id=f"{ident}-{pattern}", capture_table=ident, pattern=pattern, count=count)
        for pattern, count in cells.items()
    ]
    return {"capture_tables": [table], "capture_cells": counts}


@pytest.mark.parametrize(
    ("lists", "reasons"),
    [
        ([], ("no_list_known",)),
        ([people("a", held=False)], ("no_list_held",)),
        ([people("a", held=False), people("b", held=False)], ("no_list_held", "overlap_not_public")),
        ([people("a", held=True)], ("one_list_only",)),
        ([people("a", held=True), people("b", held=False)], ("one_list_only", "overlap_not_public")),
        ([people("a", held=True), people("b", held=True)], ("not_linked",)),
    ],
)
def test_lists_that_cannot_be_joined_give_no_estimate_and_say_why(
    lists: list[List], reasons: tuple[str, ...]
) -> None:
    estimate = judge(lists=lists)
    assert estimate.verdict is Verdict.NOT_ESTIMABLE
    assert estimate.reasons == reasons
    assert (estimate.estimate, estimate.interval, estimate.lower_bound) == (None, None, None)


def test_lists_of_something_else_do_not_count() -> None:
    assert judge(lists=[people("a", held=True, metric="detained")]).reasons == ("no_list_known",)


def test_one_list_without_doubles_tells_how_many_are_recorded() -> None:
    mentions = [Mention(id=f"m{row}", list="a", row=row, name="x") for row in range(3)]
    clean = judge(lists=[people("a", held=True, duplicate_free=True)], mentions=mentions)
    unsure = judge(lists=[people("a", held=True)], mentions=mentions)
    assert (clean.n_observed, unsure.n_observed) == (3, None)


def test_a_published_capture_table_gives_what_was_observed_and_no_more() -> None:
    estimate = judge(**captured("k", ("x", "y"), {"10": 7, "01": 5, "11": 2}))
    assert estimate.n_observed == 14
    assert estimate.verdict is Verdict.NOT_ESTIMABLE
    assert estimate.reasons == ("no_estimator",)
    assert estimate.lists_held == ("x", "y")


def test_a_table_whose_patterns_are_withheld_gives_nothing() -> None:
    estimate = judge(**captured("k", ("x", "y"), {}))
    assert estimate.reasons == ("patterns_withheld",)
    assert (estimate.n_observed, estimate.lists_held) == (None, ())


def test_two_tables_may_count_the_same_people_so_they_are_not_added() -> None:
    one, other = captured("k", ("x", "y"), {"11": 2}), captured("l", ("v", "w"), {"11": 3})
    estimate = judge(**{name: [*one[name], *other[name]] for name in one})
    assert "several_tables" in estimate.reasons
    assert estimate.n_observed is None
