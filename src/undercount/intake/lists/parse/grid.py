"""A list as lines of cells with their positions: what every format is turned into before anything reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

DATE = "\x1f"  # a cell that its file types as a date: this mark, then ISO 8601 without an offset
FORMULA = "\x1e"  # a formula whose result its file does not hold: this mark, then the formula
MOST_COLUMNS = 2_000  # what lies further right is no column of a list of people
LONGEST_CELL = 32_767  # characters; the limit of the spreadsheets themselves
SAMPLE = 3_000  # lines of a sheet that are read before its columns are understood

_NO_MARKS = {code: " " for code in range(0x1C, 0x20)} | {0: "\ufffd"}


class Line(NamedTuple):
    """One line of a sheet that holds something.

    Attributes:
        number: the file's own line or row, counted from 1.
        hidden: whether its file hides it.
        cells: the texts of its cells from the first column on; those of a text with a delimiter to the end of
            the line, others without the empty ones at the end.
    """

    number: int
    hidden: bool
    cells: list[str]


class Merge(NamedTuple):
    """Cells that their file shows as one; rows counted from 1, columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


class Note(NamedTuple):
    """Something a person should know of how the file was taken: a code, a row and what goes with it."""

    code: str
    row: int = 0
    detail: str = ""


@dataclass
class OpenSheet:
    """A sheet while it is being read.

    Attributes:
        lines: its lines, drawn one by one.
        merges: grows while `lines` is drawn; a merge is there before its first line, or with it.
        notes: likewise.
        hidden_columns: counted from 0.
        from_1904: whether its day numbers count from 1904.
    """

    name: str
    lines: Iterator[Line]
    hidden: bool = False
    merges: list[Merge] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    from_1904: bool = False


@dataclass(frozen=True)
class Book:
    """A file that has been opened: its format and its sheets.

    Attributes:
        format: csv, xlsx, ods, xls, xlsb, html, xml2003.
        encoding: of a text; "" elsewhere.
        delimiter: between the cells of a text; "" elsewhere.
        doubtful: further encodings that fit as well.
    """

    format: str
    sheets: list[OpenSheet]
    encoding: str = ""
    delimiter: str = ""
    doubtful: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


class Sheet(msgspec.Struct):
    """The beginning of a sheet, or all of it where `complete`."""

    name: str
    lines: list[Line]
    merges: list[Merge]
    notes: list[Note]
    hidden: bool
    hidden_columns: list[int]
    from_1904: bool
    complete: bool


class Survey(msgspec.Struct, tag="survey"):
    """What the child process sends first."""

    format: str
    encoding: str
    delimiter: str
    doubtful: list[str]
    notes: list[Note]
    sheets: list[Sheet]


class More(msgspec.Struct, tag="more"):
    """Further lines of the sheet that was asked for; `last` when there are no more."""

    lines: list[Line]
    merges: list[Merge]
    notes: list[Note]
    last: bool


class Fault(msgspec.Struct, tag="fault"):
    """Why the file can't be read: a problem's parts."""

    code: str
    what: str
    do: str
    row: int | None
    values: dict[str, str | int | float]


Message = Survey | More | Fault


def plain(text: str) -> str:
    """Return a cell's text without our own marks, which no list may send."""
    return text.translate(_NO_MARKS) if not text.isprintable() else text


def trimmed(cells: list[str]) -> list[str]:
    """Return cells without the empty ones at the end."""
    while cells and not cells[-1]:
        cells.pop()
    return cells


def letters_of(column: int) -> str:
    """Return a column's letters as spreadsheets name it: 0 is A."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_of(reference: str) -> int:
    """Return the column of a cell's reference such as `AB12`, counted from 0; -1 where it gives none."""
    column = 0
    for letter in reference:
        if not letter.isascii() or not letter.isalpha():
            break
        column = column * 26 + ord(letter.upper()) - 64
    return column - 1
