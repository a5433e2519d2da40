"""The check for links that exact names miss: skeletons of names, and what they do not find."""

from __future__ import annotations

import pytest
from tests.people.small_register import listed, mention, rows

from undercount.facts.register import Mention
from undercount.facts.results import Persons
from undercount.facts.sources import List
from undercount.people.judgements import Judgements
from undercount.people.missed_links import skeleton
from undercount.people.persons import persons_of


def told_apart(*mentions: Mention, lists: tuple[List, ...] = ()) -> Persons:
    made = rows(mentions=mentions, lists=lists or [listed("hotline"), listed("ngo")])
    found = persons_of(made, Judgements(made))
    assert found
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Нұрлан Айсұлу", "Нурлан Айсулу"),
        ("Нұрлан Айсұлу", "Айсұлу Нұрлан"),
        ("Боримуранов Армамыр", "Бoримуранов Аpмaмыр"),
        ("Семёнов Пётр", "Семенов Петр"),
        ("Полина Аннова", "Полина Анова"),
        ("Nurlan Aisulu", "Nurlan Aysoulou"),
    ],
)
def test_a_name_in_two_spellings_has_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)
    found = told_apart(mention("m1", one), mention("m2", other, "ngo"))
    assert (len(found.persons), found.linked, found.missed) == (2, 0, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Нурлан Айсулу", "Nurlan Aisulu"),
        ("Нурлан Айсулу", "Нурлан А."),
        ("Нурлан Айсулу", "Нудлан Айсулу"),
        ("Нурлан Айсулу", "Ким Дана"),
    ],
)
def test_other_scripts_initials_and_slips_in_consonants_are_not_found(one: str, other: str) -> None:
    assert told_apart(mention("m1", one), mention("m2", other, "ngo")).missed == 0


def test_links_are_counted_beside_those_that_were_missed() -> None:
    found = told_apart(
        mention("m1", "Ким Дана"),
        mention("m2", "Ким Дана", "ngo"),
        mention("m3", "Нұрлан Айсұлу"),
        mention("m4", "Нурлан Айсулу", "ngo"),
        mention("m5", "Нурлан Айсулу", "hotline"),
    )
    assert (found.linked, found.missed) == (2, 1)


def test_a_list_that_names_nobody_twice_keeps_namesakes_apart() -> None:
    lists = (listed("hotline", duplicate_free=True), listed("ngo"))
    assert told_apart(mention("m1", "Нұрлан Айсұлу"), mention("m2", "Нурлан Айсулу"), lists=lists).missed == 0
    assert told_apart(mention("m1", "Нұрлан Айсұлу"), mention("m2", "Нурлан Айсулу")).missed == 1


def test_a_word_of_vowels_alone_stays_what_it_is() -> None:
    assert skeleton("Ия Ю") == ("ия", "ю")
