"""What must hold between rows: told of rows in memory, before they have lines in a file."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

import pytest
from tests.made_rows import made_crisis

from undercount.facts.moment import read_moment
from undercount.facts.tables import TABLES
from undercount.facts.unknown import Unknown
from undercount.line.check import check_rows, names_a_file

REFERENCES = [
    (table.name, column.name)
    for table in TABLES.values()
    for column in table.columns
    if column.refers or (table.name, column.name) in {("claims", "about"), ("findings", "cites")}
]


def faults(rows: dict[str, list[Any]]) -> list[tuple[str, str, Any, str]]:
    return [(f.problem.code, f.table, f.key, f.column) for f in check_rows(rows)]


def changed(rows: dict[str, list[Any]], table: str, number: int, **values: Any) -> dict[str, list[Any]]:
    found = list(rows[table])
    found[number] = dataclasses.replace(found[number], **values)
    return rows | {table: found}


@pytest.mark.parametrize("seed", range(5))
def test_rows_that_hold_together_have_no_fault(seed: int) -> None:
    assert faults(made_crisis(seed)) == []


@pytest.mark.parametrize(("table", "column"), REFERENCES)
def test_every_reference_that_leads_nowhere_is_found(table: str, column: str) -> None:
    rows = made_crisis(1)
    key = getattr(rows[table][0], TABLES[table].key)
    many = isinstance(getattr(rows[table][0], column), tuple)
    for nowhere in ("no-such-id", "Places-0"):
        spoilt = changed(rows, table, 0, **{column: (nowhere,) if many else nowhere})
        assert ("dangling", table, key, column) in faults(spoilt)


@pytest.mark.parametrize(("table", "column"), REFERENCES)
def test_a_reference_that_is_unknown_or_withheld_leads_nowhere_and_is_no_fault(
    table: str, column: str
) -> None:
    rows = made_crisis(1)
    many = isinstance(getattr(rows[table][0], column), tuple)
    reason = Unknown.WITHHELD.cell
    after = changed(rows, table, 0, **{column: () if many else reason})
    assert not [fault for fault in faults(after) if fault[0] == "dangling" and fault[3] == column]


@pytest.mark.parametrize("table", [name for name in TABLES if name != "crisis"])
def test_a_key_that_stands_twice_is_found_once(table: str) -> None:
    rows = made_crisis(1)
    key = getattr(rows[table][0], TABLES[table].key)
    doubled = rows | {table: [*rows[table], rows[table][0], rows[table][0]]}
    assert [fault for fault in faults(doubled) if fault[0] == "double_key"] == [
        ("double_key", table, key, TABLES[table].key)
    ]


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("places", "parent"),
        ("figures", "supersedes"),
        ("figures", "retracts"),
        ("figures", "part_of"),
        ("findings", "supersedes"),
        ("judgements", "supersedes"),
    ],
)
def test_a_circle_is_found_and_named(table: str, column: str) -> None:
    rows = made_crisis(1)
    many = isinstance(getattr(rows[table][0], column), tuple)
    straight: dict[str, Any] = {"supersedes": (), "retracts": ()} if table == "figures" else {}
    for number, target in ((0, 1), (1, 2), (2, 0)):
        key = f"{table}-{target}"
        rows = changed(rows, table, number, **straight | {column: (key,) if many else key})
    (fault,) = [fault for fault in check_rows(rows) if fault.problem.code == "circle"]
    named = fault.problem.values["circle"]
    assert isinstance(named, str)
    assert sorted(set(named.split(" → "))) == [f"{table}-0", f"{table}-1", f"{table}-2"]


def test_a_long_chain_of_corrections_is_no_circle() -> None:
    rows = made_crisis(1)
    first = rows["figures"][0]
    chain = [
        dataclasses.replace(
            first, id=f"f{n}", supersedes=(f"f{n - 1}",) if n else (), retracts=(), part_of=(), repeats=()
        )
        for n in range(5000)
    ]
    assert "circle" not in {fault.problem.code for fault in check_rows(rows | {"figures": chain})}


def test_an_outage_that_ends_before_it_starts_is_what_its_source_said() -> None:
    ends = {"start": read_moment("2022-01-05T10:00Z"), "end": read_moment("2022-01-05T09:00Z")}
    assert faults(changed(made_crisis(1), "outage_claims", 0, **ends)) == []


@pytest.mark.parametrize(
    ("from_day", "to_day", "crossed"),
    [
        ("2022-01-05", "2022-01-05", False),
        ("2022-01-05", "2022-01", False),
        ("2022-01-05", "2022-01-04", True),
        ("2022-01-05", "2021", True),
        ("2022-01-05/..", "2022-01-04", True),
    ],
)
def test_a_crisis_ends_on_or_after_the_day_it_starts(from_day: str, to_day: str, crossed: bool) -> None:
    days = {"from_day": read_moment(from_day), "to_day": read_moment(to_day)}
    rows = changed(made_crisis(1), "crisis", 0, **days)
    assert (faults(rows) == [("ends_first", "crisis", "crisis-0", "to_day")]) == crossed


def test_bounds_are_crossed_only_where_both_are_there() -> None:
    crossed = {
        (low, high): "bounds_crossed" in _codes(low, high)
        for low, high in [(1, 2), (2, 2), (3, 2), (3, None), (None, 2), (0, None), (1, 0)]
    }
    assert [bounds for bounds, found in crossed.items() if found] == [(3, 2), (1, 0)]


def _codes(low: int | None, high: int | None) -> Iterable[str]:
    rows = changed(made_crisis(1), "figures", 0, low=low, high=high)
    return {fault.problem.code for fault in check_rows(rows)}


@pytest.mark.parametrize("name", ["kazakhstan_2022", "a", "A-1.b_c", "x" * 100])
def test_an_id_that_can_name_a_file_everywhere(name: str) -> None:
    assert names_a_file(name)


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../x", "a/b", "a\\b", ".hidden", "-rf", "a b", "Қ", "a\n", "x" * 101]
)
def test_an_id_that_cannot(name: str) -> None:
    assert not names_a_file(name)
