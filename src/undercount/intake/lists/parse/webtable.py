"""Tables of a web page, also where they were saved under a spreadsheet's name, and web archives (MHTML)."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from undercount.facts.problem import Refused, refuse
from undercount.intake.lists.parse.encoding import detect
from undercount.intake.lists.parse.grid import (
    LONGEST_CELL,
    MOST_COLUMNS,
    Book,
    Line,
    Merge,
    OpenSheet,
    plain,
    trimmed,
)

_MOST_SPAN = 1_000
_CELLS = ("td", "th")


def open_html(path: Path) -> Book:
    """Open a web page; each of its tables is a sheet.

    Raises:
        Refused: no table is in it.
    """
    return _book(path.read_bytes(), "")


def open_mhtml(path: Path) -> Book:
    """Open a web archive: the first page in it that holds a table."""
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and b"<t" in content.lower():
                return _book(content, str(part.get_content_charset("")))
    raise _no_table()


def _book(content: bytes, charset: str) -> Book:
    encoding = charset or _declared(content)
    parser = etree.HTMLParser(encoding=encoding, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        root = None
    tables = [] if root is None else [t for t in root.iter("table") if any(True for _ in _rows(t))]
    if not tables:
        raise _no_table()
    sheets = []
    for number, table in enumerate(tables, 1):
        sheet = OpenSheet(f"table {number}", iter(()))
        sheet.lines = _lines(table, sheet)
        sheets.append(sheet)
    return Book("html", sheets, encoding)


def _no_table() -> Refused:
    what = "the page holds no table"
    return refuse("no_table", what, "save the list itself, as CSV or XLSX")


def _declared(content: bytes) -> str:
    """Return the encoding of the bytes; what a page says of itself is true only where its bytes agree."""
    found = detect(content, whole=True)
    head = content[:2048].lower().replace(b'"', b"").replace(b"'", b"")
    _, stands, rest = head.partition(b"charset=")
    said = rest.split(b">")[0].split(b";")[0].split()[0:1] if stands else []
    name = said[0].strip(b"/ ").decode("ascii", "replace") if said else ""
    if name and not found.name.startswith("utf"):
        try:
            content.decode(name)
        except (LookupError, UnicodeDecodeError):
            return found.name
        return name
    return found.name.removesuffix("-sig")


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """Yield a table's own rows, not those of a table inside it."""
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is table:
            yield row


def _lines(table: etree._Element, sheet: OpenSheet) -> Iterator[Line]:
    taken: dict[int, set[int]] = {}  # columns that a cell above reaches into, by row
    for number, row in enumerate(_rows(table), 1):
        cells: list[str] = []
        column = 0
        covered = taken.pop(number, set())
        for cell in row.iterchildren(*_CELLS):
            while column in covered:
                column += 1
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            if down > 1 or across > 1:
                sheet.merges.append(Merge(number, column, number + down - 1, column + across - 1))
            for below in range(number + 1, number + down):
                taken.setdefault(below, set()).update(range(column, column + across))
            if column < MOST_COLUMNS:
                cells.extend([""] * (column - len(cells)))
                cells.append(_text(cell))
            column += across
        if trimmed(cells):
            yield Line(number, _is_hidden(row), cells)


def _span(cell: etree._Element, name: str) -> int:
    text = str(cell.get(name, "1")).strip()
    return max(1, min(int(text), _MOST_SPAN)) if text.isdecimal() and len(text) < 6 else 1


def _is_hidden(row: etree._Element) -> bool:
    style = str(row.get("style", "")).replace(" ", "").lower()
    return "display:none" in style or "mso-hidden" in style


def _text(cell: etree._Element) -> str:
    parts: list[str] = []
    for element in cell.iter():
        if element.tag in ("script", "style"):
            continue
        if element.tag == "br":
            parts.append("\n")
        if element.text and element.tag != "br":
            parts.append(element.text)
        if element is not cell and element.tail:
            parts.append(element.tail)
    lines = (" ".join(line.split()) for line in _source_lines("".join(parts)))
    return plain("\n".join(line for line in lines if line)[: LONGEST_CELL + 1]).strip()


def _source_lines(text: str) -> list[str]:
    return text.split("\n")
