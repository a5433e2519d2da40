"""Each rule a finding is checked by: what it refuses, and that a finding which keeps it passes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from undercount.demands import check_findings
from undercount.facts.audience import Audience
from undercount.facts.moment import read_moment


def codes(rows: Any) -> list[str]:
    return [problem.code for problem in check_findings(rows)]


def test_an_unknown_grade_needs_no_claim_and_passes(make: Any) -> None:
    assert codes(make.rows(findings=[make.finding("f1")])) == []


def test_an_obligation_without_a_finding_is_named(make: Any) -> None:
    problem = check_findings(make.rows(findings=[]))[0]
    assert problem.code == "no_finding"
    assert "C01.a" in str(problem)


def test_two_current_findings_on_one_obligation_are_refused(make: Any) -> None:
    rows = make.rows(findings=[make.finding("f1"), make.finding("f2")])
    assert codes(rows) == ["two_findings"]


def test_a_finding_that_supersedes_another_leaves_one_current(make: Any) -> None:
    later = make.finding("f2", supersedes="f1", on="2023-06-01")
    assert codes(make.rows(findings=[make.finding("f1"), later])) == []


def test_a_finding_cannot_supersede_a_later_one(make: Any) -> None:
    earlier = make.finding("f2", supersedes="f1", on="2022-12-01", next_review="2023-12-01")
    assert codes(make.rows(findings=[make.finding("f1"), earlier])) == ["supersedes_later"]


@pytest.mark.parametrize("grade", ["A", "B", "C", "D", "E"])
def test_a_grade_that_cites_nothing_is_refused(make: Any, grade: str) -> None:
    assert "grade_without_claim" in codes(make.rows(findings=[make.finding("f1", grade=grade)]))


def test_a_grade_that_cites_a_sound_public_figure_passes(make: Any) -> None:
    rows = make.rows(figures=[make.figure("K1")], findings=[make.finding("f1", grade="C", cites=("K1",))])
    assert codes(rows) == []


def test_what_is_cited_must_exist(make: Any) -> None:
    assert codes(make.rows(findings=[make.finding("f1", cites=("K9",))])) == ["cite_unknown"]


@pytest.mark.parametrize(
    "figures",
    [
        [{"id": "K1", "status": "retracted"}],
        [{"id": "K1", "status": "partly_retracted"}],
        [{"id": "K1", "verified": False}],
        [{"id": "K1"}, {"id": "K2", "retracts": ("K1",), "value": None}],
        [{"id": "K1", "repeats": ("K0",)}, {"id": "K0", "status": "retracted"}],
        [
            {"id": "K1", "repeats": ("K0",)},
            {"id": "K0", "repeats": ("K00",)},
            {"id": "K00", "status": "retracted"},
        ],
    ],
    ids=["retracted", "in part", "not seen", "by another", "a repeat", "a repeat of a repeat"],
)
def test_a_figure_that_was_taken_back_or_not_seen_carries_no_finding(
    make: Any, figures: list[dict[str, Any]]
) -> None:
    made = [make.figure(**values) for values in figures]
    for grade in ("C", "U"):
        rows = make.rows(figures=made, findings=[make.finding("f1", grade=grade, cites=("K1",))])
        assert "cite_unsound" in codes(rows)


def test_a_retraction_itself_may_be_cited(make: Any) -> None:
    figures = [make.figure("K1", status="retracted"), make.figure("K2", retracts=("K1",))]
    rows = make.rows(figures=figures, findings=[make.finding("f1", grade="C", cites=("K2",))])
    assert codes(rows) == []


def test_a_claim_taken_back_by_its_source_carries_no_finding(make: Any) -> None:
    rows = make.rows(
        claims=[make.claim("F1", state="retracted")], findings=[make.finding("f1", cites=("F1",))]
    )
    assert codes(rows) == ["cite_unsound"]


def test_a_public_finding_cites_nothing_that_is_not_public(make: Any) -> None:
    hidden = make.claim("F1", audience=Audience.COALITION)
    rows = make.rows(claims=[hidden], findings=[make.finding("f1", cites=("F1",))])
    assert codes(rows) == ["cite_narrower"]


def test_nothing_said_after_the_day_of_a_finding_is_cited(make: Any) -> None:
    rows = make.rows(
        figures=[make.figure("K1", said_on="2023-02-01")],
        findings=[make.finding("f1", grade="C", cites=("K1",))],
    )
    assert codes(rows) == ["cite_later"]


def test_what_was_said_before_the_demand_grades_nothing(make: Any) -> None:
    rows = make.rows(
        figures=[make.figure("K1", said_on="2022-01-05")],
        findings=[make.finding("f1", grade="C", cites=("K1",))],
    )
    assert codes(rows) == ["grade_before_call"]


@pytest.mark.parametrize("grade", ["A", "B"])
def test_a_good_grade_does_not_rest_on_the_authorities_word_alone(make: Any, grade: str) -> None:
    figures = [make.figure("K1"), make.figure("N1", source="hrw")]
    own = make.rows(figures=figures, findings=[make.finding("f1", grade=grade, cites=("K1",))])
    both = make.rows(figures=figures, findings=[make.finding("f1", grade=grade, cites=("K1", "N1"))])
    assert codes(own) == ["own_status"]
    assert codes(both) == []


def test_d_needs_a_reminder(make: Any) -> None:
    sent = make.claim("F1", kind="communication_sent")
    claims = [sent, make.claim("F2")]
    without = make.rows(claims=claims, findings=[make.finding("f1", grade="D", cites=("F2",))])
    with_it = make.rows(claims=claims, findings=[make.finding("f1", grade="D", cites=("F1",))])
    assert codes(without) == ["d_without_reminder"]
    assert codes(with_it) == []


def test_e_is_not_for_inaction(make: Any) -> None:
    rows = make.rows(figures=[make.figure("K1")], findings=[make.finding("f1", grade="E", cites=("K1",))])
    assert codes(rows) == ["e_without_act"]


def test_e_does_not_rest_on_one_observer(make: Any) -> None:
    act = make.outage_claim("O1", start="2022-01-07T00:00Z")
    rows = make.rows(outage_claims=[act], findings=[make.finding("f1", grade="E", cites=("O1",))])
    assert codes(rows) == ["e_from_one_source"]


def test_e_rests_on_two_origins_or_on_the_authorities_own_word(make: Any) -> None:
    measured = make.outage_claim("O1", start="2022-01-07T00:00Z")
    reported = make.outage_claim("O2", source="hrw", start="2022-01-07T00:00Z")
    admitted = make.outage_claim("O3", source="moi", kind="official", end="2022-01-07T00:00Z")
    claims = [measured, reported, admitted]
    for cites in (("O1", "O2"), ("O3",)):
        rows = make.rows(outage_claims=claims, findings=[make.finding("f1", grade="E", cites=cites)])
        assert codes(rows) == []


def test_an_act_before_the_demand_is_no_e(make: Any) -> None:
    early = [
        make.outage_claim(f"O{n}", source=source, start="2022-01-02T00:00Z", end="2022-01-03T00:00Z")
        for n, source in enumerate(("moi", "hrw"))
    ]
    exhibits = make.rows()["exhibits"]
    rows = make.rows(outage_claims=early, findings=[make.finding("f1", grade="E", cites=("O0", "O1"))])
    told_before = [replace(exhibits[0], published=read_moment("2022-01-03"))]
    assert "e_without_act" in codes({**rows, "exhibits": told_before})


@pytest.mark.parametrize("stem", ["reason", "changes_if"])
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_a_finding_says_why_and_what_would_change_it_in_every_language(
    make: Any, stem: str, language: str
) -> None:
    rows = make.rows(findings=[make.finding("f1", **{f"{stem}_{language}": " "})])
    problem = check_findings(rows)[0]
    assert (problem.code, problem.at.column) == ("no_reason", f"f1, {stem}_{language}")


def test_a_grade_is_read_by_two(make: Any) -> None:
    alone = make.finding("f1", grade="C", cites=("K1",), graders=("reading 1",))
    assert codes(make.rows(figures=[make.figure("K1")], findings=[alone])) == ["too_few_graders"]


def test_a_finding_is_looked_at_again_later(make: Any) -> None:
    past = make.finding("f1", next_review="2022-12-01")
    assert codes(make.rows(findings=[past])) == ["no_review"]
    moot = make.finding("f1", grade="M", next_review="2022-12-01")
    assert codes(make.rows(findings=[moot])) == []


def test_a_named_result_exists(make: Any) -> None:
    good = make.finding("f1", results=("gaps", "outages", "indicators:IND08"))
    bad = make.finding("f1", results=("indicators:IND99",))
    assert codes(make.rows(findings=[good])) == []
    assert codes(make.rows(findings=[bad])) == ["result_unknown"]


def test_every_problem_reads_as_one_line_that_names_the_finding(make: Any) -> None:
    bad = make.finding("f7", grade="E", cites=("nothing",), reason_en="", graders=())
    lines = [str(problem) for problem in check_findings(make.rows(findings=[bad]))]
    assert lines
    assert all("\n" not in line and "f7" in line and "{" not in line for line in lines)
