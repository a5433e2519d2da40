"""`statement`: a statement or open letter taken apart."""

from __future__ import annotations

from pathlib import Path

import click

from undercount.cli.terminal import json_option, lang_option, print_json, speaks
from undercount.intake.document import read_document
from undercount.statements.parse import parse, statement_json


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
