"""Ages, sexes, numbers of people, roles and answers, as cells give them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undercount.facts.unknown import Unknown
from undercount.intake.lists.cells.dates import Calendar
from undercount.intake.lists.cells.reading import Reading
from undercount.intake.lists.cells.values import (
    read_age,
    read_answer,
    read_birth,
    read_count,
    read_identifier,
    read_roles,
    read_sex,
    read_status,
    read_text,
    read_when,
)

JANUARY = Calendar(birth=True, first=date(2022, 1, 2), last=date(2022, 1, 31))

AGES: dict[str, dict[str, Any]] = {
    "17": {"age": 17},
    "17 лет": {"age": 17},
    "17 жас": {"age": 17},
    "17 y.o.": {"age": 17},
    "17-летний": {"age": 17},
    "лет 30": {"age": 30},
    "25.0": {"age": 25},
    "17 лет 3 мес.": {"age": 17},
    "1,5 года": {"age": 1},
    "6 мес.": {"age": 0},
    "около 30": {"age": 30},
    "на вид 30 лет": {"age": 30},
    "30?": {"age": 30},
    "30-35": {"birth": "1986/1992"},
    "старше 18": {},
    "18+": {},
    "0": {},
    "взрослый": {},
    "несоверш.": {"roles": ("minor",)},
    "кәмелетке толмаған": {"roles": ("minor",)},
    "1992 г.р.": {"birth": "1992"},
    "25 (1996 г.р.)": {"age": 25, "birth": "1996"},
    "неизв.": {},
    "-": {},
}


def plain(reading: Reading) -> dict[str, Any]:
    return {name: str(value) if name == "birth" else value for name, value in reading.fields.items()}


@pytest.mark.parametrize(("text", "fields"), AGES.items())
def test_an_age_is_read(text: str, fields: dict[str, Any]) -> None:
    reading = read_age(text, JANUARY)
    assert not reading.fault
    assert plain(reading) == fields


@pytest.mark.parametrize(
    ("text", "fault"),
    [("125", "impossible_age"), ("abc", "not_an_age"), ("#REF!", "error_cell"), ("\x1f1900-01-30", "not_an_age")],
)
def test_what_is_no_age_is_named(text: str, fault: str) -> None:
    assert read_age(text, JANUARY).fault == fault


def test_an_age_in_the_column_of_births_is_an_age() -> None:
    assert plain(read_birth("30 лет", JANUARY)) == {"age": 30}
    assert read_birth("45", JANUARY).fault == "not_a_date"  # an age, or a year: nobody knows


@pytest.mark.parametrize(
    ("text", "sex"),
    [("м", "male"), ("Ж", "female"), ("муж.", "male"), ("female", "female"), ("ер", "male"), ("әйел", "female")],
)
def test_sex_is_read_in_three_languages(text: str, sex: str) -> None:
    assert read_sex(text).fields == {"sex": sex}


def test_a_sex_in_figures_is_not_guessed() -> None:
    assert read_sex("1").fault == "not_a_sex"


def test_unknown_is_a_value_with_its_reason() -> None:
    assert read_sex("неизв.").fields == {"sex": "unknown:not_known"}
    assert read_birth("нет данных", JANUARY).fields == {"birth": Unknown.NOT_STATED}
    assert read_text("неразборчиво", "residence").fields == {"residence": "unknown:not_legible"}
    assert read_when("уточняется", JANUARY).fields == {"when": Unknown.NOT_KNOWN}


@pytest.mark.parametrize(
    ("text", "bounds"),
    [("12", (12, 12)), ("2-3", (2, 3)), ("не менее 5", (5, None)), ("more than 10", (11, None)), ("около 20", (None, None))],
)
def test_numbers_of_people_keep_their_hedges(text: str, bounds: tuple[int | None, int | None]) -> None:
    fields = read_count(text).fields
    assert (fields["count_low"], fields["count_high"]) == bounds


@pytest.mark.parametrize("text", ["0", "много", "-5"])
def test_a_number_that_is_none_is_named(text: str) -> None:
    assert read_count(text).fault == "not_a_count"


def test_roles_and_statuses_are_words_of_the_vocabulary_or_named() -> None:
    assert read_roles("журналист, активист").fields == {"roles": ("journalist", "activist")}
    assert read_roles("журналист, космонавт").fault == "not_a_role"
    assert read_status("задержан").fields == {"kinds": ("apprehended",)}
    assert read_status("ждёт").fault == "not_a_status"


def test_yes_no_and_unknown_are_three_answers() -> None:
    assert read_answer("да").fields == {"polarity": "asserts"}
    assert read_answer("жоқ").fields == {"polarity": "denies"}
    assert read_answer("неизвестно").fields == {"polarity": "does_not_know"}
    assert read_answer("").fields == {}
    assert read_answer("может быть").fault == "not_an_answer"


def test_an_identifier_that_a_spreadsheet_cut_is_named() -> None:
    assert read_identifier("1.23457E+11", "id").fault == "scientific"
    assert read_identifier("000123", "id").fields == {"id": "000123"}


@given(st.text(max_size=40))
def test_any_text_is_read_or_named(text: str) -> None:
    for reading in (
        read_age(text, JANUARY),
        read_birth(text, JANUARY),
        read_sex(text),
        read_count(text),
        read_roles(text),
        read_status(text),
        read_answer(text),
        read_text(text, "residence"),
        read_identifier(text, "id"),
        read_when(text, JANUARY),
    ):
        assert not (reading.fault and reading.fields)
