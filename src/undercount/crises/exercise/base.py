"""What the fictional republic has beside its lists: places, sources, exhibits, the official series."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from undercount.crises.exercise.capture import LISTS, Recorded
from undercount.crises.exercise.population import DETAINED, Harmed, world
from undercount.facts.audience import Audience
from undercount.facts.crisis import Crisis, Organisation, Place, Threshold
from undercount.facts.moment import day_moment, read_moment
from undercount.facts.register import Figure
from undercount.facts.sources import Exhibit, Source
from undercount.facts.unknown import Unknown

FICTIONAL = "Fictional: nobody and nothing in this crisis exists."
STATE, LAG_DAYS, COUNTRY = "interior", 2, "zaristan"
_PUBLIC = Audience.PUBLIC
_NAMES = {
    "official": ("Ministry of the Interior of Zaristan (fictional)", "ministry"),
    "hotline": ("Hotline of the exercise (fictional)", "hotline"),
    "ngo": ("Rights bureau of the exercise (fictional)", "ngo"),
    "lawyers": ("Lawyers' group of the exercise (fictional)", "lawyer"),
    "media": ("Newsroom of the exercise (fictional)", "newsroom"),
}


def base_rows(people: Sequence[Harmed], recorded: Recorded) -> dict[str, list[Any]]:
    """Return the rows of every table that does not come from a list."""
    return {
        "crisis": [_crisis()],
        "organisations": [Organisation(id="exercise", name="Coalition of the exercise (fictional)")],
        "places": _places(),
        "thresholds": _thresholds(),
        "sources": [_source(name) for name in LISTS],
        "exhibits": [_exhibit(f"list-{name}", f"List kept by {_NAMES[name][0]}", name) for name in LISTS]
        + [_exhibit(f"bulletin-{number}", "Bulletin (fictional)", "official") for number in range(1, 9)],
        "figures": [*_official_series(people), *_observed(recorded)],
    }


def _crisis() -> Crisis:
    return Crisis(
        id="exercise",
        name_en="Zaristan, March 2031 (exercise, fictional)",
        name_ru="Заристан, март 2031 года (учение, вымышлено)",
        name_kk="Заристан, 2031 жылғы наурыз (жаттығу, ойдан шығарылған)",
        country="ZZ",
        from_day=read_moment("2031-03-02"),
        to_day=read_moment("2031-03-31"),
        zone="Etc/GMT-5",
        languages=("en", "ru", "kk"),
        fictional=True,
        as_of=read_moment(world()["as_of"]),
        note=FICTIONAL,
    )


def _places() -> list[Place]:
    country = Place(id=COUNTRY, kind="country", name_en="Zaristan", name_ru="Заристан", name_kk="Заристан")
    return [country, *(_place(each) for each in world()["places"])]


def _place(each: dict[str, Any]) -> Place:
    others = [name for language in ("ru", "kk", "en") for name in each[language][1:]]
    return Place(
        id=each["id"],
        kind="city",
        name_en=each["en"][0],
        name_ru=each["ru"][0],
        name_kk=each["kk"][0],
        parent=COUNTRY,
        old_names=tuple(dict.fromkeys(others)),
    )


def _thresholds() -> list[Threshold]:
    limits = (("before_judge", 48), ("lawyer_granted", 24), ("held_at", 24))
    source = "Code of the exercise (fictional)"
    valid = read_moment("2020-01-01/..")
    return [
        Threshold(id=f"limit-{what}", applies_to=what, limit_hours=hours, legal_source=source, valid=valid)
        for what, hours in limits
    ]


def _source(name: str) -> Source:
    title, kind = _NAMES[name]
    return Source(id=name, name=title, kind=kind, origin_cluster=name, note=FICTIONAL, audience=_PUBLIC)


def _exhibit(ident: str, title: str, source: str) -> Exhibit:
    return Exhibit(
        id=ident,
        title=title,
        source=source,
        published=Unknown.NOT_STATED,
        received=read_moment(world()["as_of"]),
        licence="Apache-2.0, fictional",
        audience=_PUBLIC,
    )


def _official_series(people: Sequence[Harmed]) -> list[Figure]:
    """The ministry counts two thirds of the detained, two days late, and takes one bulletin back."""
    figures: list[Figure] = []
    for number in range(1, 8):
        said = date(2031, 3, 3) + timedelta(days=number)
        so_far = [
            p for p in people if p.outcome == DETAINED and p.when.date() <= said - timedelta(days=LAG_DAYS)
        ]
        figures.append(_figure(f"E{number}", "official", said, len(so_far) * 2 // 3, number))
    wrong = figures[3]
    again = _figure("E4r", "official", date(2031, 3, 8), None, 8, retracts=(wrong.id,), hedge="none")
    figures[3] = _figure(wrong.id, "official", date(2031, 3, 7), 4_100, 4, status="retracted")
    return [*figures, again]


def _observed(recorded: Recorded) -> list[Figure]:
    days = (date(2031, 3, 5), date(2031, 3, 7), date(2031, 3, 12))
    return [
        _figure(f"H{number}", "hotline", day, _known_by(recorded["hotline"], day), None)
        for number, day in enumerate(days, 1)
    ]


def _known_by(people: Sequence[Harmed], day: date) -> int:
    return sum(person.outcome == DETAINED and person.when.date() <= day for person in people)


def _figure(
    ident: str, source: str, said: date, value: int | None, bulletin: int | None, **more: Any
) -> Figure:
    observed = bulletin is None
    return Figure(
        id=ident,
        source=source,
        exhibit=f"list-{source}" if observed else f"bulletin-{bulletin}",
        said_on=day_moment(said),
        as_of=day_moment(said),
        metric="detained",
        population="all",
        place=COUNTRY,
        low=value,
        high=None if observed else value,
        value=value,
        hedge=more.pop("hedge", "at_least" if observed else "exact"),
        cumulative=True,
        note=FICTIONAL,
        audience=_PUBLIC,
        **more,
    )
