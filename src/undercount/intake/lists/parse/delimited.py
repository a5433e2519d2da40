"""Lists as text with a delimiter: CSV, TSV and whatever stands between cells, in any of the usual encodings."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from undercount.facts.problem import Refused, Spot, refuse
from undercount.intake.lists.parse.encoding import Encoding, detect
from undercount.intake.lists.parse.grid import (
    MOST_COLUMNS,
    Book,
    Line,
    Note,
    OpenSheet,
    plain,
    trimmed,
)

DELIMITERS = ("\t", ";", ",", "|", "~", "^", "¦", ":")
_SAMPLE_BYTES = 1 << 20
_SAMPLE_LINES = 300
_LONGEST_LINE = 4_000_000
_MOST_LINES_OF_A_CELL = 200


def open_text(path: Path, encoding: str = "", delimiter: str = "") -> Book:  # noqa: D417 - named as they are
    """Open a text with a delimiter.

    Args:
        path: the file.
        encoding, delimiter: as its map says; "" is told by the bytes.

    Raises:
        Refused: the encoding named is not known or does not fit.
    """
    with path.open("rb") as file:
        sample = file.read(_SAMPLE_BYTES)
        whole = not file.read(1)
    found = Encoding(_checked(encoding)) if encoding else _whole_file(path, detect(sample, whole))
    lines = list(islice(_physical(path, found), _SAMPLE_LINES))
    said = _said_delimiter(lines)
    mark = delimiter or said or _sniff(lines)
    sheet = OpenSheet("", iter(()))
    sheet.lines = _records(_physical(path, found), mark, sheet, skip=1 if said else 0)
    notes = (Note("damaged_encoding", 0, found.name),) if found.damaged else ()
    return Book("csv", [sheet], found.name.removesuffix("-sig"), mark, found.doubtful, notes)


def _checked(encoding: str) -> str:
    try:
        "".encode(encoding)
    except LookupError:
        do = "write utf-8, utf-16, cp1251 or koi8-r"
        raise refuse(
            "unknown_encoding",
            "there is no encoding '{name}'",
            do,
            at=Spot("", None, "encoding"),
            name=encoding,
        ) from None
    return "utf-8-sig" if encoding.lower().replace("_", "-") in ("utf-8", "utf8") else encoding


def _whole_file(path: Path, found: Encoding) -> Encoding:
    """Look at the rest of a long file where its beginning is plain: the first other letter may come late."""
    if found.name != "utf-8" or found.damaged or path.stat().st_size <= _SAMPLE_BYTES:
        return found
    with path.open("rb") as file:
        overlap = b""
        while chunk := file.read(_SAMPLE_BYTES):
            block = overlap + chunk
            cut = block.rfind(b"\n") + 1 or len(block)
            later = detect(block[:cut], whole=True)
            if later.name != "utf-8" or later.damaged:
                return later
            overlap = block[cut:]
    return found


def _physical(path: Path, found: Encoding) -> Iterator[str]:
    """Yield the text's lines with their ends as they are.

    Raises:
        Refused: a line is longer than any row of a list.
    """
    with path.open(encoding=found.name, errors="replace", newline="") as text:
        for number, line in enumerate(iter(partial(text.readline, _LONGEST_LINE), ""), 1):
            if len(line) >= _LONGEST_LINE:
                what, do = "the row is longer than {most} million letters", "look whether it is a list at all"
                raise refuse("row_too_long", what, do, at=Spot("", number), most=_LONGEST_LINE // 1_000_000)
            yield line


def _said_delimiter(lines: list[str]) -> str:
    """Return the delimiter that a first line such as `sep=;` names, as spreadsheets write it."""
    first = lines[0].strip().strip('"').removeprefix("\ufeff").lower() if lines else ""
    return first[4:5] if first.startswith("sep=") else ""


def _sniff(lines: list[str]) -> str:
    """Return the delimiter by which most lines have the same number of cells; "" where there is none."""
    marks: dict[str, tuple[float, int]] = {}
    text = "".join(lines)
    for delimiter in DELIMITERS:
        if delimiter in text:
            marks[delimiter] = _regularity(text, delimiter)
    best = max(marks, key=lambda d: marks[d], default="")
    return best if best and marks[best][0] >= (0.25 if best != ":" else 0.9) else ""


def _regularity(text: str, delimiter: str) -> tuple[float, int]:
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(row)]
    except csv.Error:
        return 0.0, 0
    widths = Counter(len(trimmed([cell.strip() for cell in row])) and len(row) for row in rows)
    widths.pop(1, None)
    if not widths:
        return 0.0, 0
    width, times = widths.most_common(1)[0]
    # cells that hold running text have commas too: the delimiter is what nearly every line has alike
    return times / len(rows), width


def _records(lines: Iterator[str], delimiter: str, sheet: OpenSheet, skip: int) -> Iterator[Line]:
    source = _Counted(lines, skip)
    reader = csv.reader(source, delimiter=delimiter or "\x1f", skipinitialspace=delimiter != "\t")
    while True:
        start = source.number + 1
        source.taken.clear()
        try:
            cells = next(reader, None)
        except csv.Error:
            raise _unclosed(start) from None
        if cells is None:
            return
        if _left_open(source):
            raise _unclosed(start)
        texts = _cells(cells, start, sheet)
        if any(texts):
            yield Line(start, False, texts)


class _Counted:
    """Lines with the number of the last one, and those of the current record."""

    def __init__(self, lines: Iterator[str], skip: int) -> None:
        self._lines = lines
        self.taken: list[str] = []
        self.number = 0
        self.ended = False
        for _ in islice(lines, skip):
            self.number += 1

    def __iter__(self) -> _Counted:
        return self

    def __next__(self) -> str:
        line = next(self._lines, None)
        if line is None:
            self.ended = True
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        if len(self.taken) > _MOST_LINES_OF_A_CELL:
            raise csv.Error("too many lines in one cell")
        return line


def _left_open(source: _Counted) -> bool:
    return source.ended and sum(line.count('"') for line in source.taken) % 2 == 1


def _unclosed(row: int) -> Refused:
    what = "a quotation mark opens a cell in this row and is not closed"
    do = "ask for the file again, or close the mark in a copy and read that"
    return refuse("unclosed_quote", what, do, at=Spot("", row))


def _cells(cells: list[str], row: int, sheet: OpenSheet) -> list[str]:
    if len(cells) > MOST_COLUMNS:
        sheet.notes.append(Note("cells_beyond", row, str(len(cells))))
        cells = cells[:MOST_COLUMNS]
    return [plain(cell).strip() for cell in cells]  # with the empty ones at the end: they tell a row's width
