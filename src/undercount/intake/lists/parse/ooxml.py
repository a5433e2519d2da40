"""XLSX (ECMA-376) as a stream of lines: merged and hidden cells, error cells, and both of its calendars."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from undercount.facts.problem import refuse
from undercount.intake.lists.parse.cellvalues import day_number, iso_date, kind_of_format, number_text
from undercount.intake.lists.parse.grid import (
    FORMULA,
    LONGEST_CELL,
    MOST_COLUMNS,
    Book,
    Line,
    Merge,
    Note,
    OpenSheet,
    column_of,
    plain,
    trimmed,
)
from undercount.intake.lists.parse.limits import Limits
from undercount.intake.lists.parse.packed import Packed, damaged, forget, xml_events

_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*?\bref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_END_OF_CELLS = re.compile(rb"</(?:\w+:)?sheetData>|<(?:\w+:)?sheetData\s*/>")
_CHUNK = 1 << 18
_MOST_MERGES = 100_000
_MOST_BLANK = 100_000  # lines that are formatted and empty, one after another
_ANY = "{*}"


@dataclass
class _Workbook:
    """What all sheets of a workbook share."""

    packed: Packed
    texts: list[str]
    formats: list[str]
    from_1904: bool


def open_xlsx(path: Path, limits: Limits) -> Book:
    """Open a workbook.

    Raises:
        Refused: it is damaged, protected, too large, or holds no sheet.
    """
    packed = Packed(path, limits)
    main = _related(packed, "", "officeDocument") or "xl/workbook.xml"
    entries, from_1904 = _workbook(packed, main)
    targets = _relations(packed, main)
    book = _Workbook(packed, _shared(packed, main), _formats(packed, main), from_1904)
    sheets = []
    for name, state, relation in entries:
        kind, part = targets.get(relation, ("", ""))
        if kind.endswith("/worksheet") and packed.has(part):
            sheets.append(_sheet(book, name, part, hidden=state != "visible"))
    if not sheets:
        raise refuse("no_sheet", "the workbook holds no sheet of cells", "ask its sender for the list")
    return Book("xlsx", sheets)


def _root(packed: Packed, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(packed.open(name).read(), parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise damaged() from fault


def _relations(packed: Packed, part: str) -> dict[str, tuple[str, str]]:
    """Return the parts that a part points to: kind and name, by the relation's id."""
    folder, name = posixpath.split(part)
    file = posixpath.join(folder, "_rels", f"{name}.rels")
    if not packed.has(file):
        return {}
    found = {}
    for relation in _root(packed, file):
        target = str(relation.get("Target", ""))
        full = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[str(relation.get("Id", ""))] = (str(relation.get("Type", "")), full)
    return found


def _related(packed: Packed, part: str, kind: str) -> str:
    for relation, target in _relations(packed, part).values():
        if relation.endswith(f"/relationships/{kind}") and packed.has(target):
            return target
    return ""


def _workbook(packed: Packed, main: str) -> tuple[list[tuple[str, str, str]], bool]:
    root = _root(packed, main)
    if etree.QName(root).localname != "workbook":
        raise damaged()
    properties = root.find(f"{_ANY}workbookPr")
    from_1904 = properties is not None and properties.get("date1904", "0") in ("1", "true", "on")
    entries = []
    for sheet in root.iterfind(f"{_ANY}sheets/{_ANY}sheet"):
        relation = next((str(v) for k, v in sheet.items() if str(k).endswith("}id")), "")
        entries.append((str(sheet.get("name", "")), str(sheet.get("state", "visible")), relation))
    return entries, from_1904


def _shared(packed: Packed, main: str) -> list[str]:
    part = _related(packed, main, "sharedStrings")
    texts: list[str] = []
    if part:
        for _, item in xml_events(packed.open(part), (f"{_ANY}si",)):
            texts.append(_rich_text(item))
            forget(item)
    return texts


def _rich_text(item: etree._Element) -> str:
    """Return the text of a string, its differently printed runs joined, without phonetic aids."""
    if len(item) == 1 and item[0].text and str(item[0].tag).endswith("}t"):
        return _cut(item[0].text)
    runs = [t.text or "" for t in item.iterfind(f"{_ANY}t")]
    runs += [t.text or "" for t in item.iterfind(f"{_ANY}r/{_ANY}t")]
    return _cut("".join(runs))


def _cut(text: str) -> str:
    text = _unescaped(text) if "_x" in text else text
    return plain(text[: LONGEST_CELL + 1]).strip()


