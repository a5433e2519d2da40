"""From a snapshot to an estimate: published tables first, then lists and people, and what stands in the way."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from undercount.counting.estimate import Asked, estimate
from undercount.counting.patterns import patterns_of
from undercount.counting.recorded import capture, estimate_of, without_overlaps
from undercount.facts.crisis import CaptureCell, CaptureTable
from undercount.facts.moment import read_moment
from undercount.facts.register import Mention
from undercount.facts.results import People, Person, Persons, Provenance, Verdict
from undercount.facts.sources import List, Source
from undercount.facts.tables import Rows

HOW = Provenance(method="estimate", version=1)
COUNTS = {"100": 40, "010": 35, "001": 30, "110": 12, "101": 11, "011": 9, "111": 5}
LISTS = ("hotline", "lawyers", "ngo")


def made(counts: dict[str, int] | None = None, **persons: Any) -> tuple[Rows, People]:
    """Make as many people as a capture table has, each with a mention on every list of their pattern."""
    mentions, everyone = [], []
    for pattern, count in (counts or COUNTS).items():
        for number in range(count):
            on = [name for name, digit in zip(LISTS, pattern, strict=True) if digit == "1"]
            ids = tuple(f"{pattern}-{number}-{name}" for name in on)
            mentions += [Mention(id=i, list=name, row=2, name="x") for i, name in zip(ids, on, strict=True)]
            everyone.append(Person(id=ids[0], mentions=ids))
    rows: Rows = {
        "mentions": mentions,
        "lists": [List(id=n, source=n, exhibit="e", metric="detained", held=True) for n in LISTS],
        "sources": [Source(id=n, name=n, kind="ngo") for n in LISTS],
    }
    apart = Persons(method="exact_name", persons=tuple(everyone), **{"linked": 42, **persons})
    return rows, People(provenance=HOW, as_of="2031-06-30", persons=apart)


def published(ident: str = "k") -> dict[str, list[Any]]:
    table = CaptureTable(
        id=ident,
        source="s",
        exhibit="e",
        metric="detained",
        place="p",
        lists=("A", "B", "C"),
        list_names=("A", "B", "C"),
        period=read_moment("2031-03"),
    )
    cells = [CaptureCell(id=f"{ident}{p}", capture_table=ident, pattern=p, count=n) for p, n in COUNTS.items()]
    return {"capture_tables": [table], "capture_cells": cells}


def test_people_on_lists_make_the_capture_table_they_were_made_from() -> None:
    rows, people = made()
    found = capture(rows, rows["lists"], people)
    assert found.patterns == patterns_of(LISTS, COUNTS.items())
    assert (found.reasons, found.refused) == (("linked_by_exact_name",), ())


def test_lists_and_people_give_a_lower_bound() -> None:
    rows, people = made()
    found = estimate_of(rows, "detained", people, HOW)
    assert found.verdict is Verdict.LOWER_BOUND
    assert found.reasons == ("linked_by_exact_name", "bound_methods_only")
    assert found.lower_bound == estimate(patterns_of(LISTS, COUNTS.items()), Asked("detained", HOW)).lower_bound
    assert (found.n_observed, found.lists_known, found.lists_held) == (142, LISTS, LISTS)


def test_a_published_table_comes_first() -> None:
    rows, people = made()
    found = estimate_of({**rows, **published()}, "detained", people, HOW)
    assert (found.verdict, found.reasons) == (Verdict.LOWER_BOUND, ("bound_methods_only",))
    assert found.lists_held == ("A", "B", "C")


def test_several_published_tables_are_not_added_up() -> None:
    one, other = published("k"), published("l")
    both = {name: [*one[name], *other[name]] for name in one}
    found = estimate_of(both, "detained", None, HOW)
    assert found.verdict is Verdict.NOT_ESTIMABLE
    assert "several_tables" in found.reasons


def test_a_table_whose_cells_are_withheld_is_refused() -> None:
    found = estimate_of({**published(), "capture_cells": []}, "detained", None, HOW)
    assert found.reasons == ("patterns_withheld",)


def test_links_that_were_missed_refuse_the_bound_and_the_count_of_different_people() -> None:
    rows, people = made(missed=1)
    found = estimate_of(rows, "detained", people, HOW)
    assert found.reasons == ("linked_by_exact_name", "linkage_uncertain")
    assert (found.verdict, found.lower_bound, found.n_observed) == (Verdict.NOT_ESTIMABLE, None, None)


def test_up_to_two_links_of_a_hundred_may_be_missed() -> None:
    rows, people = made(linked=98, missed=2)
    assert estimate_of(rows, "detained", people, HOW).verdict is Verdict.LOWER_BOUND


def test_lists_whose_names_cannot_be_compared_are_left_out() -> None:
    rows, people = made(not_comparable=("ngo",))
    found = estimate_of(rows, "detained", people, HOW)
    assert found.reasons == ("linked_by_exact_name", "names_not_linkable", "two_lists_only")
    assert found.n_observed == sum(n for pattern, n in COUNTS.items() if "1" in pattern[:2])
    assert found.lists_held == LISTS


def test_people_without_a_name_to_look_for_are_left_out() -> None:
    rows, people = made(unlinkable=("100-0-hotline", "100-1-hotline"))
    assert capture(rows, rows["lists"], people).patterns.counts["100"] == 38


def test_lists_of_one_origin_are_one_list() -> None:
    rows, people = made()
    sources = [Source(id=n, name=n, kind="ngo", origin_cluster="" if n == "ngo" else "state") for n in LISTS]
    found = capture({**rows, "sources": sources}, rows["lists"], people)
    assert found.patterns.lists == ("hotline+lawyers", "ngo")
    assert found.patterns.counts == {"01": 30, "10": 87, "11": 25}
    assert found.reasons == ("linked_by_exact_name", "lists_one_origin")


@pytest.mark.parametrize(
    ("held", "reasons"), [(1, ("one_list_only", "overlap_not_public")), (0, ("no_list_held", "overlap_not_public"))]
)
def test_lists_that_are_known_of_and_not_held_do_not_count(held: int, reasons: tuple[str, ...]) -> None:
    rows, people = made()
    lists = [List(id=n, source=n, exhibit="e", metric="detained", held=at < held) for at, n in enumerate(LISTS)]
    assert estimate_of({**rows, "lists": lists}, "detained", people, HOW).reasons == reasons


def test_where_names_are_withheld_it_says_so() -> None:
    rows, _ = made()
    assert estimate_of(rows, "detained", None, HOW).reasons == ("names_withheld",)


def test_lists_of_another_harm_are_another_question() -> None:
    rows, people = made()
    assert estimate_of(rows, "killed", people, HOW).reasons == ("no_list_known",)


def test_nothing_public_tells_who_is_on_which_lists() -> None:
    rows, people = made()
    found = without_overlaps(estimate_of(rows, "detained", people, HOW))
    assert [row.diagnostics for row in found.panel] == [{}, {}]
    assert found.lower_bound is not None


def test_every_pattern_of_people_comes_back() -> None:
    counts = {"".join(p): at for at, p in enumerate(product("01", repeat=3)) if "1" in p and at}
    rows, people = made(counts)
    assert capture(rows, rows["lists"], people).patterns.counts == counts
