"""The nouns of a crisis itself: what is under watch, by whom, where, and with which legal limits."""

from __future__ import annotations

from dataclasses import dataclass

from undercount.facts.audience import Audience
from undercount.facts.columns import column
from undercount.facts.moment import Moment
from undercount.facts.unknown import Unknown

PUBLIC, COALITION = Audience.PUBLIC, Audience.COALITION


@dataclass(frozen=True, slots=True, kw_only=True)
class Crisis:
    """One emergency under watch; a crisis folder holds exactly one.

    Attributes:
        id: short name in ASCII, used in file names.
        from_day, to_day: the days under watch; `to_day` may be unknown while it lasts.
        zone: IANA time zone in which its civil days are read.
        languages: BCP 47 codes, the first being the main one.
        fictional: whether its people and events are invented; never mixed with a real one.
        as_of: the day its data was last brought up to date; editions are dated by it.
        authority: place or state whose authorities are called on.
    """

    id: str = column(PUBLIC, required=True)
    name_en: str = column(PUBLIC, required=True)
    name_ru: str = column(PUBLIC, required=True)
    name_kk: str = column(PUBLIC, required=True)
    country: str = column(PUBLIC, required=True)
    from_day: Moment = column(PUBLIC, required=True)
    to_day: Moment | Unknown = column(PUBLIC, required=True)
    zone: str = column(PUBLIC, required=True)
    languages: tuple[str, ...] = column(PUBLIC, required=True)
    fictional: bool = column(PUBLIC, required=True)
    as_of: Moment = column(PUBLIC, required=True)
    note: str = column(PUBLIC, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A coalition NGO that keeps this crisis."""

    id: str = column(PUBLIC, required=True)
    name: str = column(PUBLIC, required=True)
    country: str = column(PUBLIC, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place with its names, old and new, in each language.

    Attributes:
        kind: country, region, city, district, facility …
        parent: the place it lies in.
        old_names: names it had or is still called by.
        latitude, longitude: WGS 84, degrees; None where only the name is known.
    """

    id: str = column(PUBLIC, required=True)
    kind: str = column(PUBLIC, required=True, vocabulary="place_kind")
    name_en: str = column(PUBLIC, required=True)
    name_ru: str = column(PUBLIC, required=True)
    name_kk: str = column(PUBLIC, required=True)
    parent: str = column(PUBLIC, refers="places", default="")
    old_names: tuple[str, ...] = column(PUBLIC, default=())
    latitude: float | None = column(PUBLIC, default=None)
    longitude: float | None = column(PUBLIC, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A time limit with its legal source: a figure of law, kept as data because limits differ and change.

    Attributes:
        applies_to: what must happen within the limit, such as `before_judge`.
        limit_hours: the limit, in hours.
        legal_source: the norm it comes from.
        valid: when the norm was in force.
        population: of whom the norm speaks, such as `minors`; empty for everyone.
    """

    id: str = column(PUBLIC, required=True)
    applies_to: str = column(PUBLIC, required=True)
    limit_hours: int = column(PUBLIC, required=True)
    legal_source: str = column(PUBLIC, required=True)
    valid: Moment | Unknown = column(PUBLIC, required=True)
    population: str = column(PUBLIC, vocabulary="population", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureTable:
    """A published table of how many people each combination of lists recorded.

    Attributes:
        lists: the lists' names, in the order of the pattern's digits.
        period: when the people counted were harmed.
        audience: capture patterns stay with the coalition unless their source has published them.
    """

    id: str = column(PUBLIC, required=True)
    source: str = column(PUBLIC, required=True, refers="sources")
    exhibit: str = column(PUBLIC, required=True, refers="exhibits")
    metric: str = column(PUBLIC, required=True, vocabulary="metric")
    place: str = column(PUBLIC, required=True, refers="places")
    lists: tuple[str, ...] = column(PUBLIC, required=True)
    list_names: tuple[str, ...] = column(PUBLIC, required=True)
    period: Moment = column(PUBLIC, required=True)
    audience: Audience = column(PUBLIC, default=COALITION)
    note: str = column(PUBLIC, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureCell:
    """One row of a capture table.

    Attributes:
        pattern: one digit a list, 1 where the list recorded them; at least one is 1.
        count: how many people have this pattern.
    """

    id: str = column(PUBLIC, required=True)
    capture_table: str = column(PUBLIC, required=True, refers="capture_tables")
    pattern: str = column(PUBLIC, required=True)
    count: int = column(PUBLIC, required=True)
    audience: Audience = column(PUBLIC, default=COALITION)
