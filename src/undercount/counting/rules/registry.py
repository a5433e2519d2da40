"""The list of rules: a code, the function that finds it, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from undercount.counting.rules import course, documents, quotations, retractions, scopes, sums
from undercount.counting.stated import Account
from undercount.facts.results import Issue


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong with figures.

    Attributes:
        code: the code of the issues it finds; several rules can find one code.
        find: yields the issues in an account; its docstring says what it means and where it errs.
    """

    code: str
    find: Callable[[Account], Iterator[Issue]]


RULES: tuple[Rule, ...] = (
    Rule("retracted", retractions.retracted),
    Rule("partly_retracted", retractions.partly_retracted),
    Rule("repeats_retracted", retractions.repeats_retracted),
    Rule("later_retracted", retractions.later_retracted),
    Rule("silently_lowered", course.silently_lowered),
    Rule("same_day_conflict", course.same_day_conflict),
    Rule("same_day_conflict", course.same_day_conflict_of_parts),
    Rule("stock_against_flow", course.stock_against_flow),
    Rule("stale_quote", quotations.stale_quote),
    Rule("hedge_dropped", quotations.hedge_dropped),
    Rule("likely_copy_error", quotations.likely_copy_error),
    Rule("scope_mismatch", scopes.repeated_in_another_scope),
    Rule("scope_mismatch", scopes.replaced_by_another_scope),
    Rule("scope_mismatch", scopes.same_number_of_another_scope),
    Rule("scope_mismatch", scopes.same_day_other_definition),
    Rule("part_exceeds_whole", scopes.part_exceeds_whole),
    Rule("overlapping_subtotals", sums.overlapping_subtotals),
    Rule("subtotals_do_not_add_up", sums.subtotals_do_not_add_up),
    Rule("includes_the_dead", sums.includes_the_dead),
    Rule("inconsistent_document", documents.inconsistent_document),
    Rule("mixed_sources", documents.mixed_sources),
    Rule("undated", documents.undated),
    Rule("survey_share", quotations.survey_share),
    Rule("unverified", quotations.unverified),
)
