"""Dates as lists give them become EDTF, and what was doubtful about them is said."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undercount.intake.lists.cells.dates import DAY_FIRST, MONTH_FIRST, Calendar, order_shown, read_date
from undercount.intake.lists.parse.grid import DATE

JANUARY = Calendar(first=date(2022, 1, 2), last=date(2022, 1, 31), zone=ZoneInfo("Asia/Almaty"))
BIRTHS = Calendar(birth=True, last=date(2022, 1, 31))

EVENTS = {
    "5 января 2022": "2022-01-05",
    "5-го января 2022г.": "2022-01-05",
    "05.01.22": "2022-01-05",
    "05,01,2022": "2022-01-05",
    "2022.1.5": "2022-01-05",
    "20220105": "2022-01-05",
    "5-Jan-22": "2022-01-05",
    "Wed, 5 Jan 2022": "2022-01-05",
    "January 5, 2022": "2022-01-05",
    "2022 жылғы 5 қаңтар": "2022-01-05",
    "5 қаңтар 2022 ж.": "2022-01-05",
    "05 01 2022": "2022-01-05",
    "5 января 2022 (со слов брата)": "2022-01-05",
    "в ночь с 5 на 6 января": "2022-01-05/2022-01-06",
    "ночь с 05.01 на 06.01.2022": "2022-01-05/2022-01-06",
    "night of 5-6 January 2022": "2022-01-05/2022-01-06",
    "5 қаңтардан 6 қаңтарға қараған түні": "2022-01-05/2022-01-06",
    "5–7.01.2022": "2022-01-05/2022-01-07",
    "с 5 по 7 января": "2022-01-05/2022-01-07",
    "05.01-07.01.2022": "2022-01-05/2022-01-07",
    "Январь-февраль 2022": "2022-01/2022-02",
    "5 или 6 января": "[2022-01-05,2022-01-06]",
    "5/6 января": "[2022-01-05,2022-01-06]",
    "начало января": "2022-01-01~/2022-01-10~",
    "қаңтардың басы": "2022-01-01~/2022-01-10~",
    "early January": "2022-01-01~/2022-01-10~",
    "середина января 2022 г.": "2022-01-11~/2022-01-20~",
    "конец декабря 2021 — начало января 2022": "2021-12-21~/2022-01-10~",
    "январь 2022": "2022-01",
    "янв.22": "2022-01",
    "01.2022": "2022-01",
    "2022": "2022",
    "лето 2022": "2022-22",
    "около 5 января": "2022-01-05~",
    "~05.01.2022": "2022-01-05~",
    "до 10 января": "../2022-01-10",
    "не позднее 10 января": "../2022-01-10",
    "10 қаңтарға дейін": "../2022-01-10",
    "после 5 января": "2022-01-05/..",
    "05.01.2022 14:30": "2022-01-05T14:30+06:00",
    "05.01.2022 в 14:30": "2022-01-05T14:30+06:00",
    "2022-01-05T10:30:00Z": "2022-01-05T10:30:00Z",
    "2022-01-05T10:30:00.000+0600": "2022-01-05T10:30:00+06:00",
    "05.01.2022 00:00:00": "2022-01-05",
    f"{DATE}2022-01-05T14:30": "2022-01-05T14:30+06:00",
    "44566": "2022-01-05",
    "2022-01-05/2022-01-10": "2022-01-05/2022-01-10",
    "5/13/22": "2022-05-13",
    "5/1/22": "[2022-01-05,2022-05-01]",
}
BIRTH = {
    "1992 г.р.": "1992",
    "г.р. 1992": "1992",
    "92 г.р.": "1992",
    "1992 ж.т.": "1992",
    "born 1992": "1992",
    "05.01.92": "1992-01-05",
    "05.01.15": "2015-01-05",
    "около 1990": "1990~",
    "1990-1992": "1990/1992",
    "05.1992": "1992-05",
    "1992-05-XX": "1992-05-XX",
    "199X": "199X",
}
FAULTS = {
    "вчера": "relative_date",
    "last week": "relative_date",
    "когда-то": "not_a_date",
    "45": "not_a_date",
    "0": "not_a_date",
    "31.02.2022": "impossible_date",
    "2022-13-01": "impossible_date",
    "30.12.1899": "impossible_date",
    f"{DATE}1899-12-31": "impossible_date",
    "05.01.0202": "impossible_date",
}


@pytest.mark.parametrize(("text", "edtf"), EVENTS.items())
def test_a_date_of_an_event_is_read(text: str, edtf: str) -> None:
    reading = read_date(text, JANUARY)
    assert reading.moment is not None, reading
    assert reading.moment.edtf == edtf


@pytest.mark.parametrize(("text", "edtf"), BIRTH.items())
def test_a_birth_is_read(text: str, edtf: str) -> None:
    reading = read_date(text, BIRTHS)
    assert reading.moment is not None, reading
    assert reading.moment.edtf == edtf


@pytest.mark.parametrize(("text", "fault"), FAULTS.items())
def test_what_is_no_date_is_named(text: str, fault: str) -> None:
    assert read_date(text, JANUARY).fault == fault


def test_a_birth_in_the_future_is_impossible() -> None:
    assert read_date("15.08.2030", BIRTHS).fault == "impossible_date"


def test_a_missing_year_is_never_guessed_without_a_crisis() -> None:
    assert read_date("5 января", Calendar()).fault == "no_year"
    assert read_date("5 января", Calendar(year=2023)).moment == read_date("05.01.2023", Calendar()).moment


def test_a_missing_year_is_the_only_one_that_lies_in_the_days_under_watch() -> None:
    winter = Calendar(first=date(2021, 12, 20), last=date(2022, 1, 20))
    assert str(read_date("25 декабря", winter).moment) == "2021-12-25"
    assert str(read_date("5 января", winter).moment) == "2022-01-05"
    assert read_date("5 марта", winter).fault == "no_year"


def test_what_was_supplied_or_left_out_is_noted() -> None:
    assert read_date("5 января", JANUARY).notes == ("year_supplied",)
    assert read_date("05.01.22", JANUARY).notes == ("two_digit_year",)
    assert read_date("05.01.2022 14:30", Calendar()).notes == ("time_dropped",)
    assert read_date("44566", JANUARY).notes == ("serial_number",)


def test_day_numbers_may_count_from_1904() -> None:
    assert str(read_date("43104", Calendar(from_1904=True)).moment) == "2022-01-05"


@pytest.mark.parametrize(
    ("text", "shown"),
    [("5/1/22", "either"), ("13/1/22", DAY_FIRST), ("1/13/22", MONTH_FIRST), ("5/5/22", ""), ("05.01.2022", "")],
)
def test_figures_show_their_order_only_where_they_do(text: str, shown: str) -> None:
    assert order_shown(text) == shown


days = st.dates(date(1930, 1, 1), date(2060, 12, 31))


@given(days, st.sampled_from(["{d:02}.{m:02}.{y}", "{y}-{m:02}-{d:02}", "{d}.{m}.{y} г.", "{y}/{m}/{d}"]))
def test_a_whole_day_in_figures_is_that_day(day: date, shape: str) -> None:
    reading = read_date(shape.format(d=day.day, m=day.month, y=day.year), Calendar())
    assert reading.moment is not None
    assert (reading.moment.first_day, reading.moment.last_day) == (day, day)


@given(days)
def test_a_set_holds_both_readings_of_doubtful_figures(day: date) -> None:
    reading = read_date(f"{day.day}/{day.month}/{day.year}", Calendar())
    assert reading.moment is not None
    first, last = reading.moment.first_day, reading.moment.last_day
    assert first is not None
    assert last is not None
    assert first <= day <= last


@given(days)
def test_a_day_number_is_its_day(day: date) -> None:
    number = (day - date(1899, 12, 30)) // timedelta(days=1)
    assert str(read_date(str(number), Calendar()).moment) in (day.isoformat(), "None")


@given(st.text(max_size=60))
def test_any_text_is_read_or_named(text: str) -> None:
    for calendar in (JANUARY, BIRTHS, Calendar()):
        reading = read_date(text, calendar)
        assert (reading.moment is None) == bool(reading.fault)


@given(st.lists(st.sampled_from(["5", "12", "января", "2022", ".-/,~", "с", "по", "на", "до", "или", "в", "ночь", "г.", "қаңтар", "басы", "Jan", "early", "14:30", "XX"]), max_size=8))
def test_any_words_of_dates_are_read_or_named(words: list[str]) -> None:
    reading = read_date(" ".join(words), JANUARY)
    assert (reading.moment is None) == bool(reading.fault)
