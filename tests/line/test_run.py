"""Running the methods: one snapshot in, one folder of results out, the same every time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from undercount.facts.audience import Audience
from undercount.facts.problem import Refused
from undercount.facts.results import Results
from undercount.facts.snapshot import Snapshot
from undercount.line.freeze import freeze
from undercount.line.run import METHODS, RESULTS, load_results, run_methods, save_results

CRISES = Path(__file__).parents[2] / "src" / "undercount" / "crises"


@pytest.fixture(scope="module", params=["kazakhstan_2022", "kosovo_1999"])
def snapshot(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return freeze(CRISES / request.param, Audience.PUBLIC, tmp_path_factory.mktemp("run") / "snap")


@pytest.fixture(scope="module")
def results(snapshot: Snapshot) -> Results:
    return run_methods(snapshot)


def test_every_result_names_the_snapshot_its_method_and_exactly_what_was_read(
    snapshot: Snapshot, results: Results
) -> None:
    parts: list[Any] = [
        results.gaps,
        results.outages,
        results.indicators,
        *results.estimates,
        results.standing,
        *([results.people] if results.people else []),
    ]
    for part in parts:
        assert part.provenance.snapshot == snapshot.id
        assert part.provenance.method in METHODS
        assert part.provenance.version >= 1
        assert len(part.provenance.input_sha256) == 64
        assert part.provenance.fictional == snapshot.manifest.fictional
    assert {part.provenance.method for part in parts} == set(METHODS)


def test_the_same_snapshot_gives_the_same_results(snapshot: Snapshot, results: Results) -> None:
    assert run_methods(snapshot) == results


def test_results_are_read_back_from_their_folder(results: Results, tmp_path: Path) -> None:
    save_results(results, tmp_path / "results")
    assert load_results(tmp_path / "results") == results
    save_results(results, tmp_path / "again")
    assert (tmp_path / "again" / RESULTS).read_bytes() == (tmp_path / "results" / RESULTS).read_bytes()


def test_running_changes_nothing_in_the_snapshot(snapshot: Snapshot) -> None:
    before = {name: list(rows) for name, rows in snapshot.rows.items()}
    run_methods(snapshot)
    assert {name: list(rows) for name, rows in snapshot.rows.items()} == before


def test_no_file_of_results_and_files_that_are_none_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="there are no results here"):
        load_results(tmp_path)
    for content in (b"", b"{}", b"\xff", b"[1]", b'{"gaps": {"x": ' + b"[" * 100_000):
        (tmp_path / RESULTS).write_bytes(content)
        with pytest.raises(Refused, match="the results cannot be read"):
            load_results(tmp_path)


def test_a_folder_of_results_is_not_written_over(results: Results, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="exists already"):
        save_results(results, tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert msgspec.to_builtins(results)
