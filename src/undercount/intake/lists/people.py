"""Reads the rows of a list cell by cell into what they say of people and of what happened to them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from undercount.intake.lists.cells.names import read_name
from undercount.intake.lists.cells.reading import Reading
from undercount.intake.lists.columns import Column
from undercount.intake.lists.entry import Entry, ListFacts, Told
from undercount.intake.lists.mapping import IGNORE, STATUS
from undercount.intake.lists.tally import Tally

_PARTS = ("family", "given", "patronymic")
_JOINED = ("residence", "occupation")
_NAMES = ("name", *_PARTS)
_SIMPLE = frozenset({"name", "sex", "birth", "id"})  # said by one column alone, and better than by any other
_PLAIN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
_NAMELESS = "unknown:not_stated"
_OF_NAMES = frozenset({"unnamed", "group", "several_names"})
_MARKS = "\x1e\x1f"


class _Row:
    """A row while it is read.

    Attributes:
        fields: what it says of the person.
        told: what it tells of each step, by the kind of claim and its number.
        given: cells whose text is not word for word what they were read as.
    """

    __slots__ = ("fields", "given", "told")

    def __init__(self) -> None:
        self.fields: dict[str, Any] = {}
        self.told: dict[tuple[str, int], Told] = {}
        self.given: list[tuple[str, str, str]] = []


_Put = Callable[[_Row, Mapping[str, Any], str], None]


class RowReader:
    """Reads the rows of one list.

    Args:
        columns: its columns that are read, in the order of the file.
        facts: what its rows share.
        tally: takes refusals and what was doubtful.
    """

    def __init__(self, columns: Sequence[Column], facts: ListFacts, tally: Tally) -> None:
        kept = [column for column in columns if column.target.field != IGNORE]
        self._steps = [(c.index, c.known.get, c.read, _put_for(c), c) for c in kept if c.index >= 0]
        self._above = next((c for c in kept if c.index < 0), None)
        self._width = 1 + max((column.index for column in kept), default=0)
        said = sorted((c for c in kept if c.target.field != "id" and c.index >= 0), key=lambda c: c.name)
        self._said = [column.index for column in said]
        self._base = hashlib.blake2b("\x1f".join(column.name for column in said).encode(), digest_size=8)
        self._facts = facts
        self._tally = tally
        self._name = next((c.name for c in kept if c.target.field in _NAMES), "")
        self._id = next((c.name for c in kept if c.target.field == "id"), "")
        self._first_rows: dict[bytes, int] = {}
        self._times: dict[bytes, int] = {}
        self._rows_of_ids: dict[str, int] = {}

    def read(self, number: int, cells: list[str], section: str) -> Entry | None:
        """Read one row; None where a cell of it is refused.

        Args:
            number: the file's own row.
            cells: its cells; empty ones are added where the row ends early.
            section: the heading that stands above it.
        """
        row, refused = _Row(), False
        if len(cells) < self._width:
            cells.extend([""] * (self._width - len(cells)))
        for index, known, read, put, column in self._steps:
            text = cells[index]
            if text:
                reading = known(text) or read(text)
                values, fault, notes, shown = reading
                if fault or notes:
                    refused = self._remark(number, column, reading, text) or refused
                put(row, values, text)
                if shown != text:
                    row.given.append((column.name, text, shown))
        if section and self._above is not None:
            refused = self._read_above(number, row, section) or refused
        return None if refused else self._entry(number, row, cells)

    def _remark(self, number: int, column: Column, reading: Reading, text: str) -> bool:
        """Count what was doubtful about a cell; return whether it is refused."""
        if reading.fault:
            shown = text.lstrip(_MARKS)[:60] if column.shows else "…"
            self._tally.refuse(reading.fault, number, column.name, text=shown)
            return True
        for note in reading.notes:
            self._tally.note(note, number, column.name)
        return False

    def _read_above(self, number: int, row: _Row, section: str) -> bool:
        """Read the heading above a row as if it were a cell of it; return whether it is refused."""
        assert self._above is not None
        reading = self._above.read(section)
        _put_for(self._above)(row, reading.fields, section)
        return self._remark(number, self._above, reading, section)

    def _entry(self, number: int, row: _Row, cells: Sequence[str]) -> Entry | None:
        fields = row.fields
        if "name" not in fields:
            self._settle_name(number, fields)
        if "count_low" not in fields:
            fields["count_low"] = fields["count_high"] = 1
        digest = self._digest(cells)
        twin = self._first_rows.setdefault(digest, number)
        twin = 0 if twin == number else twin
        stated = fields.pop("id", "") if self._id else ""
        ident = self._stated_id(number, stated) if stated else self._counted_id(digest, twin)
        if not ident:
            return None
        if (STATUS, 1) in row.told:
            self._settle_status(number, row.told)
        return Entry(number, ident, fields, row.told, row.given, twin, self._facts)

    def _settle_name(self, number: int, fields: dict[str, Any]) -> None:
        """Join the name of its parts as they are given, and say where there is none."""
        parts: Sequence[str] = fields.pop("parts", ())
        if parts:
            whole = " ".join(parts)
            reading = read_name(whole)
            fields["name"] = whole
            for field, value in reading.fields.items():
                fields.setdefault(field, value)
            for note in reading.notes:
                if note in _OF_NAMES:
                    self._tally.note(note, number, self._name)
        else:
            fields["name"] = _NAMELESS
            self._tally.note("name_missing", number, self._name)

    def _stated_id(self, number: int, stated: str) -> str:
        """Return the mention's id by the source's own identifier; "" where that stands twice."""
        other = self._rows_of_ids.setdefault(stated, number)
        if other != number:
            self._tally.refuse("double_id", number, self._id, other=other)
            return ""
        plain = stated if _PLAIN_ID.fullmatch(stated) else hashlib.blake2b(stated.encode(), digest_size=8).hexdigest()
        return f"{self._facts.id}-{plain}"

    def _counted_id(self, digest: bytes, twin: int) -> str:
        """Return the mention's id by what the row says, and by how often the list has said it."""
        if not twin:
            return f"{self._facts.id}-{digest.hex()}"
        times = self._times[digest] = self._times.get(digest, 1) + 1
        return f"{self._facts.id}-{digest.hex()}-{times}"

    def _digest(self, cells: Sequence[str]) -> bytes:
        digest = self._base.copy()
        digest.update("\x1e".join([cells[index] for index in self._said]).encode())
        return digest.digest()

    def _settle_status(self, number: int, told: dict[tuple[str, int], Told]) -> None:
        """Give "date" and "place" to what the row's own status says happened."""
        loose = told.pop((STATUS, 1))
        key = next(iter(told), None) or ((self._facts.kind, 1) if self._facts.kind else None)
        if key is None:
            self._tally.note("no_status", number)
            return
        stands = told.get(key, Told({}, []))
        told[key] = Told({**loose.values, **stands.values}, [*stands.quotes, *loose.quotes])


