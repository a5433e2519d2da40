"""IND08: whether official figures were kept up, and corrected in the open."""

from __future__ import annotations

from datetime import date

from undercount.demands.inputs import Inputs, said_day
from undercount.demands.selection import Part
from undercount.facts.demand import IndicatorDefinition
from undercount.facts.results import Indicator, Issue
from undercount.facts.vocabulary import vocabulary

FAMILIES = ("deaths", "injuries", "liberty")  # of metrics: what a bulletin on a crisis reports
AUTHORITY = "authority"


def figure_discipline(definition: IndicatorDefinition, inputs: Inputs) -> Indicator:
    """Give the days since the last official figure and the breaches of discipline found in figures.

    The breaches come from the result of `counting.gaps`; only those among official figures count here.
    There is no total: a decrease nobody explained and a day without news are not the same thing.
    """
    if "figures" not in inputs.held:
        return Indicator(id=definition.id, kind=definition.kind, missing=("figures",))
    breaches = (
        _breaches("silent_decreases", "silently_lowered", inputs),
        _breaches("same_day_conflicts", "same_day_conflict", inputs, bodies=2),
        _breaches("retractions_without_replacement", "retracted_without_replacement", inputs),
    )
    days = (_days_since(family, inputs) for family in FAMILIES)
    parts = (*(part for part in days if part), *breaches)
    return Indicator(id=definition.id, kind=definition.kind, parts=parts)


def _days_since(family: str, inputs: Inputs) -> Part | None:
    """Days from the last official figure of a family of metrics to the day the data is of."""
    metrics = vocabulary("metric")
    said = [
        (said_day(figure), figure.id)
        for figure in inputs.figures
        if inputs.side(figure) == AUTHORITY
        and figure.metric in metrics
        and metrics[figure.metric].traits.get("family") == family
        and said_day(figure)
    ]
    if not said or inputs.as_of is None:
        return None
    day, figure = max(said)
    days = (inputs.as_of - date.fromisoformat(day)).days
    return {"code": f"days_since_last_official_{family}", "value": days, "figures": [figure], "said_on": day}


def _breaches(code: str, issue_code: str, inputs: Inputs, bodies: int = 1) -> Part:
    found = [i for i in inputs.gaps.issues if i.code == issue_code and _is_official(i, inputs, bodies)]
    ids = sorted({figure for issue in found for figure in issue.figures})
    return {"code": code, "value": len(found), "figures": ids, "issues": [list(i.figures) for i in found]}


def _is_official(issue: Issue, inputs: Inputs, bodies: int) -> bool:
    """Tell whether authorities, at least so many different ones, said every figure of an issue."""
    by_id = {figure.id: figure for figure in inputs.rows.get("figures", ())}
    figures = [by_id[name] for name in issue.figures if name in by_id]
    official = all(inputs.side(figure) == AUTHORITY for figure in figures)
    return official and len({figure.source for figure in figures}) >= bodies
