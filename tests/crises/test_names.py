"""Nobody is named in the crises that ship but holders of office and cited scholars; no text is copied."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from undercount.line.folder import load

ROOT = Path(__file__).parents[2]
CRISES = ROOT / "src" / "undercount" / "crises"
STATEMENT = ROOT.parent / "shared" / "data" / "statement" / "statement.txt"
REAL = ("kazakhstan_2022", "kosovo_1999")
TABLES = ("figures", "outage_claims", "claims", "events", "exhibits", "lists", "capture_tables", "crisis")
COLUMNS = ("note", "definition", "quote", "gist", "by_whom", "title", "locator")


@pytest.mark.parametrize("crisis", REAL)
def test_every_capital_inside_a_sentence_is_known(crisis: str) -> None:
    """A name would show as a word with a capital that belongs to no source, no place and no list."""
    listed = tomllib.loads((Path(__file__).parent / "known_names.toml").read_text(encoding="utf-8"))
    known = {word for words in listed.values() for word in words} | set(_words_of_names(crisis))
    strange = {where: words for where, text in _texts(crisis) if (words := set(_capitals(text)) - known)}
    assert strange == {}


def test_a_name_would_be_seen() -> None:
    text = "She told K. Example and Another; Third begins. Fourth begins."
    assert list(_capitals(text)) == ["Example", "Another"]


@pytest.mark.parametrize("crisis", REAL)
def test_no_source_is_a_private_person(crisis: str) -> None:
    private = {"witness", "victim", "relative", "lawyer", "medical_worker"}
    assert [row.id for row in load(CRISES / crisis).rows["sources"] if row.kind in private] == []


def test_no_wording_of_the_statement_is_copied() -> None:
    if not STATEMENT.exists():
        pytest.skip("the statement's text is not beside the project")
    theirs = set(_runs(STATEMENT.read_text(encoding="utf-8")))
    for row in load(CRISES / "kazakhstan_2022").rows["claims"]:
        assert not theirs & set(_runs(row.gist)), row.id
        assert len(row.quote.split()) <= 4, row.id


@pytest.mark.parametrize("crisis", REAL)
def test_a_source_has_names_in_both_languages_or_in_neither_and_organs_of_the_state_have_them(
    crisis: str,
) -> None:
    sources = load(CRISES / crisis).rows["sources"]
    assert [row.id for row in sources if bool(row.name_ru) != bool(row.name_kk)] == []
    brands = {"newsroom", "official_media", "measuring_project", "operator", "company", "copy_site", "ngo"}
    assert [row.id for row in sources if not row.name_ru and row.kind not in brands] == []
    for row in sources:
        assert not set("әғқңөұүһіӘҒҚҢӨҰҮҺІ") & set(row.name_ru.replace("Жетісу", "")), row.id
        assert not re.search(r"[А-Яа-яӘ-ӿ]", row.name), row.id


@pytest.mark.parametrize("crisis", REAL)
def test_only_a_quotation_calls_a_cut_a_shutdown(crisis: str) -> None:
    """The word says that somebody ordered it; a source may say so, and is then quoted."""
    own = {
        (table, column): getattr(row, column)
        for table, rows in load(CRISES / crisis).rows.items()
        for row in rows
        for column in row.__dataclass_fields__
        if column not in ("quote", "url", "seen_via")
        and re.search(r"shut(s|ting)?[ -]?down|шатдаун", str(getattr(row, column)), re.IGNORECASE)
    }
    assert own == {}


def _texts(crisis: str) -> Iterator[tuple[str, str]]:
    for table, rows in load(CRISES / crisis).rows.items():
        for row in rows if table in TABLES else ():
            for column in COLUMNS:
                yield f"{table} {row.id} {column}", getattr(row, column, "")


def _words_of_names(crisis: str) -> Iterator[str]:
    rows = load(CRISES / crisis).rows
    names = [row.name for row in rows["sources"]]
    names += [name for place in rows["places"] for name in (place.name_en, *place.old_names)]
    return (word for name in names for word in re.findall(r"[\w'-]+", name))


def _capitals(text: str) -> Iterator[str]:
    """Yield the words with a capital that do not begin a sentence and are no id of a row."""
    for found in re.finditer(r"\b[A-Z][\w'-]+", text):
        before = text[: found.start()].rstrip()
        begins = not before or (before[-1] in ".:;" and not re.search(r"\b[A-Z]\.$", before))
        word = found[0].removesuffix("'s")
        if not begins and not re.fullmatch(r"[A-Z]{1,2}\d+\w?", word):
            yield word


def _runs(text: str, length: int = 6) -> Iterator[str]:
    words = re.findall(r"[\w'-]+", text.lower())
    return (" ".join(words[start : start + length]) for start in range(len(words) - length + 1))
