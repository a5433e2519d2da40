"""Moments: what each text of a date can mean at the earliest and at the latest, and what is no date."""

from __future__ import annotations

import contextlib
import io
import re
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undercount.facts.moment import Moment, day_moment, days_between, read_moment

ALMATY = ZoneInfo("Asia/Almaty")

GOOD = [  # EDTF (ISO 8601-2:2019), levels 0 to 2: text, first day, last day
    ("2022", "2022-01-01", "2022-12-31"),
    ("2022-01", "2022-01-01", "2022-01-31"),
    ("2022-02", "2022-02-01", "2022-02-28"),
    ("2020-02", "2020-02-01", "2020-02-29"),
    ("2022-01-05", "2022-01-05", "2022-01-05"),
    ("  2022-01-05 ", "2022-01-05", "2022-01-05"),
    ("2020-02-29", "2020-02-29", "2020-02-29"),
    ("2022~", "2022-01-01", "2022-12-31"),
    ("2022-08~", "2022-08-01", "2022-08-31"),
    ("2022-01-05?", "2022-01-05", "2022-01-05"),
    ("2022-01-05%", "2022-01-05", "2022-01-05"),
    ("2022-01-XX", "2022-01-01", "2022-01-31"),
    ("2020-02-XX", "2020-02-01", "2020-02-29"),
    ("2022-XX", "2022-01-01", "2022-12-31"),
    ("2022-XX-XX", "2022-01-01", "2022-12-31"),
    ("2022-XX-05", "2022-01-05", "2022-12-05"),
    ("202X", "2020-01-01", "2029-12-31"),
    ("19XX", "1900-01-01", "1999-12-31"),
    ("2022-21", "2022-03-01", "2022-05-31"),
    ("2022-33", "2022-01-01", "2022-03-31"),
    ("{2022,2023}", "2022-01-01", "2023-12-31"),
    ("[2022-01-01..2022-01-05]", "2022-01-01", "2022-01-05"),
    ("2022-01-05/2022-01-10", "2022-01-05", "2022-01-10"),
    ("2022/2023", "2022-01-01", "2023-12-31"),
    ("2022-01/2022-02", "2022-01-01", "2022-02-28"),
    ("2022-01-05~/2022-01-10~", "2022-01-05", "2022-01-10"),
    ("2022-01-09/..", "2022-01-09", None),
    ("2022-01-09/", "2022-01-09", None),
    ("../2022-01-09", None, "2022-01-09"),
    ("/2022-01-09", None, "2022-01-09"),
    ("1899-12-31", "1899-12-31", "1899-12-31"),
]

NO_DATE = "is not a date in EDTF, such as 2022-01-05, 2022-01 or 2022-01-05/2022-01-10"
NO_SUCH = "names a day or a time that does not exist"
NO_OFFSET = "has a time of day and no offset: write it as in 2022-01-05T10:30Z"
BAD = [
    ("", NO_DATE),
    ("..", NO_DATE),
    ("yesterday", NO_DATE),
    ("January 2022", NO_DATE),
    ("05.01.2022", NO_DATE),
    ("20220105", NO_DATE),
    ("2022-1-5", NO_DATE),
    ("2022-13", NO_DATE),
    ("2022-00", NO_DATE),
    ("2022-X1", NO_DATE),
    ("0000", NO_DATE),
    ("-0044", NO_DATE),
    ("XXXX", NO_DATE),
    ("1998S2", NO_DATE),
    ("Y170000002", NO_DATE),
    ("٢٠٢٢-٠١-٠٥", NO_DATE),
    ("2022-01-05/06", NO_DATE),
    ("2022-01-05/unknown", NO_DATE),
    ("[" * 5000, NO_DATE),
    ("0000-01-01", NO_SUCH),
    ("2022-02-29", NO_SUCH),
    ("2022-06-31", NO_SUCH),
    ("2022-01-05T24:00Z", NO_SUCH),
    ("2022-01-05T10:60Z", NO_SUCH),
    ("2022-01-05T10:30+25:00", NO_SUCH),
    ("2022-01-05T10:30", NO_OFFSET),
    ("2022-01-05T10Z", NO_OFFSET),
    ("../..", "is a span without an end: give at least one"),
    ("/", "is a span without an end: give at least one"),
    ("2022-01-10/2022-01-05", "ends before it starts"),
    ("2022-01-05T12:00Z/2022-01-05T16:00+06:00", "ends before it starts"),
    (
        "2022-01-05T10:30Z/2022-01-06",
        "has one end that is a day and one that is a time: give both alike",
    ),
    ("2022-01-05/2022-01-10/2022", "has more than one slash: a span has two ends"),
    ("01/05/2022", "has more than one slash: a span has two ends"),
    ("2022-24", "is a winter, which spans two years: give its months, as in 2021-12/2022-02"),
    ("2022-28", "is a winter, which spans two years: give its months, as in 2021-12/2022-02"),
]


