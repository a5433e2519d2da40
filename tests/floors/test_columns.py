"""What is public is decided line by line: a new public column fails here until somebody has reviewed it."""

from __future__ import annotations

from pathlib import Path

import pytest

from undercount.facts.audience import Audience
from undercount.facts.columns import Kind
from undercount.facts.tables import TABLES, Table
from undercount.facts.vocabulary import vocabulary, vocabulary_names

REVIEWED = Path(__file__).with_name("public_columns.txt")
EVERY = pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
NEVER_PUBLIC = {
    "name",
    "given",
    "family",
    "patronymic",
    "birth",
    "age",
    "residence",
    "given_by",
    "member",
    "person",
}
OF_PEOPLE = ("mentions", "judgements", "consents")


def reviewed() -> list[str]:
    lines = REVIEWED.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_the_public_columns_are_exactly_those_that_were_reviewed() -> None:
    public = [f"{t.name}.{c.name}" for t in TABLES.values() for c in t.columns_for(Audience.PUBLIC)]
    assert sorted(set(public) - set(reviewed())) == [], "new and public: review it, then list it"
    assert sorted(set(reviewed()) - set(public)) == [], "listed and no longer public"
    assert len(reviewed()) == len(set(reviewed()))


@pytest.mark.parametrize("name", OF_PEOPLE)
def test_nothing_that_names_or_describes_a_person_is_public(name: str) -> None:
    public = {column.name for column in TABLES[name].columns_for(Audience.PUBLIC)}
    assert public & NEVER_PUBLIC == set()


def test_the_hash_of_an_exhibit_is_not_public() -> None:
    assert "exhibits.sha256" not in reviewed()  # whoever holds the same file could confirm that we hold it


@EVERY
def test_every_column_has_an_audience_a_kind_and_a_name_that_files_can_carry(table: Table) -> None:
    for column in table.columns:
        assert isinstance(column.audience, Audience)
        assert isinstance(column.kind, Kind)
        assert column.name.isidentifier()
        assert column.name == column.name.lower()
        assert column.name.isascii()


@EVERY
def test_every_vocabulary_a_column_names_ships_and_its_default_is_a_code_of_it(table: Table) -> None:
    for column in table.columns:
        if column.vocabulary:
            assert column.vocabulary in vocabulary_names()
            assert column.kind in (Kind.TEXT, Kind.WORDS)
            default = getattr(table.row, "__dataclass_fields__")[column.name].default  # noqa: B009
            if isinstance(default, str) and default and not default.startswith("unknown:"):
                assert default in vocabulary(column.vocabulary)
