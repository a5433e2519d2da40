"""The pages to look things up in: the unrecorded, the statement, the methods, and the data."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from undercount.facts.audience import Audience
from undercount.facts.columns import Column, Kind
from undercount.facts.hedge import conventions, vague_conventions
from undercount.facts.tables import TABLES
from undercount.facts.vocabulary import vocabulary
from undercount.publish.codebook import codebook
from undercount.publish.pages.page import Context, Writer, position
from undercount.publish.pen import Pen, anchor_of
from undercount.publish.phrases import ISSUES, SAID
from undercount.publish.prose import method_notes, prose
from undercount.publish.words import N_, Words

RESULT_FILES = {
    "gaps.json": N_("figures of both sides over time, and what the rules found"),
    "outages.json": N_("cut-offs that are claimed"),
    "indicators.json": N_("the indicators' values"),
    "estimates.json": N_("what is concluded of the people nobody recorded"),
}
_KINDS = {
    Kind.TEXT: N_("text"),
    Kind.INTEGER: N_("whole number"),
    Kind.NUMBER: N_("number"),
    Kind.FLAG: N_("true or false"),
    Kind.MOMENT: N_("date in EDTF, or why it is unknown"),
    Kind.WORDS: N_("several, separated by |"),
    Kind.ATTRIBUTES: N_("JSON object"),
    Kind.AUDIENCE: N_("audience"),
}
_SECTION_NEEDS = {
    "figures": ("figures",),
    "hedges": ("figures",),
    "gaps": ("figures",),
    "outages": ("outage_claims",),
    "indicators": ("indicators",),
    "grades": ("demands",),
    "unrecorded": ("figures", "lists", "capture_tables"),
}
_EXAMPLE = 200


def unrecorded(writer: Writer) -> Context:
    """Return the estimates, the lists and the capture tables."""
    edition = writer.edition
    cells = edition.table("capture_cells")
    tables = []
    for row in edition.table("capture_tables"):
        own = [cell for cell in cells if cell.capture_table == row.id]
        named = [(_names(row, cell.pattern), cell.count) for cell in own]
        total = sum(cell.count for cell in own)
        tables.append({"row": row, "anchor": f"table-{anchor_of(row.id)}", "cells": named, "total": total})
    estimates = [
        {"estimate": each, "anchor": f"estimate-{anchor_of(each.metric)}"}
        for each in writer.account.unrecorded
    ]
    return {"estimates": estimates, "lists": edition.table("lists"), "capture_tables": tables}


def _names(table: Any, pattern: str) -> str:
    names = table.list_names or table.lists
    return " + ".join(name for name, digit in zip(names, pattern, strict=True) if digit == "1")


def statement(writer: Writer) -> Context:
    """Return the statement's text as a whole, and who signed by country."""
    text, country = writer.account.summary, writer.pen.words.country
    rows = sorted(writer.edition.table("signatories"), key=lambda row: (country(row.country), row.number))
    by_country = [(name, list(group)) for name, group in groupby(rows, key=lambda row: country(row.country))]
    return {
        "text": text,
        "body": prose(text.body, level=3) if text else "",
        "signatories": sorted(by_country, key=lambda pair: (-len(pair[1]), pair[0])),
    }


def methods(writer: Writer) -> Context:
    """Return the notes on the methods that this edition makes use of."""
    held = {name for name, rows in writer.edition.snapshot.rows.items() if rows}
    sections = [
        section
        for section in method_notes(writer.pen.language)
        if section.anchor not in _SECTION_NEEDS or held & set(_SECTION_NEEDS[section.anchor])
    ]
    return {"sections": sections, "hedges": list(_hedges(writer.pen)), "rules": _rules(writer.pen)}


def _hedges(pen: Pen) -> Iterator[tuple[str, str]]:
    """Yield each hedge as people say it with the bounds it entails."""
    speak = pen.words
    for code, convention in conventions().items():
        if code in SAID:
            low, high, _ = convention.bounds(_EXAMPLE)
            yield speak(SAID[code], n=speak.count(_EXAMPLE)), speak.between(low, high)
    for code, vague in vague_conventions().items():
        if code in vocabulary("hedge"):
            yield pen.label("hedge", code), speak.between(vague.low, None)


def _rules(pen: Pen) -> list[tuple[str, str]]:
    codes = sorted(ISSUES, key=lambda code: position("issue_code", code))
    return [(pen.issue_name(code), pen.words(ISSUES[code])) for code in codes]


def data(writer: Writer) -> Context:
    """Return the tables with their columns, and the results' files."""
    snapshot, speak = writer.edition.snapshot, writer.pen.words
    tables, empty = [], []
    for name, table in TABLES.items():
        rows = snapshot.manifest.tables[name].rows if name in snapshot.manifest.tables else 0
        if not rows:
            empty.append(name)
            continue
        book = codebook()[name]
        columns = [
            _column(column, *book.column(column.name), speak) for column in table.columns_for(Audience.PUBLIC)
        ]
        tables.append({"name": name, "rows": rows, "about": speak(book.description), "columns": columns})
    files = [(file, speak(title)) for file, title in RESULT_FILES.items()]
    return {"tables": tables, "empty": empty, "results": files, "snapshot_id": snapshot.id}


def _column(column: Column, meaning: str, language: str, speak: Words) -> Context:
    said = speak(meaning) + (f" ({speak.language_name(language)})" if language else "")
    return {
        "name": column.name,
        "description": said,
        "kind": speak(_KINDS[column.kind]),
        "vocabulary": column.vocabulary,
        "refers": column.refers,
    }
