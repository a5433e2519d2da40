"""Editions that the tests of this room look at: the crises that ship, and two fictional ones."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.line.small_crisis import write_small_crisis

from undercount.evidence.sign import generate_key
from undercount.facts.audience import Audience
from undercount.facts.results import Results
from undercount.facts.snapshot import Snapshot, open_snapshot, write_snapshot
from undercount.facts.tables import Row, Rows
from undercount.line.folder import load
from undercount.line.run import run_methods
from undercount.publish.edition import Edition, build_edition
from undercount.publish.material import Material, material

CRISES = Path(__file__).parents[2] / "src" / "undercount" / "crises"
KEPT_BACK = ("mentions", "consents", "judgements")  # people, and what is thought of them


@dataclass(frozen=True)
class Built:
    """An edition with what it was made from."""

    snapshot: Snapshot
    results: Results
    key: Path
    edition: Edition

    @property
    def material(self) -> Material:
        return material(self.snapshot, self.results)

    @property
    def folder(self) -> Path:
        return self.edition.folder

    def pages(self, language: str = "*") -> dict[str, str]:
        """Return the HTML pages by path, of one language or of all."""
        found = sorted(self.folder.glob(f"{language}/*.html"))
        return {path.relative_to(self.folder).as_posix(): path.read_text(encoding="utf-8") for path in found}


def build(rows: Rows, room: Path) -> Built:
    """Freeze rows for the public, run every method and build the edition, all inside `room`."""
    write_snapshot(rows, Audience.PUBLIC, room / "snapshot")
    snapshot = open_snapshot(room / "snapshot")
    results = run_methods(snapshot)
    key = generate_key(room / "key.pem").private
    return Built(snapshot, results, key, build_edition(snapshot, results, key, room / "edition"))


def opened(rows: Rows) -> dict[str, list[Row]]:
    """Return rows with everything open to everyone but what tells of people."""
    return {
        name: [_open(row) if name not in KEPT_BACK else row for row in found] for name, found in rows.items()
    }


def _open(row: Row) -> Row:
    return dataclasses.replace(row, audience=Audience.PUBLIC) if hasattr(row, "audience") else row


@pytest.fixture(scope="session")
def kazakhstan(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real crisis, whole."""
    return build(load(CRISES / "kazakhstan_2022").rows, tmp_path_factory.mktemp("kazakhstan"))


@pytest.fixture(scope="session")
def kosovo(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A crisis with a capture table and no demands."""
    return build(load(CRISES / "kosovo_1999").rows, tmp_path_factory.mktemp("kosovo"))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A small fictional crisis."""
    room = tmp_path_factory.mktemp("small")
    return build(opened(load(write_small_crisis(room / "crisis")).rows), room)


@pytest.fixture(scope="session")
def fictional(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real crisis passed off as an invented one, so that every kind of page and plot is there."""
    rows = dict(load(CRISES / "kazakhstan_2022").rows)
    rows["crisis"] = [dataclasses.replace(rows["crisis"][0], fictional=True)]
    return build(rows, tmp_path_factory.mktemp("fictional"))
