"""Freezing: a folder becomes the snapshot of one audience, and nothing a member wrote for others is in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.line.small_crisis import write_small_crisis

from undercount.facts.audience import Audience
from undercount.facts.problem import Refused
from undercount.line.freeze import freeze


def small(folder: Path) -> Path:
    """Write the small crisis without its finding, whose proofs are another test's."""
    (write_small_crisis(folder) / "findings.csv").unlink()
    return folder


def test_a_row_is_public_only_where_its_file_says_so(tmp_path: Path) -> None:
    folder = small(tmp_path / "crisis")
    public = freeze(folder, Audience.PUBLIC, tmp_path / "public")
    assert [source.id for source in public.rows["sources"]] == ["mia", "ngo"]
    assert public.rows["figures"] == []  # no audience said: the organisation's own
    own = freeze(folder, Audience.ORGANISATION, tmp_path / "own")
    assert [figure.id for figure in own.rows["figures"]] == ["f1", "f2", "f3"]


def test_the_same_folder_gives_the_same_snapshot(tmp_path: Path) -> None:
    one = freeze(small(tmp_path / "a"), Audience.COALITION, tmp_path / "one")
    two = freeze(small(tmp_path / "b"), Audience.COALITION, tmp_path / "two")
    assert one.id == two.id


def test_bytes_of_exhibits_and_lists_stay_in_the_folder(tmp_path: Path) -> None:
    freeze(small(tmp_path / "crisis"), Audience.SEALED, tmp_path / "snap")
    assert {path.suffix for path in (tmp_path / "snap").iterdir()} == {".parquet", ".json"}


def test_what_exists_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "snap").mkdir()
    with pytest.raises(Refused, match="this folder exists already"):
        freeze(small(tmp_path / "crisis"), Audience.PUBLIC, tmp_path / "snap")
    assert list((tmp_path / "snap").iterdir()) == []


def test_a_finding_that_does_not_bear_its_grade_stops_the_freezing(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="grade C cites no public claim it may rest on"):
        freeze(write_small_crisis(tmp_path / "crisis"), Audience.PUBLIC, tmp_path / "snap")
    assert not (tmp_path / "snap").exists()
