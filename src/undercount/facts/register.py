"""The nouns of the register: what sources say of people, events and numbers, and what we judge of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from undercount.facts.audience import Audience
from undercount.facts.columns import column
from undercount.facts.moment import Moment
from undercount.facts.unknown import Unknown

SEALED, PUBLIC = Audience.SEALED, Audience.PUBLIC
COALITION, ORGANISATION = Audience.COALITION, Audience.ORGANISATION


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One row of one list: a person, or an unnamed group, as that source names them. Never edited.

    Attributes:
        row: the list file's own line.
        name: the name as given; given, family and patronymic where the source separates them.
        birth: EDTF, or why it is unknown; age is what the source says, in years.
        roles: codes such as journalist, lawyer, minor.
        count_low, count_high: how many people the row speaks of; 1 and 1 for one person, None is open.
    """

    id: str = column(COALITION, required=True)
    list: str = column(PUBLIC, required=True, refers="lists")
    row: int = column(COALITION, required=True)
    name: str = column(ORGANISATION, required=True)
    given: str = column(ORGANISATION, default="")
    family: str = column(ORGANISATION, default="")
    patronymic: str = column(ORGANISATION, default="")
    sex: str = column(COALITION, vocabulary="sex", default=Unknown.NOT_STATED.cell)
    birth: Moment | Unknown = column(ORGANISATION, default=Unknown.NOT_STATED)
    age: int | None = column(COALITION, default=None)
    residence: str = column(ORGANISATION, default="")
    occupation: str = column(ORGANISATION, default="")
    roles: tuple[str, ...] = column(COALITION, vocabulary="role", default=())
    count_low: int | None = column(COALITION, default=None)
    count_high: int | None = column(COALITION, default=None)
    audience: Audience = column(PUBLIC, default=ORGANISATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One assertion, by one source, quoting one exhibit at one place in it; about what the source said.

    Attributes:
        about: the id of a mention, an event or a place of detention; empty for the crisis as a whole.
        kind: what is asserted; a code of the vocabulary `claim_kind`.
        when, where, by_whom: as the source says.
        attributes: typed details of the kind, such as a charge.
        polarity: asserts, denies, or the source says it does not know.
        directness: how the source knows.
        locator: where in the exhibit; quote: its words, short.
        state: active, retracted by its source, or an entry error; nothing is overwritten.
    """

    id: str = column(PUBLIC, required=True)
    kind: str = column(PUBLIC, required=True, vocabulary="claim_kind")
    source: str = column(PUBLIC, required=True, refers="sources")
    exhibit: str = column(PUBLIC, required=True, refers="exhibits")
    about: str = column(PUBLIC, default="")
    when: Moment | Unknown = column(PUBLIC, default=Unknown.NOT_STATED)
    where: str = column(PUBLIC, refers="places", default="")
    by_whom: str = column(PUBLIC, default="")
    attributes: dict[str, Any] = column(PUBLIC, default={})
    polarity: str = column(PUBLIC, vocabulary="polarity", default="asserts")
    directness: str = column(PUBLIC, vocabulary="directness", default=Unknown.NOT_STATED.cell)
    locator: str = column(PUBLIC, default="")
    quote: str = column(PUBLIC, default="")
    gist: str = column(PUBLIC, default="")
    case: str = column(COALITION, default="")
    state: str = column(PUBLIC, vocabulary="claim_state", default="active")
    audience: Audience = column(PUBLIC, default=ORGANISATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened at a place and time, which claims are about."""

    id: str = column(PUBLIC, required=True)
    kind: str = column(PUBLIC, required=True, vocabulary="event_kind")
    when: Moment | Unknown = column(PUBLIC, required=True)
    place: str = column(PUBLIC, required=True, refers="places")
    title: str = column(PUBLIC, default="")
    audience: Audience = column(PUBLIC, default=ORGANISATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facility:
    """A place where people are held."""

    id: str = column(PUBLIC, required=True)
    name: str = column(PUBLIC, required=True)
    kind: str = column(PUBLIC, required=True, vocabulary="facility_kind")
    place: str = column(PUBLIC, required=True, refers="places")
    audience: Audience = column(PUBLIC, default=ORGANISATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A claim about a number: who said how many of whom, where, as of when, with which hedge.

    Attributes:
        said_on: when it was said; as_of: the time the number speaks of.
        metric, population, place: how many of what, of whom, where; codes and a place id.
        definition: the speaker's own definition, in our words, where one was given.
        value: the number said; None where only words were.
        low, high: the hard bounds its words entail; None is open.
        hedge: the code of its hedge, such as at_least.
        cumulative: True for a running total, False for a stock or a day's number, None where not said.
        status: stands, superseded, retracted … as its own source has left it.
        supersedes, retracts, repeats: ids of other figures.
        part_of: the figure whose sub-total this is, by the source's own word.
        breakdown: sub-totals given beside it.
        also_in: further exhibits that carry it.
        verified: whether the page was seen, as against recalled.
    """

    id: str = column(PUBLIC, required=True)
    source: str = column(PUBLIC, required=True, refers="sources")
    exhibit: str = column(PUBLIC, required=True, refers="exhibits")
    said_on: Moment | Unknown = column(PUBLIC, required=True)
    as_of: Moment | Unknown = column(PUBLIC, required=True)
    metric: str = column(PUBLIC, required=True, vocabulary="metric")
    population: str = column(PUBLIC, required=True, vocabulary="population")
    place: str = column(PUBLIC, required=True, refers="places")
    definition: str = column(PUBLIC, default="")
    low: int | None = column(PUBLIC, default=None)
    high: int | None = column(PUBLIC, default=None)
    hedge: str = column(PUBLIC, required=False, vocabulary="hedge", default="exact")
    value: int | None = column(PUBLIC, default=None)
    unit: str = column(PUBLIC, vocabulary="unit", default="persons")
    cumulative: bool | None = column(PUBLIC, default=None)
    status: str = column(PUBLIC, vocabulary="figure_status", default="stands")
    supersedes: tuple[str, ...] = column(PUBLIC, refers="figures", default=())
    retracts: tuple[str, ...] = column(PUBLIC, refers="figures", default=())
    repeats: tuple[str, ...] = column(PUBLIC, refers="figures", default=())
    part_of: tuple[str, ...] = column(PUBLIC, refers="figures", default=())
    breakdown: dict[str, Any] = column(PUBLIC, default={})
    also_in: tuple[str, ...] = column(PUBLIC, refers="exhibits", default=())
    locator: str = column(PUBLIC, default="")
    quote: str = column(PUBLIC, default="")
    verified: bool = column(PUBLIC, default=True)
    note: str = column(PUBLIC, default="")
    audience: Audience = column(PUBLIC, default=ORGANISATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutageClaim:
    """A published claim that people were cut off, with its own definition and precision.

    Attributes:
        scope: the place's id; network: which networks, such as mobile.
        state: off, degraded, on or other.
        start, end: instants with an offset; empty where the claim gives none.
        precision_min: how exact its times are, in minutes either way.
        hours: a duration it gives outright, in hours.
        kind: measurement, report, registry, official or operator.
    """

    id: str = column(PUBLIC, required=True)
    source: str = column(PUBLIC, required=True, refers="sources")
    exhibit: str = column(PUBLIC, required=True, refers="exhibits")
    scope: str = column(PUBLIC, required=True, refers="places")
    network: str = column(PUBLIC, required=True, vocabulary="network")
    state: str = column(PUBLIC, required=True, vocabulary="outage_state")
    start: Moment | None = column(PUBLIC, default=None)
    end: Moment | None = column(PUBLIC, default=None)
    precision_min: int | None = column(PUBLIC, default=None)
    hours: float | None = column(PUBLIC, default=None)
    definition: str = column(PUBLIC, default="")
    kind: str = column(PUBLIC, vocabulary="outage_claim_kind", default="report")
    quote: str = column(PUBLIC, default="")
    audience: Audience = column(PUBLIC, default=ORGANISATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A member's yes, no or unsure about a pair of mentions, or the grade given to contradicting claims."""

    id: str = column(COALITION, required=True)
    kind: str = column(COALITION, required=True, vocabulary="judgement_kind")
    a: str = column(COALITION, required=True)
    b: str = column(COALITION, default="")
    answer: str = column(COALITION, vocabulary="answer", default="")
    grade: str = column(COALITION, vocabulary="grade", default="")
    reason: str = column(COALITION, required=False, default="")
    member: str = column(ORGANISATION, default="")
    at: Moment | Unknown = column(COALITION, default=Unknown.NOT_STATED)
    supersedes: str = column(COALITION, refers="judgements", default="")
    audience: Audience = column(PUBLIC, default=COALITION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What a person or family allowed, for which purpose; without it nothing of a living person goes out."""

    id: str = column(ORGANISATION, required=True)
    person: str = column(ORGANISATION, required=True)
    purpose: str = column(ORGANISATION, required=True, vocabulary="consent_purpose")
    given_by: str = column(SEALED, default="")
    when: Moment | Unknown = column(ORGANISATION, default=Unknown.NOT_STATED)
    how: str = column(ORGANISATION, default="")
    withdrawn: Moment | None = column(ORGANISATION, default=None)
    audience: Audience = column(PUBLIC, default=ORGANISATION)
