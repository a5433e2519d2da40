"""Freezing a crisis into a snapshot for one audience."""

from __future__ import annotations

from pathlib import Path

from undercount.demands.findings import check_findings
from undercount.facts.audience import Audience
from undercount.facts.problem import Refused
from undercount.facts.snapshot import Snapshot, open_snapshot, write_snapshot
from undercount.line.folder import load


def freeze(folder: Path, audience: Audience, out: Path) -> Snapshot:
    """Freeze the crisis in `folder` into a new snapshot folder `out`, cut for `audience`.

    Findings are checked here and not on loading: a claim they rest on may be retracted at any time, and then
    the crisis must still open so that someone can mend it; but nothing goes out before that.

    Raises:
        Refused: the crisis can't be loaded, a finding does not bear its grade, or `out` exists.
    """
    rows = load(folder).rows
    problems = check_findings(rows) if rows["findings"] else ()
    if problems:
        raise Refused(problems)
    write_snapshot(rows, audience, out)
    return open_snapshot(out)