def _unescaped(text: str) -> str:
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def _formats(packed: Packed, main: str) -> list[str]:
    """Return what each cell style shows its number as."""
    part = _related(packed, main, "styles")
    if not part:
        return []
    root = _root(packed, part)
    codes = {
        int(entry.get("numFmtId", "0")): str(entry.get("formatCode", ""))
        for entry in root.iterfind(f"{_ANY}numFmts/{_ANY}numFmt")
        if str(entry.get("numFmtId", "")).isdecimal()
    }
    ids = [str(style.get("numFmtId", "0")) for style in root.iterfind(f"{_ANY}cellXfs/{_ANY}xf")]
    numbers = [int(text) if text.isdecimal() else 0 for text in ids]
    return [kind_of_format(number, codes.get(number, "")) for number in numbers]


def _sheet(book: _Workbook, name: str, part: str, hidden: bool) -> OpenSheet:
    sheet = OpenSheet(name, iter(()), hidden=hidden, from_1904=book.from_1904)
    sheet.lines = _lines(book, part, sheet)
    return sheet


def _merges(book: _Workbook, part: str) -> list[Merge]:
    """Return the merged cells; they stand at the very end of a sheet, and are needed from its beginning."""
    stream, tail, found = book.packed.open(part), b"", b""
    while chunk := stream.read(_CHUNK):
        if found:
            found += chunk
            continue
        block = tail + chunk
        end = _END_OF_CELLS.search(block)
        found = block[end.end() :] + b" " if end else b""
        tail = block[-32:]
    merges = []
    for left, top, right, bottom in _MERGE.findall(found)[:_MOST_MERGES]:
        merges.append(Merge(int(top), column_of(left.decode()), int(bottom), column_of(right.decode())))
    return merges


def _lines(book: _Workbook, part: str, sheet: OpenSheet) -> Iterator[Line]:
    sheet.merges.extend(_merges(book, part))
    number = blank = 0
    for _, element in xml_events(book.packed.open(part), (f"{_ANY}row", f"{_ANY}cols")):
        if str(element.tag).endswith("}cols"):
            sheet.hidden_columns.extend(_hidden_columns(element))
            continue
        stated = str(element.get("r", ""))
        number = int(stated) if stated.isdecimal() else number + 1
        cells = _cells(book, element, number, sheet)
        if cells:
            blank = 0
            yield Line(number, element.get("hidden") in ("1", "true"), cells)
        else:
            blank += 1
        forget(element)
        if blank >= _MOST_BLANK:
            sheet.notes.append(Note("blank_to_the_end", number))
            return


def _hidden_columns(columns: etree._Element) -> Iterator[int]:
    for entry in columns:
        first, last = str(entry.get("min", "")), str(entry.get("max", ""))
        if entry.get("hidden") in ("1", "true") and first.isdecimal() and last.isdecimal():
            yield from range(int(first) - 1, min(int(last), MOST_COLUMNS))


def _cells(book: _Workbook, row: etree._Element, number: int, sheet: OpenSheet) -> list[str]:
    cells: list[str] = []
    column = -1
    for cell in row:
        reference = cell.get("r")
        column = column_of(str(reference)) if reference else column + 1
        text = _text(book, cell)
        if not text:
            continue
        if column >= MOST_COLUMNS:
            sheet.notes.append(Note("cells_beyond", number, str(reference)))
            continue
        if column >= len(cells):
            cells.extend([""] * (column - len(cells) + 1))
        cells[column] = text
    return trimmed(cells)


def _text(book: _Workbook, cell: etree._Element) -> str:  # noqa: C901 - a table of cases, each short
    kind = cell.get("t")
    value, formula = "", None
    for part in cell:
        tag = str(part.tag)
        if tag.endswith("}v"):
            value = part.text or ""
        elif tag.endswith("}is"):
            return _rich_text(part)
        elif tag.endswith("}f"):
            formula = part.text or ""
    if not value:
        return "" if formula is None or kind == "str" else f"{FORMULA}={formula[:200]}"
    if kind == "s":
        return book.texts[int(value)] if value.isdecimal() and int(value) < len(book.texts) else "\ufffd"
    if kind in (None, "n"):
        return _number(book, value, str(cell.get("s", "")))
    if kind == "b":
        return "TRUE" if value.strip() in ("1", "true") else "FALSE"
    return iso_date(value) if kind == "d" else _cut(value)


def _number(book: _Workbook, value: str, style: str) -> str:
    shown = book.formats[int(style)] if style.isdecimal() and int(style) < len(book.formats) else ""
    if not shown and value.isdecimal():
        return value
    try:
        number = float(value)
    except ValueError:
        return _cut(value)
    if shown in ("date", "time"):
        return day_number(number, book.from_1904) or number_text(number)
    text = number_text(number)
    return text.zfill(int(shown[6:])) if shown.startswith("zeros:") and text.isdecimal() else text
