"""Everyone in a snapshot: told apart, their detentions, where they stood, what is contradicted, how many."""

from __future__ import annotations

from collections import Counter

import msgspec

from undercount.facts.problem import Problem
from undercount.facts.results import Conflict, Custody, People, Provenance, Spell
from undercount.facts.tables import Rows
from undercount.people.conflicts import conflicts_about, conflicts_of
from undercount.people.custody import custody_of, day_of
from undercount.people.judgements import Judgements
from undercount.people.persons import persons_of
from undercount.people.records import Records
from undercount.people.spells import spells_of
from undercount.people.steps import take
from undercount.people.totals import Harms

VERSION = 1


def people_of(rows: Rows, provenance: Provenance) -> People | None:
    """Compute what a snapshot says of people, as of the day its data is of.

    Args:
        rows: every table's rows.
        provenance: how the result comes to be; it is returned with it.

    Returns:
        Everyone; None where the snapshot withholds names, so that people can't be told apart.
    """
    judgements = Judgements(rows)
    persons = persons_of(rows, judgements)
    if persons is None:
        return None
    records = Records(rows, persons, judgements)
    day = day_of(records.as_of, records.zone)
    spells: list[Spell] = []
    custody: list[Custody] = []
    conflicts: list[Conflict] = []
    for person, claims in records.by_person.items():
        taken = take(claims, records)
        own = spells_of(person, taken)
        stood = custody_of(person, taken.steps, own, day)
        spells += own
        custody += [stood] if stood else []
        conflicts += conflicts_of(person, claims, own, records)
    for about, claims in records.elsewhere.items():
        conflicts += conflicts_about(about, claims, records)
    harms = Harms(records, conflicts)
    return People(
        provenance=provenance,
        as_of=records.as_of.isoformat(),
        persons=persons,
        spells=tuple(spells),
        custody=tuple(custody),
        conflicts=tuple(conflicts),
        recorded=dict(harms.recorded),
        states=dict(sorted(Counter(each.state for each in custody).items())),
        totals=harms.totals(),
    )


def grade_problems(rows: Rows) -> tuple[Problem, ...]:
    """Return what the grades that members gave lack by their rules; such a grade counts as a lower one."""
    judgements = Judgements(rows)
    persons = persons_of(rows, judgements)
    if persons is None:
        return ()
    records = Records(rows, persons, judgements)
    conflicts: list[Conflict] = []
    for person, claims in records.by_person.items():
        conflicts += conflicts_of(person, claims, spells_of(person, take(claims, records)), records)
    return tuple(Harms(records, conflicts).problems())


def counts_alone(people: People) -> People:
    """Leave of a result only what speaks of nobody in particular: how many, by harm, grade and state."""
    nobody = msgspec.structs.replace(people.persons, persons=(), groups=(), unlinkable=())
    return msgspec.structs.replace(people, persons=nobody, spells=(), custody=(), conflicts=(), recorded={})
