"""A change of a crisis folder in place: all of its files or none, also where the power goes in between."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from undercount.evidence.durable import disk_trouble_at, locked
from undercount.facts.problem import Spot, refuse

_DECIDED = ".change"  # a folder of this name holds a change that is decided and perhaps not yet carried out
_STAGING = ".staging-"
_NEW, _REMOVED = "new", "removed.txt"
_OURS = re.compile(r"(?:mentions|claims|exhibits)\.csv|lists/[A-Za-z0-9][A-Za-z0-9_.-]*")


class Change:
    """New files of a crisis folder, written beside the old ones until all are there."""

    def __init__(self, folder: Path, staging: Path) -> None:
        self._folder = folder
        self._staging = staging
        self._removed: list[str] = []
        (staging / _NEW).mkdir()

    def path(self, name: str) -> Path:
        """Return where the new content of a file goes."""
        path = self._staging / _NEW / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def remove(self, name: str) -> None:
        """Have a file taken away."""
        self._removed.append(name)

    def decide(self) -> None:
        """Make the change: from the moment its folder has its last name, it will be carried out."""
        (self._staging / _REMOVED).write_text("\n".join(self._removed), encoding="utf-8")
        for path in [path for path in self._staging.rglob("*") if path.is_file()]:
            _to_disk(path)
        self._staging.rename(self._folder / _DECIDED)
        carry_out(self._folder)


@contextmanager
def changing(folder: Path) -> Iterator[Change]:
    """Yield a change of a crisis folder; nothing of it stays unless it is decided within the block.

    Raises:
        Refused: the disk refuses.
    """
    lock = nullcontext() if sys.platform == "win32" else locked(folder / "crisis.toml")
    with disk_trouble_at(folder), lock:
        carry_out(folder)
        for left_over in folder.glob(f"{_STAGING}*"):
            shutil.rmtree(left_over)
        staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=folder))
        try:
            yield Change(folder, staging)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def carry_out(folder: Path) -> None:
    """Carry out a change that was decided and interrupted; do nothing where there is none.

    Raises:
        Refused: it would touch what no reading of a list touches; it was not made here.
    """
    decided = folder / _DECIDED
    if not decided.is_dir():
        return
    new = {path.relative_to(decided / _NEW).as_posix(): path for path in (decided / _NEW).rglob("*") if path.is_file()}
    removed = _removed(decided / _REMOVED)
    if decided.is_symlink() or not all(_OURS.fullmatch(name) for name in (*new, *removed)):
        what = "a crisis folder holds no such file"
        do = "take it out, or rename it to a file that a crisis folder holds"
        raise refuse("unknown_change", what, do, at=Spot(_DECIDED))
    for name, path in sorted(new.items()):
        (folder / name).parent.mkdir(exist_ok=True)
        path.replace(folder / name)
    for name in removed:
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(decided)


def _removed(path: Path) -> list[str]:
    return [name for name in path.read_text(encoding="utf-8").split("\n") if name] if path.is_file() else []


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
