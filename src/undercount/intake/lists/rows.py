"""Takes a list's lines one by one: fills merged cells, passes over what is no person, reads what is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from undercount.intake.lists.entry import Entry
from undercount.intake.lists.mapping import ListMap
from undercount.intake.lists.parse.grid import Line, Merge
from undercount.intake.lists.people import RowReader
from undercount.intake.lists.plan import Plan, second_table
from undercount.intake.lists.tally import Tally

Keep = Callable[[Entry], None]
_FEW_SHORT = 0.1  # of the rows of a text; more of them are its way of writing


class Rows:
    """The rows of one list.

    Args:
        plan: how its sheet is read.
        given: its map.
        reader: reads the rows that are people.
        tally: counts what became of them.
        keep: takes what each says.
    """

    def __init__(self, plan: Plan, given: ListMap, reader: RowReader, tally: Tally, keep: Keep) -> None:
        self._plan, self._given, self._reader, self._tally, self._keep = plan, given, reader, tally, keep
        self._who = frozenset(plan.layout.names)
        names = plan.header.names
        self._named = len(names)
        self._outside = [column for column, name in enumerate(names) if not name]
        self._merged: dict[int, list[Merge]] = {}
        self._tops: dict[tuple[int, int], str] = {}
        self._section = ""
        self._width = 0
        self._short_is_error = False
        self.duplicates: list[tuple[int, int]] = []

    def expect_width(self, width: int, lines: Sequence[Line]) -> None:
        """Hold every row of a text to the header's width; rows that end early are an error where they are few."""
        self._width = width
        short = sum(len(line.cells) < width for line in lines)
        self._short_is_error = short < _FEW_SHORT * max(1, len(lines)) or short <= 2

    def merge(self, merges: Iterable[Merge]) -> None:
        """Take note of merged cells; those that reach downwards count for each row they cover."""
        last = self._plan.header.last
        for merge in merges:
            if merge.bottom > merge.top > last:
                for row in range(merge.top, min(merge.bottom, merge.top + 5_000) + 1):
                    self._merged.setdefault(row, []).append(merge)

    def take(self, lines: Iterable[Line]) -> None:
        """Take further lines.

        Raises:
            Refused: a second table begins under the list.
        """
        last = self._given.last_row or 1 << 60
        for line in lines:
            if self._plan.header.last < line.number <= last:
                self._take(line)

    def _take(self, line: Line) -> None:
        number, cells = line.number, line.cells
        continued = self._fill(number, cells) if self._merged else 0
        kind = self._plan.layout.kind(number, cells)
        if kind != "person":
            self._pass(kind, number, cells)
            return
        self._tally.rows += 1
        if line.hidden:
            self._tally.note("hidden_row", number)
        entry = None
        if continued:
            self._tally.refuse(
                "merged_name", number, self._plan.header.names[min(self._who)], other=continued
            )
        elif self._fits(number, cells):
            entry = self._reader.read(number, cells, self._section)
        if entry is None:
            self._tally.refused_rows += 1
            return
        self._tally.accepted += 1
        if entry.twin:
            self._tally.note("duplicate_row", number)
            self.duplicates.append((number, entry.twin))
        self._keep(entry)

    def _fill(self, number: int, cells: list[str]) -> int:
        """Fill cells that are merged downwards; return the row whose name this row only goes on with, or 0."""
        continued, filled = 0, []
        for merge in self._merged.get(number, ()):
            if number == merge.top:
                self._tops[merge.top, merge.left] = cells[merge.left] if merge.left < len(cells) else ""
                continue
            text = self._tops.get((merge.top, merge.left), "")
            if merge.left in self._who and text:
                continued = merge.top
            if text and not (merge.left < len(cells) and cells[merge.left]):
                cells.extend([""] * (merge.left - len(cells) + 1))
                cells[merge.left] = text
                filled.append(merge.left)
        for column in filled if not continued else ():
            if column < self._named and column not in self._plan.layout.numbers:
                self._tally.note("merged_cell", number, self._plan.header.names[column])
        return continued

    def _pass(self, kind: str, number: int, cells: Sequence[str]) -> None:
        if kind == "blank":
            return
        if kind == "section_row":
            self._section = next(cell for cell in cells if cell).rstrip(": ")
        if kind == "header_again" and self._plan.layout.begins_another(cells):
            raise second_table(number)
        self._tally.note(kind, number)

    def _fits(self, number: int, cells: Sequence[str]) -> bool:
        """Tell whether a row has the header's width, where its file has any."""
        if len(cells) == self._named and not self._outside:
            return True
        beyond = any(cells[column] for column in self._outside if column < len(cells))
        beyond = beyond or (len(cells) > self._named and any(cells[self._named :]))
        if beyond and self._width:
            self._tally.refuse("wrong_width", number, "", cells=len(cells), columns=self._width)
            return False
        if beyond:
            self._tally.note("stray_cell", number)
        if self._width and len(cells) < self._width:
            if self._short_is_error:
                self._tally.refuse("wrong_width", number, "", cells=len(cells), columns=self._width)
                return False
            self._tally.note("short_row", number)
        return True
