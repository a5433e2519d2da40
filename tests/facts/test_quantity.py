"""Amounts in words and digits, and the bounds they entail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undercount.facts.hedge import LANGUAGES, conventions, lexicon, vague_conventions
from undercount.facts.quantity import Quantity, QuantityReading, hedged, read_quantities

# language, text, value, low, high, soft, hedge, population
READ = [
    ("en", "at least 300 people were injured", 300, 300, None, None, "at_least", "people"),
    ("en", "over 200 persons have been held", 200, 201, None, None, "more_than", "persons"),
    ("en", "more than a dozen lawyers", 12, 13, None, None, "more_than", "lawyers"),
    (
        "en",
        "several dozen officers and protesters died",
        None,
        24,
        None,
        (36, 99),
        "several_dozen",
        "officers and protesters",
    ),
    ("en", "dozens of students", None, 24, None, None, "dozens", "students"),
    ("en", "hundreds were detained", None, 200, None, None, "hundreds", ""),
    ("en", "Thousands of people", None, 2000, None, None, "thousands", "people"),
    ("en", "tens of thousands of people", None, 20000, None, None, "tens_of_thousands", "people"),
    ("en", "some journalists were held", None, 2, None, None, "some", "journalists"),
    ("en", "several other cities", None, 3, None, None, "several", "cities"),
    ("en", "up to 40 inmates", 40, None, 40, None, "up_to", "inmates"),
    ("en", "fewer than 50 inmates", 50, None, 49, None, "less_than", "inmates"),
    ("en", "about 4,000 people", 4000, None, None, (3600, 4400), "about", "people"),
    ("en", "some 300 people", 300, None, None, (270, 330), "about", "people"),
    ("en", "nearly 12,000 detainees", 12000, None, None, (10800, 12000), "nearly", "detainees"),
    ("en", "between 18 and 26 men", None, 18, 26, None, "between", "men"),
    ("en", "18 to 26 men", None, 18, 26, None, "between", "men"),
    ("en", "18–26 men", None, 18, 26, None, "between", "men"),
    ("en", "2.3 thousand people", 2300, None, None, (2250, 2349), "rounded", "people"),
    ("en", "more than 2.3 thousand people", 2300, 2301, None, None, "more_than", "people"),
    ("en", "two hundred and fifty-six people", 256, 256, 256, None, "exact", "people"),
    ("en", "twelve men", 12, 12, 12, None, "exact", "men"),
    ("en", "half a dozen medics", 6, 6, 6, None, "exact", "medics"),
    ("en", "six post-Soviet states", 6, 6, 6, None, "exact", "post-Soviet states"),
    ("en", "the real figure is much higher", None, None, None, None, "exceeds", ""),
    ("en", "300 or more people", 300, 300, None, None, "at_least", "people"),
    ("en", "One person died", 1, 1, 1, None, "exact", "person"),
    ("ru", "не менее 18 сотрудников", 18, 18, None, None, "at_least", "сотрудников"),
    ("ru", "более 2\u00a0298 человек", 2298, 2299, None, None, "more_than", "человек"),
    ("ru", "5,8 тысячи человек", 5800, None, None, (5750, 5849), "rounded", "человек"),
    ("ru", "около 300 журналистов", 300, None, None, (270, 330), "about", "журналистов"),
    ("ru", "двенадцать мужчин", 12, 12, 12, None, "exact", "мужчин"),
    ("ru", "двести пятьдесят шесть человек", 256, 256, 256, None, "exact", "человек"),
    ("ru", "двадцати задержанных", 20, 20, 20, None, "exact", "задержанных"),
    (
        "ru",
        "несколько десятков полицейских и протестующих",
        None,
        20,
        None,
        (30, 99),
        "several_tens",
        "полицейских и протестующих",
    ),
    ("ru", "десятки тысяч человек", None, 20000, None, None, "tens_of_thousands", "человек"),
    ("ru", "от 20 до 30 человек", None, 20, 30, None, "between", "человек"),
    ("ru", "реальное число значительно выше", None, None, None, None, "exceeds", ""),
    ("kk", "300-ден астам адам", 300, 301, None, None, "more_than", "адам"),
    ("kk", "300 адамнан астам", 300, 301, None, None, "more_than", "адамнан"),
    ("kk", "жүзден астам адам", 100, 101, None, None, "more_than", "адам"),
    ("kk", "12 мыңнан астам тұрғын", 12000, 12001, None, None, "more_than", "тұрғын"),
    ("kk", "1 000-ға жуық адам", 1000, None, None, (900, 1000), "nearly", "адам"),
    ("kk", "300-дей адам", 300, None, None, (270, 330), "about", "адам"),
    ("kk", "кемінде 20 журналист", 20, 20, None, None, "at_least", "журналист"),
    ("kk", "он екі ер адам", 12, 12, 12, None, "exact", "ер адам"),
    ("kk", "бірнеше ондаған полиция", None, 20, None, (30, 99), "several_tens", "полиция"),
    ("kk", "мыңдаған адам", None, 2000, None, None, "thousands", "адам"),
    ("uk", "понад 200 осіб", 200, 201, None, None, "more_than", "осіб"),
    ("uk", "щонайменше двадцять п'ять активістів", 25, 25, None, None, "at_least", "активістів"),
    ("uk", "близько 5 тисяч людей", 5000, None, None, (4500, 5500), "about", "людей"),
    ("uk", "кілька журналістів", None, 3, None, None, "several", "журналістів"),
    ("fr", "au moins 300 personnes", 300, 300, None, None, "at_least", "personnes"),
    ("fr", "plus de deux cents manifestants", 200, 201, None, None, "more_than", "manifestants"),
    ("fr", "plus d'une centaine de journalistes", 100, 101, None, None, "more_than", "journalistes"),
    ("fr", "une centaine de policiers", 100, None, None, (90, 110), "about", "policiers"),
    ("fr", "quatre-vingt-dix-sept enfants", 97, 97, 97, None, "exact", "enfants"),
    ("fr", "soixante et onze familles", 71, 71, 71, None, "exact", "familles"),
    ("fr", "environ 4\u202f000 détenus", 4000, None, None, (3600, 4400), "about", "détenus"),
    ("es", "más de doscientas personas", 200, 201, None, None, "more_than", "personas"),
    ("es", "casi 12.000 personas", 12000, None, None, (10800, 12000), "nearly", "personas"),
    ("es", "treinta y dos periodistas", 32, 32, 32, None, "exact", "periodistas"),
    ("es", "decenas de policías y manifestantes", None, 20, None, None, "tens", "policías y manifestantes"),
    ("es", "unos 300 detenidos", 300, None, None, (270, 330), "about", "detenidos"),
    ("es", "al menos un periodista", 1, 1, None, None, "at_least", "periodista"),
]


@pytest.mark.parametrize(
    ("language", "text", "value", "low", "high", "soft", "hedge", "population"),
    READ,
    ids=[f"{row[0]}: {row[1]}" for row in READ],
)
def test_words_entail_their_bounds(
    language: str,
    text: str,
    value: int | None,
    low: int | None,
    high: int | None,
    soft: tuple[int, int] | None,
    hedge: str,
    population: str,
) -> None:
    readings = read_quantities(text, language)
    assert [(r.quantity, r.population) for r in readings] == [
        (Quantity(value, low, high, hedge, soft), population)
    ]


NOT_COUNTS = [
    ("en", "On 5 January 2022, between 5 and 7 January, and in January 2022"),
    ("en", "Article 9, articles 9 and 14, resolution 60/147, page 12, Room 7, 5 Main Street, No. 41"),
    ("en", "at 10:30, for 48 hours, two days, a 13-year-old, children under 18, 24-hour"),
    ("en", "call +7 700 123 45 67 or see https://example.org/2022/300, COVID-19, [12], § 4"),
    ("en", "fined $300 million, 200 euros, 5 million tenge"),
    ("en", "one of the detainees, no one, one must remember, some of which, in some cases"),
    ("en", "Since 2019 and in 2020, people were afraid"),
    ("ru", "5 января 2022 года, с 5 по 7 января, статья 272, 48 часов, 10 000 долларов, последние два дня"),
    ("ru", "один из задержанных, ни один, с одной стороны, ул. Абая, 12"),
    ("kk", "2022 жылғы 5 қаңтарда, 9-бап, 48 сағат, бір адам туралы, екі күн"),
    ("uk", "24 лютого 2022 року, стаття 29, 72 години, один із них"),
    ("fr", "le 1er janvier 2022, l'article 19, 48 heures, une personne, 300 euros, à 10h30"),
    ("es", "el 6 de enero de 2022, artículo 21, 48 horas, una persona, 300 euros"),
]


@pytest.mark.parametrize(("language", "text"), NOT_COUNTS, ids=[f"{row[0]}: {row[1]}" for row in NOT_COUNTS])
def test_what_is_no_count_is_passed_over(language: str, text: str) -> None:
    assert read_quantities(text, language) == ()


def test_two_figures_of_a_rise_are_not_a_range() -> None:
    readings = read_quantities("The toll rose from 103 to 164.", "en")
    assert [reading.quantity.value for reading in readings] == [103, 164]


def test_a_percentage_is_a_share_and_its_bounds_are_not_moved_by_one() -> None:
    (reading,) = read_quantities("more than 70 per cent of respondents", "en")
    assert reading.kind == "share"
    assert (reading.quantity.value, reading.quantity.low, reading.quantity.high) == (70, 70, None)


def test_a_quote_stands_where_it_says() -> None:
    text = "Officials say at least 300 people were hurt and several dozen died."
    for reading in read_quantities(text, "en"):
        assert text[reading.start : reading.end] == reading.quote


def test_a_language_without_words_gives_nothing_rather_than_wrong_bounds() -> None:
    assert read_quantities("mindestens 300 Menschen", "de") == ()


def test_every_hedge_word_of_every_language_has_a_convention() -> None:
    for language in LANGUAGES:
        words = lexicon(language)
        assert words is not None
        assert set(words.before) | set(words.after) <= set(conventions())
        assert set(words.vague.values()) <= set(vague_conventions())


def test_every_language_reads_at_least_and_more_than() -> None:
    for language in LANGUAGES:
        words = lexicon(language)
        assert words is not None
        assert {"at_least", "more_than"} <= set(words.before) | set(words.after)


@given(st.integers(1, 10**7), st.sampled_from(["exact", "at_least", "more_than", "up_to", "less_than"]))
def test_hard_bounds_never_cross_and_hold_what_was_said(value: int, hedge: str) -> None:
    quantity = hedged(value, hedge)
    assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
    assert quantity.low is None or quantity.low >= value
    assert quantity.high is None or quantity.high <= value


@given(st.integers(1, 999_999), st.sampled_from([",", " ", "\u00a0", "\u202f", "\u2009", ""]))
def test_grouped_digits_are_one_number(value: int, mark: str) -> None:
    said = f"{value:,}".replace(",", mark)
    (reading,) = read_quantities(f"at least {said} people were held", "en")
    assert reading.quantity == Quantity(value, value, None, "at_least")


@given(st.text(max_size=200), st.sampled_from(LANGUAGES))
def test_any_text_is_read_without_a_fault(text: str, language: str) -> None:
    for reading in read_quantities(text, language):
        assert isinstance(reading, QuantityReading)
        assert text[reading.start : reading.end].startswith(reading.quote)
