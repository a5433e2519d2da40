"""What a method concludes from one snapshot: frozen values that survive JSON and name their provenance."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec


class Verdict(StrEnum):
    """What an estimate amounts to; a refused estimate is a good answer."""

    ESTIMATE = "estimate"
    LOWER_BOUND = "lower_bound"
    NOT_ESTIMABLE = "not_estimable"


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """How a result came to be, so that anyone entitled to the snapshot can compute it again.

    Attributes:
        method: code of the method; version: of its rules, raised when results change.
        snapshot: the snapshot's id; empty where the input was a lone file.
        input_sha256: digest of exactly the rows that were read.
        seed: None where nothing is random.
        settings: what was chosen.
        fictional: whether the people it speaks of are invented.
    """

    method: str
    version: int
    snapshot: str = ""
    input_sha256: str = ""
    seed: int | None = None
    settings: dict[str, Any] = {}
    fictional: bool = False


class PanelRow(msgspec.Struct, frozen=True, kw_only=True):
    """One estimator's answer; `estimate` and `interval` are None where it refused."""

    method: str
    assumption: str
    usable: bool
    estimate: float | None = None
    interval: tuple[float, float] | None = None
    diagnostics: dict[str, float] = {}


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """How many people there were, recorded and not.

    Attributes:
        metric: what was counted.
        reasons: codes, why the verdict is no better.
        n_observed: distinct people recorded; None where no rows are held.
        interval: 95 %; None where refused.
        lower_bound: None where there is none.
    """

    provenance: Provenance
    metric: str
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    n_observed: int | None = None
    estimate: float | None = None
    interval: tuple[float, float] | None = None
    lower_bound: float | None = None
    panel: tuple[PanelRow, ...] = ()
    lists_known: tuple[str, ...] = ()
    lists_held: tuple[str, ...] = ()


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One figure in a series.

    Attributes:
        figure: its id.
        day_from, day_to: ISO days it speaks of; equal for one day.
        low, high: hard bounds, None is open; value: the number said, None where only words were.
        status: as its source left it: stands, superseded, retracted, lowered, repeats_retracted …
    """

    figure: str
    source: str
    day_from: str
    day_to: str
    low: int | None
    high: int | None
    value: int | None
    hedge: str
    status: str


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one side about one metric, population and place, over time.

    Attributes:
        side: authority or observer.
        scope: population code; figures of different scopes never share a series.
    """

    metric: str
    population: str
    place: str
    side: str
    points: tuple[Point, ...]


class Issue(msgspec.Struct, frozen=True, kw_only=True):
    """Something a rule found in figures: a code and the ids it concerns, the earliest first."""

    code: str
    figures: tuple[str, ...]
    values: dict[str, Any] = {}


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """Official figures against observed ones over time, and what is wrong with them."""

    provenance: Provenance
    series: tuple[Series, ...]
    issues: tuple[Issue, ...]


class Indicator(msgspec.Struct, frozen=True, kw_only=True):
    """One indicator's value as a range, so that unknowns are never dropped.

    Attributes:
        kind: share, count, ratio, duration, funnel or checklist.
        numerator, denominator, unknown: counts; low = yes/N, high = (yes + unknown)/N for a share.
        parts: the pieces it is made of, each with a code.
        missing: codes of what is missing for it; non-empty and low None: not computed.
    """

    id: str
    kind: str
    numerator: float | None = None
    denominator: float | None = None
    unknown: int | None = None
    low: float | None = None
    high: float | None = None
    parts: tuple[dict[str, Any], ...] = ()
    missing: tuple[str, ...] = ()


class Indicators(msgspec.Struct, frozen=True, kw_only=True):
    """All indicators over one snapshot, by id."""

    provenance: Provenance
    indicators: dict[str, Indicator]


class ClaimedOutage(msgspec.Struct, frozen=True, kw_only=True):
    """What published claims say about one cut-off of one scope and network, side by side.

    Attributes:
        onset, end: earliest and latest claimed, UTC ISO 8601; None where nobody gave one.
        hours: least and most hours claimed outright.
        claims: ids of the outage claims it rests on.
        conflicts: issues between them.
    """

    scope: str
    network: str
    onset: tuple[str, str] | None
    end: tuple[str, str] | None
    hours: tuple[float, float] | None
    claims: tuple[str, ...]
    conflicts: tuple[Issue, ...] = ()


class ClaimedOutages(msgspec.Struct, frozen=True, kw_only=True):
    """Every cut-off that is claimed; a claim is not a measurement."""

    provenance: Provenance
    outages: tuple[ClaimedOutage, ...]


