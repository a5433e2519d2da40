"""An edition: a public snapshot and its public results, made into one signed folder that anyone can check."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import as_file, files
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from undercount.evidence.edition_format import EditionMeta, write_manifest_and_sign
from undercount.evidence.sign import fingerprint, load_private_key
from undercount.facts.folders import new_folder
from undercount.facts.problem import Spot, refuse
from undercount.facts.results import Results, result_json
from undercount.facts.snapshot import MANIFEST, Snapshot, canonical_json
from undercount.facts.vocabulary import LANGUAGES
from undercount.publish.charting import draw_charts
from undercount.publish.datasets import csv_text, data_package, tables_of
from undercount.publish.material import Material, material
from undercount.publish.pages import pages_of
from undercount.publish.pen import Pen
from undercount.publish.readme import data_readme, edition_readme
from undercount.publish.site import Imprint, render_site
from undercount.publish.words import Words, words

Progress = Callable[[int, int], None]
FORMAT = 1  # raised when the same snapshot and results give another edition
_DIGITS = 12
_STEPS_BESIDE_PAGES = 3  # tables, results, signing


@dataclass(frozen=True)
class Edition:
    """A finished edition.

    Attributes:
        folder: where it lies.
        id: crisis, date and a digest of what it was made from.
        fingerprint: SHA-256 of the public key, as `VERIFY.md` prints it.
        files: every file, by its path inside the folder, sorted.
    """

    folder: Path
    id: str
    fingerprint: str
    files: tuple[str, ...]


def build_edition(
    snapshot: Snapshot, results: Results, key: Path, out: Path, *, progress: Progress | None = None
) -> Edition:
    """Build an edition; the same snapshot, results and key give the same bytes.

    Nothing but the snapshot and the results is read; dates are the snapshot's own.

    Args:
        snapshot: a snapshot for the public.
        results: what the methods concluded from this very snapshot.
        key: the private key to sign with, a PEM file.
        out: where the edition shall lie; it must not exist yet. All of it appears there, or nothing.
        progress: called with what is done and what there is to do.

    Raises:
        Refused: the snapshot is not public, the results are of another snapshot or mix fiction with fact, the
            key cannot be read, `out` exists, or the disk refuses.
    """
    edition = material(snapshot, results)
    mark = fingerprint(load_private_key(key).public_key())
    ident = edition_id(snapshot, results, mark)
    steps = _Steps(progress or (lambda done, total: None), _work(edition))
    with new_folder(out) as folder:
        _write(edition, Imprint(ident, mark), folder, steps)
        meta = EditionMeta(
            crisis=edition.crisis.id,
            edition=ident,
            snapshot=snapshot.id,
            fictional=edition.crisis.fictional,
            dates={"as_of": snapshot.manifest.as_of},
            title={language: getattr(edition.crisis, f"name_{language}") for language in LANGUAGES},
            software=f"undercount {version('undercount')}",
            bytes_not_held=tuple(exhibit.id for exhibit in edition.table("exhibits")),
        )
        write_manifest_and_sign(folder, meta, key)
        names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
        steps.done()
    return Edition(out, ident, mark, tuple(names))


def edition_id(snapshot: Snapshot, results: Results, mark: str) -> str:
    """Return the id of the edition that a snapshot, its results and a key make."""
    made_from = {"format": FORMAT, "snapshot": snapshot.id, "key": mark, "results": result_json(results)}
    digest = hashlib.sha256(canonical_json(made_from)).hexdigest()
    day = snapshot.manifest.as_of.replace("/", "-")
    return f"{snapshot.manifest.crisis}-{day}-{digest[:_DIGITS]}"


@dataclass
class _Steps:
    """Counts what is done and tells it."""

    tell: Progress
    total: int
    count: int = 0

    def done(self) -> None:
        self.count += 1
        self.tell(self.count, self.total)


def _work(edition: Material) -> int:
    return len(pages_of(edition)) * len(LANGUAGES) + _STEPS_BESIDE_PAGES


def _write(edition: Material, imprint: Imprint, folder: Path, steps: _Steps) -> None:
    languages = _languages(edition)
    _write_data(edition, imprint, languages, folder / "data")
    steps.done()
    _write_results(edition, folder / "results")
    _copy_assets(folder / "assets")
    charts = draw_charts(edition, languages, folder / "plots")
    steps.done()
    for path, page in render_site(edition, imprint, languages, charts, steps.done):
        _write_text(folder / path, page)
    titles = [Pen(edition, speak).own(edition.crisis, "name") for speak in languages]
    _write_text(folder / "README.txt", edition_readme(languages, titles, edition.crisis.fictional))


def _languages(edition: Material) -> list[Words]:
    """Return the languages the project speaks, those of the crisis first."""
    first = [language for language in edition.crisis.languages if language in LANGUAGES]
    return [words(language) for language in dict.fromkeys((*first, *LANGUAGES))]


def _write_data(edition: Material, imprint: Imprint, languages: Sequence[Words], folder: Path) -> None:
    folder.mkdir(parents=True)
    _copy_snapshot(edition.snapshot, folder)
    for name, columns, rows in tables_of(edition):
        _write_text(folder / f"{name}.csv", csv_text(columns, rows))
    titles = [Pen(edition, speak).own(edition.crisis, "name") for speak in languages]
    package = data_package(edition, imprint.edition, edition.crisis.name_en)
    (folder / "datapackage.json").write_bytes(package)
    _write_text(folder / "README.txt", data_readme(languages, titles, edition.crisis.fictional))


def _copy_snapshot(snapshot: Snapshot, folder: Path) -> None:
    """Copy the snapshot's own files; each holds the columns its manifest names and no more."""
    for entry in snapshot.manifest.tables.values():
        file = snapshot.folder / Path(entry.file).name
        content = file.read_bytes()
        seen = pq.read_schema(pa.BufferReader(content))
        if tuple(seen.names) != entry.columns or seen.metadata:
            what = "the table holds more than its manifest says"
            raise refuse("not_public", what, "freeze the crisis again", at=Spot(str(file)))
        _copy(content, entry.sha256, file, folder)
    manifest = snapshot.folder / MANIFEST
    _copy(manifest.read_bytes(), snapshot.id, manifest, folder)


def _copy(content: bytes, sha256: str, file: Path, folder: Path) -> None:
    if hashlib.sha256(content).hexdigest() != sha256:
        what = "the file has changed since the snapshot was opened"
        raise refuse("table_changed", what, "freeze the crisis again", at=Spot(str(file)))
    (folder / file.name).write_bytes(content)


def _write_results(edition: Material, folder: Path) -> None:
    folder.mkdir()
    parts = {
        "gaps.json": result_json(edition.gaps),
        "outages.json": result_json(edition.outages),
        "indicators.json": result_json(edition.indicators),
        "estimates.json": [result_json(estimate) for estimate in edition.estimates],
    }
    for name, part in parts.items():
        (folder / name).write_bytes(canonical_json(part))


def _copy_assets(folder: Path) -> None:
    with as_file(files("undercount.publish") / "assets") as assets:
        folder.mkdir()
        shutil.copyfile(assets / "style.css", folder / "style.css")
        (folder / "webfonts").mkdir()
        for file in sorted((assets / "webfonts").iterdir()):
            shutil.copyfile(file, folder / "webfonts" / file.name)


def _write_text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
