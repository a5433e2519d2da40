"""Made-up rows for every table, true to their dataclasses and to each other, full of text that hurts.

Nothing here knows a table by heart: a new table or column is filled as soon as it is declared.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from undercount.facts.audience import Audience
from undercount.facts.columns import Column, Kind
from undercount.facts.moment import read_moment
from undercount.facts.tables import TABLES, Row, Table
from undercount.facts.unknown import Unknown
from undercount.facts.vocabulary import vocabulary

HURTFUL = (
    "плохо, «очень» \"плохо\"",
    "line one\nline two",
    "carriage\rreturn",
    "both\r\nof them",
    "a|b, c;d\te",
    "=1+1",
    "@SUM(A1:A9)",
    "+7 701",
    "-5",
    "'quoted'",
    '"',
    '""',
    "  space at both ends  ",
    "مظاهرة في ألماتي",
    "\u202eturned\u202c",
    "👩‍👩‍👧 🇰🇿",
    "Қ̌ e\u0301 é",
    "\u00a0no-break",
    "\ufeffmark inside",
    "#comment",
    "+++",
    "{braces} %s %(x)s {0}",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "\x1b[31mred",
    "next\x85line\u2028and\u2029more",
    "null",
    "true",
    "0",
    "١٢",
    "\\ back\\slash \\n \\u0041",
    "x" * 5000,
)
WORDS = tuple(text.strip() for text in HURTFUL if "|" not in text)
MOMENTS = ("2022", "2022-01", "2022-01-05", "2022-08~", "2022-01-XX", "2022-01-05/2022-01-10", "../2022-02")
INSTANTS = ("2022-01-05T10:30Z", "2022-01-05T16:30:15+06:00", "2022-01-05T10:00Z/2022-01-05T12:00Z")
LATER = ("2022-01-10T08:00Z", "2022-01-11T00:00+06:00")
ATTRIBUTES: tuple[dict[str, Any], ...] = (
    {},
    {"charge": "272", "articles": [1, 2, {"deep": [None, True, 0.5]}]},
    {text: text for text in HURTFUL},
)
PLAIN = {  # columns that something outside their own table holds to a form
    ("crisis", "zone"): ("Asia/Almaty", "Europe/Belgrade", "UTC"),
    ("crisis", "from_day"): ("2022-01-02",),
    ("crisis", "to_day"): ("2022-02", "2022-01-10/.."),
    ("outage_claims", "start"): INSTANTS,
    ("outage_claims", "end"): LATER,
}
ROWS = 3


@dataclass(frozen=True)
class Maker:
    """Makes rows from a seed; the same seed gives the same rows."""

    random: random.Random
    keys: Mapping[str, Sequence[Any]]

    def row(self, table: Table, number: int) -> Row:
        """Return one row with every column filled or left to its default."""
        values = {column.name: self.value(table, column, number) for column in table.columns}
        return table.row(**_in_order(values))

    def value(self, table: Table, column: Column, number: int) -> Any:
        """Return a value that this column may hold."""
        plain = PLAIN.get((table.name, column.name))
        if column.name == table.key:
            return self.keys[table.name][number]
        if table.name == "capture_tables" and column.name in ("lists", "list_names"):
            return ("police, list", 'n"g"o', "count")
        if column.kind is not Kind.MOMENT and plain:
            return self.random.choice(plain)
        if column.refers:
            return self._reference(table, column, number)
        if (table.name, column.name) in (("claims", "about"), ("judgements", "a"), ("judgements", "b")):
            return self.random.choice(self.keys["mentions"])
        if (table.name, column.name) == ("findings", "cites"):
            return (self.keys["claims"][0], self.keys["figures"][1])
        if column.vocabulary:
            return self._code(column)
        return self._by_kind(table, column, plain or MOMENTS)

    def _reference(self, table: Table, column: Column, number: int) -> Any:
        own = column.refers == table.name
        keys = list(self.keys[column.refers])[:number] if own else list(self.keys[column.refers])  # no circle
        if column.kind is Kind.WORDS:
            return tuple(self.random.sample(keys, self.random.randint(int(column.required), len(keys))))
        return self.random.choice([*keys, *([] if column.required else [""])])

    def _code(self, column: Column) -> Any:
        codes = [*vocabulary(column.vocabulary).terms, Unknown.NOT_ASKED.cell]
        if column.kind is Kind.WORDS:
            return tuple(self.random.sample(codes, self.random.randint(int(column.required), 2)))
        return self.random.choice(codes)

    def _by_kind(self, table: Table, column: Column, moments: Sequence[str]) -> Any:
        default = _default(table, column)
        empty = [] if column.required or default is not None else [None]
        reasons = list(Unknown) if column.unknowable else []
        choices: dict[Kind, Sequence[Any]] = {
            Kind.TEXT: HURTFUL if column.required or default else ("", *HURTFUL),
            Kind.INTEGER: [0, 1, 41, 10**12, *empty],
            Kind.NUMBER: [0.0, 0.1, -43.25, 1e-9, *empty],
            Kind.FLAG: [True, False, *empty],
            Kind.MOMENT: [*map(read_moment, moments), *reasons, *empty],
            Kind.ATTRIBUTES: ATTRIBUTES,
            Kind.AUDIENCE: list(Audience),
        }
        if column.kind is Kind.WORDS:
            return tuple(self.random.sample(WORDS, self.random.randint(int(column.required), 4)))
        return self.random.choice(choices[column.kind])


def made_crisis(seed: int, rows: int = ROWS) -> dict[str, list[Row]]:
    """Return rows of every table, sorted as a crisis folder keeps them."""
    maker = Maker(random.Random(seed), {name: _keys(table, rows) for name, table in TABLES.items()})
    made = {name: [maker.row(table, n) for n in range(rows)] for name, table in TABLES.items()}
    made["crisis"] = made["crisis"][:1]
    made["statement_texts"] = [_as_text_file(row) for row in made["statement_texts"]]
    made["capture_cells"] = _cells(made["capture_tables"])
    return made


def _keys(table: Table, rows: int) -> list[Any]:
    if table.key == "number":
        return list(range(1, rows + 1))
    if table.key == "lang":
        return ["en", "kk", "ru", "uz-Cyrl-UZ", "fr"][:rows]
    return [f"{table.name}-{number}" for number in range(rows)]


def _in_order(values: dict[str, Any]) -> dict[str, Any]:
    low, high = values.get("low"), values.get("high")
    if low is not None and high is not None and low > high:
        values["low"], values["high"] = high, low
    return values


def _default(table: Table, column: Column) -> Any:
    field = next(field for field in dataclasses.fields(table.row) if field.name == column.name)
    return None if field.default is dataclasses.MISSING else field.default


def _as_text_file(row: Row) -> Row:
    body = row.body.replace("\r\n", "\n").strip()  # what surrounds the text is not part of it
    return dataclasses.replace(row, body=body or "текст")


def _cells(tables: Sequence[Row]) -> list[Row]:
    cell = TABLES["capture_cells"].row
    return [
        cell(id=f"{t.id}-{p}", capture_table=t.id, pattern=p, count=n, audience=t.audience)
        for t in tables
        for n, p in enumerate(("001", "010", "111"))
    ]