class DemandStanding(msgspec.Struct, frozen=True, kw_only=True):
    """Where one demand stands: how its obligations are graded, side by side, never averaged.

    Attributes:
        grades: how many obligations have each grade, A-E, U, M in this order; grades nobody has are left out.
        worst: the worst of the grades A-E; None where every obligation is unknown or moot.
        findings: ids of the current findings, in the order of the obligations.
    """

    demand: str
    grades: dict[str, int]
    worst: str | None
    findings: tuple[str, ...]


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where every demand stands, and all obligations together."""

    provenance: Provenance
    demands: tuple[DemandStanding, ...]
    grades: dict[str, int]


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """The mentions taken to speak of one human.

    Attributes:
        id: the first of its mentions, in the order of their ids; it changes when a link is found or undone.
        mentions: ids, in order.
    """

    id: str
    mentions: tuple[str, ...]


class Persons(msgspec.Struct, frozen=True, kw_only=True):
    """Everyone on the lists, told apart by one method.

    Attributes:
        method: how people were told apart, such as `exact_name`.
        groups: mentions of several unnamed people at once, which are nobody's.
        unlinkable: people whose one mention bears no name, or one too short to look for elsewhere.
        not_comparable: lists whose names this method can't compare with the others', as with initials alone
            or in another script.
        linked: how often somebody of one list was found on another, over all people.
        missed: how often more they are likely to be there, by a looser comparison that links nobody.
    """

    method: str
    persons: tuple[Person, ...]
    groups: tuple[str, ...] = ()
    unlinkable: tuple[str, ...] = ()
    not_comparable: tuple[str, ...] = ()
    linked: int = 0
    missed: int = 0


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One claim about somebody's detention, with the bounds of when it can have happened.

    Attributes:
        state: the state of custody it leaves a person in; "" where it tells none.
        earliest, latest: when it happened or began, UTC; None is open.
        until: the last moment it speaks of, as of a stay from day to day; None where that is `latest`.
        origin: whom its source ultimately repeats.
        private: whether a meeting was in private; None where nobody says.
        mode: how a release came about; "" where nobody says.
    """

    claim: str
    kind: str
    state: str
    earliest: datetime | None
    latest: datetime | None
    origin: str
    until: datetime | None = None
    place: str = ""
    private: bool | None = None
    mode: str = ""


class Spell(msgspec.Struct, frozen=True, kw_only=True):
    """One detention of one person, from arrest to release, as far as steps tell.

    Attributes:
        number: its place among the person's detentions, from 1.
        begin, end: earliest and latest it can have begun and ended, UTC; None where no claim tells.
        steps: in time; contradicting ones are all kept.
        denials: claims that deny a step of it, or the custody itself.
        issues: codes of the vocabulary `custody_issue`.
    """

    person: str
    number: int
    begin: tuple[datetime | None, datetime | None] | None
    end: tuple[datetime | None, datetime | None] | None
    steps: tuple[Step, ...]
    denials: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()


class Custody(msgspec.Struct, frozen=True, kw_only=True):
    """Where a person stood at the end of a day.

    Attributes:
        state: held, released, missing, dead or unknown; a code of the vocabulary `custody_state`.
        issues: why it is unknown, or what else must be known beside it.
        last_state, last_day: what the last dated step says and its last possible day (ISO); "" without one.
    """

    person: str
    state: str
    issues: tuple[str, ...] = ()
    last_state: str = ""
    last_day: str = ""


class SaidValue(msgspec.Struct, frozen=True, kw_only=True):
    """One value of an attribute, and who gives it; sources that repeat one origin count once."""

    value: str
    claims: tuple[str, ...]
    origins: tuple[str, ...]


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """Claims that cannot all be true, found by rule; nothing is decided.

    Attributes:
        about: the person, event or place of detention; spell: which detention, 0 where it is of none.
        code: of the vocabulary `conflict_code`.
        kind, attribute: of the claims; the attribute is "" where the claim as a whole is denied.
        values: what is said; asserts and denies for a denial.
        judgements: those that weighed it; open: none has, or a claim came later.
    """

    about: str
    spell: int
    code: str
    kind: str
    attribute: str
    values: tuple[SaidValue, ...]
    judgements: tuple[str, ...] = ()
    open: bool = True


class Total(msgspec.Struct, frozen=True, kw_only=True):
    """How many people one harm befell, by the grade of what is said of each.

    Attributes:
        low, middle, high: confirmed; with those that are probable; with those that are reported.
        recorded: everyone on a list of the metric or with a claim of it, whatever the grade.
        unnamed: least and most people in unnamed groups on such lists, in no other number; None is open.
    """

    metric: str
    low: int
    middle: int
    high: int
    disputed: int
    refuted: int
    unassessed: int
    recorded: int
    unnamed: tuple[int, int | None] = (0, 0)


class People(msgspec.Struct, frozen=True, kw_only=True):
    """Everyone recorded, what befell them by the claims, and what is contradicted.

    Attributes:
        as_of: the day whose end `custody` speaks of, ISO.
        recorded: by metric, the ids of the people recorded for it.
        states: how many people are in each state of custody.
        totals: one a metric. What a wider audience may see is `states` and `totals` alone.
    """

    provenance: Provenance
    as_of: str
    persons: Persons
    spells: tuple[Spell, ...] = ()
    custody: tuple[Custody, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    recorded: dict[str, tuple[str, ...]] = {}
    states: dict[str, int] = {}
    totals: tuple[Total, ...] = ()


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the methods conclude from one snapshot; a folder of results holds exactly this.

    Attributes:
        people: None where the snapshot withholds the names, so that people can't be told apart.
    """

    gaps: Gap
    outages: ClaimedOutages
    indicators: Indicators
    estimates: tuple[Estimate, ...]
    standing: Standing
    people: People | None = None


def result_json(result: msgspec.Struct) -> Any:
    """Return a result as plain JSON values."""
    return msgspec.to_builtins(result)
