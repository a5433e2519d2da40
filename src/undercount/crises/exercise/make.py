"""Makes the exercise: a crisis folder read from the five lists as they were sent, and the truth beside it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import astuple
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from undercount.crises.exercise.base import base_rows
from undercount.crises.exercise.capture import Recorded, capture
from undercount.crises.exercise.papers import Paper, papers, truth_rows
from undercount.crises.exercise.population import PEOPLE, Harmed, population
from undercount.facts.folders import new_folder
from undercount.facts.tables import TABLES
from undercount.intake.lists.mapping import map_of
from undercount.line.batches import add_list
from undercount.line.folder import CrisisFolder, load, save

SEED = 2031
DEFINITIONS = ("standards", "indicators")  # general; the exercise borrows them from the real crisis


def make_exercise(folder: Path, seed: int = SEED, people: int = PEOPLE) -> None:
    """Make the exercise in a new folder: `crisis`, `papers` as they were sent, `people.csv` and `truth.csv`.

    Args:
        folder: must not exist yet.
        seed: the same seed makes the same bytes.
        people: how many were harmed.

    Raises:
        Refused: the folder exists.
    """
    harmed = population(seed, people)
    recorded = capture(harmed, seed)
    made = papers(recorded, seed)
    with new_folder(folder) as staging:
        _write_papers(made, staging / "papers")
        _write_truth(harmed, made, staging)
        _build(harmed, recorded, made, staging)


def _build(harmed: Sequence[Harmed], recorded: Recorded, made: Sequence[Paper], folder: Path) -> None:
    rows: dict[str, list[Any]] = {name: [] for name in TABLES} | base_rows(harmed, recorded) | _definitions()
    save(CrisisFolder(rows, {}), folder / "crisis")
    for paper in made:
        add_list(folder / "crisis", folder / "papers" / paper.file, map_of(paper.map, paper.file))


def _definitions() -> dict[str, list[Any]]:
    with as_file(files("undercount") / "crises" / "kazakhstan_2022") as real:
        rows = load(real).rows
    return {name: list(rows[name]) for name in DEFINITIONS}


def _write_papers(made: Sequence[Paper], folder: Path) -> None:
    folder.mkdir()
    for paper in made:
        (folder / paper.file).write_bytes(paper.content)


def _write_truth(harmed: Sequence[Harmed], made: Sequence[Paper], folder: Path) -> None:
    head = ("person", "family", "given", "patronymic", "sex", "birth", "place", "when", "outcome", "reachable")
    people = [
        (p.id, *astuple(p.name)[:3], p.sex, p.birth, p.place, p.when, p.outcome, p.visibility > 0)
        for p in harmed
    ]
    _write(folder / "people.csv", head, people)
    _write(folder / "truth.csv", ("list", "row", "person"), list(truth_rows(made)))


def _write(path: Path, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
