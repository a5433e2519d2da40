"""`seal`: files into a vault, each with a receipt."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from undercount.cli.terminal import json_option, lang_option, print_json, progress, speaks
from undercount.evidence.seal import seal as seal_files
from undercount.facts.unknown import Unknown


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--vault", type=click.Path(path_type=Path), required=True, help="The vault; made where there is none."
)
@click.option("--by", default=Unknown.NOT_STATED.cell, help="Who brings them in, as the vault shall say.")
@click.option("--note", default="", help="What they are; kept in the vault beside its journal, never in it.")
@json_option
@lang_option
@speaks
def seal(files: tuple[Path, ...], vault: Path, by: str, note: str, as_json: bool, lang: str | None) -> None:
    """Seal files into a vault: their bytes under their hash, the act in its journal, a receipt for each.

    Example: undercount seal video.mp4 list.xlsx --vault vault/
    """
    with progress("seal") as show:
        receipts = seal_files(files, vault, by=by, note=note, progress=show)
    if as_json:
        print_json({"receipts": [asdict(receipt) for receipt in receipts]})
        return
    for receipt in receipts:
        click.echo(f"{receipt.seq:>7}  {receipt.sha256}  {receipt.name}")
