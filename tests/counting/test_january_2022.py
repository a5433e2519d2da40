"""The rules on the 109 real figures of January 2022, judged one by one by hand."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest

from undercount.counting.gaps import find_gaps
from undercount.counting.readiness import readiness
from undercount.facts.results import Gap, Issue, Provenance
from undercount.facts.tables import Rows
from undercount.line.folder import load

SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "statement" / "figures_kz2022.json"

# Every issue, judged by reading the figures and their pages' words.
JUDGED = {
    # taken back
    ("retracted", "K03 K03r1 K03r2"),
    ("partly_retracted", "S03 S03r"),
    ("repeats_retracted", "K03 K03z"),
    # went down without a word
    ("silently_lowered", "S05 S06"),
    ("silently_lowered", "K10 K11"),
    # two numbers for one day
    ("same_day_conflict", "D08 D09"),
    ("same_day_conflict", "I05 I06"),
    ("same_day_conflict", "I09 I09b"),
    ("same_day_conflict", "K02 K02b"),
    # carried badly
    ("stale_quote", "S01 S01x S05"),
    ("stale_quote", "S01 S04 S05"),
    ("likely_copy_error", "S01 S01x"),
    ("mixed_sources", "S01 S02 S04"),
    # of other people, places or acts
    ("scope_mismatch", "D02 D03"),
    ("scope_mismatch", "D08 D09"),
    ("scope_mismatch", "I05 I06"),
    ("scope_mismatch", "J04 J05"),
    ("scope_mismatch", "S01 S01x"),
    ("scope_mismatch", "S02 S04"),
    ("stock_against_flow", "P05 P06"),
    ("survey_share", "T09"),
    # sums
    ("includes_the_dead", "I05 K06"),
    ("overlapping_subtotals", "K08"),
    ("overlapping_subtotals", "K12"),
    ("subtotals_do_not_add_up", "K03"),
    ("subtotals_do_not_add_up", "K12"),
    # how they were kept
    ("undated", "S03r"),
    ("undated", "T14"),
    ("unverified", "M01"),
    ("unverified", "M02"),
    ("unverified", "M03"),
}


@cache
def rows() -> Rows:
    with as_file(files("undercount") / "crises" / "kazakhstan_2022") as folder:
        return load(folder).rows


@cache
def gap() -> Gap:
    own = rows()
    return find_gaps(own["figures"], own["sources"], own["places"], Provenance(method="gaps", version=1))


def of(code: str) -> dict[tuple[str, ...], Issue]:
    return {issue.figures: issue for issue in gap().issues if issue.code == code}


def test_the_issues_are_those_that_were_judged_true_by_hand_and_no_others() -> None:
    assert {(issue.code, " ".join(issue.figures)) for issue in gap().issues} == JUDGED


def test_the_numbers_of_the_issues_are_those_on_the_pages() -> None:
    assert of("includes_the_dead")["I05", "K06"].values == {"total": 4578, "living": 4353, "dead": 225}
    assert of("subtotals_do_not_add_up")["K03",].values["missing"] == 22
    assert of("overlapping_subtotals")["K08",].values["sum"] == 241
    assert of("silently_lowered")["S05", "S06"].values["from"] == 18
    assert of("same_day_conflict")["D08", "D09"].values["difference"] == 665
    assert of("likely_copy_error")["S01", "S01x"].values == {"number": 317, "copied": 137}
    assert of("repeats_retracted")["K03", "K03z"].values["days_after"] == 2
    assert of("survey_share")["T09",].values == {"n": 63}


def test_what_the_statement_quotes_is_stale_and_of_other_people_when_entered_as_figures(
    figure: Any,
) -> None:
    quoting = {"source": "csp_signatories", "place": "kazakhstan"}
    over_200 = figure(
        "F17", "2022-01-06", 200, metric="detained", hedge="more_than", repeats=("D01",), **quoting
    )
    at_least_300 = figure(
        "F14", "2022-01-06", 300, metric="injured", hedge="at_least", repeats=("S01",), **quoting
    )
    own = rows()
    found = find_gaps(
        [*own["figures"], over_200, at_least_300],
        own["sources"],
        own["places"],
        Provenance(method="gaps", version=1),
    )
    codes = {(issue.code, issue.figures) for issue in found.issues}
    assert ("stale_quote", ("D01", "D02", "F17")) in codes
    assert ("scope_mismatch", ("S01", "F14")) in codes


def test_the_official_series_of_deaths_is_the_one_the_compilers_drew() -> None:
    if not SHARED.is_file():
        pytest.skip("the compiled figures are not beside the project")
    drawn = json.loads(SHARED.read_text(encoding="utf-8"))["official_death_series"]
    series = next(
        one
        for one in gap().series
        if (one.metric, one.population, one.place, one.side) == ("killed", "all", "kazakhstan", "authority")
    )
    numbers = {point.figure: point.value for point in series.points}
    theirs = {ident: value for _, ident, value in drawn if value is not None and ident != "K02"}
    assert theirs.items() <= numbers.items()
    assert "K02" not in numbers  # the ministry's 26 were people it called attackers: another scope


def test_every_retraction_and_drop_that_the_compilers_list_is_found() -> None:
    if not SHARED.is_file():
        pytest.skip("the compiled figures are not beside the project")
    listed = json.loads(SHARED.read_text(encoding="utf-8"))["retractions_and_drops"]
    found = [set(issue.figures) for issue in gap().issues]
    for entry in listed:
        assert any(set(entry["ids"]) & figures for figures in found), entry["what"]
    covered = set().union(*found)
    assert {ident for entry in listed for ident in entry["ids"]} <= covered


@pytest.mark.parametrize(
    ("relation", "missed"),
    [
        ("retracts", set()),
        ("lowers", set()),
        ("garbles", set()),
        ("mixes", set()),
        ("conflicts_same_day", set()),
        ("different_definition", set()),
        # D12 and D21 are of other days and apart by definition; K01 and K02 of other places and not apart;
        # T05 contradicts T04 in words alone.
        ("conflicts_with", {"D12", "D21", "K02", "T05"}),
    ],
)
def test_relations_that_the_compilers_saw_are_found_from_the_columns(relation: str, missed: set[str]) -> None:
    if not SHARED.is_file():
        pytest.skip("the compiled figures are not beside the project")
    claims = json.loads(SHARED.read_text(encoding="utf-8"))["claims"]
    related = {
        (claim["id"], target.split(" ")[0])
        for claim in claims
        for target in _targets(claim["relations"].get(relation, ()))
    }
    pairs = [set(issue.figures) for issue in gap().issues]
    lost = {one for one, other in related if not any({one, other} <= figures for figures in pairs)}
    assert lost == missed


def _targets(value: Any) -> list[str]:
    texts = [value] if isinstance(value, str) else list(value)
    return [text for text in texts if text[:1].isupper() and text[1:2].isdigit()]


def test_how_many_nobody_recorded_cannot_be_estimated_and_says_why() -> None:
    estimate = readiness(rows(), "killed", Provenance(method="readiness", version=1))
    assert estimate.verdict == "not_estimable"
    assert estimate.reasons == ("no_list_held", "overlap_not_public")
    assert (len(estimate.lists_known), estimate.lists_held, estimate.n_observed) == (3, (), None)
