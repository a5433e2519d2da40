"""The glossary is complete and true: every verb, room and table is in it; what it rules out names nothing."""

from __future__ import annotations

import re
from functools import cache

import pytest
from tests.floors.sources import ROOMS, ROOT, modules

from undercount.cli.main import VERBS
from undercount.facts.tables import TABLES

CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
KAZAKH = re.compile(r"[а-яёәғқңөұүһі]", re.IGNORECASE)
ALSO_MEANT = {  # a word ruled out for one concept that is the right one for another
    "fact": "the room of the shared nouns, and not a claim",
    "dataset": "publish/datasets.py: the files of an edition that others reuse, and not a list",
    "record": "evidence/record.py: what custody writes down about an exhibit, and not a mention",
    "archive": "the file format of others: a zip archive",
    "missing": "what is missing for an indicator, and not the reason of an unknown",
}
WANTED = frozenset(
    [
        "Crisis",
        "Organisation",
        "Member",
        "Source",
        "Exhibit",
        "List",
        "Mention",
        "Claim",
        "Figure",
        "Person",
        "Judgement",
        "Signal",
        "Snapshot",
        "Result",
        "Demand",
        "Finding",
        "Statement",
        "Edition",
        "Journal",
        "Audience",
        "Obligation",
        "Unknown",
    ]
)


@cache
def section(title: str) -> dict[str, list[str]]:
    """Return a table of the glossary: the first cell of each row, and the others."""
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    part = text.split(f"\n## {title}\n")[1].split("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("| ").split(" | ")]
        for line in part.splitlines()
        if line[:2] == "| "
    ]
    header, *found = rows
    assert all(len(row) == len(header) for row in found), (
        f"a row of {title} has not as many cells as its header"
    )
    return {row[0]: row[1:] for row in found}


def test_the_words_of_the_design_are_there_each_once() -> None:
    words = section("Words")
    assert set(words) >= WANTED
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").split("\n## Verbs")[0]
    for word in words:
        assert text.count(f"\n| {word} | ") == 1


@pytest.mark.parametrize(("title", "expected"), [("Verbs", VERBS), ("Rooms", ROOMS), ("Tables", TABLES)])
def test_every_verb_room_and_table_is_in_the_glossary_and_nothing_else(title: str, expected: object) -> None:
    assert isinstance(expected, dict | tuple)
    assert sorted(section(title)) == sorted(expected)


@pytest.mark.parametrize("title", ["Words", "Verbs", "Rooms"])
def test_each_word_has_its_russian_and_its_kazakh(title: str) -> None:
    for word, (means, russian, kazakh, *_) in section(title).items():
        assert means
        assert CYRILLIC.search(russian), word
        assert KAZAKH.search(kazakh), word


def test_two_concepts_never_share_a_word() -> None:
    for place in (1, 2):
        used = [cells[place] for cells in section("Words").values()]
        assert len(set(used)) == len(used)


def test_what_a_concept_is_not_called_names_no_module_table_verb_or_noun() -> None:
    ruled_out = {word: noun for noun, cells in section("Words").items() for word in cells[3].split(", ")}
    parts = {part for module in modules() for part in module.path.removesuffix(".py").split("/")}
    nouns = {table.row.__name__.lower() for table in TABLES.values()}
    names = {piece for name in (parts | set(TABLES) | set(VERBS) | nouns) for piece in _pieces(name)}
    found = {word for word in ruled_out if word in names} - set(ALSO_MEANT)
    assert found == set()


def _pieces(name: str) -> set[str]:
    pieces = set(name.split("_"))
    return pieces | {piece.removesuffix("s") for piece in pieces}


def test_every_noun_that_has_a_table_is_a_word_or_a_part_of_one() -> None:
    words = {word.lower() for word in section("Words")}
    others = frozenset(
        [
            "place",
            "threshold",
            "event",
            "facility",
            "outageclaim",
            "consent",
            "capturetable",
            "capturecell",
            "standard",
            "indicatordefinition",
            "statementtext",
        ]
    )
    assert {table.row.__name__.lower() for table in TABLES.values()} <= words | others


def test_what_is_meant_otherwise_is_really_ruled_out() -> None:
    ruled_out = {word for cells in section("Words").values() for word in cells[3].split(", ")}
    assert set(ALSO_MEANT) <= ruled_out
