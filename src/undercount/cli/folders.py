"""`import`, `export` and `freeze`: a crisis as a folder of plain files, and as a snapshot."""

from __future__ import annotations

from pathlib import Path

import click

from undercount.cli.terminal import json_option, lang_option, print_json, speaks
from undercount.facts.audience import Audience
from undercount.line.folder import CrisisFolder, load, save
from undercount.line.freeze import freeze

_PATH = click.Path(path_type=Path)


@click.command("import")
@click.argument("folder", type=_PATH)
@click.option("--out", type=_PATH, required=True, help="Crisis folder to make; it must not exist yet.")
@json_option
@lang_option
@speaks
def import_verb(folder: Path, out: Path, as_json: bool, lang: str | None) -> None:
    """Read a folder of plain files, check every row of it, and keep it as a crisis.

    Example: undercount import received/ --out crises/my_crisis
    """
    _carry(load(folder), out, as_json)


@click.command("export")
@click.argument("crisis", type=_PATH)
@click.option("--out", type=_PATH, required=True, help="Folder to make; it must not exist yet.")
@json_option
@lang_option
@speaks
def export_verb(crisis: Path, out: Path, as_json: bool, lang: str | None) -> None:
    """Write a crisis out as a folder of plain files that people can open without undercount.

    Everything goes with it, whatever its audience: hand it only to those who may see all of it.

    Example: undercount export crises/my_crisis --out handover/
    """
    _carry(load(crisis), out, as_json)


def _carry(crisis: CrisisFolder, out: Path, as_json: bool) -> None:
    save(crisis, out)
    counts = {name: len(rows) for name, rows in crisis.rows.items() if rows}
    if as_json:
        print_json({"folder": str(out), "rows": counts, "raw_files": len(crisis.raw)})
        return
    for name, count in counts.items():
        click.echo(f"{count:>7,}  {name}")
    click.echo(str(out))


@click.command("freeze")
@click.argument("crisis", type=_PATH)
@click.option(
    "--audience", type=click.Choice([a.value for a in Audience]), required=True, help="Who it is cut for."
)
@click.option("--out", type=_PATH, required=True, help="Snapshot folder to make; it must not exist yet.")
@json_option
@lang_option
@speaks
def freeze_verb(crisis: Path, audience: str, out: Path, as_json: bool, lang: str | None) -> None:
    """Freeze a crisis into hashed tables that hold nothing its audience may not see.

    Example: undercount freeze crises/my_crisis --audience public --out snap/
    """
    snapshot = freeze(crisis, Audience(audience), out)
    counts = {name: entry.rows for name, entry in snapshot.manifest.tables.items() if entry.rows}
    if as_json:
        print_json({"snapshot": snapshot.id, "audience": audience, "folder": str(out), "rows": counts})
        return
    click.echo(f"{snapshot.id}  {out}")
