"""Published claims of outages side by side: small cases worked by hand, and the real twenty-five."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undercount.connectivity import claimed_outages
from undercount.facts.crisis import Place
from undercount.facts.moment import read_moment
from undercount.facts.register import OutageClaim
from undercount.facts.results import ClaimedOutage, Provenance, result_json
from undercount.facts.tables import Rows
from undercount.facts.vocabulary import vocabulary
from undercount.line.folder import load

PROVENANCE = Provenance(method="claimed_outages", version=1)
NAMES: dict[str, Any] = {"name_en": "x", "name_ru": "x", "name_kk": "x"}
PLACES = [
    Place(id="kz", kind="country", **NAMES),
    Place(id="almaty", kind="city", parent="kz", **NAMES),
    Place(id="bostandyk", kind="district", parent="almaty", **NAMES),
]


def claim(id: str, start: str = "", end: str = "", **values: Any) -> OutageClaim:
    """A claim by its own source, of the country's whole network, exact to the minute."""
    given: dict[str, Any] = {
        "scope": "kz",
        "network": "all",
        "state": "off",
        "precision_min": 0,
        "source": id,
    }
    return OutageClaim(
        id=id,
        exhibit="page",
        start=read_moment(f"2022-01-{start}Z") if start else None,
        end=read_moment(f"2022-01-{end}Z") if end else None,
        **(given | values),
    )


def outages(*claims: OutageClaim) -> tuple[ClaimedOutage, ...]:
    return claimed_outages({"outage_claims": list(claims), "places": PLACES}, PROVENANCE).outages


def conflicts(*claims: OutageClaim) -> list[tuple[str, tuple[str, ...]]]:
    return [(issue.code, issue.figures) for outage in outages(*claims) for issue in outage.conflicts]


def test_claims_whose_times_overlap_are_one_cut_off_with_earliest_and_latest() -> None:
    found = outages(
        claim("a", "05T10:30", "10T02:00"),
        claim("b", "05T11:00", "11T02:00", hours=111.0),
        claim("c", "05T12:00"),
    )
    assert len(found) == 1
    assert found[0].onset == ("2022-01-05T10:30Z", "2022-01-05T12:00Z")
    assert found[0].end == ("2022-01-10T02:00Z", "2022-01-11T02:00Z")
    assert found[0].hours == (111.0, 111.0)
    assert found[0].claims == ("a", "b", "c")


def test_scopes_and_networks_are_kept_apart() -> None:
    found = outages(
        claim("a", "05T10:30"),
        claim("b", "05T10:30", scope="almaty"),
        claim("c", "05T10:30", network="mobile"),
    )
    assert [(outage.scope, outage.network) for outage in found] == [
        ("almaty", "all"),
        ("kz", "all"),
        ("kz", "mobile"),
    ]


def test_successive_claims_of_one_source_are_several_cut_offs() -> None:
    tass = {"source": "tass", "network": "fixed"}
    found = outages(
        claim("a", "06T13:40", **tass),  # restored before the next begins
        claim("b", "07T06:00", "08T03:00", **tass),
        claim("c", "08T09:40", "09T03:30", **tass),
    )
    assert [outage.claims for outage in found] == [("a",), ("b",), ("c",)]
    assert found[0].end is None


def test_what_nobody_gave_is_none_and_not_a_time() -> None:
    found = outages(claim("a", end="10T03:00"))
    assert (found[0].onset, found[0].end, found[0].hours) == (None, ("2022-01-10T03:00Z",) * 2, None)


def test_a_claim_without_any_time_joins_where_there_is_no_choice() -> None:
    timeless = claim("t", hours=144.0)
    assert outages(claim("a", "05T10:30", "06T00:00"), timeless)[0].claims == ("a", "t")
    two = outages(claim("a", "05T10:30", "06T00:00"), claim("b", "08T00:00", "09T00:00"), timeless)
    assert [outage.claims for outage in two] == [("a",), ("b",), ("t",)]


