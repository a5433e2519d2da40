"""Counts what became of a list's rows: taken, refused with the cell, or passed over, and what was doubtful."""

from __future__ import annotations

from dataclasses import dataclass, field

from undercount.facts.problem import Problem, Spot
from undercount.intake.lists.messages import ABOUT, FAULTS, NOTES

MOST_REFUSED = 10_000  # refusals that are kept; more are counted
_ROWS_NAMED = 20


@dataclass(frozen=True)
class Warning:
    """Something doubtful that was read all the same, or passed over.

    Attributes:
        problem: what it is and what to do, at its column.
        rows: the first rows it was seen in.
        count: how often.
    """

    problem: Problem
    rows: tuple[int, ...]
    count: int


@dataclass
class _Seen:
    problem: Problem
    rows: list[int] = field(default_factory=list)
    count: int = 0


class Tally:
    """What became of the rows of one file.

    Args:
        file: the file, as it is named to people.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._warnings: dict[tuple[str, str, str], _Seen] = {}
        self._refused: list[Problem] = []
        self.rows = self.accepted = self.refused_rows = 0
        self._unlisted = 0

    def note(self, code: str, row: int, column: str = "", **values: object) -> None:
        """Count something doubtful about a cell or a row."""
        key = (code, column, "")
        seen = self._warnings.get(key)
        if seen is None:
            what, do = NOTES[code]
            problem = Problem(code, what, do, Spot(self._file, None, column), {"column": column, **values})
            seen = self._warnings[key] = _Seen(problem)
        seen.count += 1
        if len(seen.rows) < _ROWS_NAMED:
            seen.rows.append(row)

    def about(self, code: str, column: str = "", row: int = 0, **values: object) -> None:
        """Say something that holds for a whole column, sheet or file."""
        what, do = ABOUT[code]
        problem = Problem(
            code, what, do, Spot(self._file, None, column), {"column": column, "row": row, **values}
        )
        key = (code, column, str(sorted(values.items())))
        self._warnings.setdefault(key, _Seen(problem, [row] if row else [], 1))

    def withdraw(self, code: str, column: str) -> None:
        """Take back what was said of a column, because it is read otherwise."""
        for key in [key for key in self._warnings if key[:2] == (code, column)]:
            del self._warnings[key]

    def refuse(self, code: str, row: int, column: str, **values: object) -> None:
        """Refuse a cell, and its row with it."""
        if len(self._refused) >= MOST_REFUSED:
            self._unlisted += 1
            return
        what, do = FAULTS[code]
        at = Spot(self._file, row, column)
        self._refused.append(Problem(code, what, do, at, {"column": column, **values}))

    @property
    def refused(self) -> tuple[Problem, ...]:
        """The cells that were refused, in the order of the file."""
        return tuple(self._refused)

    @property
    def warnings(self) -> tuple[Warning, ...]:
        """What was doubtful, the first seen first."""
        if self._unlisted:
            self.about("refused_not_listed", count=self._unlisted)
        return tuple(Warning(seen.problem, tuple(seen.rows), seen.count) for seen in self._warnings.values())
