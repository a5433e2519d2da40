"""What figures count, brought to one form."""

from __future__ import annotations

import pytest

from undercount.counting.scope import (
    compatible,
    is_part,
    lies_in,
    metric_of,
    place_of,
    population_of,
    rivals,
)
from undercount.facts.crisis import Place

PLACES = {
    "land": Place(id="land", kind="country", name_en="Land", name_ru="Страна", name_kk="Ел"),
    "city": Place(
        id="city",
        kind="city",
        name_en="City",
        name_ru="Город",
        name_kk="Қала",
        parent="land",
        old_names=("Old Town",),
    ),
    "loop": Place(id="loop", kind="city", name_en="Loop", name_ru="Круг", name_kk="Шеңбер", parent="loop"),
}


@pytest.mark.parametrize(
    ("said", "group"),
    [
        ("security_forces", "security_forces"),
        ("police and National Guard", "security_forces"),
        ("сотрудники полиции", "security_forces"),
        ("'armed criminals'", "protesters"),
        ("all, incl. 19 officers", "all"),
        ("children, incl. a 4-year-old girl", "minors"),
        ("-", ""),
        ("miners of one shaft", "miners of one shaft"),
    ],
)
def test_whom_a_figure_counts_is_told_by_code_or_by_its_words(said: str, group: str) -> None:
    assert population_of(said) == group


def test_a_place_is_found_by_any_of_its_names() -> None:
    assert {place_of(name, PLACES) for name in ("city", "CITY", "қала", "old town")} == {"city"}
    assert place_of("Elsewhere", PLACES) == "elsewhere"


def test_a_place_lies_in_its_parents_and_a_circle_of_parents_ends() -> None:
    assert lies_in("city", "land", PLACES)
    assert not lies_in("land", "city", PLACES)
    assert not lies_in("loop", "land", PLACES)


def test_police_are_part_of_the_security_forces_and_of_all_but_not_of_themselves() -> None:
    assert is_part("police", "security_forces")
    assert is_part("police", "all")
    assert not is_part("police", "police")
    assert not is_part("all", "")
    assert not is_part("unrest_cases", "all")


def test_definitions_agree_where_one_says_all_that_the_other_does() -> None:
    assert compatible("deaths", "deaths, named list")
    assert compatible("", "bodies in morgues")
    assert not compatible("bodies in morgues", "deaths by gunshot")


def test_readers_take_the_detained_and_those_brought_to_the_police_for_one_but_not_the_released() -> None:
    assert rivals("detained", "brought_to_police")
    assert not rivals("detained", "released")
    assert metric_of("Brought to police") == "brought_to_police"
