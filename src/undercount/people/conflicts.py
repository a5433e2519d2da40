"""Claims that cannot all be true: found by rule, shown until a member weighs them, never resolved here."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from undercount.facts.moment import Moment
from undercount.facts.register import Claim
from undercount.facts.results import Conflict, SaidValue, Spell
from undercount.facts.unknown import PREFIX, Unknown
from undercount.people.records import ASSERTS, DENIES, Records
from undercount.people.settings import settings
from undercount.people.steps import FOREVER, NEVER, kinds

SPELL = "spell"
DIFFER, DENIED, ALIVE = "values_differ", "asserted_and_denied", "alive_after_death"
COLUMNS = ("when", "where", "by_whom")


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom or what claims are about: a person, one of their detentions, an event or a place of detention."""

    about: str
    spell: int
    claims: Sequence[Claim]


def conflicts_of(
    person: str, claims: Sequence[Claim], spells: Sequence[Spell], records: Records
) -> tuple[Conflict, ...]:
    """Return the conflicts between the claims about one person that count.

    Retracted claims, entry errors and claims judged to be shown wrong do not count; sources that repeat one
    origin count once, as one voice for a value.
    """
    if len(claims) < 2:
        return ()  # nobody contradicts a lone claim
    whole = Subject(person, 0, claims)
    parts = [Subject(person, each.number, tuple(_of_spell(each, claims, spells))) for each in spells]
    found: list[Conflict] = []
    for rule in settings("single_valued")["values"]:
        for subject in parts if rule["within"] == SPELL else (whole,):
            found += _differing(subject, rule, records)
    for subject in parts or [whole]:
        found += _denied(subject, records)
        found += _opposed(subject, records)
    if parts:
        found += _denied(Subject(person, 0, tuple(_outside(claims, spells))), records)
    found += _alive_after_death(whole, records)
    return tuple(found)


def conflicts_about(about: str, claims: Sequence[Claim], records: Records) -> tuple[Conflict, ...]:
    """Return the conflicts between the claims about an event or a place of detention: asserted and denied."""
    return tuple(_denied(Subject(about, 0, claims), records))


def _of_spell(spell: Spell, claims: Sequence[Claim], spells: Sequence[Spell]) -> Iterator[Claim]:
    ids = {step.claim for step in spell.steps} | set(spell.denials)
    return (claim for claim in claims if claim.id in ids)


def _outside(claims: Sequence[Claim], spells: Sequence[Spell]) -> Iterator[Claim]:
    inside = {step.claim for spell in spells for step in spell.steps}
    inside |= {claim for spell in spells for claim in spell.denials}
    return (claim for claim in claims if claim.id not in inside)


def _differing(subject: Subject, rule: Mapping[str, Any], records: Records) -> Iterator[Conflict]:
    own = [claim for claim in subject.claims if claim.kind in rule["kinds"] and claim.polarity == ASSERTS]
    for attribute in rule["attributes"] if len(own) > 1 else ():
        given = [(claim, value) for claim in own if (value := _value(claim, attribute)) is not None]
        if len(given) > 1 and _COMPARE.get(attribute, _unlike)(given, records):
            yield _conflict(subject, DIFFER, rule["kinds"][0], attribute, _by_value(given, records), records)


def _value(claim: Claim, attribute: str) -> Any:
    """Return what a claim says of an attribute; None where it says nothing."""
    value = getattr(claim, attribute) if attribute in COLUMNS else claim.attributes.get(attribute)
    if isinstance(value, Unknown):
        return None
    silent = isinstance(value, str) and (not value.strip() or value.startswith(PREFIX))
    return None if silent else value


Given = Sequence[tuple[Claim, Any]]


def _no_common_moment(given: Given, records: Records) -> bool:
    """Tell whether two dates do not meet; all do if the latest beginning is before the earliest end."""
    bounds = [records.bounds(value) for _, value in given if isinstance(value, Moment)]
    starts = [start or NEVER for start, _ in bounds]
    ends = [end or FOREVER for _, end in bounds]
    return bool(bounds) and max(starts) > min(ends)


def _no_common_place(given: Given, records: Records) -> bool:
    """Tell whether some two places lie apart; all agree if the deepest lies in every other."""
    places = {value for _, value in given}
    deepest = max(places, key=lambda place: (len(list(records.ancestors(place))), place))
    return not places <= set(records.ancestors(deepest))


def _unlike(given: Given, records: Records) -> bool:
    return len({_text(value) for _, value in given}) > 1


def _text(value: Any) -> str:
    return unicodedata.normalize("NFC", " ".join(str(value).casefold().split()))


_COMPARE: Mapping[str, Callable[[Given, Records], bool]] = {
    "when": _no_common_moment,
    "where": _no_common_place,
}


