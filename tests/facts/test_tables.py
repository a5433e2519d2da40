"""Tables: one definition each, from which the allow-list, the order and the references follow."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from tests.made_rows import made_crisis

from undercount.facts.audience import Audience
from undercount.facts.columns import Kind
from undercount.facts.tables import REFERS_TO_ONE_OF, TABLES, Table, sort_key, targets

EVERY = pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
CUT_BY_ROW = {name for name, table in TABLES.items() if any(c.name == "audience" for c in table.columns)}


@EVERY
def test_a_row_is_frozen_and_every_field_of_it_is_a_column(table: Table) -> None:
    assert [field.name for field in dataclasses.fields(table.row)] == [c.name for c in table.columns]
    row = made_crisis(1)[table.name][0]
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(row, table.key, "other")


@EVERY
def test_a_table_has_its_key_and_its_key_is_required(table: Table) -> None:
    key = next(column for column in table.columns if column.name == table.key)
    assert key.required
    assert key.kind in (Kind.TEXT, Kind.INTEGER)


@EVERY
def test_references_lead_to_tables_whose_key_is_text(table: Table) -> None:
    for column in table.columns:
        for place in targets(table, column):
            assert TABLES[place].key == "id"
            assert column.kind in (Kind.TEXT, Kind.WORDS)


def test_references_into_one_of_several_tables_are_columns_and_tables_that_exist() -> None:
    for (name, column), places in REFERS_TO_ONE_OF.items():
        (found,) = [c for c in TABLES[name].columns if c.name == column]
        assert not found.refers
        assert set(places) <= set(TABLES)


@EVERY
def test_everybody_may_see_who_may_see_a_row(table: Table) -> None:
    audience = [column.audience for column in table.columns if column.name == "audience"]
    assert audience in ([], [Audience.PUBLIC])


@EVERY
def test_a_wider_circle_sees_no_column_that_a_narrower_one_does_not(table: Table) -> None:
    for narrow, wide in pairwise(Audience):
        assert set(table.columns_for(wide)) <= set(table.columns_for(narrow))
    assert table.columns_for(Audience.SEALED) == table.columns


@EVERY
def test_a_row_goes_out_to_its_audience_and_to_narrower_ones(table: Table) -> None:
    rows = [row for seed in range(12) for row in made_crisis(seed)[table.name]]
    for audience in Audience:
        seen = table.rows_for(rows, audience)
        hidden = [row for row in rows if not audience.may_see(getattr(row, "audience", Audience.PUBLIC))]
        assert len(seen) + len(hidden) == len(rows)
        assert all(row not in hidden for row in seen)
        assert bool(hidden) <= (table.name in CUT_BY_ROW)


def test_what_speaks_of_people_or_sources_is_never_public_unless_somebody_says_so() -> None:
    for name in CUT_BY_ROW:
        field = next(f for f in dataclasses.fields(TABLES[name].row) if f.name == "audience")
        assert isinstance(field.default, Audience)
        assert not Audience.PUBLIC.may_see(field.default)


def test_every_table_that_speaks_of_people_is_cut_row_by_row() -> None:
    assert {"mentions", "claims", "judgements", "consents", "sources", "exhibits", "figures"} <= CUT_BY_ROW


@pytest.mark.parametrize(
    ("keys", "ordered"),
    [([10, 9, 1], [1, 9, 10]), (["b", "a", "Б"], ["a", "b", "Б"]), (["a10", "a9"], ["a10", "a9"])],
)
def test_numbers_stand_by_size_and_texts_by_code_point(keys: Sequence[Any], ordered: Sequence[Any]) -> None:
    assert sorted(keys, key=sort_key) == ordered
