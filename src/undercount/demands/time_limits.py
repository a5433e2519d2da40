"""IND01, IND02, IND04, IND05: whether something happened to people who were detained within a limit of hours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from undercount.demands.inputs import Inputs
from undercount.demands.recorded import Recorded
from undercount.demands.selection import settings
from undercount.demands.tally import Answer, Part, all_of, share, tally
from undercount.facts.crisis import Threshold
from undercount.facts.demand import IndicatorDefinition
from undercount.facts.moment import Moment
from undercount.facts.results import Indicator, Spell, Step

MINORS = "minors"
KNOWN = timedelta(days=1)  # a detention dated to the day or better


@dataclass(frozen=True)
class Question:
    """What is asked of a detention; see data/time_limits.toml for the meaning of each part."""

    kinds: tuple[str, ...]
    refusals: tuple[str, ...] = ()
    after: bool = False
    in_private: bool = False
    with_place: bool = False
    hours: int | None = None
    applies_to: str = ""


def in_time(definition: IndicatorDefinition, inputs: Inputs) -> Indicator:
    """Compute the share of people detained to whom a step happened within the hours of the definition.

    Everybody detained is asked about: of whom neither a time nor a step is known is unknown, and never left
    out. Somebody detained several times needs it each time. Beside it stand those whose detention is dated
    to the day or better, of whom alone a limit of hours can be told.
    """
    question, recorded = _question(definition.id), inputs.recorded
    limit = timedelta(hours=question.hours or 0)
    answers = {person: _person(person, question, limit, recorded) for person in recorded.detainees}
    found = tally(answers.values())
    if not found.tells:
        return _nothing(definition, inputs)
    dated = [person for person in answers if _is_dated(recorded.spells.get(person, ()))]
    parts = [tally(answers[person] for person in dated).part("time_known")]
    return share(definition, found, [*parts, *_unstated_privacy(answers, question, recorded), *_unnamed(recorded)])


def before_judge(definition: IndicatorDefinition, inputs: Inputs) -> Indicator:
    """Compute the share of people detained who came before a judge in time, and the share for each limit.

    The value is by the strictest limit that applies to each: one for minors holds for whoever was under 18.
    Of whom the age is not known, only what holds under both limits is known. Who was released within the
    limit without a hearing is not asked about: the duty never fell due.
    """
    question, recorded = _question(definition.id), inputs.recorded
    limits = _limits(question, inputs)
    if not limits or not recorded.detainees:
        return _nothing(definition, inputs)
    due = {person: _by_strictest(person, question, limits, recorded) for person in recorded.detainees}
    found = tally(answer for answer in due.values() if answer)
    if not found.tells:
        return _nothing(definition, inputs)
    parts = [_of_limit(limit, question, recorded) for limit in limits]
    early = sum(answer is None for answer in due.values())
    return share(definition, found, [*parts, {"code": "released_before_the_limit", "value": early}])


def _nothing(definition: IndicatorDefinition, inputs: Inputs) -> Indicator:
    return Indicator(id=definition.id, kind=definition.kind, missing=inputs.missing(definition) or ("apprehended",))


def _question(indicator: str) -> Question:
    return Question(**settings("time_limits")[indicator])


def _person(person: str, question: Question, limit: timedelta, recorded: Recorded) -> Answer:
    spells = recorded.spells.get(person, ())
    if not spells:
        return Answer.UNKNOWN
    return all_of(_spell(spell, question, limit, recorded) for spell in spells)


def _spell(spell: Spell, question: Question, limit: timedelta, recorded: Recorded) -> Answer:
    """Answer for one detention: by the shortest and longest time that can have passed until the first step."""
    steps = [step for step in spell.steps if step.kind in question.kinds]
    counted = [step for step in steps if not (question.in_private and step.private is False)]
    if question.with_place and not any(step.place for step in spell.steps):
        counted = []
    shortest, longest = _passed(spell, counted)
    if counted and longest is not None and timedelta(0) <= longest <= limit:
        return Answer.UNKNOWN if _is_denied(spell, question, recorded) else Answer.YES
    if counted and shortest is not None and shortest > limit:
        return Answer.NO
    return Answer.NO if not counted and _is_refused(spell, steps, question, limit, recorded) else Answer.UNKNOWN


def _passed(spell: Spell, steps: Sequence[Step]) -> tuple[timedelta | None, timedelta | None]:
    """Return the least and the most time from the detention to the first of some steps; None is not known."""
    start, end = spell.begin or (None, None)
    earliest = [step.earliest for step in steps]
    known = [moment for moment in earliest if moment is not None]
    latest = min((step.latest for step in steps if step.latest is not None), default=None)
    shortest = min(known) - end if end and known and len(known) == len(earliest) else None
    return shortest, latest - start if start and latest else None


def _is_denied(spell: Spell, question: Question, recorded: Recorded) -> bool:
    claims = (recorded.claims.get(ident) for ident in spell.denials)
    return any(claim is not None and claim.kind in question.kinds for claim in claims)


def _is_refused(spell: Spell, steps: Sequence[Step], question: Question, limit: timedelta, recorded: Recorded) -> bool:
    """Tell whether it is known that a step did not happen in time: refused, denied, or not as it must be."""
    if question.in_private and steps:
        return True  # they met, and were not left alone
    if _is_denied(spell, question, recorded):
        return True
    refusals = [step for step in spell.steps if step.kind in question.refusals]
    if not question.after:
        return bool(refusals)
    over = spell.begin[1] + limit if spell.begin and spell.begin[1] else None
    return over is not None and any(step.earliest is not None and step.earliest > over for step in refusals)


def _is_dated(spells: Sequence[Spell]) -> bool:
    begins = [spell.begin or (None, None) for spell in spells]
    return bool(begins) and all(start and end and end - start < KNOWN for start, end in begins)


def _unstated_privacy(answers: dict[str, Answer], question: Question, recorded: Recorded) -> Iterator[Part]:
    """Yield how many of those who met a lawyer in time met them nobody says whether alone."""
    if question.in_private:
        met = (person for person, answer in answers.items() if answer is Answer.YES)
        silent = sum(_never_said_private(person, question, recorded) for person in met)
        yield {"code": "privacy_not_stated", "value": silent}


def _never_said_private(person: str, question: Question, recorded: Recorded) -> bool:
    steps = (step for spell in recorded.spells[person] for step in spell.steps if step.kind in question.kinds)
    return not any(step.private for step in steps)


def _unnamed(recorded: Recorded) -> Iterator[Part]:
    """Yield how many people unnamed groups of detainees hold: they are in no share."""
    totals = recorded.people.totals if recorded.people else ()
    for total in totals:
        if total.metric == "detained" and total.unnamed != (0, 0):
            yield {"code": "unnamed_people", "low": total.unnamed[0], "high": total.unnamed[1]}


def _limits(question: Question, inputs: Inputs) -> list[Threshold]:
    """Return the limits in the order of their hours, those for everyone and those for minors."""
    rows = [row for row in inputs.rows.get("thresholds", ()) if row.applies_to == question.applies_to]
    return sorted((r for r in rows if r.population in ("", MINORS)), key=lambda row: (row.limit_hours, row.id))


def _by_strictest(person: str, question: Question, limits: Sequence[Threshold], recorded: Recorded) -> Answer | None:
    """Answer by the strictest limit for a person; None where they were free again before it fell due."""
    spells = recorded.spells.get(person, ())
    if not spells:
        return Answer.UNKNOWN
    answers = [_spell_by_strictest(spell, question, limits, recorded) for spell in spells]
    due = [answer for answer in answers if answer]
    return all_of(due) if due else None


def _spell_by_strictest(
    spell: Spell, question: Question, limits: Sequence[Threshold], recorded: Recorded
) -> Answer | None:
    day = _day(spell)
    minor = recorded.is_minor(spell.person, day)
    own = [limit for limit in limits if _holds_on(limit, day)]
    adult = [limit.limit_hours for limit in own if not limit.population]
    every = [limit.limit_hours for limit in own]
    wanted = {True: [every], False: [adult], None: [every, adult]}[minor]
    hours = {min(each) for each in wanted if each}
    answers = {_due(spell, question, timedelta(hours=each), recorded) for each in hours}
    if answers == {None}:
        return None
    known = answers - {None}
    return known.pop() if len(known) == 1 and None not in answers else Answer.UNKNOWN


def _due(spell: Spell, question: Question, limit: timedelta, recorded: Recorded) -> Answer | None:
    """Answer for one limit; None where the person was surely free again within it, and no hearing is recorded."""
    heard = any(step.kind in question.kinds for step in spell.steps)
    start = spell.begin[0] if spell.begin else None
    freed = spell.end[1] if spell.end else None
    if not heard and start and freed and freed - start <= limit:
        return None
    return _spell(spell, question, limit, recorded)


def _of_limit(limit: Threshold, question: Question, recorded: Recorded) -> Part:
    """Return the share for one limit, among those to whom it applies for sure."""
    answers: list[Answer] = []
    for person in recorded.detainees:
        spells = [s for s in recorded.spells.get(person, ()) if _applies(limit, s, recorded)]
        found = [_due(spell, question, timedelta(hours=limit.limit_hours), recorded) for spell in spells]
        due = [answer for answer in found if answer]
        if due:
            answers.append(all_of(due))
        elif not limit.population and not recorded.spells.get(person):
            answers.append(Answer.UNKNOWN)
    return tally(answers).part(limit.id, hours=limit.limit_hours)


def _applies(limit: Threshold, spell: Spell, recorded: Recorded) -> bool:
    day = _day(spell)
    return _holds_on(limit, day) and (not limit.population or recorded.is_minor(spell.person, day) is True)


def _holds_on(limit: Threshold, day: date | None) -> bool:
    """Tell whether a norm can have been in force on a day; one whose time is not known holds always."""
    if not isinstance(limit.valid, Moment) or day is None:
        return True
    first, last = limit.valid.first_day, limit.valid.last_day
    return (first is None or first <= day) and (last is None or day <= last)


def _day(spell: Spell) -> date | None:
    moments: list[datetime] = [moment for moment in spell.begin or () if moment is not None]
    return min(moments).date() if moments else None
