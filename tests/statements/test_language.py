"""Languages told by their commonest words."""

from __future__ import annotations

import pytest

from undercount.statements.language import UNKNOWN, detect, is_notice

SAID = {
    "en": "We are alarmed by the situation and call on the authorities to release all who were detained.",
    "ru": "Мы встревожены тем, что происходит в стране, и призываем освободить всех, кто был задержан.",
    "uk": "Ми стурбовані тим, що відбувається в країні, і закликаємо звільнити всіх, кого було затримано.",
    "kk": "Біз елдегі жағдайға алаңдаймыз және ұсталған барлық адамдарды босатуды талап етеміз.",
    "fr": "Nous sommes alarmés par la situation dans le pays et demandons la libération des détenus.",
    "es": "Nos alarma la situación en el país y exigimos la libertad de las personas que fueron detenidas.",
}


@pytest.mark.parametrize("language", SAID)
def test_a_language_is_told(language: str) -> None:
    assert detect(SAID[language]) == language


@pytest.mark.parametrize(
    "text", ["", "2031 – 12", "Die Lage in der Stadt ist ernst, niemand weiß, wie es weitergeht."]
)
def test_another_language_is_undetermined(text: str) -> None:
    assert detect(text) == UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "Извините, этот текст доступен только на английском.",
        "Sorry, this entry is only available in American English.",
        "Désolé, cet article est seulement disponible en anglais.",
        "Disculpa, pero esta entrada está disponible sólo en inglés.",
        "Вибачте, цей текст доступний тільки російською.",
        "Кешіріңіз, бұл мәтін тек орыс тілінде қолжетімді.",
    ],
)
def test_a_notice_of_a_website_is_told(text: str) -> None:
    assert is_notice(text)


def test_a_sentence_about_access_is_no_notice() -> None:
    assert not is_notice("Legal aid is available to all detainees.")
