"""A snapshot: frozen, hashed tables for one audience, as a folder of Parquet files and a manifest.

The same rows give the same bytes: tables and rows stand in a fixed order, nothing tells the time of writing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from undercount.facts.audience import Audience
from undercount.facts.columns import Column, Kind, read_cell, write_cell
from undercount.facts.folders import new_folder
from undercount.facts.problem import Refused, Spot, refuse
from undercount.facts.tables import TABLES, Row, Rows, Table, targets
from undercount.facts.unknown import Unknown

SCHEMA = 1
MANIFEST = "manifest.json"
_ARROW = {
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.FLAG: pa.bool_(),
    Kind.WORDS: pa.list_(pa.string()),
}


class TableEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What the manifest says of one table."""

    file: str
    sha256: str
    rows: int
    columns: tuple[str, ...]


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a snapshot holds.

    Attributes:
        schema: version of this format.
        audience: the widest circle it may be shown to.
        crisis: the crisis' id; fictional: whether its people are invented.
        as_of: the crisis' own date, EDTF; the clock is never asked.
        tables: by name.
    """

    schema: int
    audience: Audience
    crisis: str
    fictional: bool
    as_of: str
    tables: dict[str, TableEntry]


@dataclass(frozen=True)
class Snapshot:
    """An open snapshot, its hashes checked.

    Attributes:
        id: SHA-256 of the manifest's bytes; every result names it.
        manifest: what it holds.
        rows: the rows of each table; columns its audience may not see hold their empty value.
        folder: where it lies.
    """

    id: str
    manifest: Manifest
    rows: Rows
    folder: Path


def write_snapshot(rows: Rows, audience: Audience, folder: Path) -> str:
    """Write the rows and columns that `audience` may see; return the snapshot's id.

    Args:
        rows: every table's rows; `crisis` holds exactly one.
        audience: who it is for; what is meant for a narrower circle is not written at all.
        folder: where it shall lie; it must not exist yet.

    Raises:
        Refused: the folder exists.
    """
    with new_folder(folder) as staging:
        manifest = _manifest(rows, audience, staging)
        (staging / MANIFEST).write_bytes(manifest)
    return hashlib.sha256(manifest).hexdigest()


def open_snapshot(folder: Path) -> Snapshot:
    """Open a snapshot folder and check every hash.

    Raises:
        Refused: it is no snapshot, is of a later schema, or a file is missing or changed.
    """
    file = folder / MANIFEST
    try:
        raw = file.read_bytes()
        manifest = msgspec.json.decode(raw, type=Manifest)
    except OSError:
        raise refuse(
            "no_snapshot",
            "there is no snapshot here",
            "make one with `undercount freeze`",
            at=Spot(str(folder)),
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise refuse(
            "bad_manifest",
            "the manifest cannot be read ({fault})",
            "freeze the crisis again",
            at=Spot(str(file)),
            fault=fault,
        ) from None
    if manifest.schema > SCHEMA:
        raise refuse(
            "later_schema",
            "the snapshot is of schema {schema}, this program reads up to {known}",
            "update undercount",
            at=Spot(str(file)),
            schema=manifest.schema,
            known=SCHEMA,
        )
    rows = {
        name: _read_table(table, manifest.tables[name], manifest.audience, folder)
        if name in manifest.tables
        else []
        for name, table in TABLES.items()
    }
    return Snapshot(hashlib.sha256(raw).hexdigest(), manifest, rows, folder)


def _manifest(rows: Rows, audience: Audience, folder: Path) -> bytes:
    crisis = rows["crisis"][0]
    seen = {name: table.rows_for(rows.get(name, ()), audience) for name, table in TABLES.items()}
    keys = {name: _keys(TABLES[name], found, audience) for name, found in seen.items()}
    entries = {
        name: _write_table(table, [_hide(row, table, keys) for row in seen[name]], audience, folder)
        for name, table in TABLES.items()
    }
    manifest = Manifest(
        schema=SCHEMA,
        audience=audience,
        crisis=crisis.id,
        fictional=crisis.fictional,
        as_of=str(crisis.as_of),
        tables=entries,
    )
    return canonical_json(msgspec.to_builtins(manifest))


def canonical_json(value: Any) -> bytes:
    """Return the one JSON text of a value: sorted keys, UTF-8, two spaces, a line feed at the end."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False) + "\n").encode()


def _keys(table: Table, rows: list[Row], audience: Audience) -> set[Any]:
    named = any(column.name == table.key for column in table.columns_for(audience))
    return {getattr(row, table.key) for row in rows} if named else set()


