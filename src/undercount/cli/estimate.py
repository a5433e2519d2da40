"""`estimate`: how many people nobody recorded, from how often lists record the same ones."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import click

from undercount.cli.terminal import json_option, lang_option, language, print_json, speaks
from undercount.counting.estimate import METHODS, VERSION, Asked, estimate, estimate_strata
from undercount.counting.patterns import Patterns, digest
from undercount.counting.table_text import WHOLE, read_table
from undercount.facts.problem import Problem, Refused, Spot, refuse
from undercount.facts.results import Estimate, PanelRow, Provenance, result_json
from undercount.facts.vocabulary import vocabulary
from undercount.line.tabular import read_text
from undercount.publish.words import words

_SHAPE = ("verdict", "reasons", "n_observed", "estimate", "interval", "lower_bound", "panel")


@click.command("estimate")
@click.argument("table", type=click.Path(path_type=Path))
@click.option("--by", default="", metavar="COLUMN", help="Split by this column; the total is the sum.")
@click.option(
    "--method", "methods", multiple=True, type=click.Choice(list(METHODS)), help="Run this one; else all."
)
@click.option(
    "--independent",
    default="",
    metavar="LIST,LIST",
    help="Two lists you know to be independent of each other; no data shows it. Else there is a bound only.",
)
@click.option("--seed", type=int, default=None, help="For methods that draw at random; these do not.")
@json_option
@lang_option
@speaks
def estimate_verb(table: Path, as_json: bool, lang: str | None, **options: Any) -> None:
    """Estimate how many people there were, recorded or not, or say why that can't be done.

    TABLE is a CSV. Columns that hold only 0 and 1 are lists; with a column `count` a row is a pattern, else a
    person.

    Example: undercount estimate kosovo4.csv --json
    """
    started = time.perf_counter()
    tables = _read(table, options["by"])
    asked = _asked(table, tables, options)
    found = _by_stratum(tables, asked) if options["by"] else _shape(estimate(tables[WHOLE], asked))
    seconds = round(time.perf_counter() - started, 3)
    found |= {"seed": options["seed"], "input_sha256": asked.provenance.input_sha256, "seconds": seconds}
    if as_json:
        print_json(found)
        return
    for name, each in {**found.get("strata", {}), "": found.get("total", found)}.items():
        _show(name, each, language(lang))


def _asked(table: Path, tables: dict[str, Patterns], options: dict[str, Any]) -> Asked:
    pair = _pair(options["independent"], tables, table)
    methods = options["methods"] or tuple(METHODS)
    provenance = Provenance(
        method="estimate",
        version=VERSION,
        input_sha256=digest(tables),
        seed=options["seed"],
        settings={"methods": list(methods), "by": options["by"], "independent": list(pair)},
    )
    return Asked("", provenance, methods, pair)


def _read(table: Path, by: str) -> dict[str, Patterns]:
    if not table.exists():
        raise refuse("no_file", "there is no such file", "check the path", at=Spot(str(table)))
    problems: list[Problem] = []
    text = read_text(table, table.name, problems)
    if problems:
        raise Refused(problems)
    return read_table(text, table.name, by)


def _pair(independent: str, tables: dict[str, Patterns], table: Path) -> tuple[str, ...]:
    names = tuple(name.strip() for name in independent.split(",")) if independent else ()
    lists = next(iter(tables.values())).lists
    if names and (len(set(names)) != 2 or not set(names) <= set(lists)):
        what, do = "'{given}' are not two lists of this table", "name two of: {lists}"
        raise refuse("no_such_pair", what, do, at=Spot(table.name), given=independent, lists=", ".join(lists))
    return names


def _by_stratum(tables: dict[str, Patterns], asked: Asked) -> dict[str, Any]:
    strata, total = estimate_strata(tables, asked)
    return {"strata": {name: _shape(each) for name, each in strata.items()}, "total": _shape(total)}


def _shape(found: Estimate) -> dict[str, Any]:
    content = result_json(found)
    return {name: content[name] for name in _SHAPE}


def _show(name: str, found: dict[str, Any], lang: str) -> None:
    verdict = vocabulary("verdict")[found["verdict"]].label(lang)
    terms = vocabulary("estimate_reason")
    why = "; ".join(terms[code].label(lang) for code in found["reasons"])
    click.echo(f"{name + ': ' if name else ''}{verdict}{f' ({why})' if why else ''}")
    number = words(lang).number
    observed, bound = number(found["n_observed"]), found["lower_bound"]
    low, high = found["interval"] or (bound, None)
    click.echo(f"  n = {observed}", nl=low is None)
    if low is not None:
        click.echo(f"  [{number(int(low))}, {'…' if high is None else number(round(high))}]")
    for row in found["panel"]:
        _show_row(PanelRow(**row), lang)


def _show_row(row: PanelRow, lang: str) -> None:
    number = words(lang).number
    if row.estimate is None or row.interval is None:
        click.echo(f"  {row.method:<10} —")
        return
    low, high = (number(round(end)) for end in row.interval)
    mark = "" if row.usable else "  ✗"
    click.echo(f"  {row.method:<10} {number(round(row.estimate))}  [{low}, {high}]{mark}")
    click.echo(f"             {vocabulary('assumption')[row.assumption].label(lang)}")
