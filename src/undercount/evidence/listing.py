"""What lies in a folder that may be hostile: plain files by their paths, links and odd names as findings."""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from undercount.evidence.durable import CHUNK
from undercount.evidence.verification import Code, Finding, printable

_SAFELY = ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")  # not every system has all three
_OPEN = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in _SAFELY)
_NOT_IN_NAMES = frozenset('\\:*?"<>|')  # not allowed on Windows, or escaped by sha256sum
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(port + n for port in ("com", "lpt") for n in "123456789")]
)
LONGEST_SEGMENT = 255


@dataclass(slots=True)
class Listing:
    """The plain files below a folder: relative POSIX paths, sizes in bytes; and what is amiss."""

    files: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def list_folder(root: Path) -> Listing:
    """List all plain files below `root`, following no link."""
    listing, folders = Listing(), [""]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(root / folder) as entries:
                for entry in entries:
                    _list_entry(entry, folder + entry.name, listing, folders)
        except OSError:
            listing.findings.append(Finding(Code.UNREADABLE, printable(folder) or "."))
    return listing


def _list_entry(entry: os.DirEntry[str], path: str, listing: Listing, folders: list[str]) -> None:
    found = entry.stat(follow_symlinks=False)
    if stat.S_ISDIR(found.st_mode):
        folders.append(path + "/")
    elif stat.S_ISREG(found.st_mode):
        listing.files[path] = found.st_size
    else:
        code = Code.SYMLINK if stat.S_ISLNK(found.st_mode) else Code.NOT_A_FILE
        listing.findings.append(Finding(code, printable(path)))


def is_safe_path(path: str) -> bool:
    """Tell whether a relative path means the same one file on every system and to every tool.

    No `..`, nothing absolute, Unicode form NFC, no control or direction characters, nothing Windows forbids.
    """
    return bool(path) and all(_is_safe_name(name) for name in path.split("/"))


def _is_safe_name(name: str) -> bool:
    return (
        name not in ("", ".", "..")
        and name.isprintable()
        and not _NOT_IN_NAMES.intersection(name)
        and name == unicodedata.normalize("NFC", name).strip(" ").rstrip(".")
        and name.split(".", 1)[0].lower() not in _RESERVED
        and len(name.encode()) <= LONGEST_SEGMENT
    )


def colliding(paths: Iterable[str]) -> list[str]:
    """Give the paths, of files or folders, that differ from another only in case or Unicode form."""
    first: dict[str, str] = {}
    every = {str(part) for path in map(PurePosixPath, paths) for part in (path, *path.parents)}
    return [path for path in sorted(every) if first.setdefault(_folded(path), path) != path]


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def hash_file(path: Path, advance: Callable[[int], None]) -> str | None:
    """Hash a plain file in pieces of at most 1 MiB; nothing if it is none or cannot be read."""
    try:
        descriptor = os.open(path, _OPEN)
    except OSError:
        return None
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            return None
        digest = hashlib.sha256()
        while piece := os.read(descriptor, min(CHUNK, found.st_size + 1)):
            digest.update(piece)
            advance(len(piece))
        return digest.hexdigest()
    except OSError:
        return None
    finally:
        os.close(descriptor)


def read_small(path: Path, most: int) -> bytes | None:
    """Read a plain file of at most `most` bytes; nothing if there is none such."""
    try:
        descriptor = os.open(path, _OPEN)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or found.st_size > most:
            return None
        return file.read(most)
