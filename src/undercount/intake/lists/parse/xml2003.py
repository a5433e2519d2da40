"""XML Spreadsheet 2003, which programs write and name .xls, as a stream of lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from undercount.facts.problem import refuse
from undercount.intake.lists.parse.cellvalues import iso_date, number_text
from undercount.intake.lists.parse.grid import (
    FORMULA,
    LONGEST_CELL,
    MOST_COLUMNS,
    Book,
    Line,
    Merge,
    Note,
    OpenSheet,
    plain,
    trimmed,
)
from undercount.intake.lists.parse.limits import Limits, Unpacked
from undercount.intake.lists.parse.packed import forget, xml_events

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_S = f"{{{NAMESPACE}}}"
_SHEET, _ROW = f"{_S}Worksheet", f"{_S}Row"
_STATES = "{urn:schemas-microsoft-com:office:excel}Visible"


def open_xml2003(path: Path, limits: Limits) -> Book:
    """Open the spreadsheet.

    Raises:
        Refused: it is damaged or holds no sheet.
    """
    size = path.stat().st_size

    def stream() -> Unpacked:
        return Unpacked(path.open("rb"), size, limits)

    sheets = []
    for index, (name, hidden) in enumerate(_names(stream())):
        sheet = OpenSheet(name, iter(()), hidden=hidden)
        sheet.lines = _lines(stream, index, sheet)
        sheets.append(sheet)
    if not sheets:
        raise refuse("no_sheet", "the file holds no sheet of cells", "ask its sender for the list")
    return Book("xml2003", sheets)


def _names(stream: Unpacked) -> list[tuple[str, bool]]:
    names = []
    for _, element in xml_events(stream, (_SHEET, _ROW)):
        if element.tag == _SHEET:
            state = next((e.text or "" for e in element.iter(_STATES)), "")
            names.append((str(element.get(f"{_S}Name", "")), "Hidden" in state))
        forget(element)
    return names


def _lines(stream: Callable[[], Unpacked], index: int, sheet: OpenSheet) -> Iterator[Line]:
    seen, number = 0, 0
    for _, element in xml_events(stream(), (_SHEET, _ROW)):
        if element.tag == _SHEET:
            seen += 1
            if seen > index:
                return
        elif seen == index:
            number = _stated(element, number + 1)
            cells = _cells(element, number, sheet)
            if cells:
                yield Line(number, element.get(f"{_S}Hidden") == "1", cells)
            number += _extra(element, "Span")
        forget(element)


def _stated(element: etree._Element, counted: int) -> int:
    text = str(element.get(f"{_S}Index", ""))
    return int(text) if text.isdecimal() and len(text) < 9 else counted


def _extra(element: etree._Element, name: str) -> int:
    text = str(element.get(f"{_S}{name}", "0"))
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _cells(row: etree._Element, number: int, sheet: OpenSheet) -> list[str]:
    cells: list[str] = []
    column = -1
    for cell in row.iterchildren(f"{_S}Cell"):
        column = _stated(cell, column + 2) - 1
        across, down = _extra(cell, "MergeAcross"), _extra(cell, "MergeDown")
        if across or down:
            sheet.merges.append(Merge(number, column, number + down, column + across))
        text = _text(cell)
        if text and column >= MOST_COLUMNS:
            sheet.notes.append(Note("cells_beyond", number, str(column + 1)))
        elif text:
            cells.extend([""] * (column - len(cells)))
            cells.append(text)
        column += across
    return trimmed(cells)


def _text(cell: etree._Element) -> str:
    data = cell.find(f"{_S}Data")
    kind = "" if data is None else data.get(f"{_S}Type", "")
    text = "" if data is None else "".join(str(part) for part in data.itertext())
    if not text:
        formula = cell.get(f"{_S}Formula")
        return f"{FORMULA}{str(formula)[:200]}" if formula and kind != "String" else ""
    if kind == "DateTime":
        return iso_date(text)
    if kind == "Number":
        try:
            return number_text(float(text))
        except ValueError:
            pass
    return plain(text[: LONGEST_CELL + 1]).strip()
