"""The records of a list inside a crisis' tables: those of other lists copied as they stand, its own compared."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from undercount.facts.tables import TABLES
from undercount.intake.lists.entry import Entry
from undercount.line.change import Change
from undercount.line.records import header_text, line_text, position, record_writer, records

MENTIONS, CLAIMS = TABLES["mentions"], TABLES["claims"]
MENTIONS_FILE, CLAIMS_FILE = "mentions.csv", "claims.csv"
_ID, _LIST = position(MENTIONS, "id"), position(MENTIONS, "list")
_CLAIM_ID, _ABOUT = position(CLAIMS, "id"), position(CLAIMS, "about")


@dataclass
class Reading:
    """A reading of a list as its records say it.

    Attributes:
        ids: of its mentions, each with a digest of its record and its claims' records.
        claims: how many it has; counted of what the crisis held.
    """

    ids: dict[str, bytes] = field(default_factory=dict)
    claims: int = 0

    def take(self, ident: str, record: str) -> None:
        """Add a record to what is said of a mention."""
        before = self.ids.get(ident, b"")
        self.ids[ident] = hashlib.blake2b(before + record.encode(), digest_size=8).digest()


@dataclass
class Copied:
    """What was copied of the crisis' tables, and what was left out of them.

    Attributes:
        held: the reading of the list that the crisis held.
        others: mentions and claims that are not its own.
    """

    held: Reading = field(default_factory=Reading)
    others: int = 0
    other_claims: int = 0


class ListWriter:
    """Writes a list's records behind those of others.

    Args:
        change: the change they are part of.
        folder: the crisis folder.
        ident: the list's id.
        cells: the name of the file that keeps cells as given; "" keeps none.
    """

    def __init__(self, change: Change, folder: Path, ident: str, cells: str = "") -> None:
        self.new = Reading()  # kept only where there is another to be compared with
        self.rows = self.claims = 0
        self._mention, self._claim = record_writer(MENTIONS), record_writer(CLAIMS)
        self._mentions = _open(change, MENTIONS_FILE)
        self._claims = _open(change, CLAIMS_FILE)
        self._cells = _open(change, cells) if cells else None
        self.copied = copy_others(folder, ident, self._mentions, self._claims)
        if self._cells:
            self._cells.write(line_text(("row", "column", "given", "read")))

    def keep(self, entry: Entry) -> None:
        """Write what one row says."""
        record = self._mention(entry.mention_values())
        self._mentions.write(record)
        said = [self._claim(values) for values in entry.claim_values()]
        self._claims.writelines(said)
        self.rows += 1
        self.claims += len(said)
        if self.copied.held.ids:
            for text in (record, *said):
                self.new.take(entry.id, text)
        if self._cells:
            row = str(entry.row)
            self._cells.writelines(line_text((row, column, text, read)) for column, text, read in entry.given)

    def close(self) -> None:
        """Close the files."""
        for file in (self._mentions, self._claims, self._cells):
            if file:
                file.close()


def _open(change: Change, name: str) -> IO[str]:
    return change.path(name).open("w", encoding="utf-8", newline="")


def copy_others(folder: Path, ident: str, mentions: IO[str], claims: IO[str]) -> Copied:
    """Copy the records that are not of a list, as they stand, and return what was left out."""
    copied = Copied()
    mentions.write(header_text(MENTIONS))
    claims.write(header_text(CLAIMS))
    for record in records(folder / MENTIONS_FILE, MENTIONS):
        if record.cells[_LIST] == ident:
            copied.held.take(record.cells[_ID], record.text)
        else:
            mentions.write(record.text)
            copied.others += 1
    for record in records(folder / CLAIMS_FILE, CLAIMS):
        about = record.cells[_ABOUT]
        if about in copied.held.ids and record.cells[_CLAIM_ID].startswith(f"{about}-"):
            copied.held.take(about, record.text)
            copied.held.claims += 1
        else:
            claims.write(record.text)
            copied.other_claims += 1
    return copied


def compared(writer: ListWriter) -> tuple[int, int, int]:
    """Return how many mentions are added, removed, and changed."""
    held, new = writer.copied.held, writer.new
    if not held.ids:
        return writer.rows, 0, 0
    added = sum(ident not in held.ids for ident in new.ids)
    removed = sum(ident not in new.ids for ident in held.ids)
    changed = sum(held.ids.get(ident, digest) != digest for ident, digest in new.ids.items())
    return added, removed, changed


def speaking_of(folder: Path, gone: Iterable[str]) -> int:
    """Return how many judgements, consents and further claims speak of mentions that are gone."""
    ids = set(gone)
    count = 0
    for name, columns in (("judgements", ("a", "b")), ("consents", ("person",)), ("claims", ("about",))):
        table = TABLES[name]
        places = [position(table, column) for column in columns]
        for record in records(folder / f"{name}.csv", table):
            own = name == "claims" and any(record.cells[0].startswith(f"{record.cells[p]}-") for p in places)
            count += not own and any(record.cells[place] in ids for place in places)
    return count
