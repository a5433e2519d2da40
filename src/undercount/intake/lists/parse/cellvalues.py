"""Values that spreadsheets type: day numbers, dates, times, numbers and truth values as the text of a cell."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from undercount.intake.lists.parse.grid import DATE

_NOT_PARTS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATE_PART = re.compile(r"[ymdhs]", re.IGNORECASE)
_MINUTES = re.compile(r":m+|m+:|\[m+\]", re.IGNORECASE)
_DAY_PART = re.compile(r"[ydm]", re.IGNORECASE)
_BUILT_IN_DATES = frozenset({14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)})
_BUILT_IN_TIMES = frozenset({18, 19, 20, 21, 45, 46, 47})
_LAST_DAY = 2_958_465  # 9999-12-31
_SECONDS_A_DAY = 86_400
_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S$")


def kind_of_format(number: int, code: str) -> str:
    """Tell what a number format shows: `date`, `time`, `zeros:N` (N digits with leading zeros) or "".

    Args:
        number: the format's id; those of ECMA-376 18.8.30 need no code.
        code: its code, "" where it has none.
    """
    if number in _BUILT_IN_DATES:
        return "date"
    if number in _BUILT_IN_TIMES:
        return "time"
    shown = _NOT_PARTS.sub("", code.split(";")[0])
    if shown and not shown.strip("0") and len(shown) > 1:
        return f"zeros:{len(shown)}"
    if not shown or shown.lower() == "general" or not _DATE_PART.search(shown) or "#" in shown:
        return ""
    return "date" if _DAY_PART.search(_MINUTES.sub("", shown)) else "time"


def day_number(value: float, from_1904: bool) -> str:
    """Return the text of a day number: a date, with its time of day where it has one; "" where it is none.

    Excel counts from 1900 with a 29 February that never was, or from 1904.
    """
    days, seconds = divmod(round(value * _SECONDS_A_DAY), _SECONDS_A_DAY)
    if not 0 <= days <= _LAST_DAY - 1462 * from_1904:
        return ""
    if days == 0 and seconds and not from_1904:
        return clock(seconds)
    if from_1904:
        day = date(1904, 1, 1) + timedelta(days=days)
    else:
        day = date(1899, 12, 31 if days < 60 else 30) + timedelta(days=days)
    return dated(day, seconds)


def dated(day: date, seconds: int = 0) -> str:
    """Return the text of a date that its file types as one, with a time of day where it has one."""
    return f"{DATE}{day.isoformat()}" + (f"T{clock(seconds)}" if seconds else "")


def clock(seconds: int) -> str:
    """Return a time of day."""
    hours, rest = divmod(seconds, 3600)
    minutes, last = divmod(rest, 60)
    return f"{hours:02}:{minutes:02}" + (f":{last:02}" if last else "")


def number_text(value: float) -> str:
    """Return a number as a person would write it: no `.0`, no exponent below 10^15."""
    if value == int(value) if abs(value) < 1e300 else False:
        return str(int(value)) if abs(value) < 1e15 else repr(value)
    return repr(value)


def typed(value: object) -> str:
    """Return the text of a value as a library hands it over."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return dated(value.date(), value.hour * 3600 + value.minute * 60 + value.second)
    if isinstance(value, date):
        return dated(value)
    if isinstance(value, time):
        return clock(value.hour * 3600 + value.minute * 60 + value.second)
    if isinstance(value, timedelta):
        return clock(int(value.total_seconds()))
    return number_text(value) if isinstance(value, int | float) else str(value)


def iso_date(text: str) -> str:
    """Return the text of an ISO date or time as XML formats hold it; as it is where it is neither."""
    duration = _DURATION.match(text)
    if duration:
        hours, minutes, seconds = (int(part) for part in duration.groups())
        return clock(hours * 3600 + minutes * 60 + seconds)
    try:
        moment = datetime.fromisoformat(text.split(".")[0].removesuffix("Z"))
    except ValueError:
        return text
    if moment.date() == date(1899, 12, 31):
        return clock(moment.hour * 3600 + moment.minute * 60 + moment.second)
    return typed(moment)
