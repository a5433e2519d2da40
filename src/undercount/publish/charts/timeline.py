"""The wide plot: numbers along time, the official running total as a line of steps."""

from __future__ import annotations

from itertools import pairwise

from undercount.publish.charts.axes import Grid, Panel, round_numbers, spots, ticks, time_axis
from undercount.publish.charts.lettering import SEMIBOLD, text_width
from undercount.publish.charts.marks import Mark, Scene
from undercount.publish.charts.naming import ARROW, write_labels
from undercount.publish.charts.parts import OBSERVED, OFFICIAL, SMALL, data_of
from undercount.publish.charts.phrasing import Phrasing
from undercount.publish.charts.sheet import AUTHORITY, FAINT, OBSERVER, SOFT, Sheet

WIDTH = 800
_HEIGHT = 380
_LEFT, _RIGHT, _TOP, _BREAK = 46, 14, 34, 26


def draw_time(sheet: Sheet, scene: Scene, phrasing: Phrasing) -> None:
    """Draw a scene's marks along time below what the sheet holds."""
    days = sorted(mark.middle for mark in scene.marks)
    axis = time_axis(days, _LEFT, sheet.width - _RIGHT, _BREAK)
    numbers = round_numbers(max(mark.top for mark in scene.marks) * 1.08)
    grid = Grid(axis, numbers, sheet.height + _TOP, _HEIGHT)
    _draw_grid(sheet, grid, phrasing)
    _draw_line(sheet, scene, grid)
    where = spots(scene.marks, grid)
    for mark in scene.marks:
        _draw_mark(sheet, mark, grid, *where[mark.point.figure])
    write_labels(sheet, scene, grid, where, phrasing)


def _draw_grid(sheet: Sheet, grid: Grid, phrasing: Phrasing) -> None:
    for number in grid.numbers:
        y = grid.y(number)
        color = FAINT if number else SOFT
        for panel in grid.time.panels:
            sheet.rule((panel.left, y), (panel.right, y), color=color, width=0.8, layer="grid")
        written = phrasing.words.number(number)
        sheet.text(_LEFT - 8, y + 4, written, size=SMALL, color=SOFT, align="right")
    for panel in grid.time.panels:
        _draw_days(sheet, grid, panel, phrasing)
    if len(grid.time.panels) > 1:
        _draw_break(sheet, grid, phrasing)
    sheet.height = max(sheet.height, grid.floor + 36)


def _draw_days(sheet: Sheet, grid: Grid, panel: Panel, phrasing: Phrasing) -> None:
    year = 0
    for day, x in ticks(panel, 46):
        written = phrasing.short_month(day) if panel.by_month else phrasing.day(day)
        sheet.rule((x, grid.floor), (x, grid.floor + 5), color=SOFT, width=0.8)
        half = text_width(written, SMALL) / 2
        centre = min(x, sheet.width - half - 2)
        sheet.text(centre, grid.floor + 18, written, size=SMALL, color=SOFT, align="center")
        if day.year != year:
            year = day.year
            written = phrasing.year(day)
            sheet.text(
                centre, grid.floor + 32, written, size=SMALL, weight=SEMIBOLD, color=SOFT, align="center"
            )


def _draw_break(sheet: Sheet, grid: Grid, phrasing: Phrasing) -> None:
    """Show that the scale changes: two panels with a gap, each saying what its ticks are."""
    early, later = grid.time.panels
    for panel in (early, later):
        start, end = (panel.left, grid.top - 20), (panel.left, grid.floor)
        sheet.rule(start, end, color=FAINT, width=0.8, layer="grid")
        words = phrasing.by_day() if panel == early else phrasing.later()
        sheet.text(panel.left + 5, grid.top - 12, words, size=SMALL, color=SOFT)
    for x in (early.right + 2, later.left - 4):
        sheet.rule((x - 4, grid.floor + 5), (x + 4, grid.floor - 5), color=SOFT, width=1.2)


def _draw_line(sheet: Sheet, scene: Scene, grid: Grid) -> None:
    """Draw the official running total: a number holds until the next one is given."""
    for mark, following in pairwise(scene.line):
        (x, y), (next_x, next_y) = grid.at(mark), grid.at(following)
        sheet.rule((x, y), (next_x, y), color=AUTHORITY, width=2)
        sheet.rule((next_x, y), (next_x, next_y), color=AUTHORITY, width=2)


def _draw_mark(sheet: Sheet, mark: Mark, grid: Grid, x: float, y: float) -> None:
    color = AUTHORITY if mark.official else OBSERVER
    if mark.first != mark.last:
        sheet.rule((grid.time.x(mark.first), y), (grid.time.x(mark.last), y), color=color, width=1)
    if mark.soft:
        low, high = mark.soft
        sheet.rule((x, grid.y(low)), (x, grid.y(high)), color=color, width=1.6, dash=[2, 2])
    elif mark.high is None:
        sheet.rule((x, y), (x, y - ARROW), color=color, width=2)
        sheet.shape(x, y - ARROW, "triangle-up", {}, color=color, size=44)
    elif mark.high > mark.low:
        sheet.rule((x, y), (x, grid.y(mark.high)), color=color, width=5)
    shape = OFFICIAL if mark.official else OBSERVED
    hollow = mark.taken_back or not mark.main
    sheet.shape(x, y, shape, data_of(mark), color=color, hollow=hollow, size=64)
    if mark.taken_back:
        sheet.rule((x - 9, y), (x + 9, y), color=color, width=1.6, layer="over")
