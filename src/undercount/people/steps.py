"""Claims as steps of a detention: when each can have happened, and what state it leaves a person in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from undercount.facts.moment import Moment, read_moment
from undercount.facts.register import Claim
from undercount.facts.results import Step
from undercount.facts.vocabulary import vocabulary
from undercount.people.records import ASSERTS, DENIES, Records
from undercount.people.settings import settings

NEVER = datetime.min.replace(tzinfo=UTC)  # stands for an open beginning
FOREVER = datetime.max.replace(tzinfo=UTC)  # and for an open end
BEGIN, INSIDE, END, AFTER = range(4)  # the order of steps whose times overlap
DEATH = "dead"


@dataclass(frozen=True, slots=True)
class Taken:
    """The claims about one person's custody, sorted out.

    Attributes:
        steps: what is asserted, in time.
        denials: claims that deny a step or the custody, with the moment they speak of.
    """

    steps: tuple[Step, ...]
    denials: tuple[tuple[Claim, datetime], ...]


def take(claims: Iterable[Claim], records: Records) -> Taken:
    """Sort out the claims of custody about one person; what a source says it does not know is no step."""
    steps, denials = [], []
    for claim in claims:
        if claim.kind not in kinds():
            continue
        bounds = _bounds(claim, records)
        if denies(claim):
            denials.append((claim, bounds[1] or FOREVER))
        elif claim.polarity == ASSERTS and claim.kind not in settings("custody")["denial"]["of_custody"]:
            steps.append(_step(claim, records, *bounds))
    return Taken(tuple(sorted(steps, key=_order)), tuple(denials))


def denies(claim: Claim) -> bool:
    """Tell whether a claim denies a step, or tells of an authority that denied the custody."""
    if claim.kind in settings("custody")["denial"]["of_custody"]:
        return claim.polarity == ASSERTS
    return claim.polarity == DENIES


@cache
def kinds() -> dict[str, str]:
    """Return the kinds of claim that are steps, with the state each leaves a person in, or ""."""
    terms = (t for t in vocabulary("claim_kind").terms.values() if t.traits.get("group") == "detention")
    return {t.code: str(t.traits.get("state", "")) for t in terms} | dict(settings("custody")["also"])


def phase(step: Step) -> int:
    """Return the place of a step among others of the same time: an arrest first, an end late, death last."""
    if step.state == DEATH:
        return AFTER
    if step.kind in settings("custody")["ends"]:
        return END
    return BEGIN if step.kind in settings("custody")["begins"] else INSIDE


def first(step: Step) -> datetime:
    """Return the first moment at which a step can have happened."""
    return step.earliest or NEVER


def last(step: Step) -> datetime:
    """Return the last moment at which a step can have happened."""
    return step.latest or FOREVER


def until(step: Step) -> datetime:
    """Return the last moment a step speaks of."""
    return step.until or step.latest or NEVER


def _order(step: Step) -> tuple[datetime, datetime, int, str]:
    return first(step), last(step), phase(step), step.claim


def _step(
    claim: Claim, records: Records, earliest: datetime | None, latest: datetime | None, until: datetime | None
) -> Step:
    private = claim.attributes.get("private")
    return Step(
        claim=claim.id,
        kind=claim.kind,
        state=kinds()[claim.kind],
        earliest=earliest,
        latest=latest,
        until=until,
        origin=records.origin(claim),
        place=claim.where,
        private=private if isinstance(private, bool) else None,
        mode=str(claim.attributes.get("mode", "")),
    )


def _bounds(claim: Claim, records: Records) -> tuple[datetime | None, datetime | None, datetime | None]:
    """Return the first and last moment at which a step can have happened, and the last one it speaks of.

    A stay that is given from day to day began on its first day. A step whose end is open was over, or still
    so, when its source said it; a step without a date happened before that.
    """
    earliest, latest = records.bounds(claim.when) if isinstance(claim.when, Moment) else (None, None)
    said = records.said_by(claim)
    if latest is None and said is not None and (earliest is None or earliest <= said):
        latest = said
    speaks_of = _attribute_until(claim, records)
    if _is_stay(claim) and earliest is not None:
        return earliest, earliest, speaks_of or latest
    return earliest, latest, speaks_of


def _is_stay(claim: Claim) -> bool:
    if not isinstance(claim.when, Moment) or "/" not in claim.when.edtf:
        return False
    custody = settings("custody")
    others = (*custody["begins"], *custody["ends"], *custody["also"])
    return bool(kinds()[claim.kind]) and claim.kind not in others


def _attribute_until(claim: Claim, records: Records) -> datetime | None:
    """Return the end that a claim gives apart, as of a remand for two months; None where it gives none."""
    text = claim.attributes.get("until")
    if not isinstance(text, str):
        return None
    try:
        return records.bounds(read_moment(text))[1]
    except ValueError:
        return None  # not a date: kept in the claim, and nothing is concluded from it
