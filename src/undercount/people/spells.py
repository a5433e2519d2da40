"""Detentions: spells made of a person's steps, contradicting ones and denials kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from undercount.facts.register import Claim
from undercount.facts.results import Spell, Step
from undercount.people.settings import settings
from undercount.people.steps import BEGIN, END, FOREVER, NEVER, Taken, first, kinds, last, phase

Bounds = tuple[datetime | None, datetime | None]


def spells_of(person: str, taken: Taken) -> tuple[Spell, ...]:
    """Return a person's detentions, the first one first.

    A new detention begins with an arrest that surely comes after an end, or a week or more after the last
    arrest. Everything else belongs to the detention it falls into; what contradicts stays in it.
    """
    parts = segments(taken.steps)
    return tuple(
        _spell(person, number, steps, _denials(taken, parts, number - 1)) for number, steps in enumerate(parts, start=1)
    )


def segments(steps: Sequence[Step]) -> list[tuple[Step, ...]]:
    """Return the steps of each detention; steps that tell of nobody in custody make none."""
    found: list[list[Step]] = []
    for step in steps:
        if not found or (phase(step) == BEGIN and _is_over(found[-1], step)):
            found.append([])
        found[-1].append(step)
    return [tuple(each) for each in found if any(map(_tells_of_custody, each))]


def _is_over(steps: Sequence[Step], arrest: Step) -> bool:
    """Tell whether a detention surely ended before an arrest, or began so long before that it must have."""
    ends = [last(step) for step in steps if phase(step) == END]
    if any(end <= first(arrest) for end in ends):
        return True
    begins = [last(step) for step in steps if phase(step) == BEGIN]
    apart = timedelta(days=settings("custody")["apart"]["days"])
    return bool(begins) and max(begins) != FOREVER and first(arrest) - max(begins) >= apart


def _tells_of_custody(step: Step) -> bool:
    custody = settings("custody")
    return step.kind not in custody["at_liberty_too"]["kinds"] and step.kind not in custody["also"]


def _denials(taken: Taken, parts: Sequence[tuple[Step, ...]], at: int) -> tuple[Claim, ...]:
    """Return the denials of one detention: of the last that can have begun by the time they speak of."""
    begun = [min(map(first, steps)) for steps in parts]
    return tuple(
        claim
        for claim, moment in taken.denials
        if max((place for place, start in enumerate(begun) if start <= moment), default=0) == at
    )


def _spell(person: str, number: int, steps: tuple[Step, ...], denials: tuple[Claim, ...]) -> Spell:
    begins = [step for step in steps if phase(step) == BEGIN]
    ends = ending(steps)
    return Spell(
        person=person,
        number=number,
        begin=common(begins),
        end=common(ends),
        steps=steps,
        denials=tuple(claim.id for claim in denials),
        issues=tuple(_issues(steps, begins, ends, denials)),
    )


def ending(steps: Sequence[Step]) -> list[Step]:
    """Return the steps that end a detention; where there is none, those that tell of the death."""
    custody = settings("custody")
    ends = [step for step in steps if step.kind in custody["ends"]]
    return ends or [step for step in steps if custody["also"].get(step.kind) == "dead"]


def common(steps: Sequence[Step]) -> Bounds | None:
    """Return when what several claims date can have happened: where they meet, else all of their span."""
    if not steps:
        return None
    lowest, highest = max(map(first, steps)), min(map(last, steps))
    if lowest > highest:
        lowest, highest = min(map(first, steps)), max(map(last, steps))
    return None if lowest == NEVER else lowest, None if highest == FOREVER else highest


def differ(steps: Sequence[Step]) -> bool:
    """Tell whether claims about one thing give times that do not meet."""
    return bool(steps) and max(map(first, steps)) > min(map(last, steps))


def _issues(
    steps: Sequence[Step], begins: Sequence[Step], ends: Sequence[Step], denials: Sequence[Claim]
) -> Iterable[str]:
    tells = [step for step in steps if step.state]
    denied = [_denied_state(claim) for claim in denials]
    found = {
        "begin_not_recorded": not begins,
        "end_not_recorded": not ends,
        "begins_differ": differ(begins),
        "ends_differ": differ(ends),
        "held_after_end": _held_after(tells, ends),
        "step_undated": any(step.earliest is None and step.latest is None for step in tells),
        "custody_denied": any(state in ("held", "missing") for state in denied),
        "end_denied": any(state in ("released", "dead") for state in denied),
    }
    return (code for code, holds in found.items() if holds)


def _denied_state(claim: Claim) -> str:
    """Return the state of custody that a claim denies; "" for one that denies, say, the visit of a lawyer."""
    return "held" if claim.kind in settings("custody")["denial"]["of_custody"] else kinds()[claim.kind]


def _held_after(steps: Sequence[Step], ends: Sequence[Step]) -> bool:
    over = max(map(last, ends), default=FOREVER)
    return any(step.state == "held" and first(step) > over for step in steps)
