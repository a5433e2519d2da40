"""Each indicator that is computed, on figures few enough to be worked by hand; and what the others lack."""

from __future__ import annotations

from typing import Any

import pytest

from undercount.demands import compute_indicators
from undercount.facts.results import ClaimedOutage, ClaimedOutages, Gap, Indicator, Issue, result_json


def one(make: Any, indicator: Any, gaps: Any = None, outages: Any = None, **tables: Any) -> Indicator:
    rows = make.rows(indicators=[indicator], **tables)
    found = compute_indicators(rows, make.provenance, gaps or make.no_gaps, outages or make.no_outages)
    return found.indicators[indicator.id]


def parts(indicator: Indicator) -> list[tuple[Any, ...]]:
    return [(part["code"], tuple(part["figures"]), part["value"]) for part in indicator.parts]


def test_an_indicator_nobody_can_compute_yet_says_what_is_missing_and_gives_no_number(make: Any) -> None:
    found = one(make, make.indicator("IND01", needs=("apprehended", "lawyer_granted", "figures")))
    assert found.missing == ("apprehended", "lawyer_granted", "figures")
    assert (found.numerator, found.denominator, found.low, found.high, found.parts) == (None,) * 4 + ((),)


def test_what_the_snapshot_holds_is_not_missing(make: Any) -> None:
    definition = make.indicator("IND01", needs=("figures", "lawyer_granted"))
    assert one(make, definition, figures=[make.figure("K1")]).missing == ("lawyer_granted",)


def test_a_claim_about_nobody_in_particular_cannot_be_counted(make: Any) -> None:
    definition = make.indicator("IND03", needs=("lawyer_denied", "emergency_declared"))
    claims = [
        make.claim("F1", kind="lawyer_denied", about="protests"),
        make.claim("F2", kind="emergency_declared"),
    ]
    assert one(make, definition, claims=claims).missing == ("lawyer_denied",)


def test_a_retracted_claim_is_not_held(make: Any) -> None:
    definition = make.indicator("IND22", needs=("emergency_declared",))
    claims = [make.claim("F2", kind="emergency_declared", state="retracted")]
    assert one(make, definition, claims=claims).missing == ("emergency_declared",)


def test_all_that_is_needed_and_no_method_is_said_too(make: Any) -> None:
    definition = make.indicator("IND99", needs=("figures",))
    assert one(make, definition, figures=[make.figure("K1")]).missing == ("method",)


DETAINED = {"source": "moi", "metric": "detained", "value": 5}


@pytest.fixture
def ind07(make: Any) -> Any:
    return make.indicator("IND07", "checklist", ("figures", "sources", "places"))


def given(indicator: Indicator) -> dict[str, list[str]]:
    return {part["code"]: part["figures"] for part in indicator.parts if part["given"]}


def test_disclosure_counts_the_cells_that_official_figures_fill(make: Any, ind07: Any) -> None:
    figures = [
        make.figure("D1", **DETAINED, definition="held over a protest"),
        make.figure("D2", **DETAINED, place="almaty"),
        make.figure("D3", **DETAINED | {"metric": "released"}),
        make.figure("D4", **DETAINED | {"metric": "remanded"}, population="suspects"),
        make.figure("D5", **DETAINED | {"source": "hrw"}, place="almaty"),
    ]
    found = one(make, ind07, figures=figures)
    assert given(found) == {
        "total": ["D1"],
        "definition": ["D1"],
        "by_region": ["D2"],
        "by_legal_basis": ["D4"],
        "released": ["D3"],
    }
    assert (found.numerator, found.denominator, found.low, found.high) == (5, 8, 0.625, 0.625)


def test_disclosure_reads_breakdowns_and_hours(make: Any, ind07: Any) -> None:
    told = {"men": 3, "women": 1, "minors": 1, "almaty": 2, "released": {"value": 2, "hedge": "about"}}
    figure = make.figure("D1", **DETAINED, breakdown=told, as_of="2022-01-05T08:00+06:00")
    assert given(one(make, ind07, figures=[figure])) == {
        "total": ["D1"],
        "cut_off": ["D1"],
        "by_region": ["D1"],
        "by_sex_and_age": ["D1"],
        "released": ["D1"],
    }


