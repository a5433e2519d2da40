"""`read`: a list of people into mentions and claims, every row accounted for, what is doubtful asked first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
import tomli_w

from undercount.cli.sayings import sayings
from undercount.cli.terminal import (
    PRODUCED,
    REFUSED,
    json_option,
    lang_option,
    language,
    print_json,
    problem_line,
    progress,
    show_problems,
    speaks,
)
from undercount.facts.problem import Problem, Refused, Spot, refuse
from undercount.intake.lists.mapping import ListMap, list_id_of, map_content, read_map
from undercount.intake.lists.read import ListReading, read_list
from undercount.intake.lists.tally import Warning
from undercount.line.batches import Batch, add_list, stored_map, withdraw_list

_PATH = click.Path(path_type=Path)
_MAP = ".map.toml"


@dataclass(frozen=True)
class _Asked:
    """What was asked for.

    Attributes:
        out: the crisis folder; None keeps nothing.
        dry: whether nothing may be changed.
        replaces: whether an earlier reading may be taken out.
        as_json, lang: how to answer.
    """

    out: Path | None
    dry: bool
    replaces: bool
    as_json: bool
    lang: str | None


@click.command()
@click.argument("list_file", metavar="LIST", type=_PATH, required=False)
@click.option("--map", "map_file", type=_PATH, help="Map of the list; else the one beside it, else one is proposed.")
@click.option("--out", type=_PATH, help="Crisis folder to read it into; else nothing is kept.")
@click.option("--dry-run", is_flag=True, help="Show what would change and change nothing.")
@click.option("--replace", "replaces", is_flag=True, help="Take an earlier reading of the list out for this one.")
@click.option("--withdraw", metavar="ID", help="Take the list of this id out of the crisis again.")
@click.option("--write-map", type=_PATH, help="Write down the map that was used or proposed, to be corrected.")
@json_option
@lang_option
@speaks
def read(list_file: Path | None, as_json: bool, lang: str | None, **options: Any) -> int:
    """Read a list of people, whatever its format: CSV, XLSX, ODS, XLS, a saved page.

    Every column is read, ignored by name, or asked about; every cell is read, or its row is refused and named.
    With --out what was read goes into a crisis, and can be withdrawn again.

    Example: undercount read hotline.xlsx --map hotline.map.toml --out crises/my_crisis
    """
    asked = _Asked(options["out"], options["dry_run"], options["replaces"], as_json, lang)
    if options["withdraw"] is not None:
        return _withdraw(options["withdraw"], asked)
    if list_file is None:
        raise refuse("no_list", "no list is named", "name its file, as in: undercount read LIST")
    try:
        given = _given(list_file, options["map_file"], asked.out)
        batch = _read(list_file, given, asked)
        if options["write_map"]:
            _write_map(options["write_map"], given, batch.reading)
    except Refused as refused:
        if as_json:
            print_json(_refusal(refused, lang))
        raise
    return _answer(batch, asked)


def _given(path: Path, map_file: Path | None, out: Path | None) -> ListMap:
    """Return the map that is named, or lies beside the list, or that the crisis holds; else an empty one."""
    beside = path.with_name(path.name.removesuffix(path.suffix) + _MAP)
    found = map_file or (beside if beside.is_file() else None)
    ident = list_id_of(found.name if found else path.name)
    if found is None and out is not None:
        found = stored_map(out, ident)
    given = read_map(found) if found else ListMap()
    return replace(given, entry={"id": ident, **given.entry})


def _read(path: Path, given: ListMap, asked: _Asked) -> Batch:
    with progress(path.name) as bar:

        def told(lines: int) -> None:
            bar(lines, 0)

        if asked.out is None:
            return Batch(read_list(path, given, told=told))
        return add_list(asked.out, path, given, replaces=asked.replaces, dry=asked.dry, told=told)


def _write_map(path: Path, given: ListMap, reading: ListReading) -> None:
    """Write the map down; a column that is asked about stands in it as a question mark.

    Raises:
        Refused: there is a file of that name.
    """
    if path.exists():
        what, do = "there is a file of this name already", "name another"
        raise refuse("file_exists", what, do, at=Spot(str(path)))
    open_columns = {q.at.column: "?" for q in reading.questions if q.at.column and "columns" not in q.at.column}
    columns = {**reading.mapping, **{c: t for c, t in open_columns.items() if "," not in c}}
    content = map_content(replace(given, columns=columns))
    path.write_text(tomli_w.dumps(content), encoding="utf-8", newline="\n")


def _answer(batch: Batch, asked: _Asked) -> int:
    reading = batch.reading
    waits = bool(reading.questions) or (batch.held and not batch.same and not batch.written and not asked.dry)
    if asked.as_json:
        print_json(_report(batch, asked))
    else:
        _print(batch, asked)
    if reading.questions:
        show_problems(reading.questions, asked.lang)
    elif waits:
        show_problems((_other_reading(batch),), asked.lang)
    return REFUSED if waits else PRODUCED


def _other_reading(batch: Batch) -> Problem:
    what = "the crisis holds another reading of this list: {added} rows would be new, {removed} gone, {changed} changed"
    do = "look at what differs, then read it with --replace, or give the new list an id of its own"
    values = {"added": batch.added, "removed": batch.removed, "changed": batch.changed}
    return Problem("other_reading", what, do, Spot(batch.reading.id), values)


def _report(batch: Batch, asked: _Asked) -> dict[str, Any]:
    reading = batch.reading
    changes = {"added": batch.added, "removed": batch.removed, "changed": batch.changed, "claims": batch.claims}
    return {
        "rows": reading.rows,
        "accepted": reading.accepted,
        "refused": [_cell(problem, asked.lang) for problem in reading.refused],
        "warnings": [_warning(warning, asked.lang) for warning in reading.warnings],
        "mapping": dict(reading.mapping),
        "questions": [_cell(question, asked.lang) for question in reading.questions],
        "refused_rows": reading.refused_rows,
        "list": reading.id,
        "metric": reading.metric or None,
        "format": reading.format,
        "encoding": reading.encoding or None,
        "delimiter": reading.delimiter or None,
        "sheet": reading.sheet or None,
        "header_rows": list(reading.header_rows),
        "sha256": reading.sha256,
        "changes": changes | {"written": batch.written, "same": batch.same} if asked.out else None,
    }


def _refusal(refused: Refused, lang: str | None) -> dict[str, Any]:
    """Return the report of a list of which nothing could be read."""
    refusals = [_cell(problem, lang) for problem in refused.problems]
    return {"rows": 0, "accepted": 0, "refused": refusals, "warnings": [], "mapping": {}, "questions": []}


def _cell(problem: Problem, lang: str | None) -> dict[str, Any]:
    message = problem_line(replace(problem, at=Spot()), lang)
    return {
        "row": problem.at.row,
        "column": problem.at.column or None,
        "code": problem.code,
        "message": message,
    }


def _warning(warning: Warning, lang: str | None) -> dict[str, Any]:
    first = {"row": warning.rows[0] if warning.rows else None}
    return {**_cell(warning.problem, lang), **first, "rows": list(warning.rows), "count": warning.count}


def _print(batch: Batch, asked: _Asked) -> None:
    said, reading = sayings(language(asked.lang)), batch.reading
    for column, target in reading.mapping.items():
        click.echo(f"{target:>28}  ←  {column}")
    for warning in reading.warnings:
        rows = ", ".join(str(row) for row in warning.rows[:5])
        click.echo(f"{problem_line(warning.problem, asked.lang)}" + (f" ({rows}{_more(warning)})" if rows else ""))
    show_problems(reading.refused, asked.lang)
    if reading.questions:
        return
    values = {"accepted": reading.accepted, "rows": reading.rows, "refused": reading.refused_rows}
    click.echo(said("{rows} rows: {accepted} read, {refused} refused", **values))
    if asked.out is not None:
        changes = {"added": batch.added, "removed": batch.removed, "changed": batch.changed}
        click.echo(said("mentions: {added} new, {removed} gone, {changed} changed", **changes))


def _more(warning: Warning) -> str:
    return " …" if warning.count > min(5, len(warning.rows)) else ""


def _withdraw(ident: str, asked: _Asked) -> int:
    if asked.out is None:
        raise refuse("no_crisis_named", "no crisis is named", "name it with --out")
    gone = withdraw_list(asked.out, ident)
    report = {"mentions": gone.mentions, "claims": gone.claims, "spoken_of": gone.spoken_of}
    if asked.as_json:
        print_json({"list": ident, **report})
        return PRODUCED
    said = sayings(language(asked.lang))
    click.echo(said("taken out: {mentions} mentions and {claims} claims", **report))
    if gone.spoken_of:
        click.echo(said("{spoken_of} judgements, consents or further claims still speak of them", **report))
    return PRODUCED
