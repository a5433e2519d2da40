"""The child process that parses a list: what comes from outside is opened here, within bounds, and nowhere else."""

from __future__ import annotations

import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import msgspec
from lxml import etree

from undercount.facts.problem import Refused
from undercount.intake.lists.parse.container import Given, open_list
from undercount.intake.lists.parse.grid import (
    SAMPLE,
    Book,
    Fault,
    Line,
    Message,
    More,
    OpenSheet,
    Sheet,
    Survey,
)
from undercount.intake.lists.parse.limits import Limits, apply_limits
from undercount.intake.lists.parse.packed import damaged

OUT_OF_MEMORY = 3  # the exit code that says so
_LINES_AT_ONCE = 500
_MOST_SHEETS = 64
_BROKEN = (
    etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, struct.error, EOFError, UnicodeError, NotImplementedError,
)  # fmt: skip


class Order(msgspec.Struct):
    """What the child is asked to do."""

    path: str
    limits: Limits
    scratch: str
    encoding: str = ""
    delimiter: str = ""


def main() -> None:
    """Read an order on standard input, send the survey, then the rest of the sheet that is asked for."""
    order = msgspec.msgpack.decode(receive(sys.stdin.buffer), type=Order)
    apply_limits(order.limits)
    try:
        for message in _messages(order):
            send(sys.stdout.buffer, msgspec.msgpack.encode(message))
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)


def send(stream: BinaryIO, frame: bytes) -> None:
    """Write one frame: its length in four bytes, then itself."""
    stream.write(struct.pack(">I", len(frame)) + frame)
    stream.flush()


def receive(stream: BinaryIO) -> bytes:
    """Read one frame; b"" at the end of the stream."""
    head = stream.read(4)
    return stream.read(struct.unpack(">I", head)[0]) if len(head) == 4 else b""


def _messages(order: Order) -> Iterator[Message]:
    try:
        book = open_list(
            Path(order.path), Given(order.limits, Path(order.scratch), order.encoding, order.delimiter)
        )
        survey, open_sheets = _survey(book)
        yield survey
        asked = receive(sys.stdin.buffer)
        if asked:
            yield from _rest(open_sheets[msgspec.msgpack.decode(asked, type=int)])
    except Refused as refused:
        yield _fault(refused)
    except _BROKEN:
        yield _fault(damaged())


def _fault(refused: Refused) -> Fault:
    problem = refused.problems[0]
    values = {k: v if isinstance(v, int | float) else str(v) for k, v in problem.values.items()}
    return Fault(problem.code, problem.what, problem.do, problem.at.row, values)


def _survey(book: Book) -> tuple[Survey, list[OpenSheet]]:
    """Draw the beginning of every sheet; what was not drawn stays in its stream."""
    sheets = book.sheets[:_MOST_SHEETS]
    parts = []
    for sheet in sheets:
        lines = list(islice(sheet.lines, SAMPLE))
        parts.append(
            Sheet(
                sheet.name,
                lines,
                list(sheet.merges),
                list(sheet.notes),
                sheet.hidden,
                sheet.hidden_columns,
                sheet.from_1904,
                complete=len(lines) < SAMPLE,
            )
        )
        sheet.merges.clear()
        sheet.notes.clear()
    survey = Survey(book.format, book.encoding, book.delimiter, list(book.doubtful), list(book.notes), parts)
    return survey, sheets


def _rest(sheet: OpenSheet) -> Iterator[More]:
    while True:
        lines: list[Line] = list(islice(sheet.lines, _LINES_AT_ONCE))
        last = len(lines) < _LINES_AT_ONCE
        yield More(lines, list(sheet.merges), list(sheet.notes), last)
        if last:
            return
        sheet.merges.clear()
        sheet.notes.clear()


if __name__ == "__main__":
    main()
