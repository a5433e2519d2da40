"""The exercise: the same seed gives the same bytes, the truth fits the lists, and everything says it is fictional."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from undercount.crises.exercise.capture import LISTS, capture
from undercount.crises.exercise.make import make_exercise
from undercount.crises.exercise.population import PEOPLE, population
from undercount.crises.exercise.spelling import initials, latin, mistyped, russian, with_lookalikes
from undercount.line.folder import load


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exercise") / "made"
    make_exercise(folder, people=400)
    return folder


def test_the_same_seed_makes_the_same_bytes_and_another_seed_other_ones(made: Path, tmp_path: Path) -> None:
    make_exercise(tmp_path / "again", people=400)
    make_exercise(tmp_path / "other", seed=7, people=400)
    names = sorted(path.relative_to(made) for path in made.rglob("*") if path.is_file())
    assert names == sorted(p.relative_to(tmp_path / "again") for p in (tmp_path / "again").rglob("*") if p.is_file())
    assert all((made / name).read_bytes() == (tmp_path / "again" / name).read_bytes() for name in names)
    assert (made / "people.csv").read_bytes() != (tmp_path / "other" / "people.csv").read_bytes()


def test_every_row_of_every_list_is_read_and_has_its_person(made: Path) -> None:
    rows = load(made / "crisis").rows
    with (made / "truth.csv").open(encoding="utf-8", newline="") as file:
        truth = {(entry["list"], int(entry["row"])): entry["person"] for entry in csv.DictReader(file)}
    assert {(mention.list, mention.row) for mention in rows["mentions"]} == set(truth)
    assert {each.id for each in rows["lists"]} == set(LISTS)
    assert Counter(mention.list for mention in rows["mentions"]) == Counter(name for name, _ in truth)


def test_a_row_says_of_its_person_when_they_were_held(made: Path) -> None:
    rows = load(made / "crisis").rows
    with (made / "people.csv").open(encoding="utf-8", newline="") as file:
        days = {entry["person"]: entry["when"][:10] for entry in csv.DictReader(file)}
    with (made / "truth.csv").open(encoding="utf-8", newline="") as file:
        person = {(entry["list"], int(entry["row"])): entry["person"] for entry in csv.DictReader(file)}
    mentions = {mention.id: mention for mention in rows["mentions"]}
    official = [c for c in rows["claims"] if c.source == "official" and c.kind == "apprehended"]
    assert len(official) > 50
    for claim in official:
        mention = mentions[claim.about]
        assert claim.when.edtf == days[person[mention.list, mention.row]]


def test_some_people_are_out_of_every_lists_reach_and_lists_depend_on_each_other() -> None:
    people = population(1)
    recorded = {name: {person.id for person in found} for name, found in capture(people, 1).items()}
    hidden = {person.id for person in people if person.visibility == 0}
    assert len(people) == PEOPLE
    assert 100 < len(hidden) < 400
    assert not any(hidden & found for found in recorded.values())
    both, hotline, ngo = recorded["hotline"] & recorded["ngo"], recorded["hotline"], recorded["ngo"]
    assert len(both) > 1.5 * len(hotline) * len(ngo) / len(people)  # far more than if they were independent


def test_everything_says_that_it_is_fictional(made: Path) -> None:
    rows = load(made / "crisis").rows
    assert rows["crisis"][0].fictional is True
    assert all("fictional" in source.name for source in rows["sources"])
    assert all("Fictional" in figure.note for figure in rows["figures"])
    assert "ВЫМЫШЛЕН" in (made / "papers" / "official.csv").read_bytes().decode("cp1251")


@pytest.mark.parametrize(
    ("scheme", "written"),
    [("bgn", "Zhangghai"), ("icao", "Zhanghai"), ("kazakh_2021", "Janñai"), ("german", "Schangai")],
)
def test_a_name_is_written_differently_by_each_hand(scheme: str, written: str) -> None:
    assert latin("Жаңғай", scheme) != latin("Жаңғай", "iso9")
    assert latin("Жан", scheme)[0] == written[0]


def test_names_are_worn_down_in_the_ways_of_lists() -> None:
    from random import Random

    assert russian("Қайрұлы") == "Кайрулы"
    assert initials("Верес", "Радомир", "Милович") == "Верес Р.М."
    assert mistyped("Верес", Random(1)) != "Верес"
    assert any(letter.isascii() for letter in with_lookalikes("Вересова", Random(1)))
