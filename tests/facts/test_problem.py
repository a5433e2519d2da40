"""Problems: one clear line each, whatever their values hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undercount.facts.problem import Problem, Refused, Spot, refuse


@pytest.mark.parametrize(
    ("spot", "text"),
    [
        (Spot(), ""),
        (Spot("a.csv"), "a.csv"),
        (Spot("a.csv", 3), "a.csv, row 3"),
        (Spot("a.csv", 3, "low"), "a.csv, row 3, column low"),
        (Spot("a.toml", None, "places almaty, kind"), "a.toml, column places almaty, kind"),
    ],
)
def test_a_spot_names_file_row_and_column_where_it_has_them(spot: Spot, text: str) -> None:
    assert str(spot) == text


def test_a_problem_says_where_what_and_what_to_do_in_one_line() -> None:
    problem = Problem("c", "{n} is too much", "take {less}", Spot("f.csv", 2), {"n": 5, "less": 4})
    assert str(problem) == "f.csv, row 2: 5 is too much; take 4"


@given(st.text(), st.text())
def test_a_problem_is_one_line_and_harmless_to_a_terminal(name: str, value: str) -> None:
    line = str(Problem("c", "'{value}' is wrong", "mend it", Spot(name, 1, value), {"value": value}))
    assert line.isprintable()
    assert line.splitlines() == [line]


def test_braces_in_a_value_are_no_template() -> None:
    assert "{0} {x}" in str(Problem("c", "'{value}' is wrong", "mend it", values={"value": "{0} {x}"}))


def test_a_refusal_carries_every_problem_and_says_them_all() -> None:
    problems = [Problem("a", "one", "do"), Problem("b", "two", "do")]
    assert Refused(problems).problems == tuple(problems)
    assert str(Refused(problems)) == "one; do\ntwo; do"
    assert refuse("a", "one", "do").problems == (problems[0],)
