"""The parts that every plot has: the heading with its key, and the line below."""

from __future__ import annotations

from undercount.publish.charts.lettering import SEMIBOLD, balanced, text_width, wrap
from undercount.publish.charts.marks import Mark
from undercount.publish.charts.sheet import ALARM, AUTHORITY, INK, MARGIN, OBSERVER, SOFT, Sheet

TITLE, SUBTITLE, BODY, SMALL = 17, 13, 12, 11
LEADING = 1.35  # line height, in type sizes
OFFICIAL, OBSERVED = "square", "circle"


def paragraph(sheet: Sheet, text: str, size: float, *, weight: int = 400, color: str = INK) -> None:
    """Write a text across the sheet, below all that is on it; a heading in lines of even length."""
    for line in (balanced if weight == SEMIBOLD else wrap)(text, sheet.width - 2 * MARGIN, size, weight):
        sheet.text(MARGIN, sheet.height + size * LEADING, line, size=size, weight=weight, color=color)


def heading(sheet: Sheet, title: str, subtitle: str, fictional: str) -> None:
    """Write the heading; that a crisis is fictional comes first."""
    if fictional:
        paragraph(sheet, fictional, SUBTITLE, weight=SEMIBOLD, color=ALARM)
    paragraph(sheet, title, TITLE, weight=SEMIBOLD)
    paragraph(sheet, subtitle, SUBTITLE, color=SOFT)


def key(sheet: Sheet, entries: list[tuple[str, str]]) -> None:
    """Show what the marks stand for: pairs of a kind of mark and its words, as many a line as fit."""
    x, y = float(MARGIN), sheet.height + 10 + BODY * LEADING
    for kind, words in entries:
        width = 18 + text_width(words, BODY)
        if x > MARGIN and x + width > sheet.width - MARGIN:
            x, y = float(MARGIN), y + BODY * LEADING + 2
        mark(sheet, x + 5, y - 4, kind)
        first, *rest = wrap(words, sheet.width - 2 * MARGIN - 18, BODY)
        sheet.text(x + 18, y, first, size=BODY, color=INK)
        for line in rest:
            y += BODY * LEADING
            sheet.text(x + 18, y, line, size=BODY, color=INK)
        x += width + 18


def mark(sheet: Sheet, x: float, y: float, kind: str) -> None:
    """Draw one mark of the key."""
    if kind == "arrow":
        sheet.rule((x, y + 6), (x, y - 2), color=SOFT, width=2)
        sheet.shape(x, y - 4, "triangle-up", {}, color=SOFT, size=34)
        return
    if kind == "arrow-right":
        sheet.rule((x - 6, y), (x + 2, y), color=SOFT, width=2)
        sheet.shape(x + 4, y, "triangle-right", {}, color=SOFT, size=34)
        return
    shape = OBSERVED if kind == "observer" else OFFICIAL
    color = OBSERVER if kind == "observer" else AUTHORITY
    sheet.shape(x, y, shape, {}, color=color, hollow=kind in ("taken_back", "other"))
    if kind == "taken_back":
        sheet.rule((x - 8, y), (x + 8, y), color=color, width=1.6, layer="over")


def footer(sheet: Sheet, text: str) -> None:
    """Write the line below, small."""
    sheet.height += 8
    paragraph(sheet, text, SMALL, color=SOFT)


def data_of(mark: Mark) -> dict[str, object]:
    """Return what a mark of a figure carries in the specification, for whoever makes it live."""
    point = mark.point
    return {
        "figure": point.figure,
        "from": point.day_from,
        "to": point.day_to,
        "low": point.low,
        "high": point.high,
        "value": point.value,
    }
