"""A capture table as people keep it, a CSV: which columns are lists, what a row counts, what is wrong."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from undercount.counting.patterns import Patterns, patterns_of
from undercount.facts.columns import Kind, read_cell
from undercount.facts.problem import Problem, Refused, Spot, refuse
from undercount.facts.unknown import Unknown

COUNT = "count"
DELIMITERS = (",", ";", "\t")
MOST_LISTS = 40
WHOLE = ""  # the one stratum of a table that is not split
_DIGITS = ("0", "1")
_COUNTS = ("counts", "freq", "frequency", "number", "people", "persons", "total", "число", "количество")

Record = tuple[int, list[str]]  # the line it starts on, and its cells


@dataclass
class _Column:
    """What the cells of a column turned out to be.

    Attributes:
        digits: cells that are 0 or 1; others: cells that are not.
        odd: the first of the others, with its row.
        whole: whether every cell is a whole number.
    """

    name: str
    digits: int = 0
    others: int = 0
    odd: tuple[int, str] = (0, "")
    whole: bool = True

    def take(self, row: int, cell: str) -> None:
        if cell in _DIGITS:
            self.digits += 1
            return
        if not self.others:
            self.odd = (row, cell)
        self.others += 1
        self.whole = self.whole and cell.isascii() and cell.isdigit()

    @property
    def is_list(self) -> bool:
        return bool(self.digits) and not self.others

    @property
    def is_nearly_list(self) -> bool:
        return self.digits > self.others > 0


@dataclass
class _Layout:
    """Which column is what: places in a row."""

    name: str
    header: list[str]
    lists: list[int] = field(default_factory=list)
    rest: list[int] = field(default_factory=list)
    count: int | None = None
    by: int | None = None

    def at(self, row: int | None, column: str = "") -> Spot:
        return Spot(self.name, row, column)


def read_table(text: str, name: str, by: str = "") -> dict[str, Patterns]:
    """Read a capture table from the text of a CSV file.

    Columns that hold only 0 and 1 are lists. Where there is a column `count`, a row is a pattern; else a row
    is a person. Other columns are passed over, but for the one named by `by`, which splits the table. Commas,
    semicolons and tabs separate cells, whichever the header uses.

    Args:
        text: of the file.
        name: how the file is named to people.
        by: the column whose values are strata; "" for none.

    Returns:
        A capture table by stratum; one under "" where there are no strata.

    Raises:
        Refused: it is no capture table; every problem is named by row and column.
    """
    layout, records = _layout(text, name, by)
    problems: list[Problem] = []
    strata: dict[str, Counter[str]] = {}
    seen: set[tuple[str, ...]] = set()
    for row, cells in records():
        pattern = "".join(cells[place] for place in layout.lists)
        count = _counted(layout, row, cells, pattern, problems)
        if layout.count is not None:
            _note_double(layout, row, cells, seen, problems)
        strata.setdefault(_stratum(layout, cells), Counter())[pattern] += count
    if problems:
        raise Refused(problems)
    names = [layout.header[place] for place in layout.lists]
    return {stratum: patterns_of(names, strata[stratum].items()) for stratum in sorted(strata)}


class _Records:
    """The rows of the text below its header, as often as they are asked for."""

    def __init__(self, text: str, name: str) -> None:
        self.text, self.name = text, name
        start = text.lstrip()
        first = start.splitlines()[0] if start else ""
        self.delimiter = max(DELIMITERS, key=lambda mark: (first.count(mark), -DELIMITERS.index(mark)))

    def __call__(self) -> Iterator[Record]:
        records = self._all()
        next(records, None)
        return records

    def header(self) -> Record:
        return next(self._all(), (1, []))

    def _all(self) -> Iterator[Record]:
        reader = csv.reader(io.StringIO(self.text, newline=""), delimiter=self.delimiter, strict=True)
        start = 1
        try:
            for cells in reader:
                record = [cell.strip() for cell in cells]
                if any(record):
                    yield start, record
                start = reader.line_num + 1
        except csv.Error as fault:
            what, do = "this line is not CSV ({fault})", "close the quotation marks"
            raise refuse("bad_csv", what, do, at=Spot(self.name, start), fault=fault) from None


def _layout(text: str, name: str, by: str) -> tuple[_Layout, _Records]:
    records = _Records(text, name)
    row, header = records.header()
    layout = _Layout(name, header)
    _check_header(layout, row, by)
    columns = [_Column(title) for title in header]
    distinct = _look(layout, records, columns)
    layout.count = next((at for at, title in enumerate(header) if title.casefold() == COUNT), None)
    layout.by = header.index(by) if by else None
    taken = (layout.count, layout.by)
    layout.lists = [at for at, column in enumerate(columns) if column.is_list and at not in taken]
    layout.rest = [at for at in range(len(header)) if at not in layout.lists and at != layout.count]
    _check_lists(layout, row, [columns[at] for at in layout.rest if at not in taken])
    _check_counted(layout, row, columns, distinct)
    return layout, records


def _check_header(layout: _Layout, row: int, by: str) -> None:
    header = layout.header
    if not header:
        do = "give one row a pattern or a person"
        raise refuse("empty_file", "the file is empty", do, at=layout.at(None))
    if all(cell.isascii() and cell.replace(".", "", 1).isdigit() for cell in header):
        what, do = "the first line holds numbers and no names", "name the lists in the first line"
        raise refuse("no_header", what, do, at=layout.at(row))
    for title, times in Counter(title.casefold() for title in header).items():
        if times > 1:
            given = next(each for each in header if each.casefold() == title)
            what, do = "the column stands {times} times", "give each column a name of its own"
            raise refuse("double_column", what, do, at=layout.at(row, given), times=times)
    if "" in header:
        what, do = "column {number} has no name", "name it, or take it out"
        raise refuse("nameless_column", what, do, at=layout.at(row), number=header.index("") + 1)
    if by and (by not in header or by.casefold() == COUNT):
        what, do = "there is no column '{by}' to split by", "name one of: {columns}"
        columns = ", ".join(title for title in header if title.casefold() != COUNT)
        raise refuse("no_such_column", what, do, at=layout.at(row), by=by, columns=columns)


def _look(layout: _Layout, records: _Records, columns: Sequence[_Column]) -> bool:
    """Take every cell to its column; return whether no two rows have the same 0s and 1s."""
    problems: list[Problem] = []
    patterns: set[str] = set()
    rows = 0
    for row, cells in records():
        if len(cells) != len(columns):
            values = {"cells": len(cells), "columns": len(columns)}
            what, do = "the row has {cells} cells and the header {columns}", "add or remove separators"
            problems.append(Problem("wrong_width", what, do, layout.at(row), values))
            continue
        for column, cell in zip(columns, cells, strict=True):
            column.take(row, cell)
        rows += 1
        patterns.add("".join(cell if cell in _DIGITS else "-" for cell in cells))
    if problems:
        raise Refused(problems)
    if not rows:
        do = "give one row a pattern or a person"
        raise refuse("no_rows", "there is no row under the header", do, at=layout.at(None))
    return len(patterns) == rows


def _check_lists(layout: _Layout, row: int, rest: Sequence[_Column]) -> None:
    problems = []
    for column in rest:
        if column.is_nearly_list:
            odd_row, cell = column.odd
            what = "the column holds 0 and 1, and here '{cell}'"
            do = "write 0 or 1; a column that is no list must hold something else than 0 and 1"
            problems.append(
                Problem("not_0_or_1", what, do, layout.at(odd_row, column.name), {"cell": cell[:40]})
            )
    if problems:
        raise Refused(problems)
    if not layout.lists:
        do = "give one column a list, with 1 where it records the row's people"
        raise refuse("no_lists", "no column holds only 0 and 1", do, at=layout.at(row))
    if len(layout.lists) > MOST_LISTS:
        what, do = "there are {lists} lists, and {most} is the most", "leave out lists, or merge some"
        raise refuse("too_many_lists", what, do, at=layout.at(row), lists=len(layout.lists), most=MOST_LISTS)


def _check_counted(layout: _Layout, row: int, columns: Sequence[_Column], distinct: bool) -> None:
    """Refuse a table of patterns whose counts go by another name: its rows would pass for persons."""
    if layout.count is not None:
        return
    numbers = (columns[at].name for at in layout.rest if at != layout.by and columns[at].whole)
    like = [name for name in numbers if distinct or name.casefold() in _COUNTS]
    if like:
        what = "there is no column count, and this one may be it"
        do = "call it count; if each row is one person, take it out"
        raise refuse("count_unnamed", what, do, at=layout.at(row, like[0]))


def _counted(layout: _Layout, row: int, cells: Sequence[str], pattern: str, problems: list[Problem]) -> int:
    """Return how many people the row counts; 0, and a problem, where it can't."""
    count = 1 if layout.count is None else _count(layout, row, cells[layout.count], "1" in pattern, problems)
    if count and "1" not in pattern:
        what = "this row's people are on no list"
        do = "take the row out: people on no list are what is estimated, nobody has counted them"
        problems.append(Problem("on_no_list", what, do, layout.at(row)))
        return 0
    return count


