"""Finds a list's header among title lines, joins headers of two or three lines, and names each column once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from undercount.intake.lists.cells.words import spaced
from undercount.intake.lists.parse.grid import DATE, Line, Merge, letters_of

_WITHIN = 40  # lines in which a header is looked for
_LONGEST_TITLE = 300
_NUMBER = re.compile(r"[-+]?[\d\s.,:/%]+")
_YEAR_OR_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d")

Known = Callable[[str], float]  # how well a text fits the vocabulary of column names; 0 not at all


@dataclass(frozen=True)
class Header:
    """A list's header.

    Attributes:
        rows: the file's own rows that it stands in; () where there is none.
        names: each column's name, "" where a column has none and holds nothing.
        titles: what stands above it.
        body: the lines under it.
    """

    rows: tuple[int, ...]
    names: tuple[str, ...]
    titles: tuple[str, ...]
    body: tuple[Line, ...]

    @property
    def last(self) -> int:
        """The last row of the header."""
        return self.rows[-1] if self.rows else 0


def find_header(
    lines: Sequence[Line], merges: Sequence[Merge], known: Known, stated: tuple[int, ...]
) -> Header | None:
    """Find the header; None where no line looks like one.

    Args:
        lines: the beginning of the sheet.
        merges: its merged cells.
        known: how well a text fits a column name.
        stated: the header's rows where a map says so; (0,) where it has none.
    """
    if stated == (0,):
        return _headless(lines)
    if stated:
        block = [line for line in lines if line.number in stated]
    else:
        best = _best(lines[:_WITHIN], known)
        if best is None:
            return None
        block = _block(lines, best, merges, known)
    if not block:
        return None
    return _joined(lines, block, merges)


def looks_like_a_list(lines: Sequence[Line], merges: Sequence[Merge], known: Known) -> bool:
    """Tell whether a sheet holds a header and at least one line under it."""
    header = find_header(lines, merges, known, ())
    return header is not None and bool(header.body)


def _headless(lines: Sequence[Line]) -> Header:
    width = max((len(line.cells) for line in lines), default=0)
    return Header((), tuple(str(number + 1) for number in range(width)), (), tuple(lines))


def _best(lines: Sequence[Line], known: Known) -> int | None:
    """Return the line most of whose cells are known as column names."""
    marks = [_mark(line, known) for line in lines]
    most = max(marks, default=(0, 0.0))
    if most[0] < 1:
        return None
    # a later table with more columns is another table: the first line that names columns is the header
    best = next(n for n, (hits, _) in enumerate(marks) if hits == most[0] or hits >= max(2, most[0] / 2))
    filled = sum(bool(cell) for cell in lines[best].cells)
    return best if most[0] >= 2 or filled <= 2 else None


def _mark(line: Line, known: Known) -> tuple[int, float]:
    texts = [spaced(cell) for cell in line.cells if cell]
    if not texts or any(cell.startswith(DATE) for cell in line.cells):
        return 0, 0.0
    fits = [known(text) for text in texts if not _is_value(text)]
    hits = sum(fit > 0 for fit in fits)
    # a line of a table names columns; a sentence that happens to hold such words is one cell
    return (hits, sum(fits) / len(texts)) if hits * 3 >= len(texts) or hits >= 4 else (0, 0.0)


def _is_value(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text) or _YEAR_OR_DATE.search(text)) or len(text) > _LONGEST_TITLE


def _block(lines: Sequence[Line], best: int, merges: Sequence[Merge], known: Known) -> list[Line]:
    """Return the lines of a header of one to three lines around its best one."""
    first = last = best
    while first > 0 and best - first < 2 and _continues(lines[first - 1], lines[first], merges, known, lines):
        first -= 1
    while last + 1 < len(lines) and last - best < 2 and _goes_on(lines[last], lines[last + 1], merges, known):
        last += 1
    return list(lines[first : last + 1])


def _is_title(line: Line, merges: Sequence[Merge]) -> bool:
    """Tell a line above the table: one cell of text, or the same over its whole width."""
    filled = {cell for cell in line.cells if cell}
    return len(filled) <= 1


def _continues(
    upper: Line, lower: Line, merges: Sequence[Merge], known: Known, lines: Sequence[Line]
) -> bool:
    """Tell whether a line above the best one is an upper line of the same header."""
    if lower.number - upper.number != 1:
        return False
    if _tied(upper, lower, merges):
        return not _is_title(upper, merges)
    texts = [cell for cell in upper.cells if cell]
    if len(texts) < 2 or any(_is_value(text) or ":" in text for text in texts):
        return False
    gaps = _gaps(upper, lower)
    return (
        bool(gaps)
        and len(texts) < sum(bool(cell) for cell in lower.cells) + len(gaps)
        and _fits_over(upper, lower)
    )


def _fits_over(upper: Line, lower: Line) -> bool:
    """Tell whether every cell above stands over a cell below, or over a column that has none."""
    return (
        all(not cell or len(cell) <= 80 for cell in upper.cells) and len(upper.cells) <= len(lower.cells) + 2
    )


def _goes_on(upper: Line, lower: Line, merges: Sequence[Merge], known: Known) -> bool:
    """Tell whether the line below belongs to the header: it names parts of what stands above it."""
    if lower.number - upper.number != 1:
        return False
    texts = [cell for cell in lower.cells if cell]
    if not texts or any(_is_value(text) or text.startswith(DATE) for text in texts):
        return False
    if _tied(upper, lower, merges):
        return True
    parts = [column for column, cell in enumerate(lower.cells) if cell]
    spanned = [merge for merge in merges if merge.top == upper.number and merge.right > merge.left]
    if spanned:
        within = [c for c in parts if any(merge.left <= c <= merge.right for merge in spanned)]
        return len(within) == len(parts)
    gaps = _gaps(upper, lower)
    hits = sum(known(text) > 0 for text in texts)
    return bool(gaps) and hits * 2 >= len(texts) and not (lower.cells[0] and upper.cells[0])


def _tied(upper: Line, lower: Line, merges: Sequence[Merge]) -> bool:
    return any(merge.top <= upper.number and merge.bottom >= lower.number for merge in merges)


def _gaps(upper: Line, lower: Line) -> list[int]:
    """Return the columns that are empty above and filled below."""
    width = len(upper.cells)
    return [c for c, cell in enumerate(lower.cells) if cell and (c >= width or not upper.cells[c])]


def _joined(lines: Sequence[Line], block: Sequence[Line], merges: Sequence[Merge]) -> Header:
    rows = tuple(line.number for line in block)
    body = tuple(line for line in lines if line.number > rows[-1])
    width = max(len(line.cells) for line in (*block, *body))
    columns = [_parts(block, column, merges) for column in range(width)]
    texts = [" / ".join(parts) for parts in columns]
    filled = [
        any(column < len(line.cells) and line.cells[column] for line in body) for column in range(width)
    ]
    titles = tuple(spaced(cell) for line in lines if line.number < rows[0] for cell in line.cells if cell)
    return Header(rows, _unique(texts, filled), titles, body)


def _parts(block: Sequence[Line], column: int, merges: Sequence[Merge]) -> list[str]:
    """Return a column's names from the upper to the lower line, each said once."""
    parts: list[str] = []
    for index, line in enumerate(block):
        text = line.cells[column] if column < len(line.cells) else ""
        if not text:
            text = _spanning(line, column, merges, below=block[index + 1 :])
        text = spaced(text)
        if text and text not in parts:
            parts.append(text)
    return parts


