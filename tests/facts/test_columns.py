"""Columns: what a dataclass declares, and cells that become values and the same cells again."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undercount.facts.audience import Audience
from undercount.facts.columns import Column, Kind, column, columns_of, read_cell, write_cell
from undercount.facts.moment import Moment, read_moment
from undercount.facts.tables import TABLES
from undercount.facts.unknown import Unknown

ITEM = st.text(min_size=1).map(str.strip).filter(lambda word: word and "|" not in word)
FINITE = st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | FINITE | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEXT: st.text(),
    Kind.INTEGER: st.integers(-(2**63) + 1, 2**63 - 1),
    Kind.NUMBER: FINITE,
    Kind.FLAG: st.booleans(),
    Kind.MOMENT: st.dates().map(lambda day: read_moment(day.isoformat())) | st.sampled_from(Unknown),
    Kind.WORDS: st.lists(ITEM, max_size=5).map(tuple),
    Kind.ATTRIBUTES: st.dictionaries(st.text(), JSON, max_size=4),
    Kind.AUDIENCE: st.sampled_from(Audience),
}
EMPTY: dict[Kind, Any] = {Kind.TEXT: "", Kind.WORDS: (), Kind.ATTRIBUTES: {}}

TOO_LARGE = "is too large a number"
NO_INTEGER = "is not a whole number in plain digits"
NO_NUMBER = "is not a number such as 43.25"
NO_JSON = 'is not JSON such as {"charge": "272"}'
EMPTY_ITEM = "has an item that is empty: leave one | between two items and none at the ends"
BAD = [
    (Kind.INTEGER, "five", NO_INTEGER),
    (Kind.INTEGER, "5.0", NO_INTEGER),
    (Kind.INTEGER, "+5", NO_INTEGER),
    (Kind.INTEGER, "--5", NO_INTEGER),
    (Kind.INTEGER, "-", NO_INTEGER),
    (Kind.INTEGER, "1_000", NO_INTEGER),
    (Kind.INTEGER, "1,000", NO_INTEGER),
    (Kind.INTEGER, "1 000", NO_INTEGER),
    (Kind.INTEGER, "٣", NO_INTEGER),
    (Kind.INTEGER, "²", NO_INTEGER),
    (Kind.INTEGER, str(2**63), TOO_LARGE),
    (Kind.INTEGER, "9" * 5000, TOO_LARGE),
    (Kind.NUMBER, "nan", NO_NUMBER),
    (Kind.NUMBER, "inf", NO_NUMBER),
    (Kind.NUMBER, "1e999", NO_NUMBER),
    (Kind.NUMBER, "1_0", NO_NUMBER),
    (Kind.NUMBER, "43,25", NO_NUMBER),
    (Kind.NUMBER, "٣", NO_NUMBER),
    (Kind.FLAG, "True", "is neither true nor false"),
    (Kind.FLAG, "1", "is neither true nor false"),
    (Kind.FLAG, "yes", "is neither true nor false"),
    (Kind.MOMENT, "unknown:nonsense", "is not one of the reasons a value is unknown"),
    (Kind.MOMENT, "2022-02-30", "names a day or a time that does not exist"),
    (Kind.WORDS, "a||b", EMPTY_ITEM),
    (Kind.WORDS, "|", EMPTY_ITEM),
    (Kind.WORDS, "a|", EMPTY_ITEM),
    (Kind.ATTRIBUTES, "charge=272", NO_JSON),
    (Kind.ATTRIBUTES, "{'a': 1}", NO_JSON),
    (Kind.ATTRIBUTES, '{"a": NaN}', NO_JSON),
    (Kind.ATTRIBUTES, '{"a": 1e999}', NO_JSON),
    (Kind.ATTRIBUTES, '{"a": "\\ud800"}', NO_JSON),
    (Kind.ATTRIBUTES, '{"a": 1, "a": 2}', NO_JSON),
    (Kind.ATTRIBUTES, '{"a": ' + "9" * 5000 + "}", NO_JSON),
    (Kind.ATTRIBUTES, "[1, 2]", "is JSON and not an object in braces"),
    (Kind.ATTRIBUTES, '{"a":' * 30 + "1" + "}" * 30, "is JSON that is nested too deep"),
    (Kind.ATTRIBUTES, "[" * 200_000, "is JSON that is nested too deep"),
    (Kind.AUDIENCE, "everybody", "is not one of sealed, organisation, coalition, public"),
    (Kind.AUDIENCE, "", "is not one of sealed, organisation, coalition, public"),
]


def test_every_kind_is_tried() -> None:
    assert set(VALUES) == set(Kind)


@given(st.data(), st.sampled_from(Kind))
def test_a_value_is_read_back_from_its_cell(data: st.DataObject, kind: Kind) -> None:
    value = data.draw(VALUES[kind])
    cell = write_cell(value, kind)
    assert read_cell(cell, kind) == value
    assert type(read_cell(cell, kind)) is type(value)
    assert write_cell(read_cell(cell, kind), kind) == cell


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.AUDIENCE])
def test_an_empty_cell_is_nothing_and_nothing_is_an_empty_cell(kind: Kind) -> None:
    nothing = EMPTY.get(kind)
    assert read_cell("", kind) == nothing
    assert write_cell(nothing, kind) == ""
    assert write_cell(None, kind) == ""


@pytest.mark.parametrize(("kind", "cell", "message"), BAD)
def test_a_cell_of_another_kind_is_refused_in_words(kind: Kind, cell: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        read_cell(cell, kind)


@given(st.text(), st.sampled_from(Kind))
def test_any_cell_is_read_or_refused(cell: str, kind: Kind) -> None:
    try:
        value = read_cell(cell, kind)
    except ValueError:
        return
    assert read_cell(write_cell(value, kind), kind) == value


@pytest.mark.parametrize("word", ["", " ", "a|b", " a", "a\n"])
def test_an_item_that_would_not_come_back_is_not_written(word: str) -> None:
    with pytest.raises(ValueError, match="cannot be an item of a cell"):
        write_cell(("good", word), Kind.WORDS)


def test_attributes_are_written_in_one_way_whatever_their_order() -> None:
    one, other = {"b": 1, "a": "Қ"}, {"a": "Қ", "b": 1}
    assert write_cell(one, Kind.ATTRIBUTES) == write_cell(other, Kind.ATTRIBUTES) == '{"a": "Қ", "b": 1}'
    assert json.loads(write_cell(one, Kind.ATTRIBUTES)) == one


@dataclass(frozen=True, kw_only=True)
class _Row:
    id: str = column(Audience.PUBLIC, required=True)
    kind: str = column(Audience.COALITION, vocabulary="sex", default="unknown:not_asked")
    count: int | None = column(Audience.PUBLIC, default=None)
    share: float | None = column(Audience.PUBLIC, default=None)
    held: bool | None = column(Audience.PUBLIC, default=None)
    day: Moment | Unknown = column(Audience.PUBLIC, default=Unknown.NOT_ASKED)
    since: Moment | None = column(Audience.PUBLIC, default=None)
    names: tuple[str, ...] = column(Audience.SEALED, refers="places", default=())
    more: dict[str, Any] = column(Audience.PUBLIC, default={})
    audience: Audience = column(Audience.PUBLIC, default=Audience.ORGANISATION)
    computed: int = 5


def test_a_dataclass_declares_its_columns_by_its_types() -> None:
    public = Audience.PUBLIC
    assert columns_of(_Row) == (
        Column("id", Kind.TEXT, public, required=True),
        Column("kind", Kind.TEXT, Audience.COALITION, vocabulary="sex"),
        Column("count", Kind.INTEGER, public, unknowable=False),
        Column("share", Kind.NUMBER, public, unknowable=False),
        Column("held", Kind.FLAG, public, unknowable=False),
        Column("day", Kind.MOMENT, public, unknowable=True),
        Column("since", Kind.MOMENT, public, unknowable=False),
        Column("names", Kind.WORDS, Audience.SEALED, refers="places", unknowable=False),
        Column("more", Kind.ATTRIBUTES, public, unknowable=False),
        Column("audience", Kind.AUDIENCE, public, unknowable=False),
    )


def test_rows_do_not_share_the_dictionary_of_a_default() -> None:
    one, other = _Row(id="1"), _Row(id="2")
    assert one.more == {}
    assert one.more is not other.more


def test_a_required_column_has_no_default_and_every_other_has_one() -> None:
    for table in TABLES.values():
        for found in table.columns:
            assert found.optional is not found.required
        with pytest.raises(TypeError, match="required keyword"):
            table.row()
