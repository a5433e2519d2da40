"""Aigul seals and signs; her key, a vault with three files and a small edition, each made anew for a test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from undercount.evidence.edition_format import EditionMeta, write_manifest_and_sign
from undercount.evidence.seal import seal
from undercount.evidence.sign import KeyFiles, generate_key

META = EditionMeta(
    crisis="kazakhstan_2022",
    edition="2022-01-31",
    snapshot="a" * 16,
    fictional=False,
    dates={"as_of": "2022-01-31"},
    title={"en": "January 2022", "kk": "2022 жылғы қаңтар", "ru": "Январь 2022"},
    software="undercount 0.1.0",
    bytes_not_held=("ex-2", "ex-1"),
)
FILES = {
    "index.html": "<!doctype html><title>Қаңтар</title>\n".encode(),
    "data/figures.csv": b"id,low,high\nf1,300,\n",
    "data/empty.csv": b"",
    "ru/Итог.html": "<p>не менее 300</p>".encode(),
}


def lay_out(folder: Path) -> Path:
    for name, data in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def ticking() -> Callable[[], datetime]:
    """A clock that goes on by one second each time it is read."""
    moments: Iterator[datetime] = (
        datetime(2022, 1, 5, 18, 30, tzinfo=UTC) + timedelta(seconds=n) for n in range(10**6)
    )
    return lambda: next(moments)


@pytest.fixture(scope="session")
def aigul_key(tmp_path_factory: pytest.TempPathFactory) -> KeyFiles:
    return generate_key(tmp_path_factory.mktemp("keys") / "aigul.pem")


@pytest.fixture(scope="session")
def chinara_key(tmp_path_factory: pytest.TempPathFactory) -> KeyFiles:
    return generate_key(tmp_path_factory.mktemp("keys") / "chinara.pem")


@pytest.fixture
def edition(tmp_path: Path, aigul_key: KeyFiles) -> Path:
    folder = lay_out(tmp_path / "edition")
    write_manifest_and_sign(folder, META, aigul_key.private)
    return folder


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    found = []
    for name, data in (("list.csv", b"a,b\n1,2\n"), ("фото.jpg", b"\xff\xd8" * 50), ("note.txt", b"n" * 10)):
        path = tmp_path / "in" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        found.append(path)
    return found


@pytest.fixture
def vault(tmp_path: Path, files: list[Path]) -> Path:
    seal(files, tmp_path / "vault", by="aigul", clock=ticking())
    return tmp_path / "vault"
