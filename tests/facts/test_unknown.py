"""Unknown values: a reason each, never empty, never zero."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undercount.facts.unknown import PREFIX, Unknown, read_unknown


@pytest.mark.parametrize("reason", list(Unknown))
def test_a_reason_is_read_back_from_its_cell(reason: Unknown) -> None:
    assert reason.cell == f"unknown:{reason.value}"
    assert read_unknown(reason.cell) is reason


def test_the_four_that_must_never_be_confused_are_four() -> None:
    assert {"not_asked", "not_known", "withheld", "disputed"} <= {reason.value for reason in Unknown}


@given(st.text())
def test_a_cell_without_the_prefix_holds_a_value(cell: str) -> None:
    assert cell.startswith(PREFIX) or read_unknown(cell) is None


@pytest.mark.parametrize("cell", ["unknown:", "unknown:nonsense", "unknown:Withheld", "unknown: withheld"])
def test_a_reason_that_does_not_exist_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match=r"^is not one of the reasons a value is unknown$"):
        read_unknown(cell)
