"""Where people stood on a day, by hand: what is known, what is not; unknown never passes for held."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.people.small_register import claim, mention, people, records, rows

from undercount.facts.register import Claim
from undercount.facts.results import Custody
from undercount.facts.vocabulary import vocabulary
from undercount.people.custody import custody_of, day_of
from undercount.people.spells import spells_of
from undercount.people.steps import take

ARREST = claim("c1", "apprehended", "2031-03-05")


def stood(day: str, *claims: Claim) -> Custody:
    made = records(rows(*claims))
    about = made.by_person["m1"]
    taken = take(about, made)
    found = custody_of("m1", taken.steps, spells_of("m1", taken), day_of(date.fromisoformat(day), made.zone))
    assert found
    return found


@pytest.mark.parametrize(
    ("day", "state", "issues"),
    [
        ("2031-03-04", "unknown", ("before_first_step",)),
        ("2031-03-05", "held", ()),
        ("2031-03-06", "held", ()),
        ("2031-03-07", "unknown", ("end_not_recorded",)),
        ("2031-03-09", "released", ()),
        ("2031-06-30", "released", ()),
    ],
)
def test_a_detention_day_by_day(day: str, state: str, issues: tuple[str, ...]) -> None:
    """Arrested on the 5th, in prison on the 6th, released on the 9th; of the 7th and 8th nobody tells."""
    found = stood(
        day,
        ARREST,
        claim("c2", "held_at", "2031-03-06", where="prison"),
        claim("c3", "released", "2031-03-09"),
    )
    assert (found.state, found.issues) == (state, issues)


def test_a_release_nobody_recorded_leaves_the_state_unknown_and_not_held() -> None:
    found = stood("2031-06-30", ARREST, claim("c2", "remanded", "2031-03-07"))
    assert (found.state, found.issues) == ("unknown", ("end_not_recorded",))
    assert (found.last_state, found.last_day) == ("held", "2031-03-07")


def test_a_remand_until_a_day_keeps_somebody_held_until_that_day_or_an_earlier_release() -> None:
    remand = claim("c2", "remanded", "2031-03-07", attributes={"until": "2031-05-07"})
    assert stood("2031-04-20", ARREST, remand).state == "held"
    assert stood("2031-05-08", ARREST, remand).state == "unknown"
    assert stood("2031-04-20", ARREST, remand, claim("c3", "released", "2031-04-01")).state == "released"


def test_a_stay_told_of_from_day_to_day_covers_its_days() -> None:
    stay = claim("c1", "held_at", "2031-03-05/2031-03-20")
    assert [stood(day, stay).state for day in ("2031-03-04", "2031-03-12", "2031-03-21")] == [
        "unknown",
        "held",
        "unknown",
    ]


def test_a_stay_without_an_end_lasts_until_it_was_told_of() -> None:
    """Its exhibit came out on 1 April."""
    stay = claim("c1", "held_at", "2031-03-05/..")
    assert stood("2031-04-01", stay).state == "held"
    assert stood("2031-04-02", stay).state == "unknown"


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        ("whereabouts_unknown", "missing"),
        ("disappeared", "missing"),
        ("died", "dead"),
        ("killed", "dead"),
        ("escaped", "released"),
    ],
)
def test_a_disappearance_a_death_and_liberty_last(kind: str, state: str) -> None:
    assert stood("2031-06-30", ARREST, claim("c2", kind, "2031-03-08")).state == state


def test_an_arrest_and_a_release_on_one_day_are_in_that_order() -> None:
    assert stood("2031-03-05", ARREST, claim("c2", "released", "2031-03-05")).state == "released"


def test_a_death_comes_after_a_release_of_the_same_day() -> None:
    found = stood("2031-03-05", ARREST, claim("c2", "released", "2031-03-05"), claim("c3", "killed", "2031-03-05"))
    assert found.state == "dead"


def test_a_release_on_an_unknown_day_of_the_month_is_known_at_the_end_of_it() -> None:
    release = claim("c2", "released", "2031-03")
    assert stood("2031-03-31", ARREST, release).state == "released"
    between = stood("2031-03-06", ARREST, release)
    assert (between.state, between.issues) == ("unknown", ("order_unclear",))


def test_an_arrest_on_an_unknown_day_is_not_known_to_have_happened_within_the_month() -> None:
    assert stood("2031-03-15", claim("c1", "apprehended", "2031-03")).state == "unknown"


def test_seen_nowhere_and_seen_in_prison_on_one_day_is_unclear() -> None:
    found = stood(
        "2031-03-06",
        ARREST,
        claim("c2", "whereabouts_unknown", "2031-03-06"),
        claim("c3", "held_at", "2031-03-06"),
    )
    assert (found.state, found.issues) == ("unknown", ("order_unclear",))


def test_the_last_detention_counts() -> None:
    again = (ARREST, claim("c2", "released", "2031-03-07"), claim("c3", "apprehended", "2031-03-20"))
    assert stood("2031-03-10", *again).state == "released"
    assert stood("2031-03-20", *again).state == "held"
    assert stood("2031-03-25", *again).state == "unknown"


def test_a_denial_of_custody_frees_nobody_and_stands_beside() -> None:
    found = stood("2031-03-05", ARREST, claim("c2", "custody_denied", "2031-03-05", source="police"))
    assert (found.state, found.issues) == ("held", ("custody_denied",))


def test_a_release_that_somebody_denies_is_not_known() -> None:
    found = stood(
        "2031-06-30",
        ARREST,
        claim("c2", "released", "2031-03-07", source="police"),
        claim("c3", "released", "2031-03-07", source="family", polarity="denies"),
    )
    assert (found.state, found.issues) == ("unknown", ("end_denied",))


def test_who_has_no_step_stands_nowhere() -> None:
    assert people(rows(claim("c1", "injured", "2031-03-05"))).custody == ()


def test_states_are_counted_as_of_the_day_of_the_data() -> None:
    made = rows(
        ARREST,
        claim("c2", "released", "2031-03-07", about="m2"),
        claim("c3", "killed", "2031-03-07", about="m3"),
        mentions=[mention("m1", "A Aa Bb"), mention("m2", "C Cc Dd"), mention("m3", "E Ee Ff")],
    )
    found = people(made)
    assert (found.as_of, found.states) == ("2031-06-30", {"dead": 1, "released": 1, "unknown": 1})


STEPS = ["apprehended", "held_at", "whereabouts_unknown", "released", "remanded", "killed", "lawyer_granted"]
WHEN = ["2031-03", "2031-03-04", "2031-03-05", "2031-03-05T10:00Z", "2031-03-20/2031-04-02", "../2031-03-07"]


@given(
    st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(WHEN)), min_size=1, max_size=7),
    st.sampled_from(["2031-03-04", "2031-03-06", "2031-03-31", "2031-06-30"]),
)
def test_a_state_is_one_of_the_five_and_unknown_says_why(told: list[tuple[str, str]], day: str) -> None:
    claims = [claim(f"c{at}", kind, when) for at, (kind, when) in enumerate(told)]
    if all(kind == "lawyer_granted" for kind, _ in told):
        return
    found = stood(day, *claims)
    assert found.state in vocabulary("custody_state")
    assert set(found.issues) <= set(vocabulary("custody_issue").terms)
    assert found.state != "unknown" or found.issues
    assert stood(day, *reversed(claims)) == found