def test_sex_without_age_does_not_fill_the_cell(make: Any, ind07: Any) -> None:
    figure = make.figure("D1", **DETAINED, breakdown={"men": 3, "women": 2})
    assert "by_sex_and_age" not in given(one(make, ind07, figures=[figure]))


def test_a_figure_that_was_taken_back_or_not_seen_fills_no_cell(make: Any, ind07: Any) -> None:
    figures = [
        make.figure("D1", **DETAINED, status="retracted"),
        make.figure("D2", **DETAINED, verified=False),
    ]
    assert given(one(make, ind07, figures=figures)) == {}


def test_without_figures_disclosure_and_discipline_are_silent(make: Any, ind07: Any) -> None:
    for definition in (ind07, make.indicator("IND08", "checklist", ("figures",))):
        found = one(make, definition)
        assert (found.missing, found.parts, found.low) == (("figures",), (), None)


def discipline(make: Any, figures: Any, *issues: Issue) -> dict[str, dict[str, Any]]:
    gaps = Gap(provenance=make.provenance, series=(), issues=issues)
    found = one(make, make.indicator("IND08", "checklist", ("figures",)), gaps=gaps, figures=figures)
    return {part["code"]: part for part in found.parts}


def test_discipline_counts_days_from_the_last_official_figure_to_the_day_of_the_data(make: Any) -> None:
    figures = [
        make.figure("K1", said_on="2023-01-01"),
        make.figure("K2", said_on="2023-01-30", source="hrw"),
        make.figure("D1", said_on="2022-12", metric="detained"),
    ]
    found = discipline(make, figures)
    deaths, liberty = found["days_since_last_official_deaths"], found["days_since_last_official_liberty"]
    assert (deaths["low"], deaths["high"], deaths["figures"]) == (30, 30, ["K1"])  # to 31 January
    assert (liberty["low"], liberty["high"]) == (31, 61)  # the day in December is not known
    assert "days_since_last_official_injuries" not in found


def test_discipline_counts_breaches_among_official_figures_alone(make: Any) -> None:
    figures = [
        make.figure("K1", value=18),
        make.figure("K2", value=16),
        make.figure("N1", value=5, source="hrw"),
        make.figure("M1", value=17, source="moi"),
    ]
    found = discipline(
        make,
        figures,
        Issue(code="silently_lowered", figures=("K1", "K2")),
        Issue(code="silently_lowered", figures=("N1", "K2")),
        Issue(
            code="same_day_conflict", figures=("K1", "K2")
        ),  # one body against itself is not a conflict of two
        Issue(code="same_day_conflict", figures=("K1", "M1")),
    )
    lowered, conflicts = found["silent_decreases"], found["same_day_conflicts"]
    assert (lowered["value"], lowered["figures"]) == (1, ["K1", "K2"])
    assert (conflicts["value"], conflicts["issues"]) == (1, [["K1", "M1"]])


def test_discipline_tells_how_long_a_retraction_left_no_number(make: Any) -> None:
    figures = [
        make.figure("K1", said_on="2022-01-09", value=164, status="retracted"),
        make.figure("K2", said_on="2022-01-09", retracts=("K1",)),
        make.figure("K3", said_on="2022-01-12", value=20, population="civilians"),
        make.figure("K4", said_on="2022-01-15", value=225),
    ]
    found = discipline(make, figures, Issue(code="retracted", figures=("K1", "K2")))
    bare = found["retractions_without_replacement"]
    assert (bare["value"], bare["next"]) == (1, [{"figure": "K4", "days": 6}])


def test_a_retraction_that_gives_another_number_is_no_breach(make: Any) -> None:
    figures = [make.figure("K1", status="retracted", value=2), make.figure("K2", retracts=("K1",), value=0)]
    found = discipline(make, figures, Issue(code="retracted", figures=("K1", "K2")))
    assert found["retractions_without_replacement"]["value"] == 0


