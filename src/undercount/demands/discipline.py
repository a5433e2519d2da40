"""IND08: whether official figures were kept up, and corrected in the open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from undercount.demands.inputs import Inputs
from undercount.demands.selection import Part
from undercount.facts.demand import IndicatorDefinition
from undercount.facts.moment import Moment
from undercount.facts.register import Figure
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
    days = (_days_since(family, inputs) for family in FAMILIES)
    parts = (
        *(part for part in days if part),
        _breaches("silent_decreases", _official("silently_lowered", inputs)),
        _breaches("same_day_conflicts", _official("same_day_conflict", inputs, bodies=2)),
        _unreplaced(inputs),
    )
    return Indicator(id=definition.id, kind=definition.kind, parts=parts)


def _days_since(family: str, inputs: Inputs) -> Part | None:
    """Days from the last official figure of a family of metrics to the day the data is of.

    A figure whose day is known in part can be the last one or not: hence the fewest and the most days.
    """
    metrics = vocabulary("metric")
    said = [
        (figure.said_on.first_day, figure.said_on.last_day, figure.id)
        for figure in inputs.figures
        if inputs.side(figure) == AUTHORITY
        and figure.metric in metrics
        and metrics[figure.metric].traits.get("family") == family
        and isinstance(figure.said_on, Moment)
    ]
    firsts = [(first, name) for first, _, name in said if first]
    lasts = [(last, name) for _, last, name in said if last]
    if not firsts or not lasts or inputs.as_of is None:
        return None
    (first, surely), (last, perhaps) = max(firsts), max(lasts)
    return {
        "code": f"days_since_last_official_{family}",
        "low": (inputs.as_of - last).days,
        "high": (inputs.as_of - first).days,
        "figures": sorted({surely, perhaps}),
    }


def _official(code: str, inputs: Inputs, bodies: int = 1) -> list[Issue]:
    """Return the issues of a code in which authorities, so many different ones, said every figure."""
    by_id = {figure.id: figure for figure in inputs.rows.get("figures", ())}
    found = []
    for issue in (issue for issue in inputs.gaps.issues if issue.code == code):
        figures = [by_id[name] for name in issue.figures if name in by_id]
        official = all(inputs.side(figure) == AUTHORITY for figure in figures)
        if official and len({figure.source for figure in figures}) >= bodies:
            found.append(issue)
    return found


def _breaches(code: str, issues: list[Issue]) -> Part:
    ids = sorted({figure for issue in issues for figure in issue.figures})
    return {"code": code, "value": len(issues), "figures": ids, "issues": [list(i.figures) for i in issues]}


def _unreplaced(inputs: Inputs) -> Part:
    """Retractions that gave no other number, each with the next official one and the days until then."""
    by_id = {figure.id: figure for figure in inputs.rows.get("figures", ())}
    bare = [
        issue
        for issue in _official("retracted", inputs)
        if len(issue.figures) > 1 and all(by_id[name].value is None for name in issue.figures[1:])
    ]
    nexts = [_next(by_id[issue.figures[0]], by_id[issue.figures[1]], inputs) for issue in bare]
    return {**_breaches("retractions_without_replacement", bare), "next": nexts}


def _next(figure: Figure, retraction: Figure, inputs: Inputs) -> Part | None:
    """The first official figure of the same metric, population and place on a later day than a retraction."""
    on = _first_day(retraction)
    same = (f for f in _official_figures(inputs) if _scope(f) == _scope(figure) and f.value is not None)
    later = [(day, f.id) for f in same if (day := _first_day(f)) and on and day > on]
    if not later or on is None:
        return None
    day, name = min(later)
    return {"figure": name, "days": (day - on).days}


def _official_figures(inputs: Inputs) -> Iterator[Figure]:
    return (figure for figure in inputs.figures if inputs.side(figure) == AUTHORITY)


def _scope(figure: Figure) -> tuple[str, str, str]:
    return figure.metric, figure.population, figure.place


def _first_day(figure: Figure) -> date | None:
    return figure.said_on.first_day if isinstance(figure.said_on, Moment) else None
