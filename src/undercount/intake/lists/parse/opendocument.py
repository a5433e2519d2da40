"""ODS (OpenDocument 1.3, part 3), packed or flat, as a stream of lines with merged and hidden cells."""

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
from undercount.intake.lists.parse.packed import Packed, forget, locked, xml_events

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_ROW, _SHEET, _CHANGES = f"{_TABLE}table-row", f"{_TABLE}table", f"{_TABLE}tracked-changes"
_ENDLESS = 1 << 30
_MOST_REPEATED = 10_000  # the same filled line so many times is no list of people
_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"


def open_ods(path: Path, limits: Limits) -> Book:
    """Open a packed OpenDocument spreadsheet.

    Raises:
        Refused: it is damaged, protected, too large, or holds no sheet.
    """
    packed = Packed(path, limits)
    if packed.has(_MANIFEST) and b"encryption-data" in packed.open(_MANIFEST).read():
        raise locked()
    return _book(lambda: packed.open(_CONTENT))


def open_flat_ods(path: Path, limits: Limits) -> Book:
    """Open a flat OpenDocument spreadsheet, which is one XML file."""
    size = path.stat().st_size
    return _book(lambda: Unpacked(path.open("rb"), size, limits))


def _book(stream: Callable[[], Unpacked]) -> Book:
    tables = _tables(stream())
    if not tables:
        raise refuse("no_sheet", "the file holds no sheet of cells", "ask its sender for the list")
    sheets = []
    for index, (name, hidden) in enumerate(tables):
        sheet = OpenSheet(name, iter(()), hidden=hidden)
        sheet.lines = _lines(stream, index, sheet)
        sheets.append(sheet)
    return Book("ods", sheets)


def _tables(stream: Unpacked) -> list[tuple[str, bool]]:
    """Return the sheets' names, and whether each is hidden, which its style says."""
    unseen: set[str] = set()
    tables: list[tuple[str, bool]] = []
    depth = 0
    for event, element in xml_events(stream, (_SHEET, _ROW, f"{_STYLE}style"), ("start", "end")):
        if element.tag == _SHEET:
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                name, style = (
                    str(element.get(f"{_TABLE}name", "")),
                    str(element.get(f"{_TABLE}style-name", "")),
                )
                tables.append((name, style in unseen))
        elif event == "end" and element.tag == _ROW:
            forget(element)
        elif event == "end" and _is_unseen(element):
            unseen.add(str(element.get(f"{_STYLE}name", "")))
    return tables


def _is_unseen(style: etree._Element) -> bool:
    properties = style.find(f"{_STYLE}table-properties")
    return properties is not None and properties.get(f"{_TABLE}display") == "false"


def _lines(stream: Callable[[], Unpacked], index: int, sheet: OpenSheet) -> Iterator[Line]:
    seen, depth, changes, number = -1, 0, 0, 0
    tags = (_SHEET, _ROW, _CHANGES)
    for event, element in xml_events(stream(), tags, ("start", "end")):
        step = 1 if event == "start" else -1
        if element.tag == _CHANGES:  # lines that were deleted are kept here
            changes += step
        elif element.tag == _SHEET:
            depth += step
            seen += event == "start" and depth == 1
            if event == "end" and depth == 0 and seen == index:
                return
        elif event == "end" and not changes and depth == 1:
            if seen == index:
                yield from _repeated(element, number, sheet)
                number += _times(element, "rows")
            forget(element)


def _repeated(row: etree._Element, number: int, sheet: OpenSheet) -> Iterator[Line]:
    cells = _cells(row, number + 1, sheet)
    if not cells:
        return
    times = _times(row, "rows")
    if times > _MOST_REPEATED:
        what, do = "one filled line stands {times} times", "ask its sender for the list alone"
        raise refuse("absurd_size", what, do, times=times)
    hidden = row.get(f"{_TABLE}visibility") in ("collapse", "filter")
    for step in range(times):
        yield Line(number + 1 + step, hidden, list(cells))


def _times(element: etree._Element, what: str) -> int:
    text = str(element.get(f"{_TABLE}number-{what}-repeated", "1"))
    return min(int(text[:18]), _ENDLESS) if text.isdecimal() else 1


def _cells(row: etree._Element, number: int, sheet: OpenSheet) -> list[str]:
    cells: list[str] = []
    column = 0
    for cell in row:
        if not str(cell.tag).endswith("table-cell"):
            continue
        times = _times(cell, "columns")
        text = "" if str(cell.tag).endswith("}covered-table-cell") else _text(cell)
        if text and column + times > MOST_COLUMNS:
            sheet.notes.append(Note("cells_beyond", number, str(column + times)))
        elif text:
            cells.extend([""] * (column - len(cells)))
            cells.extend([text] * times)
        _merge(cell, number, column, sheet)
        column += times
    return trimmed(cells)


def _merge(cell: etree._Element, row: int, column: int, sheet: OpenSheet) -> None:
    down, across = _span(cell, "rows"), _span(cell, "columns")
    if down > 1 or across > 1:
        sheet.merges.append(Merge(row, column, row + down - 1, column + across - 1))


def _span(cell: etree._Element, what: str) -> int:
    text = str(cell.get(f"{_TABLE}number-{what}-spanned", "1"))
    return min(int(text[:18]), _ENDLESS) if text.isdecimal() else 1


def _text(cell: etree._Element) -> str:
    kind = cell.get(f"{_OFFICE}value-type")
    if kind in ("float", "percentage", "currency"):
        return _number(str(cell.get(f"{_OFFICE}value", "")), cell)
    if kind in ("date", "time"):
        return iso_date(str(cell.get(f"{_OFFICE}{kind}-value", "")))
    if kind == "boolean":
        return str(cell.get(f"{_OFFICE}boolean-value", "")).upper()
    shown = "\n".join(_paragraph(p) for p in cell.iterchildren(f"{_TEXT}p"))
    text = plain(shown[: LONGEST_CELL + 1]).strip()
    formula = cell.get(f"{_TABLE}formula")
    return f"{FORMULA}{str(formula)[:200]}" if formula and not text and kind is None else text


def _number(value: str, cell: etree._Element) -> str:
    try:
        text = number_text(float(value))
    except ValueError:
        return ""
    shown = "".join(str(part) for part in cell.itertext()).strip()
    # a number whose format shows leading zeros is an identifier
    return shown if shown.isdecimal() and shown.lstrip("0") == text.lstrip("0") else text


def _paragraph(paragraph: etree._Element) -> str:
    parts = [paragraph.text or ""]
    for child in paragraph:
        if child.tag == f"{_TEXT}s":
            parts.append(" ")
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            parts.append("\t" if child.tag == f"{_TEXT}tab" else "\n")
        elif child.tag != f"{_OFFICE}annotation":
            parts.append(_paragraph(child))
        parts.append(child.tail or "")
    return "".join(parts)
