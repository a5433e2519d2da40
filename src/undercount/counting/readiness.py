"""Whether the people nobody recorded can be estimated from what a snapshot holds, and why not."""

from __future__ import annotations

from collections.abc import Sequence

from undercount.facts.crisis import CaptureCell, CaptureTable
from undercount.facts.results import Estimate, Provenance, Verdict
from undercount.facts.sources import List
from undercount.facts.tables import Rows

METHOD, VERSION = "readiness", 1
NO_ESTIMATOR = "no_estimator"  # nothing stands in the way; `recorded.estimate_of` makes the attempt


def readiness(rows: Rows, metric: str, provenance: Provenance) -> Estimate:
    """Tell what stands between a snapshot and an estimate of how many there were, recorded or not.

    A published capture table says how many people each combination of its lists recorded, so what was
    observed is its sum. Without one, lists would have to be held and their people linked. Nothing is
    estimated here.

    Args:
        rows: the tables `lists`, `capture_tables`, `capture_cells` and `mentions` of one snapshot.
        metric: what was counted, such as `killed`.
        provenance: how the result came to be; its method and version are `METHOD` and `VERSION`.
    """
    tables = [table for table in rows.get("capture_tables", ()) if table.metric == metric]
    if tables:
        return _of_tables(tables, rows.get("capture_cells", ()), metric, provenance)
    lists = [one for one in rows.get("lists", ()) if one.metric == metric]
    return _of_lists(lists, rows, metric, provenance)


def _of_tables(
    tables: Sequence[CaptureTable], cells: Sequence[CaptureCell], metric: str, provenance: Provenance
) -> Estimate:
    table = tables[0]
    own = [cell for cell in cells if cell.capture_table == table.id]
    reasons = ["several_tables"] if len(tables) > 1 else []
    if not own:
        reasons.append("patterns_withheld")
    elif len(table.lists) == 1:
        reasons.append("one_list_only")
    else:
        reasons.append(NO_ESTIMATOR)
    return Estimate(
        provenance=provenance,
        metric=metric,
        verdict=Verdict.NOT_ESTIMABLE,
        reasons=tuple(reasons),
        n_observed=sum(cell.count for cell in own) if own and len(tables) == 1 else None,
        lists_known=tuple(sorted({name for one in tables for name in one.lists})),
        lists_held=tuple(sorted({name for one in tables for name in one.lists})) if own else (),
    )


def _of_lists(lists: Sequence[List], rows: Rows, metric: str, provenance: Provenance) -> Estimate:
    held = sorted((one for one in lists if one.held), key=lambda one: one.id)
    return Estimate(
        provenance=provenance,
        metric=metric,
        verdict=Verdict.NOT_ESTIMABLE,
        reasons=_why_not(lists, held),
        n_observed=_observed(held, rows),
        lists_known=tuple(sorted(one.id for one in lists)),
        lists_held=tuple(one.id for one in held),
    )


def _why_not(lists: Sequence[List], held: Sequence[List]) -> tuple[str, ...]:
    if not lists:
        return ("no_list_known",)
    shared = ("overlap_not_public",) if len(lists) > max(1, len(held)) else ()
    if not held:
        return ("no_list_held", *shared)
    if len(held) == 1:
        return ("one_list_only", *shared)
    return ("not_linked", *shared)


def _observed(held: Sequence[List], rows: Rows) -> int | None:
    """Return how many distinct people are recorded, where one list tells; several need linking."""
    if len(held) != 1 or held[0].duplicate_free is not True:
        return None
    return sum(mention.list == held[0].id for mention in rows.get("mentions", ())) or None
