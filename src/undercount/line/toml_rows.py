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

_TAKES: Mapping[Kind, tuple[type, ...]] = {  # beside text, which is read as a cell is
    Kind.INTEGER: (int,),
    Kind.NUMBER: (int, float),
    Kind.FLAG: (bool,),
    Kind.MOMENT: (date, int),
    Kind.WORDS: (list,),
    Kind.ATTRIBUTES: (dict,),
}
_EXAMPLES: Mapping[Kind, str] = {
    Kind.TEXT: '"text"',
    Kind.INTEGER: "48",
    Kind.NUMBER: "43.25",
    Kind.FLAG: "true",
    Kind.MOMENT: '"2022-01-05"',
    Kind.WORDS: '["one", "two"]',
    Kind.ATTRIBUTES: '{ charge = "272" }',
    Kind.AUDIENCE: '"public"',
}
_BITS = 64  # a whole number that needs more has no place in a snapshot


def read_toml(path: Path, name: str, problems: list[Problem]) -> Content:
    """Read a TOML file; {} and a problem where it can't be read."""
    return parse_toml(read_text(path, name, problems), Spot(name), problems)


def parse_toml(text: str, spot: Spot, problems: list[Problem]) -> Content:
    """Read TOML; {} and a problem where it can't be read."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        what, do = "this is not TOML: {fault}", "mend that line"
        problems.append(Problem("bad_toml", what, do, spot, {"fault": fault}))
    except ValueError:
        what, do = "this holds a number of thousands of digits", "mend the number"
        problems.append(Problem("bad_toml", what, do, spot))
    except RecursionError:
        what, do = "this is TOML that is nested too deep", "write it flatter"
        problems.append(Problem("bad_toml", what, do, spot))
    return {}


def tables_in(entries: Any, name: str, spot: Spot, problems: list[Problem]) -> list[Content]:
    """Return the tables of an array such as `[[places]]`; [] and a problem where it is no such array."""
    if isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries):
        return entries
    what, do = "this is not an array of tables", "write each entry under [[{name}]]"
    problems.append(Problem("not_tables", what, do, spot, {"name": name}))
    return []


def rows_from(entries: Any, table: Table, spot: Spot, problems: list[Problem]) -> list[Row]:
    """Make rows of the entries of one array of tables, such as `[[places]]`.

    Args:
        entries: what the file holds under that name.
        table: what a row is.
        spot: the file, and the name of the array as its column.
        problems: grows by one for each fault found.
    """
    tables = tables_in(entries, table.name, spot, problems)
    rows = [row_from(entry, table, spot, number, problems) for number, entry in enumerate(tables, 1)]
    return [row for row in rows if row is not None]


def row_from(entry: Content, table: Table, spot: Spot, number: int, problems: list[Problem]) -> Row | None:
    """Make one row of one TOML table; None and problems where it can't be made."""
    named = f"{spot.column} {entry_name(entry, table.key, number)}"
    columns = {column.name: column for column in table.columns}
    before = len(problems)
    cells: dict[str, str] = {}
    for key, value in entry.items():
        at = Spot(spot.file, None, f"{named}, {key}")
        if key not in columns:
            values = {"keys": ", ".join(columns)}
            what, do = "there is no such key here", "use only these: {keys}"
            problems.append(Problem("unknown_key", what, do, at, values))
        elif _has_bad_item(value, columns[key].kind):
            what, do = "an item is empty, has space at its ends or holds |", "mend that item"
            problems.append(Problem("bad_item", what, do, at))
        elif not _fits(value, columns[key].kind):
            kind = columns[key].kind
            values = {"kind": kind.value, "example": _EXAMPLES[kind]}
            what, do = "this is not of the kind {kind}", "write it as in {example}"
            problems.append(Problem("wrong_kind", what, do, at, values))
        else:
            cells[key] = _cell(value)
    if len(problems) > before:
        return None
    return _make(table, cells, Spot(spot.file, None, named), problems)


def entry_name(entry: Content, key: str, number: int) -> str:
    """Return what an entry is called in a message: its key, else its number in the file."""
    name = entry.get(key)
    return name[:60] if isinstance(name, str) and name else f"no. {number}"


def _make(table: Table, cells: Mapping[str, str], spot: Spot, problems: list[Problem]) -> Row | None:
    found: list[Problem] = []
    row = make_row(table, cells, Spot(spot.file), found)
    problems.extend(
        Problem(p.code, p.what, p.do, Spot(spot.file, None, f"{spot.column}, {p.at.column}"), p.values)
        for p in found
    )
    return row


def _fits(value: Any, kind: Kind) -> bool:
    if isinstance(value, str):
        return True
    if isinstance(value, bool) and kind is not Kind.FLAG:
        return False  # which Python takes for a number
    if isinstance(value, int) and value.bit_length() >= _BITS:
        return False
    if isinstance(value, list) and not all(isinstance(item, str) for item in value):
        return False
    return isinstance(value, _TAKES.get(kind, ()))


def _has_bad_item(value: Any, kind: Kind) -> bool:
    items = [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
    return kind is Kind.WORDS and any(
        not item or item != item.strip() or LIST_SEPARATOR in item for item in items
    )


def _cell(value: Any) -> str:
    """Write a TOML value as a cell's text, so that one reader serves both formats."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return LIST_SEPARATOR.join(value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return value.isoformat() if isinstance(value, date) else str(value)


def entry_of(row: Row, table: Table) -> dict[str, Any]:
    """Return a row as a TOML table, without the keys that hold nothing."""
    values = ((column, getattr(row, column.name)) for column in table.columns)
    entry = {column.name: _plain(value, column) for column, value in values}
    required = {column.name for column in table.columns if column.required}
    return {key: value for key, value in entry.items() if key in required or value not in ("", [], {}, None)}


def entries_of(rows: Sequence[Row], table: Table) -> list[dict[str, Any]]:
    """Return rows as an array of TOML tables."""
    return [entry_of(row, table) for row in rows]


def _plain(value: Any, column: Column) -> Any:
    if column.kind is Kind.WORDS:
        return list(value)
    if column.kind in (Kind.INTEGER, Kind.NUMBER, Kind.FLAG, Kind.ATTRIBUTES):
        return value
    return write_cell(value, column.kind)
