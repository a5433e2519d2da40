"""The indicators over people, each worked out by hand, and that an unknown never narrows a range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.people.small_register import claim, listed, mention, people, rows

from undercount.demands.indicators import compute_indicators
from undercount.demands.recorded import Recorded
from undercount.demands.tally import Answer, all_of, tally
from undercount.facts.crisis import Threshold
from undercount.facts.demand import IndicatorDefinition
from undercount.facts.moment import Moment, read_moment
from undercount.facts.register import Claim, Figure, Mention
from undercount.facts.results import ClaimedOutages, Estimate, Gap, Indicator, Provenance, Verdict
from undercount.facts.tables import Row
from undercount.facts.unknown import Unknown

HOW = Provenance(method="test", version=1)
KINDS = {
    "IND01": "share",
    "IND02": "share",
    "IND04": "share",
    "IND05": "share",
    "IND09": "ratio",
    "IND12": "funnel",
    "IND27": "count",
}
NEEDS = {"IND01": ("apprehended", "lawyer_granted"), "IND04": ("apprehended", "before_judge", "thresholds")}
ARREST = "2031-03-05T10:00+05:00"
EVERYBODY = [mention(f"m{n}", f"Person Number{'x' * n}") for n in range(1, 10)]


def computed(
    indicator: str,
    *claims: Claim,
    estimates: tuple[Estimate, ...] = (),
    mentions: Sequence[Mention] = EVERYBODY,
    **tables: Sequence[Row],
) -> Indicator:
    """Compute one indicator over claims; only who has a claim or stands on a list in `lists` is recorded."""
    about = {each.about for each in claims}
    own = [each for each in mentions if each.id in about or "lists" in tables]
    names: dict[str, Any] = {"name_en": "x", "name_ru": "x", "name_kk": "x"}
    definition = IndicatorDefinition(
        id=indicator,
        kind=KINDS[indicator],
        type="outcome",
        formula="x",
        needs=NEEDS.get(indicator, ("mentions",)),
        **names,
    )
    given: dict[str, Sequence[Row]] = {"lists": [], "mentions": own, "indicators": [definition]}
    made = rows(*claims, **(given | tables))
    found = people(made)
    gaps, outages = Gap(provenance=HOW, series=(), issues=()), ClaimedOutages(provenance=HOW, outages=())
    recorded = Recorded(made, found, estimates)
    return compute_indicators(made, HOW, gaps, outages, recorded).indicators[indicator]


def share(found: Indicator) -> tuple[Any, ...]:
    return found.numerator, found.denominator, found.unknown, found.low, found.high


def part(found: Indicator, code: str) -> dict[str, Any]:
    return next(each for each in found.parts if each["code"] == code)


def arrest(person: str, when: str | Unknown = ARREST, **values: Any) -> Claim:
    return claim(f"{person}-arrest", "apprehended", when, about=person, **values)


def lawyer(person: str, when: str | Unknown, kind: str = "lawyer_granted", **values: Any) -> Claim:
    return claim(f"{person}-{kind}", kind, when, about=person, **values)


class TestALawyerWithin24And48Hours:
    CLAIMS = (
        *(arrest(f"m{n}") for n in (1, 2, 3, 4, 5, 6)),
        lawyer("m1", "2031-03-05T20:00+05:00"),  # after 10 hours
        lawyer("m2", "2031-03-06T20:00+05:00"),  # after 34 hours
        lawyer("m3", "2031-03-09T10:00+05:00"),  # after 96 hours
        lawyer("m4", "2031-03-06"),  # after 14 to 38 hours
        lawyer("m5", "2031-03-05", "lawyer_denied"),
    )  # of m6 nothing is known

    def test_24_hours(self) -> None:
        """Yes: m1. No: m2, m3, m5. Unknown: m4, m6. From 1/6 to 3/6."""
        assert share(computed("IND01", *self.CLAIMS)) == (1, 6, 2, 1 / 6, 3 / 6)

    def test_48_hours(self) -> None:
        """Yes: m1, m2, m4. No: m3, m5. Unknown: m6. From 3/6 to 4/6."""
        assert share(computed("IND02", *self.CLAIMS)) == (3, 6, 1, 3 / 6, 4 / 6)

    def test_who_is_on_a_list_and_of_whom_nothing_else_is_known_is_unknown(self) -> None:
        found = computed("IND01", *self.CLAIMS, lists=[listed("hotline")])
        assert share(found) == (1, 9, 5, 1 / 9, 6 / 9)
        assert part(found, "time_known")["denominator"] == 6

    def test_a_detention_dated_to_the_day_can_be_enough(self) -> None:
        """Arrested on the 5th, at whatever hour: a lawyer that very day came in time, on the 7th did not."""
        found = computed(
            "IND01",
            arrest("m1", "2031-03-05"),
            lawyer("m1", "2031-03-05"),
            arrest("m2", "2031-03-05"),
            lawyer("m2", "2031-03-07T12:00+05:00"),
        )
        assert share(found) == (1, 2, 0, 1 / 2, 1 / 2)

    def test_a_detention_on_an_unknown_day_is_unknown_and_stands_outside_those_that_are_dated(self) -> None:
        found = computed("IND01", *self.CLAIMS, arrest("m7", "2031-03"), lawyer("m7", "2031-03-06"))
        assert share(found) == (1, 7, 3, 1 / 7, 4 / 7)
        assert part(found, "time_known")["denominator"] == 6

    def test_a_lawyer_who_was_not_left_alone_with_them_is_none(self) -> None:
        met = [lawyer("m1", "2031-03-05T20:00+05:00", attributes={"private": said}) for said in (True, False)]
        assert share(computed("IND01", arrest("m1"), met[0]))[:3] == (1, 1, 0)
        assert share(computed("IND01", arrest("m1"), met[1]))[:3] == (0, 1, 0)
        assert part(computed("IND01", *self.CLAIMS), "privacy_not_stated")["value"] == 1
        assert part(computed("IND01", arrest("m1"), met[0]), "privacy_not_stated")["value"] == 0

    def test_what_one_source_asserts_and_another_denies_is_unknown(self) -> None:
        denied = claim("c9", "lawyer_granted", polarity="denies", source="police", about="m1")
        assert share(computed("IND01", *self.CLAIMS, denied)) == (0, 6, 3, 0, 3 / 6)

    def test_a_denial_alone_is_a_no(self) -> None:
        denied = claim("c9", "lawyer_granted", polarity="denies", about="m6")
        assert share(computed("IND01", *self.CLAIMS, denied)) == (1, 6, 1, 1 / 6, 2 / 6)

    def test_who_was_detained_twice_needs_a_lawyer_each_time(self) -> None:
        again = (
            claim("m1-free", "released", "2031-03-08", about="m1"),
            claim("m1-again", "apprehended", "2031-03-20T10:00+05:00", about="m1"),
        )
        assert share(computed("IND01", *self.CLAIMS, *again)) == (0, 6, 3, 0, 3 / 6)
        came = claim("m1-came", "lawyer_granted", "2031-03-20T11:00+05:00", about="m1")
        assert share(computed("IND01", *self.CLAIMS, *again, came)) == (1, 6, 2, 1 / 6, 3 / 6)

    def test_a_lawyer_before_the_arrest_is_a_contradiction_and_unknown(self) -> None:
        assert share(
            computed("IND01", arrest("m1"), lawyer("m1", "2031-03-01"), arrest("m2"), lawyer("m2", "2031-03-20"))
        )[:3] == (0, 2, 1)

    def test_sources_that_differ_on_the_arrest_leave_open_what_hangs_on_it(self) -> None:
        other = claim("c9", "apprehended", "2031-03-04T10:00+05:00", about="m1", source="police")
        assert share(
            computed(
                "IND01",
                arrest("m1"),
                other,
                lawyer("m1", "2031-03-05T20:00+05:00"),
                arrest("m2"),
                lawyer("m2", "2031-03-20"),
            )
        )[:3] == (0, 2, 1)

    def test_where_nothing_is_known_of_anybody_there_is_no_value(self) -> None:
        found = computed("IND01", arrest("m1"))
        assert (found.low, found.high, found.missing) == (None, None, ("lawyer_granted",))

    def test_unnamed_groups_are_in_no_share_and_stand_beside_it(self) -> None:
        groups = [*EVERYBODY, mention("g1", "twelve men", count_low=12, count_high=14)]
        found = computed("IND01", *self.CLAIMS, mentions=groups, lists=[listed("hotline")])
        assert found.denominator == 9
        assert part(found, "unnamed_people") == {"code": "unnamed_people", "low": 12, "high": 14}


LIMITS = (
    Threshold(id="judge48", applies_to="before_judge", limit_hours=48, legal_source="x", valid=read_moment("2020/..")),
    Threshold(
        id="judge24minors",
        applies_to="before_judge",
        limit_hours=24,
        legal_source="x",
        valid=Unknown.NOT_ASKED,
        population="minors",
    ),
    Threshold(id="judge72", applies_to="before_judge", limit_hours=72, legal_source="x", valid=Unknown.NOT_ASKED),
    Threshold(id="past", applies_to="before_judge", limit_hours=1, legal_source="x", valid=read_moment("1990/2000")),
    Threshold(id="other", applies_to="lawyer_granted", limit_hours=1, legal_source="x", valid=Unknown.NOT_ASKED),
)


class TestBeforeAJudgeInTime:
    AGED = (
        mention("m1", "Aa Bb", age=30),
        mention("m2", "Cc Dd", age=16),
        mention("m3", "Ee Ff", birth="2014-01-01"),
        mention("m4", "Gg Hh"),
        mention("m5", "Ii Jj"),
        mention("m6", "Kk Ll", age=40),
        mention("m7", "Mm Nn", roles=("minor",)),
    )
    CLAIMS = (
        *(arrest(f"m{n}") for n in range(1, 8)),
        claim("h1", "before_judge", "2031-03-06T16:00+05:00", about="m1"),  # an adult after 30 hours: in time
        claim("h2", "before_judge", "2031-03-06T16:00+05:00", about="m2"),  # 16 years old after 30 hours: late
        claim("h3", "before_judge", "2031-03-05T16:00+05:00", about="m3"),  # 17 years old after 6 hours: in time
        claim("h4", "before_judge", "2031-03-06T16:00+05:00", about="m4"),  # of unknown age after 30 hours: unknown
        claim("h5", "before_judge", "2031-03-09T16:00+05:00", about="m5"),  # of unknown age after 102 hours: late
        claim("f6", "released", "2031-03-05T20:00+05:00", about="m6"),  # an adult freed after 10 hours: not due
    )  # of m7, a minor, nothing is known

    def test_by_the_strictest_limit_for_each(self) -> None:
        """Yes: m1, m3. No: m2, m5. Unknown: m4, m7. Not due: m6."""
        found = computed("IND04", *self.CLAIMS, mentions=self.AGED, thresholds=LIMITS)
        assert share(found) == (2, 6, 2, 2 / 6, 4 / 6)
        assert part(found, "released_before_the_limit")["value"] == 1

    def test_and_by_each_limit(self) -> None:
        """48 hours: m1-m4 yes, m5 no, m7 unknown; of the minors within 24: m3 yes, m2 no, m7 unknown."""
        found = computed("IND04", *self.CLAIMS, mentions=self.AGED, thresholds=LIMITS)
        ranges = {p["code"]: (p["numerator"], p["denominator"], p["unknown"], p["hours"]) for p in found.parts[:-1]}
        assert ranges == {
            "past": (0, 0, 0, 1),
            "judge24minors": (1, 3, 1, 24),
            "judge48": (4, 6, 1, 48),
            "judge72": (4, 6, 1, 72),
        }

    def test_without_a_limit_in_the_table_there_is_no_value(self) -> None:
        found = computed("IND04", *self.CLAIMS, mentions=self.AGED, thresholds=LIMITS[4:])
        assert (found.low, found.high) == (None, None)
        assert found.missing

    def test_a_child_turns_18_on_the_birthday(self) -> None:
        """Born on 5 March 2013 and arrested on 5 March 2031: 18, so 30 hours are in time."""
        born = [mention("m1", "Aa Bb", birth="2013-03-05"), mention("m2", "Cc Dd", birth="2013-03-06")]
        heard = (
            arrest("m1"),
            arrest("m2"),
            *(claim(f"h{n}", "before_judge", "2031-03-06T16:00+05:00", about=f"m{n}") for n in (1, 2)),
        )
        assert share(computed("IND04", *heard, mentions=born, thresholds=LIMITS))[:3] == (1, 2, 0)

    @pytest.mark.parametrize(("birth", "answer"), [("2013", (0, 1, 1)), ("2012", (1, 1, 0)), ("2014", (0, 1, 0))])
    def test_a_year_of_birth_tells_what_it_can(self, birth: str, answer: tuple[int, int, int]) -> None:
        heard = (arrest("m1"), claim("h1", "before_judge", "2031-03-06T16:00+05:00", about="m1"))
        assume = computed(
            "IND04",
            *heard,
            arrest("m2"),
            claim("h2", "before_judge", "2031-03-20", about="m2"),
            mentions=[mention("m1", "Aa Bb", birth=birth), mention("m2", "Cc Dd", age=50)],
            thresholds=LIMITS,
        )
        assert share(assume)[:3] == (answer[0], 2, answer[2])


class TestPlaceOfDetentionKnown:
    CLAIMS = (
        *(arrest(f"m{n}") for n in (1, 2, 3, 4, 5)),
        claim("a1", "custody_acknowledged", "2031-03-05T20:00+05:00", about="m1", where="prison"),
        claim("a2", "custody_acknowledged", "2031-03-08", about="m2", where="prison"),
        claim("a3", "custody_acknowledged", "2031-03-05T20:00+05:00", about="m3"),  # not where
        claim("a4", "whereabouts_unknown", "2031-03-09", about="m4"),
    )  # of m5 nothing is known

    def test_within_24_hours(self) -> None:
        """Yes: m1. No: m2 (days later), m4 (still sought days later). Unknown: m3, m5."""
        assert share(computed("IND05", *self.CLAIMS)) == (1, 5, 2, 1 / 5, 3 / 5)

    def test_the_place_may_be_told_beside(self) -> None:
        held = claim("a5", "held_at", "2031-03-06", about="m3", where="prison")
        assert share(computed("IND05", *self.CLAIMS, held)) == (2, 5, 1, 2 / 5, 3 / 5)

    def test_who_was_sought_on_the_first_day_may_have_been_found_in_time(self) -> None:
        sought = claim("a6", "whereabouts_unknown", "2031-03-05", about="m5")
        assert share(computed("IND05", *self.CLAIMS, sought)) == (1, 5, 2, 1 / 5, 3 / 5)


def official(ident: str, value: int, as_of: str, **values: Any) -> Figure:
    day = read_moment(as_of)
    given: dict[str, Any] = {
        "metric": "detained",
        "population": "all",
        "place": "land",
        "low": value,
        "high": value,
        "value": value,
    }
    whole = given | values
    return Figure(id=ident, source="ministry", exhibit="held", said_on=day, as_of=day, **whole)


class TestTheOfficialCountAgainstTheRegister:
    CLAIMS = (
        arrest("m1", "2031-03-03"),
        arrest("m2", "2031-03-05"),
        arrest("m3", "2031-03-09"),  # after the day of the count
        arrest("m4", "2031-03"),  # before it or after
        arrest("m5", Unknown.NOT_STATED),
    )

    def test_up_to_the_same_day(self) -> None:
        """Officially 6 by the 6th; the register has 2 for sure, and 2 more perhaps: from 6/4 to 6/2."""
        figures = [official("o1", 2, "2031-03-04"), official("o2", 6, "2031-03-06")]
        found = computed("IND09", *self.CLAIMS, figures=figures)
        assert share(found) == (6, 2, 2, 6 / 4, 6 / 2)
        assert found.parts[0]["figures"] == ["o2"]
        assert [p["code"] for p in found.parts[1:]] == ["official_detained"] * 2

    def test_at_least_has_no_upper_end(self) -> None:
        found = computed("IND09", *self.CLAIMS, figures=[official("o2", 6, "2031-03-06", high=None, hedge="at_least")])
        assert (found.low, found.high) == (6 / 4, None)

    @pytest.mark.parametrize(
        "other",
        [
            {"population": "men"},
            {"place": "city"},
            {"definition": "arrested by a court"},
            {"metric": "injured"},
            {"status": "retracted"},
        ],
    )
    def test_a_count_of_other_people_makes_no_ratio(self, other: dict[str, str]) -> None:
        found = computed("IND09", *self.CLAIMS, figures=[official("o2", 6, "2031-03-06", **other)])
        assert (found.low, found.high) == (None, None)

    def test_against_a_lower_bound_and_against_an_interval(self) -> None:
        bound = Estimate(provenance=HOW, metric="detained", verdict=Verdict.LOWER_BOUND, lower_bound=8.0)
        whole = Estimate(
            provenance=HOW, metric="detained", verdict=Verdict.ESTIMATE, estimate=10.0, interval=(8.0, 12.0)
        )
        figures = [official("o2", 6, "2031-03-06")]
        parts = [
            part(computed("IND09", *self.CLAIMS, figures=figures, estimates=(e,)), "official_over_estimate_detained")
            for e in (bound, whole)
        ]
        assert [(each["low"], each["high"]) for each in parts] == [(None, 6 / 8), (6 / 12, 6 / 8)]

    def test_two_harms_make_two_ratios_and_no_single_value(self) -> None:
        killed = (claim("k1", "killed", "2031-03-05", about="m1"),)
        figures = [official("o2", 6, "2031-03-06"), official("o3", 2, "2031-03-06", metric="killed")]
        found = computed("IND09", *self.CLAIMS, *killed, figures=figures)
        assert (found.low, found.high) == (None, None)
        assert part(found, "official_over_register_killed")["low"] == 2


class TestWhatBecameOfComplaints:
    CLAIMS = (
        claim("a1", "complaint_filed", "2031-03-10", about="m1", case="7"),
        claim("a2", "investigation_opened", "2031-03-20", about="m1", case="7"),
        claim("a3", "suspect_named", "2031-04-01", about="m1", case="7"),
        claim("a4", "convicted", "2031-06-01", about="m1", case="7"),
        claim("b1", "complaint_filed", "2031-03-10", about="m2"),
        claim("b2", "complaint_registered", "2031-03-14", about="m2"),
        claim("b3", "closed_no_crime", "2031-04-10", about="m2"),
        claim("c1", "complaint_filed", "2031-03-10", about="m3"),
        claim("c2", "complaint_refused", "2031-03-11", about="m3"),
        claim("d1", "complaint_filed", "2031-03-10", about="m4"),
        claim("e1", "convicted", "2031-05-01", about="m4"),  # m4's own trial
    )

    def test_step_by_step(self) -> None:
        """4 filed; registered: m1 (by what followed), m2, not m3; opened: m1, not m2 as it was closed; convicted: m1."""
        found = computed("IND12", *self.CLAIMS)
        steps = [(p["code"], p["numerator"], p["denominator"], p["unknown"], p["median_days"]) for p in found.parts]
        assert steps == [
            ("complaint_filed", 4, 4, 0, None),
            ("complaint_registered", 2, 4, 1, 4),
            ("investigation_opened", 1, 2, 0, None),
            ("suspect_named", 1, 1, 0, 12),
            ("sent_to_court", 1, 1, 0, None),
            ("convicted", 1, 1, 0, None),
        ]

    def test_how_many_ended_in_a_conviction(self) -> None:
        """Yes: m1. No: m2 (closed), m3 (refused). Unknown: m4, whose own conviction is another matter."""
        assert share(computed("IND12", *self.CLAIMS)) == (1, 4, 1, 1 / 4, 2 / 4)

    def test_two_complaints_of_one_person_are_two(self) -> None:
        again = (
            claim("a8", "complaint_filed", "2031-04-10", about="m1", case="8"),
            claim("a9", "complaint_refused", "2031-04-11", about="m1", case="8"),
        )
        assert share(computed("IND12", *self.CLAIMS, *again)) == (1, 5, 1, 1 / 5, 2 / 5)

    def test_a_step_that_a_source_denies_was_not_reached(self) -> None:
        denied = claim("d2", "convicted", polarity="denies", about="m4", case="")
        registered = claim("d3", "complaint_registered", polarity="denies", about="m4", source="police")
        found = computed("IND12", *self.CLAIMS, denied, registered)
        assert part(found, "complaint_registered")["unknown"] == 0

    def test_what_follows_without_a_complaint_is_no_complaint(self) -> None:
        found = computed("IND12", claim("a2", "investigation_opened", about="m1"))
        assert (found.low, found.parts) == (None, ())


class TestJournalists:
    ROLES = (
        mention("m1", "Aa Bb", roles=("journalist",)),
        mention("m2", "Cc Dd", roles=("media_worker",)),
        mention("m3", "Ee Ff", roles=("citizen_journalist",)),
        mention("m4", "Gg Hh", roles=("student",)),
        mention("m5", "Ii Jj", roles=("journalist",)),
    )
    CLAIMS = (
        arrest("m1", attributes={"on_duty": True}),
        claim("r1", "released", "2031-03-05T16:00+05:00", about="m1", attributes={"mode": "no_charge"}),
        arrest("m2", attributes={"on_duty": False}),
        claim("x2", "charged", "2031-03-06", about="m2"),
        arrest("m3"),
        arrest("m4", attributes={"on_duty": True}),  # no journalist
        claim("t5", "assaulted", "2031-03-05", about="m5", case="9"),
        claim("t6", "interference_with_media", "2031-03-06", about="m5"),
        claim("o5", "investigation_opened", "2031-04-01", about="m5", case="9"),
    )

    def test_held_while_working(self) -> None:
        """m1 was; m2 was not; of m3 nobody says: 1 to 2."""
        found = computed("IND27", *self.CLAIMS, mentions=self.ROLES)
        assert (found.numerator, found.unknown, found.low, found.high) == (1, 1, 1, 2)
        assert part(found, "journalists_held")["value"] == 3

    def test_freed_without_charge(self) -> None:
        """m1 yes, m2 was charged, of m3 nobody knows."""
        freed = part(computed("IND27", *self.CLAIMS, mentions=self.ROLES), "released_without_charge")
        assert (freed["numerator"], freed["denominator"], freed["unknown"]) == (1, 3, 1)

    def test_hours_held_have_no_upper_end_while_somebody_s_release_is_not_known(self) -> None:
        found = computed("IND27", *self.CLAIMS, mentions=self.ROLES)
        assert part(found, "hours_held") == {"code": "hours_held", "low": 6.0, "high": None}
        alone = computed("IND27", *self.CLAIMS[:2], mentions=self.ROLES)
        assert part(alone, "hours_held") == {"code": "hours_held", "low": 6.0, "high": 6.0}

    def test_attacks_are_counted_apart_from_people(self) -> None:
        found = computed("IND27", *self.CLAIMS, mentions=self.ROLES)
        assert part(found, "journalists_attacked")["value"] == 1
        opened = part(found, "attacks_with_case_opened")
        assert (opened["numerator"], opened["denominator"], opened["unknown"]) == (1, 2, 1)


WHEN = ["2031-03-05T20:00+05:00", "2031-03-05", "2031-03-06", "2031-03-08", "2031-03", Unknown.NOT_STATED]
ONE = st.tuples(
    st.sampled_from(WHEN),
    st.sampled_from(
        ["lawyer_granted", "lawyer_denied", "before_judge", "released", "custody_acknowledged", "whereabouts_unknown"]
    ),
    st.sampled_from([None, *WHEN]),
)


def _told(people_: list[tuple[Any, str, Any]]) -> list[Claim]:
    claims = []
    for at, (when, kind, then) in enumerate(people_, start=1):
        claims.append(arrest(f"m{at}", when))
        claims += [claim(f"m{at}-{kind}", kind, then, about=f"m{at}", where="prison")] if then is not None else []
    return claims


def _range(indicator: str, claims: Sequence[Claim]) -> tuple[float, float]:
    found = computed(indicator, *claims, thresholds=LIMITS)
    return (0.0 if found.low is None else found.low, 1.0 if found.high is None else found.high)


@given(st.sampled_from(["IND01", "IND02", "IND04", "IND05"]), st.lists(ONE, min_size=1, max_size=5), st.data())
def test_one_more_unknown_never_narrows_a_range(indicator: str, people_: list[Any], data: st.DataObject) -> None:
    """Somebody of whom nothing is known comes, or a date, or a whole claim, is not known any more."""
    claims = _told(people_)
    low, high = _range(indicator, claims)
    newcomer = [*claims, arrest("m9", Unknown.NOT_STATED)]
    at = data.draw(st.integers(0, len(claims) - 1))
    vague = [replace(c, when=Unknown.NOT_KNOWN) if n == at else c for n, c in enumerate(claims)]
    for more in (newcomer, vague):
        wider = _range(indicator, more)
        assert wider[0] <= low + 1e-12
        assert high - 1e-12 <= wider[1]


@given(st.lists(st.sampled_from(list(Answer)), max_size=30))
def test_an_unknown_widens_a_tally_at_both_ends_or_leaves_it(answers: list[Answer]) -> None:
    before, after = tally(answers), tally([*answers, Answer.UNKNOWN])
    assert after.low is not None
    assert after.high is not None
    assert after.low <= (1 if before.low is None else before.low)
    assert after.high >= (0 if before.high is None else before.high)


def test_several_answers_about_one_person() -> None:
    yes, no, unknown = Answer.YES, Answer.NO, Answer.UNKNOWN
    assert [all_of(a) for a in ([yes], [yes, no], [yes, unknown], [no, unknown], [])] == [yes, no, unknown, no, unknown]


def test_where_people_cannot_be_told_apart_nothing_is_computed() -> None:
    assert isinstance(read_moment(ARREST), Moment)
    names: dict[str, Any] = {"name_en": "x", "name_ru": "x", "name_kk": "x"}
    definition = IndicatorDefinition(
        id="IND01", kind="share", type="outcome", formula="x", needs=NEEDS["IND01"], **names
    )
    made = rows(indicators=[definition])
    gaps, outages = Gap(provenance=HOW, series=(), issues=()), ClaimedOutages(provenance=HOW, outages=())
    found = compute_indicators(made, HOW, gaps, outages).indicators["IND01"]
    assert (found.low, found.high, found.missing) == (None, None, ("apprehended", "lawyer_granted"))