def _spanning(line: Line, column: int, merges: Sequence[Merge], below: Sequence[Line]) -> str:
    """Return the text of the merged cell over a column; in a text, of the last cell to the left of a gap."""
    for merge in merges:
        if merge.top <= line.number <= merge.bottom and merge.left <= column <= merge.right:
            left = merge.left if merge.left < len(line.cells) else column
            return line.cells[left] if left < len(line.cells) and merge.top == line.number else ""
    if merges or not any(column < len(under.cells) and under.cells[column] for under in below):
        return ""
    before = [cell for cell in line.cells[:column] if cell]
    gap_starts = next((c for c in range(column, -1, -1) if c < len(line.cells) and line.cells[c]), -1)
    first_is_whole = gap_starts >= 0 and not any(
        gap_starts < len(under.cells) and under.cells[gap_starts] for under in below
    )
    return "" if first_is_whole or not before else before[-1]


def _unique(texts: Sequence[str], filled: Sequence[bool]) -> tuple[str, ...]:
    """Name each column once: a name that stands again gets its count, a column without one its letters."""
    times: dict[str, int] = {}
    names = []
    for column, text in enumerate(texts):
        name = text or (f"({letters_of(column)})" if filled[column] else "")
        times[name] = times.get(name, 0) + 1
        names.append(f"{name} ({times[name]})" if name and times[name] > 1 else name)
    return tuple(names)
