"""`publish`: an edition from a public snapshot and its results."""

from __future__ import annotations

from pathlib import Path

import click

from undercount.cli.terminal import json_option, lang_option, print_json, progress, speaks
from undercount.facts.snapshot import open_snapshot
from undercount.line.run import load_results
from undercount.publish.edition import build_edition


@click.command()
@click.argument("snap", type=click.Path(path_type=Path))
@click.option(
    "--results", type=click.Path(path_type=Path), required=True, help="What `run` made of this snapshot."
)
@click.option(
    "--key", type=click.Path(path_type=Path), required=True, help="Private key to sign with; see `keygen`."
)
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="Folder to make; it must not exist yet."
)
@json_option
@lang_option
@speaks
def publish(snap: Path, results: Path, key: Path, out: Path, as_json: bool, lang: str | None) -> None:
    """Build a signed edition that anyone can read from a folder and verify with stock tools.

    Example: undercount publish snap/ --results results/ --key coalition.pem --out edition/
    """
    with progress("publish") as show:
        edition = build_edition(open_snapshot(snap), load_results(results), key, out, progress=show)
    if as_json:
        print_json({"edition": edition.id, "folder": str(edition.folder), "key": edition.fingerprint})
        return
    click.echo(f"{edition.id}  {edition.folder}")
