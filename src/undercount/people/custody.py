"""Where a person stood at the end of a day: held, released, missing, dead, or not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from undercount.facts.moment import day_moment
from undercount.facts.results import Custody, Spell, Step
from undercount.people.settings import settings
from undercount.people.spells import segments
from undercount.people.steps import first, last, phase, until

UNKNOWN, HELD = "unknown", "held"


@dataclass(frozen=True, slots=True)
class Day:
    """One civil day as two instants, UTC."""

    start: datetime
    end: datetime
    zone: tzinfo


def day_of(day: date, zone: tzinfo) -> Day:
    """Return the instants a civil day lies between."""
    start, end = day_moment(day).bounds(zone)
    midnight = datetime.combine(day, time.min, zone)
    return Day(start or midnight, end or midnight + timedelta(days=1), zone)


def custody_of(person: str, steps: Iterable[Step], spells: Sequence[Spell], day: Day) -> Custody | None:
    """Return where a person stood at the end of a day, by the claims about them; None where no claim tells.

    Each step that can have been the last one by then tells a state. If all tell the same, that is it; else
    the state is unknown. A release, a death and a disappearance last; custody does not: beyond the last day
    a source speaks of, whether somebody is still held is not known.

    Args:
        person: their id.
        steps: of their detentions, in time; see `take`.
        spells: their detentions, as `spells_of` returns them.
        day: the day at whose end they stood so.
    """
    told = [step for step in steps if step.state]
    if not told:
        return None
    parts = segments(told) or [tuple(told)]
    latest = _latest(parts, day)
    states = {_state(step, day) for step in latest}
    if not any(last(step) <= day.end for step in told):
        states.add(UNKNOWN)  # nothing had surely begun
    issues = list(_why(states, latest, spells))
    state = states.pop() if len(states) == 1 else UNKNOWN
    if "end_denied" in issues and state == "released":
        state = UNKNOWN
    final = max(latest, key=lambda step: (last(step), first(step), step.claim), default=None)
    return Custody(
        person=person,
        state=state,
        issues=tuple(issues),
        last_state=final.state if final else "",
        last_day=_last_day(final, day),
    )


def _latest(parts: Sequence[Sequence[Step]], day: Day) -> list[Step]:
    """Return the steps that can have been the last one by the end of a day.

    Detentions are looked through from the last one back, to the first that surely had begun by then.
    """
    found: list[Step] = []
    for steps in reversed(parts):
        begun = [step for step in steps if first(step) <= day.end]
        past = [step for step in begun if last(step) <= day.end]
        found += _candidates(begun, past)
        if past:
            break
    return found


def _candidates(begun: Sequence[Step], past: Sequence[Step]) -> Iterator[Step]:
    """Yield the steps that no other is sure to have followed.

    Another followed surely if it can't have come before, or if their times overlap and it has the later
    place in a detention: whoever was released on the day of the arrest was arrested first.
    """
    newest = max(map(first, past), default=None)
    reach: dict[int, datetime] = {}
    for step in past:
        reach[phase(step)] = max(last(step), reach.get(phase(step), last(step)))
    for step in begun:
        later = [moment for at, moment in reach.items() if at > phase(step)]
        followed = (newest is not None and newest > last(step)) or any(m >= first(step) for m in later)
        if not followed:
            yield step


def _state(step: Step, day: Day) -> str:
    if step.state in settings("custody")["lasting"]["states"]:
        return step.state
    surely_then = first(step) >= day.start or (step.until is not None and step.until >= day.start)
    return step.state if surely_then else UNKNOWN


def _why(states: set[str], latest: Sequence[Step], spells: Sequence[Spell]) -> Iterator[str]:
    if not latest:
        yield "before_first_step"
    elif len(states) > 1:
        yield "order_unclear"
    elif states == {UNKNOWN}:
        yield "end_not_recorded"
    ids = {step.claim for step in latest}
    for spell in spells:
        if ids & {step.claim for step in spell.steps}:
            yield from (code for code in ("custody_denied", "end_denied") if code in spell.issues)


def _last_day(step: Step | None, day: Day) -> str:
    if step is None:
        return ""
    moment = min(max(until(step), last(step)), day.end)
    return moment.astimezone(day.zone).date().isoformat()
