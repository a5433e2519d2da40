"""`gaps`: what authorities said against what observers said, over time."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import click

from undercount.cli.terminal import json_option, lang_option, language, print_json, speaks
from undercount.counting.gaps import find_gaps
from undercount.facts.problem import Spot, refuse
from undercount.facts.results import Gap, Provenance, Series, result_json
from undercount.facts.tables import TABLES, Rows
from undercount.line.figures_file import read_figures
from undercount.line.tabular import rows_text
from undercount.publish.charts.gap_chart import gap_chart
from undercount.publish.words import Words, words


@click.command()
@click.argument("figures", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Draw the figures to this SVG file.")
@click.option("--metric", help="Which metric to draw; else the one with the most figures.")
@json_option
@lang_option
@speaks
def gaps(figures: Path, out: Path | None, metric: str | None, as_json: bool, lang: str | None) -> None:
    """Set official figures against observed ones: retractions, silent decreases, conflicts, stale quotations.

    FIGURES is a crisis folder, a figures.csv (sources.csv beside it says who is an authority), or JSON.

    Example: undercount gaps crises/kazakhstan_2022 --out killed.svg --metric killed
    """
    rows = read_figures(figures)
    fictional = any(crisis.fictional for crisis in rows.get("crisis", ()))
    found = find_gaps(rows["figures"], rows["sources"], rows.get("places", ()), _provenance(rows, fictional))
    if out:
        _draw(found, rows, metric, language(lang), out)
    if as_json:
        print_json(result_json(found))
        return
    _show(found, _names(rows, language(lang)), words(language(lang)))


def _provenance(rows: Rows, fictional: bool) -> Provenance:
    texts = [rows_text(TABLES[name], rows[name]) for name in ("figures", "sources")]
    digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()
    return Provenance(method="gaps", version=1, input_sha256=digest, fictional=fictional)


def _draw(found: Gap, rows: Rows, metric: str | None, lang: str, out: Path) -> None:
    counts = Counter({series.metric: 0 for series in found.series})
    for series in found.series:
        counts[series.metric] += len(series.points)
    if metric is not None and metric not in counts:
        what, do = "there is no figure of the metric {metric}", "choose one of {metrics}"
        raise refuse(
            "no_metric", what, do, at=Spot(str(out)), metric=metric, metrics=", ".join(sorted(counts))
        )
    chosen = metric or max(sorted(counts), key=lambda name: counts[name], default="")
    if not chosen:
        raise refuse("nothing_to_draw", "no figure gives a number", "leave --out away", at=Spot(str(out)))
    try:
        svg = gap_chart(found, chosen, words(lang), width="wide", names=_names(rows, lang))
    except KeyError:
        what, do = "no figure of {metric} has both a number and a date", "choose another metric"
        raise refuse("nothing_to_draw", what, do, at=Spot(str(out)), metric=chosen) from None
    partial = out.with_name(f".{out.name}.part")
    partial.write_text(svg, encoding="utf-8")
    partial.replace(out)


def _names(rows: Rows, lang: str) -> dict[str, str]:
    places = {place.id: getattr(place, f"name_{lang}") for place in rows.get("places", ())}
    return {source.id: source.name_in(lang) for source in rows["sources"]} | places


def _show(found: Gap, names: Mapping[str, str], said: Words) -> None:
    for series in sorted(
        found.series, key=lambda each: (each.metric, each.population, each.place, each.side)
    ):
        scope = (said.label("metric", series.metric), said.label("population", series.population))
        place = names.get(series.place, series.place)
        click.echo(f"{', '.join((*scope, place))} ({said.label('side', series.side)})")
        _show_points(series, said)
    click.echo()
    for issue in found.issues:
        values = ", ".join(f"{key} {value}" for key, value in issue.values.items())
        told = f" ({values})" if values else ""
        click.echo(f"{said.label('issue_code', issue.code)}: {', '.join(issue.figures)}{told}")


def _show_points(series: Series, said: Words) -> None:
    for point in series.points:
        low, high = ("…" if bound is None else said.number(bound) for bound in (point.low, point.high))
        value = "" if point.value is None else said.number(point.value)
        status = said.label("figure_status", point.status)
        click.echo(f"  {point.day_from:<10}  {value:>9}  [{low}, {high}]  {point.figure}  {point.source}  {status}")
