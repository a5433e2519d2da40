"""Dates as six languages print them."""

from __future__ import annotations

import pytest

from undercount.facts.moment import read_moment
from undercount.statements.dates import find_dates, is_date_line

PRINTED = [
    ("en", "6 January 2021", "2021-01-06"),
    ("en", "January 6, 2022", "2022-01-06"),
    ("en", "the 6th of January 2022", "2022-01-06"),
    ("en", "January 2022", "2022-01"),
    ("en", "on 9 and 10 March", "XXXX-03-10"),
    ("en", "2022-01-06", "2022-01-06"),
    ("en", "6/1/2022", "2022-01-06"),
    ("en", "1/26/2022", "2022-01-26"),
    ("ru", "3 октября 2030 г.", "2030-10-03"),
    ("ru", "03.10.2030", "2030-10-03"),
    ("uk", "17 лютого 2031 року", "2031-02-17"),
    ("kk", "2031 жылғы 20 наурыз", "2031-03-20"),
    ("kk", "15 қараша 2032 жыл", "2032-11-15"),
    ("fr", "1er mai 2020", "2020-05-01"),
    ("fr", "le 21 août 2032", "2032-08-21"),
    ("es", "8 de septiembre de 2033", "2033-09-08"),
    ("es", "a los 5 días del mes de junio de 2034", "2034-06-05"),
]


@pytest.mark.parametrize(("language", "text", "edtf"), PRINTED, ids=[row[1] for row in PRINTED])
def test_a_printed_date_is_read_as_edtf(language: str, text: str, edtf: str) -> None:
    assert [reading.edtf for reading in find_dates(text, language)] == [edtf]
    if not edtf.startswith("X"):
        assert read_moment(edtf).first_day is not None


@pytest.mark.parametrize(
    "text", ["May they rest in peace", "in March order", "300 people may have died", "31.31.2031"]
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert [reading for reading in find_dates(text, "en") if reading.year] == []


@pytest.mark.parametrize(
    "text", ["Bishkek, 4 March 2031", "Paris, le 3 mai 2030", "Date: 21 July 2030", "2031 жылғы 20 наурыз"]
)
def test_a_line_with_a_town_and_a_date_is_a_date_line(text: str) -> None:
    assert is_date_line(text)


@pytest.mark.parametrize("text", ["On 5 May 2031 the army entered the town of Halmo"])
def test_a_line_that_says_more_is_none(text: str) -> None:
    assert not is_date_line(text)
