"""A published capture table as a CSV of its own: one 0/1 column a list, and how many have that pattern."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from undercount.facts.columns import Kind, read_cell
from undercount.facts.crisis import CaptureCell, CaptureTable
from undercount.facts.problem import Problem, Spot
from undercount.line.tabular import csv_text, numbered_lines, read_text


def capture_file(table: CaptureTable) -> str:
    """Return the path of a capture table's file inside the crisis folder."""
    return f"tables/{table.id}.csv"


def read_cells(folder: Path, table: CaptureTable, problems: list[Problem]) -> Iterator[CaptureCell]:
    """Yield the cells of one capture table; what is wrong is added to `problems`."""
    name = capture_file(table)
    if not (folder / name).exists():
        what, do = "the file of this capture table is missing", "add it, or take the table out of crisis.toml"
        problems.append(Problem("table_missing", what, do, Spot(name)))
        return
    before = len(problems)
    lines = numbered_lines(read_text(folder / name, name, problems), name, problems)
    header = next(lines, (1, []))[1]
    if len(problems) > before:
        return
    if header != [*table.lists, "count"]:
        values = {"columns": ",".join((*table.lists, "count"))}
        what, do = "the columns are not its lists and count", "name them as crisis.toml does: {columns}"
        problems.append(Problem("wrong_lists", what, do, Spot(name, 1), values))
        return
    seen: set[str] = set()
    for number, cells in lines:
        count, pattern = _count(cells, len(header)), "".join(cells[:-1])
        if count is None:
            what = "the row is not one 0 or 1 a list, at least one of them 1, and a count"
            problems.append(Problem("bad_capture_row", what, "mend the row", Spot(name, number)))
        elif pattern in seen:
            what, do = "this pattern stands twice", "add the two counts up in one row"
            problems.append(Problem("double_pattern", what, do, Spot(name, number)))
        else:
            seen.add(pattern)
            yield _cell(table, pattern, count)


def _count(cells: Sequence[str], width: int) -> int | None:
    if len(cells) != width or not all(cell in ("0", "1") for cell in cells[:-1]) or "1" not in cells[:-1]:
        return None
    try:
        count: int | None = read_cell(cells[-1], Kind.INTEGER)
    except ValueError:
        return None
    return count if count is not None and count >= 0 else None


def _cell(table: CaptureTable, pattern: str, count: int) -> CaptureCell:
    return CaptureCell(
        id=f"{table.id}-{pattern}",
        capture_table=table.id,
        pattern=pattern,
        count=count,
        audience=table.audience,
    )


def capture_text(table: CaptureTable, cells: Sequence[CaptureCell]) -> str:
    """Return the text of a capture table's file."""
    own = [cell for cell in cells if cell.capture_table == table.id]
    return csv_text([[*table.lists, "count"], *([*cell.pattern, str(cell.count)] for cell in own)])
