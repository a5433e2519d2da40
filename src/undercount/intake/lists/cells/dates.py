"""Dates as people write them in lists, in figures and in words, read into EDTF with what was doubtful about them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from undercount.facts.moment import Moment, read_moment
from undercount.intake.lists.cells.datescan import (
    DAY_FIRST,
    MONTH_FIRST,
    TOKEN,
    Calendar,
    Part,
    Scan,
    scan,
    short_year,
)
from undercount.intake.lists.parse.grid import DATE

__all__ = ["DAY_FIRST", "MONTH_FIRST", "Calendar", "DateReading", "order_shown", "read_date"]

_FIRST_YEAR, _LAST_YEAR = 1880, 2099
_THIRDS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}  # of a month, in days
_YEAR_THIRDS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}  # of a year, in months
_SERIALS = range(14_000, 60_000)  # day numbers of spreadsheets from 1938 to 2064
_ZEROS = frozenset({"1899-12-30", "1899-12-31", "1900-01-01", "1904-01-01"})  # what programs make of no date
_EDTF = re.compile(r"(\d{3}[\dX](-[\dX]{2}){0,2}[~?%]?|\.\.)(/(\d{3}[\dX](-[\dX]{2}){0,2}[~?%]?|\.\.))?")
_EDTF_SET = re.compile(r"[\[{]\d{4}(-\d\d){0,2}(,\d{4}(-\d\d){0,2})+[\]}]")
_HOURS = re.compile(
    r"(?<!\d)\d{1,2}(?:[.:]\d\d)?\s?(?:ч\b\.?|час\w*|h\b|hrs?\b|сағат\w*|o'clock)", re.IGNORECASE
)
_PLAIN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,? (\d{1,2}:\d\d(?::\d\d)?))?")  # most dates of most lists
_REMARK = re.compile(r"\([^()]*\)")


class DateReading(NamedTuple):
    """What a text was read as.

    Attributes:
        moment: None where it can't be read.
        fault: why not: not_a_date, relative_date, no_year, impossible_date.
        notes: what was doubtful: order_unknown, order_by_value, two_digit_year, year_supplied, time_dropped,
            serial_number, approximate, remark.
    """

    moment: Moment | None
    fault: str = ""
    notes: tuple[str, ...] = ()


def read_date(text: str, calendar: Calendar) -> DateReading:
    """Read a date, a span or a set of dates from a cell's text."""
    if text.startswith(DATE):
        return _typed(text[1:], calendar)
    plain = _PLAIN.fullmatch(text)
    if plain:
        return _plain_day(plain, calendar)
    if _EDTF_SET.fullmatch(text) or (_EDTF.fullmatch(text) and not text.isdecimal()):
        return _checked(text, calendar, ())
    serial = _serial(text, calendar)
    if serial:
        return serial
    reading = _read(text, calendar, ())
    if reading.fault == "not_a_date" and "(" in text:
        return _read(_REMARK.sub(" ", text), calendar, ("remark",))
    return reading


def _plain_day(found: re.Match[str], calendar: Calendar) -> DateReading:
    day, month, year, clock = found.groups()
    if int(month) > 12 >= int(day):
        return _read(found[0], calendar, ())
    written = f"{year}-{month:0>2}-{day:0>2}"
    if not clock or clock in ("00:00", "00:00:00", "0:00"):
        return _checked(written, calendar, ())
    return _typed(f"{written}T{clock:0>5}", calendar)


def order_shown(text: str) -> str:
    """Tell what figures with a slash or a dash show of their order: day first, month first, either, or ""."""
    found = TOKEN.search(text)
    if not found or not found["dmy"] or found["s2"] not in "/-":
        return ""
    first, second = (int(part) for part in re.findall(r"\d+", found["dmy"])[:2])
    if first > 12 >= second:
        return DAY_FIRST
    if second > 12 >= first:
        return MONTH_FIRST
    return "either" if first != second and max(first, second) <= 12 else ""


def _typed(text: str, calendar: Calendar) -> DateReading:
    day, _, clock = text.partition("T")
    if clock and calendar.zone is not None and not calendar.birth:
        return _checked(_instant(day, clock, calendar.zone), calendar, ())
    return _checked(day, calendar, ("time_dropped",) if clock and not calendar.birth else ())


def _serial(text: str, calendar: Calendar) -> DateReading | None:
    if len(text) != 5 or not text.isdecimal() or int(text) not in _SERIALS:
        return None
    base = date(1904, 1, 1) if calendar.from_1904 else date(1899, 12, 30)
    day = date.fromordinal(base.toordinal() + int(text))
    return _checked(day.isoformat(), calendar, ("serial_number",))


def _read(text: str, calendar: Calendar, notes: tuple[str, ...]) -> DateReading:
    without_hours = _HOURS.sub(" ", text)
    if without_hours != text:
        notes = (*notes, "time_dropped")
    taken, fault = scan(without_hours, calendar)
    fault = fault or _complete(taken)
    if fault:
        return DateReading(None, fault)
    written = _written(taken)
    return _checked(written, calendar, (*notes, *taken.notes))


