"""Makes a plan of a list before its rows are read: header, what each column is read as, how its dates are read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from undercount.facts.problem import Problem, Refused, Spot, refuse
from undercount.intake.lists.calendars import Around, calendars_for
from undercount.intake.lists.cells.dates import Calendar
from undercount.intake.lists.cells.reading import cell_fault
from undercount.intake.lists.cells.words import spaced
from undercount.intake.lists.columns import Column, column_for
from undercount.intake.lists.header import Header
from undercount.intake.lists.layout import Layout, numbers_rows
from undercount.intake.lists.mapping import IGNORE, SECTION, ListMap, Target, target_of
from undercount.intake.lists.parse.grid import Line, Merge, Sheet, Survey
from undercount.intake.lists.propose import KIND_OF_METRIC, metric_of, propose
from undercount.intake.lists.setting import Setting
from undercount.intake.lists.sheets import header_of
from undercount.intake.lists.tally import Tally

_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_WHO = ("name", "family", "given", "patronymic")
_FEW = 0.2  # of the rows: what stands in fewer, in a column without a name, is no column


@dataclass(frozen=True)
class Plan:
    """How a sheet is read.

    Attributes:
        header: its header.
        mapping: what each column is read as, by its name.
        columns: the readers.
        layout: how its rows are told apart.
        strays: columns without a name in which only single cells stand.
        metric: what the list is of; "" where nothing says so.
        kind: the kind of claim it is of.
        questions: what a person must decide before it can be read.
    """

    header: Header
    mapping: Mapping[str, str]
    columns: tuple[Column, ...]
    layout: Layout
    strays: frozenset[int]
    metric: str
    kind: str
    questions: tuple[Problem, ...]


def make_plan(
    survey: Survey, index: int, given: ListMap, setting: Setting, file: str, tally: Tally
) -> Plan | Problem:
    """Make the plan of one sheet, or return the question where its header is.

    Raises:
        Refused: the map and the file do not agree; every column is named.
    """
    sheet = survey.sheets[index]
    header = header_of(sheet, given)
    if header is None:
        return _no_header(sheet)
    if not header.body:
        raise refuse("no_rows", "the list has a header and no rows", "ask its sender for the list")
    shape = Layout(header.names, ())
    for line in header.body:
        if shape.begins_another(line.cells) and not 0 < given.last_row < line.number:
            raise second_table(line.number)
    header, strays = _without_strays(header)
    body = [line for line in header.body if not given.last_row or line.number <= given.last_row]
    cells = _Cells(header.names, body)
    said = str(given.entry.get("metric", ""))
    metric = said or metric_of([*reversed(header.titles), sheet.name, file])
    kind = KIND_OF_METRIC.get(metric, "")
    questions: list[Problem] = []
    if given.columns:
        mapping = _checked(given, header.names, cells)
    else:
        proposal = propose(header.names, cells.of_index, metric, setting, tally)
        mapping, kind, questions = proposal.columns, proposal.kind, proposal.questions
    metric = metric or next((m for m, of in KIND_OF_METRIC.items() if of == kind), "")
    targets = {name: target for name, text in mapping.items() if (target := target_of(text))}
    around = Around(header.titles, _is_cyrillic(header, body), sheet.from_1904)
    calendars, open_dates = calendars_for(targets, cells.of_name, given, setting, around, tally)
    columns = _columns(header.names, targets, calendars, given, setting)
    layout = _layout(header, targets, cells, sheet.merges)
    return Plan(header, mapping, columns, layout, strays, metric, kind, (*questions, *open_dates))


class _Cells:
    """The cells of columns in the beginning of a list."""

    def __init__(self, names: Sequence[str], body: Sequence[Line]) -> None:
        self._index = {name: index for index, name in enumerate(names)}
        self._body = body

    def of_index(self, index: int) -> list[str]:
        return [line.cells[index] for line in self._body if index < len(line.cells) and line.cells[index]]

    def of_name(self, name: str) -> list[str]:
        return self.of_index(self._index[name]) if name in self._index else []


def second_table(row: int) -> Refused:
    """Return the refusal of a sheet with two tables one under the other."""
    what, do = "a second table begins in this row", "write last_row = {last} in the map, and read it by itself"
    return refuse("second_table", what, do, at=Spot("", row), last=row - 1)


def _no_header(sheet: Sheet) -> Problem:
    what = "no row is known as the header; the first one is: {text}"
    do = "write header_row = its number in the map, or header_row = 0 if there is none: columns are then 1, 2, 3 …"
    cells = [cell for line in sheet.lines[:10] for cell in line.cells if len(cell) > 2]
    if cells and sum(cell_fault(cell) == "mojibake" for cell in cells) > 0.5 * len(cells):
        what, do = "the file's letters were garbled by a wrong encoding before it was saved", "ask its sender for the original"  # noqa: E501 - one sentence
        raise refuse("mojibake", what, do, at=Spot("", sheet.lines[0].number))
    first = sheet.lines[0] if sheet.lines else None
    text = " | ".join(cell for cell in first.cells if cell)[:80] if first else ""
    return Problem("no_header", what, do, Spot("", first.number if first else None), {"text": text})


def _without_strays(header: Header) -> tuple[Header, frozenset[int]]:
    """Tell columns from places without a name in which only single cells stand."""
    body = header.body
    strays = set()
    for index, name in enumerate(header.names):
        unnamed = re.fullmatch(r"\([A-Z]{1,3}\)", name)
        count = sum(index < len(line.cells) and bool(line.cells[index]) for line in body) if unnamed else 0
        if unnamed and (count < _FEW * len(body) or (count == 1 and len(body) > 2)):
            strays.add(index)
    names = tuple("" if index in strays else name for index, name in enumerate(header.names))
    return Header(header.rows, names, header.titles, body), frozenset(strays)


def _checked(given: ListMap, names: Sequence[str], cells: _Cells) -> dict[str, str]:
    """Return the map's columns as the file names them; every column is mapped, ignored by name, or an error."""
    stated = {spaced(name): target for name, target in given.columns.items()}
    known = {name for name in names if name}
    problems = []
    for name in sorted(stated.keys() - known - {SECTION}):
        near = get_close_matches(name, known, 1)
        what = "the file has no such column"
        do = "name it as the file does: {columns}"
        columns = near[0] if near else ", ".join(sorted(known))[:300]
        problems.append(Problem("no_such_column", what, do, Spot("", None, name), {"columns": columns}))
    for name in [name for name in names if name and name not in stated and cells.of_name(name)]:
        what, do = (
            "the map says nothing of this column",
            'write "{column}" = "ignore", or what it is, under [columns]',
        )
        problems.append(Problem("not_mapped", what, do, Spot("", None, name), {"column": name}))
    if not any(target in _WHO for target in stated.values()):
        what, do = "the map names no column as the name", 'write "column" = "name" under [columns]'
        problems.append(Problem("no_name_column", what, do, Spot("", None, "columns")))
    if problems:
        raise Refused(problems)
    mapping = {name: stated.get(name, IGNORE) for name in names if name}
    return mapping | ({SECTION: stated[SECTION]} if SECTION in stated else {})


