"""Freezing a crisis into a snapshot for one audience."""

from __future__ import annotations

from pathlib import Path

from undercount.facts.audience import Audience
from undercount.facts.snapshot import Snapshot, open_snapshot, write_snapshot
from undercount.line.folder import load


def freeze(folder: Path, audience: Audience, out: Path) -> Snapshot:
    """Freeze the crisis in `folder` into a new snapshot folder `out`, cut for `audience`.

    Raises:
        Refused: the crisis can't be loaded, or `out` exists.
    """
    write_snapshot(load(folder).rows, audience, out)
    return open_snapshot(out)
