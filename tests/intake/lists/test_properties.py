"""What holds for every list: reading twice is reading once, order changes nothing, no bytes bring it down."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.intake.lists import made_files as make
from tests.intake.lists.fresh import FRESH
from tests.intake.lists.here import in_this_process, outcome
from tests.intake.lists.messy import ACCEPT, CASES, WARN

from undercount.facts.problem import Refused
from undercount.intake.lists.entry import Entry
from undercount.intake.lists.read import ListReading

__all__ = ["in_this_process"]
pytestmark = pytest.mark.usefixtures("in_this_process")

READ = [case for case in (*CASES, *FRESH) if case.verdict in (ACCEPT, WARN) and not case.map]
SEEDS = [case.content() for case in READ if len(case.content()) < 20_000]

cells = st.one_of(
    st.sampled_from(["", "-", "неизв.", "05.01.2022", "5 января 2022", "17 лет", "м", "12 мужчин", "#REF!", "=1+1", "44566"]),
    st.text(st.characters(blacklist_categories=["Cs"]), max_size=20),
)
names = st.sampled_from([*make.people(30), "неизв.", "группа неизвестных", "unknown man"])
row = st.tuples(names, cells, cells, st.sampled_from(["05.01.2022", "06.01.2022", "начало января 2022", ""]))
HEADER = ["ФИО", "Дата рождения", "Возраст", "Дата задержания"]


def said(entries: list[Entry]) -> list[tuple[Any, ...]]:
    """Return what entries say, without ids and rows."""
    return sorted(
        (str(sorted((k, str(v)) for k, v in e.fields.items())), str(sorted((k, str(v)) for k, v in e.told.items())))
        for e in entries
    )


def written(path: Path, rows: list[Any]) -> Path:
    path.write_bytes(make.text([HEADER, *rows], ";"))
    return path


@pytest.mark.parametrize("case", READ, ids=lambda case: case.name)
def test_reading_twice_says_the_same_under_the_same_ids(case: Any, tmp_path: Path) -> None:
    path = tmp_path / case.file
    path.write_bytes(case.content())
    first, second = outcome(path), outcome(path)
    assert first[0] == "read"
    assert [(e.mention, e.claims) for e in first[2]] == [(e.mention, e.claims) for e in second[2]]
    assert len({e.id for e in first[2]}) == len(first[2])


@given(st.lists(row, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_but_rows(tmp_path_factory: Any, rows: list[Any], rng: random.Random) -> None:
    folder = tmp_path_factory.mktemp("list")
    shuffled = list(rows)
    rng.shuffle(shuffled)
    one, two = outcome(written(folder / "a.csv", rows)), outcome(written(folder / "a.csv", shuffled))
    assert one[0] == two[0]
    assert said(one[2]) == said(two[2])
    assert {e.id for e in one[2]} == {e.id for e in two[2]}


@given(st.lists(row, min_size=1, max_size=12))
def test_every_row_is_accounted_for(tmp_path_factory: Any, rows: list[Any]) -> None:
    path = written(tmp_path_factory.mktemp("list") / "a.csv", rows)
    verdict, reading, kept = outcome(path)
    if verdict == "read":
        assert isinstance(reading, ListReading)
        assert reading.rows == reading.accepted + reading.refused_rows
        assert reading.accepted == len(kept)
        passed = [w for w in reading.warnings if w.problem.code.endswith(("_row", "_again")) and w.problem.code not in ("duplicate_row", "hidden_row", "short_row")]
        blank = sum(not any(str(cell).strip() for cell in cells) for cells in rows)
        assert reading.rows + sum(w.count for w in passed) + blank >= len(rows) - 0


def calm(verdict: str, found: object) -> None:
    """Hold a verdict to be one: read, asked, or refused in one line that names the file."""
    if verdict == "refused":
        assert isinstance(found, Refused)
        assert all("\n" not in str(problem) and problem.at.file for problem in found.problems)


@given(st.binary(max_size=400))
def test_any_bytes_get_a_verdict(tmp_path_factory: Any, content: bytes) -> None:
    path = tmp_path_factory.mktemp("list") / "a.csv"
    path.write_bytes(content)
    calm(*outcome(path)[:2])


@settings(suppress_health_check=list(HealthCheck))
@given(st.sampled_from(SEEDS), st.randoms(use_true_random=False), st.integers(1, 12))
def test_any_spoilt_file_gets_a_verdict(tmp_path_factory: Any, seed: bytes, rng: random.Random, times: int) -> None:
    path = tmp_path_factory.mktemp("list") / "a"
    path.write_bytes(spoilt(seed, rng, times))
    calm(*outcome(path)[:2])


def spoilt(content: bytes, rng: random.Random, times: int) -> bytes:
    """Return a file with bytes changed, cut out, doubled or put in."""
    data = bytearray(content)
    for _ in range(times):
        if not data:
            break
        at, length = rng.randrange(len(data)), rng.randrange(1, 20)
        how = rng.randrange(4)
        if how == 0:
            data[at] = rng.randrange(256)
        elif how == 1:
            del data[at : at + length]
        elif how == 2:
            data[at:at] = data[at : at + length]
        else:
            data[at:at] = rng.choice([b";", b'"', b"\n", b"\x00", b"\xff", b"<", b"&", b"]]>", "№".encode(), b"1E9", b"\r"])
    return bytes(data)


@given(st.lists(st.lists(cells, min_size=1, max_size=6), min_size=1, max_size=10))
def test_any_table_gets_a_verdict(tmp_path_factory: Any, rows: list[list[str]]) -> None:
    folder = tmp_path_factory.mktemp("list")
    for name, content in (("a.csv", make.text(rows)), ("a.html", make.html(rows))):
        (folder / name).write_bytes(content)
        calm(*outcome(folder / name)[:2])