def _put_for(column: Column) -> _Put:
    """Return what adds a cell of a column to what its row says."""
    target = column.target
    if target.kind:
        return partial(_put_step, (target.kind, target.number))
    if target.field == "claim":
        return _put_kinds
    return _put_alone if target.field in _SIMPLE else partial(_put_said, target.field)


def _put_alone(row: _Row, values: Mapping[str, Any], _: str) -> None:
    row.fields.update(values)


def _put_step(key: tuple[str, int], row: _Row, values: Mapping[str, Any], text: str) -> None:
    """Add what a cell says of a step; a cell that says nothing of it makes no claim."""
    if values:
        quote = text if text[0] > "\x1f" else text[1:]
        told = row.told.get(key)
        if told is None:
            row.told[key] = Told(dict(values), [quote])
        else:
            told.values.update(values)
            if quote not in told.quotes:
                told.quotes.append(quote)


def _put_kinds(row: _Row, values: Mapping[str, Any], text: str) -> None:
    for kind in values.get("kinds", ()):
        row.told.setdefault((kind, 1), Told({}, [])).quotes.append(text)


def _put_said(own: str, row: _Row, values: Mapping[str, Any], text: str) -> None:
    """Add what a cell says of the person; a column of its own says it better than a cell that holds two things."""
    fields = row.fields
    if own in _PARTS:
        fields.setdefault("parts", []).append(text)
    for name, value in values.items():
        if name not in fields or (name == own and name not in _JOINED) or own == "count":
            fields[name] = value
        elif name in _JOINED:
            fields[name] = f"{fields[name]}, {value}"
        elif name == "roles":
            fields[name] = tuple(dict.fromkeys((*fields[name], *value)))