def _count(layout: _Layout, row: int, cell: str, listed: bool, problems: list[Problem]) -> int:
    if not cell and not listed:
        return 0  # the cell that is sought, left open
    at = layout.at(row, layout.header[layout.count or 0])
    do = "write how many people have this pattern, in plain digits; 0 if nobody has"
    try:
        count = read_cell(cell, Kind.INTEGER)
    except ValueError as fault:
        values = {"cell": cell[:40], "fault": fault}
        problems.append(Problem("bad_count", "'{cell}' {fault}", do, at, values))
        return 0
    if count is None or count < 0:
        what = "the count is empty" if count is None else "the count is below 0"
        problems.append(Problem("bad_count", what, do, at))
        return 0
    return int(count)


def _note_double(
    layout: _Layout, row: int, cells: Sequence[str], seen: set[tuple[str, ...]], problems: list[Problem]
) -> None:
    key = tuple(cell for at, cell in enumerate(cells) if at != layout.count)
    if key in seen:
        what, do = "this row stands twice, but for its count", "add the two counts up in one row"
        problems.append(Problem("double_pattern", what, do, layout.at(row)))
    seen.add(key)


def _stratum(layout: _Layout, cells: Sequence[str]) -> str:
    return WHOLE if layout.by is None else cells[layout.by] or Unknown.NOT_STATED.cell
