"""`read` answers people and machines alike, and its exit code says whether a decision is needed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.intake.lists import made_files as make
from tests.intake.lists.here import in_this_process
from tests.line.small_crisis import FILES

from undercount.cli.read import read

__all__ = ["in_this_process"]
pytestmark = pytest.mark.usefixtures("in_this_process")
FIXED = {"rows", "accepted", "refused", "warnings", "mapping"}


def run(*words: object) -> Result:
    return CliRunner().invoke(read, [str(word) for word in words])


def answer(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.fixture
def hotline(tmp_path: Path) -> Path:
    path = tmp_path / "hotline.csv"
    path.write_bytes(make.text(make.table(4), ";"))
    return path


@pytest.fixture
def crisis(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        (tmp_path / "crisis" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "crisis" / name).write_text(content, encoding="utf-8")
    return tmp_path / "crisis"


@pytest.fixture
def mapped(hotline: Path) -> Path:
    path = hotline.with_name("hotline.map.toml")
    path.write_text('[list]\nsource = "ngo"\nmetric = "detained"\n', encoding="utf-8")
    return path


def test_a_dry_run_answers_in_the_shape_that_others_rely_on(hotline: Path) -> None:
    result = run(hotline, "--dry-run", "--json")
    assert result.exit_code == 0
    found = answer(result)
    assert found.keys() >= FIXED
    assert (found["rows"], found["accepted"], found["refused"]) == (4, 4, [])
    assert found["mapping"]["ФИО"] == "name"


def test_a_refused_cell_is_named_by_the_files_own_row(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(make.text([["ФИО", "Возраст"], ["Тасмұратов Ақберен", 20], ["Бектурин Нұртілек", 350]]))
    result = run(path, "--json")
    assert result.exit_code == 0
    assert [(r["row"], r["column"], r["code"]) for r in answer(result)["refused"]] == [(3, "Возраст", "impossible_age")]


def test_what_is_asked_ends_with_two_and_a_line_that_says_how_to_answer(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(make.text([["ФИО", "Дата"], ["Тасмұратов Ақберен", "05.01.2022"]]))
    result = run(path, "--json")
    assert result.exit_code == 2
    assert [question["code"] for question in answer(result)["questions"]] == ["date_of_what"]
    assert "[columns]" in result.stderr


def test_a_file_that_is_no_list_ends_with_two_and_one_line(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"%PDF-1.7\n")
    result = run(path, "--json")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert [refusal["code"] for refusal in answer(result)["refused"]] == ["not_a_list"]


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    result = run(tmp_path / "nothing.csv")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


@pytest.mark.usefixtures("mapped")
def test_a_list_goes_in_once_and_comes_out_again(hotline: Path, crisis: Path) -> None:
    first = answer(run(hotline, "--out", crisis, "--json"))
    assert (first["changes"]["added"], first["changes"]["written"]) == (4, True)
    again = answer(run(hotline, "--out", crisis, "--json"))
    assert (again["changes"]["same"], again["changes"]["written"]) == (True, False)
    gone = answer(run("--withdraw", "hotline", "--out", crisis, "--json"))
    assert gone == {"list": "hotline", "mentions": 4, "claims": 4, "spoken_of": 0}


@pytest.mark.usefixtures("mapped")
def test_another_reading_of_a_list_needs_a_word(hotline: Path, crisis: Path) -> None:
    run(hotline, "--out", crisis)
    hotline.write_bytes(make.text(make.table(5), ";"))
    result = run(hotline, "--out", crisis)
    assert result.exit_code == 2
    assert "--replace" in result.stderr
    assert run(hotline, "--out", crisis, "--replace").exit_code == 0


def test_a_proposed_map_can_be_written_down_and_read_by(hotline: Path, tmp_path: Path) -> None:
    path = tmp_path / "written.map.toml"
    assert run(hotline, "--write-map", path).exit_code == 0
    result = run(hotline, "--map", path, "--json")
    assert result.exit_code == 0
    assert answer(result)["accepted"] == 4
    assert run(hotline, "--write-map", path).exit_code == 2  # there is a file of that name
