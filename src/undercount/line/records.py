"""The records of a table's CSV file as they stand, for files too large to be held as rows."""

from __future__ import annotations

import csv
import dataclasses
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from json.encoder import encode_basestring as _quoted
from pathlib import Path
from typing import Any, NamedTuple

from undercount.facts.columns import LIST_SEPARATOR, write_cell
from undercount.facts.moment import Moment
from undercount.facts.problem import Spot, refuse
from undercount.facts.tables import Table
from undercount.facts.unknown import Unknown
from undercount.line.tabular import csv_text

_TEXTS: Mapping[type, Callable[[Any], str]] = {
    int: str,
    type(None): lambda value: "",
    Moment: lambda value: value.edtf,
    Unknown: lambda value: value.cell,
    tuple: LIST_SEPARATOR.join,
    dict: lambda value: _object_text(value),
}
_QUOTED = re.compile('["\\r\\n]')
_SPECIAL = re.compile('[,"\\r\\n]')


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


def record_writer(table: Table) -> Callable[[Mapping[str, Any]], str]:
    """Return a function that writes a row as a record, given its columns that are not as they are by default.

    It is what `write_cell` does, several times as fast: lists have a million rows.
    """
    names = [column.name for column in table.columns]
    defaults = {name: "" for name in names} | _default_texts(table)

    def write(values: Mapping[str, Any]) -> str:
        texts = defaults | {name: v if type(v) is str else _TEXTS[type(v)](v) for name, v in values.items()}
        return line_text([*texts.values()])

    return write


def _default_texts(table: Table) -> dict[str, str]:
    """Return what a column's cell holds where its row does not say."""
    kinds = {column.name: column.kind for column in table.columns}
    stated = [(field.name, field.default) for field in dataclasses.fields(table.row)]
    return {name: write_cell(value, kinds[name]) for name, value in stated if value is not dataclasses.MISSING}


def _object_text(value: Mapping[str, Any]) -> str:
    """Return an object as JSON; one of texts, which most are, without building an encoder for it."""
    if all(type(text) is str for text in value.values()):
        return "{" + ", ".join(f"{_quoted(key)}: {_quoted(value[key])}" for key in sorted(value)) + "}"
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def line_text(cells: Sequence[str]) -> str:
    """Return cells as a line of CSV, as `csv_text` does; most lines need no second look."""
    text = ",".join(cells)
    if text.count(",") != len(cells) - 1 or _QUOTED.search(text):
        text = ",".join(
            '"' + cell.replace('"', '""') + '"' if _SPECIAL.search(cell) else cell for cell in cells
        )
    return text + "\n"


def position(table: Table, column: str) -> int:
    """Return where a column stands in a record."""
    names: Sequence[str] = [each.name for each in table.columns]
    return names.index(column)
