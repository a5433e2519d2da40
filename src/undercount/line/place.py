"""Where in its folder's files a row stands, so that a fault between rows can be named by file and line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from undercount.facts.columns import read_cell
from undercount.facts.problem import Problem, Spot
from undercount.facts.tables import TABLES, Table
from undercount.line.check import Fault
from undercount.line.tabular import numbered_lines, read_text


def placed(faults: Iterable[Fault], folder: Path, files: Mapping[str, str]) -> list[Problem]:
    """Return faults as problems that name file, row and column.

    Args:
        faults: what was found between rows that could all be read.
        folder: the crisis folder.
        files: by table, the file its rows stand in; `{key}` in it is the row's key.
    """
    rows_of: dict[str, dict[Any, int]] = {}
    problems = []
    for fault in faults:
        file = files[fault.table].format(key=fault.key)
        if file.endswith(".csv") and fault.table not in rows_of:
            rows_of[fault.table] = _rows(folder / file, TABLES[fault.table])
        row = rows_of.get(fault.table, {}).get(fault.key)
        column = fault.column if row else f"{fault.table} {fault.key}, {fault.column}"
        problems.append(replace(fault.problem, at=Spot(file, row, column)))
    return problems


def _rows(path: Path, table: Table) -> dict[Any, int]:
    """Return the line of each key; of a key that stands twice, the last one."""
    unread: list[Problem] = []
    lines = numbered_lines(read_text(path, path.name, unread), path.name, unread)
    header = next(lines, (1, []))[1]
    kind = next(column.kind for column in table.columns if column.name == table.key)
    if table.key not in header:
        return {}
    place = header.index(table.key)
    return {read_cell(cells[place], kind): number for number, cells in lines}
