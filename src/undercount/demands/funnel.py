"""IND12: what became of complaints, step by step, each complaint followed by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from statistics import median

import msgspec

from undercount.demands.figure_parts import figures_side_by_side
from undercount.demands.inputs import Inputs
from undercount.demands.recorded import Recorded
from undercount.demands.selection import settings
from undercount.demands.tally import Answer, Part, tally
from undercount.facts.demand import IndicatorDefinition
from undercount.facts.moment import Moment, days_between
from undercount.facts.register import Claim
from undercount.facts.results import Indicator
from undercount.facts.unknown import PREFIX

Complaint = Sequence[Claim]


def complaint_funnel(definition: IndicatorDefinition, inputs: Inputs) -> Indicator:
    """Follow the complaints that are recorded, and give the share that reached each step from the one before.

    A complaint is a person's claims of one case, or of none. It reached a step if that one or a later one is
    recorded; it did not if it was refused, or closed without reaching it, or a source denies the step; else
    nobody knows. The value is the share of all complaints that ended in a conviction.
    """
    beside = figures_side_by_side(definition, inputs)
    complaints = list(_complaints(inputs.recorded))
    if not complaints:
        return beside
    steps: tuple[str, ...] = settings("funnel")["steps"]
    answers = [{step: _reached(complaint, step) for step in steps} for complaint in complaints]
    whole = tally(answer[steps[-1]] for answer in answers)
    parts = [_part(at, answers, complaints) for at in range(len(steps))]
    return msgspec.structs.replace(
        beside,
        numerator=whole.yes,
        denominator=whole.total,
        unknown=whole.unknown,
        low=whole.low,
        high=whole.high,
        parts=(*parts, *beside.parts),
        missing=(),
    )


def _complaints(recorded: Recorded) -> Iterator[Complaint]:
    """Yield the claims of each complaint: of one person and one case.

    Somebody may be a suspect and a complainant at once: what may be said of either, such as a conviction,
    belongs to a complaint only by its case.
    """
    rule = settings("funnel")
    kinds = {*rule["steps"], *rule["refusals"], *rule["ends"]}
    for person in sorted(recorded.mentions):
        by_case: dict[str, list[Claim]] = defaultdict(list)
        for claim in recorded.claims_about.get(person, ()):
            case = "" if claim.case.startswith(PREFIX) else claim.case
            if claim.kind in kinds and (case or claim.kind not in rule["by_case_alone"]):
                by_case[case].append(claim)
        for case in sorted(by_case):
            if any(claim.kind == rule["steps"][0] and _asserts(claim) for claim in by_case[case]):
                yield by_case[case]


def _asserts(claim: Claim) -> bool:
    return claim.polarity == "asserts"


def _reached(complaint: Complaint, step: str) -> Answer:
    rule = settings("funnel")
    steps: tuple[str, ...] = rule["steps"]
    told = {claim.kind for claim in complaint if _asserts(claim)}
    denied = {claim.kind for claim in complaint if claim.polarity == "denies"}
    if told & set(steps[steps.index(step) :]):
        return Answer.UNKNOWN if step in told & denied else Answer.YES
    if step in denied or told & _excluding(step, rule):
        return Answer.NO
    return Answer.UNKNOWN


def _excluding(step: str, rule: Mapping[str, tuple[str, ...]]) -> Set[str]:
    """Return the kinds after which a step is not reached: a refusal ends a complaint at once, a closure later."""
    return {*rule["refusals"], *rule["ends"]} if rule["steps"].index(step) > 1 else set(rule["refusals"])


def _part(at: int, answers: Sequence[Mapping[str, Answer]], complaints: Sequence[Complaint]) -> Part:
    """Return one step: how many reached it, of those who reached the one before, and the median days between."""
    steps: tuple[str, ...] = settings("funnel")["steps"]
    step, before = steps[at], steps[max(at - 1, 0)]
    came = [place for place, answer in enumerate(answers) if answer[before] is Answer.YES]
    found = tally(answers[place][step] for place in came)
    days = [d for place in came for d in _days(complaints[place], before, step)] if at else []
    return found.part(step, value=found.yes, median_days=median(days) if days else None)


def _days(complaint: Complaint, before: str, step: str) -> Iterator[int]:
    """Yield the days between two steps that are each dated to the day."""
    dated = {
        claim.kind: claim.when.first_day
        for claim in reversed(complaint)
        if _asserts(claim) and isinstance(claim.when, Moment) and claim.when.first_day == claim.when.last_day
    }
    one, other = dated.get(before), dated.get(step)
    if one and other and one <= other:
        yield days_between(one, other)
