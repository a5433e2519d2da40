"""A list's row as a mention and its claims, each cell kept as given beside what it was read as."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from undercount.facts.register import Claim, Mention
from undercount.facts.unknown import Unknown
from undercount.intake.lists.columns import Column, fields_text
from undercount.intake.lists.mapping import IGNORE, STATUS, Target
from undercount.intake.lists.names import read_name
from undercount.intake.lists.reading import Reading
from undercount.intake.lists.tally import Tally

_CLAIM_FIELDS = frozenset({"when", "where", "by_whom", "case", "polarity", "directness"})
_PARTS = ("family", "given", "patronymic")
_JOINED = ("residence", "occupation")
_PLAIN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
_LONGEST_QUOTE = 300
_NAMELESS = "unknown:not_stated"
_NAMES = ("name", *_PARTS)


class Given(NamedTuple):
    """A cell whose text is not word for word what it was read as."""

    row: int
    column: str
    given: str
    read: str


class Entry(NamedTuple):
    """What one row of a list says.

    Attributes:
        digest: of what its cells say; two rows that say the same have the same.
    """

    mention: Mention
    claims: tuple[Claim, ...]
    given: tuple[Given, ...]
    digest: str


@dataclass(frozen=True)
class ListFacts:
    """What all rows of a list share."""

    id: str
    source: str = ""
    exhibit: str = ""
    kind: str = ""


@dataclass
class _Row:
    """A row while it is read."""

    number: int
    fields: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    claims: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    quotes: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    given: list[Given] = field(default_factory=list)
    refused: bool = False


class RowReader:
    """Reads the rows of one list.

    Args:
        columns: its columns that are read, in the order of the file.
        facts: what its rows share.
        tally: takes refusals and what was doubtful.
    """

    def __init__(self, columns: Sequence[Column], facts: ListFacts, tally: Tally) -> None:
        self._columns = [column for column in columns if column.target.field != IGNORE]
        self._facts = facts
        self._tally = tally
        self._name = next((column for column in columns if column.target.field in _NAMES), None)
        self._seen: dict[str, int] = {}
        self._rows_of_ids: dict[str, int] = {}

    def read(self, number: int, cells: Sequence[str], extra: Mapping[str, str]) -> Entry | None:
        """Read one row; None where a cell of it is refused.

        Args:
            number: the file's own row.
            cells: its cells.
            extra: cells that stand elsewhere, such as the heading above it, by their column's name.
        """
        row = _Row(number)
        said: list[str] = []
        width = len(cells)
        for column in self._columns:
            index = column.index
            text = (cells[index] if index < width else "") if index >= 0 else extra.get(column.name, "")
            if text:
                said.append(f"{column.name}\x1f{text}")
                self._take(row, column, text)
        self._settle_name(row)
        return None if row.refused else self._entry(row, _digest(said))

    def _take(self, row: _Row, column: Column, text: str) -> None:
        reading = column.read(text)
        if reading.fault:
            self._refuse(row, column, reading.fault, text)
            return
        for note in reading.notes:
            self._tally.note(note, row.number, column.name)
        target = column.target
        if target.kind or target.field == "claim":
            self._take_claim(row, target, reading, text)
        elif target.field in _PARTS:
            row.parts[column.target.field] = text
            row.fields |= reading.fields
        else:
            _take_fields(row, target, reading)
        if target.field != "name" or reading.fields.get("name") != text or len(reading.fields) > 1:
            shown = fields_text(reading.fields)
            if shown != f"{target.field}={text}":
                row.given.append(Given(row.number, column.name, text.lstrip("\x1e\x1f"), shown))

    def _refuse(self, row: _Row, column: Column, fault: str, text: str) -> None:
        row.refused = True
        shown = text.lstrip("\x1e\x1f")[:60] if column.shows else "…"
        self._tally.refuse(fault, row.number, column.name, text=shown)

    def _take_claim(self, row: _Row, target: Target, reading: Reading, text: str) -> None:
        kinds = reading.fields.get("kinds", ()) if target.field == "claim" else (target.kind,)
        for kind in kinds:
            key = (kind, target.number)
            values = row.claims.setdefault(key, {})
            values.update({name: value for name, value in reading.fields.items() if name != "kinds"})
            if text.lstrip("\x1e\x1f") not in row.quotes.setdefault(key, []):
                row.quotes[key].append(text.lstrip("\x1e\x1f"))

    def _settle_name(self, row: _Row) -> None:
        """Join the name of its parts as they are given, and say where there is none."""
        if "name" not in row.fields and row.parts:
            whole = " ".join(row.parts.values())
            reading = read_name(whole)
            if not reading.fault:
                row.fields = {**reading.fields, **row.fields} if reading.fields else row.fields
                row.fields.setdefault("name", whole)
                self._note_name(row, reading.notes)
        if row.fields.get("name"):
            return
        row.fields["name"] = _NAMELESS
        self._tally.note("name_missing", row.number, self._name.name if self._name else "")

    def _note_name(self, row: _Row, notes: Sequence[str]) -> None:
        for note in notes:
            if note in ("unnamed", "group", "several_names"):
                self._tally.note(note, row.number, self._name.name if self._name else "")

    def _entry(self, row: _Row, digest: str) -> Entry | None:
        ident = self._ident(row, digest)
        if not ident:
            return None
        fields = row.fields
        counts = (fields.get("count_low", 1), fields.get("count_high", 1)) if "count_low" in fields else (1, 1)
        mention = Mention(
            id=ident,
            list=self._facts.id,
            row=row.number,
            name=fields["name"],
            given=fields.get("given", ""),
            family=fields.get("family", ""),
            patronymic=fields.get("patronymic", ""),
            sex=fields.get("sex", Unknown.NOT_STATED.cell),
            birth=fields.get("birth", Unknown.NOT_STATED),
            age=fields.get("age"),
            residence=fields.get("residence", ""),
            occupation=fields.get("occupation", ""),
            roles=fields.get("roles", ()),
            count_low=counts[0],
            count_high=counts[1],
        )
        return Entry(mention, self._claims(row, ident), tuple(row.given), digest)

    def _ident(self, row: _Row, digest: str) -> str:
        """Return the mention's id: by the source's own identifier, else by what the row says."""
        stated = row.fields.get("id", "")
        if stated:
            other = self._rows_of_ids.setdefault(stated, row.number)
            if other != row.number:
                column = next(column.name for column in self._columns if column.target.field == "id")
                self._tally.refuse("double_id", row.number, column, other=other)
                return ""
            return f"{self._facts.id}-{stated if _PLAIN_ID.fullmatch(stated) else _digest([stated])}"
        times = self._seen[digest] = self._seen.get(digest, 0) + 1
        return f"{self._facts.id}-{digest}" + (f"-{times}" if times > 1 else "")

    def _claims(self, row: _Row, about: str) -> tuple[Claim, ...]:
        if not row.claims:
            return ()
        loose = row.claims.pop((STATUS, 1), None)
        if loose is not None:
            self._settle_status(row, loose)
        return tuple(self._claim(row, key, values, about) for key, values in row.claims.items() if values or key in row.quotes)

    def _settle_status(self, row: _Row, loose: Mapping[str, Any]) -> None:
        """Give "date" and "place" to what the row's own status says happened."""
        quotes = row.quotes.pop((STATUS, 1), [])
        key = next(iter(row.claims), None) or ((self._facts.kind, 1) if self._facts.kind else None)
        if key is None:
            self._tally.note("no_status", row.number)
            return
        row.claims[key] = {**loose, **row.claims.get(key, {})}
        row.quotes.setdefault(key, []).extend(quotes)

    def _claim(self, row: _Row, key: tuple[str, int], values: Mapping[str, Any], about: str) -> Claim:
        kind, number = key
        plain = {name: value for name, value in values.items() if name in _CLAIM_FIELDS}
        said = {name: value for name, value in sorted(values.items()) if name not in _CLAIM_FIELDS}
        if "polarity" not in plain and self._says_it_does_not_know(kind, values):
            plain["polarity"] = "does_not_know"
        return Claim(
            id=f"{about}-{kind}" + (f"-{number}" if number > 1 else ""),
            kind=kind,
            source=self._facts.source,
            exhibit=self._facts.exhibit,
            about=about,
            attributes=said,
            locator=f"row {row.number}",
            quote=" · ".join(row.quotes.get(key, []))[:_LONGEST_QUOTE],
            **plain,
        )

    def _says_it_does_not_know(self, kind: str, values: Mapping[str, Any]) -> bool:
        """Tell a source that knows nothing of a step; being on the list asserts what the list is of."""
        unknown = [isinstance(v, Unknown) or str(v).startswith("unknown:") for v in values.values()]
        return kind != self._facts.kind and bool(unknown) and all(unknown)


def _take_fields(row: _Row, target: Target, reading: Reading) -> None:
    for name, value in reading.fields.items():
        if name in _JOINED and row.fields.get(name):
            row.fields[name] = f"{row.fields[name]}, {value}"
        elif name == "roles":
            row.fields[name] = tuple(dict.fromkeys((*row.fields.get(name, ()), *value)))
        elif name in row.fields and target.field not in (name, "count"):
            continue  # a column of its own says it better than a birth that stands beside an age
        else:
            row.fields[name] = value


def _digest(parts: Sequence[str]) -> str:
    return hashlib.blake2b("\x1e".join(parts).encode(), digest_size=8).hexdigest()
