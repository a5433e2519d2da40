"""Which list came to record whom: unequal, dependent on each other and on the place, and blind to some."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from undercount.crises.exercise.population import DETAINED, KILLED, Harmed, world

LISTS = ("official", "hotline", "ngo", "lawyers", "media")
Recorded = Mapping[str, tuple[Harmed, ...]]


def capture(people: tuple[Harmed, ...], seed: int) -> Recorded:
    """Draw for each list whom it records.

    Whoever is invisible stands on no list. The hotline's callers turn to the NGO too (positive dependence);
    lawyers record whom they reached, which the authorities also hold; the press goes where others have been.
    """
    random = Random(f"capture {seed}")  # noqa: S311 - a seeded exercise, nothing secret
    found: dict[str, list[Harmed]] = {name: [] for name in LISTS}
    for person in people:
        on: set[str] = set()
        for name in LISTS:
            if random.random() < _CHANCE[name](person, on):
                on.add(name)
                found[name].append(person)
    return {name: tuple(each) for name, each in found.items()}


def _official(person: Harmed, _on: set[str]) -> float:
    if person.visibility == 0:
        return 0.0
    by_outcome = {DETAINED: 0.50, KILLED: 0.35}.get(person.outcome, 0.02)
    return by_outcome * (0.5 + 0.5 * _open(person))


def _hotline(person: Harmed, _on: set[str]) -> float:
    return min(0.9, 1.1 * person.visibility)


def _ngo(person: Harmed, on: set[str]) -> float:
    return min(0.9, person.visibility * (1.5 if "hotline" in on else 0.6))


def _lawyers(person: Harmed, on: set[str]) -> float:
    if person.outcome != DETAINED or person.lawyer_hours is None or person.visibility == 0:
        return 0.0
    return min(0.8, person.visibility * (1.3 if "official" in on else 0.8))


def _media(person: Harmed, on: set[str]) -> float:
    if person.visibility == 0:
        return 0.0
    known = 0.35 if person.outcome == KILLED or person.role == "journalist" else 0.0
    return min(0.9, known + person.visibility**2 * (1.2 if on & {"hotline", "ngo"} else 0.5))


def _open(person: Harmed) -> float:
    return next(float(place["open"]) for place in world()["places"] if place["id"] == person.place)


_CHANCE: Mapping[str, Callable[[Harmed, set[str]], float]] = {
    "official": _official,
    "hotline": _hotline,
    "ngo": _ngo,
    "lawyers": _lawyers,
    "media": _media,
}
