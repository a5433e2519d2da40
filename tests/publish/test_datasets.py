"""The tables for machines: a data package that validates, CSV that reads back and runs nothing."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from frictionless import Package
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.conftest import Built

from undercount.facts.audience import Audience
from undercount.facts.columns import Kind, read_cell
from undercount.facts.results import Results
from undercount.facts.tables import TABLES
from undercount.facts.vocabulary import vocabulary
from undercount.line.run import run_methods
from undercount.publish.codebook import codebook
from undercount.publish.datasets import FORMULA_STARTS, safe_cell


@pytest.fixture(scope="session", params=["kazakhstan", "kosovo", "small"])
def built(request: pytest.FixtureRequest) -> Built:
    found: Built = request.getfixturevalue(request.param)
    return found


def package(built: Built) -> Any:
    return json.loads((built.folder / "data" / "datapackage.json").read_text(encoding="utf-8"))


def test_the_data_package_validates(built: Built) -> None:
    report = Package(str(built.folder / "data" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])


def test_every_public_row_is_in_its_csv(built: Built) -> None:
    for resource in package(built)["resources"]:
        rows = list(read_csv(built.folder / "data" / resource["path"]))
        assert len(rows) == resource["count"] == len(built.snapshot.rows[resource["name"]])


def test_a_csv_reads_back_as_the_snapshot(built: Built) -> None:
    for name, table in TABLES.items():
        path = built.folder / "data" / f"{name}.csv"
        if path.is_file():
            columns = table.columns_for(Audience.PUBLIC)
            for cells, row in zip(read_csv(path), built.snapshot.rows[name], strict=True):
                for column in columns:
                    text = (
                        cells[column.name].removeprefix("'")
                        if guarded(row, column.name)
                        else cells[column.name]
                    )
                    assert read_cell(text, column.kind) == getattr(row, column.name), (name, column.name)


def guarded(row: Any, column: str) -> bool:
    value = getattr(row, column)
    return isinstance(value, str) and value.startswith(FORMULA_STARTS)


def read_csv(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def test_every_public_column_is_described(built: Built) -> None:
    for resource in package(built)["resources"]:
        names = [column.name for column in TABLES[resource["name"]].columns_for(Audience.PUBLIC)]
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == names
        assert all(len(field["description"]) > 4 for field in fields)
        assert all(field["codes"] for field in fields if "codes" in field)


def test_the_codebook_speaks_of_every_table_and_public_column() -> None:
    for name, table in TABLES.items():
        for column in table.columns_for(Audience.PUBLIC):
            meaning, language = codebook()[name].column(column.name)
            assert meaning.endswith(".")
            assert not language or column.name.endswith(f"_{language}")


def test_the_package_names_licences_and_sources(built: Built) -> None:
    content = package(built)
    assert {licence["name"] for licence in content["licenses"]} == {"CC-BY-4.0", "Apache-2.0"}
    assert len(content["sources"]) == len(built.snapshot.rows["sources"])


def test_every_table_of_the_package_has_its_parquet(built: Built) -> None:
    for resource in package(built)["resources"]:
        table = pq.read_table(built.folder / "data" / resource["parquet"])
        assert table.num_rows == resource["count"]


@given(st.text(), st.sampled_from([Kind.TEXT, Kind.AUDIENCE]))
def test_no_text_begins_as_a_formula(text: str, kind: Kind) -> None:
    cell = safe_cell(text, kind)
    assert not cell.startswith(FORMULA_STARTS)
    assert cell in (text, f"'{text}")


def test_a_negative_number_is_a_number_and_not_a_formula() -> None:
    assert safe_cell(-5, Kind.INTEGER) == "-5"
    assert safe_cell(-43.25, Kind.NUMBER) == "-43.25"


def test_the_results_are_what_the_methods_say_of_the_tables_inside(kazakhstan: Built) -> None:
    """Whoever has the edition can compute every result again."""
    from msgspec import json as msgspec_json

    from undercount.facts.snapshot import open_snapshot

    again = run_methods(open_snapshot(kazakhstan.folder / "data"))
    assert again == kazakhstan.results
    for part, name in ((again.gaps, "gaps"), (again.outages, "outages"), (again.indicators, "indicators")):
        content = (kazakhstan.folder / "results" / f"{name}.json").read_bytes()
        assert msgspec_json.decode(content, type=type(part)) == part
    assert isinstance(again, Results)


def test_codes_in_the_package_are_those_of_the_vocabulary(kazakhstan: Built) -> None:
    [figures] = [each for each in package(kazakhstan)["resources"] if each["name"] == "figures"]
    [hedge] = [field for field in figures["schema"]["fields"] if field["name"] == "hedge"]
    assert set(hedge["codes"]) == set(vocabulary("hedge").terms)
