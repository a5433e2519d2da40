"""The crises that ship, as data: every cell reads, every reference leads somewhere, all as compiled."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from undercount.facts.audience import Audience
from undercount.facts.hedge import conventions, vague_conventions
from undercount.facts.register import Figure
from undercount.facts.sources import Exhibit
from undercount.facts.tables import Row
from undercount.facts.unknown import Unknown
from undercount.facts.vocabulary import vocabulary
from undercount.line.folder import load

ROOT = Path(__file__).parents[2]
CRISES = ROOT / "src" / "undercount" / "crises"
SHARED = ROOT.parent / "shared" / "data"
REAL = ("kazakhstan_2022", "kosovo_1999")
KAZAKHSTAN, KOSOVO = REAL

def rows(crisis: str, table: str) -> Sequence[Row]:
    return _loaded(crisis)[table]


@cache
def _loaded(crisis: str) -> Mapping[str, Sequence[Row]]:
    return load(CRISES / crisis).rows  # refuses what does not read, codes unknown, references that dangle


def by_id(table: str, crisis: str = KAZAKHSTAN) -> dict[str, Any]:
    return {row.id: row for row in rows(crisis, table)}


def shared(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"the compiled notes {name} are not beside the project")
    return path


@cache
def compiled() -> dict[str, Any]:
    content = json.loads(shared("statement/figures_kz2022.json").read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


@pytest.mark.parametrize("crisis", REAL)
def test_a_crisis_reads_without_a_complaint_and_is_real(crisis: str) -> None:
    assert [row.fictional for row in rows(crisis, "crisis")] == [False]


def test_everything_that_was_compiled_is_here() -> None:
    counts = {table: len(rows(KAZAKHSTAN, table)) for table in ("figures", "outage_claims", "claims")}
    assert counts == {"figures": 109, "outage_claims": 25, "claims": 24}


@pytest.mark.parametrize("crisis", REAL)
def test_every_row_is_meant_for_everyone(crisis: str) -> None:
    kept_back = [
        (table, row.id)
        for table, found in _loaded(crisis).items()
        for row in found
        if getattr(row, "audience", Audience.PUBLIC) is not Audience.PUBLIC
    ]
    assert kept_back == []


@pytest.mark.parametrize("crisis", REAL)
def test_no_person_is_held(crisis: str) -> None:
    assert not any(rows(crisis, table) for table in ("mentions", "consents", "judgements"))
    assert not any(row.held for row in rows(crisis, "lists"))


@pytest.mark.parametrize("crisis", REAL)
def test_every_source_and_every_exhibit_is_used(crisis: str) -> None:
    cited = [row for table in ("figures", "outage_claims", "claims", "lists") for row in rows(crisis, table)]
    cited += rows(crisis, "capture_tables")
    exhibits = {page for row in cited for page in (row.exhibit, *getattr(row, "also_in", ()))}
    speakers = {row.source for row in cited} | {row.source for row in rows(crisis, "exhibits")}
    assert {row.id for row in rows(crisis, "exhibits")} == exhibits
    assert {row.id for row in rows(crisis, "sources")} == speakers


def test_every_event_is_what_a_claim_is_about() -> None:
    about = {claim.about for claim in rows(KAZAKHSTAN, "claims")} - {""}
    assert about == set(by_id("events"))


@pytest.mark.parametrize("crisis", REAL)
def test_a_page_was_seen_at_its_outlet_or_as_a_copy_and_no_host_is_a_bare_number(crisis: str) -> None:
    for exhibit in rows(crisis, "exhibits"):
        host = urlsplit(_address(exhibit)).hostname or ""
        assert not (exhibit.url and exhibit.seen_via), exhibit.id
        assert not re.fullmatch(r"[\d.]+|\[.*\]", host), exhibit.id
        assert not host.endswith("."), exhibit.id
        assert not exhibit.bytes_held, exhibit.id


def test_only_what_was_recalled_has_no_page() -> None:
    assert [row.id for row in rows(KAZAKHSTAN, "exhibits") if not _address(row)] == ["recalled"]
    recalled = [row.id for row in rows(KAZAKHSTAN, "figures") if row.exhibit == "recalled"]
    unverified = [row.id for row in rows(KAZAKHSTAN, "figures") if not row.verified]
    assert recalled == unverified == ["M01", "M02", "M03"]


@pytest.mark.parametrize("crisis", REAL)
def test_bounds_are_what_the_words_entail(crisis: str) -> None:
    for figure in rows(crisis, "figures"):
        assert (figure.low, figure.high) == _entailed(figure), figure.id


@pytest.mark.parametrize("crisis", REAL)
def test_the_unit_is_that_of_the_metric(crisis: str) -> None:
    units = vocabulary("metric")
    assert [f.id for f in rows(crisis, "figures") if f.unit != units[f.metric].traits["unit"]] == []


def test_codes_of_metrics_populations_and_places_never_coincide_so_that_labels_of_parts_are_plain() -> None:
    codes = [*vocabulary("metric").terms, *vocabulary("population").terms, *by_id("places")]
    assert len(codes) == len(set(codes))


def test_parts_of_a_figure_are_labelled_with_codes_and_hold_numbers() -> None:
    known = {*vocabulary("metric").terms, *vocabulary("population").terms, *by_id("places")}
    for figure in rows(KAZAKHSTAN, "figures"):
        for label, number in figure.breakdown.items():
            assert set(label.split()) <= known, (figure.id, label)
            if isinstance(number, dict):
                assert set(number) == {"value", "hedge"}, (figure.id, label)
                assert number["hedge"] in vocabulary("hedge"), (figure.id, label)
                number = number["value"]
            assert isinstance(number, int), (figure.id, label)


def test_a_figure_is_superseded_when_and_only_when_a_newer_one_of_its_scope_and_side_says_so() -> None:
    figures = by_id("figures")
    replaced = {old for figure in figures.values() for old in figure.supersedes}
    assert replaced == {figure.id for figure in figures.values() if figure.status == "superseded"}
    for newer in figures.values():
        for old in newer.supersedes:
            assert _scope(newer) == _scope(figures[old]), (newer.id, old)
            assert _day(newer) >= _day(figures[old]), (newer.id, old)


def test_the_status_is_left_to_the_source_and_never_what_a_rule_finds() -> None:
    status = vocabulary("figure_status")
    found = {figure.status for figure in rows(KAZAKHSTAN, "figures")}
    assert {status[code].traits["given_by"] for code in found} == {"source"}
    taken_back = {old for figure in rows(KAZAKHSTAN, "figures") for old in figure.retracts}
    said_so = {f.id for f in rows(KAZAKHSTAN, "figures") if f.status in ("retracted", "partly_retracted")}
    assert taken_back == said_so == {"K03", "S03"}


@pytest.mark.parametrize(
    ("series", "metric", "population", "coded_apart", "in_between"),
    [
        ("official_detained_series", "detained", "all", {"D09"}, {"D04", "D06"}),
        ("official_death_series", "killed", "all", {"K02"}, {"K03r1", "K09b"}),
        ("security_death_series", "killed", "security_forces", {"S02", "S03"}, {"S08"}),
    ],
)
def test_the_official_series_are_those_compiled_but_for_figures_of_another_scope(
    series: str, metric: str, population: str, coded_apart: set[str], in_between: set[str]
) -> None:
    """`coded_apart` count others or elsewhere; `in_between` are further figures of the very scope."""
    noted = [entry for entry in compiled()[series] if entry[1] not in coded_apart]
    scope = (metric, population, "kazakhstan", "authority")
    line = [figure for figure in rows(KAZAKHSTAN, "figures") if _scope(figure) == scope]
    line.sort(key=lambda figure: (_day(figure), figure.id))
    coded = [figure for figure in line if figure.id not in in_between]
    assert in_between <= {figure.id for figure in line}
    assert [(figure.id, figure.value) for figure in coded] == [(ident, value) for _, ident, value in noted]
    assert all(_day(figure).startswith(day) for figure, (day, _, _) in zip(coded, noted, strict=True))


def test_figures_hold_the_numbers_that_were_compiled() -> None:
    noted = {entry["id"]: entry for entry in compiled()["claims"]}
    figures = by_id("figures")
    assert set(figures) == set(noted)
    for ident, entry in noted.items():
        figure = figures[ident]
        if ident != "T09":  # more than 70 per cent of 63 people can only be 71 or more
            assert (figure.low, figure.high) == (entry["lower"], entry["upper"]), ident
        assert figure.value == entry["value"], ident
        assert figure.verified == (entry["verification"] != "unverified"), ident


def test_every_page_that_was_compiled_is_cited_by_its_figure() -> None:
    pages = {row.id: _address(row) for row in rows(KAZAKHSTAN, "exhibits")}
    figures = by_id("figures")
    for entry in compiled()["claims"]:
        figure = figures[entry["id"]]
        cited = {pages[page] for page in (figure.exhibit, *figure.also_in)}
        assert {_without_dot(url) for url in entry["url"]} <= cited, entry["id"]


def test_outage_claims_are_those_compiled() -> None:
    noted = list(csv.DictReader(shared("connectivity/kz_2022/claims.csv").open(encoding="utf-8")))
    pages = {row.id: _address(row) for row in rows(KAZAKHSTAN, "exhibits")}
    claims = by_id("outage_claims")
    assert set(claims) == {"O" + entry["claim_id"][1:] for entry in noted}
    for entry in noted:
        claim = claims["O" + entry["claim_id"][1:]]
        assert str(claim.start or "") == entry["start_utc"], claim.id
        assert str(claim.end or "") == entry["end_utc"], claim.id
        assert str(claim.precision_min) == entry["precision_min"], claim.id
        assert (claim.kind, claim.state) == (entry["kind"], entry["state"]), claim.id
        assert claim.network == entry["network"].replace(" ", "_"), claim.id
        assert pages[claim.exhibit] == _without_dot(entry["url"]), claim.id


def test_hours_are_given_where_they_were_claimed_outright() -> None:
    hours = {row.id: row.hours for row in rows(KAZAKHSTAN, "outage_claims") if row.hours is not None}
    assert hours == {"O13": 18, "O14": 111, "O19": 120, "O20": 144}


def test_claims_of_the_statement_are_those_compiled() -> None:
    noted = json.loads(shared("statement/statement.json").read_text(encoding="utf-8"))["factual_claims"]
    claims = by_id("claims")
    assert set(claims) == {entry["id"] for entry in noted}
    for entry in noted:
        told, quantity = claims[entry["id"]].attributes, entry["quantity"]
        assert ("low" in told) == (quantity is not None), entry["id"]
        if quantity:
            assert (told["low"], told["high"]) == (quantity["lower"], quantity["upper"]), entry["id"]
            assert told["metric"] in vocabulary("metric"), entry["id"]
            assert told["hedge"] in vocabulary("hedge"), entry["id"]
        assert set(told.get("compare", [])) == set(entry["cross_check_claims"]), entry["id"]


def test_places_are_named_in_three_languages_and_the_capital_under_its_old_names_too() -> None:
    capital = by_id("places")["astana"]
    assert {"Nur-Sultan", "Нұр-Сұлтан", "Akmola", "Tselinograd"} <= set(capital.old_names)
    for place in rows(KAZAKHSTAN, "places"):
        assert re.search("[А-я]", place.name_ru), place.id
        assert place.name_kk != place.name_ru, place.id
        assert bool(place.parent) == (place.id != "kazakhstan"), place.id
        assert place.latitude is None or 40 < place.latitude < 56, place.id
        assert place.longitude is None or 46 < place.longitude < 88, place.id


def test_limits_of_24_48_and_72_hours_stand_side_by_side_and_say_what_is_from_memory() -> None:
    limits = {row.limit_hours for row in rows(KAZAKHSTAN, "thresholds") if row.applies_to == "before_judge"}
    assert limits == {24, 48, 72}
    for row in rows(KAZAKHSTAN, "thresholds"):
        assert row.applies_to in vocabulary("claim_kind"), row.id
        assert re.search(r"from memory|seen|Benchmark of this project", row.legal_source), row.id
        assert ("from memory" in row.legal_source) <= isinstance(row.valid, Unknown), row.id


def test_the_readme_counts_as_the_files_do() -> None:
    text = (CRISES / KAZAKHSTAN / "README.md").read_text(encoding="utf-8")
    for table in ("figures", "outage_claims", "claims", "sources", "exhibits", "events"):
        found = re.search(rf"^\| `{table}\.csv` \|.*\| (\d+) \|$", text, re.MULTILINE)
        assert found, table
        assert int(found[1]) == len(rows(KAZAKHSTAN, table)), table


def test_the_kosovo_table_is_the_published_one() -> None:
    text = (CRISES / KOSOVO / "tables" / "kosovo4.csv").read_text(encoding="utf-8")
    assert sum(cell.count for cell in rows(KOSOVO, "capture_cells")) == 4400
    assert text == shared("mse/kosovo4.csv").read_text(encoding="utf-8")


def test_the_kosovo_estimate_is_marked_as_recalled() -> None:
    estimate = by_id("figures", KOSOVO)["KO1"]
    assert (estimate.value, estimate.low, estimate.high, estimate.hedge) == (10356, 9002, 12122, "estimated")
    assert not estimate.verified


@pytest.mark.parametrize("crisis", REAL)
def test_files_are_plain_utf8_with_unix_line_ends(crisis: str) -> None:
    for path in sorted((CRISES / crisis).rglob("*.csv")):
        content = path.read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf"), path.name
        assert b"\r" not in content, path.name
        assert content.decode("utf-8").endswith("\n"), path.name


def test_the_list_maps_hold_one_table_each() -> None:
    for path in sorted((CRISES / KAZAKHSTAN / "lists").glob("*.map.toml")):
        assert set(tomllib.loads(path.read_text(encoding="utf-8"))) == {"list"}


def _address(exhibit: Exhibit) -> str:
    return exhibit.url or exhibit.seen_via


def _without_dot(url: str) -> str:
    host = urlsplit(url).netloc
    return url.replace(host, host.rstrip("."), 1) if host else url


def _scope(figure: Figure) -> tuple[str, str, str, str]:
    kind = by_id("sources")[figure.source].kind
    return figure.metric, figure.population, figure.place, str(vocabulary("source_kind")[kind].traits["side"])


def _day(figure: Figure) -> str:
    assert not isinstance(figure.said_on, Unknown)
    return str(figure.said_on.last_day)


def _entailed(figure: Figure) -> tuple[int | None, int | None]:
    """Return the bounds the hedge entails; an interval stands as given."""
    if figure.hedge == "none":
        return None, None
    if figure.hedge in vague_conventions():
        return vague_conventions()[figure.hedge].low, None
    if figure.hedge in ("named_so_far", "recorded_so_far"):
        return figure.value, None
    if figure.hedge in ("between", "estimated"):
        return figure.low, figure.high
    assert figure.value is not None
    return conventions()[figure.hedge].bounds(figure.value)[:2]
