"""Reads lists in this very process, where thousands of made files would take too long in one of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from undercount.facts.problem import Refused
from undercount.intake.lists import read
from undercount.intake.lists.entry import Entry
from undercount.intake.lists.mapping import ListMap
from undercount.intake.lists.parse import child
from undercount.intake.lists.parse.container import Given, open_list
from undercount.intake.lists.parse.grid import More, OpenSheet, Survey
from undercount.intake.lists.parse.limits import limits_for
from undercount.intake.lists.parse.packed import damaged
from undercount.intake.lists.read import ListReading


class Here:
    """What `parsing` gives, without a child process."""

    def __init__(self, survey: Survey, sheets: list[OpenSheet]) -> None:
        self.survey = survey
        self._sheets = sheets

    def rest(self, index: int) -> Iterator[More]:
        """Yield what follows the beginning of a sheet."""
        if not self.survey.sheets[index].complete:
            yield from child._rest(self._sheets[index])


@contextmanager
def parsing_here(path: Path, encoding: str = "", delimiter: str = "") -> Iterator[Here]:
    """Open a file as the child process does, and fail as it fails."""
    with TemporaryDirectory() as scratch:
        try:
            given = Given(limits_for(path.stat().st_size), Path(scratch), encoding, delimiter)
            yield Here(*child._survey(open_list(path, given)))
        except child._BROKEN as fault:
            raise damaged() from fault


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `read_list` open files in this process."""
    monkeypatch.setattr(read, "parsing", parsing_here)


def outcome(path: Path, given: ListMap | None = None) -> tuple[str, ListReading | Refused, list[Entry]]:
    """Read a list and return what came of it: read, asked or refused, and what was kept."""
    kept: list[Entry] = []
    try:
        reading = read.read_list(path, given or ListMap(), keep=kept.append)
    except Refused as refused:
        return "refused", refused, []
    return ("asked" if reading.questions else "read"), reading, kept
