"""What columns are called is understood in three languages, and what is not is left to a person."""

from __future__ import annotations

import pytest

from undercount.intake.lists.cells.words import content
from undercount.intake.lists.mapping import target_of
from undercount.intake.lists.vocabulary import meaning_of

KNOWN = {
    "№ п/п": "ignore",
    "Ф.И.О.": "name",
    "ФИО задержанного (полностью)": "name",
    "Аты-жөні": "name",
    "Full name": "name",
    "Фамилия": "family",
    "Имя": "given",
    "Әкесінің аты": "patronymic",
    "firstName": "given",
    "Г.Р.": "birth",
    "Число, месяц, год рождения": "birth",
    "Укажите дату рождения задержанного": "birth",
    "Туған күні": "birth",
    "person/date_of_birth": "birth",
    "Возраст (полных лет)": "age",
    "Жынысы": "sex",
    "Адрес проживания": "residence",
    "Место рождения": "ignore",
    "Место работы": "occupation",
    "Дата задержания": "claim:apprehended.when",
    "Задержание / Дата": "claim:apprehended.when",
    "When was he/she detained?": "claim:apprehended.when",
    "Ұсталған жері": "claim:apprehended.where",
    "Кем задержан": "claim:apprehended.by_whom",
    "Причина задержания": "claim:apprehended.reason",
    "Где находится сейчас": "claim:held_at.facility",
    "Place of detention": "claim:held_at.facility",
    "Дата освобождения": "claim:released.when",
    "Причина смерти": "claim:killed.cause",
    "Обстоятельства смерти": "claim:killed.circumstances",
    "Дата исчезновения": "claim:whereabouts_unknown.when",
    "Телесные повреждения": "claim:injured.account",
    "Применялись ли пытки?": "claim:ill_treated.account",
    "Адвокат (да/нет)": "claim:lawyer_granted.account",
    "ФИО адвоката": "ignore",
    "ФИО родственника": "ignore",
    "Контактный телефон": "ignore",
    "Как вас зовут?": "ignore",
    "Отметка времени": "ignore",
    "_submission_time": "ignore",
    "ИИН": "ignore",
    "Дата обращения": "ignore",
    "Статус": "claim",
    "Cтатус": "claim",  # with a Latin C
    "Дата": "claim:{event}.when",
    "Город": "claim:{event}.where",
    "rec_id": "id",
    "Несовершеннолетний": "roles:minor",
}
UNKNOWN = ("Контрагент", "Сумма", "Код мероприятия Б", "Foo", "Алматы", "Итого", "12345", "Тасмұратов Ақберен", "")


@pytest.mark.parametrize(("header", "field"), KNOWN.items())
def test_a_header_means_what_people_mean_by_it(header: str, field: str) -> None:
    assert meaning_of(header).field == field


@pytest.mark.parametrize("header", UNKNOWN)
def test_a_header_that_says_nothing_known_is_not_guessed(header: str) -> None:
    assert meaning_of(header).weight == 0


def test_every_target_of_the_vocabulary_is_one() -> None:
    for entry in content("columns")["column"]:
        assert target_of(entry["field"].replace("{event}", "apprehended")), entry["field"]


def test_every_status_and_role_is_a_code_of_the_project() -> None:
    assert all(target_of(f"claim:{kind}.when") for kind in content("words")["status"])
    assert all(target_of(f"roles:{role}") for role in content("words")["role"])
