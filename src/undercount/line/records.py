"""The records of a table's CSV file as they stand, for files too large to be held as rows."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from undercount.facts.columns import write_cell
from undercount.facts.problem import Spot, refuse
from undercount.facts.tables import Row, Table
from undercount.line.tabular import csv_text


class Record(NamedTuple):
    """One record of a CSV file.

    Attributes:
        text: as it stands, with its line end.
        cells: what it holds.
    """

    text: str
    cells: list[str]


def records(path: Path, table: Table) -> Iterator[Record]:
    """Yield the records of a table's file under its header, each with all columns of the table in their order.

    Raises:
        Refused: its header names a column that the table has not, or one twice.
    """
    if not path.exists():
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        whole = _whole(file)
        header = next(whole, Record("", [])).cells
        names = [column.name for column in table.columns]
        if header == names:
            yield from whole  # word for word as they stand
            return
        if len(set(header)) < len(header) or not set(header) <= set(names):
            what, do = "the columns are not those of the table", "see `undercount import` for what is wrong"
            raise refuse("other_columns", what, do, at=Spot(path.name, 1))
        for record in whole:
            given = dict(zip(header, record.cells, strict=False))
            cells = [given.get(name, "") for name in names]
            yield Record(csv_text([cells]), cells)


def _whole(lines: Iterator[str]) -> Iterator[Record]:
    """Join lines until their quotation marks are closed."""
    text = ""
    for line in lines:
        text += line
        if text.count('"') % 2 == 0:
            if text.strip():
                yield Record(text if text.endswith("\n") else text + "\n", next(csv.reader([text]), []))
            text = ""


def header_text(table: Table) -> str:
    """Return the header of a table's file."""
    return csv_text([[column.name for column in table.columns]])


def record_text(table: Table, row: Row) -> str:
    """Return a row as a record."""
    return csv_text([[write_cell(getattr(row, column.name), column.kind) for column in table.columns]])


def position(table: Table, column: str) -> int:
    """Return where a column stands in a record."""
    names: Sequence[str] = [each.name for each in table.columns]
    return names.index(column)
