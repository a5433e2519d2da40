"""Where demands stand: a distribution and the worst grade, never an average."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from undercount.demands import roll_up, standing_of
from undercount.demands.standing import current_findings


def graded(make: Any, grades: str) -> Any:
    """Rows of one demand whose obligations have these grades, in order."""
    atom = make.rows()["obligations"][0]
    atoms = [replace(atom, id=f"C01.{n:02}") for n, _ in enumerate(grades)]
    findings = [
        make.finding(f"f{n}", obligation=a.id, grade=g)
        for n, (a, g) in enumerate(zip(atoms, grades, strict=True))
    ]
    return make.rows(obligations=atoms, findings=findings)


def test_a_demand_shows_every_grade_and_the_worst(make: Any) -> None:
    standing = roll_up("C01", graded(make, "UBCUE"))
    assert standing.grades == {"B": 1, "C": 1, "E": 1, "U": 2}
    assert standing.worst == "E"


def test_unknown_and_moot_are_neither_better_nor_worse(make: Any) -> None:
    assert roll_up("C01", graded(make, "UMB")).worst == "B"
    assert roll_up("C01", graded(make, "UUM")).worst is None


def test_a_superseded_finding_no_longer_counts(make: Any) -> None:
    before, after = make.finding("f1", grade="C"), make.finding("f2", grade="B", supersedes="f1")
    rows = make.rows(findings=[before, after])
    assert roll_up("C01", rows).grades == {"B": 1}
    assert [finding.id for finding in current_findings(rows["findings"])["C01.a"]] == ["f2"]


def test_all_demands_together_count_each_obligation_once(make: Any) -> None:
    rows = graded(make, "BBU")
    other = replace(rows["demands"][0], id="C02", number=2)
    standing = standing_of({**rows, "demands": [other, *rows["demands"]]}, make.provenance)
    assert [demand.demand for demand in standing.demands] == ["C01", "C02"]
    assert standing.grades == {"B": 2, "U": 1}
    assert standing.demands[1].grades == {}


@given(st.text(alphabet="ABCDEUM", min_size=1, max_size=12))
def test_the_order_of_obligations_changes_nothing(make: Any, grades: str) -> None:
    standing = roll_up("C01", graded(make, grades))
    assert standing.grades == roll_up("C01", graded(make, grades[::-1])).grades
    assert sum(standing.grades.values()) == len(grades)
