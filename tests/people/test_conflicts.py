"""Conflicts: what cannot all be true, what only seems so, and when one is shown again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.people.small_register import claim, judgement, mention, people, rows

from undercount.facts.register import Claim, Judgement
from undercount.facts.results import Conflict
from undercount.facts.unknown import Unknown
from undercount.facts.vocabulary import vocabulary
from undercount.people.settings import settings

FIFTH = claim("c1", "apprehended", "2031-03-05", where="city", by_whom="police")
SIXTH = claim("c2", "apprehended", "2031-03-06", where="city", source="police")


def conflicts(*claims: Claim, judgements: tuple[Judgement, ...] = ()) -> tuple[Conflict, ...]:
    return people(rows(*claims, judgements=judgements)).conflicts


def test_two_days_of_one_arrest_are_a_conflict() -> None:
    (found,) = conflicts(FIFTH, SIXTH)
    assert (found.code, found.kind, found.attribute) == ("values_differ", "apprehended", "when")
    assert (found.about, found.spell, found.open, found.judgements) == ("m1", 1, True, ())
    assert [(said.value, said.claims, said.origins) for said in found.values] == [
        ("2031-03-05", ("c1",), ("ngo",)),
        ("2031-03-06", ("c2",), ("state",)),
    ]


@pytest.mark.parametrize(
    "when", ["2031-03", "2031-03-XX", "2031-03-01/2031-03-05", "2031-03-05T23:00+05:00", "../2031-03-09"]
)
def test_dates_whose_bounds_meet_are_no_conflict(when: str) -> None:
    assert conflicts(FIFTH, claim("c2", "apprehended", when)) == ()


def test_three_dates_conflict_if_any_two_do() -> None:
    (found,) = conflicts(claim("c0", "apprehended", "2031-03"), FIFTH, SIXTH)
    assert len(found.values) == 3


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("city", "town", True),
        ("city", "land", False),
        ("prison", "city", False),
        ("prison", "town", True),
        ("city", "", False),
    ],
)
def test_places_conflict_only_if_neither_lies_in_the_other(one: str, other: str, apart: bool) -> None:
    found = conflicts(claim("c1", "killed", "2031-03-05", where=one), claim("c2", "killed", "2031-03-05", where=other))
    assert [each.attribute for each in found] == (["where"] if apart else [])


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("bail", "no_charge", True),
        ("bail", " BAIL ", False),
        ("bail", "unknown:not_stated", False),
        ("bail", "", False),
    ],
)
def test_details_are_compared_as_texts_and_unknown_is_no_value(one: str, other: str, apart: bool) -> None:
    found = conflicts(
        claim("c1", "released", "2031-03-05", attributes={"mode": one}),
        claim("c2", "released", "2031-03-05", attributes={"mode": other}),
    )
    assert [each.attribute for each in found] == (["mode"] if apart else [])


def test_a_date_that_is_unknown_contradicts_nothing() -> None:
    assert conflicts(FIFTH, claim("c2", "apprehended", Unknown.DISPUTED)) == ()


def test_where_somebody_was_held_may_change_from_day_to_day() -> None:
    assert (
        conflicts(
            claim("c1", "held_at", "2031-03-05", where="prison"),
            claim("c2", "held_at", "2031-03-09", where="town"),
        )
        == ()
    )


def test_two_detentions_have_two_beginnings() -> None:
    again = claim("c3", "apprehended", "2031-03-25", where="town")
    assert conflicts(FIFTH, claim("c2", "released", "2031-03-07"), again) == ()


def test_sources_that_repeat_one_origin_are_one_voice() -> None:
    (found,) = conflicts(
        FIFTH,
        claim("c2", "apprehended", "2031-03-06", source="news"),
        claim("c3", "apprehended", "2031-03-06", source="copy"),
    )
    said = found.values[1]
    assert (said.claims, said.origins) == (("c2", "c3"), ("news",))


def test_what_one_asserts_and_another_denies_is_a_conflict() -> None:
    (found,) = conflicts(FIFTH, claim("c2", "apprehended", source="police", polarity="denies"))
    assert (found.code, found.attribute) == ("asserted_and_denied", "")
    assert [(said.value, said.claims) for said in found.values] == [("asserts", ("c1",)), ("denies", ("c2",))]


@pytest.mark.parametrize(("when", "where"), [("2031-03-20", ""), ("2031-03-05", "town")])
def test_a_denial_of_another_time_or_place_contradicts_nothing(when: str, where: str) -> None:
    assert conflicts(FIFTH, claim("c2", "apprehended", when, where=where, polarity="denies")) == ()


def test_a_source_that_does_not_know_contradicts_nothing() -> None:
    assert conflicts(FIFTH, claim("c2", "apprehended", "2031-03-05", polarity="does_not_know")) == ()


def test_custody_that_an_authority_denies_contradicts_those_who_tell_of_it() -> None:
    found = conflicts(
        FIFTH,
        claim("c2", "held_at", "2031-03-06"),
        claim("c3", "custody_denied", "2031-03-06", source="police"),
    )
    assert [(each.code, each.kind) for each in found] == [("asserted_and_denied", "custody_denied")]
    assert [said.claims for said in found[0].values] == [("c2",), ("c3",)]


def test_harm_outside_custody_can_be_denied_too() -> None:
    (found,) = conflicts(claim("c1", "injured", "2031-03-05"), claim("c2", "injured", "2031-03-05", polarity="denies"))
    assert (found.kind, found.spell) == ("injured", 0)


def test_nobody_is_freed_after_their_death() -> None:
    found = conflicts(claim("c1", "killed", "2031-03-05"), claim("c2", "released", "2031-03-09", source="police"))
    assert [(each.code, [said.value for said in each.values]) for each in found] == [
        ("alive_after_death", ["death", "alive"])
    ]
    assert conflicts(claim("c1", "killed", "2031-03"), claim("c2", "released", "2031-03-09")) == ()


def test_claims_about_an_event_are_asserted_and_denied_like_others() -> None:
    (found,) = conflicts(
        claim("c1", "firearms_used", "2031-03-04", about="e1"),
        claim("c2", "firearms_used", about="e1", source="police", polarity="denies"),
    )
    assert found.about == "e1"


@pytest.mark.parametrize("state", ["retracted", "entry_error"])
def test_what_was_retracted_or_entered_by_mistake_contradicts_nothing(state: str) -> None:
    assert conflicts(FIFTH, claim("c2", "apprehended", "2031-03-06", state=state)) == ()


def test_a_claim_shown_wrong_contradicts_nothing_any_more() -> None:
    assert conflicts(FIFTH, SIXTH, judgements=(judgement("j1", "c2", "refuted"),)) == ()


def test_mentions_of_two_people_are_not_compared() -> None:
    made = rows(
        FIFTH,
        claim("c2", "apprehended", "2031-03-06", about="m2"),
        mentions=[mention("m1", "A Aa Bb"), mention("m2", "C Cc Dd")],
    )
    assert people(made).conflicts == ()


class TestAConflictIsShown:
    def test_until_a_member_weighs_its_claims(self) -> None:
        (found,) = conflicts(FIFTH, SIXTH, judgements=(judgement("j1", "c1", "probable", b="c2"),))
        assert (found.open, found.judgements) == (False, ("j1",))

    def test_until_then_whatever_else_was_judged(self) -> None:
        (found,) = conflicts(FIFTH, SIXTH, claim("c9", "injured"), judgements=(judgement("j1", "c9", "reported"),))
        assert (found.open, found.judgements) == (True, ())

    def test_not_again_for_claims_that_had_come_before_it(self) -> None:
        third = claim("c3", "apprehended", "2031-03-07")
        (found,) = conflicts(FIFTH, SIXTH, third, judgements=(judgement("j1", "c1", "probable", b="c2"),))
        assert found.open is False

    def test_again_when_a_later_claim_comes(self) -> None:
        third = claim("c3", "apprehended", "2031-03-07", exhibit="late")  # received after the judgement
        (found,) = conflicts(FIFTH, SIXTH, third, judgements=(judgement("j1", "c1", "probable", b="c2"),))
        assert (found.open, found.judgements) == (True, ("j1",))

    def test_again_when_the_judgement_is_superseded_by_one_that_weighs_nothing(self) -> None:
        judged = (
            judgement("j1", "c1", "probable", b="c2"),
            judgement("j2", "c9", "reported", supersedes="j1"),
        )
        assert conflicts(FIFTH, SIXTH, judgements=judged)[0].open is True

    def test_until_a_claim_is_named_where_nobody_knows_when_it_came(self) -> None:
        unknown = judgement("j1", "c1", "probable", at=Unknown.NOT_STATED)
        assert conflicts(FIFTH, SIXTH, judgements=(unknown,))[0].open is True
        named = judgement("j1", "c1", "probable", b="c2", at=Unknown.NOT_STATED)
        assert conflicts(FIFTH, SIXTH, judgements=(named,))[0].open is False


def test_the_rules_name_kinds_that_exist() -> None:
    rules = settings("single_valued")
    named = {kind for each in rules["values"] for kind in each["kinds"]} | set(rules["death"]["kinds"])
    named |= {kind for each in rules["opposites"] for kind in (each["kind"], *each["denies"])}
    assert named <= set(vocabulary("claim_kind").terms)


WHEN = ["2031-03", "2031-03-04", "2031-03-05", "2031-03-04/2031-03-06"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(WHEN),
            st.sampled_from(["asserts", "denies"]),
            st.sampled_from(["city", "town", "land"]),
        ),
        max_size=6,
    )
)
def test_the_order_of_claims_changes_nothing_and_each_conflict_has_two_sides(
    told: list[tuple[str, str, str]],
) -> None:
    claims = [claim(f"c{at}", "killed", when, polarity=p, where=where) for at, (when, p, where) in enumerate(told)]
    found = conflicts(*claims)
    assert conflicts(*reversed(claims)) == found
    assert all(len(each.values) > 1 and each.code in vocabulary("conflict_code") for each in found)
    asserted = [(when, where) for when, polarity, where in told if polarity == "asserts"]
    if len(set(asserted)) < 2 and all(p == "asserts" for _, p, _ in told):
        assert found == ()
