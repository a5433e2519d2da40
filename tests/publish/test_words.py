"""Words: every sentence translated, its places kept; numbers and dates as each language writes them."""

from __future__ import annotations

import re
import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from undercount.facts.moment import read_moment
from undercount.facts.unknown import Unknown
from undercount.facts.vocabulary import LANGUAGES
from undercount.publish.catalogues import sentences, update
from undercount.publish.words import catalogue, words

SPACE = "\N{NO-BREAK SPACE}"
TRANSLATED = [language for language in LANGUAGES if language != "en"]


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def strings(said: object) -> list[str]:
    return [said] if isinstance(said, str) else list(said) if isinstance(said, (tuple, list)) else []


@pytest.mark.parametrize("language", TRANSLATED)
class TestEverySentence:
    def test_is_in_the_catalogue_and_translated(self, language: str) -> None:
        missing = []
        for file, sentence in sentences():
            message = catalogue(language).get(sentence if isinstance(sentence, str) else sentence[0])
            said = strings(message.string) if message else []
            if not said or not all(said):
                missing.append((file, sentence))
        assert not missing

    def test_keeps_its_places(self, language: str) -> None:
        for message in catalogue(language):
            if message.id:
                wanted = places(strings(message.id)[-1])
                assert {frozenset(places(said)) for said in strings(message.string)} == {frozenset(wanted)}

    def test_has_as_many_plural_forms_as_the_language(self, language: str) -> None:
        forms = {"ru": 3, "kk": 2}[language]
        plurals = [message.string for message in catalogue(language) if message.pluralizable]
        assert plurals
        assert {len(strings(found)) for found in plurals} == {forms}

    def test_is_still_said(self, language: str) -> None:
        said = {strings(message.id)[0] for message in update(language)}
        kept = {strings(message.id)[0] for message in catalogue(language)}
        assert kept == said, "run python -m undercount.publish.catalogues"

    def test_is_in_its_own_script(self, language: str) -> None:
        latin = re.compile(r"(?<![{\w./=])[A-Za-z]{4,}(?![\w}:]*})")
        names = re.compile(r"[A-Za-z]+")
        allowed = {
            *names.findall("VERIFY undercount Frictionless Parquet JSON EDTF Apache Creative Commons IANA"),
            *names.findall("Attribution true false unknown manifest datapackage index html data"),
            *names.findall("results plots"),
        }
        for message in catalogue(language):
            if message.id:
                for said in strings(message.string):
                    assert not set(latin.findall(said)) - allowed, said


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("en", 1, "1 source"), ("en", 0, "0 sources"), ("ru", 1, "1 источник"), ("ru", 3, "3 источника"),
        ("ru", 5, "5 источников"), ("ru", 11, "11 источников"), ("ru", 21, "21 источник"),
        ("ru", 112, "112 источников"), ("kk", 1, "1 дереккөз"), ("kk", 7, "7 дереккөз"),
    ],
)  # fmt: skip
def test_a_number_takes_the_form_its_language_asks_for(language: str, number: int, said: str) -> None:
    assert words(language).many("{n} source", "{n} sources", number) == said


@pytest.mark.parametrize(
    ("number", "ablative", "dative"),
    [
        (1, "1-ден", "1-ге"), (3, "3-тен", "3-ке"), (6, "6-дан", "6-ға"), (9, "9-дан", "9-ға"),
        (10, "10-нан", "10-ға"), (40, "40-тан", "40-қа"), (80, "80-нен", "80-ге"), (90, "90-нан", "90-ға"),
        (200, "200-ден", "200-ге"), (164, "164-тен", "164-ке"), (2298, f"2{SPACE}298-ден", f"2{SPACE}298-ге"),
        (3000, f"3{SPACE}000-нан", f"3{SPACE}000-ға"), (110, "110-нан", "110-ға"),
    ],
)  # fmt: skip
def test_a_kazakh_number_takes_the_ending_of_its_last_word(number: int, ablative: str, dative: str) -> None:
    count = words("kk").count(number)
    assert (f"{count:from}", f"{count:to}") == (ablative, dative)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_other_languages_put_no_ending_on_a_number(language: str) -> None:
    assert f"{words(language).count(200):from}" == "200"


@pytest.mark.parametrize(
    ("edtf", "en", "ru", "kk"),
    [
        ("2022-01-05", "5 January 2022", f"5 января 2022{SPACE}г.", f"2022{SPACE}ж. 5 қаңтар"),
        ("2022-01", "January 2022", f"январь 2022{SPACE}г.", f"2022{SPACE}ж. қаңтар"),
        ("2022-08~", "about August 2022", f"примерно август 2022{SPACE}г.", f"шамамен 2022{SPACE}ж. тамыз"),
        ("2022-01-05/2022-01-10", "5–10 Jan 2022", f"5–10 янв. 2022{SPACE}г.", f"2022{SPACE}ж. 5–10 қаң."),
        ("2022", "2022", "2022", "2022"),
    ],
)
def test_a_partial_date_is_written_as_it_is_known(edtf: str, en: str, ru: str, kk: str) -> None:
    said = [words(language).moment(read_moment(edtf), "Asia/Almaty") for language in LANGUAGES]
    assert said == [en, ru, kk]


def test_a_time_is_local_with_utc_beside_it() -> None:
    said = words("en").moment(read_moment("2022-01-05T10:30Z"), "Asia/Almaty")
    assert said == "5 January 2022, 16:30 local time (10:30 UTC)"


def test_the_utc_day_is_said_where_it_is_another() -> None:
    said = words("ru").moment(read_moment("2022-01-05T20:30Z"), "Asia/Almaty")
    assert said == f"6 января 2022{SPACE}г., 02:30 по местному времени (5 янв., 20:30 UTC)"


def test_the_zone_keeps_to_the_offset_of_its_time() -> None:
    """Almaty was at UTC+6 until 2024 and is at UTC+5 since."""
    assert "16:30 local" in words("en").moment(read_moment("2022-01-05T10:30Z"), "Asia/Almaty")
    assert "15:30 local" in words("en").moment(read_moment("2025-01-05T10:30Z"), "Asia/Almaty")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_moment_says_why(language: str) -> None:
    said = {words(language).moment(reason, "UTC") for reason in Unknown}
    assert len(said) == len(Unknown)
    assert all(len(reason) > 5 for reason in said)


@given(low=st.none() | st.integers(0, 10**7), more=st.none() | st.integers(0, 10**6))
def test_bounds_never_say_more_than_they_are(low: int | None, more: int | None) -> None:
    high = None if low is None or more is None else low + more
    said = words("en").between(low, high)
    digits = {int(number.replace(",", "")) for number in re.findall(r"[\d,]+", said)}
    assert digits == {bound for bound in (low, high) if bound is not None}
    assert ("or more" in said) == (low is not None and high is None)


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.integers(0, 400))
def test_every_span_can_be_written_in_every_language(first: date, days: int) -> None:
    last = date.fromordinal(first.toordinal() + days)
    for language in LANGUAGES:
        said = words(language).span(first, last)
        assert str(last.year) in said
        assert "\N{NARROW NO-BREAK SPACE}" not in said


def test_what_fills_a_sentence_is_escaped_beside_markup() -> None:
    said = words("en")("Edition {edition}, data as of {day}.", edition=Markup("<b>x</b>"), day="<i>")
    assert said == "Edition <b>x</b>, data as of &lt;i&gt;."
