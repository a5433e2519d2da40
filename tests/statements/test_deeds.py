"""One sentence with several deeds, however it sets them side by side."""

from __future__ import annotations

import pytest

from undercount.statements.deeds import split_deeds

PARTED = [
    ("en", "We call on Vestria to release the men, to stop the raids and to pay damages.",
     ["release the men", "stop the raids", "pay damages."]),
    ("en", "We urge the President to veto the bill and return it to parliament.",
     ["veto the bill", "return it to parliament."]),
    ("en", "We demand that they release all prisoners, stop the raids and investigate the killings.",
     ["release all prisoners", "stop the raids", "investigate the killings."]),
    ("en", "We call for the immediate release of Ms. Mock and an end to the raids.",
     ["the immediate release of Ms. Mock", "an end to the raids."]),
    ("en", "We call on Vestria to release the men and on the Union to impose sanctions.",
     ["release the men", "impose sanctions."]),
    ("ru", "Призываем власти освободить людей, прекратить пытки и наказать виновных.",
     ["освободить людей", "прекратить пытки", "наказать виновных."]),
    ("ru", "Требуем, чтобы власти освободили людей и прекратили пытки.",
     ["освободили людей", "прекратили пытки."]),
    ("ru", "Требуем освобождения людей, прекращения пыток и отставки министра.",
     ["освобождения людей", "прекращения пыток", "отставки министра."]),
    ("uk", "Вимагаємо, щоб влада звільнила людей та припинила тиск.", ["звільнила людей", "припинила тиск."]),
    ("uk", "Закликаємо владу звільнити людей, а ООН — направити місію.",
     ["звільнити людей", "направити місію."]),
    ("kk", "Біз биліктен адамдарды босатуды және азаптауды тоқтатуды талап етеміз.",
     ["Біз биліктен адамдарды босатуды", "азаптауды тоқтатуды"]),
    ("fr", "Nous appelons le gouvernement à libérer les détenus et à ne pas bloquer Internet.",
     ["à libérer les détenus", "à ne pas bloquer Internet."]),
    ("fr", "Nous demandons que les archives soient ouvertes et que les familles soient entendues.",
     ["que les archives soient ouvertes", "que les familles soient entendues."]),
    ("es", "Exigimos la libertad de los presos y el cese de la violencia.",
     ["la libertad de los presos", "el cese de la violencia."]),
]  # fmt: skip

WHOLE = [
    ("en", "We call on all States to cooperate with the inquiry and its experts."),
    ("en", "We demand the release of Ada, Berta and Carla."),
    ("en", "We call on the authorities to comply with the law and human rights standards."),
    ("ru", "Призываем власти освободить журналистов, адвокатов и врачей."),
    ("ru", "Требуем освобождения Ивана, Петра и Сидора."),
    ("es", "Exigimos la libertad de Ana, que fue detenida ayer, y de Berta."),
    ("fr", "Nous appelons l'Union à soutenir les familles et les proches."),
]


@pytest.mark.parametrize(("language", "sentence", "deeds"), PARTED, ids=[row[1][:60] for row in PARTED])
def test_deeds_are_parted(language: str, sentence: str, deeds: list[str]) -> None:
    found = split_deeds(sentence, language)
    assert [text for _, text in found] == deeds
    assert all(sentence[at:].startswith(text) for at, text in found)


@pytest.mark.parametrize(("language", "sentence"), WHOLE, ids=[row[1][:60] for row in WHOLE])
def test_one_deed_stays_whole(language: str, sentence: str) -> None:
    assert split_deeds(sentence, language) == []
