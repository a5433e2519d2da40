"""The real demands, findings and statement: complete in three languages, and bearing their grades."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from undercount.connectivity import claimed_outages
from undercount.counting.gaps import find_gaps
from undercount.demands import check_findings, compute_indicators, standing_of
from undercount.facts.results import Indicators, Provenance
from undercount.facts.tables import TABLES, Rows
from undercount.facts.vocabulary import vocabulary
from undercount.line.folder import load

FOLDER = Path(str(files("undercount"))) / "crises" / "kazakhstan_2022"
SEED = Path(__file__).parents[2].parent / "shared" / "data" / "statement"
FURTHER_INPUTS = {"signals", "population", "blocking_tests", "estimate"}  # of no table yet
KAZAKH = set("әғқңөұүһі")


@pytest.fixture(scope="module")
def rows() -> Rows:
    return load(FOLDER).rows


@pytest.fixture(scope="module")
def seed() -> Any:
    if not SEED.is_dir():
        pytest.skip("the statement's own data is not beside the project")
    return json.loads((SEED / "statement.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def indicators(rows: Rows) -> Indicators:
    provenance = Provenance(method="test", version=1)
    gaps = find_gaps(rows["figures"], rows["sources"], rows["places"], provenance)
    return compute_indicators(rows, provenance, gaps, claimed_outages(rows, provenance))


def test_there_are_eleven_demands_39_obligations_31_indicators_25_standards(rows: Rows) -> None:
    counts = {name: len(rows[name]) for name in ("demands", "obligations", "indicators", "standards")}
    assert counts == {"demands": 11, "obligations": 39, "indicators": 31, "standards": 25}
    assert [d.id for d in sorted(rows["demands"], key=lambda d: d.number) if d.truncated] == ["C11"]


def test_obligations_rest_on_the_standards_and_indicators_they_were_read_to_rest_on(
    rows: Rows, seed: Any
) -> None:
    read = {atom["id"]: atom for call in seed["calls"] for atom in call["atomic_obligations"]}
    mine = {atom.id: atom for atom in rows["obligations"]}
    assert mine.keys() == read.keys()
    for name, atom in mine.items():
        assert list(atom.standards) == read[name]["standards"]
        assert list(atom.indicators) == read[name]["indicators"]


def test_a_norm_is_marked_as_seen_only_where_it_was(rows: Rows, seed: Any) -> None:
    assert {s.id: s.text_seen for s in rows["standards"]} == {
        name: entry["text_seen"] for name, entry in seed["standards"].items()
    }
    assert all(standard.note for standard in rows["standards"])


def test_every_need_of_an_indicator_is_a_kind_of_claim_a_table_or_a_named_further_input(rows: Rows) -> None:
    known = {*vocabulary("claim_kind").terms, *TABLES, *FURTHER_INPUTS}
    assert {need for d in rows["indicators"] for need in d.needs} <= known


def test_kazakh_and_russian_are_written_in_their_own_letters(rows: Rows) -> None:
    for table in ("standards", "demands", "obligations", "findings", "indicators"):
        for row in rows[table]:
            for column in TABLES[table].columns:
                text = str(getattr(row, column.name, "")).lower()
                if column.name.endswith("_kk") and len(text) > 30:
                    assert KAZAKH & set(text), (row.id, column.name)
                if column.name.endswith("_ru"):
                    assert re.search("[а-я]", text), (row.id, column.name)
                    assert not KAZAKH & set(text), (row.id, column.name)


def test_every_obligation_has_one_finding_that_bears_its_grade(rows: Rows) -> None:
    assert [str(problem) for problem in check_findings(rows)] == []


def test_every_id_a_reason_names_is_cited_and_every_citation_is_named(rows: Rows) -> None:
    pattern = re.compile(r"\b[DSKNITPJXMO]\d\d[a-z]?\d?\b")
    for finding in rows["findings"]:
        for language in ("en", "ru", "kk"):
            named = set(pattern.findall(getattr(finding, f"reason_{language}")))
            assert named == set(finding.cites), (finding.id, language)
        assert set(pattern.findall(finding.dissent)) <= set(finding.cites), finding.id


def test_no_finding_rests_on_what_the_statement_itself_says(rows: Rows) -> None:
    own = {claim.id for claim in rows["claims"] if claim.exhibit == "statement-2022-01-06"}
    assert own
    assert not any(own & set(finding.cites) for finding in rows["findings"])


def test_most_obligations_are_honestly_unknown_and_one_is_contrary(rows: Rows) -> None:
    standing = standing_of(rows, Provenance(method="standing", version=1))
    assert standing.grades == {"B": 5, "C": 6, "E": 1, "U": 27}
    assert {d.demand: d.worst for d in standing.demands if d.worst == "E"} == {"C08": "E"}


def test_official_counts_of_detainees_told_five_of_eight_things(indicators: Indicators) -> None:
    found = indicators.indicators["IND07"]
    missing = [part["code"] for part in found.parts if not part["given"]]
    assert (found.numerator, found.denominator) == (5, 8)
    assert missing == ["cut_off", "by_place", "by_sex_and_age"]


def test_official_figures_fell_twice_without_a_word_and_164_was_withdrawn_for_six_days(
    indicators: Indicators,
) -> None:
    parts = {part["code"]: part for part in indicators.indicators["IND08"].parts}
    assert parts["silent_decreases"]["issues"] == [["S05", "S06"], ["K10", "K11"]]
    assert ["D08", "D09"] in parts["same_day_conflicts"]["issues"]
    assert parts["retractions_without_replacement"]["next"] == [{"figure": "K06", "days": 6}]


def test_indicators_without_a_value_say_what_is_missing(indicators: Indicators) -> None:
    for name, found in indicators.indicators.items():
        if name not in ("IND07", "IND08"):
            assert found.missing, name
            assert (found.low, found.high, found.numerator) == (None, None, None)


def test_no_part_of_an_indicator_rests_on_a_withdrawn_or_unseen_figure(indicators: Indicators) -> None:
    resting = {
        figure
        for name, found in indicators.indicators.items()
        if name != "IND08"  # which counts retractions
        for part in found.parts
        for figure in part.get("figures", ())
    }
    assert resting
    assert not resting & {"K03", "K03z", "S03", "M01", "M02", "M03"}


def test_signatories_are_as_printed(rows: Rows, seed: Any) -> None:
    mine = [(s.number, s.name, s.country) for s in rows["signatories"]]
    assert mine == [(s["n"], s["name"], s["country_iso2"]) for s in seed["signatories"]]
    assert len({country for _, _, country in mine}) == 22


def test_the_summary_is_in_three_languages_with_both_dates(rows: Rows) -> None:
    texts = {text.lang: text for text in rows["statement_texts"]}
    assert sorted(texts) == ["en", "kk", "ru"]
    for text in texts.values():
        assert (text.role, str(text.printed_date), str(text.true_date)) == (
            "summary",
            "2021-01-06",
            "2022-01-06",
        )
        assert text.url.startswith("https://www.nhc.nl/")


def test_nothing_is_copied_from_the_statement(rows: Rows, seed: Any) -> None:
    """No eight words in a row."""
    words = re.findall(r"[\w']+", (SEED / "statement.txt").read_text(encoding="utf-8").lower())
    runs = {tuple(words[n : n + 8]) for n in range(len(words) - 7)}
    texts = [t.body for t in rows["statement_texts"]]
    texts += [getattr(r, f) for t in ("demands", "obligations") for r in rows[t] for f in _texts(r)]
    for text in texts:
        mine = re.findall(r"[\w']+", text.lower())
        assert not runs & {tuple(mine[n : n + 8]) for n in range(len(mine) - 7)}


def _texts(row: Any) -> list[str]:
    return [name for name in row.__slots__ if name.endswith("_en")]
