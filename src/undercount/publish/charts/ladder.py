"""The narrow plot, for phones: one row a number, in order of time, its bar as long as the number."""

from __future__ import annotations

from undercount.publish.charts.lettering import SEMIBOLD, text_width, wrap
from undercount.publish.charts.marks import Mark, Scene
from undercount.publish.charts.parts import BODY, LEADING, OBSERVED, OFFICIAL, data_of
from undercount.publish.charts.phrasing import Phrasing
from undercount.publish.charts.sheet import ALARM, AUTHORITY, FAINT, INK, MARGIN, OBSERVER, SOFT, Sheet

WIDTH = 344
_NUMBER = 14  # type size of the numbers
_ARROW = 12  # how far an open bound reaches beyond what is known
_ROW_GAP = 13
_NARROWEST = 120  # room that who said it needs beside the number


def draw_rows(sheet: Sheet, scene: Scene, phrasing: Phrasing) -> None:
    """Draw a scene's marks as rows below what the sheet holds."""
    widest = sheet.width - 2 * MARGIN - _ARROW - 6
    scale = widest / max(1.0, *(mark.top for mark in scene.marks))
    year = 0
    for mark in scene.marks:
        if mark.first.year != year:
            year = mark.first.year
            _year(sheet, phrasing.year(mark.first))
        _row(sheet, mark, scene, phrasing, scale)


def _year(sheet: Sheet, year: str) -> None:
    y = sheet.height + 24
    sheet.text(MARGIN, y, year, size=BODY, weight=SEMIBOLD, color=SOFT)
    end = MARGIN + text_width(year, BODY, SEMIBOLD) + 8
    sheet.rule((end, y - 4), (sheet.width - MARGIN, y - 4), color=FAINT)


def _row(sheet: Sheet, mark: Mark, scene: Scene, phrasing: Phrasing, scale: float) -> None:
    number, scope = phrasing.number(mark.point), phrasing.scope(mark, scene)
    said = f"{phrasing.days(mark)} · {phrasing.name(mark.point.source)}"
    right = sheet.width - MARGIN
    taken = text_width(number, _NUMBER, SEMIBOLD)
    top = sheet.height + _ROW_GAP
    beside = right - MARGIN - taken - 14
    if beside < _NARROWEST:  # a long hedge: the number stands on a line of its own, below
        beside = right - MARGIN
    lines = [line for text in (said, scope) if text for line in wrap(text, beside, BODY)]
    level = top + BODY + (len(lines) * BODY * LEADING + 3 if beside == right - MARGIN else 0)
    color = AUTHORITY if mark.official else OBSERVER
    sheet.text(right, level, number, size=_NUMBER, weight=SEMIBOLD, align="right", color=INK)
    if mark.taken_back:
        strike = level - 5
        sheet.rule((right - taken - 2, strike), (right + 2, strike), color=INK, width=1.6, layer="over")
    for index, line in enumerate(lines):
        sheet.text(MARGIN, top + BODY + index * BODY * LEADING, line, size=BODY, color=SOFT)
    _bar(sheet, mark, sheet.height + 10, scale, color)
    for note in phrasing.notes(mark):
        for line in wrap(note, right - MARGIN, BODY, SEMIBOLD):
            y = sheet.height + BODY * LEADING + 1
            sheet.text(MARGIN, y, line, size=BODY, weight=SEMIBOLD, color=ALARM)


def _bar(sheet: Sheet, mark: Mark, y: float, scale: float, color: str) -> None:
    """Draw the bar, its mark at what is known, and an arrow or a thin range for what is not."""
    x = MARGIN + mark.low * scale
    sheet.rule((MARGIN, y), (sheet.width - MARGIN, y), color=FAINT, width=1)
    known, end = (MARGIN + number * scale for number in mark.soft or (mark.low, mark.low))
    sheet.rule((MARGIN, y), (known, y), color=color, width=3, dash=[3, 3] if mark.taken_back else [])
    if mark.soft:
        sheet.rule((known, y), (end, y), color=color, width=3, dash=[2, 2])
    elif mark.high is None:
        sheet.rule((x, y), (x + _ARROW, y), color=color, width=2)
        sheet.shape(x + _ARROW, y, "triangle-right", {}, color=color, size=44)
    elif mark.high > mark.low:
        sheet.rule((x, y), (MARGIN + mark.high * scale, y), color=color, width=7)
    shape = OFFICIAL if mark.official else OBSERVED
    sheet.shape(x, y, shape, data_of(mark), color=color, hollow=mark.taken_back or not mark.main, size=70)
    sheet.height = y + 4
