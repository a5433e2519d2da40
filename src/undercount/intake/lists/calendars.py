"""Decides, column by column, how dates that do not say everything are read: which figure is the day, which year."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from undercount.facts.problem import Problem, Spot
from undercount.intake.lists.cells.dates import DAY_FIRST, MONTH_FIRST, Calendar, order_shown, read_date
from undercount.intake.lists.mapping import ListMap, Target
from undercount.intake.lists.setting import Setting
from undercount.intake.lists.tally import Tally

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_EITHER, _MIXED = "either", "mixed"


@dataclass(frozen=True)
class Around:
    """What stands around the dates of a list.

    Attributes:
        titles: what stands above it.
        cyrillic: whether it is written in Cyrillic, where the day stands first.
        from_1904: whether its day numbers count from 1904.
    """

    titles: Sequence[str]
    cyrillic: bool
    from_1904: bool


def calendars_for(
    targets: Mapping[str, Target],
    values: Callable[[str], Sequence[str]],
    given: ListMap,
    setting: Setting,
    around: Around,
    tally: Tally,
) -> tuple[dict[str, Calendar], list[Problem]]:
    """Return the calendar of every column of dates, and the questions that are open.

    Args:
        targets: what the columns are read as, by name.
        values: the cells of a column that are not empty.
        given: the map.
        setting: the crisis.
        around: what stands around the dates.
        tally: takes what was assumed.
    """
    dated = {
        name: values(name)
        for name, t in targets.items()
        if t.field in ("birth", "age") or t.attribute == "when"
    }
    births = {name for name in dated if targets[name].field in ("birth", "age")}
    base = _base(given, setting, around, [v for name, vs in dated.items() if name not in births for v in vs])
    orders = {name: _order_seen(cells) for name, cells in dated.items()}
    calendars: dict[str, Calendar] = {}
    questions: list[Problem] = []
    for name, cells in dated.items():
        calendar = replace(base, birth=name in births)
        order = given.dates or _settled(name, cells, orders, calendar, around, tally)
        calendars[name] = replace(calendar, order="" if order == _MIXED else order)
        questions.extend(_order_question(name, cells) if order == _EITHER else [])
        if not calendar.birth and base.year is None and base.first is None:
            questions.extend(_year_question(name, cells, calendars[name]))
    return calendars, questions


def _base(given: ListMap, setting: Setting, around: Around, events: Sequence[str]) -> Calendar:
    titles = {int(year) for title in around.titles for year in _YEAR.findall(title)}
    year = given.year or None
    first, last = setting.first, setting.last
    if not year and first is None:
        year = titles.pop() if len(titles) == 1 else _year_of(events)
    if last is None and year:
        last = date(year, 12, 31)
    return Calendar("", first, last, year, setting.zone, from_1904=around.from_1904)


def _year_of(events: Sequence[str]) -> int | None:
    """Return the only year that the list's full dates have."""
    years = {int(year) for text in events for year in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


def _order_seen(cells: Sequence[str]) -> str:
    shown = {order_shown(cell) for cell in cells} - {""}
    if {DAY_FIRST, MONTH_FIRST} <= shown:
        return _MIXED
    return next((order for order in (DAY_FIRST, MONTH_FIRST, _EITHER) if order in shown), "")


def _settled(
    name: str,
    cells: Sequence[str],
    orders: Mapping[str, str],
    calendar: Calendar,
    around: Around,
    tally: Tally,
) -> str:
    """Settle which figure is the day: by the column, by the other columns, by the crisis' days, by the language."""
    seen = orders[name]
    if seen != _EITHER:
        return seen
    others = {order for order in orders.values() if order in (DAY_FIRST, MONTH_FIRST)}
    if len(others) == 1:
        return others.pop()
    by_span = _by_span(cells, calendar)
    if by_span:
        tally.about("order_by_span", name, order=by_span)
        return by_span
    if around.cyrillic:
        tally.about("order_assumed", name)
        return DAY_FIRST
    return _EITHER


def _by_span(cells: Sequence[str], calendar: Calendar) -> str:
    """Return the only order in which all dates lie in the days under watch."""
    if calendar.birth or calendar.first is None or calendar.last is None:
        return ""
    fitting = []
    for order in (DAY_FIRST, MONTH_FIRST):
        ordered = replace(calendar, order=order, zone=None)
        days = [read_date(cell, ordered).moment for cell in cells if order_shown(cell)]
        inside = [m for m in days if m and m.first_day and calendar.first <= m.first_day <= calendar.last]
        fitting += [order] if len(inside) == len(days) else []
    return fitting[0] if len(fitting) == 1 else ""


def _order_question(name: str, cells: Sequence[str]) -> list[Problem]:
    example = next(cell for cell in cells if order_shown(cell) == _EITHER)
    what = "'{text}' may mean two dates: which figure is the day?"
    do = 'write dates = "day first" or dates = "month first" in the map'
    return [Problem("date_order", what, do, Spot("", None, name), {"column": name, "text": example})]


def _year_question(name: str, cells: Sequence[str], calendar: Calendar) -> list[Problem]:
    example = next((cell for cell in cells if read_date(cell, calendar).fault == "no_year"), "")
    if not example:
        return []
    what, do = (
        "'{text}' has no year, and nothing says which it is",
        "write year = 2022, or whichever it is, in the map",
    )
    return [Problem("year_missing", what, do, Spot("", None, name), {"column": name, "text": example})]
