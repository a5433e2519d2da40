"""A map is read strictly, each fault named, and written so that it is read back."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import tomli_w

from undercount.facts.problem import Refused
from undercount.intake.lists.mapping import ListMap, list_id_of, map_content, map_of, read_map

WHOLE = """
source = "ngo"
encoding = "cp1251"
delimiter = ";"
sheet = "Список"
header_row = [3, 4]
last_row = 120
dates = "day first"
year = 2022

[list]
metric = "detained"
held = true

[columns]
"ФИО" = "name"
"Дата" = "claim:apprehended.when"
"Перевод 2" = "claim:transferred#2.when"
"Журналист" = "roles:journalist"
"№" = "ignore"

[values."Пол"]
"1" = "male"

[expect]
rows = [100, 120]
duplicates = false
"""


def test_a_map_is_read_and_written_so_that_it_is_read_back() -> None:
    given = map_of(tomllib.loads(WHOLE), "x.map.toml")
    assert given.entry == {"metric": "detained", "held": True, "source": "ngo"}
    assert given.header_row == (3, 4)
    assert given.rows == (100, 120)
    assert given.values == {"Пол": {"1": "male"}}
    assert map_of(tomllib.loads(tomli_w.dumps(map_content(given))), "x.map.toml") == given


def test_a_tab_may_be_written_as_a_word() -> None:
    assert map_of({"delimiter": "tab"}, "x").delimiter == "\t"
    assert map_of({"delimiter": "\\t"}, "x").delimiter == "\t"


def test_an_empty_map_says_nothing() -> None:
    assert map_of({}, "x") == ListMap()
    assert map_content(ListMap()) == {}


WRONG = {
    'colums = 1': "unknown_key: colums",
    'header_row = "three"': "bad_key: header_row",
    "header_row = [3, 5]": "bad_key: header_row",
    "header_row = -1": "bad_key: header_row",
    "header_row = true": "bad_key: header_row",
    'delimiter = "ab"': "bad_key: delimiter",
    'dates = "american"': "bad_key: dates",
    "year = 22": "bad_key: year",
    "columns = 3": "bad_key: columns",
    "[columns]\na = 3": "unknown_target: a",
    '[columns]\na = "nickname"': "unknown_target: a",
    '[columns]\na = "claim:abducted_by_aliens.when"': "unknown_target: a",
    '[columns]\na = "claim:apprehended"': "unknown_target: a",
    '[columns]\na = "roles:king"': "unknown_target: a",
    "[expect]\nrows = [5, 1]": "bad_key: expect.rows",
    "[expect]\nrows = 5": "bad_key: expect.rows",
    '[expect]\nduplicates = "no"': "bad_key: expect.duplicates",
    "[expect]\ncolumns = 5": "unknown_key: expect.columns",
    "expect = 5": "bad_key: expect",
    '[values]\na = "b"': "bad_key: values",
    "[values.a]\nb = 5": "bad_key: values",
    "list = 5": "bad_key: list",
    "a = = 5": "bad_toml: ",
}


@pytest.mark.parametrize(("text", "fault"), WRONG.items())
def test_each_fault_of_a_map_is_named(text: str, fault: str, tmp_path: Path) -> None:
    path = tmp_path / "x.map.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_map(path)
    assert fault in [f"{problem.code}: {problem.at.column}" for problem in refused.value.problems]
    assert all("\n" not in str(problem) and problem.at.file for problem in refused.value.problems)


@pytest.mark.parametrize(
    ("name", "ident"),
    [("hotline.csv", "hotline"), ("Hot line (2).xlsx", "hot_line_2"), ("hotline.map.toml", "hotline"), ("Список.csv", ""), (".csv", "csv")],
)
def test_a_list_is_named_after_its_file_where_that_is_plain(name: str, ident: str) -> None:
    assert list_id_of(name) == ident
