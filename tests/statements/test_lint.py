"""Each defect where it is, and silence where it is not."""

from __future__ import annotations

from datetime import date

import pytest

from undercount.intake.document import read_bytes
from undercount.statements.lint import DatedEvent, known_events, mixes_populations
from undercount.statements.parse import parse

TEXT = (
    "# Statement on the strike in Halmo\n\n4 March 2031\n\nThe undersigned organisations are alarmed by the "
    "strike in the port of Halmo in the Republic of Orlavia, which was dispersed with great violence. {}\n\n"
    "We call on the Government of Orlavia to:\n\n- release all workers;\n- pay the wages.\n\n"
    "Signed by:\n\nAmber Lantern (France)\nOpen Quay (Poland)\n"
)

# what stands in the text, the code that must be found
FOUND = [
    ("The army entered the port yesterday.", "relative_date"),
    ("At least 30 workers were hurt.", "unsourced_figure"),
    ("According to the authorities, 30 workers were hurt.", "unsourced_figure"),
    ("Doctor Mock says that 30 policemen and protesters were hurt.", "mixed_population"),
    ("The army left the port on 9 March 2031.", "date_contradicts_events"),
    ("The workers were beaten and the police took away their tools and", "truncated_text"),
    ("The well- documented pattern goes on.", "typographic_slip"),
    ("This entry is only available in French.", "notice_in_text"),
]
# what stands in the text, the code that must not be found
SILENT = [
    ("The strike began on 1 March.", "relative_date"),
    ("According to the Halmo Clinic, 30 workers were hurt.", "unsourced_figure"),
    ("At least 30 workers were hurt.[1]", "unsourced_figure"),
    ("The Halmo Clinic says that 30 men and women were hurt.", "mixed_population"),
    ("The talks are scheduled for 9 March 2031.", "date_contradicts_events"),
    ("The army entered the port on 2 March 2031.", "date_contradicts_events"),
    ("The workers were beaten.", "truncated_text"),
    ("They are well-known and well-documented.", "typographic_slip"),
]


def codes(text: str) -> set[str]:
    return {defect.code for defect in parse(read_bytes(text.encode(), "s.txt")).defects}


@pytest.mark.parametrize(("sentence", "code"), FOUND, ids=[f"{code}: {text[:40]}" for text, code in FOUND])
def test_a_defect_is_found(sentence: str, code: str) -> None:
    parted = "\n\n" + sentence if code == "notice_in_text" else sentence
    assert code in codes(TEXT.format(parted))


@pytest.mark.parametrize(("sentence", "code"), SILENT, ids=[f"{code}: {text[:40]}" for text, code in SILENT])
def test_what_is_no_defect_is_passed_over(sentence: str, code: str) -> None:
    assert code not in codes(TEXT.format(sentence))


def test_a_sound_statement_has_no_defects() -> None:
    assert codes(TEXT.format("The Halmo Clinic treated the workers.")) == set()


def test_the_last_item_without_a_full_stop_is_cut_off() -> None:
    cut = TEXT.format("").replace("pay the wages.", "pay the wages that are")
    assert {"truncated_demand", "truncated_text"} <= codes(cut)


def test_a_list_without_any_full_stops_is_whole() -> None:
    bare = TEXT.format("").replace("workers;", "workers").replace("wages.", "wages")
    assert "truncated_demand" not in codes(bare)


def test_a_statement_without_a_date_says_so() -> None:
    assert "date_missing" in codes(TEXT.format("").replace("4 March 2031\n\n", ""))


def test_a_printed_weekday_is_checked_against_the_calendar() -> None:
    assert "weekday_contradicts_date" in codes(TEXT.format("").replace("4 March", "Friday, 4 March"))
    assert "weekday_contradicts_date" not in codes(TEXT.format("").replace("4 March", "Tuesday, 4 March"))


def test_the_number_of_signatories_said_is_checked_against_those_named() -> None:
    said = TEXT.format("").replace("undersigned organisations", "undersigned 7 organisations")
    assert "signatory_count_differs" in codes(said)
    assert "signatory_count_differs" not in codes(said.replace("7 org", "2 org"))


def test_a_signatory_named_twice_is_told() -> None:
    assert "duplicate_signatory" in codes(TEXT.format("") + "Open Quay (Poland)\n")


def test_a_broken_sentence_is_told_by_its_line() -> None:
    broken = TEXT.format("").replace("dispersed with great", "dispersed with\n\ngreat")
    (defect,) = [
        d for d in parse(read_bytes(broken.encode(), "s.txt")).defects if d.code == "broken_sentence"
    ]
    assert defect.line == 5


def test_a_crisis_may_bring_events_of_its_own() -> None:
    event = DatedEvent("ol-2032", (("halmo",), ("strike",)), date(2032, 2, 20), date(2032, 4, 1))
    document = read_bytes(TEXT.format("").encode(), "s.txt")
    assert "date_contradicts_events" in {defect.code for defect in parse(document, [event]).defects}


def test_an_event_of_the_printed_year_contradicts_nothing() -> None:
    event = DatedEvent("ol-2031", (("halmo",), ("strike",)), date(2031, 2, 20), date(2031, 4, 1))
    document = read_bytes(TEXT.format("").encode(), "s.txt")
    assert parse(document, [event]).defects == ()


def test_known_events_have_ids_of_their_own_and_end_after_they_begin() -> None:
    events = known_events()
    assert len({event.id for event in events}) == len(events) >= 20
    assert all(event.first <= event.last and len(event.words) >= 2 for event in events)


@pytest.mark.parametrize(
    ("population", "language", "mixed"),
    [
        ("police officers and protesters", "en", True),
        ("men and women", "en", False),
        ("protesters", "en", False),
        ("полицейских и протестующих", "ru", True),
        ("policiers et manifestants", "fr", True),
        ("policías y manifestantes", "es", True),
        ("поліцейських та протестувальників", "uk", True),
        ("rights and freedoms", "en", False),
    ],
)
def test_two_populations_in_one_number_are_told(population: str, language: str, mixed: bool) -> None:
    assert mixes_populations(population, language) is mixed
