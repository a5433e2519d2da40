"""What a file may cost while it is read: bounds that grow with its size, and the system's own where it has them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import BinaryIO

from undercount.facts.problem import Refused, refuse

_MB = 1 << 20
_RATIO_FROM = 64 * _MB  # below this an honest file of repeated rows may pack very well


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for reading one file.

    Attributes:
        memory: address space of the child process, in bytes.
        seconds: processor time of the child process.
        silence: how long the child process may send nothing, in seconds.
        unpacked: what a packed file may unpack to, in bytes.
        ratio: how many times larger than packed, once it is over 64 MB.
        entries: files inside a packed file.
    """

    memory: int
    seconds: int
    silence: float
    unpacked: int = 2048 * _MB
    ratio: int = 200
    entries: int = 10_000


def limits_for(size: int) -> Limits:
    """Return the bounds for a file of `size` bytes: a small file has no business taking long."""
    megabytes = size // _MB
    return Limits(
        memory=(400 + 14 * megabytes) * _MB,
        seconds=6 + 10 * megabytes,
        silence=9 + 4 * megabytes,
    )


def apply_limits(limits: Limits) -> None:
    """Bind this process to its bounds. Windows has none of these: there unpacked size and silence remain."""
    if sys.platform == "win32":
        return
    import resource  # not there on Windows

    for kind, bound in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, limits.unpacked),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        wanted = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        resource.setrlimit(kind, (wanted, wanted))


class Unpacked:
    """A packed stream that is read no further than the bounds allow; declared sizes are not believed."""

    def __init__(self, stream: BinaryIO, packed: int, limits: Limits, declared: int = 0) -> None:
        self._stream = stream
        self._most = min(limits.unpacked, max(_RATIO_FROM, packed * limits.ratio))
        self._taken = 0
        if declared > self._most:
            raise too_large(self._most)

    def read(self, size: int = -1) -> bytes:
        """Read up to `size` bytes.

        Raises:
            Refused: there is more than the bounds allow.
        """
        data = self._stream.read(size if size >= 0 else self._most - self._taken + 1)
        self._taken += len(data)
        if self._taken > self._most:
            raise too_large(self._most)
        return data


def too_large(most: int) -> Refused:
    """Return the refusal of a file that unpacks to more than it may."""
    what = "the file unpacks to more than {most} MB, far more than its size allows"
    do = "do not open it elsewhere; ask its sender for the list as CSV"
    return refuse("unpacks_too_large", what, do, most=most // _MB)
