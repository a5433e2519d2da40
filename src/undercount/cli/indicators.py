"""`indicators`: the indicators over a snapshot, each as a range or with what is missing for it."""

from __future__ import annotations

from pathlib import Path

import click

from undercount.cli.sayings import sayings
from undercount.cli.terminal import json_option, lang_option, language, print_json, speaks
from undercount.facts.results import Indicator, result_json
from undercount.facts.snapshot import open_snapshot, rows_of
from undercount.line.run import load_results, run_methods, save_results
from undercount.publish.words import Words


@click.command()
@click.argument("snap", type=click.Path(path_type=Path))
@click.option(
    "--results", type=click.Path(path_type=Path), help="Results to take them from; else they are computed."
)
@json_option
@lang_option
@speaks
def indicators(snap: Path, results: Path | None, as_json: bool, lang: str | None) -> None:
    """Compute the indicators over a snapshot: each a range, or what is missing for it.

    Example: undercount indicators snap/ --json
    """
    snapshot = open_snapshot(snap)
    found = (load_results(results) if results else run_methods(snapshot)).indicators
    if as_json:
        print_json({name: result_json(value) for name, value in found.indicators.items()})
        return
    names, said = rows_of(snapshot, "indicators"), sayings(language(lang))
    for name, value in found.indicators.items():
        title = getattr(names.get(name), f"name_{language(lang)}", "")
        click.echo(f"{name}  {_value(value, said):<16}  {title}")


def _value(value: Indicator, said: Words) -> str:
    if value.low is None and value.high is None:
        if value.missing and not value.parts:
            return f"({', '.join(value.missing)})"  # codes, as in --json; an edition has words
        return said.many("{n} part", "{n} parts", len(value.parts))
    return " – ".join("?" if bound is None else f"{bound:g}" for bound in (value.low, value.high))


@click.command()
@click.argument("snap", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="Folder to make; it must not exist yet."
)
@json_option
@lang_option
@speaks
def run(snap: Path, out: Path, as_json: bool, lang: str | None) -> None:
    """Run every method over a snapshot and keep what they conclude, for `publish`.

    Example: undercount run snap/ --out results/
    """
    found = run_methods(open_snapshot(snap))
    save_results(found, out)
    if as_json:
        print_json(result_json(found))
        return
    click.echo(str(out))
