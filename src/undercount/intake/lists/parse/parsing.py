"""Has a list parsed by a child process, and says in one line why where the child could not."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from undercount.facts.problem import Problem, Refused, Spot, refuse
from undercount.intake.lists.parse.child import OUT_OF_MEMORY, Order, receive, send
from undercount.intake.lists.parse.grid import Fault, Message, More, Sheet, Survey
from undercount.intake.lists.parse.limits import Limits, limits_for

_MODULE = "undercount.intake.lists.parse.child"
_OUT_OF_TIME = (-24, -9)  # SIGXCPU; SIGKILL, which follows where the first is not heeded


class Parsing:
    """A child process at work on one file.

    Attributes:
        survey: the beginning of every sheet.
    """

    def __init__(self, child: subprocess.Popen[bytes], name: str, limits: Limits) -> None:
        self._child = child
        self._name = name
        self._limits = limits
        self._silent = False
        survey = self._next()
        assert isinstance(survey, Survey)
        self.survey: Survey = survey

    def rest(self, index: int) -> Iterator[More]:
        """Yield what follows the beginning of a sheet.

        Raises:
            Refused: the file proves unreadable, or too costly, further on.
        """
        if self.survey.sheets[index].complete:
            return
        assert self._child.stdin is not None
        send(self._child.stdin, msgspec.msgpack.encode(index))  # type: ignore[arg-type]
        while True:
            more = self._next()
            assert isinstance(more, More)
            yield more
            if more.last:
                return

    def _next(self) -> Message:
        assert self._child.stdout is not None
        watch = threading.Timer(self._limits.silence, self._stop)
        watch.start()
        try:
            frame = receive(self._child.stdout)  # type: ignore[arg-type]
        finally:
            watch.cancel()
        if not frame:
            raise self._ended()
        message: Message = msgspec.msgpack.decode(frame, type=Message)
        if isinstance(message, Fault):
            at = Spot(self._name, message.row)
            raise Refused(Problem(message.code, message.what, message.do, at, message.values))
        return message

    def _stop(self) -> None:
        self._silent = True
        self._child.kill()

    def _ended(self) -> Refused:
        """Say why the child is gone: time, memory, or a file that no reader stands."""
        code = self._child.wait()
        at = Spot(self._name)
        do = "do not open it elsewhere; ask its sender for the list as CSV"
        if self._silent or code in _OUT_OF_TIME:
            what = "reading the file takes far more time than its size allows"
            return refuse("too_slow", what, do, at=at)
        if code == OUT_OF_MEMORY or code == -6:  # -6: a library gave up where memory ended
            what = "reading the file takes far more memory than its size allows"
            return refuse("too_much_memory", what, do, at=at)
        what, do = "the file is damaged: it can't be read to its end", "ask its sender for it again"
        return refuse("damaged", what, do, at=at)


@contextmanager
def parsing(path: Path, encoding: str = "", delimiter: str = "") -> Iterator[Parsing]:
    """Have a file parsed; the child ends with the block, whatever happens in it.

    Raises:
        Refused: the file is not there, or can't be read as a list.
    """
    limits = limits_for(_size(path))
    with tempfile.TemporaryDirectory(prefix="undercount-") as scratch:
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
            [sys.executable, "-P", "-X", "utf8", "-m", _MODULE],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            assert child.stdin is not None
            order = Order(str(path.absolute()), limits, scratch, encoding, delimiter)
            send(child.stdin, msgspec.msgpack.encode(order))  # type: ignore[arg-type]
            yield Parsing(child, path.name, limits)
        finally:
            child.kill()
            child.wait()
            for stream in (child.stdin, child.stdout):
                if stream:
                    stream.close()


def _size(path: Path) -> int:
    at = Spot(str(path))
    if path.is_dir():
        raise refuse("is_a_folder", "this is a folder", "name the list's file", at=at)
    if not path.is_file():
        raise refuse("no_file", "there is no such file", "check the path", at=at)
    return path.stat().st_size


def sheet_of(survey: Survey, index: int) -> Sheet:
    """Return a sheet's beginning."""
    return survey.sheets[index]
