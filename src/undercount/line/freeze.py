"""Freezing a crisis into a snapshot for one audience."""

from __future__ import annotations

from pathlib import Path

from undercount.demands.findings import check_findings
from undercount.facts.audience import Audience
from undercount.facts.problem import Refused
from undercount.facts.snapshot import Snapshot, open_snapshot, write_snapshot
from undercount.line.folder import load
from undercount.people.consent import cut_names, names_without_consent


def freeze(folder: Path, audience: Audience, out: Path) -> Snapshot:
    """Freeze the crisis in `folder` into a new snapshot folder `out`, cut for `audience`.

    Findings are checked here and not on loading: a claim they rest on may be retracted at any time, and then
    the crisis must still open so that someone can mend it; but nothing goes out before that.

    For the public the words of claims about people on lists are withheld, and no other cell may spell such a
    person's name, unless they or their family agreed.

    Raises:
        Refused: the crisis can't be loaded, a finding does not bear its grade, a name would go out without
            consent, or `out` exists.
    """
    rows = load(folder).rows
    problems = list(check_findings(rows)) if rows["findings"] else []
    cut = cut_names(rows, audience)
    problems += names_without_consent(cut, audience)
    if problems:
        raise Refused(problems)
    write_snapshot(cut, audience, out)
    return open_snapshot(out)
