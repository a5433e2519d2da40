"""Every rule on figures made by hand: what it must find, and what it must leave alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

from undercount.counting.rules.registry import RULES
from undercount.facts.register import Figure
from undercount.facts.results import Gap

MORE = {"hedge": "more_than"}
Row = tuple[str, str, int | None, dict[str, Any]]  # id, day said, number, other columns


def a(day: str, value: int | None, **columns: Any) -> Row:
    return ("A", day, value, columns)


def b(day: str, value: int | None, **columns: Any) -> Row:
    return ("B", day, value, columns)


def c(day: str, value: int | None, **columns: Any) -> Row:
    return ("C", day, value, columns)


class Case(NamedTuple):
    what: str
    code: str
    rows: tuple[Row, ...]
    found: list[tuple[str, ...]]
    values: Mapping[str, Any] = MappingProxyType({})


CASES = (
    Case(
        "a number that another figure takes back",
        "retracted",
        (a("2022-01-09", 164), b("2022-01-10", None, source="prosecutor", hedge="none", retracts=("A",))),
        [("A", "B")],
        {"by": ["prosecutor"], "on": ["2022-01-10"], "days_after": 1},
    ),
    Case(
        "a number that its status calls retracted, though nobody entered by whom",
        "retracted",
        (a("2022-01-09", 164, status="retracted"),),
        [("A",)],
        {"by": [], "on": [], "days_after": None},
    ),
    Case(
        "a number that was replaced by a newer one is not retracted",
        "retracted",
        (a("2022-01-09", 164, status="superseded"), b("2022-01-15", 225, supersedes=("A",))),
        [],
    ),
    Case(
        "a detail beside the number is taken back",
        "partly_retracted",
        (a("2022-01-06", 13), b("", 0, metric="beheaded", retracts=("A",))),
        [("A", "B")],
    ),
    Case(
        "a retraction of the number itself is not partial",
        "partly_retracted",
        (a("2022-01-09", 164), b("2022-01-10", 160, retracts=("A",))),
        [],
    ),
    Case(
        "a retracted number is repeated two days later",
        "repeats_retracted",
        (
            a("2022-01-09", 164),
            b("2022-01-09", None, hedge="none", retracts=("A",)),
            c("2022-01-11", 164, source="wire", repeats=("A",)),
        ),
        [("A", "C")],
        {"by": "repeats", "days_after": 2},
    ),
    Case(
        "a retracted number turns up later without a word of where it is from",
        "repeats_retracted",
        (
            a("2022-01-09", 164),
            b("2022-01-09", None, hedge="none", retracts=("A",)),
            c("2022-01-12", 164, source="wire"),
        ),
        [("A", "C")],
        {"by": "same_number", "days_after": 3},
    ),
    Case(
        "another number after a retraction repeats nothing",
        "repeats_retracted",
        (
            a("2022-01-09", 164),
            b("2022-01-09", None, hedge="none", retracts=("A",)),
            c("2022-01-15", 225, source="prosecutor"),
        ),
        [],
    ),
    Case(
        "a small number can be reached again by chance",
        "repeats_retracted",
        (
            a("2022-01-09", 4),
            b("2022-01-09", None, hedge="none", retracts=("A",)),
            c("2022-01-12", 4, source="wire"),
        ),
        [],
    ),
    Case(
        "a repeat from before the retraction",
        "later_retracted",
        (
            a("2022-01-08", 164),
            b("2022-01-09", 164, source="wire", repeats=("A",)),
            c("2022-01-10", None, hedge="none", retracts=("A",)),
        ),
        [("A", "B", "C")],
    ),
    Case(
        "a repeat from after the retraction is another matter",
        "later_retracted",
        (
            a("2022-01-08", 164),
            b("2022-01-09", None, hedge="none", retracts=("A",)),
            c("2022-01-10", 164, source="wire", repeats=("A",)),
        ),
        [],
    ),
    Case(
        "a running total goes down without a word",
        "silently_lowered",
        (a("2022-01-06", 18), b("2022-01-09", 16, supersedes=("A",)), c("2022-01-10", 17)),
        [("A", "B")],
        {"from": 18, "to": 16, "same_source": True, "days": 3},
    ),
    Case(
        "another body of the same side gives the lower total",
        "silently_lowered",
        (a("2022-07-29", 241, source="prosecutor"), b("2022-08", 238)),
        [("A", "B")],
        {"same_source": False},
    ),
    Case(
        "a decrease that is a retraction is not silent",
        "silently_lowered",
        (a("2022-01-06", 18), b("2022-01-09", 16, retracts=("A",))),
        [],
    ),
    Case(
        "a rise is no decrease",
        "silently_lowered",
        (a("2022-01-06", 16), b("2022-01-09", 18)),
        [],
    ),
    Case(
        "people in custody may go home",
        "silently_lowered",
        (a("2022-01-06", 700, metric="in_custody"), b("2022-01-09", 300, metric="in_custody")),
        [],
    ),
    Case(
        "a day's number may be lower than the day's before",
        "silently_lowered",
        (a("2022-01-06", 18, cumulative=False), b("2022-01-09", 16, cumulative=False)),
        [],
    ),
    Case(
        "about 4,000 after 4,100 need not be lower",
        "silently_lowered",
        (a("2022-01-06", 4100), b("2022-01-09", 4000, hedge="about")),
        [],
    ),
    Case(
        "two bodies run their counts side by side, each of which grows",
        "silently_lowered",
        (a("2022-01-06", 18), b("2022-01-06", 25, source="prosecutor"), c("2022-01-09", 20)),
        [],
    ),
    Case(
        "authorities that say less than observers did lower nothing of theirs",
        "silently_lowered",
        (a("2022-01-06", 40, source="ngo"), b("2022-01-09", 16)),
        [],
    ),
    Case(
        "a changed definition is not silent",
        "silently_lowered",
        (
            a("2022-01-06", 18, definition="bodies in morgues"),
            b("2022-01-09", 16, definition="deaths by gunshot"),
        ),
        [],
    ),
    Case(
        "two official bodies, one day, two numbers",
        "same_day_conflict",
        (a("2022-01-07", 168), b("2022-01-07", 182, source="prosecutor")),
        [("A", "B")],
        {"reading": "hard", "difference": 14, "definitions_differ": False, "same_source": False},
    ),
    Case(
        "two official bodies by two verbs that readers take for one",
        "same_day_conflict",
        (
            a("2022-01-09", 5135, metric="detained"),
            b("2022-01-09", 5800, metric="brought_to_police", source="prosecutor", hedge="about"),
        ),
        [("A", "B")],
        {"reading": "soft", "difference": 665, "definitions_differ": True},
    ),
    Case(
        "about 5,200 does not contradict 5,135",
        "same_day_conflict",
        (a("2022-01-09", 5135), b("2022-01-09", 5200, source="prosecutor", hedge="about")),
        [],
    ),
    Case(
        "more than 3,000 does not contradict 3,811",
        "same_day_conflict",
        (a("2022-01-07", 3000, **MORE), b("2022-01-07", 3811, source="prosecutor")),
        [],
    ),
    Case(
        "an afternoon's count that replaces the morning's",
        "same_day_conflict",
        (a("2022-01-07", 12), b("2022-01-07", 13, supersedes=("A",))),
        [],
    ),
    Case(
        "a part stands beside its whole",
        "same_day_conflict",
        (a("2022-01-15", 225), b("2022-01-15", 175, source="prosecutor", part_of=("A",))),
        [],
    ),
    Case(
        "authorities against observers are the gap itself",
        "same_day_conflict",
        (a("2022-01-15", 225), b("2022-01-15", 300, source="ngo")),
        [],
    ),
    Case(
        "a month is not a day",
        "same_day_conflict",
        (a("2022-01", 225), b("2022-01", 300, source="prosecutor")),
        [],
    ),
    Case(
        "one number, and a part of it in two versions",
        "same_day_conflict",
        (
            a("2022-01-07", 26, breakdown={"injured": 18}),
            b("2022-01-07", 26, breakdown={"injured": 26}),
        ),
        [("A", "B")],
        {"part": "injured", "numbers": [18, 26]},
    ),
    Case(
        "a hedged part contradicts nothing",
        "same_day_conflict",
        (
            a("2022-01-07", 26, breakdown={"injured": {"hedge": "about", "value": 18}}),
            b("2022-01-07", 26, breakdown={"injured": 26}),
        ),
        [],
    ),
    Case(
        "cases in progress after cases opened",
        "stock_against_flow",
        (
            a("2022-03-14", 3770, metric="criminal_case", unit="cases"),
            b("2022-03-18", 2988, metric="case_in_progress", unit="cases"),
        ),
        [("A", "B")],
        {"flow": 3770, "stock": 2988, "days": 4},
    ),
    Case(
        "a stock above the running total misleads nobody",
        "stock_against_flow",
        (
            a("2022-03-14", 3770, metric="criminal_case", unit="cases"),
            b("2022-03-18", 3900, metric="case_in_progress", unit="cases"),
        ),
        [],
    ),
    Case(
        "over 200, when 2,298 was out that day",
        "stale_quote",
        (
            a("2022-01-05", 200, metric="detained", **MORE),
            b("2022-01-06", 2298, metric="detained"),
            c("2022-01-06", 200, metric="detained", source="ngo", repeats=("A",), **MORE),
        ),
        [("A", "B", "C")],
        {"quoted": "A", "newer": "B", "quoting": "C", "days": 0},
    ),
    Case(
        "a quotation of the newest number there is",
        "stale_quote",
        (
            a("2022-01-05", 200),
            b("2022-01-06", 200, source="ngo", repeats=("A",)),
            c("2022-01-07", 300),
        ),
        [],
    ),
    Case(
        "a newer number of other people is not newer",
        "stale_quote",
        (
            a("2022-01-05", 200),
            b("2022-01-06", 300, population="security_forces"),
            c("2022-01-07", 200, source="ngo", repeats=("A",)),
        ),
        [],
    ),
    Case(
        "at least 8 becomes 8",
        "hedge_dropped",
        (a("2022-01-05", 8, hedge="at_least", low=8), b("2022-01-06", 8, source="wire", repeats=("A",))),
        [("A", "B")],
        {"hedge": "at_least", "value": 8},
    ),
    Case(
        "a hedge that is kept",
        "hedge_dropped",
        (a("2022-01-05", 8, **MORE), b("2022-01-06", 8, source="wire", repeats=("A",), **MORE)),
        [],
    ),
    Case(
        "317 becomes 137 beside the same number of dead",
        "likely_copy_error",
        (
            a("2022-01-05", 8, breakdown={"injured": 317}),
            b("2022-01-06", 8, source="wire", breakdown={"hurt": 137}),
        ),
        [("A", "B")],
        {"number": 317, "copied": 137},
    ),
    Case(
        "the number itself with two digits exchanged",
        "likely_copy_error",
        (a("2022-01-05", 5135), b("2022-01-06", 5315, source="wire", repeats=("A",))),
        [("A", "B")],
        {"number": 5135, "copied": 5315},
    ),
    Case(
        "31 and 13 are too short to tell",
        "likely_copy_error",
        (a("2022-01-05", 31), b("2022-01-06", 13, source="wire")),
        [],
    ),
    Case(
        "a fortnight later it is another count",
        "likely_copy_error",
        (a("2022-01-05", 317), b("2022-01-19", 371, source="wire")),
        [],
    ),
    Case(
        "injured officers become injured people",
        "scope_mismatch",
        (
            a("2022-01-05", 317, metric="injured", population="security_forces"),
            b("2022-01-06", 300, metric="injured", source="ngo", hedge="at_least", repeats=("A",)),
        ),
        [("A", "B")],
        {"link": "repeats", "differs": ["population"]},
    ),
    Case(
        "a city's count replaces the country's",
        "scope_mismatch",
        (a("2022-01-05", 8), b("2022-01-06", 12, place="city", supersedes=("A",))),
        [("A", "B")],
        {"link": "supersedes", "differs": ["place"]},
    ),
    Case(
        "the city's number is given for the country a day later",
        "scope_mismatch",
        (a("2022-01-05", 12, place="city"), b("2022-01-06", 12, source="wire")),
        [("A", "B")],
        {"link": "same_number", "differs": ["place"]},
    ),
    Case(
        "victims by law against people who sought help",
        "scope_mismatch",
        (
            a("2022-01-15", 4578, metric="recognised_victim"),
            b("2022-01-15", 2678, metric="sought_medical_help", source="prosecutor"),
        ),
        [("A", "B")],
        {"link": "same_days", "differs": ["metric"]},
    ),
    Case(
        "one body tells the detained from the arrested",
        "scope_mismatch",
        (a("2022-01-15", 5000, metric="detained"), b("2022-01-15", 446, metric="arrested")),
        [],
    ),
    Case(
        "people detained and people released, by two bodies",
        "scope_mismatch",
        (
            a("2022-01-15", 5000, metric="detained"),
            b("2022-01-15", 96, metric="released", source="prosecutor"),
        ),
        [],
    ),
    Case(
        "a faithful repeat",
        "scope_mismatch",
        (a("2022-05-05", 232), b("2022-06-29", 232, repeats=("A",))),
        [],
    ),
    Case(
        "one body goes on under a wider name",
        "scope_mismatch",
        (a("2022-01-05", 300, population="protesters"), b("2022-01-06", 400, supersedes=("A",))),
        [],
    ),
    Case(
        "seven dead here and seven dead there is chance",
        "scope_mismatch",
        (a("2022-01-05", 7, place="city"), b("2022-01-06", 7, source="wire")),
        [],
    ),
    Case(
        "more dead in the city than in the country on a later day",
        "part_exceeds_whole",
        (a("2022-01-06", 30, place="city"), b("2022-01-08", 26)),
        [("A", "B")],
        {"part": 30, "whole": 26},
    ),
    Case(
        "more officers than people",
        "part_exceeds_whole",
        (a("2022-01-06", 30, population="police"), b("2022-01-06", 26)),
        [("A", "B")],
    ),
    Case(
        "a part that grew after the whole was counted",
        "part_exceeds_whole",
        (a("2022-01-06", 26), b("2022-01-08", 30, place="city")),
        [],
    ),
    Case(
        "places that make more than the total",
        "overlapping_subtotals",
        (a("2022-03-14", 230, breakdown={"city": 139, "town": 100}),),
        [("A",)],
        {"kind": "places", "sum": 239, "total": 230},
    ),
    Case(
        "a place and a group that make more than the total together",
        "overlapping_subtotals",
        (a("2022-03-14", 230, breakdown={"city": 139, "security_forces": 19, "called_attackers town": 80}),),
        [("A",)],
        {"kind": "both", "sum": 238, "total": 230},
    ),
    Case(
        "a part inside a part adds nothing",
        "overlapping_subtotals",
        (a("2022-03-14", 230, breakdown={"city": 139, "called_attackers city": 86, "town": 91}),),
        [],
    ),
    Case(
        "two ways to divide the same people",
        "overlapping_subtotals",
        (a("2022-03-14", 24, breakdown={"men": 19, "women": 5, "city": 14, "town": 10}),),
        [],
    ),
    Case(
        "the injured beside the dead are no part of them",
        "overlapping_subtotals",
        (a("2022-03-14", 230, breakdown={"injured": 200, "city": 139}),),
        [],
    ),
    Case(
        "places in a file's own words",
        "overlapping_subtotals",
        (a("2022-03-14", 230, breakdown={"City": 139, "police officers": 80, "'attackers', Town": 90}),),
        [("A",)],
        {"kind": "both", "sum": 309},
    ),
    Case(
        "22 of 164 are nowhere",
        "subtotals_do_not_add_up",
        (a("2022-01-09", 164, breakdown={"city": 103, "town": 39}),),
        [("A",)],
        {"sum": 142, "total": 164, "missing": 22},
    ),
    Case(
        "one place named is not a list",
        "subtotals_do_not_add_up",
        (a("2022-01-09", 164, breakdown={"city": 103}),),
        [],
    ),
    Case(
        "places that add up",
        "subtotals_do_not_add_up",
        (a("2022-01-09", 164, breakdown={"city": 103, "town": 61}),),
        [],
    ),
    Case(
        "victims that are the wounded and the dead",
        "includes_the_dead",
        (
            a("2022-01-15", 4578, metric="recognised_victim", breakdown={"injured": 4353}),
            b("2022-01-15", 225),
        ),
        [("A", "B")],
        {"total": 4578, "living": 4353, "dead": 225},
    ),
    Case(
        "wounded without the dead",
        "includes_the_dead",
        (a("2022-01-15", 4353, metric="injured", breakdown={"police": 3393}), b("2022-01-15", 225)),
        [],
    ),
    Case(
        "two numbers on one page",
        "inconsistent_document",
        (
            a("2022-01-20", 3, metric="journalists_jailed", exhibit="page"),
            b("2022-01-20", 4, metric="journalists_jailed", exhibit="page"),
        ),
        [("A", "B")],
    ),
    Case(
        "two days on one page",
        "inconsistent_document",
        (a("2022-01-20", 3, exhibit="page"), b("2022-01-21", 4, exhibit="page")),
        [],
    ),
    Case(
        "the city's dead with the country's hurt",
        "mixed_sources",
        (
            a("2022-01-05", 317, metric="injured"),
            b("2022-01-06", 12, place="city"),
            c("2022-01-06", 12, source="wire", repeats=("A", "B")),
        ),
        [("A", "B", "C")],
    ),
    Case(
        "one source",
        "mixed_sources",
        (a("2022-01-06", 12), b("2022-01-07", 12, source="wire", repeats=("A",))),
        [],
    ),
    Case("no day at all", "undated", (a("", 6),), [("A",)]),
    Case("only a year", "undated", (a("2022", 6),), []),
    Case(
        "a share of those asked",
        "survey_share",
        (
            a(
                "2022-08",
                70,
                unit="percent",
                definition="share of those who answered a survey",
                breakdown={"respondents": 63},
            ),
        ),
        [("A",)],
        {"n": 63},
    ),
    Case(
        "a share of the network is no survey",
        "survey_share",
        (a("2022-01-05", 5, unit="percent", metric="connectivity_level"),),
        [],
    ),
    Case("a figure from memory", "unverified", (a("2022-08-16", 238, verified=False),), [("A",)]),
    Case("a figure that was seen", "unverified", (a("2022-08-16", 238),), []),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.what}")
def test_a_rule_finds_what_it_should_and_nothing_else(
    case: Case, figure: Callable[..., Figure], find: Callable[[list[Figure]], Gap]
) -> None:
    figures = [figure(ident, day, value, **columns) for ident, day, value, columns in case.rows]
    issues = [issue for issue in find(figures).issues if issue.code == case.code]
    assert [issue.figures for issue in issues] == case.found
    for issue in issues:
        assert issue.values.items() >= case.values.items()


@pytest.mark.parametrize("code", sorted({rule.code for rule in RULES}))
def test_every_code_has_a_case_that_is_found_and_one_that_is_not(code: str) -> None:
    outcomes = {bool(case.found) for case in CASES if case.code == code}
    assert outcomes == {True, False}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.find.__name__)
def test_every_rule_says_where_it_errs(rule: Any) -> None:
    assert "False alarms" in rule.find.__doc__
