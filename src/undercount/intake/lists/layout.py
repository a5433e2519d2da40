"""Tells the rows of a list apart: people, totals, notes, headings, repeated headers, numbered empty rows."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache

from undercount.intake.lists.cells.words import content, spaced, words

_RULE = re.compile(r"[-=_*.~+| ]*")
_NUMBER = re.compile(r"\d{1,7}[.)]?")
_LONG = 80  # characters of a lone cell that is a sentence and no heading


@dataclass(frozen=True)
class Layout:
    """Where the parts of a person stand in a row.

    Attributes:
        header: the columns' names.
        names: columns that hold the name or a part of it.
        numbers: columns that only number the rows.
        wide: top rows of cells merged over most of the columns: headings and notes.
    """

    header: tuple[str, ...]
    names: tuple[int, ...]
    numbers: tuple[int, ...] = ()
    wide: Collection[int] = field(default=frozenset())
    numbered: bool = False

    def kind(self, row: int, cells: Sequence[str]) -> str:  # noqa: C901 - a table of cases, each short
        """Return what a row is: person, total_row, note_row, section_row, header_again, numbering_row,
        empty_numbered_row, or blank.
        """  # noqa: D205 - the codes are one line too long
        if self._is_plainly_a_person(cells):
            return "person"
        filled = [column for column, cell in enumerate(cells) if cell]
        if not filled:
            return "blank"
        first, name = cells[filled[0]], self._name(cells)
        if _says(first, "total") or (name and _says(name, "total")):
            return "total_row"
        if not first[0].isalnum() or first in ("1", self.header[filled[0]]):
            odd = self._odd(cells)
            if odd:
                return odd
        if name and self.numbered and not set(filled) & set(self.numbers) and _says(name, "note"):
            return "note_row"
        if len(filled) > 2 and name:
            return "person"
        if set(filled) <= set(self.numbers) and all(_NUMBER.fullmatch(cells[c]) for c in filled):
            return "empty_numbered_row"
        if len(filled) == 1 or row in self.wide:
            return self._lone(row, filled[0], first)
        if not name and (_says(first, "note") or (filled[0] in self.numbers and not _NUMBER.fullmatch(first))):
            return "note_row"
        return "person"

    def _is_plainly_a_person(self, cells: Sequence[str]) -> bool:
        """Tell most rows of people at a glance; what this can't tell is looked at closely."""
        column = self.names[0] if self.names else -1
        if not 0 <= column < len(cells) or len(cells) - cells.count("") < 3:
            return False
        name, first = cells[column], cells[0] or "."
        if not name or name[0] in _doubtful() or first[0] in _doubtful():
            return False
        return name != self.header[column] and first != "1"

    def begins_another(self, cells: Sequence[str]) -> bool:
        """Tell the header of a second table from a repeated one."""
        if not self._is_header(cells):
            return False
        names = self.header
        other = sum(bool(cell) and (c >= len(names) or cell not in names[c]) for c, cell in enumerate(cells))
        return other >= 2

    def _name(self, cells: Sequence[str]) -> str:
        return next((cells[column] for column in self.names if column < len(cells) and cells[column]), "")

    def _odd(self, cells: Sequence[str]) -> str:
        if self._is_header(cells):
            return "header_again"
        if self._numbers_columns(cells):
            return "numbering_row"
        return "blank" if all(_RULE.fullmatch(cell) for cell in cells if cell) else ""

    def _is_header(self, cells: Sequence[str]) -> bool:
        pairs = [(cell, name) for cell, name in zip(cells, self.header, strict=False) if cell and name]
        same = sum(spaced(cell) == name or f" / {spaced(cell)}" in name for cell, name in pairs)
        return same >= 2 and same * 2 >= sum(bool(cell) for cell in cells)

    def _numbers_columns(self, cells: Sequence[str]) -> bool:
        numbers = [cell for cell in cells if cell]
        return len(numbers) > 2 and numbers == [str(n) for n in range(1, len(numbers) + 1)]

    def _lone(self, row: int, column: int, text: str) -> str:
        """Tell what a row with one cell is: a name alone can be a person, a heading or a note."""
        if _says(text, "note") or len(text) > _LONG:
            return "note_row"
        if text.endswith(":") or row in self.wide:
            return "section_row"
        if column in self.names:
            lone_word = " " not in text and len(self.header) > 2
            return "section_row" if self.numbered or lone_word else "person"
        return "section_row" if not _NUMBER.fullmatch(text) else "note_row"


def _says(text: str, kind: str) -> bool:
    return text.lower().startswith(_starts(kind)) and bool(words("lines", kind).begins(text))


@cache
def _doubtful() -> frozenset[str]:
    """Return the letters that totals begin with, and marks that no name begins with."""
    small = {start[0] for start in _starts("total")}
    return frozenset(small | {letter.upper() for letter in small} | set("-=_*.~+|#"))


@cache
def _starts(kind: str) -> tuple[str, ...]:
    """Return how such lines begin; most cells are told by this at a glance."""
    return tuple({word.split()[0].rstrip("*").lower() for word in content("words")["lines"][kind]})


def numbers_rows(cells: Sequence[str]) -> bool:
    """Tell a column that numbers the rows: whole numbers that grow, nearly all by one."""
    numbers = [int(cell.rstrip(".)")) for cell in cells if _NUMBER.fullmatch(cell)]
    if len(numbers) < 2 or len(numbers) < 0.6 * sum(bool(cell) for cell in cells):
        return len(numbers) == 1 and numbers[0] == 1 and sum(bool(cell) for cell in cells) == 1
    steps = [b - a for a, b in zip(numbers, numbers[1:], strict=False)]  # noqa: RUF007 - pairs of a window
    return sum(step == 1 for step in steps) >= 0.8 * len(steps)