def _columns(
    names: Sequence[str],
    targets: Mapping[str, Target],
    calendars: Mapping[str, Calendar],
    given: ListMap,
    setting: Setting,
) -> tuple[Column, ...]:
    index = {name: position for position, name in enumerate(names)} | {SECTION: -1}
    values = {spaced(name): table for name, table in given.values.items()}
    return tuple(
        column_for(index[name], name, target, calendars.get(name, Calendar()), setting, values.get(name, {}))
        for name, target in targets.items()
    )


def _layout(header: Header, targets: Mapping[str, Target], cells: _Cells, merges: Sequence[Merge]) -> Layout:
    index = {name: position for position, name in enumerate(header.names)}
    who = tuple(index[name] for name, target in targets.items() if target.field in _WHO and name in index)
    ignored = [index[name] for name, target in targets.items() if target.field == IGNORE and name in index]
    numbers = tuple(column for column in ignored if numbers_rows(cells.of_index(column)))
    width = sum(bool(name) for name in header.names)
    wide = frozenset(m.top for m in merges if m.top > header.last and m.right - m.left + 1 > 0.6 * width)
    return Layout(header.names, who, numbers, wide, numbered=bool(numbers))


def _is_cyrillic(header: Header, body: Sequence[Line]) -> bool:
    text = " ".join((*header.names, *header.titles, *(cell for line in body[:50] for cell in line.cells)))
    letters = sum(char.isalpha() for char in text)
    return len(_CYRILLIC.findall(text)) > 0.3 * max(1, letters)
