"""Every messy and hostile list gets the verdict that a careful person would give."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.intake.lists.fresh import FRESH
from tests.intake.lists.here import in_this_process
from tests.intake.lists.messy import ACCEPT, ASK, CASES, HOSTILE, ORDINARY, REFUSE, WARN, Case

from undercount.facts.problem import Refused
from undercount.intake.lists.mapping import ListMap, read_map
from undercount.intake.lists.read import ListReading, read_list

__all__ = ["in_this_process"]


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("case", [*ORDINARY, *FRESH], ids=lambda case: case.name)
def test_each_file_gets_its_verdict(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)


@pytest.mark.parametrize("case", [*HOSTILE, *ORDINARY[::8]], ids=lambda case: case.name)
def test_each_hostile_file_gets_its_verdict_from_the_child_process(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)


def judge(case: Case, folder: Path) -> None:
    """Read a case's file and hold what came of it against the verdict."""
    path = folder / case.file
    path.write_bytes(case.content())
    given = ListMap()
    if case.map:
        (folder / "list.map.toml").write_text(case.map, encoding="utf-8")
        given = read_map(folder / "list.map.toml")
    if case.verdict == REFUSE:
        with pytest.raises(Refused) as refused:
            read_list(path, given)
        _is_refused_as(case, refused.value)
    else:
        _is_read_as(case, read_list(path, given))


def _is_refused_as(case: Case, refused: Refused) -> None:
    codes = {problem.code for problem in refused.problems}
    assert codes & set(case.codes), str(refused)
    assert all("\n" not in str(problem) and problem.at.file for problem in refused.problems)
    if case.row is not None:
        assert refused.problems[0].at.row == case.row


def _is_read_as(case: Case, reading: ListReading) -> None:
    asked = [problem.code for problem in reading.questions]
    warned = _telling(warning.problem.code for warning in reading.warnings)
    if case.verdict == ASK:
        assert set(case.codes) <= set(asked), (asked, reading.mapping)
        return
    assert not asked, [str(problem) for problem in reading.questions]
    assert reading.accepted == case.accepted, (reading, [str(p) for p in reading.refused])
    assert {problem.at.row: problem.code for problem in reading.refused} == case.refused
    assert reading.rows == reading.accepted + reading.refused_rows
    assert set(case.codes) <= set(warned), warned
    if case.verdict == ACCEPT:
        assert not warned, warned
    assert case.mapping.items() <= dict(reading.mapping).items(), reading.mapping
    assert case.verdict in (ACCEPT, WARN)


def _telling(codes: Iterable[str]) -> list[str]:
    """Return the codes that say more than which columns are not read."""
    return [code for code in codes if code != "ignored_column"]


def test_there_are_at_least_sixty() -> None:
    assert len(CASES) >= 60
    assert {case.verdict for case in CASES} == {ACCEPT, WARN, ASK, REFUSE}
    assert len({case.name for case in CASES}) == len(CASES)
