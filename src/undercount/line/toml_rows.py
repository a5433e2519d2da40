"""Rows as tables of a TOML file, and back; each fault named by its table and key."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from undercount.facts.columns import LIST_SEPARATOR, Column, Kind, write_cell
from undercount.facts.problem import Problem, Spot
from undercount.facts.tables import Row, Table
from undercount.line.tabular import make_row, read_text

Content = Mapping[str, Any]


def read_toml(path: Path, name: str, problems: list[Problem]) -> Content:
    """Read a TOML file; {} and a problem where it can't be read."""
    text = read_text(path, name, problems)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        values = {"fault": fault}
        problems.append(
            Problem("bad_toml", "the file is not TOML: {fault}", "mend that line", Spot(name), values)
        )
        return {}


def rows_from(entries: Any, table: Table, spot: Spot, problems: list[Problem]) -> list[Row]:
    """Make rows of the entries of one array of tables, such as `[[places]]`.

    Args:
        entries: what the file holds under that name.
        table: what a row is.
        spot: the file, and the name of the array as its column.
        problems: grows by one for each fault found.
    """
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        do = "write each entry under [[{name}]]"
        problems.append(
            Problem("not_tables", "this is not an array of tables", do, spot, {"name": table.name})
        )
        return []
    rows = [row_from(entry, table, spot, number, problems) for number, entry in enumerate(entries, 1)]
    return [row for row in rows if row is not None]


def row_from(entry: Content, table: Table, spot: Spot, number: int, problems: list[Problem]) -> Row | None:
    """Make one row of one TOML table; None and problems where it can't be made."""
    named = f"{spot.column} {entry.get(table.key, f'no. {number}')}"
    columns = {column.name: column for column in table.columns}
    for key in entry.keys() - columns.keys():
        at = Spot(spot.file, None, f"{named}, {key}")
        do = "use only these: {keys}"
        problems.append(
            Problem("unknown_key", "there is no such key here", do, at, {"keys": ", ".join(columns)})
        )
    cells = {key: _cell(value, columns[key]) for key, value in entry.items() if key in columns}
    found: list[Problem] = []
    row = make_row(table, cells, Spot(spot.file), found)
    problems.extend(
        Problem(p.code, p.what, p.do, Spot(spot.file, None, f"{named}, {p.at.column}"), p.values)
        for p in found
    )
    return row


def _cell(value: Any, column: Column) -> str:
    """Write a TOML value as a cell's text, so that one reader serves both formats."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return LIST_SEPARATOR.join(str(item) for item in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def entry_of(row: Row, table: Table) -> dict[str, Any]:
    """Return a row as a TOML table, without the keys that hold nothing."""
    values = ((column, getattr(row, column.name)) for column in table.columns)
    entry = {column.name: _plain(value, column.kind) for column, value in values}
    required = {column.name for column in table.columns if column.required}
    return {key: value for key, value in entry.items() if key in required or value not in ("", [], {}, None)}


def entries_of(rows: Sequence[Row], table: Table) -> list[dict[str, Any]]:
    """Return rows as an array of TOML tables."""
    return [entry_of(row, table) for row in rows]


def _plain(value: Any, kind: Kind) -> Any:
    if kind is Kind.WORDS:
        return list(value)
    if kind in (Kind.INTEGER, Kind.NUMBER, Kind.FLAG, Kind.ATTRIBUTES):
        return value
    return write_cell(value, kind)
