"""Reads the rows of a list cell by cell into what they say of people and of what happened to them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from undercount.intake.lists.cells.names import read_name
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


class RowReader:
    """Reads the rows of one list.

    Args:
        columns: its columns that are read, in the order of the file.
        facts: what its rows share.
        tally: takes refusals and what was doubtful.
    """

    def __init__(self, columns: Sequence[Column], facts: ListFacts, tally: Tally) -> None:
        kept = [column for column in columns if column.target.field != IGNORE]
        self._steps = [
            (c.index, c.known.get, c.read, c, c.target.field in _SIMPLE) for c in kept if c.index >= 0
        ]
        self._above = next((c for c in kept if c.index < 0), None)
        self._width = 1 + max((column.index for column in kept), default=0)
        self._said = sorted(
            (c for c in kept if c.target.field != "id" and c.index >= 0), key=lambda c: c.name
        )
        self._base = hashlib.blake2b("\x1f".join(c.name for c in self._said).encode(), digest_size=8)
        self._facts = facts
        self._tally = tally
        self._name = next((c.name for c in kept if c.target.field in _NAMES), "")
        self._id = next((c.name for c in kept if c.target.field == "id"), "")
        self._times: dict[str, int] = {}
        self._rows_of_ids: dict[str, int] = {}

    def read(self, number: int, cells: list[str], section: str) -> Entry | None:
        """Read one row; None where a cell of it is refused.

        Args:
            number: the file's own row.
            cells: its cells; empty ones are added where the row ends early.
            section: the heading that stands above it.
        """
        fields: dict[str, Any] = {}
        told: dict[tuple[str, int], Told] = {}
        given: list[tuple[str, str, str]] = []
        refused = False
        if len(cells) < self._width:
            cells.extend([""] * (self._width - len(cells)))
        for index, known, read, column, simple in self._steps:
            text = cells[index]
            if not text:
                continue
            values, fault, notes, shown = known(text) or read(text)
            if simple and not fault and not notes:
                fields.update(values)
            elif fault:
                self._refuse(number, column, fault, text)
                refused = True
            else:
                self._take(number, column, values, notes, text, (fields, told))
            if shown is not text and shown != text:
                given.append((column.name, text, shown))
        if section and self._above is not None:
            reading = self._above.read(section)
            self._take(number, self._above, reading.fields, reading.notes, section, (fields, told))
        if refused:
            return None
        if "name" not in fields:
            self._settle_name(number, fields)
        return self._entry(number, fields, told, given, self._digest(cells))

    def _refuse(self, number: int, column: Column, fault: str, text: str) -> None:
        shown = text.lstrip(_MARKS)[:60] if column.shows else "…"
        self._tally.refuse(fault, number, column.name, text=shown)

    def _take(
        self,
        number: int,
        column: Column,
        values: Mapping[str, Any],
        notes: Sequence[str],
        text: str,
        into: tuple[dict[str, Any], dict[tuple[str, int], Told]],
    ) -> None:
        """Add what a cell says to what the row says, and count what was doubtful about it."""
        for note in notes:
            self._tally.note(note, number, column.name)
        if column.claims:
            _tell(into[1], column, values, text)
        else:
            _say(into[0], column.target.field, values, text)

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

    def _entry(
        self,
        number: int,
        fields: dict[str, Any],
        told: dict[tuple[str, int], Told],
        given: Sequence[tuple[str, str, str]],
        digest: str,
    ) -> Entry | None:
        stated = fields.pop("id", "") if self._id else ""
        ident = self._stated_id(number, stated) if stated else self._counted_id(digest)
        if not ident:
            return None
        fields.pop("parts", None)
        if "count_low" not in fields:
            fields["count_low"] = fields["count_high"] = 1
        if (STATUS, 1) in told:
            self._settle_status(number, told)
        return Entry(number, ident, fields, told, given, digest, self._facts)

    def _stated_id(self, number: int, stated: str) -> str:
        """Return the mention's id by the source's own identifier; "" where that stands twice."""
        other = self._rows_of_ids.setdefault(stated, number)
        if other != number:
            self._tally.refuse("double_id", number, self._id, other=other)
            return ""
        plain = (
            stated
            if _PLAIN_ID.fullmatch(stated)
            else hashlib.blake2b(stated.encode(), digest_size=8).hexdigest()
        )
        return f"{self._facts.id}-{plain}"

    def _counted_id(self, digest: str) -> str:
        """Return the mention's id by what the row says, and by how often the list has said it."""
        times = self._times[digest] = self._times.get(digest, 0) + 1
        return f"{self._facts.id}-{digest}" if times == 1 else f"{self._facts.id}-{digest}-{times}"

    def _digest(self, cells: Sequence[str]) -> str:
        digest = self._base.copy()
        digest.update("\x1e".join([cells[column.index] for column in self._said]).encode())
        return digest.hexdigest()

    def _settle_status(self, number: int, told: dict[tuple[str, int], Told]) -> None:
        """Give "date" and "place" to what the row's own status says happened."""
        loose = told.pop((STATUS, 1))
        key = next(iter(told), None) or ((self._facts.kind, 1) if self._facts.kind else None)
        if key is None:
            self._tally.note("no_status", number)
            return
        stands = told.get(key, Told({}, []))
        told[key] = Told({**loose.values, **stands.values}, [*stands.quotes, *loose.quotes])


def _tell(told: dict[tuple[str, int], Told], column: Column, values: Mapping[str, Any], text: str) -> None:
    """Add what a cell says of a step; a cell that says nothing of it makes no claim."""
    target, quote = column.target, text.lstrip(_MARKS)
    kinds = values.get("kinds", ()) if not target.kind else (target.kind,) if values else ()
    for kind in kinds:
        what = told.get((kind, target.number))
        if what is None:
            what = told[kind, target.number] = Told({}, [])
        if target.kind:
            what.values.update(values)
        if quote not in what.quotes:
            what.quotes.append(quote)


def _say(fields: dict[str, Any], own: str, values: Mapping[str, Any], text: str) -> None:
    """Add what a cell says of the person; a column of its own says it better than a cell that holds two things."""
    if own in _PARTS:
        fields.setdefault("parts", []).append(text)
    for name, value in values.items():
        if name not in fields or (name == own and name not in _JOINED) or own == "count":
            fields[name] = value
        elif name in _JOINED:
            fields[name] = f"{fields[name]}, {value}"
        elif name == "roles":
            fields[name] = tuple(dict.fromkeys((*fields[name], *value)))