def _hide(row: Row, table: Table, keys: Mapping[str, set[Any]]) -> Row:
    """Withhold the ids of rows that are not in the snapshot: an id alone tells that somebody is known of."""
    changes = {}
    for column in table.columns:
        places = targets(table, column)
        value = getattr(row, column.name)
        ids = value if isinstance(value, tuple) else (value,)
        hidden = [i for i in ids if places and i and not any(i in keys[place] for place in places)]
        if hidden:
            left = tuple(i for i in ids if i not in hidden)
            withheld = Unknown.WITHHELD.cell
            changes[column.name] = (*left, withheld) if isinstance(value, tuple) else withheld
    return replace(row, **changes) if changes else row


def _write_table(table: Table, rows: list[Row], audience: Audience, folder: Path) -> TableEntry:
    columns = table.columns_for(audience)
    arrow = arrow_table(columns, rows)
    file = folder / f"{table.name}.parquet"
    pq.write_table(arrow, file, compression="zstd", write_statistics=False, store_schema=False)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return TableEntry(
        file=file.name, sha256=digest, rows=len(rows), columns=tuple(column.name for column in columns)
    )


def arrow_table(columns: tuple[Column, ...], rows: list[Row]) -> pa.Table:
    """Return rows as an Arrow table of the given columns; moments, unknowns and attributes as text."""
    arrays = {
        c.name: pa.array(
            [_arrow_value(getattr(row, c.name), c.kind) for row in rows], _ARROW.get(c.kind, pa.string())
        )
        for c in columns
    }
    return pa.table(arrays)


def _arrow_value(value: Any, kind: Kind) -> Any:
    if kind is Kind.WORDS:
        return list(value)
    return value if kind in _ARROW else write_cell(value, kind)


def _read_table(table: Table, entry: TableEntry, audience: Audience, folder: Path) -> list[Row]:
    file = folder / Path(entry.file).name  # a manifest names files of its own folder only
    columns = {column.name: column for column in table.columns}
    allowed = {column.name for column in table.columns_for(audience)}
    arrow = _arrow_of(file, entry)
    types = {field.name: field.type for field in arrow.schema}
    named = allowed & set(entry.columns)
    expected = {name: _ARROW.get(columns[name].kind, pa.string()) for name in named}
    if types != expected or set(types) != set(entry.columns):
        raise _unreadable(file, "its columns are not those of this table for its audience")
    cut = {name: _withheld(column) for name, column in columns.items() if name not in expected}
    try:
        rows = [table.row(**cut, **_row_values(record, columns)) for record in arrow.to_pylist()]
    except ValueError as fault:
        raise _unreadable(file, str(fault)) from fault
    if len(table.rows_for(rows, audience)) != len(rows):
        raise _unreadable(file, "it holds rows that its audience may not see")
    return rows


def _arrow_of(file: Path, entry: TableEntry) -> pa.Table:
    try:
        content = file.read_bytes()
    except OSError:
        what, do = "the table is missing", "freeze the crisis again"
        raise refuse("table_missing", what, do, at=Spot(str(file))) from None
    if hashlib.sha256(content).hexdigest() != entry.sha256:
        what, do = "the table is not the one the manifest names", "freeze the crisis again"
        raise refuse("table_changed", what, do, at=Spot(str(file)))
    try:
        return pq.read_table(pa.BufferReader(content))
    except (pa.ArrowException, OSError) as fault:
        raise _unreadable(file, str(fault)) from fault


def _unreadable(file: Path, fault: str) -> Refused:
    what, do = "the table cannot be read: {fault}", "freeze the crisis again"
    return refuse("table_unreadable", what, do, at=Spot(str(file)), fault=fault)


def _withheld(column: Column) -> Any:
    if column.kind is Kind.MOMENT:
        return Unknown.WITHHELD
    return Unknown.WITHHELD.cell if column.kind is Kind.TEXT else read_cell("", column.kind)


def _row_values(record: Mapping[str, Any], columns: Mapping[str, Column]) -> dict[str, Any]:
    return {name: _row_value(value, columns[name].kind) for name, value in record.items()}


def _row_value(value: Any, kind: Kind) -> Any:
    if kind is Kind.WORDS:
        return tuple(value or ())
    return value if kind in _ARROW else read_cell(value or "", kind)


def rows_of(snapshot: Snapshot, table: str) -> Mapping[Any, Row]:
    """Return a table's rows by key."""
    key = TABLES[table].key
    return {getattr(row, key): row for row in snapshot.rows.get(table, ())}
