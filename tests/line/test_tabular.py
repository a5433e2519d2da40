"""Rows as CSV: what we write, everybody reads; what people write, we read or name."""

from __future__ import annotations

import csv
import io
import tracemalloc
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from undercount.facts.problem import Problem
from undercount.facts.tables import TABLES
from undercount.line import tabular
from undercount.line.tabular import csv_text, numbered_lines, read_rows, read_text

CELL = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(st.lists(st.lists(CELL, min_size=2, max_size=5), max_size=6))
def test_what_we_write_the_standard_reader_reads(rows: list[list[str]]) -> None:
    assert list(csv.reader(io.StringIO(csv_text(rows), newline=""), strict=True)) == rows


@given(st.lists(st.lists(CELL, min_size=2, max_size=5), max_size=6))
def test_each_record_is_named_by_the_line_it_starts_on(rows: list[list[str]]) -> None:
    text = csv_text(rows)
    problems: list[Problem] = []
    ends = io.StringIO(text, newline="").readlines()  # lines as editors count them
    for number, cells in numbered_lines(text, "t.csv", problems):
        assert "".join(ends[number - 1 :]).startswith(csv_text([cells]))
    assert problems == []


def test_quotation_marks_stand_only_where_they_are_needed() -> None:
    rows = [["plain", " space ", "a,b", 'say "hi"', "two\nlines", "cr\r", "=1+1"]]
    assert csv_text(rows) == 'plain, space ,"a,b","say ""hi""","two\nlines","cr\r",=1+1\n'


def test_a_row_is_named_after_the_lines_of_those_before_it(tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_text('id,kind,when,place,title\n"e1",attack,2022,kz,"one\ntwo\nthree"\n\ne2,party,2022,kz,\n')
    problems: list[Problem] = []
    rows = read_rows(file, "events.csv", TABLES["events"], problems)
    assert [row.title for row in rows] == ["one\ntwo\nthree"]
    assert [str(problem) for problem in problems] == [
        "events.csv, row 6, column kind: 'party' is not a code of the vocabulary event_kind; mend the cell"
    ]


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_text("id,kind,when,place\n,attack,2022,kz\ne2,party,soon,kz\ne3\n")
    problems: list[Problem] = []
    assert read_rows(file, "events.csv", TABLES["events"], problems) == []
    assert [problem.code for problem in problems] == ["cell_empty", "bad_cell", "bad_cell", "wrong_width"]


def test_a_header_of_a_hundred_thousand_columns_is_refused_without_delay(tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_text(",".join(["id"] * 100_000) + "\n")
    problems: list[Problem] = []
    assert read_rows(file, "events.csv", TABLES["events"], problems) == []
    assert [problem.code for problem in problems] == ["double_column", *["column_missing"] * 3]


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path: Path) -> None:
    file = tmp_path / "mentions.csv"
    with file.open("wb") as large:
        large.truncate(tabular.MOST_BYTES + 1)  # a hole: it takes no room
    problems: list[Problem] = []
    tracemalloc.start()
    text = read_text(file, "mentions.csv", problems)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert text == ""
    assert peak < 1_000_000
    assert [str(problem) for problem in problems] == [
        "mentions.csv: the file is larger than 512 MB; split it into several lists"
    ]


def test_a_cell_that_is_too_long_is_named(tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_text("id,kind,when,place\n" + "x" * 10_485_761 + ",attack,2022,kz\n")
    problems: list[Problem] = []
    assert read_rows(file, "events.csv", TABLES["events"], problems) == []
    assert [problem.code for problem in problems] == ["bad_csv"]
    assert problems[0].at.row == 2
