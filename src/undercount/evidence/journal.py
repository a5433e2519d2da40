"""The append-only log under everything: what may be logged, what a leaf is, and proofs over any `Store`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol

from undercount.evidence import canonical
from undercount.evidence.canonical import Malformed
from undercount.evidence.merkle import Frontier, Tree, leaf_hash


class Event(StrEnum):
    """Everything that may be logged; a closed list, whose words never change their meaning."""

    INGEST = "ingest"
    DUPLICATE_INGEST = "duplicate-ingest"
    DERIVE = "derive"
    VIEW_SEALED = "view-sealed"
    REVEAL_REQUEST = "reveal-request"
    REVEAL_APPROVE = "reveal-approve"
    REVEAL_DENY = "reveal-deny"
    LINK_PERSON = "link-person"
    UNLINK_PERSON = "unlink-person"
    ASSERT_CLAIM = "assert-claim"
    RETRACT_CLAIM = "retract-claim"
    GRADE = "grade"
    REDACT = "redact"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    EXPORT = "export"
    SHARE = "share"
    KEY_ADD = "key-add"
    KEY_REVOKE = "key-revoke"
    BACKUP = "backup"
    RESTORE = "restore"
    SCRUB_OK = "scrub-ok"
    SCRUB_FAIL = "scrub-fail"
    STAMP_OK = "stamp-ok"
    STAMP_FAIL = "stamp-fail"
    ERASE = "erase"
    CLOCK_ANOMALY = "clock-anomaly"
    SOFTWARE_UPGRADE = "software-upgrade"


_EVENTS = {event.value: event for event in Event}
_OWN_FIELDS = frozenset({"seq", "event", "at"})
_FIELD_NAME = re.compile(r"[a-z][a-z_]{0,31}")
_OPAQUE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._:-]{0,127}")  # an id or a hash, hardly a name


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, as it is logged.

    Attributes:
        event: what happened.
        at: when, by our own clock (UTC). The order of entries is their place in the log, never this.
        fields: opaque ids, commitments in hex and whole numbers. Never a name, a text or a plain hash of a
            file: whoever holds the same file could learn from it that we hold it too.
    """

    event: Event
    at: datetime
    fields: Mapping[str, str | int] = field(default_factory=dict)


class Store(Protocol):
    """Where the leaves of one log are kept: a file of lines, a table. It knows nothing of what they say."""

    def size(self) -> int:
        """How many leaves there are."""
        ...

    def read(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Give the leaves from `start` to before `stop` (to the last, unless told), as they were appended."""
        ...

    def append(self, leaves: Sequence[bytes], /, *, at: int) -> None:
        """Add leaves as numbers `at`, `at` + 1 …: durable when it returns, and all of them or none.

        Raises:
            StoreMoved: there are not `at` leaves, because somebody else appended.
        """
        ...


class StoreMoved(Exception):  # noqa: N818 - it says what happened
    """The log grew, or shrank, since its size was looked at."""

    def __init__(self, expected: int, found: int) -> None:
        self.expected, self.found = expected, found
        super().__init__(f"expected {expected} leaves, found {found}")


@dataclass(frozen=True, slots=True)
class Leaf:
    """An entry in its place: its number in the log, its bytes, and their hash in the tree."""

    seq: int
    data: bytes
    hash: bytes


def leaf_bytes(seq: int, entry: Entry) -> bytes:
    """Write entry number `seq` as the canonical JSON line that is hashed and kept.

    Raises:
        ValueError: a field is named like one of ours, or holds what is not opaque; a mistake of the program.
    """
    for name, value in entry.fields.items():
        opaque = type(value) is int or (isinstance(value, str) and _OPAQUE.fullmatch(value))
        if name in _OWN_FIELDS or not _FIELD_NAME.fullmatch(name) or not opaque:
            raise ValueError(f"the journal takes no field {name!r} like this")
    return canonical.dumps({**entry.fields, "seq": seq, "event": entry.event.value, "at": instant(entry.at)})


def instant(moment: datetime) -> str:
    """Write a moment in UTC to the second, as in 2022-01-05T18:30:00Z."""
    if moment.tzinfo is None:
        raise ValueError("a moment in the journal needs a time zone")
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def parse_instant(text: str) -> datetime:
    """Read what `instant` wrote, and nothing else.

    Raises:
        ValueError: it did not.
    """
    moment = datetime.fromisoformat(text)
    if instant(moment) != text:
        raise ValueError("not a moment as the journal writes it")
    return moment


def read_leaf(data: bytes) -> tuple[int, Entry]:
    """Read a leaf back: its number and its entry.

    Raises:
        Malformed: `leaf_bytes` does not write such bytes; `event_unknown` where only the event is new.
    """
    value = canonical.parse(data)
    if not isinstance(value, dict):
        raise Malformed("not_an_entry")
    match value:
        case {"seq": seq, "event": str(word), "at": str(at), **rest} if type(seq) is int and seq >= 0:
            fields = {name: each for name, each in rest.items() if isinstance(each, str | int)}
        case _:
            raise Malformed("not_an_entry")
    if word not in _EVENTS:
        raise Malformed("event_unknown")
    try:
        entry = Entry(_EVENTS[word], parse_instant(at), fields)
        same = leaf_bytes(seq, entry) == data
    except ValueError as error:
        raise Malformed("not_an_entry") from error
    if not same:
        raise Malformed("not_an_entry")
    return seq, entry


class Journal:
    """A Merkle log over a store.

    Appending and the root take O(log n) once the leaves have been read; proofs keep all hashes in memory.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._frontier = Frontier()
        self._tree = Tree()

    @property
    def size(self) -> int:
        """How many entries there are."""
        return self._store.size()

    def append(self, entries: Sequence[Entry]) -> tuple[Leaf, ...]:
        """Log `entries`, in order, durably, all of them or none; give their leaves.

        Raises:
            StoreMoved: somebody else appended at the same moment; nothing of ours was.
        """
        first = self._store.size()
        lines = [leaf_bytes(first + n, entry) for n, entry in enumerate(entries)]
        self._store.append(lines, at=first)
        return tuple(Leaf(first + n, line, leaf_hash(line)) for n, line in enumerate(lines))

    def root(self, size: int | None = None) -> bytes:
        """Give the root over the first `size` entries (all of them unless told)."""
        if size is not None and size != self.size:
            return self._caught_up().root(size)
        for line in self._store.read(self._frontier.size):
            self._frontier.append(leaf_hash(line))
        return self._frontier.root()

    def inclusion_proof(self, seq: int, size: int | None = None) -> list[bytes]:
        """Prove that entry `seq` is among the first `size`; see `merkle.verify_inclusion`."""
        return self._caught_up().inclusion_proof(seq, size)

    def consistency_proof(self, first: int, second: int | None = None) -> list[bytes]:
        """Prove that the first `first` entries begin the first `second`; see `merkle.verify_consistency`."""
        return self._caught_up().consistency_proof(first, second)

    def _caught_up(self) -> Tree:
        for line in self._store.read(self._tree.size):
            self._tree.append(leaf_hash(line))
        return self._tree