def test_onsets_further_apart_than_both_precisions_conflict() -> None:
    a, b = claim("a", "05T10:30", precision_min=15), claim("b", "05T11:16", precision_min=30)
    assert conflicts(a, b) == [("onset_conflict", ("a", "b"))]
    assert outages(a, b)[0].conflicts[0].values == {
        "minutes_apart": 46,
        "minutes_allowed": 45,
        "kinds": ["report", "report"],
    }
    assert conflicts(a, claim("c", "05T11:15", precision_min=30)) == []


def test_a_claim_that_states_no_precision_makes_no_conflict_up() -> None:
    assert conflicts(claim("a", "05T10:30"), claim("b", "06T10:30", precision_min=None)) == []
    assert conflicts(claim("a", "05T10:30"), claim("b", "06T10:31", precision_min=None)) != []


def test_ends_and_durations_conflict_too() -> None:
    a, b = claim("a", "05T10:00", "09T00:00", hours=40.0), claim("b", "05T10:00", "10T00:00", hours=111.0)
    assert conflicts(a, b) == [("end_conflict", ("a", "b")), ("duration_conflict", ("a", "b"))]


def test_hours_said_to_the_hour_may_differ_by_one() -> None:
    span = ("05T10:00", "10T10:00")
    assert conflicts(claim("a", *span, hours=111.0), claim("b", *span, hours=112.0)) == []


def test_off_and_on_at_one_time_conflict_once() -> None:
    off, on = claim("a", "05T10:00", "11T00:00"), claim("b", "06T10:00", "06T14:00", state="on")
    assert conflicts(off, on) == [("state_conflict", ("a", "b"))]


def test_two_states_that_may_not_have_met_do_not_conflict() -> None:
    off = claim("a", "05T10:00", "06T10:30", precision_min=30)
    assert conflicts(off, claim("b", "06T10:00", "06T14:00", state="on", precision_min=30)) == []


def test_an_official_account_of_slow_service_against_a_measurement_of_none_shows_its_kinds() -> None:
    official = claim("a", "02T00:00", "07T00:00", state="degraded", kind="official", precision_min=1440)
    measured = claim("b", "05T10:30", kind="measurement", precision_min=15)
    issues = {issue.code: issue for outage in outages(official, measured) for issue in outage.conflicts}
    assert issues["state_conflict"].values == {
        "states": ["degraded", "off"],
        "kinds": ["measurement", "official"],
    }
    assert issues["onset_conflict"].values["kinds"] == ["official", "measurement"]


def test_a_broader_claim_is_contradicted_by_a_narrower_one_and_the_other_way_round() -> None:
    country_on = claim("a", "07T02:30", "07T06:00", state="on")
    town_off = claim("b", "07T04:30", scope="bostandyk")
    assert conflicts(country_on, town_off) == [("scope_conflict", ("b", "a"))]
    country_off = claim("c", "05T10:00", "11T00:00")
    mobile_on = claim("d", "06T10:00", "06T12:00", state="on", network="mobile")
    assert conflicts(country_off, mobile_on) == [("scope_conflict", ("c", "d"))]


def test_places_and_networks_side_by_side_contradict_nothing() -> None:
    here = claim("a", "05T10:00", "11T00:00", scope="almaty", network="mobile")
    there = claim("b", "06T10:00", "06T12:00", state="on", network="fixed")
    assert conflicts(here, there) == []


def test_one_claim_can_contradict_itself() -> None:
    assert conflicts(claim("a", "06T10:00", "05T10:00")) == [("ends_before_start", ("a",))]
    assert conflicts(claim("a", "05T10:00", "05T12:00", hours=4.0)) == [("hours_beyond_span", ("a",))]


def test_a_return_without_an_end_says_that_a_cut_off_ended() -> None:
    found = outages(claim("a", "07T00:00", state="on", network="infrastructure_probes"))
    assert [(outage.onset, outage.end) for outage in found] == [(None, ("2022-01-07T00:00Z",) * 2)]


def test_a_window_of_access_alone_is_no_cut_off() -> None:
    assert outages(claim("a", "07T02:30", "07T06:00", state="on")) == ()


