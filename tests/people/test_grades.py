"""The six grades, rule by rule, and the totals that count by them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.people.small_register import claim, judgement, listed, mention, people, records, rows

from undercount.facts.register import Claim
from undercount.facts.results import Total
from undercount.facts.vocabulary import vocabulary
from undercount.people.grades import Case, check_grade, highest_grade
from undercount.people.overview import grade_problems
from undercount.people.settings import settings

DIRECT = claim("c1", "killed", "2031-03-05")  # an eyewitness, told by the NGO, in an exhibit that is held
OTHER = claim("c2", "killed", "2031-03-05", source="family", directness="relative", exhibit="cited")
HEARSAY = claim("c3", "killed", "2031-03-05", source="news", directness="hearsay", exhibit="cited")
COPY = claim("c4", "killed", "2031-03-05", source="copy", directness="hearsay", exhibit="cited")
OFFICIAL = claim("c5", "killed", "2031-03-05", source="ministry", directness="reporter")
ALIVE = claim("c6", "released", "2031-03-09", source="police")


def case(*claims: Claim, **values: Any) -> Case:
    return Case(claims, records(rows(*claims)), **values)


def lacks(grade: str, *claims: Claim, **values: Any) -> list[str]:
    return [problem.code for problem in check_grade(grade, case(*claims, **values))]


class TestConfirmed:
    def test_two_origins_one_direct_bytes_held_two_signatures_and_no_open_conflict(self) -> None:
        assert lacks("confirmed", DIRECT, OTHER, signatures=2) == []

    def test_one_origin_is_too_few_however_often_it_is_repeated(self) -> None:
        assert lacks("confirmed", DIRECT, claim("c9", "killed", "2031-03-05"), signatures=2) == ["too_few_origins"]

    def test_somebody_must_have_been_there_or_kept_the_record(self) -> None:
        held = claim("c9", "killed", source="lawyers", directness="lawyer")
        assert lacks("confirmed", held, HEARSAY, signatures=2) == ["no_direct_claim"]

    @pytest.mark.parametrize("directness", ["self", "eyewitness", "own_record", "instrument"])
    def test_records_and_instruments_are_as_good_as_witnesses(self, directness: str) -> None:
        assert lacks("confirmed", claim("c9", "killed", directness=directness), OTHER, signatures=2) == []

    def test_an_admission_of_an_authority_is_as_good_as_a_witness(self) -> None:
        assert lacks("confirmed", OFFICIAL, OTHER, signatures=2) == []

    def test_an_authority_that_says_nothing_against_itself_admits_nothing(self) -> None:
        freed = claim("c9", "released", source="police", directness="reporter")
        assert "no_direct_claim" in lacks("confirmed", freed, OTHER, signatures=2)

    def test_what_is_only_cited_cannot_carry_it_alone(self) -> None:
        cited = claim("c9", "killed", exhibit="cited")
        assert lacks("confirmed", cited, OTHER, signatures=2) == ["bytes_not_held"]

    def test_a_second_person_signs(self) -> None:
        assert lacks("confirmed", DIRECT, OTHER, signatures=1) == ["too_few_signatures"]

    def test_nothing_contradicts_it_openly(self) -> None:
        assert lacks("confirmed", DIRECT, OTHER, signatures=2, is_open=True) == ["open_conflict"]

    def test_every_lack_is_named(self) -> None:
        assert lacks("confirmed", HEARSAY, COPY, is_open=True) == [
            "too_few_origins",
            "no_direct_claim",
            "bytes_not_held",
            "too_few_signatures",
            "open_conflict",
        ]


class TestProbable:
    def test_one_direct_claim_of_a_reliable_source(self) -> None:
        assert lacks("probable", DIRECT) == []

    def test_two_independent_claims_however_indirect(self) -> None:
        assert lacks("probable", OTHER, HEARSAY) == []

    def test_a_claim_and_its_copy_are_one(self) -> None:
        assert lacks("probable", HEARSAY, COPY) == ["too_thin"]

    def test_a_direct_claim_of_a_source_that_is_not_reliable_is_too_thin(self) -> None:
        assert lacks("probable", claim("c9", "killed", source="family", directness="eyewitness")) == ["too_thin"]

    def test_nothing_contradicts_it_openly(self) -> None:
        assert lacks("probable", DIRECT, is_open=True) == ["open_conflict"]


def test_reported_needs_a_claim() -> None:
    assert (lacks("reported", HEARSAY), lacks("reported")) == ([], ["no_claim"])


def test_disputed_needs_somebody_who_opposes() -> None:
    assert (lacks("disputed", DIRECT, opposing=[ALIVE]), lacks("disputed", DIRECT)) == (
        [],
        ["nobody_opposes"],
    )


def test_refuted_needs_its_reason() -> None:
    assert (lacks("refuted", DIRECT, reason="seen alive"), lacks("refuted", DIRECT, reason=" ")) == (
        [],
        ["no_reason"],
    )


def test_unassessed_needs_nothing() -> None:
    assert lacks("unassessed") == []


@pytest.mark.parametrize(
    ("claims", "values", "grade"),
    [
        ((), {}, "unassessed"),
        ((HEARSAY,), {}, "reported"),
        ((HEARSAY, COPY), {}, "reported"),
        ((OTHER, HEARSAY), {}, "probable"),
        ((DIRECT, OTHER), {"signatures": 1}, "probable"),
        ((DIRECT, OTHER), {"signatures": 2}, "confirmed"),
        ((DIRECT, OTHER), {"signatures": 2, "is_open": True}, "disputed"),
    ],
)
def test_the_highest_grade_that_claims_can_bear(claims: tuple[Claim, ...], values: dict[str, Any], grade: str) -> None:
    assert highest_grade(case(*claims, **values)) == grade


def total(*claims: Claim, judgements: tuple[Any, ...] = (), **tables: Any) -> Total:
    found = people(rows(*claims, judgements=judgements, **tables)).totals
    return next(each for each in found if each.metric == "killed")


def signed(grade: str, *members: str) -> tuple[Any, ...]:
    return tuple(judgement(f"j{at}", "c1", grade, member=member) for at, member in enumerate(members))


def test_a_claim_nobody_graded_counts_nowhere_but_among_the_recorded() -> None:
    found = total(DIRECT, OTHER)
    assert (found.low, found.middle, found.high, found.unassessed, found.recorded) == (0, 0, 0, 1, 1)


@pytest.mark.parametrize(
    ("judgements", "counts"),
    [
        (signed("confirmed", "aigul", "bolat"), (1, 1, 1)),
        (signed("probable", "aigul"), (0, 1, 1)),
        (signed("reported", "aigul"), (0, 0, 1)),
        (signed("confirmed", "aigul"), (0, 1, 1)),
        (signed("confirmed", "aigul", "aigul"), (0, 1, 1)),
        (signed("disputed", "aigul"), (0, 0, 0)),
        (signed("refuted", "aigul"), (0, 0, 0)),
        ((*signed("confirmed", "aigul", "bolat"), judgement("j9", "c2", "reported")), (0, 0, 1)),
    ],
)
def test_people_count_by_the_grade_they_were_given_or_by_what_its_rule_allows(
    judgements: tuple[Any, ...], counts: tuple[int, int, int]
) -> None:
    """A lone signature leaves a confirmed one probable; two members who differ count the lower grade."""
    found = total(DIRECT, OTHER, judgements=judgements)
    assert (found.low, found.middle, found.high) == counts


def test_a_person_shown_to_be_alive_is_refuted_and_counts_in_no_total() -> None:
    found = total(DIRECT, judgements=signed("refuted", "aigul"))
    assert (found.refuted, found.high, found.unassessed, found.recorded) == (1, 0, 0, 1)


def test_one_claim_shown_wrong_does_not_take_down_what_others_tell() -> None:
    judged = (judgement("j1", "c1", "refuted"), judgement("j2", "c2", "reported"))
    found = total(DIRECT, OTHER, judgements=judged)
    assert (found.high, found.refuted) == (1, 0)


def test_an_open_contradiction_keeps_a_grade_from_counting() -> None:
    later = claim("c6", "released", "2031-03-09", source="police", exhibit="late")
    found = total(DIRECT, OTHER, later, judgements=signed("probable", "aigul"))
    assert (found.high, found.disputed) == (0, 1)


def test_who_is_on_a_list_of_the_dead_is_recorded_without_any_claim() -> None:
    found = total(lists=[listed("hotline", "killed")])
    assert (found.recorded, found.unassessed) == (1, 1)


def test_unnamed_groups_stand_apart_from_people() -> None:
    groups = [
        mention("m1", "Aisulu Nurlan"),
        mention("m2", "twelve men", count_low=12, count_high=12),
        mention("m3", "several", count_low=2, count_high=9),
    ]
    found = total(mentions=groups, lists=[listed("hotline", "killed")])
    assert (found.recorded, found.unnamed) == (1, (14, 21))
    open_end = [*groups, mention("m4", "many", count_low=3)]
    assert total(mentions=open_end, lists=[listed("hotline", "killed")]).unnamed == (17, None)


def test_what_a_given_grade_lacks_is_told_with_its_judgement() -> None:
    (problem,) = grade_problems(rows(DIRECT, OTHER, judgements=signed("confirmed", "aigul")))
    assert str(problem) == (
        "judgements.csv, column j0, grade: confirmed needs the signatures of 2 members and has 1; "
        "give a lower grade, or add what is missing"
    )
    assert grade_problems(rows(DIRECT, OTHER, judgements=signed("confirmed", "aigul", "bolat"))) == ()


def test_the_rules_name_kinds_metrics_and_grades_that_exist() -> None:
    rules = settings("grading")
    assert set(rules["harms"]) <= set(vocabulary("metric").terms)
    named = {kind for kinds in rules["harms"].values() for kind in kinds} | set(rules["admission"]["kinds"])
    assert named <= set(vocabulary("claim_kind").terms)
    assert set(rules["counting"]) <= set(vocabulary("grade").terms)


GRADES = list(vocabulary("grade").terms)


@given(
    st.lists(
        st.tuples(st.sampled_from(["c1", "c2", "c3"]), st.sampled_from(GRADES), st.sampled_from(["aigul", "bolat"])),
        max_size=5,
    )
)
def test_totals_never_fall_from_low_to_high_and_everybody_is_in_one_place(
    given: list[tuple[str, str, str]],
) -> None:
    judged = tuple(judgement(f"j{at}", c, grade, member=member) for at, (c, grade, member) in enumerate(given))
    found = total(DIRECT, OTHER, HEARSAY, judgements=judged)
    assert 0 <= found.low <= found.middle <= found.high
    assert found.high + found.disputed + found.refuted + found.unassessed == found.recorded == 1
