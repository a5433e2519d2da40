"""What the command line says, in every language: all of it translated, no place lost, nothing left over."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from functools import cache

import pytest
from babel.messages.catalog import Catalog

from undercount.cli.catalogues import Sentence, UntoldError, sentences, sentences_in
from undercount.cli.sayings import DOMAIN, ROOM, VALUE, phrase, say, sayings
from undercount.evidence.verification import Code, Notice, NotProven
from undercount.facts.problem import Problem, Spot
from undercount.facts.vocabulary import LANGUAGES, vocabulary
from undercount.publish.words import catalogue

TRANSLATED = tuple(language for language in LANGUAGES if language != "en")
EACH = pytest.mark.parametrize("language", TRANSLATED)


@cache
def said() -> tuple[Sentence, ...]:
    return tuple(dict.fromkeys(Sentence("", s.text, s.plural, s.context) for s in sentences()))


@cache
def kept(language: str) -> Catalog:
    return catalogue(language, ROOM, DOMAIN)


def strings(language: str, sentence: Sentence) -> tuple[str, ...]:
    message = kept(language).get(sentence.text, sentence.context or None)
    if message is None or not message.string:
        return ()
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def places(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def with_strings(language: str) -> Iterator[tuple[Sentence, str]]:
    return ((sentence, text) for sentence in said() for text in strings(language, sentence))


@EACH
def test_every_sentence_is_translated(language: str) -> None:
    lacking = [sentence.text for sentence in said() if not all(strings(language, sentence) or [""])]
    assert lacking == []


@EACH
def test_a_translation_has_the_places_of_its_sentence(language: str) -> None:
    differing = [
        (sentence.text, text)
        for sentence, text in with_strings(language)
        if not _same_places(sentence, text)
    ]
    assert differing == []


def _same_places(sentence: Sentence, text: str) -> bool:
    if sentence.context == VALUE and "{0}" not in sentence.text:
        return True  # not a template: braces stand for themselves, as in JSON
    if "{0}" in sentence.text:  # where a library says too much, a place may be left out
        return set(places(text)) <= set(places(sentence.text))
    return places(sentence.text) == places(text)


@EACH
def test_nothing_is_kept_that_is_no_longer_said(language: str) -> None:
    now = {(sentence.text, sentence.context) for sentence in said()}
    messages = [m for m in kept(language) if m.id]
    ids = {(m.id if isinstance(m.id, str) else m.id[0], m.context or "") for m in messages}
    assert ids - now == set()


@EACH
def test_plurals_have_all_forms_of_the_language(language: str) -> None:
    forms = {"ru": 3, "kk": 2}[language]
    counted = [sentence for sentence in said() if sentence.plural]
    assert counted
    assert {len(strings(language, sentence)) for sentence in counted} == {forms}


@EACH
def test_translations_read_as_one_line_without_a_full_stop(language: str) -> None:
    """Two templates are joined by a semicolon, so neither ends a sentence or starts one."""
    templates = [(s, t) for s, t in with_strings(language) if not s.context and not s.text.endswith(".")]
    assert [text for _, text in templates if text != text.strip() or text.endswith((".", ";"))] == []


@EACH
def test_commands_and_names_of_files_stay_as_they_are_typed(language: str) -> None:
    """What a person types is the same in every language."""
    typed = re.compile(r"`[^`]+`|--[a-z]+|\b[a-z_]+\.(?:toml|pem|csv|docx|md)\b|\[\[?[a-z{}]+\]?\]|\{\w+\}")
    lost = [
        (sentence.text, missing)
        for sentence, text in with_strings(language)
        if not sentence.context and (missing := set(typed.findall(sentence.text)) - set(typed.findall(text)))
    ]
    assert lost == []


def test_a_template_that_is_no_literal_is_found() -> None:
    with pytest.raises(UntoldError):
        list(sentences_in("line/x.py", "def f(x):\n    raise refuse('code', f'it is {x}', 'mend it')"))


@pytest.mark.parametrize(
    "source",
    [
        "def f():\n    raise refuse('code', 'it is wrong', 'mend it')",
        "def f():\n    what, do = 'it is wrong', 'mend it'\n    yield Problem('code', what, do)",
        "def f(a):\n    what = 'it is wrong' if a else 'it is wrong'\n    refuse('c', what, do='mend it')",
        "D = 'mend it'\ndef f():\n    _no('it is wrong', D)\ndef _no(what, do):\n    refuse('c', what, do)",
    ],
)
def test_templates_are_found_however_they_are_written(source: str) -> None:
    assert {each.text for each in sentences_in("line/x.py", source)} == {"it is wrong", "mend it"}


def test_a_problem_is_said_with_its_place_and_its_words() -> None:
    at = Spot("claims.csv", 4, "when")
    values = {"text": "soon", "fault": ValueError("ends before it starts")}
    problem = Problem("bad_cell", "'{text}' {fault}", "mend the cell", at, values)
    assert say(problem, "en") == str(problem)
    assert say(problem, "ru") == (
        "claims.csv, строка 4, столбец when: «soon»: кончается раньше, чем начинается; исправьте ячейку"
    )
    assert say(problem, "kk") == (
        "claims.csv, 4-жол, when бағаны: «soon»: басталмай тұрып аяқталады; ұяшықты түзетіңіз"
    )


def test_what_people_wrote_is_never_translated() -> None:
    values = {"text": "a text", "fault": "x"}
    problem = Problem("bad_cell", "'{text}' {fault}", "mend the cell", values=values)
    assert "«a text»: x" in say(problem, "ru")


def test_what_a_library_says_is_said_with_its_numbers() -> None:
    assert phrase("Invalid value (at line 2, column 5)", "ru") == "неверное значение (строка 2, знак 5)"
    assert phrase("is not a code of the vocabulary sex", "kk") == "sex сөздігінде мұндай код жоқ"
    assert phrase("words of a library we do not know", "ru") == "words of a library we do not know"
    assert phrase("Is a directory", "en") == "Is a directory"


def test_every_form_of_a_number_is_said() -> None:
    russian = [sayings("ru").many("{n} demand", "{n} demands", number) for number in (1, 2, 5, 21)]
    assert russian == ["1 требование", "2 требования", "5 требований", "21 требование"]


def test_every_code_that_verify_gives_has_words() -> None:
    assert set(vocabulary("verification_code").terms) == {code.value for code in (*Code, *Notice)}
    assert set(vocabulary("not_proven").terms) == {code.value for code in NotProven}
