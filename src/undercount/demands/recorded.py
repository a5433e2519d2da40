"""What indicators of people are computed from: everyone recorded, told apart before, and the rows they come from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from undercount.facts.moment import Moment
from undercount.facts.register import Claim, Mention
from undercount.facts.results import Estimate, People, Spell
from undercount.facts.tables import Rows
from undercount.facts.unknown import PREFIX

DETAINED = "detained"
ADULT = 18  # years; Convention on the Rights of the Child, article 1


@dataclass(frozen=True)
class Recorded:
    """Everyone recorded, and what may be asked of them. Only counts leave the functions that ask.

    Attributes:
        rows: every table's rows of the snapshot in which people were told apart; it may hold more than the one
            that indicators are published with.
        people: None where people can't be told apart.
        estimates: of how many there were, by metric.
    """

    rows: Rows = field(default_factory=dict)
    people: People | None = None
    estimates: tuple[Estimate, ...] = ()

    @cached_property
    def spells(self) -> Mapping[str, Sequence[Spell]]:
        """The detentions of each person who has any."""
        found: dict[str, list[Spell]] = defaultdict(list)
        for spell in self.people.spells if self.people else ():
            found[spell.person].append(spell)
        return found

    @cached_property
    def detainees(self) -> tuple[str, ...]:
        """Everyone on a list of people detained, or with a detention by the claims."""
        listed = self.people.recorded.get(DETAINED, ()) if self.people else ()
        return tuple(sorted({*listed, *self.spells}))

    @cached_property
    def mentions(self) -> Mapping[str, Sequence[Mention]]:
        """The mentions of each person."""
        by_id = {mention.id: mention for mention in self.rows.get("mentions", ())}
        persons = self.people.persons.persons if self.people else ()
        return {p.id: [by_id[m] for m in p.mentions if m in by_id] for p in persons}

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """The active claims, by id."""
        return {claim.id: claim for claim in self.rows.get("claims", ()) if claim.state == "active"}

    @cached_property
    def claims_about(self) -> Mapping[str, Sequence[Claim]]:
        """The active claims about each person, event and place of detention, in the order of their ids."""
        person_of = {mention.id: person for person, known in self.mentions.items() for mention in known}
        found: dict[str, list[Claim]] = defaultdict(list)
        for ident in sorted(self.claims):
            claim = self.claims[ident]
            if claim.about:
                found[person_of.get(claim.about, claim.about)].append(claim)
        return found

    def roles(self, person: str) -> frozenset[str]:
        """Return the roles that any list gives a person."""
        known = (role for mention in self.mentions.get(person, ()) for role in mention.roles)
        return frozenset(role for role in known if not role.startswith(PREFIX))

    def is_minor(self, person: str, on: date | None) -> bool | None:
        """Return whether a person was under 18 on a day; None where that is not known or lists differ."""
        found = {_is_minor(mention, on) for mention in self.mentions.get(person, ())} - {None}
        return found.pop() if len(found) == 1 else None


def _is_minor(mention: Mention, on: date | None) -> bool | None:
    if "minor" in mention.roles:
        return True
    if isinstance(mention.birth, Moment) and on is not None:
        ages = {_age(day, on) < ADULT for day in (mention.birth.first_day, mention.birth.last_day) if day}
        return ages.pop() if len(ages) == 1 else None
    return None if mention.age is None else mention.age < ADULT


def _age(birth: date, on: date) -> int:
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def kinds_held(claims: Iterable[Claim]) -> frozenset[str]:
    """Return the kinds of claim there are."""
    return frozenset(claim.kind for claim in claims)
