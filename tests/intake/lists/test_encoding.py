"""The encoding of a text is told by its bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.intake.lists.made_files import RUSSIAN

from undercount.intake.lists.parse.encoding import detect

TEXT = "ФИО;Город задержания;Дата\n" + "".join(f"{name};Тараз;05.01.2022\n" for name in RUSSIAN)
KAZAKH = "Аты-жөні;Қала\n" + "Тасмұратов Ақберен;Шымкент\n" * 5


@pytest.mark.parametrize("table", ["utf-8", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp866"])
@pytest.mark.parametrize("case", [str, str.upper, str.lower], ids=["mixed", "upper", "lower"])
def test_russian_is_told_in_every_table(table: str, case: object) -> None:
    text = case(TEXT)  # type: ignore[operator]
    found = detect(text.encode(table), whole=True)
    assert text.encode(table).decode(found.name) == text
    assert not found.doubtful


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16"])
def test_a_mark_is_believed(mark: str) -> None:
    assert detect(TEXT.encode(mark), whole=True).name == mark


def test_kazakh_letters_of_one_byte_are_told() -> None:
    assert detect(KAZAKH.encode("kz1048"), whole=True).name == "kz1048"


def test_western_letters_are_not_taken_for_cyrillic() -> None:
    assert detect("name;city\nÖztürk Jürgen;Köln\nMüller Zoë;Genève\n".encode("cp1252"), whole=True).name == "cp1252"


def test_a_letter_cut_in_two_at_the_end_of_a_sample_is_no_damage() -> None:
    assert detect("Тараз".encode()[:-1], whole=False).name == "utf-8"
    assert not detect("Тараз".encode()[:-1], whole=False).damaged


def test_a_few_bad_bytes_do_not_make_another_encoding() -> None:
    content = (TEXT * 3).encode()
    found = detect(content[:40] + b"\xff" + content[41:], whole=True)
    assert (found.name, found.damaged) == ("utf-8", True)


@given(st.binary(max_size=300))
def test_any_bytes_have_an_encoding_that_reads_them(content: bytes) -> None:
    found = detect(content, whole=True)
    content.decode(found.name, errors="replace")
