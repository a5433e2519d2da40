"""How many there were, recorded or not: every method over a capture table or its strata, and the verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import inf, sqrt

from undercount.counting import chao, chapman
from undercount.counting.answer import Answer, log_interval
from undercount.counting.patterns import Patterns
from undercount.counting.usable import FEWEST_SHARED, Usable, usable
from undercount.counting.verdict import Conclusion, conclude
from undercount.facts.results import Estimate, PanelRow, Provenance, Verdict

VERSION = 1
DIFFER = 2.0  # pairs of lists whose answers differ by more than this factor depend on each other
Run = Callable[[Usable, "Asked"], PanelRow]


@dataclass(frozen=True)
class Asked:
    """What is asked of a capture table.

    Attributes:
        metric: what is counted.
        provenance: how the result comes to be; it is returned with it.
        methods: codes, in the order of the panel; all of `METHODS` where none is named.
        independent: two lists that somebody declares independent of each other; () for none.
        reasons: further codes why the verdict can be no better.
        refused: codes why the table can't be counted with at all; empty where it can.
    """

    metric: str
    provenance: Provenance
    methods: tuple[str, ...] = ()
    independent: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def estimate(patterns: Patterns, asked: Asked) -> Estimate:
    """Estimate how many there were from one capture table.

    With lists declared independent, they alone are counted with; who stands only on others is recorded all
    the same, and no answer below that number is usable.
    """
    names = sorted(asked.independent or patterns.lists)  # by name, so that no tie hangs on the order of columns
    places = [patterns.lists.index(name) for name in names]
    table = usable(patterns.only(places))
    table = replace(table, refused=(*asked.refused, *table.refused))
    panel = [_row(method, table, patterns.recorded) for method in asked.methods or tuple(METHODS)]
    reasons = (*asked.reasons, *table.reasons, *table.refused, *_warnings(table, panel))
    found = conclude(patterns.recorded, panel, reasons, bool(asked.independent), len(table.patterns.lists))
    return _result(found, panel, patterns.recorded, asked, patterns.lists)


def estimate_strata(tables: Mapping[str, Patterns], asked: Asked) -> tuple[dict[str, Estimate], Estimate]:
    """Estimate each stratum by itself, and the total as the sum of the strata.

    The unrecorded of the strata are added up, and so are their variances, the strata being different people;
    ends of intervals are never added. A stratum that can't be estimated counts as recorded alone, so the
    total is then a lower bound at best.

    Returns:
        The estimates by stratum, and the total.
    """
    strata = {name: estimate(tables[name], asked) for name in sorted(tables)}
    recorded = sum(table.recorded for table in tables.values())
    found = tuple(strata.values())
    panel = [_summed(method, found, recorded) for method in asked.methods or tuple(METHODS)]
    best = min((each.verdict for each in found), key=list(Verdict).index, default=Verdict.NOT_ESTIMABLE)
    reasons = dict.fromkeys(reason for each in found for reason in each.reasons)
    if best is not Verdict.NOT_ESTIMABLE and any(each.verdict is Verdict.NOT_ESTIMABLE for each in found):
        reasons = {"strata_not_estimable": None, **reasons}
    whole = all(each.verdict is Verdict.ESTIMATE for each in found)
    lists = max((len(table.lists) for table in tables.values()), default=0)
    total = conclude(recorded, panel, tuple(reasons), whole, lists)
    names = next((table.lists for table in tables.values()), ())
    return strata, _result(total, panel, recorded, asked, names)


def _result(
    found: Conclusion, panel: Sequence[PanelRow], recorded: int, asked: Asked, lists: tuple[str, ...]
) -> Estimate:
    return Estimate(
        provenance=asked.provenance,
        metric=asked.metric,
        verdict=found.verdict,
        reasons=tuple(dict.fromkeys(found.reasons)),
        n_observed=recorded,
        estimate=found.estimate,
        interval=found.interval,
        lower_bound=found.lower_bound,
        panel=tuple(panel),
        lists_known=tuple(sorted(lists)),
        lists_held=tuple(sorted(lists)),
    )


def _row(method: str, table: Usable, recorded: int) -> PanelRow:
    """Run one method; a refusal is a row without numbers."""
    assumption, compute = METHODS[method]
    answer = None if table.refused else compute(table.patterns)
    if answer is None:
        return PanelRow(method=method, assumption=assumption, usable=False)
    return PanelRow(
        method=method,
        assumption=assumption,
        usable=answer.estimate >= recorded,
        estimate=answer.estimate,
        interval=answer.interval,
        diagnostics=dict(answer.diagnostics),
    )


def _bound(patterns: Patterns) -> Answer | None:
    try:
        return chao.chao_bound(patterns)
    except ArithmeticError:
        return None


def _two_largest(patterns: Patterns) -> Answer | None:
    """Return Chapman's answer on the two largest lists, with the least and most that any two lists give."""
    pairs = list(combinations(range(len(patterns.lists)), 2))
    answers = {pair: _pair(patterns, *pair) for pair in pairs}
    largest = max(pairs, key=lambda pair: (patterns.sizes[pair[0]] + patterns.sizes[pair[1]], pair[::-1]))
    overlapping = [answers[pair].estimate for pair in pairs if patterns.both(*pair) >= FEWEST_SHARED]
    if patterns.both(*largest) < FEWEST_SHARED:
        return None
    answer = answers[largest]
    spread = {"pairs_low": min(overlapping), "pairs_high": max(overlapping)}
    unseen = patterns.recorded - patterns.only(largest).recorded  # who is on other lists alone
    diagnostics = {**answer.diagnostics, **(spread if len(pairs) > 1 else {}), "elsewhere": unseen}
    return Answer(answer.estimate, answer.variance, answer.interval, diagnostics)


