"""An edition: refused or whole, the same bytes again, verified, with nothing in it that is not public."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as pq
import pytest
from tests.publish.conftest import CRISES, Built, build, opened

from undercount.evidence.sign import generate_key
from undercount.evidence.verify import verify
from undercount.facts.audience import Audience
from undercount.facts.columns import Column, Kind
from undercount.facts.moment import read_moment
from undercount.facts.problem import Refused
from undercount.facts.results import Results
from undercount.facts.snapshot import Snapshot, open_snapshot, write_snapshot
from undercount.facts.tables import TABLES
from undercount.line.folder import load
from undercount.publish.edition import build_edition


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_snapshot_results_and_key_give_the_same_bytes(kazakhstan: Built, tmp_path: Path) -> None:
    again = build_edition(kazakhstan.snapshot, kazakhstan.results, kazakhstan.key, tmp_path / "elsewhere")
    assert digests(again.folder) == digests(kazakhstan.folder)
    assert (again.id, again.files) == (kazakhstan.edition.id, kazakhstan.edition.files)


def test_neither_the_clock_the_zone_the_locale_nor_the_working_folder_changes_a_byte(
    kosovo: Built, tmp_path: Path
) -> None:
    program = (
        "import sys; from pathlib import Path; from undercount.facts.snapshot import open_snapshot;"
        "from undercount.line.run import run_methods; from undercount.publish.edition import build_edition;"
        "snap = open_snapshot(Path(sys.argv[1]));"
        "build_edition(snap, run_methods(snap), Path(sys.argv[2]), Path(sys.argv[3]))"
    )
    environment = os.environ | {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "7"}
    arguments = [str(kosovo.snapshot.folder), str(kosovo.key), str(tmp_path / "edition")]
    subprocess.run(
        [sys.executable, "-c", program, *arguments], check=True, cwd=tmp_path, env=environment, timeout=120
    )
    assert digests(tmp_path / "edition") == digests(kosovo.folder)


def test_an_edition_verifies_and_a_flipped_byte_is_named(kosovo: Built, tmp_path: Path) -> None:
    edition = build_edition(kosovo.snapshot, kosovo.results, kosovo.key, tmp_path / "edition")
    public = kosovo.key.with_name("key.pub.pem")
    assert verify(edition.folder, key=public).ok
    spoilt = edition.folder / "ru" / "index.html"
    content = bytearray(spoilt.read_bytes())
    content[len(content) // 2] ^= 1
    spoilt.write_bytes(bytes(content))
    assert [finding.item for finding in verify(edition.folder, key=public).findings] == ["ru/index.html"]


def test_the_files_named_are_the_files_there(kazakhstan: Built) -> None:
    assert list(kazakhstan.edition.files) == sorted(digests(kazakhstan.folder))


def test_progress_counts_up_to_its_total(kosovo: Built, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    build_edition(
        kosovo.snapshot, kosovo.results, kosovo.key, tmp_path / "e", progress=lambda *step: seen.append(step)
    )
    total = seen[0][1]
    assert seen == [(done, total) for done in range(1, total + 1)]


class TestRefuses:
    """One line each, and nothing half-written."""

    def refused(self, tmp_path: Path, snapshot: Snapshot, results: Results, key: Path) -> str:
        out = tmp_path / "out"
        with pytest.raises(Refused) as refused:
            build_edition(snapshot, results, key, out)
        assert not out.exists()
        assert not list(tmp_path.glob(".out-*"))
        return str(refused.value)

    def test_a_snapshot_that_is_not_public(self, kosovo: Built, tmp_path: Path) -> None:
        write_snapshot(load(CRISES / "kosovo_1999").rows, Audience.COALITION, tmp_path / "snap")
        snapshot = open_snapshot(tmp_path / "snap")
        said = self.refused(tmp_path, snapshot, kosovo.results, kosovo.key)
        assert "this snapshot is for the audience coalition, and an edition is public" in said

    def test_results_of_another_snapshot(self, kosovo: Built, kazakhstan: Built, tmp_path: Path) -> None:
        said = self.refused(tmp_path, kosovo.snapshot, kazakhstan.results, kosovo.key)
        assert "the results of gaps were made from another snapshot" in said

    def test_results_that_mix_fiction_and_fact(self, kosovo: Built, tmp_path: Path) -> None:
        invented = msgspec.structs.replace(kosovo.results.gaps.provenance, fictional=True)
        gaps = msgspec.structs.replace(kosovo.results.gaps, provenance=invented)
        mixed = msgspec.structs.replace(kosovo.results, gaps=gaps)
        said = self.refused(tmp_path, kosovo.snapshot, mixed, kosovo.key)
        assert "mix what is fictional and what is real" in said

    def test_a_folder_that_is_there(self, kosovo: Built, tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        with pytest.raises(Refused, match="this folder exists already"):
            build_edition(kosovo.snapshot, kosovo.results, kosovo.key, tmp_path / "out")
        assert not list((tmp_path / "out").iterdir())

    def test_a_key_that_is_none(self, kosovo: Built, tmp_path: Path) -> None:
        wrong = tmp_path / "wrong.pem"
        wrong.write_text("no key", encoding="utf-8")
        assert "this is no private key" in self.refused(tmp_path, kosovo.snapshot, kosovo.results, wrong)

    def test_a_public_row_that_names_one_kept_back(self, kosovo: Built, tmp_path: Path) -> None:
        rows = dict(load(CRISES / "kosovo_1999").rows)
        kept = dataclasses.replace(rows["sources"][0], audience=Audience.COALITION)
        rows["sources"] = [kept, *rows["sources"][1:]]
        write_snapshot(rows, Audience.PUBLIC, tmp_path / "snap")
        said = self.refused(tmp_path, open_snapshot(tmp_path / "snap"), kosovo.results, kosovo.key)
        assert "it names 'unknown:withheld', which is not in the public table sources" in said
        assert kept.id not in said  # a snapshot does not even hold the id of a row it does not hold

    def test_a_table_with_a_column_its_manifest_does_not_name(self, small: Built, tmp_path: Path) -> None:
        rows = opened(load(CRISES / "kosovo_1999").rows)
        built = build(rows, tmp_path / "room")
        file = built.snapshot.folder / "sources.parquet"
        table = pq.read_table(file)
        pq.write_table(table.append_column("secret", [["x"] * table.num_rows]), file)
        said = self.refused(tmp_path, built.snapshot, built.results, built.key)
        assert "the table holds more than its manifest says" in said


CANARY = "canary7f3a"


def planted(column: Column, value: Any) -> Any:
    """Return a value of the column's kind that can be found again, for a column that is not public."""
    if column.audience is Audience.PUBLIC:
        return value
    if column.kind is Kind.TEXT and not column.vocabulary and not column.refers:
        return CANARY
    if column.kind is Kind.WORDS and not column.vocabulary:
        return (CANARY,)
    return {Kind.INTEGER: 73_739_173, Kind.MOMENT: read_moment("1873-03-17")}.get(column.kind, value)


