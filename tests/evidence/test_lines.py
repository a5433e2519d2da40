from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undercount.evidence.lines import LONGEST, LineFile, numbered_lines

LINES = st.lists(st.binary(min_size=1, max_size=30).map(lambda line: line.replace(b"\n", b"_")), max_size=12)


@pytest.fixture
def file(tmp_path: Path) -> LineFile:
    (tmp_path / "lines").touch()
    return LineFile(tmp_path / "lines")


@given(LINES, st.binary(max_size=9).map(lambda torn: torn.replace(b"\n", b"_")))
def test_what_follows_the_last_newline_does_not_count_and_is_cut_by_the_next_append(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], torn: bytes
) -> None:
    path = tmp_path_factory.mktemp("lines") / "lines"
    path.write_bytes(b"".join(line + b"\n" for line in lines) + torn)
    file = LineFile(path)
    assert file.size() == len(lines)
    assert list(file.read()) == lines
    assert list(file.backwards()) == lines[::-1]
    file.append([b"next"], at=len(lines))
    assert path.read_bytes() == b"".join(line + b"\n" for line in [*lines, b"next"])
    assert file.size() == len(lines) + 1


def test_reading_backwards_crosses_its_own_pieces(file: LineFile) -> None:
    lines = [b"%d" % n * (n % 4000 + 1) for n in range(60)]
    file.append(lines, at=0)
    assert list(file.backwards()) == lines[::-1]


def test_a_line_without_end_is_given_up_on(file: LineFile) -> None:
    file.path.write_bytes(b"a\n" + b"x" * 5 * LONGEST + b"\nb\n")
    assert [len(line) for line in file.backwards()][:1] == [1]
    assert [(n, len(line), whole) for n, line, whole in numbered_lines(file.path)] == [
        (1, 1, True),
        (2, 0, True),
        (3, 1, True),
    ]


def test_the_longest_line_is_a_line(file: LineFile) -> None:
    file.append([b"x" * LONGEST, b"y"], at=0)
    assert [(n, len(line)) for n, line, _ in numbered_lines(file.path)] == [(1, LONGEST), (2, 1)]
    assert [len(line) for line in file.read()] == [LONGEST, 1]


@pytest.mark.parametrize("line", [b"", b"a\nb", b"x" * (LONGEST + 1)])
def test_what_would_break_the_file_is_not_written(file: LineFile, line: bytes) -> None:
    with pytest.raises(ValueError, match="a line must hold"):
        file.append([b"fine", line], at=0)
    assert file.path.read_bytes() == b""


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_when_the_disk_refuses_the_file_is_as_it_was(
    file: LineFile, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.append([b"one"], at=0)
    real = os.write

    def failing(*arguments: object) -> int:
        if call == "write":
            real(arguments[0], b"tw")  # type: ignore[arg-type] # a part of it reaches the disk
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing)
        with pytest.raises(OSError, match="No space"):
            file.append([b"two", b"three"], at=1)
    assert file.path.read_bytes() == b"one\n"
    file.append([b"two"], at=1)
    assert list(file.read()) == [b"one", b"two"]


def test_cutting_gives_back_the_lines_before(file: LineFile) -> None:
    file.append([b"one", b"two", b"three"], at=0)
    file.cut(1)
    assert file.size() == 1
    file.append([b"zwei"], at=1)
    assert list(file.read()) == [b"one", b"zwei"]


def test_a_file_that_is_not_there_has_no_lines(tmp_path: Path) -> None:
    assert list(numbered_lines(tmp_path / "none")) == []
