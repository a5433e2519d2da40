"""The true population: everyone who was harmed, with what befell them, drawn from a seed."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

DETAINED, KILLED, INJURED = "detained", "killed", "injured"
OUTCOMES = (DETAINED, INJURED, KILLED)
_WEIGHTS = (0.86, 0.11, 0.03)
PEOPLE = 3_000
ZONE = timezone(timedelta(hours=5))  # the republic keeps one time, Etc/GMT-5, all year


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the script and language its bearer writes it in."""

    family: str
    given: str
    patronymic: str
    tongue: str  # steppe | river


@dataclass(frozen=True, slots=True)
class Harmed:
    """One person of the truth.

    Attributes:
        when: when they were apprehended, hurt or killed, in the republic's own time.
        visibility: 0-1, how easily any list comes to know of them; 0 is out of every list's reach.
        lawyer_hours, judge_hours: hours after apprehension; None: it never happened.
        place_hours: hours until the place of detention was acknowledged; None: never.
    """

    id: str
    name: Name
    sex: str
    birth: date
    place: str
    when: datetime
    outcome: str
    role: str
    visibility: float
    ill_treated: bool
    lawyer_hours: int | None
    judge_hours: int | None
    place_hours: int | None
    released_hours: int | None


@cache
def world() -> dict[str, Any]:
    """Return the fictional republic's parts."""
    return tomllib.loads((files("undercount.crises.exercise") / "world.toml").read_text(encoding="utf-8"))


def population(seed: int, people: int = PEOPLE) -> tuple[Harmed, ...]:
    """Draw everyone who was harmed; the same seed gives the same people."""
    random = Random(f"population {seed}")  # noqa: S311 - a seeded exercise, nothing secret
    return tuple(_person(f"T{number:05}", random) for number in range(1, people + 1))


def _person(ident: str, random: Random) -> Harmed:
    sex = "male" if random.random() < 0.83 else "female"
    place = random.choices(world()["places"], [each["share"] for each in world()["places"]])[0]
    outcome = random.choices(OUTCOMES, _WEIGHTS)[0]
    held = outcome == DETAINED
    return Harmed(
        id=ident,
        name=_name(sex, random),
        sex=sex,
        birth=date(2031, 3, 1) - timedelta(days=int(365.25 * min(78, max(14, random.gauss(31, 11))))),
        place=place["id"],
        when=_when(random),
        outcome=outcome,
        role=random.choices(
            ("", "journalist", "human_rights_defender", "student"), (0.93, 0.02, 0.015, 0.035)
        )[0],
        visibility=_visibility(place["open"], random),
        ill_treated=held and random.random() < 0.11,
        lawyer_hours=_hours(held, 0.55, 40, random),
        judge_hours=_hours(held, 0.62, 60, random),
        place_hours=_hours(held, 0.8, 25, random),
        released_hours=_hours(held, 0.85, 150, random),
    )


def _when(random: Random) -> datetime:
    days: dict[str, float] = world()["days"]
    day = date.fromisoformat(random.choices(list(days), list(days.values()))[0])
    hour = int(random.triangular(8, 24, 19)) % 24
    return datetime(day.year, day.month, day.day, hour, random.randrange(0, 60, 5), tzinfo=ZONE)


def _visibility(openness: float, random: Random) -> float:
    """A mixture: some are out of reach, most are ordinary, a few are known to everybody."""
    kind = random.random()
    if kind < 0.08:
        return 0.0
    return openness * (random.betavariate(2, 4) if kind < 0.85 else random.betavariate(5, 2))


def _hours(held: bool, share: float, mean: int, random: Random) -> int | None:
    happens, hours = random.random() < share, 1 + int(random.expovariate(1 / mean))
    return hours if held and happens else None


def _name(sex: str, random: Random) -> Name:
    tongue = "steppe" if random.random() < world()["steppe"]["weight"] else "river"
    parts = world()[tongue]
    family = _skewed(parts["family"], random) + _skewed(parts["family_mid"], random)
    family += _skewed(parts["family_end"], random)
    given = _given(parts, "m" if sex == "male" else "f", random)
    father = _given(parts, "m", random)
    if tongue == "steppe":
        ending = random.choice(("", "ев" if family.endswith("й") else "ов"))
        child = "ұлы" if sex == "male" else "қызы"
        stem = family.removesuffix("й") if ending else family
        return Name(_female(stem + ending, sex), given, father + child, tongue)
    child = "ович" if sex == "male" else "овна"
    return Name(_female(family, sex), given, father + child, tongue)


def _given(parts: dict[str, Any], sex: str, random: Random) -> str:
    return _skewed(parts[f"given_{sex}"], random) + _skewed(parts[f"given_{sex}_end"], random)


def _skewed(parts: list[str], random: Random) -> str:
    """Choose a part so that a few are common and many rare, as names are (Zipf's law)."""
    return random.choices(parts, [1 / rank for rank in range(1, len(parts) + 1)])[0]


def _female(family: str, sex: str) -> str:
    if sex == "male":
        return family
    if family.endswith("ский"):
        return family.removesuffix("ий") + "ая"
    return family + "а" if family.endswith(("ов", "ев", "ин")) else family
