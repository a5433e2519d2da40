"""Detentions made of steps, by hand: one and several, partial dates, contradictions, gaps and denials."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.people.small_register import (
    claim,
    exhibit,
    judgement,
    mention,
    people,
    rows,
    same_person,
)

from undercount.facts.register import Claim
from undercount.facts.results import Spell
from undercount.facts.unknown import Unknown
from undercount.facts.vocabulary import vocabulary

ALMATY = ZoneInfo("Asia/Almaty")


def spells(*claims: Claim) -> tuple[Spell, ...]:
    return people(rows(*claims)).spells


def days(bounds: tuple[datetime | None, datetime | None] | None) -> tuple[str, ...] | None:
    """Return bounds as civil days of the crisis."""
    if bounds is None:
        return None
    return tuple("…" if bound is None else f"{bound.astimezone(ALMATY):%m-%d}" for bound in bounds)


def test_an_arrest_and_a_release_are_one_detention() -> None:
    (spell,) = spells(claim("c1", "apprehended", "2031-03-05"), claim("c2", "released", "2031-03-09"))
    assert (days(spell.begin), days(spell.end)) == (("03-05", "03-05"), ("03-09", "03-09"))
    assert [step.claim for step in spell.steps] == ["c1", "c2"]
    assert (spell.person, spell.number, spell.issues) == ("m1", 1, ())


def test_times_of_day_are_kept_in_utc() -> None:
    (spell,) = spells(claim("c1", "apprehended", "2031-03-05T14:30+05:00"))
    assert spell.begin == (datetime(2031, 3, 5, 9, 30, tzinfo=UTC),) * 2


def test_steps_stand_in_time_whatever_the_order_they_were_entered_in() -> None:
    (spell,) = spells(
        claim("c1", "released", "2031-03-09"),
        claim("c2", "remanded", "2031-03-07"),
        claim("c3", "lawyer_granted", "2031-03-06"),
        claim("c4", "apprehended", "2031-03-05"),
    )
    assert [step.kind for step in spell.steps] == ["apprehended", "lawyer_granted", "remanded", "released"]


def test_an_arrest_after_a_release_is_a_second_detention() -> None:
    first, second = spells(
        claim("c1", "apprehended", "2031-03-05"),
        claim("c2", "released", "2031-03-07"),
        claim("c3", "apprehended", "2031-03-08"),
        claim("c4", "held_at", "2031-03-09"),
    )
    assert [step.claim for step in first.steps] == ["c1", "c2"]
    assert [step.claim for step in second.steps] == ["c3", "c4"]
    assert (first.number, second.number) == (1, 2)
    assert second.issues == ("end_not_recorded",)


def test_two_arrests_a_week_apart_are_two_detentions_though_nobody_recorded_a_release() -> None:
    first, second = spells(claim("c1", "apprehended", "2031-03-05"), claim("c2", "apprehended", "2031-03-20"))
    assert (first.end, first.issues) == (None, ("end_not_recorded",))
    assert days(second.begin) == ("03-20", "03-20")


def test_two_arrests_on_neighbouring_days_are_one_detention_whose_sources_differ() -> None:
    (spell,) = spells(
        claim("c1", "apprehended", "2031-03-05"), claim("c2", "apprehended", "2031-03-06", source="police")
    )
    assert days(spell.begin) == ("03-05", "03-06")
    assert "begins_differ" in spell.issues


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("2031-03", "2031-03-05", ("03-05", "03-05")),
        ("2031-03-04/2031-03-06", "2031-03-05/2031-03-09", ("03-05", "03-06")),
        ("2031-03-05", "2031-03-05T10:00+05:00", ("03-05", "03-05")),
        ("2031-03-XX", "2031", ("03-01", "03-31")),
    ],
)
def test_dates_that_meet_agree_on_what_they_share(one: str, other: str, both: tuple[str, str]) -> None:
    (spell,) = spells(claim("c1", "apprehended", one), claim("c2", "apprehended", other))
    assert days(spell.begin) == both
    assert "begins_differ" not in spell.issues


def test_an_arrest_nobody_recorded_leaves_the_beginning_open() -> None:
    (spell,) = spells(claim("c1", "held_at", "2031-03-06", where="prison"), claim("c2", "released", "2031-03-09"))
    assert (spell.begin, spell.issues) == (None, ("begin_not_recorded",))
    assert spell.steps[0].place == "prison"


def test_who_is_said_to_be_held_after_a_release_stays_in_one_detention_with_its_contradiction() -> None:
    (spell,) = spells(
        claim("c1", "apprehended", "2031-03-05"),
        claim("c2", "released", "2031-03-07", source="police"),
        claim("c3", "held_at", "2031-03-12", source="family"),
    )
    assert spell.issues == ("held_after_end",)
    assert [step.origin for step in spell.steps] == ["ngo", "state", "family"]


def test_a_step_without_a_date_happened_before_it_was_said() -> None:
    (spell,) = spells(claim("c1", "apprehended"))
    assert spell.begin == (None, datetime(2031, 4, 1, 18, 59, 59, 999999, tzinfo=UTC))


def test_a_step_without_any_date_at_all_is_marked() -> None:
    undated = exhibit("undated", published=Unknown.NOT_STATED)
    made = rows(claim("c1", "apprehended", exhibit="undated"), exhibits=[undated])
    (spell,) = people(made).spells
    assert spell.begin == (None, None)
    assert "step_undated" in spell.issues


@pytest.mark.parametrize("kind", ["custody_denied", "apprehended", "held_at"])
def test_a_denial_of_custody_stands_beside_the_detention_and_ends_nothing(kind: str) -> None:
    polarity = "asserts" if kind == "custody_denied" else "denies"
    (spell,) = spells(
        claim("c1", "apprehended", "2031-03-05"),
        claim("c2", "held_at", "2031-03-06"),
        claim("c3", kind, "2031-03-07", source="police", polarity=polarity),
    )
    assert spell.denials == ("c3",)
    assert spell.issues == ("end_not_recorded", "custody_denied")
    assert [step.claim for step in spell.steps] == ["c1", "c2"]


def test_that_a_lawyer_came_may_be_denied_without_denying_the_custody() -> None:
    (spell,) = spells(claim("c1", "apprehended", "2031-03-05"), claim("c2", "lawyer_granted", polarity="denies"))
    assert spell.denials == ("c2",)
    assert "custody_denied" not in spell.issues


def test_a_denial_belongs_to_the_detention_it_speaks_of() -> None:
    first, second = spells(
        claim("c1", "apprehended", "2031-03-05"),
        claim("c2", "custody_denied", "2031-03-06"),
        claim("c3", "released", "2031-03-07"),
        claim("c4", "apprehended", "2031-03-20"),
    )
    assert (first.denials, second.denials) == (("c2",), ())


def test_a_denial_alone_is_no_detention() -> None:
    assert spells(claim("c1", "apprehended", "2031-03-05", polarity="denies")) == ()
    assert spells(claim("c1", "custody_denied", "2031-03-05")) == ()


def test_what_a_source_does_not_know_is_no_step() -> None:
    assert spells(claim("c1", "apprehended", "2031-03-05", polarity="does_not_know")) == ()


@pytest.mark.parametrize("kind", ["charged", "before_judge", "sentenced", "killed", "injured", "disappeared"])
def test_what_befalls_people_at_liberty_is_no_detention(kind: str) -> None:
    assert spells(claim("c1", kind, "2031-03-05")) == ()


@pytest.mark.parametrize("state", ["retracted", "entry_error"])
def test_what_was_retracted_or_entered_by_mistake_does_not_count(state: str) -> None:
    (spell,) = spells(claim("c1", "apprehended", "2031-03-05"), claim("c2", "released", "2031-03-07", state=state))
    assert spell.end is None


def test_what_was_judged_to_be_shown_wrong_does_not_count() -> None:
    made = rows(
        claim("c1", "apprehended", "2031-03-05"),
        claim("c2", "released", "2031-03-07"),
        judgements=[judgement("j1", "c2", "refuted")],
    )
    assert people(made).spells[0].end is None


def test_a_stay_from_day_to_day_began_on_the_first_and_is_told_of_until_the_last() -> None:
    (spell,) = spells(
        claim("c1", "held_at", "2031-03-05/2031-03-10"),
        claim("c2", "remanded", "2031-03-06", attributes={"until": "2031-05-06"}),
    )
    stay, remand = spell.steps
    assert stay.earliest == stay.latest
    assert (stay.until.astimezone(ALMATY).day if stay.until else None) == 10
    assert (remand.until.astimezone(ALMATY).month if remand.until else None) == 5


def test_mentions_judged_to_be_one_person_share_their_detentions() -> None:
    made = rows(
        claim("c1", "apprehended", "2031-03-05"),
        claim("c2", "released", "2031-03-07", about="m2"),
        mentions=[mention("m1", "Aisulu Nurlan"), mention("m2", "Айсұлу Нұрлан", "police")],
        judgements=[same_person("j1", "m1", "m2")],
    )
    (spell,) = people(made).spells
    assert (spell.person, len(spell.steps)) == ("m1", 2)


KINDS = [code for code, term in vocabulary("claim_kind").terms.items() if term.traits.get("group") == "detention"]
WHEN = [
    "2031-03",
    "2031-03-04",
    "2031-03-05",
    "2031-03-05T10:00Z",
    "2031-03-20/2031-04-02",
    "2031-03-09/..",
    "../2031-03-07",
]


@given(
    st.lists(
        st.tuples(st.sampled_from(KINDS), st.sampled_from(WHEN), st.sampled_from(["asserts", "denies"])),
        max_size=9,
    )
)
def test_no_step_is_lost_or_told_twice(told: list[tuple[str, str, str]]) -> None:
    claims = [claim(f"c{at}", kind, when, polarity=polarity) for at, (kind, when, polarity) in enumerate(told)]
    found = spells(*claims)
    steps = [step.claim for spell in found for step in spell.steps]
    assert len(steps) == len(set(steps))
    if found:
        denied = [c.id for c in claims if c.polarity == "denies" and c.kind != "custody_denied"]
        assert {*denied} <= {each for spell in found for each in spell.denials}
    assert spells(*reversed(claims)) == found
    assert [spell.number for spell in found] == list(range(1, len(found) + 1))
    for spell in found:
        for bounds in (spell.begin, spell.end):
            assert bounds is None or None in bounds or bounds[0] <= bounds[1]  # type: ignore[operator]
