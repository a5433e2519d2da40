"""Binary workbooks, XLS and XLSB, through calamine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from undercount.facts.problem import refuse
from undercount.intake.lists.parse.cellvalues import typed
from undercount.intake.lists.parse.grid import (
    LONGEST_CELL,
    MOST_COLUMNS,
    Book,
    Line,
    Merge,
    Note,
    OpenSheet,
    plain,
    trimmed,
)
from undercount.intake.lists.parse.packed import damaged, locked


def open_binary(path: Path, kind: str) -> Book:
    """Open a binary workbook of `kind` xls or xlsb.

    Raises:
        Refused: it is damaged, protected, or holds no sheet.
    """
    try:
        workbook = CalamineWorkbook.from_path(path)
    except PasswordError as fault:
        raise locked() from fault
    except CalamineError as fault:
        raise damaged() from fault
    sheets = []
    for meta in workbook.sheets_metadata:
        if meta.typ == SheetTypeEnum.WorkSheet:
            sheet = OpenSheet(meta.name, iter(()), hidden=meta.visible != SheetVisibleEnum.Visible)
            sheet.lines = _lines(workbook, meta.name, sheet)
            sheets.append(sheet)
    if not sheets:
        raise refuse("no_sheet", "the workbook holds no sheet of cells", "ask its sender for the list")
    return Book(kind, sheets)


def _lines(workbook: CalamineWorkbook, name: str, sheet: OpenSheet) -> Iterator[Line]:
    try:
        content = workbook.get_sheet_by_name(name)
    except CalamineError as fault:
        raise damaged() from fault
    sheet.merges.extend(_merges(content))
    for number, values in enumerate(content.to_python(skip_empty_area=False), 1):
        cells = trimmed([_text(value) for value in values])
        if len(cells) > MOST_COLUMNS:
            sheet.notes.append(Note("cells_beyond", number, str(len(cells))))
        if cells:
            yield Line(number, False, trimmed(cells[:MOST_COLUMNS]))


def _merges(content: CalamineSheet) -> list[Merge]:
    ranges = content.merged_cell_ranges or []
    return [Merge(a[0] + 1, a[1], b[0] + 1, b[1]) for a, b in ranges]


def _text(value: object) -> str:
    return plain(value[: LONGEST_CELL + 1]).strip() if isinstance(value, str) else typed(value)
