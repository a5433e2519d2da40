"""The account: its facts chosen by rule, and its text for a terminal."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from tests.publish.conftest import Built

from undercount.facts.audience import Audience
from undercount.facts.snapshot import open_snapshot, write_snapshot
from undercount.facts.vocabulary import LANGUAGES
from undercount.line.run import run_methods
from undercount.publish.account import Account, account, account_text


def account_of(built: Built, language: str = "en") -> Account:
    return account(built.snapshot, built.results, language)


def ids(found: object) -> object:
    return getattr(found, "id", None)


def test_january_2022_says_what_the_authorities_said_and_took_back(kazakhstan: Built) -> None:
    found = {(each.metric, each.population): each for each in account_of(kazakhstan).comparisons}
    deaths, detained = found["killed", "all"], found["detained", "all"]
    assert (ids(deaths.first), ids(deaths.latest)) == ("K03", "K12")
    assert deaths.latest is not None
    assert deaths.latest.value == 238
    assert (ids(detained.first), ids(detained.latest)) == ("D01", "D11")
    codes = [(each.issue.code, each.issue.figures[0]) for each in account_of(kazakhstan).withdrawals]
    assert ("retracted", "K03") in codes
    assert ("silently_lowered", "K10") in codes
    assert ("silently_lowered", "S05") in codes


def test_no_observers_figure_is_one_that_only_repeats_another(kazakhstan: Built) -> None:
    observed = [each.observed for each in account_of(kazakhstan).comparisons if each.observed]
    assert observed
    assert not any(figure.repeats for figure in observed)


def test_a_figure_that_was_taken_back_is_never_the_latest_that_stands(kazakhstan: Built) -> None:
    status = kazakhstan.material.figure_status
    for each in account_of(kazakhstan).comparisons:
        if each.latest:
            assert status[each.latest.id] == "stands"


def test_an_unverified_figure_is_never_singled_out(kazakhstan: Built, tmp_path: Path) -> None:
    headlines = [each for each in account_of(kazakhstan).comparisons if each.metric == "killed"]
    shown = {ids(figure) for each in headlines for figure in (each.first, each.latest, each.observed)} - {None}
    assert "K12" in shown
    rows = dict(kazakhstan.snapshot.rows)
    rows["figures"] = [dataclasses.replace(row, verified=row.id not in shown) for row in rows["figures"]]
    write_snapshot(rows, Audience.PUBLIC, tmp_path / "snapshot")
    snapshot = open_snapshot(tmp_path / "snapshot")
    found = account(snapshot, run_methods(snapshot), "en").comparisons
    now = {ids(figure) for each in found for figure in (each.first, each.latest, each.observed)}
    assert not now & shown
    assert "K11" in now


def test_no_headline_of_january_2022_is_from_memory(kazakhstan: Built) -> None:
    unverified = {figure.id for figure in kazakhstan.material.table("figures") if not figure.verified}
    assert {"M01", "M02", "M03"} <= unverified
    for each in account_of(kazakhstan).comparisons:
        assert not unverified & {ids(each.first), ids(each.latest), ids(each.observed)}


def test_each_demand_stands_as_its_obligations_do_and_has_no_average(kazakhstan: Built) -> None:
    standings = account_of(kazakhstan).standings
    assert len(standings) == 11
    assert sum(sum(each.grades.values()) for each in standings) == 39
    for each in standings:
        on_evidence = [grade for grade in each.grades if grade in tuple("ABCDE")]
        assert each.worst == max(on_evidence, default="")


def test_cut_offs_come_from_the_widest_place_to_the_narrowest(kazakhstan: Built) -> None:
    edition = kazakhstan.material
    depths = [edition.depth(each.outage.scope) for each in account_of(kazakhstan).cut_offs]
    assert depths == sorted(depths)
    assert sum(len(each.claims) for each in account_of(kazakhstan).cut_offs) >= 20


def test_the_unrecorded_are_not_guessed(kazakhstan: Built) -> None:
    killed = next(each for each in account_of(kazakhstan).unrecorded if each.metric == "killed")
    assert killed.verdict == "not_estimable"
    assert "overlap_not_public" in killed.reasons


def test_facts_are_the_same_in_every_language(kazakhstan: Built) -> None:
    said = [account_of(kazakhstan, language) for language in LANGUAGES]
    assert said[0].comparisons == said[1].comparisons == said[2].comparisons
    assert said[0].withdrawals == said[1].withdrawals == said[2].withdrawals
    assert [each.summary.lang for each in said if each.summary] == list(LANGUAGES)


def test_a_crisis_without_demands_has_a_smaller_account(kosovo: Built) -> None:
    found = account_of(kosovo)
    assert not found.standings
    assert not found.cut_offs
    assert found.unrecorded
    assert found.counts["capture_tables"] == 1


def test_a_statement_in_another_language_is_taken_whole(small: Built) -> None:
    found = account_of(small, "kk")
    assert found.summary is not None
    assert found.summary.lang == "en"
    page = small.pages("kk")["kk/statement.html"]
    notice, article = page.index('class="notice"'), page.index('<article lang="en"')
    assert notice < article
    assert "</aside>" in page[notice:article]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [20, 60, 80, 200])
def test_the_text_keeps_to_its_width_and_holds_no_codes(kazakhstan: Built, language: str, width: int) -> None:
    text = account_text(account_of(kazakhstan, language), width)
    widest = max(40, min(100, width))
    long = [line for line in text.splitlines() if len(line) > widest and " " in line.strip()]
    assert not long
    assert "\x1b" not in text
    assert not re.search(r"\{\w*\}|None|\bunknown:\w|Markup", text)
    assert text.endswith("\n")


def test_the_text_is_two_screenfuls_at_most(kazakhstan: Built) -> None:
    assert 30 < len(account_text(account_of(kazakhstan), 100).splitlines()) <= 96


def test_page_and_terminal_say_the_same_numbers(kazakhstan: Built) -> None:
    found = account_of(kazakhstan)
    page = kazakhstan.pages("en")["en/index.html"]
    text = account_text(found, 100)
    for each in found.comparisons:
        for figure in (each.latest, each.observed):
            if figure and f"[{figure.id}]" in text:
                assert f"#{figure.id}" in page
    for shown in found.withdrawals:
        assert all(f"#{figure.id}" in page for figure in shown.figures)


def test_a_fictional_account_says_so(fictional: Built) -> None:
    for language, word in zip(LANGUAGES, ("Fictional", "Вымысел", "Ойдан шығарылған"), strict=True):
        assert word in account_text(account_of(fictional, language), 80)


def test_an_account_without_anything_but_a_crisis_can_be_written(small: Built, kosovo: Built) -> None:
    for built in (small, kosovo):
        for language in LANGUAGES:
            assert account_text(account_of(built, language), 72)
