"""People told apart by exact names: what is one person, what is two, and what cannot be compared."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.people.small_register import listed, mention, rows, same_person

from undercount.facts.register import Judgement, Mention
from undercount.facts.results import Persons
from undercount.facts.tables import Row
from undercount.people.judgements import Judgements
from undercount.people.persons import exact_name, is_linkable, persons_of, script


def told_apart(*mentions: Mention, judgements: Sequence[Judgement] = (), **tables: Sequence[Row]) -> Persons:
    made = rows(mentions=mentions, judgements=judgements, **tables)
    found = persons_of(made, Judgements(made))
    assert found
    return found


def sets(found: Persons) -> list[tuple[str, ...]]:
    return [person.mentions for person in found.persons]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Айсұлу Нұрлан", "АЙСҰЛУ  НҰРЛАН"),
        ("  Aisulu\tNurlan ", "aisulu nurlan"),
        ("Ёлка Ким", "Е\u0308лка Ким"),
        ("Strauß Karl", "STRAUSS KARL"),
    ],
)
def test_case_spaces_and_how_letters_are_encoded_make_no_difference(one: str, other: str) -> None:
    assert exact_name(one) == exact_name(other)
    assert sets(told_apart(mention("m1", one), mention("m2", other, "police"))) == [("m1", "m2")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Айсулу Нурлан", "Айсұлу Нұрлан"),
        ("Aisulu Nurlan", "Айсулу Нурлан"),
        ("Нурлан Айсулу", "Айсулу Нурлан"),
        ("Айсулу Нурлан", "Айсулу Нурланова"),
    ],
)
def test_it_is_crude_a_name_spelt_in_two_ways_makes_two_people(one: str, other: str) -> None:
    assert len(told_apart(mention("m1", one), mention("m2", other, "police")).persons) == 2


def test_a_person_is_named_after_the_first_of_their_mentions() -> None:
    found = told_apart(mention("m3", "A B" * 2), mention("m1", "Dana Kim"), mention("m2", "Dana Kim", "police"))
    assert [person.id for person in found.persons] == ["m1", "m3"]


def test_on_a_list_without_duplicates_two_rows_of_one_name_are_two_people() -> None:
    """Three on the list of the police, two on the hotline, which may repeat itself: three people at least."""
    mentions = [mention(f"p{n}", "Dana Kim", "police") for n in (1, 2, 3)]
    mentions += [mention(f"h{n}", "Dana Kim") for n in (1, 2)]
    lists = [listed("hotline"), listed("police", duplicate_free=True)]
    assert sets(told_apart(*mentions, lists=lists)) == [("h1", "h2", "p1"), ("p2",), ("p3",)]


def test_two_lists_without_duplicates_share_as_many_people_of_a_name_as_they_can() -> None:
    mentions = [mention(f"p{n}", "Dana Kim", "police") for n in (1, 2, 3)]
    mentions += [mention(f"h{n}", "Dana Kim") for n in (1, 2)]
    lists = [listed("hotline", duplicate_free=True), listed("police", duplicate_free=True)]
    assert sets(told_apart(*mentions, lists=lists)) == [("h1", "p1"), ("h2", "p2"), ("p3",)]


def test_members_judge_before_names_do() -> None:
    mentions = (
        mention("m1", "Aisulu Nurlan"),
        mention("m2", "Айсулу Нурлан", "police"),
        mention("m3", "Aisulu Nurlan", "lawyers"),
    )
    judged = (same_person("j1", "m1", "m2"), same_person("j2", "m3", "m1", "no"))
    assert sets(told_apart(*mentions, judgements=judged)) == [("m1", "m2"), ("m3",)]


def test_a_judgement_that_was_superseded_says_nothing() -> None:
    mentions = (mention("m1", "Aisulu Nurlan"), mention("m2", "Айсулу Нурлан", "police"))
    judged = (same_person("j1", "m1", "m2"), same_person("j2", "m1", "m2", "unsure", supersedes="j1"))
    assert len(told_apart(*mentions, judgements=judged).persons) == 2


def test_members_who_contradict_each_other_say_nothing() -> None:
    mentions = (mention("m1", "Aisulu Nurlan"), mention("m2", "Айсулу Нурлан", "police"))
    judged = (same_person("j1", "m1", "m2"), same_person("j2", "m2", "m1", "no"))
    assert len(told_apart(*mentions, judgements=judged).persons) == 2


@pytest.mark.parametrize("name", ["", "unknown:not_stated", "Нурлан", "Нурлан А.", "Нурлан А.Б.", "N. B.", "12 34"])
def test_names_that_are_missing_or_short_are_never_linked(name: str) -> None:
    found = told_apart(mention("m1", name), mention("m2", name, "police"))
    assert sets(found) == [("m1",), ("m2",)]
    assert found.unlinkable == ("m1", "m2")
    assert not is_linkable(exact_name(name))


def test_a_group_of_unnamed_people_is_nobody() -> None:
    found = told_apart(
        mention("m1", "Dana Kim", count_low=1, count_high=1),
        mention("m2", "twelve men", count_low=12, count_high=12),
        mention("m3", "several men", count_low=2),
    )
    assert sets(found) == [("m1",)]
    assert found.groups == ("m2", "m3")


def test_lists_of_initials_and_lists_in_another_script_cannot_be_compared() -> None:
    found = told_apart(
        mention("m1", "Айсулу Нурлан", "hotline"),
        mention("m2", "Дана Ким", "lawyers"),
        mention("m3", "Нурлан А.", "police"),
        mention("m4", "Ким Д.Б.", "police"),
        mention("m5", "Dana Kim", "press"),
    )
    assert found.not_comparable == ("police", "press")


@pytest.mark.parametrize(
    ("name", "letters"), [("Қайрат", "CYRILLIC"), ("Kairat", "LATIN"), ("كيرات", "ARABIC"), ("1", "")]
)
def test_the_script_of_a_name(name: str, letters: str) -> None:
    assert script(name) == letters


@pytest.mark.parametrize("withheld", [mention("m1", "unknown:withheld"), mention("unknown:withheld", "Dana Kim")])
def test_where_names_are_withheld_people_cannot_be_told_apart(withheld: Mention) -> None:
    made = rows(mentions=[withheld])
    assert persons_of(made, Judgements(made)) is None


@given(
    st.lists(
        st.tuples(st.sampled_from(["Dana Kim", "Aisulu Nurlan", "Kim D."]), st.sampled_from(["hotline", "police"])),
        max_size=12,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_rows_changes_nothing_and_nobody_is_lost(
    named: list[tuple[str, str]], chance: random.Random
) -> None:
    mentions = [mention(f"m{at:02}", name, list_) for at, (name, list_) in enumerate(named)]
    found = told_apart(*mentions)
    turned = list(mentions)
    chance.shuffle(turned)
    assert told_apart(*turned) == found
    assert sorted(m for person in found.persons for m in person.mentions) == [m.id for m in mentions]