def test_figures_stand_side_by_side_and_are_never_added(make: Any) -> None:
    figures = [
        make.figure("J1", source="hrw", metric="journalists_detained", value=8, low=8, hedge="at_least"),
        make.figure("J2", source="hrw", metric="media_attack", value=469, unit="incidents"),
        make.figure("J3", source="hrw", metric="media_attack", value=1, status="superseded"),
        make.figure("J4", source="hrw", metric="killed", population="media_workers", value=1),
    ]
    found = one(make, make.indicator("IND27", "count", ("mentions",)), figures=figures)
    assert parts(found) == [
        ("detained", ("J1",), 8),
        ("killed", ("J4",), 1),
        ("attacks_and_threats", ("J2",), 469),
    ]
    assert (found.numerator, found.low, found.high, found.missing) == (None, None, None, ("mentions",))


def test_a_complaint_funnel_reads_steps_from_breakdowns_and_leaves_slices_out(make: Any) -> None:
    figure = make.figure(
        "T6",
        metric="complaint",
        population="complainants",
        value=301,
        breakdown={"torture_case officer_cases": 243, "officer_detained security_forces": 9, "almaty": 100},
    )
    found = one(make, make.indicator("IND12", "funnel", ("complaint_filed",)), figures=[figure])
    assert parts(found) == [
        ("complaints", ("T6",), 301),
        ("criminal_cases", ("T6",), 243),
        ("suspects", ("T6",), 9),
    ]


def test_a_share_of_those_surveyed_keeps_how_many_were_asked(make: Any) -> None:
    figure = make.figure(
        "T9",
        source="hrw",
        metric="ill_treated_share",
        population="respondents",
        value=70,
        low=71,
        hedge="more_than",
        unit="percent",
        breakdown={"respondents": 63, "men": 62},
    )
    found = one(make, make.indicator("IND10", needs=("ill_treated",)), figures=[figure])
    assert [(part["code"], part["low"], part["asked"]) for part in found.parts] == [
        ("share_of_those_surveyed", 71, 63)
    ]


def test_official_and_observed_deaths_stand_apart_and_make_no_ratio(make: Any) -> None:
    figures = [
        make.figure("K1", value=225),
        make.figure("K2", value=238, said_on="2022-08-16"),
        make.figure("N1", value=188, metric="named", source="hrw", population="civilians"),
    ]
    found = one(make, make.indicator("IND09", "ratio", ("figures", "mentions")), figures=figures)
    assert parts(found) == [("official_deaths", ("K2",), 238), ("named_by_observers", ("N1",), 188)]
    assert (found.low, found.missing) == (None, ("mentions",))


def test_named_deaths_give_each_list_and_no_overlap(make: Any) -> None:
    lists = [make.listed("a", "pgo", 238), make.listed("b", "hrw", 188)]
    found = one(make, make.indicator("IND14", needs=("mentions",)), lists=lists)
    assert [(part["code"], part["list"], part["value"]) for part in found.parts] == [
        ("named_officially", "a", 238),
        ("named_by_observers", "b", 188),
    ]
    assert found.low is None


def test_hours_cut_off_are_a_range_of_claims_and_not_person_hours(make: Any) -> None:
    outage = ClaimedOutage(
        scope="kz",
        network="all",
        onset=("2022-01-05T10:30Z", "2022-01-05T11:00Z"),
        end=("2022-01-10T11:00Z", "2022-01-11T11:00Z"),
        hours=(111.0, 144.0),
        claims=("O1", "O2"),
    )
    outages = ClaimedOutages(provenance=make.provenance, outages=(outage,))
    found = one(make, make.indicator("IND25", "count", ("signals", "population")), outages=outages)
    assert [(part["code"], part["low"], part["high"]) for part in found.parts] == [
        ("hours_claimed", 111.0, 144.0),
        (
            "span_claimed",
            120.0,
            144.5,
        ),  # 5 days from the last onset to the first end; 6 days and half an hour
    ]
    assert (found.low, found.missing) == (None, ("signals", "population"))


def test_the_result_survives_json_and_does_not_change_its_input(make: Any) -> None:
    rows = make.rows(figures=[make.figure("K1", value=5)])
    before = {name: list(found) for name, found in rows.items()}
    first = compute_indicators(rows, make.provenance, make.no_gaps, make.no_outages)
    assert result_json(first) == result_json(
        compute_indicators(rows, make.provenance, make.no_gaps, make.no_outages)
    )
    assert rows == before
