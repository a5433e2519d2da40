"""The letters of everything that ships in Russian and Kazakh: one script a word, the marks each language uses."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import undercount
from undercount.publish.words import catalogue

PACKAGE = Path(undercount.__file__).parent
GLOSSARY = Path(__file__).parents[2] / "GLOSSARY.md"
LANGUAGES = ("ru", "kk")
EACH = pytest.mark.parametrize("language", LANGUAGES)

WORD = re.compile(r"[^\W\d_]+")
CYRILLIC, LATIN = re.compile(r"[\u0400-\u04ff]"), re.compile(r"[A-Za-z\u00c0-\u024f]")
KAZAKH_ONLY = re.compile(r"[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
# names that the law of Kazakhstan writes with its own letters in Russian too
OFFICIAL = {"Ұлытау", "Жетісу"}
# Latin words that letters of both scripts could spell, and that are meant: grades, codes and names of formats
LOOK_ALIKE = re.compile(r"[ABCEHKMOPTXYaceopxyi]{2,}")
MEANT = {"OCR", "PEM", "cp"}
CODE = re.compile(r"`[^`]*`|\[\[?[^\]]*\]\]?|\{[^}]*\}|https?://\S+|[\w./]+\.(?:toml|pem|csv|docx|md|json|html)\b")


def _po(language: str) -> Iterator[tuple[str, str]]:
    for room, domain in (("undercount.publish", "undercount"), ("undercount.cli", "problems")):
        for message in catalogue(language, room, domain):
            forms = (message.string,) if isinstance(message.string, str) else message.string or ()
            yield from ((f"{room}: {message.id}", text) for text in forms if message.id)


def _toml(language: str) -> Iterator[tuple[str, str]]:
    files = [*(PACKAGE / "facts/data/vocabularies").glob("*.toml")]
    files += [*(PACKAGE / "crises").glob("*/demands.toml"), *(PACKAGE / "crises").glob("*/crisis.toml")]
    for file in sorted(files):
        content = tomllib.loads(file.read_text(encoding="utf-8"))
        yield from ((f"{file.name} {key}", text) for key, text in _told(content, language))


def _told(node: object, language: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, list):
        for each in node:
            yield from _told(each, language)
    elif isinstance(node, dict):
        for key, value in node.items():
            if isinstance(value, str) and (key == language or key.endswith(f"_{language}")):
                yield key, value
            yield from _told(value, language)


def _csv(language: str) -> Iterator[tuple[str, str]]:
    for file in sorted((PACKAGE / "crises").glob("*/findings.csv")):
        for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines()):
            yield from ((row["id"], text) for key, text in row.items() if key.endswith(f"_{language}") and text)


def _markdown(language: str) -> Iterator[tuple[str, str]]:
    for file in (PACKAGE / f"publish/texts/methods.{language}.md", *(PACKAGE / "crises").glob(f"*/statement/{language}.md")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{file.name}:{number}", line.removeprefix('title = "').removesuffix('"')
    cell = {"ru": -3, "kk": -2}[language]
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        cells = line.strip("| ").split(" | ")
        if line.startswith("| ") and len(cells) == 5:
            yield "GLOSSARY.md", cells[cell]


@cache
def texts(language: str) -> tuple[tuple[str, str], ...]:
    sources = (_po, _toml, _csv, _markdown)
    return tuple((where, text) for source in sources for where, text in source(language))


def plain(text: str) -> str:
    """Return a text without what is typed or filled in: commands, places, names of files and tables."""
    return CODE.sub("0", text)


@EACH
def test_there_is_much_to_read(language: str) -> None:
    assert len(texts(language)) > 1500


@EACH
def test_every_word_is_of_one_script(language: str) -> None:
    mixed = [
        (where, word)
        for where, text in texts(language)
        for word in WORD.findall(text)
        if CYRILLIC.search(word) and LATIN.search(word)
    ]
    assert mixed == []


@EACH
def test_no_word_is_spelled_in_latin_letters_that_look_cyrillic(language: str) -> None:
    found = {
        word
        for _, text in texts(language)
        for word in WORD.findall(plain(text))
        if LOOK_ALIKE.fullmatch(word) and word not in MEANT
    }
    assert found == set()


@EACH
def test_grades_are_latin_letters(language: str) -> None:
    """`E` and `M` grade an obligation; no sentence of either language has a word of that one letter."""
    single = re.compile(r"(?<![\w.])[ЕМ](?![\w.])")
    assert [where for where, text in texts(language) if single.search(text)] == []


def test_russian_is_written_in_russian_letters() -> None:
    found = {
        word for _, text in texts("ru") for word in WORD.findall(text) if KAZAKH_ONLY.search(word)
    }
    assert found <= OFFICIAL


@EACH
def test_quotations_stand_in_angled_marks(language: str) -> None:
    """Straight marks are for what is typed into a file, so they hold Latin letters or a typed example."""
    curled = [(where, text) for where, text in texts(language) if re.search("[“”„‘]", plain(text))]
    straight = [
        (where, text)
        for where, text in texts(language)
        for quoted in re.findall(r'"([^"]*)"', plain(text))
        if CYRILLIC.search(quoted) and not re.search(r'" = "', text)
    ]
    assert (curled, straight) == ([], [])


@EACH
def test_dashes_are_dashes(language: str) -> None:
    hyphens = [(where, text) for where, text in texts(language) if re.search(r"[^\W\d_] - [^\W\d_]", plain(text))]
    assert hyphens == []


@EACH
def test_spaces_stand_where_they_belong(language: str) -> None:
    wrong = re.compile(r"[^\W\d_] [,;:?!](?=\s|$)|[^\W\d_]\s+\.(?=$|\s[^_])|[^\W\d_]  +[^\W\d_]|\( | \)|« | »")
    assert [(where, text) for where, text in texts(language) if wrong.search(plain(text))] == []


@EACH
def test_an_ellipsis_is_one_sign(language: str) -> None:
    assert [(where, text) for where, text in texts(language) if re.search(r"\w\.\.\.", text)] == []


def test_the_search_finds_what_is_there() -> None:
    planted = WORD.findall("c\u043eвет совет COBET")
    assert [bool(CYRILLIC.search(word) and LATIN.search(word)) for word in planted] == [True, False, False]
    assert [bool(LOOK_ALIKE.fullmatch(word)) for word in planted] == [False, False, True]
