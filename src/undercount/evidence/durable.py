"""Writes so that what was acknowledged survives a power cut, and says in one line when the disk refuses."""

from __future__ import annotations

import errno
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from undercount.facts.problem import Problem, Refused, Spot, refuse

CHUNK = 1 << 20
"""How much of a file is held in memory at once, in bytes."""

_TEMPORARY = ".tmp"
_TROUBLE = {
    errno.ENOSPC: Problem("disk_full", "the disk is full", "free some space and run it again"),
    errno.EDQUOT: Problem(
        "disk_full", "your share of the disk is used up", "free some space and run it again"
    ),
    errno.EFBIG: Problem(
        "file_too_big",
        "the file system or a limit allows no file that big",
        "lift the limit and run it again",
    ),
    errno.EROFS: Problem("read_only", "the disk can only be read", "choose a folder that can be written"),
    errno.EACCES: Problem(
        "not_allowed", "you have no right to this", "change the rights or choose another place"
    ),
    errno.EPERM: Problem(
        "not_allowed", "you have no right to this", "change the rights or choose another place"
    ),
    errno.EIO: Problem("disk_failed", "the disk failed", "check the disk, then run it again"),
    errno.ENOENT: Problem("not_found", "there is nothing of that name", "check the path"),
}


def disk_refusal(error: OSError, spot: Spot) -> Refused:
    """Say what the operating system said, in one line with what to do."""
    known = _TROUBLE.get(error.errno or 0)
    if known is not None:
        return Refused(replace(known, at=spot))
    reason = error.strerror or str(error)
    return refuse(
        "disk_error", "the system says: {reason}", "mend that and run it again", at=spot, reason=reason
    )


@contextmanager
def disk_trouble_at(path: Path | str) -> Iterator[None]:
    """Turn an error of the operating system within the block into one `Refused` about `path`."""
    try:
        yield
    except OSError as error:
        raise disk_refusal(error, Spot(str(path))) from error


def write_all(descriptor: int, data: bytes | memoryview) -> None:
    """Write all of `data`; one call of the system may take only a part of it."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def sync_folder(path: Path) -> None:
    """Make the names in a folder durable; without it a power cut loses files whose bytes are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def is_temporary(name: str) -> bool:
    """Tell whether a file of this name may be what a crash left of `write_file`."""
    return name.startswith(".") and name.endswith(_TEMPORARY)


def write_file(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write a file whole or not at all: a temporary name beside it, fsync, rename, fsync of the folder."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}{_TEMPORARY}")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        try:
            write_all(descriptor, data)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def refuse_without_locks(path: Path) -> None:
    """Refuse to write a vault on Windows, where two writers could not be kept apart."""
    if sys.platform == "win32":
        raise refuse(
            "no_locks_here",
            "a vault cannot be written on Windows",
            "use Linux, macOS or WSL for it",
            at=Spot(str(path)),
        )


@contextmanager
def locked(path: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold the lock file `path` for the block; whoever comes second waits.

    Raises:
        Refused: on Windows, which has no such lock.
    """
    refuse_without_locks(path)
    import fcntl  # not there on Windows, where the analytical verbs must still start

    descriptor = os.open(path, os.O_RDONLY if shared else os.O_RDWR | os.O_CREAT, 0o640)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)  # which releases the lock


@contextmanager
def read_locked(path: Path) -> Iterator[None]:
    """Keep writers out for the block where that is possible; a read-only copy has none to keep out."""
    with ExitStack() as held:
        with suppress(OSError, Refused):
            held.enter_context(locked(path, shared=True))
        yield


def remove_quietly(path: Path) -> None:
    """Remove a leftover of our own; failing to must not hide the failure that left it."""
    with suppress(OSError):
        path.unlink()
