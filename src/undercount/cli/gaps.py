"""`gaps`: what authorities said against what observers said, over time."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import click

from undercount.cli.terminal import json_option, lang_option, language, print_json, speaks
from undercount.counting.gaps import find_gaps
from undercount.facts.results import Gap, Provenance, result_json
from undercount.facts.vocabulary import vocabulary
from undercount.line.figures_file import read_figures


@click.command()
@click.argument("figures", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Draw the figures to this SVG file.")
@click.option("--metric", help="Which metric to draw; else the one with the most figures.")
@json_option
@lang_option
@speaks
def gaps(figures: Path, out: Path | None, metric: str | None, as_json: bool, lang: str | None) -> None:
    """Set official figures against observed ones: retractions, silent decreases, conflicts, stale quotations.

    FIGURES is a crisis folder, a figures.csv (sources.csv beside it says who is an authority), or a JSON list.

    Example: undercount gaps crises/kazakhstan_2022 --out killed.svg --metric killed
    """
    rows = read_figures(figures)
    found = find_gaps(rows["figures"], rows["sources"], rows.get("places", ()), _provenance(rows))
    if out:
        _draw(found, rows, metric, language(lang), out)
    if as_json:
        print_json(
            {
                key: value
                for key, value in result_json(found).items()
                if key in ("series", "issues", "provenance")
            }
        )
        return
    _show(found, language(lang))
