"""The vocabularies as data: complete, in three languages, and true to what code and columns ask of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from importlib.resources import files

import pytest

from undercount.facts.audience import Audience
from undercount.facts.hedge import conventions, vague_conventions
from undercount.facts.results import Verdict
from undercount.facts.tables import TABLES
from undercount.facts.unknown import Unknown
from undercount.facts.vocabulary import LANGUAGES, Term, vocabulary, vocabulary_names

NAMES = vocabulary_names()
LETTERS = ("reliability", "finding_grade")  # scales whose codes are the letters of their standard
KAZAKH = set("әғқңөұүһіӘҒҚҢӨҰҮҺІ")
ONE_WORD = {"адвокат", "журналист", "коалиция", "компания", "парламент", "полиция", "прокуратура", "редакция"}


def terms() -> Iterator[tuple[str, Term]]:
    return ((name, term) for name in NAMES for term in vocabulary(name).terms.values())


def test_every_vocabulary_that_a_column_names_ships() -> None:
    named = {column.vocabulary for table in TABLES.values() for column in table.columns}
    assert named - {""} <= set(NAMES)


def test_a_vocabulary_that_does_not_exist_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        vocabulary("no_such_vocabulary")


@pytest.mark.parametrize("name", NAMES)
def test_a_file_says_its_name_its_origin_and_its_terms(name: str) -> None:
    file = files("undercount.facts") / "data" / "vocabularies" / f"{name}.toml"
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    assert content["name"] == name
    assert "Apache-2.0" in content["origin"]
    assert content["terms"]


@pytest.mark.parametrize("name", NAMES)
def test_codes_are_snake_case_in_ascii(name: str) -> None:
    shape = r"[A-Z]" if name in LETTERS else r"[a-z][a-z0-9]*(_[a-z0-9]+)*"
    assert [code for code in vocabulary(name).terms if not re.fullmatch(shape, code)] == []


def test_every_term_has_a_label_in_each_language() -> None:
    lacking = [(n, t.code) for n, t in terms() if not all(t.labels.get(to, "").strip() for to in LANGUAGES)]
    assert lacking == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_no_two_terms_of_a_vocabulary_read_the_same(name: str, language: str) -> None:
    labels = [term.labels[language] for term in vocabulary(name).terms.values()]
    assert len(labels) == len(set(labels))


def test_russian_and_kazakh_labels_are_written_in_cyrillic_and_differ() -> None:
    """But for the few words that both languages share: a label lengthened to differ reads badly."""
    latin = [(n, t.code) for n, t in terms() if re.search("[a-z]", t.labels["ru"] + t.labels["kk"])]
    copied = {t.labels["ru"] for _, t in terms() if t.labels["ru"] == t.labels["kk"]}
    assert latin == []
    assert copied <= ONE_WORD


def test_kazakh_labels_use_kazakh_letters() -> None:
    """A few words are written without any; a vocabulary of them would be a Russian copy."""
    with_letters = [bool(KAZAKH & set(term.labels["kk"])) for _, term in terms()]
    assert sum(with_letters) / len(with_letters) > 0.85


def test_russian_labels_hold_no_kazakh_letter() -> None:
    assert [(n, t.code) for n, t in terms() if KAZAKH & set(t.labels["ru"])] == []


@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_a_part_of_something_leads_up_to_a_whole(name: str) -> None:
    terms_here = vocabulary(name).terms
    for code in terms_here:
        seen = [code]
        while above := terms_here[seen[-1]].traits.get("part_of"):
            assert above in terms_here, f"{seen[-1]} is part of {above}, which is no code"
            assert above not in seen, f"{code} is a part of itself"
            seen.append(str(above))


def test_every_metric_says_its_unit_its_family_and_whether_it_can_fall() -> None:
    for term in vocabulary("metric").terms.values():
        assert str(term.traits["unit"]) in vocabulary("unit"), term.code
        assert isinstance(term.traits["monotone"], bool), term.code
        assert isinstance(term.traits["family"], str), term.code


def test_every_kind_of_source_is_on_a_side() -> None:
    sides = {str(term.traits["side"]) for term in vocabulary("source_kind").terms.values()}
    assert sides == set(vocabulary("side").terms)


@pytest.mark.parametrize(
    ("kind", "side"),
    [
        ("prosecutor", "authority"),
        ("official_media", "authority"),
        ("ombudsperson", "authority"),
        ("npm", "observer"),
        ("un_body", "observer"),
        ("operator", "observer"),
        ("newsroom", "observer"),
    ],
)
def test_the_kinds_that_had_to_be_decided_are_decided(kind: str, side: str) -> None:
    assert vocabulary("source_kind")[kind].traits["side"] == side


@pytest.mark.parametrize(
    ("name", "codes"), [("unknown", Unknown), ("audience", Audience), ("verdict", Verdict)]
)
def test_codes_of_the_program_have_labels(name: str, codes: type[StrEnum]) -> None:
    assert set(vocabulary(name).terms) == {code.value for code in codes}


def test_every_hedge_that_text_is_read_as_is_a_code_and_binds_as_it_says() -> None:
    hedge = vocabulary("hedge")
    assert {*conventions(), *vague_conventions()} <= set(hedge.terms)
    for code, convention in conventions().items():
        sides = {"low": convention.low is not None, "high": convention.high is not None}
        bound = {(True, True): "both", (True, False): "low", (False, True): "high", (False, False): "none"}
        if code != "between":  # its two numbers are the bounds, so no number is added to one
            assert hedge[code].traits["bounds"] == bound[sides["low"], sides["high"]], code
    assert {hedge[code].traits["bounds"] for code in vague_conventions()} == {"low"}


def test_every_issue_that_the_rules_over_figures_find_has_a_label() -> None:
    registry = pytest.importorskip("undercount.counting.rules.registry", reason="the rules are not there")
    assert {rule.code for rule in registry.RULES} <= set(vocabulary("issue_code").terms)


def test_grades_are_ranked_from_confirmed_down_to_unassessed() -> None:
    ranks = [term.traits["rank"] for term in vocabulary("grade").terms.values()]
    assert ranks == [5, 4, 3, 2, 1, 0]


def test_steps_of_detention_say_what_state_they_leave_a_person_in() -> None:
    kinds = vocabulary("claim_kind").terms.values()
    states = {term.code: term.traits.get("state") for term in kinds if term.traits["group"] == "detention"}
    assert (states["apprehended"], states["released"], states["died"]) == ("held", "released", "dead")
    assert states["lawyer_denied"] is None


def test_codes_of_standards_name_the_standard() -> None:
    starts = ("MT", "HURIDOCS", "ACLED", "Admiralty", "CCPR", "OHCHR")
    assert [t.standard for _, t in terms() if t.standard and not t.standard.startswith(starts)] == []


def test_a_label_falls_back_to_english() -> None:
    assert vocabulary("sex")["female"].label("fr") == "female"
    assert vocabulary("sex")["female"].label("kk") == "әйел"
