"""`statement`: a statement or open letter taken apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from undercount.cli.terminal import json_option, lang_option, print_json, speaks
from undercount.intake.document import read_document
from undercount.statements.parse import parse
from undercount.statements.reading import statement_json


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@lang_option
@speaks
def statement(file: Path, as_json: bool, lang: str | None) -> None:
    """Take a statement apart: who signed, what it asks, its figures with their bounds, its defects.

    Reads text, Markdown, HTML, DOCX and PDF.

    Example: undercount statement letter.pdf
    """
    reading = statement_json(parse(read_document(file)))
    if as_json:
        print_json(reading)
        return
    _show(reading)


def _show(reading: dict[str, Any]) -> None:
    signatories, demands = reading["signatories"], reading["demands"]
    click.echo(reading["title"] or "—")
    click.echo(f"{reading['date'] or '—'}  {reading['language']}")
    click.echo(
        f"\n{len(signatories)} signatories, {len({s['iso2'] for s in signatories if s['iso2']})} countries"
    )
    for number, signatory in enumerate(signatories, 1):
        click.echo(f"{number:>3}  {signatory['iso2'] or '  '}  {signatory['name']}")
    click.echo(f"\n{len(demands)} demands")
    for number, demand in enumerate(demands, 1):
        click.echo(f"{number:>3}  {demand['text']}{' […]' if demand['truncated'] else ''}")
    click.echo(f"\n{len(reading['figures'])} figures")
    for figure in reading["figures"]:
        bounds, who = f"[{_bound(figure['lower'])}, {_bound(figure['upper'])}]", figure["who_says"] or "—"
        click.echo(f"  {bounds}  {figure['quote']}  ({who})")
    click.echo(f"\n{len(reading['defects'])} defects")
    for defect in reading["defects"]:
        click.echo(f"  {defect['code']}, line {defect['line']}: {defect['quote']}")


def _bound(value: int | None) -> str:
    return "…" if value is None else str(value)
