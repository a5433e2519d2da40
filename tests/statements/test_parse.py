"""Statements taken apart: the real one where it is at hand, and invented ones in six languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.statements.invented import (
    Fixture,
    Score,
    fixtures,
    score_demands,
    score_figures,
    score_signatories,
)

from undercount.intake.document import read_bytes, read_document
from undercount.intake.plain import read_plain
from undercount.statements.parse import parse
from undercount.statements.reading import StatementReading, statement_json

BATCHES = ("first", "heldout", "fresh", "last", "check", "proof", "habits")
INVENTED = [(batch, fixture) for batch in BATCHES for fixture in fixtures(batch)]
EVERY = pytest.mark.parametrize(
    "fixture", [fixture for _, fixture in INVENTED], ids=[f"{batch}/{f.path.name}" for batch, f in INVENTED]
)
SEED = Path(__file__).parents[2].parent / "shared" / "data" / "statement"


@pytest.fixture(scope="module")
def seed() -> StatementReading:
    if not (SEED / "statement.txt").is_file():
        pytest.skip("the real statement is not at hand (it is not ours to keep in the repository)")
    return parse(read_document(SEED / "statement.txt"))


@pytest.fixture(scope="module")
def answer() -> dict[str, object]:
    if not (SEED / "statement.json").is_file():
        pytest.skip("the answer for the real statement is not at hand")
    return dict(json.loads((SEED / "statement.json").read_text(encoding="utf-8")))


def test_the_real_statement_has_its_forty_one_signatories_in_twenty_two_countries(
    seed: StatementReading, answer: dict[str, list[dict[str, str]]]
) -> None:
    wanted = [(s["name"], s["country_as_printed"], s["country_iso2"]) for s in answer["signatories"]]
    assert [(s.name, s.country, s.iso2) for s in seed.signatories] == wanted
    assert len(wanted) == 41
    assert len({s.iso2 for s in seed.signatories}) == 22


def test_thirteen_names_of_the_real_statement_are_read_across_lines(
    seed: StatementReading, answer: dict[str, list[dict[str, object]]]
) -> None:
    wrapped = {str(s["name"]) for s in answer["signatories"] if s["wrapped_over_lines"]}
    assert len(wrapped) == 13
    assert wrapped <= {s.name for s in seed.signatories}


def test_the_real_statement_makes_eleven_demands_and_the_last_breaks_off(
    seed: StatementReading, answer: dict[str, list[dict[str, str]]]
) -> None:
    wanted = [call["verbatim"].rstrip(";.") for call in answer["calls"]]
    assert [demand.text for demand in seed.demands] == wanted
    assert [demand.truncated for demand in seed.demands] == [False] * 10 + [True]
    assert {demand.addressee for demand in seed.demands} == {"the authorities of Kazakhstan"}


def test_the_real_statement_quotes_eight_quantities(
    seed: StatementReading, answer: dict[str, list[dict[str, dict[str, object]]]]
) -> None:
    claims = [claim for claim in answer["factual_claims"] if claim["quantity"]]
    wanted = [(claim["quantity"]["lower"], claim["quantity"]["upper"]) for claim in claims]
    assert [(figure.quantity.low, figure.quantity.high) for figure in seed.figures] == wanted
    assert [figure.quantity.hedge for figure in seed.figures] == [
        "several",
        "thousands",
        "exact",
        "at_least",
        "several_dozen",
        "more_than",
        "exceeds",
        "some",
    ]
    assert [figure.who_says for figure in seed.figures] == [
        None,
        None,
        None,
        "official information",
        "official information",
        "the authorities",
        "observers",
        None,
    ]


def test_the_defects_of_the_real_statement_are_found(seed: StatementReading) -> None:
    found = {(defect.code, defect.line) for defect in seed.defects}
    assert {
        ("notice_in_text", 5),
        ("date_contradicts_events", 7),
        ("mixed_population", 15),
        ("truncated_demand", 33),
        ("truncated_text", 33),
    } <= found
    relative = [defect.quote.lower() for defect in seed.defects if defect.code == "relative_date"]
    assert relative.count("yesterday") == 2
    assert {"so far", "at this time", "in the last few days"} <= set(relative)
    unsourced = {defect.quote for defect in seed.defects if defect.code == "unsourced_figure"}
    assert {
        "at least 300 people",
        "several dozen police officers and protesters",
        "over 200 persons",
    } <= unsourced


def test_the_real_statement_is_dated_and_titled_as_printed(seed: StatementReading) -> None:
    assert (seed.date, seed.language, seed.truncated) == ("2021-01-06", "en", True)
    assert seed.title is not None
    assert seed.title.startswith("Joint statement by members of the Civic Solidarity Platform")


@EVERY
def test_an_invented_statement_gives_its_signatories(fixture: Fixture) -> None:
    _, missed = score_signatories(fixture, fixture.reading())
    assert missed == []


@EVERY
def test_an_invented_statement_gives_its_demands(fixture: Fixture) -> None:
    _, missed = score_demands(fixture, fixture.reading())
    assert missed == []


@EVERY
def test_an_invented_statement_gives_its_figures_with_who_says_them(fixture: Fixture) -> None:
    _, missed = score_figures(fixture, fixture.reading())
    assert len(missed) == len(fixture.expected.get("missed", []))


@EVERY
def test_an_invented_statement_gives_its_title_date_language_and_defects(fixture: Fixture) -> None:
    reading, expected = fixture.reading(), fixture.expected
    assert (reading.title or "", reading.date or "") == (expected["title"], expected["date"])
    assert (reading.language, reading.truncated) == (expected["language"], expected["truncated"])
    assert set(expected["defects"]) <= {defect.code for defect in reading.defects}


def test_every_invented_statement_says_that_it_is() -> None:
    assert len(INVENTED) >= 24
    assert all(fixture.expected["fictional"] is True for _, fixture in INVENTED)


def test_all_batches_together_stay_above_what_was_asked_for() -> None:
    signatories, demands = Score(), Score()
    for _, fixture in INVENTED:
        reading = fixture.reading()
        signatories += score_signatories(fixture, reading)[0]
        demands += score_demands(fixture, reading)[0]
    assert min(signatories.recall, signatories.precision) >= 0.95
    assert min(demands.recall, demands.precision) >= 0.9


@EVERY
def test_a_reading_is_the_same_each_time_and_survives_json(fixture: Fixture) -> None:
    document = fixture.document()
    reading = parse(document)
    assert parse(document) == reading
    plain = statement_json(reading)
    assert json.loads(json.dumps(plain)) == json.loads(json.dumps(plain, ensure_ascii=False))


def test_the_json_has_the_names_others_rely_on() -> None:
    plain = statement_json(INVENTED[0][1].reading())
    assert {"title", "date", "language", "signatories", "demands", "figures", "truncated", "defects"} <= set(
        plain
    )
    assert {"name", "country", "iso2"} <= set(plain["signatories"][0])
    assert {"text", "truncated"} <= set(plain["demands"][0])
    assert {"quote", "lower", "upper", "soft", "who_says"} <= set(plain["figures"][0])
    assert {"code", "line", "quote"} <= set(plain["defects"][0])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(max_size=90), max_size=12))
def test_any_text_is_taken_apart_without_a_fault(lines: list[str]) -> None:
    text = "We call on all:\n- " + "\n".join(lines) + "\nSigned by:\n" + "\n".join(reversed(lines))
    reading = parse(read_plain(text, "any.txt"))
    assert all(signatory.name for signatory in reading.signatories)
    assert all(demand.text for demand in reading.demands)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(INVENTED), st.integers(0, 60), st.integers(1, 40))
def test_a_statement_with_lines_missing_is_read_without_a_fault(
    invented: tuple[str, Fixture], start: int, count: int
) -> None:
    path = invented[1].path
    lines = path.read_bytes().split(b"\n") if path.suffix in (".txt", ".md") else [b"Signed by:"]
    left = b"\n".join(lines[:start] + lines[start + count :])
    reading = parse(read_bytes(left if left.strip() else b"Signed by:", path.name))
    assert reading.sha256
