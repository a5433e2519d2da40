"""Consent: whose name may be published, what is cut without it, and which cell would still have spelt it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.people.small_register import claim, consent, mention, rows

from undercount.facts.audience import Audience
from undercount.facts.problem import Problem
from undercount.facts.register import Consent, Event
from undercount.facts.tables import Rows
from undercount.people.consent import consented, cut_names, names_without_consent

PUBLIC = Audience.PUBLIC
WITHHELD = "unknown:withheld"
AISULU = mention("m1", "Нұрлан Айсұлу Қайратқызы", given="Айсұлу", family="Нұрлан")
TOLD = claim(
    "c1",
    "held_at",
    "2031-03-05",
    where="prison",
    quote="Нұрлан Айсұлу is held",
    gist="she is held",
    locator="row 7",
    attributes={"told_by": "a neighbour"},
    audience=PUBLIC,
)


def refused(whole: Rows, audience: Audience = PUBLIC) -> Iterator[Problem]:
    return names_without_consent(cut_names(whole, audience), audience)


def made(*consents: Consent, title: str = "", **tables: Any) -> Rows:
    event = Event(id="e1", kind="protest", when=TOLD.when, place="city", title=title, audience=PUBLIC)
    return rows(**{"claims": [TOLD], "mentions": [AISULU], "events": [event], "consents": consents, **tables})


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ((), set()),
        ((consent("k1", "m1"),), {"m1"}),
        ((consent("k1", "m1", "share"), consent("k2", "m1", "publish_photo")), set()),
        ((consent("k1", "m1", withdrawn="2031-05-01"),), set()),
        ((consent("k1", "m1", withdrawn="2031-05-01"), consent("k2", "m1", when="2031-06-01")), {"m1"}),
    ],
)
def test_a_name_may_be_published_with_a_consent_to_just_that_which_was_not_withdrawn(
    given: tuple[Consent, ...], names: set[str]
) -> None:
    assert consented(made(*given)) == names


def test_a_consent_counts_for_the_mention_it_names_and_not_for_a_namesake() -> None:
    both = [AISULU, mention("m2", AISULU.name, "police")]
    assert consented(made(consent("k1", "m2"), mentions=both)) == {"m2"}


def test_without_consent_the_words_about_a_person_are_withheld_and_the_codes_stay() -> None:
    (cut,) = cut_names(made(), PUBLIC)["claims"]
    assert (cut.quote, cut.gist, cut.locator, cut.attributes) == (WITHHELD, WITHHELD, WITHHELD, {})
    assert (cut.id, cut.kind, cut.when, cut.where, cut.about) == ("c1", "held_at", TOLD.when, "prison", "m1")


def test_what_was_empty_stays_empty() -> None:
    bare = claim("c1", "held_at", audience=PUBLIC)
    assert cut_names(made(claims=[bare]), PUBLIC)["claims"] == [bare]


def test_with_consent_everything_stays() -> None:
    assert cut_names(made(consent("k1", "m1")), PUBLIC)["claims"] == [TOLD]


def test_claims_about_events_and_about_nobody_are_not_touched() -> None:
    others = [
        claim("c2", "firearms_used", about="e1", quote="shots"),
        claim("c3", "background", about="", quote="x"),
    ]
    assert cut_names(made(claims=others), PUBLIC)["claims"] == others


@pytest.mark.parametrize("audience", [Audience.ORGANISATION, Audience.COALITION, Audience.SEALED])
def test_those_who_work_with_the_names_keep_them(audience: Audience) -> None:
    whole = made(title="Айсұлу Нұрлан")
    assert cut_names(whole, audience) is whole
    assert list(refused(whole, audience)) == []


@pytest.mark.parametrize(
    "title",
    [
        "The arrest of Нұрлан Айсұлу",
        "АЙСҰЛУ НҰРЛАН was seen",
        "Айсұлу\u00a0–\nНұрлан",
        "Айсұлу, Нұрлан, others",
        "«Нұрлан» (Айсұлу)",
        "Айсұлу Қайратқызы met Қайратқызы Айсұлу",
    ],
)
def test_a_cell_that_spells_the_name_is_refused_without_telling_the_name(title: str) -> None:
    (problem,) = refused(made(title=title))
    assert problem.code == "name_without_consent"
    assert str(problem).startswith("column events e1, title: it spells the name of a person on a list")
    assert "Нұрлан" not in str(problem)


@pytest.mark.parametrize(
    "title", ["Айсұлу", "Нұрлан", "Нұрлан Айсұлуова", "Айсұлу and others, Нұрлан", "", "Nurlan Aisulu"]
)
def test_what_does_not_spell_it_is_let_through(title: str) -> None:
    """Another spelling is not found: names across scripts are another step's work."""
    assert list(refused(made(title=title))) == []


def test_with_consent_the_name_may_stand_anywhere() -> None:
    assert list(refused(made(consent("k1", "m1"), title="Айсұлу Нұрлан"))) == []


def test_initials_alone_are_nobody() -> None:
    short = mention("m2", "А. Н.")
    assert list(refused(made(mentions=[short], title="а н"))) == []


def test_names_hide_nowhere_in_lists_and_nested_details() -> None:
    deep = claim("c2", "background", about="", attributes={"a": [{"b": "Айсұлу Нұрлан"}]}, audience=PUBLIC)
    found = list(refused(made(claims=[deep])))
    assert [problem.at.column for problem in found] == ["claims c2, attributes"]


def test_rows_and_columns_that_are_not_public_may_name_people() -> None:
    own = claim("c2", "background", about="", quote="Айсұлу Нұрлан", audience=Audience.COALITION)
    noted = claim("c3", "background", about="", case="Айсұлу Нұрлан", audience=PUBLIC)
    assert list(refused(made(claims=[own, noted]))) == []


@given(st.text(), st.text())
def test_whatever_stands_around_a_name_it_is_found(before: str, after: str) -> None:
    title = f"{before} нұрлан айсұлу {after}"
    assert list(refused(made(title=title)))