def _complete(taken: Scan) -> str:
    """Give each date what only the other one says: month and year of "5–6 January 2022"."""
    taken.parts = [part for part in taken.parts if part.filled]
    if not taken.parts or len(taken.parts) > 2:
        return "not_a_date"
    first, last = taken.parts[0], taken.parts[-1]
    if "birth" in taken.marks and first.day is not None and first.month is None and first.year is None:
        first.year, first.day = short_year(f"{first.day:02}", taken), None  # born in '92
    for part, other in ((first, last), (last, first)):
        part.month = other.month if part.month is None and part.day is not None else part.month
        part.year = other.year if part.year is None else part.year
    return next((fault for part in taken.parts if (fault := _fault(part, taken))), "")


def _fault(part: Part, taken: Scan) -> str:
    if part.year is None and (part.month is not None or part.season):
        part.year = _supplied_year(part, taken.calendar)
        if part.year is None:
            return "no_year"
        taken.notes.append("year_supplied")
    if part.year is None or (part.day is not None and part.month is None):
        return "not_a_date"
    return ""


def _supplied_year(part: Part, calendar: Calendar) -> int | None:
    """Return the year of a date that gives none: the one stated, else the only one among the days under watch."""
    if calendar.birth or calendar.year is not None or calendar.first is None:
        return None if calendar.birth else calendar.year
    first, last = calendar.first, calendar.last or calendar.first
    if first.year == last.year:
        return first.year
    when = (part.month or 1, part.day or 1)
    fits = [first.year] if when >= (first.month, first.day) else []
    fits += [last.year] if when <= (last.month, last.day) else []
    return fits[0] if len(fits) == 1 and last.year == first.year + 1 else None


def _written(taken: Scan) -> str:
    """Return the EDTF of what was taken apart."""
    points = [_point(part, taken) for part in taken.parts]
    if len(points) == 2:
        if taken.joint == "or":
            return f"[{points[0]},{points[1]}]"
        return f"{points[0].split('/')[0]}/{points[1].split('/')[-1]}"
    part = taken.parts[0]
    if part.other:
        other = replace(part, day=part.other[0], month=part.other[1], other=None, clock="")
        return f"[{','.join(sorted((points[0], _point(other, taken))))}]"
    if "/" in points[0]:
        return points[0]
    if "before" in taken.marks:
        return f"../{points[0]}"
    return f"{points[0]}/.." if "after" in taken.marks else points[0]


def _point(part: Part, taken: Scan) -> str:
    if part.third and part.day is None:
        taken.notes.append("approximate")
        return _third(part)
    about = "~" if "about" in taken.marks else ""
    if part.season and part.month is None:
        return f"{part.year:04}-{part.season}{about}"
    day = "-".join(f"{v:0{w}}" for v, w in ((part.year, 4), (part.month, 2), (part.day, 2)) if v is not None)
    if not part.clock or part.day is None or taken.calendar.birth:
        return day + about
    if part.offset:
        return f"{day}T{part.clock}{part.offset}"
    if taken.calendar.zone is None or taken.marks or part.other or len(taken.parts) > 1:
        taken.notes.append("time_dropped")
        return day + about
    return _instant(day, part.clock, taken.calendar.zone)


def _third(part: Part) -> str:
    assert part.year is not None
    if part.month is None:
        first, last = _YEAR_THIRDS[part.third]
        return f"{part.year:04}-{first:02}~/{part.year:04}-{last:02}~"
    first, last = _THIRDS[part.third]
    next_month = date(part.year + part.month // 12, part.month % 12 + 1, 1)
    last = min(last, date.fromordinal(next_month.toordinal() - 1).day)
    month = f"{part.year:04}-{part.month:02}"
    return f"{month}-{first:02}~/{month}-{last:02}~"


def _instant(day: str, clock: str, zone: tzinfo) -> str:
    """Return a time of day with its zone's offset on that day."""
    try:
        local = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=zone)
    except ValueError:
        return day
    return local.isoformat(timespec="seconds" if len(clock) > 5 else "minutes")


def _checked(edtf: str, calendar: Calendar, notes: tuple[str, ...]) -> DateReading:
    try:
        moment = _simple_moment(edtf) or read_moment(edtf)
    except ValueError:
        return DateReading(None, "impossible_date")
    days = [day for day in (moment.first_day, moment.last_day) if day]
    if edtf in _ZEROS or any(not _FIRST_YEAR <= day.year <= _LAST_YEAR for day in days):
        return DateReading(None, "impossible_date")
    if calendar.birth and calendar.last and days and days[0] > calendar.last:
        return DateReading(None, "impossible_date")
    return DateReading(moment, "", tuple(dict.fromkeys(notes)))


def _simple_moment(edtf: str) -> Moment | None:
    """Return the moment of a plain day or year, which need no grammar."""
    if len(edtf) == 10 and edtf[4] == "-" == edtf[7] and edtf.replace("-", "").isdecimal():
        day = date.fromisoformat(edtf)
        return Moment(edtf, day, day)
    if len(edtf) == 4 and edtf.isdecimal() and edtf > "0000":
        return Moment(edtf, date(int(edtf), 1, 1), date(int(edtf), 12, 31))
    return None
