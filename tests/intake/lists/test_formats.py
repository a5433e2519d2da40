"""What our own readers of workbooks see is what calamine sees, and more: hidden, merged and failed cells."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from tests.intake.lists import made_files as make

from undercount.intake.lists.parse.cellvalues import day_number, kind_of_format, number_text, typed
from undercount.intake.lists.parse.container import Given, open_list
from undercount.intake.lists.parse.grid import DATE, FORMULA, Line, Merge, column_of, letters_of
from undercount.intake.lists.parse.limits import limits_for

ROWS = [
    ["№", "ФИО", "когда", "сколько"],
    [1, "Тасмұратов Ақберен", datetime.date(2022, 1, 5), 0.5],
    [2, "", datetime.datetime(2022, 1, 5, 14, 30), 12345678901],  # noqa: DTZ001 - cells of a workbook know no zone
    ["", "", "", ""],
    [True, "две\nстроки", "05.01.2022", -3],
]


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "scratch").mkdir()
    yield tmp_path / "scratch"  # noqa: PT022 - removed with its folder


def lines_of(content: bytes, scratch: Path, sheet: int = 0) -> list[Line]:
    path = scratch / "list"
    path.write_bytes(content)
    return list(open_list(path, Given(limits_for(len(content)), scratch)).sheets[sheet].lines)


def by_calamine(content: bytes, scratch: Path) -> list[tuple[int, list[str]]]:
    path = scratch / ("oracle.ods" if b"opendocument" in content[:100] else "oracle.xlsx")
    path.write_bytes(content)
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    texts = [[typed(value) for value in row] for row in rows]
    return [(number, _trimmed(row)) for number, row in enumerate(texts, 1) if any(row)]


def _trimmed(row: list[str]) -> list[str]:
    return row[: max(n for n, cell in enumerate(row, 1) if cell)]


@pytest.mark.parametrize("write", [lambda: make.xlsx({"Л": ROWS}), lambda: make.ods(ROWS)], ids=["xlsx", "ods"])
def test_a_workbook_reads_as_calamine_reads_it(write: object, scratch: Path) -> None:
    content = write()  # type: ignore[operator]
    ours = [(line.number, line.cells) for line in lines_of(content, scratch)]
    theirs = by_calamine(content, scratch)
    assert [number for number, _ in ours] == [number for number, _ in theirs]
    for (_, mine), (_, other) in zip(ours, theirs, strict=True):
        assert [cell.upper() for cell in mine] == [cell.upper() for cell in other]


def test_typed_dates_are_marked_as_such(scratch: Path) -> None:
    lines = lines_of(make.xlsx({"Л": ROWS}), scratch)
    assert lines[1].cells[2] == f"{DATE}2022-01-05"
    assert lines[2].cells[2] == f"{DATE}2022-01-05T14:30"


def test_a_date_is_the_same_in_both_calendars(scratch: Path) -> None:
    for from_1904 in (False, True):
        content = make.xlsx({"Л": [[datetime.date(2022, 1, 5)]]}, from_1904=from_1904)
        assert lines_of(content, scratch)[0].cells == [f"{DATE}2022-01-05"]


def test_hidden_rows_and_merged_cells_are_seen(scratch: Path) -> None:
    path = scratch / "list"
    path.write_bytes(make.xlsx({"Л": [["a", "b"], ["c", "d"], ["e", "f"]]}, merges=["A2:A3"], hidden_rows=[3]))
    sheet = open_list(path, Given(limits_for(1), scratch)).sheets[0]
    assert [line.hidden for line in sheet.lines] == [False, False, True]
    assert sheet.merges == [Merge(2, 0, 3, 0)]


def test_a_formula_without_its_result_is_not_an_empty_cell(scratch: Path) -> None:
    lines = lines_of(make.xlsx({"Л": [["a"], ["=1+1"]]}), scratch)
    assert lines[1].cells == [f"{FORMULA}=1+1"]


def test_numbers_that_show_leading_zeros_keep_them(scratch: Path) -> None:
    lines = lines_of(make.xlsx({"Л": [["a"], [123]]}, formats={"A2": "000000"}), scratch)
    assert lines[1].cells == ["000123"]


def test_cells_without_references_stand_one_after_another(scratch: Path) -> None:
    row = '<row><c t="inlineStr"><is><t>a</t></is></c><c/><c><v>5</v></c></row>'
    assert lines_of(make.raw_xlsx(make.sheet_xml(row)), scratch) == [Line(1, False, ["a", "", "5"])]


def test_phonetic_aids_and_print_runs_do_not_change_a_string(scratch: Path) -> None:
    shared = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>Тас</t></r><r><t>мұрат</t></r>'
        "<rPh sb='0' eb='1'><t>x</t></rPh></si></sst>"
    )
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    assert lines_of(make.raw_xlsx(make.sheet_xml(row), shared=shared), scratch)[0].cells == ["Тасмұрат"]


def test_rows_deleted_from_an_ods_and_kept_as_changes_are_not_read(scratch: Path) -> None:
    deleted = "<table:tracked-changes><table:deletion><table:table-row><table:table-cell office:value-type='string'><text:p>gone</text:p></table:table-cell></table:table-row></table:deletion></table:tracked-changes>"
    content = make.ods_content([["a"]]).replace("<office:spreadsheet>", f"<office:spreadsheet>{deleted}")
    packed = make.packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode()})
    assert [line.cells for line in lines_of(packed, scratch)] == [["a"]]


def test_cells_over_several_rows_of_a_page_keep_the_columns_in_place(scratch: Path) -> None:
    page = b"<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>"
    assert [line.cells for line in lines_of(page, scratch)] == [["a", "b"], ["", "c", "d"]]


@pytest.mark.parametrize(
    ("number", "code", "kind"),
    [
        (14, "", "date"),
        (0, "General", ""),
        (164, "dd.mm.yyyy", "date"),
        (164, "[$-419]d mmmm yyyy;@", "date"),
        (164, 'yyyy" г."', "date"),
        (164, "hh:mm", "time"),
        (164, "mm:ss", "time"),
        (164, "# ##0.00", ""),
        (164, '0.0" days"', ""),
        (164, "000000000000", "zeros:12"),
        (164, "[Red]0", ""),
    ],
)
def test_number_formats_are_told_apart(number: int, code: str, kind: str) -> None:
    assert kind_of_format(number, code) == kind


def test_the_day_that_never_was_does_not_shift_the_others() -> None:
    assert day_number(1, from_1904=False) == f"{DATE}1900-01-01"
    assert day_number(59, from_1904=False) == f"{DATE}1900-02-28"
    assert day_number(61, from_1904=False) == f"{DATE}1900-03-01"
    assert day_number(44566, from_1904=False) == f"{DATE}2022-01-05"
    assert day_number(43104, from_1904=True) == f"{DATE}2022-01-05"
    assert day_number(0.5, from_1904=False) == "12:00"
    assert day_number(1e9, from_1904=False) == ""


@given(st.integers(0, 20_000))
def test_a_column_is_found_by_its_letters(column: int) -> None:
    assert column_of(letters_of(column) + "17") == column


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_written_so_that_it_is_read_back(value: float) -> None:
    assert float(number_text(value)) == value
