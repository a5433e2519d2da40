"""What rows must hold together: keys once, references that lead somewhere, bounds the right way round."""

from __future__ import annotations

import re
import zoneinfo
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any

from undercount.facts.columns import Column
from undercount.facts.moment import Moment
from undercount.facts.problem import Problem, Spot
from undercount.facts.tables import TABLES, Row, Rows, Table, targets
from undercount.facts.unknown import PREFIX

_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_NAMES_A_FILE = ("crisis", "lists", "capture_tables")
_NO_CIRCLE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("places", ("parent",)),
    ("figures", ("supersedes", "retracts")),
    ("figures", ("part_of",)),
    ("findings", ("supersedes",)),
    ("judgements", ("supersedes",)),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong between rows.

    Attributes:
        table: the row's table; key: the row's key; column: the column to mend.
        problem: what is wrong and what to do; where it stands in a file is for the reader of files to say.
    """

    table: str
    key: Any
    column: str
    problem: Problem


def check_rows(rows: Rows) -> Iterator[Fault]:
    """Yield every fault between rows and between tables."""
    keys = {name: {getattr(row, TABLES[name].key) for row in found} for name, found in rows.items()}
    for name, found in rows.items():
        table = TABLES[name]
        yield from _double_keys(table, found)
        for row in found:
            yield from _dangling(table, row, keys)
    for name, columns in _NO_CIRCLE:
        yield from _circle(rows, name, columns)
    yield from _file_names(rows)
    yield from _crisis(rows)
    yield from _figures(rows)
    yield from _outages(rows)
    yield from _capture_tables(rows)


def _double_keys(table: Table, rows: Any) -> Iterator[Fault]:
    for key, times in Counter(getattr(row, table.key) for row in rows).items():
        if times > 1:
            what, do = "this {key} stands {times} times", "give each its own"
            problem = Problem("double_key", what, do, values={"key": table.key, "times": times})
            yield Fault(table.name, key, table.key, problem)


def _dangling(table: Table, row: Row, keys: Mapping[str, set[Any]]) -> Iterator[Fault]:
    for column in table.columns:
        places = targets(table, column)
        for target in _targets(row, column) if places else ():
            if not any(target in keys.get(place, ()) for place in places):
                values = {"target": target, "tables": ", ".join(places)}
                what, do = "'{target}' is not in {tables}", "add it there, or mend the reference"
                problem = Problem("dangling", what, do, values=values)
                yield Fault(table.name, getattr(row, table.key), column.name, problem)


def _targets(row: Row, column: Column) -> tuple[str, ...]:
    value = getattr(row, column.name)
    targets = value if isinstance(value, tuple) else (value,)
    return tuple(target for target in targets if target and not target.startswith(PREFIX))


def _circle(rows: Rows, name: str, columns: tuple[str, ...]) -> Iterator[Fault]:
    table = TABLES[name]
    by_name = {column.name: column for column in table.columns}
    before = {
        getattr(row, table.key): [target for column in columns for target in _targets(row, by_name[column])]
        for row in rows.get(name, ())
    }
    try:
        TopologicalSorter(before).prepare()
    except CycleError as fault:
        circle = fault.args[1][::-1]
        what, do = "this goes in a circle: {circle}", "break the circle"
        problem = Problem("circle", what, do, values={"circle": " → ".join(circle)})
        yield Fault(name, circle[0], columns[0], problem)


def names_a_file(ident: str) -> bool:
    """Whether an id can be the name of a file everywhere, and of no file outside its folder."""
    return bool(_FILE_NAME.fullmatch(ident))


def _file_names(rows: Rows) -> Iterator[Fault]:
    for name in _NAMES_A_FILE:
        for row in rows.get(name, ()):
            if not names_a_file(row.id):
                yield Fault(name, row.id, "id", bad_id())


def bad_id(at: Spot | None = None) -> Problem:
    """Return the problem of an id that a file is named after and that can't be a name."""
    what, do = "no file can be named after this id", "use letters a-z, digits, . _ - and nothing else"
    return Problem("bad_id", what, do, at or Spot())


def _crisis(rows: Rows) -> Iterator[Fault]:
    for crisis in rows.get("crisis", ()):
        try:
            zoneinfo.ZoneInfo(crisis.zone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            what, do = "'{zone}' is not a time zone", "use an IANA name such as Asia/Almaty"
            problem = Problem("bad_zone", what, do, values={"zone": crisis.zone})
            yield Fault("crisis", crisis.id, "zone", problem)
        if _ends_first(crisis.from_day, crisis.to_day):
            problem = Problem("ends_first", "the end is before the start", "mend one of the two")
            yield Fault("crisis", crisis.id, "to_day", problem)


def _ends_first(start: Any, end: Any) -> bool:
    """Whether the one surely ends before the other starts; days are not compared with points in time."""
    if not (isinstance(start, Moment) and isinstance(end, Moment)) or start.is_instant != end.is_instant:
        return False
    return start.earliest is not None and end.latest is not None and end.latest < start.earliest


def _figures(rows: Rows) -> Iterator[Fault]:
    for figure in rows.get("figures", ()):
        if figure.low is not None and figure.high is not None and figure.low > figure.high:
            values = {"low": figure.low, "high": figure.high}
            what, do = "low {low} is above high {high}", "exchange them"
            problem = Problem("bounds_crossed", what, do, values=values)
            yield Fault("figures", figure.id, "low", problem)
        for column in ("low", "high", "value"):
            if (getattr(figure, column) or 0) < 0:
                problem = Problem("negative", "a number of people is negative", "mend it")
                yield Fault("figures", figure.id, column, problem)


def _outages(rows: Rows) -> Iterator[Fault]:
    # a claim that ends before it starts is what its source said: connectivity tells of it
    for claim in rows.get("outage_claims", ()):
        for column in ("start", "end"):
            moment = getattr(claim, column)
            if moment is not None and not moment.is_instant:
                what, do = "an outage needs a time of day", "give it with its offset, as in 2022-01-05T10:30Z"
                yield Fault("outage_claims", claim.id, column, Problem("no_time", what, do))


def _capture_tables(rows: Rows) -> Iterator[Fault]:
    for table in rows.get("capture_tables", ()):
        if len(table.lists) != len(table.list_names) or len(set(table.lists)) != len(table.lists):
            what, do = "each list needs one name, and stands once", "give as many names as lists"
            yield Fault("capture_tables", table.id, "lists", Problem("lists_unlike_names", what, do))
