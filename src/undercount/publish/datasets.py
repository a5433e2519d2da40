"""Tables for machines: CSV that no spreadsheet runs, and a Frictionless data package."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from undercount.facts.audience import Audience
from undercount.facts.columns import Column, Kind, write_cell
from undercount.facts.snapshot import canonical_json
from undercount.facts.sources import Source
from undercount.facts.tables import TABLES, Row
from undercount.facts.vocabulary import vocabulary
from undercount.publish.codebook import codebook
from undercount.publish.material import Material
from undercount.publish.pen import is_web

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_TEXTS = (Kind.TEXT, Kind.WORDS, Kind.ATTRIBUTES, Kind.MOMENT, Kind.AUDIENCE)
_TYPES = {Kind.INTEGER: "integer", Kind.NUMBER: "number", Kind.FLAG: "boolean", Kind.ATTRIBUTES: "object"}
LICENCES = (
    {
        "name": "CC-BY-4.0",
        "title": "Our own words and judgements: Creative Commons Attribution 4.0",
        "path": "https://creativecommons.org/licenses/by/4.0/",
    },
    {
        "name": "Apache-2.0",
        "title": "Codes, notes and definitions: Apache License 2.0",
        "path": "https://www.apache.org/licenses/LICENSE-2.0",
    },
)


def tables_of(edition: Material) -> Iterator[tuple[str, tuple[Column, ...], Sequence[Row]]]:
    """Yield the tables that hold public columns of rows: name, public columns, rows."""
    for name, table in TABLES.items():
        rows = edition.table(name)
        if rows:
            yield name, table.columns_for(Audience.PUBLIC), rows


def csv_text(columns: Sequence[Column], rows: Sequence[Row]) -> str:
    """Return rows as CSV: UTF-8, comma, LF.

    A text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection).
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    for row in rows:
        writer.writerow([safe_cell(getattr(row, column.name), column.kind) for column in columns])
    return out.getvalue()


def safe_cell(value: Any, kind: Kind) -> str:
    """Return a cell's text; see `csv_text`."""
    text = write_cell(value, kind)
    return f"'{text}" if kind in _TEXTS and text.startswith(FORMULA_STARTS) else text


def data_package(edition: Material, name: str, title: str) -> bytes:
    """Return datapackage.json (Frictionless Data Package 1): every table with its columns and types."""
    fictional = edition.crisis.fictional
    package = {
        "profile": "tabular-data-package",
        "name": name.lower(),
        "title": f"FICTIONAL: {title}" if fictional else title,
        "description": f"The public tables of an edition. {FICTIONAL if fictional else NOTE}",
        "fictional": fictional,
        "licenses": list(LICENCES),
        "sources": [_source(row) for row in edition.table("sources")] or [_OURS],
        "resources": [_resource(*table) for table in tables_of(edition)],
    }
    return canonical_json(package)


FICTIONAL = "Everything in it is invented for exercise."
NOTE = "A figure is a claim: it says what a source said, not what happened."
_OURS = {"title": "written for this project"}


def _source(row: Source) -> dict[str, str]:
    return {"title": row.name} | ({"path": row.url} if is_web(row.url) else {})


def _resource(name: str, columns: Sequence[Column], rows: Sequence[Row]) -> dict[str, Any]:
    book, table = codebook()[name], TABLES[name]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "title": book.title,
        "description": book.description,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True},
        "schema": {
            "fields": [_field(column, *book.column(column.name)) for column in columns],
            "missingValues": [""],
            **_keys(table.key, columns),
        },
        "parquet": f"{name}.parquet",
        "count": len(rows),
    }


def _keys(key: str, columns: Sequence[Column]) -> dict[str, Any]:
    names = {column.name for column in columns}
    return {"primaryKey": [key]} if key in names else {}


def _field(column: Column, meaning: str, language: str) -> dict[str, Any]:
    described = f"{meaning} ({language})" if language else meaning
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.kind, "string"),
        "description": described,
    }
    if column.kind is Kind.FLAG:
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    if column.kind in _HOW:
        field["description"] += f" {_HOW[column.kind]}"
    if column.vocabulary and column.kind is Kind.TEXT:
        terms = vocabulary(column.vocabulary).terms
        field["codes"] = {code: term.label("en") for code, term in terms.items()}
    if column.refers:
        field["refers"] = column.refers
    if column.required:
        field["constraints"] = {"required": True}
    return field


_HOW = {
    Kind.MOMENT: "Extended Date/Time Format (ISO 8601-2), or unknown:reason.",
    Kind.WORDS: "Several, separated by |.",
}