@pytest.mark.parametrize(("text", "first", "last"), GOOD)
def test_a_text_in_edtf_has_its_first_and_last_day(text: str, first: str | None, last: str | None) -> None:
    moment = read_moment(text)
    found = [day and day.isoformat() for day in (moment.first_day, moment.last_day)]
    assert found == [first, last]
    assert moment.edtf == text.strip() == str(moment)
    assert not moment.is_instant


@pytest.mark.parametrize(("text", "message"), BAD)
def test_what_is_no_date_is_refused_in_words(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        read_moment(text)


def test_the_tables_of_texts_are_long_enough_to_mean_something() -> None:
    assert len(GOOD) + len(BAD) >= 40


@pytest.mark.parametrize("text", ["2022-X1", "2022-1X", "2022-01-X5"])
def test_nothing_is_printed_while_a_date_is_read(text: str) -> None:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), pytest.raises(ValueError, match="EDTF"):
        read_moment.__wrapped__(text)
    assert printed.getvalue() == ""


def test_a_point_in_time_keeps_the_offset_it_was_given_in() -> None:
    moment = read_moment("2022-01-05T23:30+06:00")
    assert moment.is_instant
    assert moment.first_day == moment.last_day == date(2022, 1, 5)
    assert moment.bounds(ZoneInfo("America/New_York")) == (datetime(2022, 1, 5, 17, 30, tzinfo=UTC),) * 2


def test_a_civil_day_is_read_in_the_zone_of_the_crisis() -> None:
    first, last = read_moment("2022-01-05").bounds(ALMATY)
    assert first == datetime(2022, 1, 4, 18, tzinfo=UTC)
    assert last == datetime(2022, 1, 5, 17, 59, 59, 999999, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Asia/Almaty", "2024-02-29", 25),  # clocks went back at midnight into 1 March 2024
        ("America/Sao_Paulo", "2018-02-17", 25),  # back at midnight: 23:00 to 24:00 came twice
        ("America/Sao_Paulo", "2018-11-04", 23),  # forward at midnight: the day began at 01:00
        ("Europe/Paris", "2022-03-27", 23),
        ("Europe/Paris", "2022-10-30", 25),
        ("Asia/Almaty", "2022-01-05", 24),
    ],
)
def test_a_day_lasts_as_long_as_its_clocks_say(zone: str, day: str, hours: int) -> None:
    first, last = read_moment(day).bounds(ZoneInfo(zone))
    assert first is not None
    assert last is not None
    assert last - first == timedelta(hours=hours) - timedelta(microseconds=1)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.timezone_keys())
def test_days_follow_each_other_without_gap_or_overlap_in_every_zone(day: date, zone: str) -> None:
    _, last = day_moment(day).bounds(ZoneInfo(zone))
    first, _ = day_moment(day + timedelta(days=1)).bounds(ZoneInfo(zone))
    assert last is not None
    assert first is not None
    assert first - last == timedelta(microseconds=1)


@pytest.mark.parametrize("zone", ["Asia/Almaty", "America/New_York"])
@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31", "9999"])
def test_the_ends_of_the_calendar_do_not_break_the_bounds(text: str, zone: str) -> None:
    first, last = read_moment(text).bounds(ZoneInfo(zone))
    assert first is None or last is None or first < last


@given(st.dates())
def test_a_day_is_read_back_from_what_it_is_written_as(day: date) -> None:
    moment = day_moment(day)
    assert read_moment(str(moment)) == moment
    assert (moment.first_day, moment.last_day) == (day, day)


@given(st.dates(), st.dates())
def test_a_span_holds_both_its_ends_whatever_their_order(one: date, other: date) -> None:
    first, last = sorted((one, other))
    span = read_moment(f"{first}/{last}")
    assert (span.first_day, span.last_day) == (first, last)
    assert days_between(first, last) == (last - first).days
    if first < last:
        with pytest.raises(ValueError, match="ends before it starts"):
            read_moment(f"{last}/{first}")


@given(st.datetimes(), st.integers(-14 * 60, 14 * 60))
def test_a_point_in_time_is_read_back_to_the_second(clock: datetime, offset: int) -> None:
    point = clock.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=offset)))
    moment = read_moment(point.isoformat())
    assert moment.earliest == moment.latest == point


@given(st.text(alphabet="0123456789-/.XT:Z+~?%[]{},SYW ٠", max_size=24))
def test_any_text_is_a_moment_in_order_or_refused(text: str) -> None:
    try:
        moment = read_moment(text)
    except ValueError:
        return
    assert isinstance(moment, Moment)
    assert moment.earliest is not None or moment.latest is not None
    if moment.first_day and moment.last_day:
        assert moment.first_day <= moment.last_day
    assert read_moment(moment.edtf) == moment