def _pair(patterns: Patterns, one: int, other: int) -> Answer:
    return chapman.chapman(patterns.sizes[one], patterns.sizes[other], patterns.both(one, other))


METHODS: Mapping[str, tuple[str, Callable[[Patterns], Answer | None]]] = {
    chapman.METHOD: (chapman.ASSUMPTION, _two_largest),
    chao.METHOD: (chao.ASSUMPTION, _bound),
}


def _warnings(table: Usable, panel: Sequence[PanelRow]) -> tuple[str, ...]:
    """Return what the panel's own numbers say against it."""
    found = []
    if any(row.estimate is not None and not row.usable for row in panel):
        found.append("below_recorded")
    low, high = _spread(panel)
    if high > DIFFER * low:
        found.append("lists_differ")
    if not table.refused and all(row.estimate is None for row in panel):
        found.append("no_maximum")
    return tuple(found)


def _spread(panel: Sequence[PanelRow]) -> tuple[float, float]:
    given = [row.diagnostics for row in panel if "pairs_low" in row.diagnostics]
    return (given[0]["pairs_low"], given[0]["pairs_high"]) if given else (inf, inf)


def _summed(method: str, strata: Sequence[Estimate], recorded: int) -> PanelRow:
    rows = [(each.n_observed or 0, row) for each in strata for row in each.panel if row.method == method]
    used = [(n, row) for n, row in rows if row.usable and row.estimate is not None]
    assumption = METHODS[method][0]
    if not used:
        return PanelRow(method=method, assumption=assumption, usable=False)
    unrecorded = sum(max(row.estimate - n, 0.0) for n, row in used if row.estimate is not None)
    variance = sum(row.diagnostics["se"] ** 2 for _, row in used)
    return PanelRow(
        method=method,
        assumption=assumption,
        usable=True,
        estimate=recorded + unrecorded,
        interval=log_interval(recorded, unrecorded, variance),
        diagnostics={"strata": len(rows), "strata_used": len(used), "se": sqrt(variance)},
    )
