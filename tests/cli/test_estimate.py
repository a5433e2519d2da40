"""`estimate` as people type it: the shape that others rely on, the words, and how it says no."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from undercount.cli.main import verbs

KOSOVO = Path(str(files("undercount") / "crises" / "kosovo_1999" / "tables" / "kosovo4.csv"))
SHAPE = ["verdict", "reasons", "n_observed", "estimate", "interval", "lower_bound", "panel"]


def call(*arguments: object) -> Result:
    result = CliRunner().invoke(verbs, ["estimate", *map(str, arguments)])
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def call_json(*arguments: object) -> Any:
    result = call(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture
def strata(tmp_path: Path) -> Path:
    file = tmp_path / "strata.csv"
    rows = ["A,B,C,region,count"]
    people = {"1,0,0": 40, "0,1,0": 30, "0,0,1": 20, "1,1,0": 9, "1,0,1": 8, "0,1,1": 7}
    for region, times in (("north", 1), ("south", 3)):
        for pattern, n in people.items():
            rows.append(f"{pattern},{region},{n * times}")
    rows.append("1,0,0,west,12")
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return file


def test_the_json_has_the_shape_that_others_rely_on() -> None:
    found = call_json(KOSOVO)
    assert list(found) == [*SHAPE, "seed", "input_sha256", "seconds"]
    assert (found["verdict"], found["n_observed"]) == ("lower_bound", 4400)
    assert (found["estimate"], found["interval"], found["seed"]) == (None, None, None)
    assert round(found["lower_bound"]) == 8193
    assert len(found["input_sha256"]) == 64
    for row in found["panel"]:
        assert list(row) == ["method", "assumption", "usable", "estimate", "interval", "diagnostics"]


def test_split_by_a_column_there_is_an_answer_a_stratum_and_a_total(strata: Path) -> None:
    found = call_json(strata, "--by", "region", "--seed", 7)
    assert list(found) == ["strata", "total", "seed", "input_sha256", "seconds"]
    assert list(found["strata"]) == ["north", "south", "west"]
    assert [list(each) for each in (*found["strata"].values(), found["total"])] == [SHAPE] * 4
    assert found["strata"]["west"]["verdict"] == "not_estimable"
    assert found["total"]["n_observed"] == 114 + 342 + 12
    assert "strata_not_estimable" in found["total"]["reasons"]
    assert found["seed"] == 7


def test_one_method_and_two_lists_declared_independent(strata: Path) -> None:
    found = call_json(strata, "--method", "chapman", "--independent", "A,B")
    assert [row["method"] for row in found["panel"]] == ["chapman"]
    assert found["verdict"] == "estimate"
    low, high = found["interval"]
    assert low < found["estimate"] < high


def test_the_digest_is_of_the_people_and_not_of_the_file(strata: Path, tmp_path: Path) -> None:
    lines = strata.read_text(encoding="utf-8").splitlines()
    turned = tmp_path / "turned.csv"
    turned.write_text("\r\n".join([lines[0], *lines[:0:-1]]), encoding="utf-8")
    again = call_json(turned)
    assert {**again, "seconds": 0} == {**call_json(strata), "seconds": 0}


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "a lower bound only"), ("ru", "только нижняя граница"), ("kk", "тек төменгі шек")],
)
def test_people_read_the_verdict_the_bound_and_each_assumption(lang: str, said: str) -> None:
    shown = call(KOSOVO, "--lang", lang).stdout.splitlines()
    assert shown[0].startswith(said)
    assert len(shown) == 6
    assert "…]" in shown[1]


def test_what_is_refused_is_shown_with_its_reason_and_no_number(tmp_path: Path) -> None:
    file = tmp_path / "apart.csv"
    file.write_text("A,B,count\n1,0,60\n0,1,50\n", encoding="utf-8")
    result = call(file, "--lang", "en")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:2] == ["cannot be estimated (the lists share nobody)", "  n = 110"]


@pytest.mark.parametrize(
    ("content", "arguments", "line"),
    [
        (None, (), "there is no such file; check the path"),
        (b"A,B,count\n1,0,\xff\n", (), "row 2: this line is not UTF-8 text; save the file as UTF-8"),
        (b"A,B,count\n1,0,\0\n", (), "row 2: this line holds a NUL byte; save the file as plain text"),
        (b"PAR1\xff\x00", (), "row 1: this line is not UTF-8 text; save the file as UTF-8"),
        (b"A,B,count\n1,0,x\n", (), "row 2, column count: 'x' is not a whole number in plain digits"),
        (b"A,B,count\n1,1,9\n", ("--by", "x"), "there is no column 'x' to split by; name one of: A, B"),
        (b"A,B,count\n1,1,9\n", ("--independent", "A"), "'A' are not two lists of this table"),
        (b"A,B,count\n1,1,9\n", ("--independent", "A,A"), "'A,A' are not two lists of this table"),
        (b"A,B,count\n1,1,9\n", ("--independent", "A,C"), "'A,C' are not two lists of this table"),
    ],
)  # fmt: skip
def test_bad_input_is_one_line_and_exit_code_2(
    content: bytes | None, arguments: tuple[str, ...], line: str, tmp_path: Path
) -> None:
    file = tmp_path / "t.csv"
    if content is not None:
        file.write_bytes(content)
    result = call(file, *arguments, "--lang", "en")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert line in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_folder_is_not_a_table(tmp_path: Path) -> None:
    result = call(tmp_path, "--lang", "en")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "this is not a file; put a file there" in result.stderr
