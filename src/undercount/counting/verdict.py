"""What the methods' answers amount to: an estimate, a lower bound or neither, and why it is no better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from undercount.counting import chao, chapman
from undercount.facts.results import PanelRow, Verdict

Interval = tuple[float, float]


@dataclass(frozen=True)
class Conclusion:
    """A verdict with its reasons and numbers; what is refused is None."""

    verdict: Verdict
    reasons: tuple[str, ...]
    estimate: float | None = None
    interval: Interval | None = None
    lower_bound: float | None = None


def conclude(
    recorded: int, panel: Sequence[PanelRow], reasons: Sequence[str], declared: bool, lists: int
) -> Conclusion:
    """Draw the verdict from the panel.

    An estimate needs two lists that somebody who knows them declares independent: no data can show it. Else
    the lower end of an interval is a lower bound, Chao's before Chapman's. A bound on more lists than two
    still rests on methods that can give no more than a bound.

    Args:
        recorded: distinct people recorded; no bound lies below.
        panel: the methods' answers.
        reasons: what was set right among the lists, or why they were refused.
        declared: whether the two lists of Chapman's row were declared independent.
        lists: how many lists were counted with.
    """
    rows = {row.method: row for row in panel if row.usable}
    two, bound = rows.get(chapman.METHOD), rows.get(chao.METHOD)
    if declared and two:
        return _estimate(recorded, two, reasons)
    if found := bound or two:
        lowest = max(float(recorded), found.interval[0]) if found.interval else float(recorded)
        why = "two_lists_only" if lists == 2 else "bound_methods_only"
        return Conclusion(Verdict.LOWER_BOUND, (*reasons, why), lower_bound=lowest)
    return Conclusion(Verdict.NOT_ESTIMABLE, tuple(reasons) or ("no_maximum",))


def _estimate(recorded: int, row: PanelRow, reasons: Sequence[str]) -> Conclusion:
    lowest = max(float(recorded), row.interval[0]) if row.interval else float(recorded)
    return Conclusion(Verdict.ESTIMATE, tuple(reasons), row.estimate, row.interval, lowest)
