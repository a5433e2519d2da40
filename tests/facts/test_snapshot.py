"""Snapshots: the same rows give the same bytes, and an audience receives only what is meant for it."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.made_rows import made_crisis

from undercount.facts.audience import Audience
from undercount.facts.columns import Column, Kind
from undercount.facts.moment import read_moment
from undercount.facts.problem import Refused
from undercount.facts.snapshot import MANIFEST, canonical_json, open_snapshot, rows_of, write_snapshot
from undercount.facts.tables import TABLES, Row, Table, targets
from undercount.facts.unknown import Unknown

ROOT = Path(__file__).parents[2]
AUDIENCES = pytest.mark.parametrize("audience", list(Audience))


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def refusal(folder: Path) -> str:
    with pytest.raises(Refused) as refused:
        open_snapshot(folder)
    (problem,) = refused.value.problems
    return str(problem).replace(str(folder), "SNAP")


@pytest.fixture
def public(tmp_path: Path) -> Path:
    rows = {name: [_made_public(row) for row in found] for name, found in made_crisis(3).items()}
    write_snapshot(rows, Audience.PUBLIC, tmp_path / "public")
    return tmp_path / "public"


def _made_public(row: Row) -> Row:
    return dataclasses.replace(row, audience=Audience.PUBLIC) if hasattr(row, "audience") else row


# --- the same rows give the same bytes


@AUDIENCES
def test_rows_in_any_order_give_the_same_bytes(audience: Audience, tmp_path: Path) -> None:
    rows = made_crisis(5)
    turned = {name: list(reversed(found)) for name, found in reversed(rows.items())}
    one = write_snapshot(rows, audience, tmp_path / "one")
    other = write_snapshot(turned, audience, tmp_path / "other")
    assert one == other
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "other")


def test_two_processes_with_other_hash_seeds_zones_and_locales_write_the_same_bytes(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from tests.made_rows import made_crisis;"
        "from undercount.facts.audience import Audience as A;"
        "from undercount.facts.snapshot import write_snapshot;"
        "print(write_snapshot(made_crisis(7), A.COALITION, Path(sys.argv[1])))"
    )
    said = []
    for name, seed, zone, locale in (("one", "1", "UTC", "C.UTF-8"), ("two", "2", "Asia/Almaty", "C")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        command = [sys.executable, "-c", program, str(tmp_path / name)]
        said.append(subprocess.check_output(command, env=environment, cwd=ROOT, text=True))
    assert said[0] == said[1] != ""
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


def test_the_id_is_the_hash_of_the_manifest_which_names_every_table(public: Path) -> None:
    snapshot = open_snapshot(public)
    assert snapshot.id == hashlib.sha256((public / MANIFEST).read_bytes()).hexdigest()
    assert set(snapshot.manifest.tables) == set(TABLES)
    assert {path.name for path in public.iterdir()} == {MANIFEST, *(f"{name}.parquet" for name in TABLES)}
    for entry in snapshot.manifest.tables.values():
        assert hashlib.sha256((public / entry.file).read_bytes()).hexdigest() == entry.sha256


def test_the_manifest_tells_what_the_crisis_says_and_nothing_of_the_clock(public: Path) -> None:
    crisis = made_crisis(3)["crisis"][0]
    manifest = json.loads((public / MANIFEST).read_bytes())
    assert {key: value for key, value in manifest.items() if key != "tables"} == {
        "schema": 1,
        "audience": "public",
        "crisis": crisis.id,
        "fictional": crisis.fictional,
        "as_of": str(crisis.as_of),
    }


# --- what an audience receives


@pytest.mark.parametrize("seed", range(8))
def test_who_may_see_all_gets_every_value_back(seed: int, tmp_path: Path) -> None:
    rows = made_crisis(seed)
    write_snapshot(rows, Audience.SEALED, tmp_path / "all")
    assert {name: list(found) for name, found in open_snapshot(tmp_path / "all").rows.items()} == rows


@AUDIENCES
@pytest.mark.parametrize("seed", range(4))
def test_what_is_cut_reads_as_withheld_and_the_rest_as_it_was(
    seed: int, audience: Audience, tmp_path: Path
) -> None:
    rows = made_crisis(seed)
    write_snapshot(rows, audience, tmp_path / "snap")
    snapshot = open_snapshot(tmp_path / "snap")
    for name, table in TABLES.items():
        allowed = {column.name for column in table.columns_for(audience)}
        free = {column.name for column in table.columns if not targets(table, column)} | {table.key}
        expected = [_cut(row, table, allowed) for row in table.rows_for(rows[name], audience)]
        assert [_only(row, free) for row in snapshot.rows[name]] == [_only(row, free) for row in expected]


def _only(row: Row, names: set[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in sorted(names)}


def _cut(row: Row, table: Table, allowed: set[str]) -> Row:
    return dataclasses.replace(row, **{c.name: _withheld(c) for c in table.columns if c.name not in allowed})


@AUDIENCES
@pytest.mark.parametrize("seed", range(6))
def test_a_snapshot_names_no_row_that_is_not_in_it(seed: int, audience: Audience, tmp_path: Path) -> None:
    rows = made_crisis(seed)
    write_snapshot(rows, audience, tmp_path / "snap")
    seen = open_snapshot(tmp_path / "snap").rows
    for name, table in TABLES.items():
        keys = {getattr(row, table.key): row for row in rows[name]}
        for row in seen[name]:
            before = keys.get(getattr(row, table.key))
            for column in (c for c in table.columns_for(audience) if targets(table, c)):
                there = {getattr(r, "id", None) for place in targets(table, column) for r in seen[place]}
                ids, given = (_ids(getattr(r, column.name)) for r in (row, before or row))
                assert all(i in there for i in ids if not i.startswith("unknown:"))
                if before:
                    assert ("unknown:withheld" in ids) == any(i not in there for i in given)


def _ids(value: Any) -> list[str]:
    return [i for i in (value if isinstance(value, tuple) else (value,)) if i]


def test_a_public_claim_about_somebody_who_is_not_public_does_not_even_give_the_id(tmp_path: Path) -> None:
    rows = made_crisis(1)
    mention = dataclasses.replace(rows["mentions"][0], id="m-aidos-b", audience=Audience.COALITION)
    claim = dataclasses.replace(rows["claims"][0], about=mention.id, audience=Audience.PUBLIC)
    rows |= {"mentions": [mention], "claims": [claim]}
    write_snapshot(rows, Audience.PUBLIC, tmp_path / "snap")
    (seen,) = open_snapshot(tmp_path / "snap").rows["claims"]
    assert seen.about == "unknown:withheld"
    assert not any(b"aidos" in path.read_bytes() for path in (tmp_path / "snap").iterdir())


def _withheld(column: Column) -> Any:
    empty: dict[Kind, Any] = {
        Kind.TEXT: "unknown:withheld",
        Kind.MOMENT: Unknown.WITHHELD,
        Kind.WORDS: (),
        Kind.ATTRIBUTES: {},
    }
    return empty.get(column.kind)


def canary(table: Table, column: Column, audience: Audience) -> str:
    return f"canary.{table.name}.{column.name}.{audience.value}"


def canaries(table: Table) -> Iterator[Row]:
    """Yield one row for each audience a row can have; each cell that can hold text names its own place."""
    own = any(column.name == "audience" for column in table.columns)
    for number, audience in enumerate(Audience if own else [Audience.PUBLIC]):
        row = made_crisis(11, rows=4)[table.name][0 if table.name == "crisis" else number]
        changes: dict[str, Any] = {"audience": audience} if own else {}
        for column in table.columns:
            mark = canary(table, column, audience)
            in_kind: dict[Kind, Any] = {Kind.TEXT: mark, Kind.WORDS: (mark,), Kind.ATTRIBUTES: {mark: mark}}
            if column.kind in in_kind:
                changes[column.name] = in_kind[column.kind]
        yield dataclasses.replace(row, **changes)


@AUDIENCES
def test_no_byte_of_a_column_or_a_row_reaches_an_audience_it_is_not_meant_for(
    audience: Audience, tmp_path: Path
) -> None:
    rows = {name: list(canaries(table)) for name, table in TABLES.items()}
    write_snapshot(rows, audience, tmp_path / "snap")
    read = "".join(_all_text(path) for path in sorted((tmp_path / "snap").iterdir()))
    for table in TABLES.values():
        for row in rows[table.name]:
            row_audience = getattr(row, "audience", Audience.PUBLIC)
            for column in table.columns:
                if column.kind not in (Kind.TEXT, Kind.WORDS, Kind.ATTRIBUTES) or targets(table, column):
                    continue
                may = audience.may_see(row_audience) and audience.may_see(column.audience)
                assert (canary(table, column, row_audience) in read) == may, (table.name, column.name)


def _all_text(path: Path) -> str:
    """Return everything a file says: Parquet decoded, its metadata included, beside its raw bytes."""
    raw = path.read_bytes().decode("latin-1")
    if path.suffix != ".parquet":
        return raw
    file = pq.ParquetFile(path)
    told = (file.metadata.to_dict(), file.schema_arrow.metadata, file.read().to_pylist())
    return raw + repr(told)


def test_the_files_carry_no_statistics_and_no_metadata_that_could_tell_more(public: Path) -> None:
    for path in public.glob("*.parquet"):
        metadata = pq.ParquetFile(path).metadata
        assert metadata.metadata is None
        groups = [metadata.row_group(group) for group in range(metadata.num_row_groups)]
        for group in groups:
            assert not any(group.column(number).is_stats_set for number in range(group.num_columns))


def test_rows_are_found_by_their_key(public: Path) -> None:
    snapshot = open_snapshot(public)
    assert list(rows_of(snapshot, "signatories")) == [1, 2, 3]
    assert rows_of(snapshot, "places")["places-1"].id == "places-1"


# --- what is refused


def test_a_folder_that_exists_is_not_written_over(public: Path) -> None:
    before = bytes_of(public)
    with pytest.raises(Refused, match="exists already; name a folder that does not exist yet"):
        write_snapshot(made_crisis(4), Audience.PUBLIC, public)
    assert bytes_of(public) == before


def test_nothing_is_left_of_a_snapshot_that_could_not_be_made(tmp_path: Path) -> None:
    rows = made_crisis(3)
    rows["figures"][0] = dataclasses.replace(rows["figures"][0], low=2**70)
    with pytest.raises(OverflowError):
        write_snapshot(rows, Audience.SEALED, tmp_path / "snap")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_a_manifest_is_no_snapshot(tmp_path: Path) -> None:
    assert refusal(tmp_path) == "SNAP: there is no snapshot here; make one with `undercount freeze`"
    assert refusal(tmp_path / "none") == "SNAP: there is no snapshot here; make one with `undercount freeze`"


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'{"schema": "x"}', b"\xff\xfe", b'{"x": ' + b"[" * 100_000]
)
def test_a_manifest_that_is_none_is_refused(public: Path, content: bytes) -> None:
    (public / MANIFEST).write_bytes(content)
    message = refusal(public)
    assert message.startswith(f"SNAP/{MANIFEST}: the manifest cannot be read (")
    assert message.endswith("); freeze the crisis again")


def test_a_later_schema_is_refused(public: Path) -> None:
    _edit_manifest(public, schema=2)
    assert refusal(public) == (
        "SNAP/manifest.json: the snapshot is of schema 2, this program reads up to 1; update undercount"
    )


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_flipped_byte_in_any_table_is_named(public: Path, name: str) -> None:
    file = public / f"{name}.parquet"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(bytes(content))
    assert refusal(public) == (
        f"SNAP/{name}.parquet: the table is not the one the manifest names; freeze the crisis again"
    )


def test_a_missing_table_is_named(public: Path) -> None:
    (public / "claims.parquet").unlink()
    assert refusal(public) == "SNAP/claims.parquet: the table is missing; freeze the crisis again"


def test_a_table_that_is_not_parquet_is_refused_though_its_hash_fits(public: Path) -> None:
    _replace(public, "claims", b"PAR1 but not really PAR1")
    assert refusal(public).startswith("SNAP/claims.parquet: the table cannot be read: ")


def test_a_snapshot_smuggling_a_column_its_audience_may_not_see_is_refused(tmp_path: Path) -> None:
    write_snapshot(made_crisis(3), Audience.SEALED, tmp_path / "all")
    _edit_manifest(tmp_path / "all", audience="public")
    assert "its columns are not those of this table for its audience" in refusal(tmp_path / "all")


def test_a_snapshot_smuggling_a_row_its_audience_may_not_see_is_refused(public: Path) -> None:
    sealed = pq.read_table(public / "events.parquet").to_pylist()
    assert sealed
    sealed[0]["audience"] = "coalition"
    columns = {name: [row[name] for row in sealed] for name in sealed[0]}
    _replace(public, "events", _parquet(pa.table(columns)))
    assert "it holds rows that its audience may not see" in refusal(public)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("low", "300"),
        ("said_on", "the other day"),
        ("audience", "everyone"),
        ("breakdown", "{"),
        ("extra", "x"),
    ],
)
def test_a_table_of_other_kinds_is_refused_though_its_hash_fits(
    public: Path, column: str, value: str
) -> None:
    rows = pq.read_table(public / "figures.parquet").to_pylist()
    assert rows
    for row in rows:
        row[column] = value
    schema = pq.read_table(public / "figures.parquet").schema
    types = {field.name: field.type for field in schema} | ({column: pa.string()})
    arrays = {name: pa.array([row[name] for row in rows], types[name]) for name in rows[0]}
    _replace(public, "figures", _parquet(pa.table(arrays)))
    assert refusal(public).startswith("SNAP/figures.parquet: the table cannot be read: ")


def test_a_manifest_cannot_point_outside_its_folder(public: Path, tmp_path: Path) -> None:
    outside = tmp_path / "claims.parquet"
    outside.write_bytes((public / "claims.parquet").read_bytes())
    (public / "claims.parquet").unlink()
    manifest = json.loads((public / MANIFEST).read_bytes())
    manifest["tables"]["claims"]["file"] = "../claims.parquet"
    (public / MANIFEST).write_bytes(canonical_json(manifest))
    assert refusal(public) == "SNAP/claims.parquet: the table is missing; freeze the crisis again"


@given(data=st.data())
def test_a_snapshot_with_any_byte_changed_is_refused_or_reads_the_same(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("fuzz") / "snap"
    rows = made_crisis(2)
    write_snapshot({name: rows[name] for name in ("crisis", "places")}, Audience.PUBLIC, folder)
    before = open_snapshot(folder).rows
    name = data.draw(st.sampled_from([MANIFEST, "crisis.parquet", "places.parquet"]))
    content = bytearray((folder / name).read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] = data.draw(st.integers(0, 255))
    (folder / name).write_bytes(bytes(content))
    try:
        after = open_snapshot(folder).rows
    except Refused:
        return
    assert after == before


def _edit_manifest(folder: Path, **changes: Any) -> None:
    manifest = json.loads((folder / MANIFEST).read_bytes())
    (folder / MANIFEST).write_bytes(canonical_json(manifest | changes))


def _replace(folder: Path, name: str, content: bytes) -> None:
    (folder / f"{name}.parquet").write_bytes(content)
    manifest = json.loads((folder / MANIFEST).read_bytes())
    manifest["tables"][name]["sha256"] = hashlib.sha256(content).hexdigest()
    (folder / MANIFEST).write_bytes(canonical_json(manifest))


def _parquet(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, store_schema=False)
    return bytes(sink.getvalue().to_pybytes())


def test_moments_in_a_snapshot_are_their_own_text(public: Path) -> None:
    raw = pq.read_table(public / "figures.parquet").column("as_of").to_pylist()
    for cell in raw:
        assert cell.startswith("unknown:") or read_moment(cell).edtf == cell