def _denied(subject: Subject, records: Records) -> Iterator[Conflict]:
    """Yield, kind by kind, what one source asserts and another denies of one time and place."""
    by_kind: dict[str, tuple[list[Claim], list[Claim]]] = defaultdict(lambda: ([], []))
    for claim in subject.claims:
        if claim.polarity in (ASSERTS, DENIES):
            by_kind[claim.kind][claim.polarity == DENIES].append(claim)
    for kind in sorted(by_kind):
        asserting, denying = by_kind[kind]
        yield from _against(subject, kind, asserting, denying, records)


def _opposed(subject: Subject, records: Records) -> Iterator[Conflict]:
    for rule in settings("single_valued")["opposites"]:
        own = [claim for claim in subject.claims if claim.polarity == ASSERTS]
        denying = [claim for claim in own if claim.kind == rule["kind"]]
        asserting = [claim for claim in own if claim.kind in rule["denies"]]
        yield from _against(subject, rule["kind"], asserting, denying, records)


def _against(
    subject: Subject, kind: str, asserting: Iterable[Claim], denying: Sequence[Claim], records: Records
) -> Iterator[Conflict]:
    against = [claim for claim in asserting if any(_same_matter(claim, other, records) for other in denying)]
    if against:
        values = (_said("asserts", against, records), _said("denies", denying, records))
        yield _conflict(subject, DENIED, kind, "", values, records)


def _same_matter(claim: Claim, denial: Claim, records: Records) -> bool:
    """Tell whether a denial can speak of what a claim asserts: times that meet, places that agree."""
    pair = (claim, denial)
    whens = [(each, each.when) for each in pair if isinstance(each.when, Moment)]
    wheres = [(each, each.where) for each in pair if each.where]
    return not (
        (len(whens) == 2 and _no_common_moment(whens, records))
        or (len(wheres) == 2 and _no_common_place(wheres, records))
    )


def _alive_after_death(subject: Subject, records: Records) -> Iterator[Conflict]:
    """Yield the deaths after which another claim tells of the person in custody, or freed."""
    fatal = settings("single_valued")["death"]["kinds"]
    dated = [c for c in subject.claims if c.polarity == ASSERTS and isinstance(c.when, Moment)]
    deaths = [claim for claim in dated if claim.kind in fatal]
    if not deaths:
        return
    over = min(_ends(claim, records) for claim in deaths)
    alive = [claim for claim in dated if claim.kind not in fatal and kinds().get(claim.kind)]
    later = [claim for claim in alive if kinds()[claim.kind] != "missing" and _starts(claim, records) > over]
    if later:
        values = (_said("death", deaths, records), _said("alive", later, records))
        yield _conflict(subject, ALIVE, fatal[0], "", values, records)


def _starts(claim: Claim, records: Records) -> datetime:
    return (records.bounds(claim.when)[0] if isinstance(claim.when, Moment) else None) or NEVER


def _ends(claim: Claim, records: Records) -> datetime:
    return (records.bounds(claim.when)[1] if isinstance(claim.when, Moment) else None) or FOREVER


def _by_value(given: Given, records: Records) -> tuple[SaidValue, ...]:
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim, value in given:
        claims[str(value)].append(claim)
    return tuple(_said(value, claims[value], records) for value in sorted(claims))


def _said(value: str, claims: Iterable[Claim], records: Records) -> SaidValue:
    known = sorted(claims, key=lambda claim: claim.id)
    origins = tuple(sorted({records.origin(claim) for claim in known}))
    return SaidValue(value=value, claims=tuple(claim.id for claim in known), origins=origins)


def _conflict(
    subject: Subject, code: str, kind: str, attribute: str, values: tuple[SaidValue, ...], records: Records
) -> Conflict:
    claims = {claim for value in values for claim in value.claims}
    judgements, is_open = _weighed(claims, subject, records)
    return Conflict(
        about=subject.about,
        spell=subject.spell,
        code=code,
        kind=kind,
        attribute=attribute,
        values=values,
        judgements=judgements,
        open=is_open,
    )


def _weighed(claims: set[str], subject: Subject, records: Records) -> tuple[tuple[str, ...], bool]:
    """Return the judgements on a conflict, and whether it is open: a claim is in none, or came after them.

    A claim came when its exhibit was received. Where either day is unknown, the claim has to be named.
    """
    given = {each.id: each for claim in claims for each in records.judgements.weighed.get(claim, ())}
    named = {claim for each in given.values() for claim in (each.a, each.b)}
    days = [each.at.first_day for each in given.values() if isinstance(each.at, Moment)]
    judged_on = max((day for day in days if day), default=date.min)
    unnamed = (claim for claim in subject.claims if claim.id in claims - named)
    is_open = not given or any(_came(claim, records) > judged_on for claim in unnamed)
    return tuple(sorted(given)), is_open


def _came(claim: Claim, records: Records) -> date:
    exhibit = records.exhibit(claim)
    received = exhibit.received if exhibit else None
    return (received.last_day if isinstance(received, Moment) else None) or date.max
