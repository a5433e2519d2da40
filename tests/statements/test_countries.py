"""Countries as letters name them."""

from __future__ import annotations

import pytest

from undercount.statements.countries import country_code, flag_code, is_city, iso_codes, place_of

NAMED = [
    ("The United States of America", "US"), ("USA", "US"), ("U.S.", "US"), ("UK", "GB"), ("Scotland", "GB"),
    ("Russian Federation", "RU"), ("Republic of Moldova", "MD"), ("Moldova", "MD"), ("Czech Republic", "CZ"),
    ("North Macedonia", "MK"), ("The Netherlands", "NL"), ("Türkiye", "TR"), ("Kosovo", "XK"),
    ("Российская Федерация", "RU"), ("Киргизия", "KG"), ("Кыргызская Республика", "KG"), ("Турция", "TR"),
    ("Украина", "UA"), ("Республика Беларусь", "BY"), ("США", "US"),
    ("Қазақстан", "KZ"), ("Ресей", "RU"), ("АҚШ", "US"), ("Қырғызстан", "KG"), ("Әзербайжан", "AZ"),
    ("Україна", "UA"), ("Велика Британія", "GB"), ("Чехія", "CZ"),
    ("Royaume-Uni", "GB"), ("Côte d’Ivoire", "CI"), ("États-Unis", "US"), ("République tchèque", "CZ"),
    ("Reino Unido", "GB"), ("EE. UU.", "US"), ("Países Bajos", "NL"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "code"), NAMED, ids=[name for name, _ in NAMED])
def test_a_country_is_known_by_the_names_letters_use(name: str, code: str) -> None:
    assert country_code(name) == code
    assert code in iso_codes()


@pytest.mark.parametrize("name", ["GCRT", "HRC", "us", "car", "ОО", "Orlavia", "European Union", "", "A"])
def test_an_acronym_or_an_invented_country_is_none(name: str) -> None:
    assert country_code(name) == ""


def test_a_city_before_its_country_is_told_apart() -> None:
    place = place_of("Almaty, Kazakhstan")
    assert place is not None
    assert (place.city, place.printed, place.codes) == ("Almaty", "Kazakhstan", ("KZ",))


def test_several_countries_are_all_kept() -> None:
    place = place_of("Germany/Ukraine")
    assert place is not None
    assert place.codes == ("DE", "UA")


def test_international_is_a_place_of_no_country() -> None:
    place = place_of("International")
    assert place is not None
    assert (place.codes, place.international) == ((), True)


def test_a_name_is_no_place() -> None:
    assert place_of("Фонд «Маяк», Кыргызстан") is None
    assert place_of("Vanadzor Office") is None


def test_cities_come_from_the_names_of_time_zones() -> None:
    assert is_city("Tashkent")
    assert not is_city("Orlavia City")


def test_a_flag_is_read_and_taken_off() -> None:
    assert flag_code("🇺🇦 Vostok Lantern") == ("UA", "Vostok Lantern")
