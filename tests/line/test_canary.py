"""The canary: a word put into every cell, named after who may see it, is in no file made for anybody else."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.line.small_crisis import write_small_crisis
from tests.made_rows import made_crisis

from undercount.facts.audience import Audience
from undercount.facts.columns import Column, Kind
from undercount.facts.problem import Refused
from undercount.facts.register import Mention
from undercount.facts.snapshot import open_snapshot, write_snapshot
from undercount.facts.tables import TABLES, Row, Rows
from undercount.line.freeze import freeze
from undercount.people.consent import cut_names

AUDIENCES = list(Audience)


def canary(row: Row, column: Column) -> str:
    """Return the word that stands for a cell: the row's audience and the column's."""
    return f"canary-{getattr(row, 'audience', Audience.PUBLIC)}-{column.audience}"


def with_canaries(rows: Rows) -> Rows:
    """Put a canary into every cell that holds free words; every audience has rows of its own."""
    chance = random.Random(4)
    found: dict[str, list[Row]] = {}
    for name, table in TABLES.items():
        found[name] = []
        for number, row in enumerate(rows[name]):
            seen = {"audience": AUDIENCES[number % 4]} if "audience" in row.__dataclass_fields__ else {}
            marked = replace(row, **seen)
            cells = {
                column.name: _cell(marked, column, chance)
                for column in table.columns
                if _is_free(table.key, column)
            }
            found[name].append(replace(marked, **cells))
    return found


def _is_free(key: str, column: Column) -> bool:
    words = column.kind in (Kind.TEXT, Kind.WORDS, Kind.ATTRIBUTES)
    return words and column.name != key and not column.vocabulary and not column.refers


def _cell(row: Row, column: Column, chance: random.Random) -> Any:
    word = f"{canary(row, column)} {chance.random()}"
    return {Kind.WORDS: (word,), Kind.ATTRIBUTES: {"told": word}}.get(column.kind, word)


def words_in(folder: Path) -> set[str]:
    """Return the canaries in the files of a folder: of tables as they are read, of all others as they are."""
    found: set[str] = set()
    for path in folder.rglob("*"):
        if path.suffix == ".parquet":
            text = repr(pq.read_table(path).to_pylist())
        else:
            text = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
        found |= {
            word for word in text.replace("'", " ").replace('"', " ").split() if word.startswith("canary-")
        }
    return found


@pytest.mark.parametrize("audience", AUDIENCES)
def test_nothing_above_an_audience_is_in_its_files_and_nothing_else_is_missing(
    audience: Audience, tmp_path: Path
) -> None:
    rows = with_canaries(made_crisis(seed=11, rows=5))
    write_snapshot(rows, audience, tmp_path / "snap")
    wanted = {
        f"canary-{row}-{column}"
        for row in Audience
        for column in Audience
        if audience.may_see(row) and audience.may_see(column)
    }
    there = {
        canary(row, column)
        for name, table in TABLES.items()
        for row in rows[name]
        for column in table.columns
        if _is_free(table.key, column)
    }
    assert words_in(tmp_path / "snap") == wanted & there
    assert len(wanted & there) > 1 or audience is Audience.PUBLIC


@pytest.mark.parametrize("audience", AUDIENCES)
def test_what_an_open_snapshot_holds_is_what_its_files_hold(audience: Audience, tmp_path: Path) -> None:
    write_snapshot(with_canaries(made_crisis(seed=11, rows=5)), audience, tmp_path / "snap")
    shown = repr(open_snapshot(tmp_path / "snap").rows)
    assert {word for word in shown.replace("'", " ").split() if word.startswith("canary-")} == words_in(
        tmp_path / "snap"
    )


def test_the_words_about_people_without_consent_are_in_no_public_file(tmp_path: Path) -> None:
    rows = dict(with_canaries(made_crisis(seed=11, rows=5)))
    about = rows["mentions"][0].id
    rows["claims"] = [
        replace(each, about=about, audience=Audience.PUBLIC, quote="canary-name") for each in rows["claims"]
    ]
    rows["consents"] = []
    write_snapshot(cut_names(rows, Audience.PUBLIC), Audience.PUBLIC, tmp_path / "snap")
    assert "canary-name" not in words_in(tmp_path / "snap")
    write_snapshot(rows, Audience.PUBLIC, tmp_path / "uncut")
    assert "canary-name" in words_in(tmp_path / "uncut")


def _with_person(folder: Path, consent: str = "") -> Path:
    """Write the small crisis with one person on a list, whom a public event names."""
    write_small_crisis(folder)
    (folder / "findings.csv").unlink()
    files = {
        "mentions.csv": "id,list,row,name\nm1,police,2,Дана Ким\n",
        "events.csv": "id,kind,when,place,title,audience\n"
        "e1,arrests,2022-01-05,kz,Arrest of Ким Дана,public\n",
        "consents.csv": f"id,person,purpose,withdrawn\n{consent}\n" if consent else "id,person,purpose\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("consent", ["", "k1,m1,share,", "k1,m1,publish_name,2022-02"])
def test_freezing_for_the_public_is_refused_where_a_name_would_go_out_without_consent(
    consent: str, tmp_path: Path
) -> None:
    folder = _with_person(tmp_path / "crisis", consent)
    with pytest.raises(Refused, match="spells the name of a person on a list") as refused:
        freeze(folder, Audience.PUBLIC, tmp_path / "snap")
    assert "Ким" not in str(refused.value)
    assert not (tmp_path / "snap").exists()
    assert freeze(folder, Audience.COALITION, tmp_path / "coalition").rows["mentions"] == []


def test_with_consent_the_name_goes_out(tmp_path: Path) -> None:
    folder = _with_person(tmp_path / "crisis", "k1,m1,publish_name,")
    assert freeze(folder, Audience.PUBLIC, tmp_path / "snap").rows["events"][0].title == "Arrest of Ким Дана"


def test_no_column_of_names_is_public_today() -> None:
    """If one ever is, `cut_names` withholds it; this test then asks for a look at both."""
    public = {column.name for column in TABLES["mentions"].columns_for(Audience.PUBLIC)}
    assert not public & {"name", "given", "family", "patronymic"}
    assert TABLES["mentions"].row is Mention
