"""Dates as sources give them: often partial, sometimes a span, never without their earliest and latest.

The text is EDTF (ISO 8601-2:2019): `2022-01-05`, `2022-01`, `2022-08~`, `2022-01-XX`,
`2022-01-05/2022-01-10`, `2022-01-09/..`, and points in time with an offset, `2022-01-05T10:30Z`.
"""

from __future__ import annotations

import calendar
import contextlib
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from time import struct_time

from edtf import EDTFObject, parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

_POINT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
_WINTER = re.compile(r"\d{4}-(24|28)", re.ASCII)  # which December and which February is anybody's guess
_DIGITS = re.compile(r"S\d+", re.ASCII)  # the library gives the year alone as its bounds
_OPEN = ("..", "")
_LAST = time.max.replace(fold=1)  # the second of two, where clocks go back over midnight
_NOT_EDTF = "is not a date in EDTF, such as 2022-01-05, 2022-01 or 2022-01-05/2022-01-10"
_LONGEST = 80  # characters; no date that a person writes is longer


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A partial date or a span, with the bounds it entails.

    Attributes:
        edtf: the text as it was given, in EDTF.
        earliest: the first instant (an aware `datetime`) or civil day (a `date`) it can mean; None is open.
        latest: the last one, likewise.
    """

    edtf: str
    earliest: date | datetime | None
    latest: date | datetime | None

    def __str__(self) -> str:
        return self.edtf

    @property
    def is_instant(self) -> bool:
        """Whether it tells a time of day and an offset."""
        return isinstance(self.earliest or self.latest, datetime)

    @property
    def first_day(self) -> date | None:
        """The first civil day it can mean, in the offset it was given in."""
        return _day(self.earliest)

    @property
    def last_day(self) -> date | None:
        """The last civil day it can mean, in the offset it was given in."""
        return _day(self.latest)

    def bounds(self, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
        """Return the first and last instant in UTC, reading civil days in `zone`; None is open."""
        return _instant(self.earliest, zone, time.min), _instant(self.latest, zone, _LAST)


@lru_cache(maxsize=65_536)
def read_moment(text: str) -> Moment:
    """Read an EDTF text.

    Raises:
        ValueError: the text is not EDTF, is a time without an offset, or ends before it starts; the
            message goes on where the text stops, as in `'2022-13' is not a date`.
    """
    left, slash, right = text.strip().partition("/")
    if "/" in right:
        raise ValueError("has more than one slash: a span has two ends")
    if not slash:
        earliest, latest = _side(left)
        return Moment(text.strip(), earliest, latest)
    first = None if left in _OPEN else _side(left)[0]
    last = None if right in _OPEN else _side(right)[1]
    if first is None and last is None:
        raise ValueError("is a span without an end: give at least one")
    if isinstance(first, datetime) != isinstance(last, datetime) and first is not None and last is not None:
        raise ValueError("has one end that is a day and one that is a time: give both alike")
    if first is not None and last is not None and last < first:
        raise ValueError("ends before it starts")
    return Moment(text.strip(), first, last)


def day_moment(day: date) -> Moment:
    """Return the moment of one civil day."""
    return Moment(day.isoformat(), day, day)


def _side(text: str) -> tuple[date | datetime, date | datetime]:
    try:
        if _POINT.fullmatch(text):
            point = datetime.fromisoformat(text)
            return point, point
        if _DAY.fullmatch(text):
            day = date.fromisoformat(text)
            return day, day
    except ValueError as fault:
        raise ValueError("names a day or a time that does not exist") from fault
    if "T" in text:
        raise ValueError("has a time of day and no offset: write it as in 2022-01-05T10:30Z")
    if _MONTH.fullmatch(text):
        year, month = int(text[:4]), int(text[5:])
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    if _WINTER.fullmatch(text):
        raise ValueError("is a winter, which spans two years: give its months, as in 2021-12/2022-02")
    return _by_library(text)


def _by_library(text: str) -> tuple[date, date]:
    if _DIGITS.search(text) or len(text) > _LONGEST:
        raise ValueError(_NOT_EDTF)
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # the library prints at some texts it can't read
            parsed: EDTFObject = parse_edtf(text)
        return _date(parsed.lower_strict), _date(parsed.upper_strict)
    except (EDTFParseException, ValueError, TypeError, AttributeError, OverflowError) as fault:
        # the library reports some texts it cannot read as TypeError or AttributeError
        raise ValueError(_NOT_EDTF) from fault


def _date(bound: Callable[[], struct_time]) -> date:
    moment = bound()
    return date(moment.tm_year, moment.tm_mon, moment.tm_mday)


def _day(bound: date | datetime | None) -> date | None:
    return bound.date() if isinstance(bound, datetime) else bound


def _instant(bound: date | datetime | None, zone: tzinfo, clock: time) -> datetime | None:
    if bound is None:
        return None
    local = bound if isinstance(bound, datetime) else datetime.combine(bound, clock, tzinfo=zone)
    try:
        return local.astimezone(UTC)
    except OverflowError:  # the first or last day of the calendar: as good as open
        return None


def days_between(earlier: date, later: date) -> int:
    """Return how many days `later` is after `earlier`."""
    return (later - earlier) // timedelta(days=1)
