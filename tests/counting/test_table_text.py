"""Capture tables as people keep them: what is read, and one clear line for each thing that is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undercount.counting.patterns import patterns_of
from undercount.counting.table_text import read_table
from undercount.facts.problem import Refused

GOOD = "A,B,count\n1,0,60\n0,1,40\n1,1,30\n"
TABLE = patterns_of("AB", {"10": 60, "01": 40, "11": 30}.items())


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        GOOD.replace(",", ";"),
        GOOD.replace(",", "\t"),
        GOOD.replace("\n", "\r\n"),
        GOOD.replace(",", " , "),
        "\n\n" + GOOD.replace("\n", "\n\n"),
        GOOD + ",,\n",
        'A,B,count\n"1","0","60"\n0,1,40\n1,1,30',
        "A,Count,B\n1,60,0\n0,40,1\n1,30,1\n",
        GOOD + "0,0,\n",
        GOOD + "0,0,0\n",
        "A,B,count\n1,0,60\n0,1,40\n1,1,30\n",
        "A,B,region,count\n1,0,n,50\n1,0,s,10\n0,1,s,40\n1,1,n,30\n",
    ],
)
def test_what_a_careful_person_takes_for_this_table_is_read_as_it(text: str) -> None:
    assert read_table(text, "t.csv") == {"": TABLE}


def test_without_a_count_each_row_is_a_person() -> None:
    text = "name,A,B\n" + "x,1,0\n" * 60 + "y,0,1\n" * 40 + "z,1,1\n" * 30
    assert read_table(text, "t.csv") == {"": TABLE}


def test_an_id_beside_people_is_passed_over() -> None:
    rows = "".join(f"{number},1,{number % 2}\n" for number in range(10, 40))
    assert read_table("id,A,B\n" + rows, "t.csv") == {"": patterns_of("AB", {"10": 15, "11": 15}.items())}


def test_a_table_is_split_by_a_column() -> None:
    text = "A,B,region,count\n1,0,north,5\n1,1,north,2\n0,1,south,7\n1,1,,3\n"
    assert read_table(text, "t.csv", by="region") == {
        "north": patterns_of("AB", {"10": 5, "11": 2}.items()),
        "south": patterns_of("AB", {"01": 7}.items()),
        "unknown:not_stated": patterns_of("AB", {"11": 3}.items()),
    }


def test_a_column_of_0_and_1_that_splits_is_no_list() -> None:
    text = "A,B,minor,count\n1,0,0,5\n0,1,0,4\n1,1,1,2\n"
    assert read_table(text, "t.csv", by="minor")["1"].lists == ("A", "B")


def test_one_list_is_a_table_that_cannot_be_estimated_and_not_a_fault() -> None:
    assert read_table("A,count\n1,5\n", "t.csv") == {"": patterns_of("A", {"1": 5}.items())}


COUNT = "write how many people have this pattern, in plain digits; 0 if nobody has"
ON_NO_LIST = (
    "this row's people are on no list; take the row out: people on no list are what is estimated, "
    "nobody has counted them"
)
DIGITS = "write 0 or 1; a column that is no list must hold something else than 0 and 1"
NO_LIST = "no column holds only 0 and 1; give one column a list, with 1 where it records the row's people"
NUMBER = "is not a whole number in plain digits"
NAME = "give each column a name of its own"
HERE = "the column holds 0 and 1, and here"
MAYBE = (
    "there is no column count, and this one may be it; call it count; if each row is one person, take it out"
)
ROWS = "give one row a pattern or a person"

MALFORMED = [
    ("", f"t.csv: the file is empty; {ROWS}"),
    ("\n \n\n", f"t.csv: the file is empty; {ROWS}"),
    ("A,B,count\n", f"t.csv: there is no row under the header; {ROWS}"),
    ("A,B,count", f"t.csv: there is no row under the header; {ROWS}"),
    (
        "1,0,60\n0,1,40\n",
        "t.csv, row 1: the first line holds numbers and no names; name the lists in the first line",
    ),
    ("A,A,count\n1,0,6\n", f"t.csv, row 1, column A: the column stands 2 times; {NAME}"),
    ("A,B,count,COUNT\n1,0,6,6\n", f"t.csv, row 1, column count: the column stands 2 times; {NAME}"),
    ("A,,count\n1,0,6\n", "t.csv, row 1: column 2 has no name; name it, or take it out"),
    ("A,B,count,\n1,0,6,\n", "t.csv, row 1: column 4 has no name; name it, or take it out"),
    ("A,B,count\n1,0\n", "t.csv, row 2: the row has 2 cells and the header 3; add or remove separators"),
    (
        "A,B,count\n1,0,6\n1,1,2,9\n",
        "t.csv, row 3: the row has 4 cells and the header 3; add or remove separators",
    ),
    (
        "A,B,count\n1,0,1,234\n",
        "t.csv, row 2: the row has 4 cells and the header 3; add or remove separators",
    ),
    ("A,B,count\n1,0,6\n0,1,5\n2,1,3\n", f"t.csv, row 4, column A: {HERE} '2'; {DIGITS}"),
    ("A,B,count\n1,0,6\n0,1,5\n,1,3\n", f"t.csv, row 4, column A: {HERE} ''; {DIGITS}"),
    ("A,B,count\n1,0,6\n0,1,5\nyes,1,3\n", f"t.csv, row 4, column A: {HERE} 'yes'; {DIGITS}"),
    ("A,B,count\n1,0,6\n0,1,5\n1.0,1,3\n", f"t.csv, row 4, column A: {HERE} '1.0'; {DIGITS}"),
    ("A,B,count\n1,0,6\n0,1,5\nTotal,1,11\n", f"t.csv, row 4, column A: {HERE} 'Total'; {DIGITS}"),
    ("A,B,count\nyes,no,6\nno,yes,5\n", f"t.csv, row 1: {NO_LIST}"),
    ("count\n6\n", f"t.csv, row 1: {NO_LIST}"),
    ("A,B,count\n1,0,-6\n", f"t.csv, row 2, column count: the count is below 0; {COUNT}"),
    ("A,B,count\n1,0,\n", f"t.csv, row 2, column count: the count is empty; {COUNT}"),
    ("A,B,count\n1,0,6.5\n", f"t.csv, row 2, column count: '6.5' {NUMBER}; {COUNT}"),
    ("A,B,count\n1,0,six\n", f"t.csv, row 2, column count: 'six' {NUMBER}; {COUNT}"),
    ('A,B,count\n1,0,"1,234"\n', f"t.csv, row 2, column count: '1,234' {NUMBER}; {COUNT}"),
    ("A,B,count\n1,0,1e3\n", f"t.csv, row 2, column count: '1e3' {NUMBER}; {COUNT}"),
    ("A,B,count\n1,0,٦\n", f"t.csv, row 2, column count: '٦' {NUMBER}; {COUNT}"),
    (
        "A,B,count\n1,0,99999999999999999999\n",
        f"t.csv, row 2, column count: '99999999999999999999' is too large a number; {COUNT}",
    ),
    ("A,B,count\n1,0,6\n0,0,40\n", f"t.csv, row 3: {ON_NO_LIST}"),
    ("name,A,B\nx,1,0\ny,0,0\nz,0,1\n", f"t.csv, row 3: {ON_NO_LIST}"),
    (
        "A,B,count\n1,0,6\n1,0,7\n",
        "t.csv, row 3: this row stands twice, but for its count; add the two counts up in one row",
    ),
    ("A,B,n\n1,0,60\n0,1,40\n1,1,30\n", f"t.csv, row 1, column n: {MAYBE}"),
    ("A,B,people\n1,0,60\n1,0,40\n1,1,30\n", f"t.csv, row 1, column people: {MAYBE}"),
    (
        'A,B,count\n1,0,"6\n',
        "t.csv, row 2: this line is not CSV (unexpected end of data); close the quotation marks",
    ),
    (
        'A,B,count\n1,0,"6"x\n',
        "t.csv, row 2: this line is not CSV (',' expected after '\"'); close the quotation marks",
    ),
    ("A B count\n1 0 6\n", f"t.csv, row 1: {NO_LIST}"),
    (
        ",".join(f"L{n}" for n in range(41)) + "\n" + ",".join("1" * 41) + "\n",
        "t.csv, row 1: there are 41 lists, and 40 is the most; leave out lists, or merge some",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line"), MALFORMED, ids=range(len(MALFORMED)))
def test_a_malformed_table_is_one_clear_line(text: str, line: str) -> None:
    with pytest.raises(Refused) as refused:
        read_table(text, "t.csv")
    assert [str(problem) for problem in refused.value.problems] == [line]


@pytest.mark.parametrize("by", ["place", "count", "Region"])
def test_a_column_to_split_by_must_be_there(by: str) -> None:
    with pytest.raises(Refused) as refused:
        read_table("A,B,region,count\n1,0,n,5\n", "t.csv", by=by)
    line = f"t.csv, row 1: there is no column '{by}' to split by; name one of: A, B, region"
    assert str(refused.value) == line


def test_every_row_that_is_wrong_is_named() -> None:
    with pytest.raises(Refused) as refused:
        read_table("A,B,count\n1,0,x\n0,1,-1\n0,0,3\n1,1,2\n1,1,3\n", "t.csv")
    assert [problem.at.row for problem in refused.value.problems] == [2, 3, 4, 6]


@given(st.text(st.sampled_from('AB01,;\n" \t-x')) | st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        said = [str(table.recorded) for table in read_table(text, "t.csv").values()]
    except Refused as refused:
        said = [str(problem) for problem in refused.problems]
    assert all(line.isdigit() or line.startswith("t.csv") for line in said)
