"""Names are kept as given; what is odd about them is said, and garbled ones are named."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undercount.intake.lists.cells.names import read_name

PLAIN = ("Тасмұратов Ақберен", "ТАСМҰРАТОВ А. Б.", "Тасмұратов А.Б.", "Tasmurat Akberen", "O'Tamur Jan", "Ким", "Öztamur Jürken")
SAID: dict[str, dict[str, Any]] = {
    "12 мужчин": {"count_low": 12, "count_high": 12},
    "двенадцать мужчин": {"count_low": 12, "count_high": 12},
    "группа из 12 человек": {"count_low": 12, "count_high": 12},
    "группа неизвестных": {"count_low": 2, "count_high": None},
    "несколько человек": {"count_low": 3, "count_high": None},
    "several dozen people": {"count_low": 24, "count_high": None},
    "около 20 человек": {"count_low": None, "count_high": None},
    "семья из 5 человек": {"count_low": 5, "count_high": 5},
    "Тасмұратов и ещё 3 человека": {"count_low": 4, "count_high": 4},
    "Тасмұратов А. и другие": {"count_low": 2, "count_high": None},
    "Тасмұратов Ақберен, Бектурин Нұртілек": {"count_low": 2, "count_high": 2},
    "5 адам": {"count_low": 5, "count_high": 5},
}
ODD = {
    "Tасмұратов Ақберен": "mixed_script",
    "Әлiмжан Сұңқар": "mixed_script",
    "Тасмұратов Ақберен A.": "look_alike",
    "Тасм1ратов Ақберен": "digit_in_word",
    "Тасмұратов Ақберен, 25 лет": "more_than_name",
    "Тасмұратов\u200b Ақберен": "invisible",
    "unknown man": "unnamed",
    "Неизвестная женщина": "unnamed",
    "белгісіз ер адам": "unnamed",
    "неизв.": "unnamed",
}


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_name_is_kept_without_a_word(name: str) -> None:
    reading = read_name(name)
    assert (dict(reading.fields), reading.fault, reading.notes) == ({"name": name}, "", ())


@pytest.mark.parametrize(("name", "counts"), SAID.items())
def test_a_name_that_speaks_of_several_says_how_many(name: str, counts: dict[str, Any]) -> None:
    assert dict(read_name(name).fields) == {"name": name, **counts}


@pytest.mark.parametrize(("name", "note"), ODD.items())
def test_an_odd_name_is_kept_and_what_is_odd_is_said(name: str, note: str) -> None:
    reading = read_name(name)
    assert reading.fields["name"] == name
    assert note in reading.notes


@pytest.mark.parametrize("family", ["Неизвестных Иван", "Группкин Тарас", "Женщинов Арман"])
def test_a_surname_that_begins_like_nobody_is_a_name(family: str) -> None:
    assert read_name(family).notes == ()


GARBLED = ("utf-8 as cp1251", "utf-8 as cp1252", "cp1251 as cp1252", "koi8-r as cp1251", "cp866 as cp1251")


@pytest.mark.parametrize("how", GARBLED)
def test_a_garbled_name_is_named_and_never_repaired(how: str) -> None:
    right, wrong = how.split(" as ")
    shown = "".join(_shown(byte, wrong) for byte in "Тасмуратов Нуртилек".encode(right))
    reading = read_name(shown)
    assert reading.fault == "mojibake"
    assert not reading.fields


def _shown(byte: int, table: str) -> str:
    try:
        return bytes((byte,)).decode(table)
    except UnicodeDecodeError:
        return chr(byte)


@pytest.mark.parametrize(("cell", "fault"), [("????? ?????", "letters_lost"), ("Тасм\ufffdратов", "letters_lost"), ("12345", "not_a_name"), ("=1+1", "formula_text"), ("#Н/Д", "error_cell")])
def test_what_is_no_name_is_named(cell: str, fault: str) -> None:
    assert read_name(cell).fault == fault


@given(st.text(max_size=60))
def test_any_text_is_a_name_or_nothing_or_named(text: str) -> None:
    reading = read_name(text)
    assert not (reading.fault and reading.fields)


cyrillic = st.text(st.sampled_from("абвгдежзиклмнопрстуфхцчшщыьэюяәғқңөұүһі"), min_size=2, max_size=12)


@given(cyrillic, cyrillic)
def test_cyrillic_names_are_never_taken_for_garbled_ones(family: str, given_name: str) -> None:
    assert read_name(f"{family.capitalize()} {given_name.capitalize()}").fault == ""
