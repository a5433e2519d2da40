"""An append-only file of lines: durable when `append` returns, and whole lines or nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from undercount.evidence.durable import CHUNK, write_all
from undercount.evidence.journal import StoreMoved

LONGEST = 1 << 16
"""No line of ours is longer than this, in bytes; a reader stops there rather than fill its memory."""


class LineFile:
    """Lines of bytes in a file, each ended by a newline; a `Store`.

    What follows the last newline was never acknowledged (a crash tore it), so it does not count and the next
    `append` cuts it off. Callers that write hold the vault's lock.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lines = 0
        self._bytes = 0  # where the last counted line ends

    def size(self) -> int:
        """How many whole lines there are; only what was added since the last call is read."""
        with self.path.open("rb", buffering=0) as file:
            if os.fstat(file.fileno()).st_size < self._bytes:
                self._lines = self._bytes = 0
            position = self._bytes
            file.seek(position)
            while piece := file.read(CHUNK):
                if (end := piece.rfind(b"\n")) >= 0:
                    self._lines += piece.count(b"\n")
                    self._bytes = position + end + 1
                position += len(piece)
        return self._lines

    def read(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Give the lines from `start` to before `stop`, without newlines; a torn last line is left out."""
        with self.path.open("rb") as file:
            bounded = iter(lambda: file.readline(LONGEST + 1), b"")
            for line in islice(bounded, start, stop):
                if line.endswith(b"\n"):
                    yield line[:-1]

    def append(self, lines: Sequence[bytes], *, at: int) -> None:
        """Add `lines` as numbers `at`, `at` + 1 …, durably and all of them or none.

        Raises:
            StoreMoved: there are not `at` lines.
            ValueError: a line is empty, holds a newline or is longer than `LONGEST`.
            OSError: the disk refused; the file is as it was.
        """
        if any(not line or b"\n" in line or len(line) > LONGEST for line in lines):
            raise ValueError("a line must hold 1 to 65536 bytes and no newline")
        if (size := self.size()) != at:
            raise StoreMoved(at, size)
        descriptor = os.open(self.path, os.O_WRONLY)
        try:
            os.ftruncate(descriptor, self._bytes)
            os.lseek(descriptor, self._bytes, os.SEEK_SET)
            try:
                write_all(descriptor, b"".join(line + b"\n" for line in lines))
                os.fsync(descriptor)
            except BaseException:
                os.ftruncate(descriptor, self._bytes)
                with suppress(OSError):  # the first failure is the one to be told
                    os.fsync(descriptor)
                raise
        finally:
            os.close(descriptor)

    def cut(self, size: int) -> None:
        """Drop the lines from `size` on, which nobody was told about: the way back out of a failed seal."""
        end = sum(len(line) + 1 for line in self.read(0, size))
        os.truncate(self.path, end)

    def backwards(self) -> Iterator[bytes]:
        """Give the whole lines from the last to the first."""
        self.size()
        with self.path.open("rb", buffering=0) as file:
            end, rest = self._bytes, b""
            while end and len(rest) <= LONGEST:
                start = max(0, end - LONGEST)
                file.seek(start)
                pieces = (file.read(end - start) + rest).split(b"\n")
                rest, end = pieces[0], start
                yield from (line for line in reversed(pieces[1:]) if line)
            if rest:
                yield rest


def numbered_lines(path: Path) -> Iterator[tuple[int, bytes, bool]]:
    """Give every line with its number from 1, and whether it is whole; one that is too long is given empty.

    A file that is not there has no lines.
    """
    if not path.is_file():
        return
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LONGEST + 2):
            number += 1
            too_long = len(line.rstrip(b"\n")) > LONGEST
            while too_long and not line.endswith(b"\n") and (rest := file.readline(LONGEST)):
                line = rest
            yield number, b"" if too_long else line.removesuffix(b"\n"), line.endswith(b"\n")
