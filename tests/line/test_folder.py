"""The crisis folder: what is saved is loaded again, all of it, and saved again to the same bytes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.line.small_crisis import FILES, write_small_crisis
from tests.made_rows import made_crisis

from undercount.facts.problem import Refused
from undercount.facts.tables import TABLES, Rows
from undercount.line.folder import CRISIS, CSV_FILES, CrisisFolder, load, save

CRISES = Path(__file__).parents[2] / "src" / "undercount" / "crises"
SHIPPED = (
    sorted(path.name for path in CRISES.iterdir() if (path / CRISIS).is_file()) if CRISES.is_dir() else []
)


def bytes_of(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def as_lists(rows: Rows) -> dict[str, list[Any]]:
    return {name: list(found) for name, found in rows.items()}


# --- there and back


@pytest.mark.parametrize("seed", range(25))
def test_every_table_full_of_text_that_hurts_comes_back_as_it_was(seed: int, tmp_path: Path) -> None:
    rows = made_crisis(seed)
    save(CrisisFolder(rows, {}), tmp_path / "one")
    loaded = load(tmp_path / "one")
    assert as_lists(loaded.rows) == rows
    save(loaded, tmp_path / "two")
    assert bytes_of(tmp_path / "two") == bytes_of(tmp_path / "one")


def test_every_table_is_tried() -> None:
    rows = made_crisis(0)
    assert set(rows) == set(TABLES)
    assert all(rows.values())


@given(seed=st.integers(0, 2**32))
def test_any_crisis_comes_back_as_it_was(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("round")
    rows = made_crisis(seed)
    save(CrisisFolder(rows, {}), folder / "one")
    assert as_lists(load(folder / "one").rows) == rows
    shutil.rmtree(folder)


def test_a_crisis_with_nothing_but_itself_comes_back(tmp_path: Path) -> None:
    rows: dict[str, list[Any]] = {name: [] for name in TABLES} | {"crisis": made_crisis(1)["crisis"]}
    save(CrisisFolder(rows, {}), tmp_path / "one")
    assert sorted(bytes_of(tmp_path / "one")) == [CRISIS]
    assert as_lists(load(tmp_path / "one").rows) == rows


@pytest.mark.parametrize("name", SHIPPED)
def test_a_crisis_that_ships_goes_out_and_comes_in_without_loss(name: str, tmp_path: Path) -> None:
    shipped = load(CRISES / name)
    save(shipped, tmp_path / "one")
    once = load(tmp_path / "one")
    assert once.rows == shipped.rows
    assert once.maps == shipped.maps
    assert sorted(once.raw) == sorted(shipped.raw)
    save(once, tmp_path / "two")
    assert bytes_of(tmp_path / "two") == bytes_of(tmp_path / "one")


def test_the_crises_that_ship_are_there() -> None:
    missing = {"kazakhstan_2022", "kosovo_1999"} - set(SHIPPED)
    if missing:
        pytest.skip(f"not there yet: {', '.join(sorted(missing))}")
    for name in SHIPPED:
        assert load(CRISES / name).crisis.id == name


def test_rows_are_saved_in_the_order_of_their_keys_whatever_order_they_came_in(tmp_path: Path) -> None:
    folder = write_small_crisis(tmp_path / "a")
    lines = FILES["figures.csv"].splitlines()
    (folder / "figures.csv").write_text("\n".join([lines[0], *reversed(lines[1:])]) + "\n")
    save(load(folder), tmp_path / "one")
    save(load(write_small_crisis(tmp_path / "b")), tmp_path / "two")
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


# --- what is carried along


def test_bytes_that_are_not_ours_to_read_are_carried_along_unchanged(tmp_path: Path) -> None:
    folder = write_small_crisis(tmp_path / "crisis")
    for name in ("exhibits/deep/er.bin", "signals/ioda.json", "lists/list.xlsx", "exhibits/Қаңтар.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"\x00\xff\r\n" + name.encode())
    save(load(folder), tmp_path / "out")
    before, after = bytes_of(folder), bytes_of(tmp_path / "out")
    carried = [name for name in before if name.split("/")[0] in ("exhibits", "signals", "README.md")]
    carried += ["lists/list.xlsx", "lists/police.csv"]
    assert len(carried) == 7
    assert {name: after[name] for name in carried} == {name: before[name] for name in carried}


def test_what_a_map_says_of_its_columns_is_kept(tmp_path: Path) -> None:
    loaded = load(write_small_crisis(tmp_path / "crisis"))
    assert loaded.maps == {"police": {"columns": {"ФИО": "name"}}}
    save(loaded, tmp_path / "out")
    assert load(tmp_path / "out").maps == loaded.maps


def test_a_list_takes_its_id_from_the_name_of_its_map(tmp_path: Path) -> None:
    assert [row.id for row in load(write_small_crisis(tmp_path / "crisis")).rows["lists"]] == ["police"]


def test_cells_left_out_are_the_defaults_of_their_columns(tmp_path: Path) -> None:
    rows = load(write_small_crisis(tmp_path / "crisis")).rows
    figure = rows["figures"][0]
    assert (figure.hedge, figure.unit, figure.status, figure.verified) == ("exact", "persons", "stands", True)
    assert figure.cumulative is None
    assert rows["mentions"] == []


def test_an_obligation_belongs_to_the_demand_it_stands_under(tmp_path: Path) -> None:
    (obligation,) = load(write_small_crisis(tmp_path / "crisis")).rows["obligations"]
    assert obligation.demand == "D1"


# --- all or nothing


def test_what_exists_is_not_written_over(tmp_path: Path) -> None:
    crisis = load(write_small_crisis(tmp_path / "crisis"))
    before = bytes_of(tmp_path / "crisis")
    with pytest.raises(Refused, match="this folder exists already; name a folder that does not exist yet"):
        save(crisis, tmp_path / "crisis")
    assert bytes_of(tmp_path / "crisis") == before


def test_nothing_is_left_where_a_carried_file_has_gone(tmp_path: Path) -> None:
    folder = write_small_crisis(tmp_path / "crisis")
    crisis = load(folder)
    (folder / "exhibits" / "page.html").unlink()
    with pytest.raises(Refused, match="the folder cannot be written"):
        save(crisis, tmp_path / "out" / "new")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path) -> None:
    crisis = load(write_small_crisis(tmp_path / "crisis"))
    (tmp_path / "file").write_text("x")
    with pytest.raises(Refused, match="the folder cannot be written"):
        save(crisis, tmp_path / "file" / "new")


def test_the_folder_is_readable_to_those_who_may_read_its_parent(tmp_path: Path) -> None:
    save(load(write_small_crisis(tmp_path / "crisis")), tmp_path / "out")
    assert os.stat(tmp_path / "out").st_mode & 0o777 == 0o755  # noqa: PTH116 - as others see it


# --- fuzz


@pytest.mark.faults
@given(data=st.data())
def test_any_bytes_in_any_file_are_refused_or_fine(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = write_small_crisis(tmp_path_factory.mktemp("fuzz") / "crisis")
    name = data.draw(st.sampled_from(sorted({*FILES, *CSV_FILES.values()})))
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(data.draw(_damaged(FILES.get(name, "").encode())))
    _load_or_refuse(folder)
    shutil.rmtree(folder.parent)


@pytest.mark.faults
@given(data=st.data())
def test_any_text_in_any_cell_is_refused_or_comes_back(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = write_small_crisis(tmp_path_factory.mktemp("fuzz") / "crisis")
    name = data.draw(st.sampled_from([name for name in FILES if name.endswith(".csv")]))
    lines = FILES[name].splitlines()
    cells = data.draw(st.lists(st.text() | st.sampled_from(_WORDS), min_size=1, max_size=12))
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    (folder / name).write_bytes("\n".join([*lines, quoted, ""]).encode("utf-8", "surrogatepass"))
    _load_or_refuse(folder)
    shutil.rmtree(folder.parent)


_WORDS = (
    "unknown:not_stated",
    "2022-01",
    "kz",
    "page",
    "ngo",
    "-1",
    "true",
    "{}",
    "a|b",
    "f1",
    "e1",
    "killed",
)


def _damaged(content: bytes) -> st.SearchStrategy[bytes]:
    """Return any bytes at all, or the content with a piece cut out, put in or exchanged."""
    places = st.integers(0, len(content))
    piece = st.binary(max_size=8) | st.sampled_from(
        [b'"', b"\n", b"[[", b"\r", b"\x00", b"+++\n", b"=", b"|", b"9" * 30]
    )
    cut = st.builds(
        lambda a, b, new: content[: min(a, b)] + new + content[max(a, b) :], places, places, piece
    )
    one = st.builds(lambda a, new: content[:a] + new + content[a + 1 :], places, piece)
    return st.binary(max_size=300) | cut | one | one


def _load_or_refuse(folder: Path) -> None:
    try:
        loaded = load(folder)
    except Refused as refused:
        lines = [str(problem) for problem in refused.problems]
        if not lines or not all(line.isprintable() for line in lines):
            pytest.fail(f"not one clear line each: {lines!r}")
        return
    save(loaded, folder.parent / "out")
    assert load(folder.parent / "out").rows == loaded.rows
