"""`statement`: a statement or open letter taken apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from undercount.cli.sayings import sayings
from undercount.cli.terminal import json_option, lang_option, language, print_json, speaks
from undercount.intake.document import read_document
from undercount.publish.words import Words
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
    _show(reading, sayings(language(lang)))


def _show(reading: dict[str, Any], said: Words) -> None:
    signatories, demands = reading["signatories"], reading["demands"]
    click.echo(reading["title"] or "—")
    click.echo(f"{reading['date'] or '—'}  {reading['language']}")
    countries = len({each["iso2"] for each in signatories if each["iso2"]})
    click.echo(f"\n{said.many('{n} signatory', '{n} signatories', len(signatories))}", nl=False)
    click.echo(f", {said.many('{n} country', '{n} countries', countries)}")
    for number, signatory in enumerate(signatories, 1):
        click.echo(f"{number:>3}  {signatory['iso2'] or '  '}  {signatory['name']}")
    click.echo(f"\n{said.many('{n} demand', '{n} demands', len(demands))}")
    for number, demand in enumerate(demands, 1):
        click.echo(f"{number:>3}  {demand['text']}{' […]' if demand['truncated'] else ''}")
    click.echo(f"\n{said.many('{n} figure', '{n} figures', len(reading['figures']))}")
    for figure in reading["figures"]:
        bounds, who = f"[{_bound(figure['lower'])}, {_bound(figure['upper'])}]", figure["who_says"] or "—"
        click.echo(f"  {bounds}  {figure['quote']}  ({who})")
    click.echo(f"\n{said.many('{n} defect', '{n} defects', len(reading['defects']))}")
    for defect in reading["defects"]:
        where = said("line {line}", line=defect["line"])
        click.echo(f"  {where}: {said.label('defect', defect['code'])}: {defect['quote']}")


def _bound(value: int | None) -> str:
    return "…" if value is None else str(value)