def test_nothing_that_is_not_public_is_anywhere_in_an_edition(tmp_path: Path) -> None:
    rows = opened(load(CRISES / "kazakhstan_2022").rows)
    for name, table in TABLES.items():
        marked = [
            dataclasses.replace(row, **{c.name: planted(c, getattr(row, c.name)) for c in table.columns})
            for row in rows.get(name, ())
        ]
        kept_back = [_kept_back(name, row) for row in marked[:1] if hasattr(row, "audience")]
        rows[name] = [*marked, *kept_back]
    built = build(rows, tmp_path)
    looked_at = 0
    for path in sorted(built.folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            if path.suffix == ".parquet":  # compressed: look at what it holds, and at its bytes too
                content += repr(pq.read_table(path).to_pylist()).encode() + str(pq.read_schema(path)).encode()
            looked_at += 1
            for trace in (CANARY, "73739173", "1873-03-17"):
                assert trace.encode() not in content, path
    assert looked_at == len(built.edition.files)


def _kept_back(name: str, row: Any) -> Any:
    """Return a copy of a row for the coalition alone, every text of it marked."""
    key = TABLES[name].key
    texts = {
        column.name: CANARY
        for column in TABLES[name].columns
        if column.kind is Kind.TEXT and not column.refers and not column.vocabulary and column.name != key
    }
    return dataclasses.replace(row, **texts, **{key: f"{CANARY}-{name}"}, audience=Audience.COALITION)


def test_the_tables_of_an_edition_are_the_snapshot_itself(kazakhstan: Built) -> None:
    inside = open_snapshot(kazakhstan.folder / "data")
    assert inside.id == kazakhstan.snapshot.id
    assert inside.rows == kazakhstan.snapshot.rows


def test_another_key_makes_another_edition_of_the_same_pages(kosovo: Built, tmp_path: Path) -> None:
    other = generate_key(tmp_path / "other.pem").private
    edition = build_edition(kosovo.snapshot, kosovo.results, other, tmp_path / "edition")
    assert edition.id != kosovo.edition.id
    assert edition.files == kosovo.edition.files