def test_a_power_failure_entered_for_contrast_is_no_cut_off() -> None:
    assert outages(claim("a", "25T00:00", state="other")) == ()


def test_a_claim_at_new_years_end_is_not_joined_with_one_a_month_before() -> None:
    assert len(outages(claim("a", "01T00:00"), claim("b", "25T00:00"))) == 2


def test_local_offsets_are_given_in_utc() -> None:
    local = OutageClaim(
        id="a",
        source="a",
        exhibit="page",
        scope="kz",
        network="all",
        state="off",
        start=read_moment("2022-01-05T17:00+06:00"),
    )
    assert outages(local)[0].onset == ("2022-01-05T11:00Z",) * 2


@given(st.permutations(range(6)))
def test_the_order_of_rows_changes_nothing(order: list[int]) -> None:
    claims = [
        claim("a", "05T10:30", hours=111.0),
        claim("b", "05T17:30", "05T22:00", state="on"),
        claim("c", "02T00:00", "07T00:00", kind="official"),
        claim("d", hours=144.0),
        claim("e", "04T14:00", scope="almaty"),
        claim("f", "12T00:00", "13T00:00"),
    ]
    first = claimed_outages({"outage_claims": claims, "places": PLACES}, PROVENANCE)
    other = claimed_outages({"outage_claims": [claims[n] for n in order], "places": PLACES}, PROVENANCE)
    assert result_json(first) == result_json(other)


@pytest.fixture(scope="module")
def real() -> Rows:
    return load(Path(str(files("undercount"))) / "crises" / "kazakhstan_2022").rows


@pytest.fixture(scope="module")
def told(real: Rows) -> dict[tuple[str, str], list[ClaimedOutage]]:
    found: dict[tuple[str, str], list[ClaimedOutage]] = {}
    for outage in claimed_outages(real, PROVENANCE).outages:
        found.setdefault((outage.scope, outage.network), []).append(outage)
    return found


def test_every_real_claim_of_a_cut_or_a_return_has_its_place(real: Rows) -> None:
    placed = {name for outage in claimed_outages(real, PROVENANCE).outages for name in outage.claims}
    assert placed == {claim.id for claim in real["outage_claims"]} - {"O23"}  # O23: the power failure


def test_the_country_went_off_on_2_to_5_january_by_claim(told: Any) -> None:
    (outage,) = told["kazakhstan", "all"]
    assert outage.onset == ("2022-01-02T00:00Z", "2022-01-05T11:32Z")
    assert outage.end == ("2022-01-07T23:59Z", "2022-01-11T23:59Z")
    found = {(issue.code, issue.figures) for issue in outage.conflicts}
    assert ("onset_conflict", ("O21", "O02")) in found  # official day against Cloudflare's minute
    assert ("state_conflict", ("O21", "O05", "O06")) in found  # official span against windows of access
    assert not any(set(figures) == {"O02", "O17"} for _, figures in found)  # half an hour, within precision


def test_the_four_windows_of_the_capital_stay_four(told: Any) -> None:
    assert [outage.claims for outage in told["astana", "fixed"]] == [("O10",), ("O11",), ("O12",), ("O13",)]


def test_east_kazakhstan_off_while_the_country_is_read_as_on(told: Any) -> None:
    (outage,) = told["east_kazakhstan", "all"]
    assert [(issue.code, issue.figures) for issue in outage.conflicts] == [("scope_conflict", ("O18", "O07"))]


def test_almaty_has_its_hours_and_both_ends_from_two_sources(told: Any) -> None:
    (outage,) = told["almaty", "all"]
    assert (outage.claims, outage.hours) == (("O14", "O24"), (111.0, 111.0))
    assert outage.onset == ("2022-01-04T14:00Z",) * 2


def test_every_code_of_a_conflict_has_its_words(real: Rows) -> None:
    codes = {issue.code for outage in claimed_outages(real, PROVENANCE).outages for issue in outage.conflicts}
    assert codes <= set(vocabulary("issue_code").terms)
