"""The five lists as their keepers would send them: other columns, alphabets, encodings, habits and slips."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from undercount.crises.exercise.capture import LISTS, Recorded
from undercount.crises.exercise.population import DETAINED, Harmed, world
from undercount.crises.exercise.spelling import (
    LATIN_SCHEMES,
    initials,
    latin,
    mistyped,
    russian,
    with_lookalikes,
)

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Paper:
    """One list as a file, the map that reads it, and who stands in which of its rows.

    Attributes:
        file: its name; content: its bytes.
        map: what the file does not say, as `lists/NAME.map.toml` holds it.
        truth: the true person's id by the file's own row.
    """

    file: str
    content: bytes
    map: dict[str, Any]
    truth: dict[int, str]


@dataclass(frozen=True)
class _Keeper:
    """How one keeper writes: the order of columns, what each is read as, and the look of the file."""

    metric: str
    columns: Mapping[str, str]
    write: Callable[[Harmed, Random], Cells]
    encoding: str = "utf-8"
    delimiter: str = ","
    titles: Sequence[str] = ()
    extension: str = "csv"
    more: Mapping[str, Any] = field(default_factory=dict)


def papers(recorded: Recorded, seed: int) -> tuple[Paper, ...]:
    """Write every list; the same seed writes the same bytes."""
    return tuple(_paper(name, _KEEPERS[name], recorded[name], seed) for name in LISTS)


def _paper(name: str, keeper: _Keeper, people: Sequence[Harmed], seed: int) -> Paper:
    random = Random(f"paper {name} {seed}")  # noqa: S311 - a seeded exercise, nothing secret
    order = random.sample(people, len(people))
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=keeper.delimiter, lineterminator="\r\n")
    for title in keeper.titles:
        writer.writerow([title])
    writer.writerow(keeper.columns)
    first = len(keeper.titles) + 2
    for number, person in enumerate(order, 1):
        cells = {"№": str(number), **keeper.write(person, random)}
        writer.writerow([cells.get(column, "") for column in keeper.columns])
    truth = {first + at: person.id for at, person in enumerate(order)}
    return Paper(
        f"{name}.{keeper.extension}",
        out.getvalue().encode(keeper.encoding),
        _map(name, keeper, len(people)),
        truth,
    )


def _map(name: str, keeper: _Keeper, rows: int) -> dict[str, Any]:
    return {
        "source": name,
        "exhibit": f"list-{name}",
        **keeper.more,
        "list": {"id": name, "metric": keeper.metric, "held": True, "rows": rows, "audience": "coalition"},
        "columns": dict(keeper.columns),
        "expect": {"rows": [rows, rows]},
    }


def _official(person: Harmed, random: Random) -> Cells:
    name = person.name
    family, given, patronymic = (russian(part) for part in (name.family, name.given, name.patronymic))
    return {
        "Фамилия, инициалы": initials(family, given, patronymic),
        "Год рождения": str(person.birth.year),
        "Место доставления": _place(person, "ru", random, old=0.0),
        "Дата доставления": f"{person.when:%d.%m.%Y}",
        "Доставлен к судье": _after(person, person.judge_hours, "%d.%m.%Y %H:%M"),
        "Освобождён": _after(person, person.released_hours, "%d.%m.%Y"),
    }


def _hotline(person: Harmed, random: Random) -> Cells:
    parts = (person.name.family, person.name.given, person.name.patronymic)
    family, given, patronymic = (_slip(russian(part), random) for part in parts)
    return {
        "Фамилия": with_lookalikes(family, random) if random.random() < 0.05 else family,
        "Имя": given,
        "Отчество": patronymic if random.random() < 0.7 else "",
        "Пол": {"male": "муж", "female": "жен"}[person.sex],
        "Возраст": _age(person, random),
        "Город": _place(person, "ru", random, old=0.25),
        "Когда задержан(а)": _in_words(person, random) if person.outcome == DETAINED else "",
        "Адвоката не пустили": "да" if person.lawyer_hours is None and random.random() < 0.5 else "",
        "Чем занимается": {"journalist": "журналист", "student": "студент"}.get(person.role, ""),
    }


def _ngo(person: Harmed, random: Random) -> Cells:
    name = person.name
    whole = " ".join(_slip(part, random) for part in (name.family, name.given, name.patronymic))
    return {
        "Аты-жөні": whole if random.random() < 0.8 else f"{name.family} {name.given}",
        "Туған жылы": str(person.birth.year) if random.random() < 0.6 else "",
        "Жынысы": {"male": "ер", "female": "әйел"}[person.sex],
        "Қайда ұсталды": _place(person, "kk", random, old=0.1),
        "Ұсталған күні": f"{person.when:%Y-%m-%d}",
        "Адвокат кірді": _after(person, person.lawyer_hours, "%Y-%m-%d %H:%M"),
        "Ұрып-соғу": "иә" if person.ill_treated and random.random() < 0.7 else "",
    }


def _lawyers(person: Harmed, random: Random) -> Cells:
    name = person.name
    return {
        "Подзащитный": f"{russian(name.family)} {russian(name.given)} {russian(name.patronymic)}",
        "Дата рождения": f"{person.birth:%d.%m.%Y}" if random.random() < 0.85 else "",
        "Место содержания": _place(person, "ru", random, old=0.05),
        "Время задержания": f"{person.when:%d.%m.%Y %H:%M}",
        "Время допуска защитника": _after(person, person.lawyer_hours, "%d.%m.%Y %H:%M"),
        "Санкция суда": _after(person, person.judge_hours, "%d.%m.%Y %H:%M"),
    }


def _media(person: Harmed, random: Random) -> Cells:
    scheme = random.choice(LATIN_SCHEMES)
    name = f"{latin(person.name.given, scheme)} {latin(person.name.family, scheme)}"
    return {
        "Name": _slip(name, random),
        "Age": _age(person, random),
        "City": _place(person, "en", random, old=0.15),
        "Date": f"{person.when.day} {person.when:%B %Y}",
        "Journalist": "yes" if person.role == "journalist" else "",
    }


def _slip(name: str, random: Random) -> str:
    return mistyped(name, random) if random.random() < 0.04 else name


def _age(person: Harmed, random: Random) -> str:
    """The age as somebody else remembers it: it drifts, and is often round."""
    age = (person.when.date() - person.birth).days // 365
    kind = random.random()
    if kind < 0.15:
        return ""
    if kind < 0.35:
        return f"{round(age / 5) * 5}"
    return str(age + random.choice((-2, -1, 0, 0, 0, 0, 0, 1)))


def _place(person: Harmed, language: str, random: Random, *, old: float) -> str:
    names: list[str] = next(place for place in world()["places"] if place["id"] == person.place)[language]
    return random.choice(names[1:]) if len(names) > 1 and random.random() < old else names[0]


def _in_words(person: Harmed, random: Random) -> str:
    day = person.when
    forms = (f"{day:%d.%m.%Y}", f"{day.day} марта 2031", f"{day:%d.%m.%Y} {day:%H:%M}", "начало марта 2031")
    return random.choices(forms, (0.5, 0.25, 0.2, 0.05))[0]


def _after(person: Harmed, hours: int | None, form: str) -> str:
    """When something happened that many hours after apprehension; an empty cell where it never did."""
    return "" if hours is None else (person.when + timedelta(hours=hours)).strftime(form)


def truth_rows(made: Sequence[Paper]) -> Iterator[tuple[str, int, str]]:
    """Yield list, row and true person of every row that was written."""
    for paper in made:
        for row, person in sorted(paper.truth.items()):
            yield paper.file.partition(".")[0], row, person


_KEEPERS: Mapping[str, _Keeper] = {
    "official": _Keeper(
        "detained",
        {
            "№": "ignore",
            "Фамилия, инициалы": "name",
            "Год рождения": "birth",
            "Место доставления": "claim:apprehended.where",
            "Дата доставления": "claim:apprehended.when",
            "Доставлен к судье": "claim:before_judge.when",
            "Освобождён": "claim:released.when",
        },
        _official,
        encoding="cp1251",
        delimiter=";",
        titles=("ВЫМЫШЛЕННЫЕ ДАННЫЕ. Республика Заристан, учение", "Список доставленных лиц"),
    ),
    "hotline": _Keeper(
        "detained",
        {
            "№": "ignore",
            "Фамилия": "family",
            "Имя": "given",
            "Отчество": "patronymic",
            "Пол": "sex",
            "Возраст": "age",
            "Город": "claim:apprehended.where",
            "Когда задержан(а)": "claim:apprehended.when",
            "Адвоката не пустили": "claim:lawyer_denied.said",
            "Чем занимается": "occupation",
        },
        _hotline,
        encoding="utf-8-sig",
        more={"dates": "day first"},
    ),
    "ngo": _Keeper(
        "detained",
        {
            "№": "ignore",
            "Аты-жөні": "name",
            "Туған жылы": "birth",
            "Жынысы": "sex",
            "Қайда ұсталды": "claim:apprehended.where",
            "Ұсталған күні": "claim:apprehended.when",
            "Адвокат кірді": "claim:lawyer_granted.when",
            "Ұрып-соғу": "claim:ill_treated.said",
        },
        _ngo,
        encoding="utf-16",
        delimiter="\t",
        extension="tsv",
    ),
    "lawyers": _Keeper(
        "detained",
        {
            "№": "ignore",
            "Подзащитный": "name",
            "Дата рождения": "birth",
            "Место содержания": "claim:held_at.where",
            "Время задержания": "claim:apprehended.when",
            "Время допуска защитника": "claim:lawyer_granted.when",
            "Санкция суда": "claim:before_judge.when",
        },
        _lawyers,
        more={"dates": "day first"},
    ),
    "media": _Keeper(
        "detained",
        {
            "№": "ignore",
            "Name": "name",
            "Age": "age",
            "City": "claim:apprehended.where",
            "Date": "claim:apprehended.when",
            "Journalist": "roles:journalist",
        },
        _media,
    ),
}
