"""Where demands stand: the current finding of each obligation, counted by grade; no average, no score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from undercount.facts.demand import Finding
from undercount.facts.results import DemandStanding, Provenance, Standing
from undercount.facts.tables import Rows

SCALE = ("A", "B", "C", "D", "E")  # Human Rights Committee, follow-up procedure: from best to worst
NO_GRADE = ("U", "M")  # ours: unknown, moot; neither better nor worse than any of the others


def current_findings(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Return the findings that no other supersedes, by obligation; there ought to be exactly one of each."""
    known = list(findings)
    past = {finding.supersedes for finding in known if finding.supersedes}
    current: dict[str, list[Finding]] = {}
    for finding in sorted(known, key=lambda finding: finding.id):
        if finding.id not in past:
            current.setdefault(finding.obligation, []).append(finding)
    return current


def roll_up(demand: str, rows: Rows) -> DemandStanding:
    """Return how a demand's obligations are graded, and the worst grade among them."""
    current = current_findings(rows.get("findings", ()))
    atoms = sorted(atom.id for atom in rows.get("obligations", ()) if atom.demand == demand)
    found = [finding for atom in atoms for finding in current.get(atom, ())]
    grades = _count(found)
    worst = max((grade for grade in grades if grade in SCALE), key=SCALE.index, default=None)
    return DemandStanding(
        demand=demand, grades=grades, worst=worst, findings=tuple(finding.id for finding in found)
    )


def standing_of(rows: Rows, provenance: Provenance) -> Standing:
    """Return where every demand stands, in the order of their numbers."""
    demands = sorted(rows.get("demands", ()), key=lambda demand: demand.number)
    standings = tuple(roll_up(demand.id, rows) for demand in demands)
    total: Counter[str] = Counter()
    for standing in standings:
        total.update(standing.grades)
    return Standing(provenance=provenance, demands=standings, grades=_ordered(total))


def _count(findings: Iterable[Finding]) -> dict[str, int]:
    return _ordered(Counter(finding.grade for finding in findings))


def _ordered(counts: Counter[str]) -> dict[str, int]:
    return {grade: counts[grade] for grade in (*SCALE, *NO_GRADE) if counts[grade]}
