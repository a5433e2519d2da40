"""Folders that appear whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from undercount.facts.folders import new_folder
from undercount.facts.problem import Refused


def test_a_folder_appears_when_it_is_complete(tmp_path: Path) -> None:
    with new_folder(tmp_path / "a" / "out") as staging:
        (staging / "file").write_text("x")
        assert not (tmp_path / "a" / "out").exists()
    assert (tmp_path / "a" / "out" / "file").read_text() == "x"
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["out"]


def _half_write(out: Path, fault: Exception) -> None:
    with new_folder(out) as staging:
        (staging / "half").write_text("x")
        raise fault


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), ValueError("other")])
def test_nothing_is_left_where_writing_fails(tmp_path: Path, fault: Exception) -> None:
    expected = Refused if isinstance(fault, OSError) else ValueError
    with pytest.raises(expected):
        _half_write(tmp_path / "out", fault)
    assert list(tmp_path.iterdir()) == []


def test_the_fault_of_the_disk_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused, new_folder(tmp_path / "out"):
        raise OSError(28, "No space left on device")
    assert str(refused.value) == (
        f"{tmp_path}/out: the folder cannot be written (No space left on device); "
        "make room, or name another folder"
    )


@pytest.mark.parametrize("what", ["folder", "empty", "file", "link"])
def test_what_is_there_is_never_written_over(tmp_path: Path, what: str) -> None:
    out = tmp_path / "out"
    if what in ("folder", "empty"):
        out.mkdir()
        (out / "precious").write_text("x") if what == "folder" else None
    elif what == "file":
        out.write_text("x")
    else:
        out.symlink_to(tmp_path / "nowhere")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(Refused, match="exists already"), new_folder(out):
        pytest.fail("the block must not run")
    assert sorted(tmp_path.iterdir()) == before
