"""What rows must hold together: keys once, references that lead somewhere, bounds the right way round."""

from __future__ import annotations

import zoneinfo
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from undercount.facts.columns import Column
from undercount.facts.problem import Problem, Spot
from undercount.facts.tables import TABLES, Row, Rows, Table


def check_rows(rows: Rows) -> Iterator[Problem]:
    """Yield every problem between rows and between tables."""
    keys = {name: {getattr(row, TABLES[name].key) for row in found} for name, found in rows.items()}
    for name, found in rows.items():
        table = TABLES[name]
        yield from _double_keys(table, found)
        for row in found:
            yield from _dangling(table, row, keys)
    yield from _figures(rows)
    yield from _outages(rows)
    yield from _retraction_circles(rows)
    yield from _zone(rows)


def _spot(table: Table, row: Row, column: str) -> Spot:
    return Spot(table.name, None, f"{getattr(row, table.key)}, {column}")


def _double_keys(table: Table, rows: Iterable[Row]) -> Iterator[Problem]:
    counts = Counter(getattr(row, table.key) for row in rows)
    for key, times in counts.items():
        if times > 1:
            spot = Spot(table.name, None, f"{key}, {table.key}")
            yield Problem(
                "double_key",
                "this {key} stands {times} times",
                "give each its own",
                spot,
                {"key": table.key, "times": times},
            )


def _dangling(table: Table, row: Row, keys: dict[str, set[Any]]) -> Iterator[Problem]:
    for column in table.columns:
        if column.refers:
            for target in _targets(row, column):
                if target not in keys.get(column.refers, set()):
                    values = {"target": target, "table": column.refers}
                    do = "add it there, or mend the reference"
                    spot = _spot(table, row, column.name)
                    yield Problem("dangling", "'{target}' is not in {table}", do, spot, values)


def _targets(row: Row, column: Column) -> tuple[str, ...]:
    value = getattr(row, column.name)
    if isinstance(value, tuple):
        return value
    return (value,) if value else ()


def _figures(rows: Rows) -> Iterator[Problem]:
    table = TABLES["figures"]
    for figure in rows.get("figures", ()):
        if figure.low is not None and figure.high is not None and figure.low > figure.high:
            values = {"low": figure.low, "high": figure.high}
            spot = _spot(table, figure, "low")
            yield Problem("bounds_crossed", "low {low} is above high {high}", "exchange them", spot, values)
        if any(number is not None and number < 0 for number in (figure.low, figure.high, figure.value)):
            yield Problem(
                "negative", "a number of people is negative", "mend it", _spot(table, figure, "value")
            )


def _outages(rows: Rows) -> Iterator[Problem]:
    table = TABLES["outage_claims"]
    for claim in rows.get("outage_claims", ()):
        for name in ("start", "end"):
            moment = getattr(claim, name)
            if moment is not None and not moment.is_instant:
                do = "give the offset too, as in 2022-01-05T10:30Z"
                yield Problem("no_time", "an outage needs a time of day", do, _spot(table, claim, name))


def _retraction_circles(rows: Rows) -> Iterator[Problem]:
    table = TABLES["figures"]
    before = {figure.id: (*figure.supersedes, *figure.retracts) for figure in rows.get("figures", ())}
    for start in before:
        seen, stack = set(), list(before[start])
        while stack:
            current = stack.pop()
            if current == start:
                spot = Spot(table.name, None, f"{start}, supersedes")
                yield Problem("circle", "the figure supersedes itself in a circle", "break the circle", spot)
                break
            if current not in seen:
                seen.add(current)
                stack.extend(before.get(current, ()))


def _zone(rows: Rows) -> Iterator[Problem]:
    for crisis in rows.get("crisis", ()):
        try:
            zoneinfo.ZoneInfo(crisis.zone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            spot = Spot("crisis.toml", None, "crisis, zone")
            values = {"zone": crisis.zone}
            yield Problem(
                "bad_zone",
                "'{zone}' is not a time zone",
                "use an IANA name such as Asia/Almaty",
                spot,
                values,
            )
