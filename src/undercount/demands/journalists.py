"""IND27: journalists held while working, for how long, freed how, attacked, and attacks with a case opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import msgspec

from undercount.demands.figure_parts import figures_side_by_side
from undercount.demands.inputs import Inputs
from undercount.demands.recorded import Recorded
from undercount.demands.selection import settings
from undercount.demands.tally import Answer, Part, all_of, tally
from undercount.facts.demand import IndicatorDefinition
from undercount.facts.register import Claim
from undercount.facts.results import Indicator, Spell

_HOUR = timedelta(hours=1)


def journalists_held(definition: IndicatorDefinition, inputs: Inputs) -> Indicator:
    """Count journalists who were held while working; beside it what else befell journalists.

    Journalists are the people to whom some list gives such a role. Whether they were working is a detail of
    the claim (`on_duty`): where no claim tells, it is unknown, and the count is a range. People and attacks
    are counted apart.
    """
    beside = figures_side_by_side(definition, inputs)
    recorded = inputs.recorded
    journalists = [person for person in sorted(recorded.mentions) if _is_journalist(person, recorded)]
    if not journalists:
        return beside
    held = [person for person in journalists if person in set(recorded.detainees)]
    working = tally(_at_work(person, recorded) for person in held)
    parts = (
        {"code": "journalists_held", "value": len(held)},
        *_hours(held, recorded),
        tally(_freed_without_charge(person, recorded) for person in held).part("released_without_charge"),
        *_attacks(journalists, recorded),
    )
    return msgspec.structs.replace(
        beside,
        numerator=working.yes,
        unknown=working.unknown,
        low=working.yes,
        high=working.yes + working.unknown,
        parts=(*parts, *beside.parts),
        missing=(),
    )


def _is_journalist(person: str, recorded: Recorded) -> bool:
    return bool(recorded.roles(person) & set(settings("journalists")["roles"]))


def _at_work(person: str, recorded: Recorded) -> Answer:
    """Answer whether they were working in any of their detentions; claims that differ leave it unknown."""
    ids = {step.claim for spell in recorded.spells.get(person, ()) for step in spell.steps}
    told = [recorded.claims[ident].attributes.get("on_duty") for ident in ids if ident in recorded.claims]
    said = {each for each in told if isinstance(each, bool)}
    if len(said) != 1:
        return Answer.UNKNOWN
    return Answer.YES if said == {True} else Answer.NO


def _hours(held: Sequence[str], recorded: Recorded) -> Iterator[Part]:
    """Yield the least and most hours they were held in all; there is no most while an end is not known."""
    spells = [spell for person in held for spell in recorded.spells.get(person, ())]
    spans = [_span(spell) for spell in spells]
    if not spans:
        return
    mosts = [most for _, most in spans]
    high = None if None in mosts or len(spells) < len(held) else sum(m for m in mosts if m is not None)
    yield {"code": "hours_held", "low": round(sum(least for least, _ in spans), 1), "high": high}


def _span(spell: Spell) -> tuple[float, float | None]:
    (begin_from, begin_to), (end_from, end_to) = spell.begin or (None, None), spell.end or (None, None)
    return max(0.0, _passed(begin_to, end_from) or 0.0), _passed(begin_from, end_to)


def _passed(start: datetime | None, end: datetime | None) -> float | None:
    return round((end - start) / _HOUR, 1) if start and end else None


def _freed_without_charge(person: str, recorded: Recorded) -> Answer:
    return all_of(_spell_without_charge(spell) for spell in recorded.spells.get(person, ()))


def _spell_without_charge(spell: Spell) -> Answer:
    modes = settings("journalists")["without_charge"]
    freed = [step for step in spell.steps if step.kind == "released"]
    if any(step.kind == "charged" for step in spell.steps):
        return Answer.NO
    if freed and all(step.mode for step in freed):
        return Answer.YES if all(step.mode in modes for step in freed) else Answer.NO
    return Answer.UNKNOWN


def _attacks(journalists: Sequence[str], recorded: Recorded) -> Iterator[Part]:
    """Yield the journalists attacked, and the attacks: of each, whether a case was opened by its case's number."""
    rule = settings("journalists")
    claims = {person: recorded.claims_about.get(person, ()) for person in journalists}
    attacks = {p: [c for c in own if c.kind in rule["attacks"] and _asserts(c)] for p, own in claims.items()}
    yield {"code": "journalists_attacked", "value": sum(bool(own) for own in attacks.values())}
    opened = tally(_opened(attack, claims[person]) for person, own in attacks.items() for attack in own)
    yield opened.part("attacks_with_case_opened")


def _opened(attack: Claim, about: Sequence[Claim]) -> Answer:
    same = [claim for claim in about if attack.case and claim.case == attack.case]
    if any(claim.kind == "investigation_opened" and _asserts(claim) for claim in same):
        return Answer.YES
    refused = settings("journalists")["not_opened"]
    return Answer.NO if any(claim.kind in refused and _asserts(claim) for claim in same) else Answer.UNKNOWN


def _asserts(claim: Claim) -> bool:
    return claim.polarity == "asserts"
