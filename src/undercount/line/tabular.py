"""Rows as CSV files that people can open without us, and back; each fault named by its cell."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from undercount.facts.columns import Column, Kind, read_cell, write_cell
from undercount.facts.problem import Problem, Spot
from undercount.facts.tables import Row, Table
from undercount.facts.unknown import Unknown, read_unknown
from undercount.facts.vocabulary import vocabulary

MOST_BYTES = 512 * 1024 * 1024  # a table larger than this is not one that people keep by hand
csv.field_size_limit(10 * 1024 * 1024)


def read_rows(path: Path, name: str, table: Table, problems: list[Problem]) -> list[Row]:
    """Read a CSV file into rows; what is wrong is added to `problems`, and its row left out.

    Args:
        path: the file; one that does not exist has no rows.
        name: how the file is named to people.
        table: what a row is.
        problems: grows by one for each fault found.
    """
    text = read_text(path, name, problems) if path.exists() else ""
    if not text:
        return []
    lines = numbered_lines(text, name, problems)
    number, header = next(lines, (1, []))
    if not _header_fits(header, table, Spot(name, number), problems):
        return []
    rows = (_row(table, header, cells, Spot(name, number), problems) for number, cells in lines)
    return [row for row in rows if row is not None]


def read_text(path: Path, name: str, problems: list[Problem]) -> str:
    """Return a file's text, or "" with a problem where it is no file, too large or not UTF-8."""
    if not path.is_file():  # a folder, a pipe or a device would never end, or never begin
        problems.append(Problem("not_a_file", "this is not a file", "put a file there", Spot(name)))
        return ""
    if path.stat().st_size > MOST_BYTES:
        what, do = "the file is larger than 512 MB", "split it into several lists"
        problems.append(Problem("too_large", what, do, Spot(name)))
        return ""
    try:
        return _decode(path.read_bytes(), name, problems)
    except OSError as fault:
        what, do = "the file cannot be read ({fault})", "let yourself read it"
        problems.append(Problem("cannot_read", what, do, Spot(name), {"fault": fault.strerror}))
        return ""


def _decode(content: bytes, name: str, problems: list[Problem]) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        row = content[: fault.start].count(b"\n") + 1
        what, do = "this line is not UTF-8 text", "save the file as UTF-8"
        problems.append(Problem("not_utf8", what, do, Spot(name, row)))
        return ""
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        what, do = "this line holds a NUL byte", "save the file as plain text"
        problems.append(Problem("nul_byte", what, do, Spot(name, row)))
        return ""
    return text


def numbered_lines(text: str, name: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the number of the line it starts on; blank lines are passed over."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for cells in reader:
            if cells:
                yield start, cells
            start = reader.line_num + 1
    except csv.Error as fault:
        values = {"fault": fault}
        problems.append(
            Problem(
                "bad_csv",
                "this line is not CSV ({fault})",
                "close the quotation marks",
                Spot(name, start),
                values,
            )
        )


def _header_fits(header: Sequence[str], table: Table, spot: Spot, problems: list[Problem]) -> bool:
    known = {column.name: column for column in table.columns}
    before = len(problems)
    for name, times in Counter(header).items():
        at = Spot(spot.file, spot.row, name)
        if name not in known:
            values = {"columns": ", ".join(known)}
            what, do = "this table has no such column", "use only these: {columns}"
            problems.append(Problem("unknown_column", what, do, at, values))
        elif times > 1:
            problems.append(Problem("double_column", "the column stands twice", "leave one of the two", at))
    for name, column in known.items():
        if column.required and name not in header:
            at = Spot(spot.file, spot.row, name)
            problems.append(
                Problem("column_missing", "the column is missing", "add it to the header and fill it", at)
            )
    return len(problems) == before


def _row(
    table: Table, header: Sequence[str], cells: Sequence[str], spot: Spot, problems: list[Problem]
) -> Row | None:
    if len(cells) != len(header):
        values = {"cells": len(cells), "columns": len(header)}
        problems.append(
            Problem(
                "wrong_width",
                "the row has {cells} cells and the header {columns}",
                "add or remove commas; put a cell that holds a comma in quotation marks",
                spot,
                values,
            )
        )
        return None
    return make_row(table, dict(zip(header, cells, strict=True)), spot, problems)


def make_row(table: Table, cells: Mapping[str, str], spot: Spot, problems: list[Problem]) -> Row | None:
    """Make a row of its cells' text; None, and a problem for each cell, where one can't be read."""
    values: dict[str, Any] = {}
    before = len(problems)
    for column in table.columns:
        text = cells.get(column.name, "")
        if text.strip() or column.required:  # an empty cell is the column's default
            values[column.name] = _value(column, text, Spot(spot.file, spot.row, column.name), problems)
        elif column.name in table.without_default:
            values[column.name] = (
                Unknown.NOT_STATED if column.kind is Kind.MOMENT else read_cell("", column.kind)
            )
    return table.row(**values) if len(problems) == before else None


def _value(column: Column, text: str, spot: Spot, problems: list[Problem]) -> Any:
    if column.required and not text.strip():
        do = "fill it, or say why it is unknown, as in unknown:not_stated"
        problems.append(Problem("cell_empty", "the cell is empty and must not be", do, spot))
        return None
    try:
        value = read_cell(text, column.kind)
        _check_known(column, value)
        _check_codes(column, value if column.kind is Kind.WORDS else (text,))
    except ValueError as fault:
        values = {"text": text[:60], "fault": fault}
        problems.append(Problem("bad_cell", "'{text}' {fault}", "mend the cell", spot, values))
        return None
    return value


def _check_known(column: Column, value: Any) -> None:
    if isinstance(value, Unknown) and not column.unknowable:
        raise ValueError("is a reason, and this must be known: give a date")


def _check_codes(column: Column, codes: Sequence[str]) -> None:
    for code in codes if column.vocabulary or column.refers else ():
        known = read_unknown(code) or not column.vocabulary or code in vocabulary(column.vocabulary)
        if not known:
            raise ValueError(f"is not a code of the vocabulary {column.vocabulary}")


def rows_text(table: Table, rows: Sequence[Row]) -> str:
    """Return rows as the text of a CSV file, in the order of the key, every column present."""
    lines = [[column.name for column in table.columns]]
    lines += [[write_cell(getattr(row, c.name), c.kind) for c in table.columns] for row in rows]
    return csv_text(lines)


def csv_text(lines: Iterable[Sequence[str]]) -> str:
    """Return rows of cells as CSV: commas, line feeds, quotation marks only where they are needed."""
    return "".join(",".join(map(_quoted, cells)) + "\n" for cells in lines)


def _quoted(cell: str) -> str:
    # the library's writer of 3.11 leaves a lone carriage return bare, which its reader then refuses
    return '"' + cell.replace('"', '""') + '"' if any(mark in cell for mark in ',"\r\n') else cell
