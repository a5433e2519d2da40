"""The nouns of what authorities were called on to do, and of where each obligation stands."""

from __future__ import annotations

from dataclasses import dataclass

from undercount.facts.audience import Audience
from undercount.facts.columns import column
from undercount.facts.moment import Moment
from undercount.facts.unknown import Unknown

PUBLIC = Audience.PUBLIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """A norm an obligation rests on.

    Attributes:
        gist_*: what it says, in our words.
        text_seen: whether the text itself was read for this entry.
    """

    id: str = column(PUBLIC, required=True)
    title: str = column(PUBLIC, required=True)
    gist_en: str = column(PUBLIC, required=True)
    gist_ru: str = column(PUBLIC, required=True)
    gist_kk: str = column(PUBLIC, required=True)
    text_seen: bool = column(PUBLIC, required=True)
    note: str = column(PUBLIC, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One thing the coalition calls on an authority to do; made of obligations.

    Attributes:
        number: its place in the statement, from 1.
        title_*, gist_*: a short title, and what is asked in our words.
        truncated: whether the published text breaks off before its end.
    """

    id: str = column(PUBLIC, required=True)
    number: int = column(PUBLIC, required=True)
    addressee: str = column(PUBLIC, required=True)
    title_en: str = column(PUBLIC, required=True)
    title_ru: str = column(PUBLIC, required=True)
    title_kk: str = column(PUBLIC, required=True)
    gist_en: str = column(PUBLIC, required=True)
    gist_ru: str = column(PUBLIC, required=True)
    gist_kk: str = column(PUBLIC, required=True)
    truncated: bool = column(PUBLIC, default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One atom of a demand that can be checked.

    Attributes:
        text_*: what is owed, in our words.
        duty: respect, protect, fulfil, conduct, structure or scope.
        fulfilled_by, breached_by: what would show that it is kept, or broken.
    """

    id: str = column(PUBLIC, required=True)
    demand: str = column(PUBLIC, required=True, refers="demands")
    text_en: str = column(PUBLIC, required=True)
    text_ru: str = column(PUBLIC, required=True)
    text_kk: str = column(PUBLIC, required=True)
    duty: str = column(PUBLIC, required=True, vocabulary="duty")
    standards: tuple[str, ...] = column(PUBLIC, required=True, refers="standards")
    indicators: tuple[str, ...] = column(PUBLIC, refers="indicators", default=())
    fulfilled_by: tuple[str, ...] = column(PUBLIC, default=())
    breached_by: tuple[str, ...] = column(PUBLIC, default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorDefinition:
    """How one indicator is computed, typed as structure, process or outcome (OHCHR, HR/PUB/12/5).

    Attributes:
        kind: share, count, ratio, duration, funnel or checklist.
        formula: in our words, with the unit.
        benchmark: what the standard asks.
        needs: the kinds of claim, or the tables, it is computed from.
        bias: what it is known to over- or understate.
    """

    id: str = column(PUBLIC, required=True)
    kind: str = column(PUBLIC, required=True, vocabulary="indicator_kind")
    type: str = column(PUBLIC, required=True, vocabulary="indicator_type")
    name_en: str = column(PUBLIC, required=True)
    name_ru: str = column(PUBLIC, required=True)
    name_kk: str = column(PUBLIC, required=True)
    formula: str = column(PUBLIC, required=True)
    benchmark: str = column(PUBLIC, default="")
    needs: tuple[str, ...] = column(PUBLIC, required=True)
    bias: str = column(PUBLIC, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Where an obligation stands on a date, citing claims, figures and results. Append-only.

    Attributes:
        grade: A-E of the Human Rights Committee's follow-up scale, U evidence too thin, M moot.
        cites: ids of claims, figures, outage claims.
        results: names of results it cites, such as `indicators:IND08`.
        reason_*: why this grade, in our words.
        dissent: a grader's differing view.
        changes_if_*: what would change the grade.
        next_review: when it is looked at again.
    """

    id: str = column(PUBLIC, required=True)
    obligation: str = column(PUBLIC, required=True, refers="obligations")
    grade: str = column(PUBLIC, required=True, vocabulary="finding_grade")
    on: Moment = column(PUBLIC, required=True)
    cites: tuple[str, ...] = column(PUBLIC, default=())
    results: tuple[str, ...] = column(PUBLIC, default=())
    reason_en: str = column(PUBLIC, required=False, default="")
    reason_ru: str = column(PUBLIC, required=False, default="")
    reason_kk: str = column(PUBLIC, required=False, default="")
    changes_if_en: str = column(PUBLIC, default="")
    changes_if_ru: str = column(PUBLIC, default="")
    changes_if_kk: str = column(PUBLIC, default="")
    dissent: str = column(PUBLIC, default="")
    graders: tuple[str, ...] = column(PUBLIC, default=())
    next_review: Moment | Unknown = column(PUBLIC, default=Unknown.NOT_STATED)
    supersedes: str = column(PUBLIC, refers="findings", default="")
    audience: Audience = column(PUBLIC, default=Audience.COALITION)
